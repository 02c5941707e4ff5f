// Runs in the preview's page, too: what a change of the draft left as it was stays on the page.
//
// Home Assistant's frontend takes a new config for a save: it makes every card of the view anew, and never lets go of
// the old ones. A draft changes with each letter. So a config that came is put together with the one that is shown:
// what is the same in both is the very object that is shown, and where the frontend would make an element for such an
// object it gets the one that it made before. A card that changed is made anew, alone, as after a save; views, sections
// and stacks take what changed in them, if nothing else of them did.
//
// The names of the frontend's own methods that stand here are nobody's promise: where one is missing, everything is made
// anew, as it is without this script.
(function () {
  "use strict";

  // ---- which of what came is shown already

  // What each kind of thing has lists of. Anything else that changes in one is a reason to make all of it anew: a card
  // may look at the keys of its dashboard, and a view's layout at those of its view.
  var LISTS = {
    dashboard: { views: "view" },
    view: { badges: "badge", cards: "card", sections: "section" },
    section: { badges: "badge", cards: "card", sections: "section" },
    stack: { cards: "card" },
    badge: {},
    card: {},
  };
  // The frontend makes a card of a section's title.
  var FREE = { section: ["title"] };
  var STACKS = ["vertical-stack", "horizontal-stack", "grid"];
  // Of what came last: each with what it goes on from. Kept for longer, every config there ever was would hang on it.
  var cameFrom = new WeakMap();
  // The objects of the text. What the frontend made of them shares an object with what is shown only where the text does:
  // by that object a card's place in the text is found.
  var ofText = null;

  function isThing(value) { return Boolean(value) && typeof value === "object"; }
  // The order of keys counts: a card may write them out in that order.
  function same(one, other) {
    if (one === other) return true;
    if (!isThing(one) || !isThing(other) || Array.isArray(one) !== Array.isArray(other)) return false;
    if (ofText && ofText.has(other)) return false;
    var keys = Object.keys(one), others = Object.keys(other);
    return keys.length === others.length && keys.every(function (key, n) {
      return key === others[n] && same(one[key], other[key]);
    });
  }
  function goesOn(kind, shown, came) {
    var lists = LISTS[kind], keys = Object.keys(shown), others = Object.keys(came);
    return Object.keys(lists).length > 0 && keys.length === others.length && keys.every(function (key, n) {
      if (key !== others[n]) return false;
      if (isFree(kind, key)) return true;
      return lists[key] ? isList(kind, shown[key]) && isList(kind, came[key]) : same(shown[key], came[key]);
    });
  }
  function isFree(kind, key) { return (FREE[kind] || []).indexOf(key) >= 0; }
  // A list that is being typed has nothings in it: a view leaves them out, a stack shows an error in its place.
  function isList(kind, value) { return Array.isArray(value) && (kind !== "stack" || value.every(isThing)); }
  // What came, with the objects that are shown wherever it is the same.
  function joined(kind, shown, came) {
    if (!isThing(shown) || !isThing(came) || Array.isArray(came) || (ofText && ofText.has(came))) return came;
    if (same(shown, came)) return shown;
    if (kind === "card" && STACKS.indexOf(came.type) >= 0) kind = "stack";
    if (!goesOn(kind, shown, came)) return came;
    var lists = LISTS[kind], result = {};
    Object.keys(came).forEach(function (key) {
      if (lists[key]) result[key] = joinedList(lists[key], shown[key], came[key]);
      else result[key] = isFree(kind, key) ? came[key] : shown[key];
    });
    cameFrom.set(result, shown);
    return likeFrozen(result, came);
  }
  // The frontend freezes a config after it put it into the form that it draws.
  function likeFrozen(result, came) { return Object.isFrozen(came) ? Object.freeze(result) : result; }
  function joinedList(kind, shown, came) {
    var result = came.slice(), first = 0, end = came.length, shownEnd = shown.length, texts = new Map(), left = [];
    for (; first < end && first < shownEnd && same(shown[first], came[first]); first++) result[first] = shown[first];
    for (; end > first && shownEnd > first && same(shown[shownEnd - 1], came[end - 1]); end--, shownEnd--) {
      result[end - 1] = shown[shownEnd - 1];
    }
    // In between things have moved, changed, come and gone: first those that are the same elsewhere, each once.
    for (var n = first; n < shownEnd; n++) {
      var text = JSON.stringify(shown[n]);
      if (!texts.has(text)) texts.set(text, []);
      texts.get(text).push(n);
    }
    var changed = [];
    for (n = first; n < end; n++) {
      var there = texts.get(JSON.stringify(came[n]));
      if (there && there.length) result[n] = shown[there.shift()];
      else changed.push(n);
    }
    texts.forEach(function (places) { left.push.apply(left, places); });
    left.sort(function (one, other) { return one - other; });
    changed.forEach(function (n, nth) {
      if (nth < left.length) result[n] = joined(kind, shown[left[nth]], came[n]);
    });
    return likeFrozen(result, came);
  }

  function collect(value) {
    if (!isThing(value) || ofText.has(value)) return;
    ofText.add(value);
    Object.keys(value).forEach(function (key) { collect(value[key]); });
  }

  // ---- the dashboard: its config comes with the first picture, with each change, and when Home Assistant was away
  // (a new picture of all of it may be what brings a card back then).
  var anew = false, joining = null;
  window.addEventListener("connection-status", function (event) { if (event.detail === "connected") anew = true; });
  override("ha-panel-lovelace", "_setLovelaceConfig", function (set, args) {
    var shown = this.lovelace, config = args[0], raw = args[1];
    if (shown && !anew && config !== shown.config) {
      joining = shown.config;
      cameFrom = new WeakMap();
      raw = joined("dashboard", shown.rawConfig, raw);
      if (config === args[1]) config = raw;
      ofText = new Set();
      collect(raw);
    }
    anew = false;
    try { return set.call(this, config, raw, args[2]); } finally { joining = ofText = null; }
  });
  override("ha-panel-lovelace", "_normalizeLovelaceConfig", function (normalize, args) {
    var config = normalize.apply(this, args);
    return joining ? joined("dashboard", joining, config) : config;
  });

  // ---- the elements
  function override(name, method, by) {
    customElements.whenDefined(name).then(function () {
      var own = customElements.get(name).prototype, original = own[method];
      if (typeof original === "function") own[method] = function () { return by.call(this, original, arguments); };
    });
  }
  // Only what makes all elements of a list keeps some: whatever makes a single one wants it new. What a list was made of
  // is forgotten with the next: the frontend holds configs that are long gone (for its undo), and so they must not hold
  // elements.
  var listing = null, made = new WeakMap();
  function lists(name, method) {
    override(name, method, function (make, args) {
      var before = listing, all = made.get(this) || {};
      listing = { by: this, from: all[method] || new Map(), to: new Map() };
      all[method] = listing.to;
      made.set(this, all);
      try { return make.apply(this, args); } finally { listing = before; }
    });
  }
  function keeps(name, method) {
    override(name, method, function (make, args) {
      var now = listing && listing.by === this ? listing : null, config = args[0];
      var element = now && kept(now, config) || make.apply(this, args);
      if (now) now.to.set(config, element);
      return element;
    });
  }
  function kept(now, config) {
    var element = now.from.get(config);
    if (element || !isThing(config)) return element;
    element = now.from.get(cameFrom.get(config));
    if (!element) return null;
    if (element.localName === "hui-section") element.lovelace = now.by.lovelace;
    element.config = config;
    return element;
  }
  lists("hui-view", "_setConfig");
  keeps("hui-view", "_createCardElement");
  keeps("hui-view", "createBadgeElement");
  keeps("hui-view", "createSectionElement");
  ["_createCards", "_createBadges", "_createSections"].forEach(function (method) { lists("hui-section", method); });
  keeps("hui-section", "_createCardElement");
  keeps("hui-section", "_createBadgeElement");
  keeps("hui-section", "_createSectionElement");
  STACKS.forEach(function (type) {
    lists("hui-" + type + "-card", "setConfig");
    keeps("hui-" + type + "-card", "_createCardElement");
  });

  // ---- where they are
  // A masonry or sidebar view takes all its cards off the page and puts them there again when one of them is another: maps,
  // frames and graphs in them start over. A card that comes in the place of one as high is put there alone.
  var arranged = new WeakMap();
  function putsInPlace(name, method, room) {
    override(name, method, function (arrange) {
      var view = this, cards = this.cards, before = arranged.get(this) || [];
      arranged.set(this, cards);
      var changed = cards.map(function (card, n) { return { is: card, was: before[n] }; })
        .filter(function (each) { return each.is !== each.was; });
      var isInPlace = changed.length > 0 && cards.length === before.length && changed.every(function (each) {
        return each.was.parentElement && !each.is.isConnected;
      });
      if (!isInPlace) return arrange.call(this);
      return Promise.all(changed.map(function (each) { return Promise.all([room(each.was), room(each.is)]); }))
        .then(function (rooms) { return rooms.every(function (of) { return of[0] === of[1]; }); }, function () { return false; })
        .then(function (fits) {
          if (arranged.get(view) !== cards) return undefined;
          if (!fits || !changed.every(function (each) { return each.was.parentElement; })) return arrange.call(view);
          changed.forEach(function (each) { each.was.parentElement.replaceChild(each.is, each.was); });
          return undefined;
        });
    });
  }
  putsInPlace("hui-masonry-view", "_createColumns", function (card) { return card.getCardSize(); });
  putsInPlace("hui-sidebar-view", "_createCards", function (card) { return (card.config.view_layout || {}).position; });
})();
