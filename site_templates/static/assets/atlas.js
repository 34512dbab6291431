/* What the scripts of all pages share, loaded before any other of ours: elements, storage, texts with gaps, the folding of words; the
   language switch; and folds. No rule of a language stands here: publication puts the language's data (languages/<id>.yml) before this file. Without
   it only case and accents are folded. */
window.Atlas = (() => {
  "use strict";
  const { letters = [], spellings = [], linking = [] } = window.atlasLanguage || {};
  /* The folder that holds the languages' folders, so that two atlases on one host keep their memories apart; root/chooser.js agrees. */
  const site = new URL("../..", document.currentScript.src).pathname;

  /** Make an element. Attributes that are false or undefined are left out, so are children that are null or empty. */
  function el(tag, attributes = {}, children = []) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
    });
    node.append(...children.filter(child => child !== null && child !== ""));
    return node;
  }

  /** Fill the {gaps} of a text; a gap without a value stays. */
  const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));

  /* --- storage: it may be forbidden (private windows, file:// in some browsers); then nothing is remembered */

  const key = name => `rollenatlas.${name}:${site}`;

  function recall(name) {
    try { return localStorage.getItem(key(name)) || ""; } catch { return ""; }
  }

  function remember(name, value) {
    try {
      if (value) localStorage.setItem(key(name), value);
      else localStorage.removeItem(key(name));
    } catch { /* see above */ }
  }

  /* --- words */

  /** A text without case, accents and soft hyphens. Upper case first, since only it writes "ß" as two letters. */
  const plain = text => text.toUpperCase().toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u00ad]/g, "");

  /** A text with the language's letters spelled out, as readers without them on their keyboard write it. */
  const spelled = text => letters.reduce((all, [letter, written]) => all.replaceAll(letter, written), text.toLowerCase().normalize("NFC"));

  const alike = [...letters.map(([letter, written]) => [written, plain(letter)]), ...spellings];

  /** The form in which words are compared: plain, with one form for spellings of the same and for double letters. */
  function fold(text) {
    const form = alike.reduce((all, [from, to]) => all.replaceAll(from, to), plain(text));
    return form.length > 2 ? form.replace(/(\p{L})\1+/gu, "$1") : form;
  }

  /** What `finder` looks into. */
  const findable = text => [plain(text), plain(spelled(text)), fold(text)].join("\n");

  /** Make a test of findable texts: each word of the query stands in them. Folded forms of short words stand in too much. */
  function finder(query) {
    const words = query.split(/\s+/).map(word => [plain(word), fold(word)]);
    return text => words.every(([word, form]) => text.includes(word) || (form.length > 4 && text.includes(form)));
  }

  /* The language switch keeps the place on the page: headings have the same ids in each language. The chooser learns of the choice. */
  document.addEventListener("click", event => {
    // A link to where the address is already: the reader may have closed the fold since.
    const again = event.target.closest?.("a");
    if (again?.hash && again.href === location.href) unfold(true);
    const link = event.target.closest?.("[data-ra-language]");
    if (!link) return;
    link.hash = location.hash;
    remember("language", link.lang);
  });

  /* A place that the address names is not left in a closed fold. The browser has scrolled before the folds are open, and the theme
     then scrolls to the edge of a fold, which the header hides. For paper the theme opens all folds, and closes them afterwards. */
  function unfold(late) {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    let fold = place && place.closest("details");
    if (fold && late) setTimeout(() => place.scrollIntoView());
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  window.addEventListener("hashchange", unfold);
  window.addEventListener("load", unfold); // the page has become longer since the browser scrolled
  unfold();

  return { linking, el, fill, recall, remember, plain, fold, findable, finder };
})();
