/* On the first visit the chooser leads on to the language that the browser asks for. What this script or a reader's language switch
   (assets/atlas.js) chose is remembered, and from then on the chooser stays. Where nothing can be remembered nobody can tell a first
   visit from a second, so it stays too. */
(function () {
  "use strict";
  var KEY = "rollenatlas.language";

  function primary(tag) { return tag.toLowerCase().split("-")[0]; }

  var links = Array.from(document.querySelectorAll("a[hreflang]"));
  var found = navigator.languages.map(function (tag) {
    return links.find(function (link) { return primary(link.hreflang) === primary(tag); });
  }).find(Boolean);
  if (!found) return;
  try {
    if (window.localStorage.getItem(KEY)) return;
    window.localStorage.setItem(KEY, found.hreflang);
  } catch (error) { return; }
  window.location.replace(found.href);
})();
