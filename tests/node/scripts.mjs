/* Loads classic scripts into a room of their own, with as little of a page as they ask for. SCRIPTS names a folder with the scripts as they are
   published; without it the sources are read. */
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

/** A store like localStorage; `refuses` makes it throw as one that is forbidden. */
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

/** The window after the scripts ran. `at` is the address of the folder that they come from, `language` what atlasLanguage holds. */
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

/** A value of another room as one of this room, so that it can be compared. */
export const own = value => JSON.parse(JSON.stringify(value));
