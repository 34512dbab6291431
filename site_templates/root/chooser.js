/* On the first visit the chooser leads on to the language that the browser asks for. What this script or a reader's language switch
   (assets/atlas.js) chose is remembered, and from then on the chooser stays. Where nothing can be remembered nobody can tell a first
   visit from a second, so it stays too. */
(() => {
  "use strict";
  const KEY = `rollenatlas.language:${new URL(".", document.currentScript.src).pathname}`; /* as in assets/atlas.js */

  const primary = tag => tag.toLowerCase().split("-")[0];

  const links = Array.from(document.querySelectorAll("a[hreflang]"));
  const found = navigator.languages.map(tag => links.find(link => primary(link.hreflang) === primary(tag))).find(Boolean);
  if (!found) return;
  try {
    if (localStorage.getItem(KEY)) return;
    localStorage.setItem(KEY, found.hreflang);
  } catch { return; }
  location.replace(found.href);
})();
