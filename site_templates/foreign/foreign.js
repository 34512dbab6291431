/* Of half-translated languages only. Texts that scripts put into a page come from data in which what is in another language stands between
   Unicode's language tags (see `tagged` in generator/render/foreign.py). Here it gets an element that bears its language, and the tags go.
   Attributes and files have no place for a language: there only the tags go. */
(() => {
  "use strict";

  const TAGS = /\u{E0001}([\u{E0020}-\u{E007F}]+)/u;
  const CANCEL = "\u{E007F}";
  const READ = ["alt", "aria-label", "label", "placeholder", "title"];

  const bare = text => text.replace(/[\u{E0001}-\u{E007F}]/gu, "");
  const code = tags => tags === CANCEL ? "" : Array.from(tags, tag => String.fromCharCode(tag.codePointAt(0) - 0xE0000)).join("");

  /** Put what is in another language into elements. A search hit marks words, so one text may be several nodes: returns the language that goes on. */
  function split(node, language) {
    const parent = node.parentElement;
    const pieces = node.data.split(TAGS); /* text, tags, text, tags, text ... */
    if (pieces.length === 1 && !language) return "";
    const nodes = pieces.map((piece, place) => {
      if (place % 2) language = code(piece);
      if (place % 2 || !piece || !language) return place % 2 ? "" : piece;
      if (parent.localName !== "option") return Atlas.el("span", { lang: language }, [piece]);
      parent.lang = language; /* it holds no element */
      return piece;
    });
    node.replaceWith(...nodes.filter(Boolean));
    return language;
  }

  function attributes(element) {
    READ.forEach(name => {
      const text = element.getAttribute(name);
      if (text && TAGS.test(text)) element.setAttribute(name, bare(text));
    });
  }

  function mark(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) attributes(node);
      else if (node.parentElement && node.parentElement.localName !== "script") texts.push(node);
    }
    texts.reduce((language, node) => split(node, language), "");
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
