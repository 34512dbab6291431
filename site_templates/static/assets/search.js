/* The search field: opens, loads index and engine on first use and shows hits, on file:// too.
   Ids, classes and texts are those of the theme (overrides/partials/search.html). */
(() => {
  "use strict";

  const { el } = Atlas;
  const root = document.querySelector("[data-ra-search]");
  const toggle = document.getElementById("__search");
  if (!root || !toggle) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location.href);
  const field = root.querySelector("input[name=query]");
  const form = root.querySelector("form");
  const meta = root.querySelector(".md-search-result__meta");
  const list = root.querySelector(".md-search-result__list");
  const say = (key, count) => config.translations[`search.result.${key}`].replace("#", String(count));

  /* --- loading */

  let loading = null;
  let index = null;

  const script = (path, value = () => null) => Atlas.load(new URL(path, base).href, value);

  /* Pages on file:// can't fetch anything, so the same data also exists as a script that sets __index. */
  async function data() {
    if (location.protocol === "file:") return script("search/search_index.js", () => window.__index);
    const response = await fetch(new URL("search/search_index.json", base));
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  function fail() {
    loading = null; /* the next focus tries again */
    meta.textContent = root.dataset.failed;
  }

  function load() {
    loading ||= Promise.all([data(), script("assets/search-engine.js")])
      .then(async ([texts]) => {
        if (!texts.docs) await script("search/parts.js");
        index = await AtlasSearch.build(texts, script);
        return update();
      })
      .catch(fail);
  }

  /* --- hits */

  const marked = (hit, text) => AtlasSearch.parts(text, hit.marked).map(([part, mark]) => (mark ? el("mark", {}, [part]) : part));

  function item(hit) {
    const line = (tag, name, text) => (text ? el(tag, { class: name }, marked(hit, text)) : null);
    const article = el("article", { class: "md-search-result__article md-typeset", "data-md-score": hit.score.toFixed(2) }, [
      hit.kind ? el("span", { class: "ra-hit-kind" }, [hit.kind]) : null,
      line("h2", "ra-hit-title", hit.title), line("p", "ra-hit-heading", hit.heading), line("p", undefined, hit.text)
    ]);
    const link = el("a", { class: "md-search-result__link", href: new URL(hit.location, base).href }, [article]);
    return el("li", { class: "md-search-result__item" }, [link]);
  }

  /* With an index in parts the hits arrive later, when the reader may have typed on. */
  async function update() {
    if (!index) return;
    const query = field.value.trim();
    const hits = await AtlasSearch.find(index, query);
    if (query !== field.value.trim()) return;
    list.replaceChildren(...hits.map(item));
    meta.textContent = !query ? say("placeholder") : !hits.length ? say("none") : hits.length === 1 ? say("one") : say("other", hits.length);
    root.querySelector(".md-search__scrollwrap").scrollTop = 0;
  }

  /* --- opening, closing, keys */

  let before = null; /* the element that had the focus before the field */
  let tabbed = false; /* whether the last key was Tab: for readers who only pass by, a field in view stays closed */
  const inView = matchMedia("(min-width: 60em)");

  function open() {
    load();
    list.hidden = false;
    if (!toggle.checked) set(true);
  }

  function set(checked) {
    toggle.checked = checked;
    toggle.dispatchEvent(new Event("change", { bubbles: true })); /* the theme locks scrolling behind an open search */
  }

  function close() {
    set(false);
    if (!root.contains(document.activeElement)) return;
    document.activeElement.blur();
    before?.focus();
  }

  toggle.addEventListener("change", () => {
    list.hidden = !toggle.checked;
    if (toggle.checked && document.activeElement !== field) field.focus();
  });
  field.addEventListener("focus", event => {
    if (!root.contains(event.relatedTarget)) before = event.relatedTarget;
    if (tabbed && inView.matches) load();
    else open();
  });
  field.addEventListener("click", open);
  field.addEventListener("input", () => {
    open();
    update().catch(fail);
  });
  form.addEventListener("reset", () => {
    field.focus();
    setTimeout(update); /* the field is emptied after this event */
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  root.addEventListener("click", event => {
    if (event.target.closest("a")) set(false);
  });
  root.addEventListener("focusout", event => {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) set(false);
  });
  root.addEventListener("keydown", event => {
    if (event.key === "Escape") close();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    open();
    const stops = [field, ...list.querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
    stops[(Math.max(0, stops.indexOf(document.activeElement)) + step) % stops.length].focus();
    event.preventDefault();
  });
  document.addEventListener("pointerdown", () => { tabbed = false; });
  document.addEventListener("keydown", event => {
    tabbed = event.key === "Tab";
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["f", "s", "/"].includes(event.key)) return;
    field.focus();
    field.select();
    event.preventDefault();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    field.focus();
  }
})();
