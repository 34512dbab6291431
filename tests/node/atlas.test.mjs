/* Functions that all scripts share: folding by the language's data, texts with gaps, values stored in the browser. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, memory } from "./scripts.mjs";

const LANGUAGE = { letters: [["ä", "ae"], ["ö", "oe"], ["ü", "ue"], ["ß", "ss"]], spellings: [["iz", "is"], ["our", "or"]], linking: ["s"] };
const { Atlas } = load(["atlas.js"], { language: LANGUAGE });

for (const [one, other] of [
  ["Führung", "fuehrung"], ["FÜHRUNG", "Fuhrung"], ["Führung", "Führung"], ["Straße", "STRASSE"], ["organisation", "Organization"],
  ["colour", "color"], ["Café", "cafe"], ["Mittel", "mitel"]
]) {
  test(`${one} is folded as ${other}`, () => { assert.equal(Atlas.fold(one), Atlas.fold(other)); });
}

for (const [one, other] of [["C", "CC"], ["C#", "C++"], ["Ton", "Tun"]]) {
  test(`${one} is not folded as ${other}`, () => { assert.notEqual(Atlas.fold(one), Atlas.fold(other)); });
}

for (const [query, text, found] of [
  ["fuehrung", "Einführung in Daten", true], ["FÜHRUNG", "Einführung in Daten", true], ["fuhr", "Einführung in Daten", true],
  ["oel", "Speiseöl", true], ["daten ein", "Einführung in Daten", true], ["daten aus", "Einführung in Daten", false],
  ["erung", "Steuerung", true], ["organization", "Reorganisation", true], ["tour", "Storage", false], ["", "Storage", true],
  ["weiterbildung", "Weiter\u00adbildung", true], ["strasse", "Straße", true]
]) {
  test(`"${query}" ${found ? "stands" : "does not stand"} in "${text}"`, () => {
    assert.equal(Atlas.matcher(query)(Atlas.findable(text)), found);
  });
}

test("without data of a language only case and accents are folded", () => {
  const bare = load(["atlas.js"]).Atlas;
  assert.equal(bare.fold("Führung"), "fuhrung");
  assert.equal(bare.fold("Fuehrung"), "fuehrung");
  assert.equal(bare.fold("Straße"), bare.fold("STRASSE"));
  assert.equal(bare.fold("colour"), "colour");
  assert.equal(bare.linking.length, 0);
});

test("gaps are filled once, and those without a value stay", () => {
  assert.equal(Atlas.fill("{a} and {b} of {a}", { a: "{b}", c: 1 }), "{b} and {b} of {b}");
  assert.equal(Atlas.fill("{n}", { n: 0 }), "0");
  assert.equal(Atlas.fill("{n}"), "{n}");
});

/* --- values stored in the browser */

const plan = at => {
  const window = load(["atlas.js"], { at, localStorage: memory() });
  window.Atlas.remember("plan", "?v=1");
  return [...window.localStorage.kept.keys()];
};

test("two atlases on one host keep their plans apart; the languages of one share theirs", () => {
  const own = plan("https://host.example/one/de/assets/");
  assert.deepEqual(own, ["rollenatlas.plan:/one/"]);
  assert.deepEqual(plan("https://host.example/one/en/assets/"), own);
  assert.notDeepEqual(plan("https://host.example/two/de/assets/"), own);
  assert.deepEqual(plan("https://host.example/de/assets/"), ["rollenatlas.plan:/"]);
  assert.deepEqual(plan("file:///media/my%20stick/atlas/de/assets/"), ["rollenatlas.plan:/media/my%20stick/atlas/"]);
});

test("what is remembered is recalled, and an empty value forgets it", () => {
  const window = load(["atlas.js"]);
  window.Atlas.remember("plan", "?v=1");
  assert.equal(window.Atlas.recall("plan"), "?v=1");
  window.Atlas.remember("plan", "");
  assert.equal(window.localStorage.kept.size, 0);
});

test("where nothing may be kept, nothing is recalled and nothing fails", () => {
  const window = load(["atlas.js"], { localStorage: memory(true) });
  window.Atlas.remember("plan", "?v=1");
  assert.equal(window.Atlas.recall("plan"), "");
});

for (const root of ["https://host.example/one/", "file:///media/atlas/"]) {
  test(`chooser and language switch agree below ${root}`, () => {
    const localStorage = memory();
    const page = load(["atlas.js"], { at: `${root}en/assets/`, localStorage });
    const link = { lang: "en", hash: "", matches: () => true };
    page.listeners.click({ type: "click", target: { closest: () => link } });
    const gone = [];
    const links = ["de", "en"].map(hreflang => ({ hreflang, href: `${root}${hreflang}/` }));
    const chooser = () => load(["chooser.js"], {
      at: root, localStorage, navigator: { languages: ["de-AT"] }, location: { replace: href => { gone.push(href); } },
      document: { querySelectorAll: () => links }
    });
    chooser();
    assert.deepEqual(gone, []);
    localStorage.kept.clear();
    chooser();
    assert.deepEqual(gone, [`${root}de/`]);
    assert.equal(page.Atlas.recall("language"), "de");
  });
}
