/* On a reader's first visit the chooser redirects to the language that the browser asks for. The language chosen here or by the language
   switch (assets/atlas.js) is stored, and once there is one the chooser stays. It also stays where nothing can be stored, since a first
   visit can't be told from a later one there. */
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
