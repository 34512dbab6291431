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

  /** What `matcher` looks into. */
  const findable = text => [plain(text), plain(spelled(text)), fold(text)].join("\n");

  /** Make a test of findable texts: each word of the query stands in them. Folded forms of short words stand in too much. */
  function matcher(query) {
    const words = query.split(/\s+/).map(word => [plain(word), fold(word)]);
    return text => words.every(([word, form]) => text.includes(word) || (form.length > 4 && text.includes(form)));
  }

  /* --- the reader's occupation travels as "?from=<id>" in the address; the question mark also works from file:// */

  const script = document.currentScript.src;
  const root = new URL("..", script);

  /** Load a script with data once; `value` gives what it has left behind. */
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

  /** Set the occupation in the address of this page; empty for none. The line that names another goes. */
  function carry(id) {
    if (id === carried()) return;
    document.querySelector(".ra-from")?.remove();
    const address = new URL(location.href);
    if (id) address.searchParams.set("from", id);
    else address.searchParams.delete("from");
    try { history.replaceState(history.state, "", address); } catch { /* some browsers forbid it on file:// */ }
  }

  /* Just before they are followed, links to pages of the atlas take it along, those that scripts make included. The language switch keeps
     the place on the page too: headings have the same ids in each language. The chooser learns of the choice. */
  function handOn(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const page = carried() && !link.search && link.href.startsWith(new URL("..", root).href) && /(\/|\.html)$/.test(link.pathname);
    if (page) link.search = `?from=${carried()}`;
    if (event.type !== "click") return;
    /* To where the address is already: the reader may have closed the fold since. */
    if (link.hash && link.href === location.href) unfold(true);
    if (!link.matches("[data-ra-language]")) return;
    link.hash = location.hash;
    remember("language", link.lang);
  }
  ["auxclick", "contextmenu", "click"].forEach(name => { document.addEventListener(name, handOn, true); });

  /** Say above the page which occupation is taken into account, and on a role's page how far that role is from it. */
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

  /* Space works the theme's switch between light and dark as Enter does: one presses a button with it. */
  document.addEventListener("keydown", event => {
    if (event.key !== " " || !event.target.matches?.("input.md-option")) return;
    event.preventDefault();
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
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

  return { linking, el, fill, recall, remember, plain, fold, findable, matcher, load, carried, carry };
})();
