/* Loaded only in half-translated languages. Texts that scripts put into a page come from data in which text in another language is enclosed
   in Unicode's language tags (see `tagged` in generator/render/foreign.py). This script replaces the tags by an element with that language.
   Attributes and files can't state a language: there the tags are only removed. */
(() => {
  "use strict";

  const TAGS = /\u{E0001}([\u{E0020}-\u{E007E}]+)(\u{E007F}?)/u;
  const READ = ["alt", "aria-label", "label", "placeholder", "title"];

  const bare = text => text.replace(/[\u{E0001}-\u{E007F}]/gu, "");
  const code = tags => Array.from(tags, tag => String.fromCharCode(tag.codePointAt(0) - 0xE0000)).join("");

  /** Split text nodes that stand together into pieces {text, language, node}. One text may be several nodes, as a search hit marks words.
      It may also be cut at either end; then one of the tags is missing. */
  function split(nodes) {
    const pieces = [];
    let language = "";
    let since = 0; /* index of the first piece after the last tags */
    nodes.forEach(node => {
      const [first, ...rest] = node.data.split(TAGS); /* a text, then repeatedly: tags, the mark of their end or "", a text */
      pieces.push({ text: first, language, node });
      for (let i = 0; i < rest.length; i += 3) {
        const ends = rest[i + 1];
        if (ends && !language) pieces.slice(since).forEach(piece => { piece.language = code(rest[i]); });
        language = ends ? "" : code(rest[i]);
        const last = pieces[pieces.length - 1];
        if (!last.text && last.node === node) pieces.pop(); /* empty: it is between the tags of two parts of a long text */
        const before = pieces[pieces.length - 1];
        since = pieces.length;
        if (before && before.node === node && before.language === language) before.text += rest[i + 2];
        else pieces.push({ text: rest[i + 2], language, node });
      }
    });
    return pieces;
  }

  function write(nodes) {
    const pieces = split(nodes);
    nodes.forEach(node => {
      const parent = node.parentElement;
      const own = pieces.filter(piece => piece.node === node);
      if (!TAGS.test(node.data) && own.every(({ language }) => !language)) return;
      node.replaceWith(...own.filter(({ text }) => text).map(({ text, language }) => {
        if (!language) return text;
        if (parent.localName !== "option") return Atlas.el("span", { lang: language }, [text]);
        parent.lang = language; /* an option contains no elements */
        return text;
      }));
    });
  }

  function attributes(element) {
    READ.forEach(name => {
      const text = element.getAttribute(name);
      if (text && TAGS.test(text)) element.setAttribute(name, bare(text));
    });
  }

  function mark(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const together = new Map();
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) attributes(node);
      else if (node.parentElement && node.parentElement.localName !== "script") {
        const parent = node.parentElement.localName === "mark" ? node.parentElement.parentElement : node.parentElement;
        if (!together.has(parent)) together.set(parent, []);
        together.get(parent).push(node);
      }
    }
    together.forEach(write);
  }

  const plainBlob = window.Blob;
  window.Blob = class extends plainBlob {
    constructor(parts, options) { super(parts.map(part => typeof part === "string" ? bare(part) : part), options); }
  };

  new MutationObserver(changes => {
    changes.forEach(({ type, target, addedNodes }) => {
      if (type === "attributes") attributes(target);
      else addedNodes.forEach(node => { if (node.isConnected) mark(node); });
    });
  }).observe(document.body, { attributes: true, attributeFilter: READ, childList: true, subtree: true });
  mark(document.body);
})();
