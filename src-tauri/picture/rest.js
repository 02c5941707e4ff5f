// Runs in a page that a picture is taken of. Says as its title how high its window and what is on it are, and whether
// there is a view (`empty` while not) that has not changed for a second (`rests`) or has (`moves`). The title is all that
// it can say: the page has no other way to whoever opened it.
(function () {
  "use strict";
  var LOADING = ["HA-SPINNER", "HA-CIRCULAR-PROGRESS", "HASS-LOADING-SCREEN", "HA-INIT-PAGE"];
  var last = "", rested = 0;
  function count(node, seen) {
    for (var child = node.firstElementChild; child; child = child.nextElementSibling) {
      seen.elements++;
      if (child.tagName === "HUI-VIEW" && child.firstElementChild) seen.view = true;
      if (LOADING.indexOf(child.tagName) >= 0 || (child.tagName === "IMG" && !child.complete)) seen.waiting++;
      if (child.shadowRoot) count(child.shadowRoot, seen);
      count(child, seen);
    }
  }
  setInterval(function () {
    var seen = { elements: 0, waiting: 0, view: false };
    count(document.documentElement, seen);
    var content = document.documentElement.scrollHeight;
    var now = [innerHeight, content, seen.elements, seen.waiting].join();
    rested = now === last && seen.waiting === 0 ? rested + 1 : 0;
    last = now;
    document.title =
      "bobbin-picture " + innerHeight + " " + content + " " + (!seen.view ? "empty" : rested >= 5 ? "rests" : "moves");
  }, 200);
})();
