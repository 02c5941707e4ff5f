// Runs in the preview's page before Home Assistant's frontend. It logs in, takes the frame off, tells the window that
// framed the page what is on it, and does what that window asks. It has nothing that the page itself could not have:
// cards of the user share its world.
(function () {
  "use strict";
  var told = __TOLD__;

  // ---- storage: a frame of another site may have none; the frontend breaks without
  function memory() {
    var kept = new Map();
    var storage = {
      getItem: function (key) { return kept.has(String(key)) ? kept.get(String(key)) : null; },
      setItem: function (key, value) { kept.set(String(key), String(value)); },
      removeItem: function (key) { kept.delete(String(key)); },
      clear: function () { kept.clear(); },
      key: function (index) { return Array.from(kept.keys())[index] || null; },
    };
    Object.defineProperty(storage, "length", { get: function () { return kept.size; } });
    return storage;
  }
  ["localStorage", "sessionStorage"].forEach(function (name) {
    try { void window[name].length; } catch (_denied) {
      Object.defineProperty(window, name, { value: memory(), configurable: true });
    }
  });

  // ---- the pass: it comes in the fragment, which is never sent, and survives a reload in the frame's own storage
  var pass = (/[#&]bobbin=([0-9a-f]+)/.exec(location.hash) || [])[1];
  if (pass) {
    sessionStorage.setItem("bobbin-pass", pass);
    history.replaceState(history.state, "", location.pathname + location.search);
  } else {
    pass = sessionStorage.getItem("bobbin-pass");
  }

  // ---- the frontend takes this for its companion app and asks it for a token instead of a person
  var kiosk = told.kiosk;
  function soon(work) { setTimeout(work, 0); }
  function command(name, payload) {
    if (window.externalBus) window.externalBus({ id: -1, type: "command", command: name, payload: payload });
  }
  window.externalApp = {
    getExternalAuth: function () {
      soon(function () {
        if (pass) window.externalAuthSetToken(true, { access_token: pass, expires_in: 315360000 });
        else window.externalAuthSetToken(false);
      });
    },
    revokeExternalAuth: function () { soon(function () { window.externalAuthRevokeToken(true); }); },
    externalBus: function (text) {
      var message = typeof text === "string" ? JSON.parse(text) : text;
      if (message.type === "config/get") {
        soon(function () {
          window.externalBus({ id: message.id, type: "result", success: true, result: { hasSettingsScreen: false,
            hasSidebar: false, canWriteTag: false, hasExoPlayer: false, canCommissionMatter: false, hasAssist: false } });
        });
      }
      if (message.type === "frontend/loaded") soon(function () { applyKiosk(); say({ kind: "ready" }); });
    },
  };

  // ---- kiosk: the view alone
  function applyKiosk() {
    command("kiosk_mode/set", { enable: kiosk });
    look();
  }
  try {
    if (kiosk) localStorage.setItem("dockedSidebar", JSON.stringify("always_hidden"));
    else localStorage.removeItem("dockedSidebar");
    // What was chosen comes with the user's data; what an earlier choice left here would outlive it.
    ["selectedTheme", "selectedLanguage"].forEach(function (key) { localStorage.removeItem(key); });
  } catch (_full) { /* it only opens with the sidebar then */ }

  // The dashboard's root element. A browser takes an element's callbacks when it is defined, so that nobody can be
  // told of it later: it is looked for, at the five places in each other where the frontend has it.
  var WAY = ["home-assistant", "home-assistant-main", "ha-panel-lovelace", "hui-root"], root = null;
  function findRoot() {
    var at = document;
    for (var i = 0; i < WAY.length && at; i++) {
      var found = at.querySelector(WAY[i]);
      at = found && (i + 1 < WAY.length ? found.shadowRoot : found);
    }
    return at || null;
  }
  function dress() {
    var shadow = root && root.shadowRoot;
    if (!shadow) return;
    var style = shadow.getElementById("bobbin-kiosk");
    if (kiosk && !style) {
      style = document.createElement("style");
      style.id = "bobbin-kiosk";
      style.textContent = ".header{display:none!important}hui-view-container,#view{padding-top:0!important;" +
        "margin-top:0!important}:host{--header-height:0px;--kiosk-header-height:0px}";
      shadow.appendChild(style);
    } else if (!kiosk && style) style.remove();
  }
  function look() {
    root = findRoot();
    dress();
    if (errors.size || files.size || lastTold !== "[]") tell();
  }

  // ---- where things are: the frontend hands its elements the very objects of the config, so a card is found by
  // identity, however deep it is nested
  function config() {
    var lovelace = root && root.lovelace;
    return lovelace ? [lovelace.rawConfig, lovelace.config] : [];
  }
  // Each object with the one that it is in: a path is put together when it is asked for, as a large dashboard has
  // thousands of objects and is told of with each key that is pressed.
  var within = new WeakMap(), indexed = [];
  function index() {
    var now = config();
    if (now[0] === indexed[0] && now[1] === indexed[1]) return;
    indexed = now;
    within = new WeakMap();
    // The raw one last: where the frontend normalised (a section's title became a card), its places are the text's.
    now.slice().reverse().forEach(function (whole) { walk(whole, null); });
  }
  function walk(value, place) {
    if (!value || typeof value !== "object") return;
    within.set(value, place);
    if (Array.isArray(value)) for (var i = 0; i < value.length; i++) walk(value[i], { of: value, key: i });
    else Object.keys(value).forEach(function (key) { walk(value[key], { of: value, key: key }); });
  }
  function pathTo(value) {
    if (!value || typeof value !== "object" || !within.has(value)) return null;
    var path = [];
    for (var place = within.get(value); place; place = within.get(place.of)) path.unshift(place.key);
    return path;
  }
  function held(element) { return [element.config, element._config, element.__config]; }
  function pathOf(element) {
    return held(element).reduce(function (found, value) { return found || pathTo(value); }, null);
  }
  var PLACES = ["cards", "card", "badges", "sections", "elements", "entities", "views"];
  function isPlace(path) {
    return path && path.length > 1 && path.some(function (step) { return PLACES.indexOf(step) >= 0; });
  }
  function eachElement(node, visit) {
    var children = node.children || [];
    for (var i = 0; i < children.length; i++) {
      visit(children[i]);
      if (children[i].shadowRoot) eachElement(children[i].shadowRoot, visit);
      eachElement(children[i], visit);
    }
  }
  function elementAt(path) {
    var wanted = config().map(function (whole) {
      return path.reduce(function (at, key) { return at && typeof at === "object" ? at[key] : null; }, whole);
    }).filter(function (value) { return value && typeof value === "object"; });
    var found = null, area = 0;
    if (wanted.length) eachElement(document, function (element) {
      if (!held(element).some(function (value) { return value && wanted.indexOf(value) >= 0; })) return;
      // The wrapper and the card in it have one config: the larger box is what a person calls the card.
      var box = element.getBoundingClientRect();
      if (box.width * box.height > area || !found) { found = element; area = box.width * box.height; }
    });
    return found;
  }

  // ---- the outline of what is selected, and of what would be picked
  function frame(color) {
    var box = document.createElement("div");
    box.style.cssText = "position:fixed;pointer-events:none;z-index:2147483647;border-radius:12px;display:none;" +
      "box-sizing:border-box;border:2px solid " + color + ";box-shadow:0 0 0 3px " + color + "33";
    return box;
  }
  var selected = frame("#009ac7"), hovered = frame("#ff9800"), selectedPath = null, following = 0;
  function place(box, element) {
    if (!element || !element.isConnected) { box.style.display = "none"; return false; }
    if (!box.isConnected) document.documentElement.appendChild(box);
    var at = element.getBoundingClientRect();
    box.style.cssText = box.style.cssText.replace(/display:[^;]*/, "display:block");
    box.style.display = at.width ? "block" : "none";
    box.style.left = at.left - 3 + "px";
    box.style.top = at.top - 3 + "px";
    box.style.width = at.width + 6 + "px";
    box.style.height = at.height + 6 + "px";
    return true;
  }
  var selectedElement = null, selectedIn = null;
  function follow() {
    cancelAnimationFrame(following);
    if (!selectedPath) { place(selected, null); return; }
    // With another config another card may be at that place, and the one that was there still on the page.
    var now = config()[0];
    if (!selectedElement || !selectedElement.isConnected || selectedIn !== now) {
      selectedElement = elementAt(selectedPath);
      selectedIn = selectedElement && now;
    }
    place(selected, selectedElement);
    if (selectedElement) following = requestAnimationFrame(follow);
  }
  function select(path, scroll) {
    selectedPath = path && path.length ? path : null;
    selectedElement = selectedPath && elementAt(selectedPath);
    if (selectedElement && scroll) selectedElement.scrollIntoView({ block: "nearest", inline: "nearest" });
    follow();
  }

  // ---- pick: a click chooses a card instead of using it
  var picking = false;
  function pickedAt(event) {
    index();
    var way = event.composedPath();
    for (var i = 0; i < way.length; i++) {
      var path = way[i].nodeType === 1 ? pathOf(way[i]) : null;
      if (isPlace(path)) return { element: way[i], path: path };
    }
    return null;
  }
  ["pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend", "dblclick", "contextmenu", "click"]
    .forEach(function (name) {
      window.addEventListener(name, function (event) {
        if (!picking) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (name !== "click") return;
        var picked = pickedAt(event);
        if (picked) { select(picked.path, false); say({ kind: "picked", path: picked.path }); }
      }, { capture: true, passive: false });
    });
  window.addEventListener("pointermove", function (event) {
    if (!picking) return;
    var picked = pickedAt(event);
    place(hovered, picked && picked.element);
  }, { capture: true, passive: true });

  // ---- trouble: cards that could not be drawn, and what could not be loaded
  var errors = new Map(), files = new Map(), lastTold = "[]";
  function tell() {
    index();
    var troubles = [];
    errors.forEach(function (error, element) {
      if (element.isConnected) {
        error.seen = true;
        troubles.push({ kind: "card", message: error.message,
          path: pathTo(error.origin) || wayUp(element) });
      } else if (error.seen || Date.now() - error.made > 10000) errors.delete(element);
    });
    files.forEach(function (message, url) { troubles.push({ kind: "file", message: message, url: url, path: null }); });
    var text = JSON.stringify(troubles);
    if (text === lastTold) return;
    lastTold = text;
    say({ kind: "troubles", troubles: troubles });
  }
  function wayUp(element) {
    for (var at = element; at; at = at.parentNode || at.host) {
      var path = at.nodeType === 1 ? pathOf(at) : null;
      if (isPlace(path)) return path;
    }
    return null;
  }
  customElements.whenDefined("hui-error-card").then(function () {
    var own = customElements.get("hui-error-card").prototype, setConfig = own.setConfig;
    own.setConfig = function (config) {
      setConfig.apply(this, arguments);
      errors.set(this, { message: String(config && (config.message || config.error) || "This card can't be shown."),
        origin: config && config.origConfig, made: Date.now(), seen: false });
    };
  });
  window.addEventListener("error", function (event) {
    var element = event.target;
    if (!element || (element.tagName !== "SCRIPT" && element.tagName !== "LINK")) return;
    var url = element.src || element.href || "";
    if (url) files.set(url, "This file could not be loaded.");
  }, true);

  // A card is not on the page yet when it is made, and says nothing when it is taken off: it is looked after.
  setInterval(look, 100);

  // ---- what strategies make, written out: the frontend's own “take control” does it, with a save that goes nowhere
  // but to the window that asked
  var writing = false;
  function writeOut(tries) {
    var panel = root && root.getRootNode().host, own = panel && panel.lovelace;
    if (!own || !own.config || !own.rawConfig) { again(tries, writeOut, "The dashboard is not there."); return; }
    panel.lovelace = Object.assign({}, own, { mode: "generated", saveConfig: written, setEditMode: function () {} });
    try { own.setEditMode(true); } finally { panel.lovelace = own; }
    answer(0);
  }
  function answer(tries) {
    var dialog = null;
    eachElement(document, function (element) {
      if (element.localName === "hui-dialog-save-config") dialog = element;
    });
    if (!dialog || !dialog._params || !dialog.hass) { again(tries, answer, "This version has no way to take control."); return; }
    dialog._params = Object.assign({}, dialog._params,
      { lovelace: Object.assign({}, dialog._params.lovelace, { saveConfig: written, setEditMode: function () {} }) });
    if (typeof dialog._saveConfig !== "function") { unwritten("This version takes control in another way."); return; }
    Promise.resolve(dialog._saveConfig()).catch(function (error) { unwritten(String(error && error.message || error)); });
  }
  function again(tries, step, why) {
    // Half a minute: a strategy may ask Home Assistant for much.
    if (tries > 300) unwritten(why);
    else setTimeout(function () { step(tries + 1); }, 100);
  }
  function written(config) {
    var text = JSON.stringify(config);
    if (text.length > 4000000) unwritten("It would be larger than Home Assistant saves.");
    else if (writing) { writing = false; say({ kind: "written", config: text }); }
    return Promise.resolve();
  }
  function unwritten(why) {
    if (writing) { writing = false; say({ kind: "unwritten", message: why }); }
  }

  // ---- the window that framed the page: nobody else is told anything, and nobody else is listened to
  var origin = (location.ancestorOrigins && location.ancestorOrigins[0]) || null;
  if (window.parent === window || told.parents.indexOf(origin) < 0) origin = null;
  function say(message) {
    if (origin) window.parent.postMessage({ bobbin: message }, origin);
  }
  window.addEventListener("message", function (event) {
    if (!origin || event.source !== window.parent || event.origin !== origin || !event.data) return;
    var asked = event.data.bobbin;
    if (!asked || typeof asked !== "object") return;
    event.stopImmediatePropagation();
    if (asked.kind === "navigate") command("navigate", { path: String(asked.to), options: { replace: true } });
    if (asked.kind === "select") select(asked.path, asked.scroll);
    if (asked.kind === "pick") {
      picking = Boolean(asked.on);
      if (!picking) place(hovered, null);
      document.documentElement.style.cursor = picking ? "crosshair" : "";
    }
    if (asked.kind === "scroll") { scrolledTo = Number(asked.top) || 0; window.scrollTo({ top: scrolledTo }); }
    if (asked.kind === "write" && !writing) { writing = true; writeOut(0); }
    if (asked.kind === "kiosk") { kiosk = Boolean(asked.on); applyKiosk(); }
  });

  // ---- how far it is scrolled; what was asked for is no news
  var scrolledTo = 0;
  window.addEventListener("scroll", function () {
    if (Math.abs(window.scrollY - scrolledTo) < 1) return;
    scrolledTo = window.scrollY;
    say({ kind: "scrolled", top: scrolledTo });
  }, { passive: true });

  // ---- which view is on
  var last = null;
  function where() {
    if (location.pathname === last) return;
    last = location.pathname;
    var steps = last.split("/").filter(Boolean).map(decodeURIComponent);
    say({ kind: "view", dashboard: steps[0] || "", view: steps[1] || "" });
  }
  window.addEventListener("location-changed", where);
  window.addEventListener("popstate", where);
  window.addEventListener("load", where);
})();
