/* Loads classic scripts into a context of their own, with only the parts of a page that they need. The variable SCRIPTS names a folder with
   the published scripts; without it the sources are loaded. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const TEMPLATES = fileURLToPath(new URL("../../site_templates", import.meta.url));
const FOLDERS = process.env.SCRIPTS ? [process.env.SCRIPTS] : ["static/assets", "root", "search"].map(folder => path.join(TEMPLATES, folder));
const PAGE = "https://site.example/atlas/en/plan/";

function source(name) {
  const file = FOLDERS.map(folder => path.join(folder, name)).find(fs.existsSync);
  return fs.readFileSync(file, "utf8");
}

/** Return a store like localStorage. With `refuses` it throws errors, as a forbidden one does. */
export function memory(refuses = false) {
  const kept = new Map();
  const ask = action => {
    if (refuses) throw new Error("forbidden");
    return action();
  };
  return {
    kept,
    getItem: key => ask(() => kept.get(key) ?? null),
    setItem: (key, value) => ask(() => kept.set(key, String(value))),
    removeItem: key => ask(() => kept.delete(key))
  };
}

/** Run scripts and return their window. `at` is the address of the scripts' folder, `language` the value of atlasLanguage. */
export function load(names, { at = "https://site.example/atlas/en/assets/", language, page = PAGE, document = {}, ...globals } = {}) {
  const listeners = {};
  const window = vm.createContext({
    URL, URLSearchParams, TextEncoder, localStorage: memory(), setTimeout, clearTimeout,
    location: { href: page, hash: "" }, history: { state: null, replaceState() {} }, addEventListener() {},
    document: {
      currentScript: null, addEventListener: (event, action) => { listeners[event] = action; },
      getElementById: () => null, querySelector: () => null, querySelectorAll: () => [], documentElement: { lang: "en" }, ...document
    },
    ...(language ? { atlasLanguage: language } : {}), ...globals
  });
  window.window = window;
  window.listeners = listeners;
  for (const name of names) {
    window.document.currentScript = { src: at + name };
    vm.runInContext(source(name), window, { filename: name });
    window.document.currentScript = null;
  }
  return window;
}

/** Return a copy of a value from another context that can be compared with values of this one. */
export const own = value => JSON.parse(JSON.stringify(value));
