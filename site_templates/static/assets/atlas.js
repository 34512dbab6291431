/* Functions that the scripts of all pages share (elements, storage, texts with gaps, folding of words), the language switch and the folds.
   Loaded before the program's other scripts. It has no rules of a language: publication puts the language's data (languages/<id>.yml)
   before this file. Without these data only case and accents are folded. */
window.Atlas = (() => {
  "use strict";
  const { letters = [], spellings = [], linking = [] } = window.atlasLanguage || {};
  /* Path of the folder above the language folders. Keys of stored values contain it, here and in root/chooser.js, so that two atlases on
     the same host don't share them. */
  const site = new URL("../..", document.currentScript.src).pathname;

  /** Return a new element. Attributes that are false or undefined are left out, as are children that are null or empty strings. */
  function el(tag, attributes = {}, children = []) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
    });
    node.append(...children.filter(child => child !== null && child !== ""));
    return node;
  }

  /** Return a text with its {gaps} filled in; a gap without a value stays as it is. */
  const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));

  /* --- storage: browsers may forbid it (private windows, file:// in some browsers); then nothing is remembered */

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

  /** Return a text without case, accents and soft hyphens. It is put into upper case first, since only that writes "ß" as two letters. */
  const plain = text => text.toUpperCase().toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u00ad]/g, "");

  /** Return a text in lower case with the language's special letters spelled out, as readers without them on their keyboard write them. */
  const spelled = text => letters.reduce((all, [letter, written]) => all.replaceAll(letter, written), text.toLowerCase().normalize("NFC"));

  const alike = [...letters.map(([letter, written]) => [written, plain(letter)]), ...spellings];

  /** Return the form in which words are compared: plain, with equivalent spellings made equal and double letters made single. */
  function fold(text) {
    const form = alike.reduce((all, [from, to]) => all.replaceAll(from, to), plain(text));
    return form.length > 2 ? form.replace(/(\p{L})\1+/gu, "$1") : form;
  }

  /** Return the text in which `matcher` searches: the plain, the spelled-out and the folded form, one a line. */
  const findable = text => [plain(text), plain(spelled(text)), fold(text)].join("\n");

  /** Return a test of findable texts: whether they contain each word of the query. Folded forms count from five letters on, since too many
      texts contain short ones. */
  function matcher(query) {
    const words = query.split(/\s+/).map(word => [plain(word), fold(word)]);
    return text => words.every(([word, form]) => text.includes(word) || (form.length > 4 && text.includes(form)));
  }

  /* --- the reader's occupation is carried as "?from=<id>" in the address; a query also works on file:// */

  const script = document.currentScript.src;
  const root = new URL("..", script);

  /** Load a script with data unless it is loaded already, and resolve to the data, which `value` returns once the script has set them. */
  function load(source, value) {
    if (value()) return Promise.resolve(value());
    return new Promise((resolve, reject) => {
      const node = el("script", { src: source });
      node.addEventListener("load", () => { resolve(value()); });
      node.addEventListener("error", reject);
      document.head.append(node);
    });
  }

  const carried = () => (/[?&]from=([a-z0-9-]+)(&|$)/.exec(location.search) || [])[1] || "";

  /** Set the occupation in the address of this page; "" for none. If it changes, the line that names the old one is removed. */
  function carry(id) {
    if (id === carried()) return;
    document.querySelector(".ra-from")?.remove();
    const address = new URL(location.href);
    if (id) address.searchParams.set("from", id);
    else address.searchParams.delete("from");
    try { history.replaceState(history.state, "", address); } catch { /* some browsers forbid it on file:// */ }
  }

  /* Just before a link to a page of the atlas is followed, add the occupation to it, also if a script made the link. The language switch
     also keeps the place on the page, since headings have the same ids in each language, and stores the language for the chooser. */
  function handOn(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const page = carried() && !link.search && link.href.startsWith(new URL("..", root).href) && /(\/|\.html)$/.test(link.pathname);
    if (page) link.search = `?from=${carried()}`;
    if (event.type !== "click") return;
    /* The address does not change, so hashchange is not fired; but the reader may have closed the fold since. */
    if (link.hash && link.href === location.href) unfold(true);
    if (!link.matches("[data-ra-language]")) return;
    link.hash = location.hash;
    remember("language", link.lang);
  }
  ["auxclick", "contextmenu", "click"].forEach(name => { document.addEventListener(name, handOn, true); });

  /** Show above the page which occupation is taken into account, and on a role's page how far that role is from it. */
  function chip({ label, remove, occupations }) {
    const [title, ways] = occupations[carried()] || [];
    const heading = document.querySelector(".md-content h1");
    if (!title || !heading || document.getElementById("ra-begin")) return;
    const own = root.href + (location.pathname.endsWith(".html") ? `occupations/${carried()}.html` : `occupations/${carried()}/`);
    const role = /roles\/([\w-]+)(\/|\.html)$/.exec(location.pathname);
    const button = el("button", { type: "button", "aria-label": fill(remove, { occupation: title }) }, ["×"]);
    const box = el("p", { class: "ra-from" }, [
      el("a", { href: `${own}?from=${carried()}` }, [fill(label, { occupation: title })]), button,
      role && ways[role[1]] ? el("span", {}, [ways[role[1]]]) : null
    ]);
    button.addEventListener("click", () => {
      carry("");
      heading.tabIndex = -1;
      heading.focus();
    });
    (document.querySelector(".ra-emblem") || heading).before(box);
  }
  if (carried()) {
    document.addEventListener("DOMContentLoaded", () => {
      load(new URL("occupations/from.js", root).href, () => Atlas.travelling).then(chip, () => {});
    });
  }

  /* Let Space operate the theme's switch between light and dark, as Enter does: readers press buttons with either key. */
  document.addEventListener("keydown", event => {
    if (event.key !== " " || !event.target.matches?.("input.md-option")) return;
    event.preventDefault();
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });

  /* Open the folds around the place that the address names. With `late`, also scroll there again: the browser has scrolled before the folds
     are open, and the theme then scrolls to the edge of a fold, which the header hides. For print the theme opens and closes all folds. */
  function unfold(late) {
    const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    let fold = place && place.closest("details");
    if (fold && late) setTimeout(() => place.scrollIntoView());
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  window.addEventListener("hashchange", unfold);
  window.addEventListener("load", unfold); // the page has become longer since the browser scrolled
  unfold();

  return { linking, el, fill, recall, remember, plain, fold, findable, matcher, load, carried, carry };
})();
