/* The order in which the search engine ranks the pages of a small site. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

const KINDS = { role: { title: "Role", weight: 2 }, skill: { title: "Skill", weight: 1.5 }, page: { title: "", weight: 1 } };
const doc = (location, title, text, kind, names) => ({ location, title, text, kind, names });
const DOCS = [
  doc("keeper/", "Lighthouse keeper", "Keeps the lamp burning through the night.", "role", ["Türmer"]),
  doc("keeper/#tasks", "Tasks", "Trims the lamp and writes the log book."),
  doc("mapper/", "Map maker", "Draws charts of the coast.", "role"),
  doc("mapper/#tasks", "Tasks", "Measures depth with a line."),
  doc("lamp/", "Lamp care", "Clean glass and full oil.", "skill"),
  doc("charts/", "Chart drawing", "Draw what the sounding says; organise the sheets.", "skill", ["Kartenzeichnen"]),
  doc("about/", "About", "Keeper, lamp, chart: all of it is invented. The log book of the lamp is kept by the keeper.", "page"),
  doc("harbour-page/", "Harbour", "Ships.", "page"),
  doc("harbour-role/", "Harbour", "Ships.", "role"),
  doc("evening/", "Evenings on the quay", "Boats.", "page", ["Training, Course, German, free", "free"]),
  doc("paper/", "The quay in print", "Boats.", "page", ["Training, Reading, English"]),
  doc("cpp/", "C++", "A language.", "page"),
  doc("csharp/", "C#", "Another language.", "page")
];

async function engine(language) {
  const { AtlasSearch } = load(["atlas.js", "search-engine.js"], { language });
  const index = await AtlasSearch.build({ kinds: KINDS, docs: DOCS, small: ["the", "of"] });
  return { search: AtlasSearch, found: query => own(AtlasSearch.find(index, query)).map(hit => hit.location), index };
}
const LANGUAGE = { letters: [["ü", "ue"]], spellings: [["iz", "is"]], linking: ["n"] };
const plain = await engine();
const known = await engine(LANGUAGE);

for (const [query, first] of [
  ["lighthouse keeper", "keeper/"], ["keeper of the lighthouse", "keeper/"], ["lamp care", "lamp/"], ["map", "mapper/"], ["mapmaker", "mapper/"],
  ["keper", "keeper/"], ["draw chart", "charts/"], ["depth line", "mapper/#tasks"], ["C#", "csharp/"], ["C++", "cpp/"], ["turmer", "keeper/"],
  ["coast", "mapper/"], ["training german free", "evening/"], ["free", "evening/"], ["english reading", "paper/"]
]) {
  test(`"${query}" leads to ${first}`, () => { assert.equal(plain.found(query)[0], first); });
}

test("a title counts more than a text, a role more than a page", () => {
  const found = plain.found("keeper");
  assert.equal(found[0], "keeper/");
  assert.ok(found.indexOf("about/") > 0);
  assert.deepEqual(plain.found("harbour"), ["harbour-role/", "harbour-page/"]);
});

test("small words say nothing beside others, but are found alone", () => {
  assert.deepEqual(plain.found("the lamp"), plain.found("lamp"));
  assert.ok(plain.found("the").length > 0);
});

test("letters, spellings and linking letters come from the language", () => {
  assert.equal(known.found("Tuermer")[0], "keeper/");
  assert.equal(known.search.fold("organize"), known.search.fold("organise"));
  assert.notEqual(plain.search.fold("organize"), plain.search.fold("organise"));
  assert.deepEqual(["lamp/", "charts/"].filter(page => !known.found("lampncharts").includes(page)), []);
  assert.ok(!plain.found("lampncharts").includes("charts/"));
});

test("a short word with another first letter is another word", () => {
  assert.deepEqual(plain.found("damp"), []);
  assert.equal(plain.found("lanp")[0], "lamp/");
});

test("an empty query finds nothing", () => { assert.deepEqual(plain.found(" ,. "), []); });

test("found words are marked, in a teaser of the best line", () => {
  const [hit] = plain.search.find(plain.index, "log book");
  assert.equal(hit.text, "Trims the lamp and writes the log book.");
  const parts = own(plain.search.parts(hit.text, hit.marked)).filter(([, marked]) => marked).map(([part]) => part);
  assert.deepEqual(parts, ["log", "book"]);
});
