/* Which rows a state of a list's form shows, how many rows each value would leave, and which filters to remove if no row is left. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

const { Atlas } = load(["atlas.js", "lists.js"]);
const MARKS = [["kind"], ["cost"], ["skill", "step"]];
const [KIND, COST] = [0, 1];
const row = (text, kind, cost, ...pairs) => ({ text, values: [[[kind]], [[cost]], pairs.map(pair => pair.split(":"))] });
const ROWS = [
  row("Knots for Beginners", "course", "free", "knots:basic"),
  row("Knots, the Book", "book", "paid", "knots:basic", "knots:expert"),
  row("Stars", "course", "paid", "stars:basic", "knots:expert"),
  row("Été à la mer", "exam", "free")
];
const matches = Atlas.matching(MARKS, row => Atlas.findable(row.text));
const shown = state => ROWS.filter((_, place) => !matches.tally(ROWS, state, []).out[place]).map(row => row.text);

for (const [name, state, texts] of [
  ["nothing chosen", {}, ROWS.map(row => row.text)],
  ["values of one filter add up", { kind: ["book", "exam"] }, ["Knots, the Book", "Été à la mer"]],
  ["filters narrow each other", { kind: ["course"], cost: ["free"] }, ["Knots for Beginners"]],
  ["two filters ask one pair together", { skill: ["knots"], step: ["expert"] }, ["Knots, the Book", "Stars"]],
  ["a pair must fit as a whole", { skill: ["stars"], step: ["expert"] }, []],
  ["one half of a pair", { step: ["basic"] }, ["Knots for Beginners", "Knots, the Book", "Stars"]],
  ["words in any order, without accents", { q: ["MER ete"] }, ["Été à la mer"]],
  ["words and filters", { q: ["knots"], cost: ["paid"] }, ["Knots, the Book"]]
]) {
  test(name, () => { assert.deepEqual(shown(state), texts); });
}

test("beside each value stands what it would leave, given the other filters", () => {
  const { counts, shown } = matches.tally(ROWS, { kind: ["book"], cost: ["paid"] }, [KIND, COST]);
  assert.equal(shown, 1);
  assert.deepEqual(Object.fromEntries(counts[KIND]), { book: 1, course: 1 });
  assert.deepEqual(Object.fromEntries(counts[COST]), { paid: 1 });
});

test("words keep a row out of every count", () => {
  const { counts, shown } = matches.tally(ROWS, { q: ["stars"] }, [KIND]);
  assert.equal(shown, 1);
  assert.deepEqual(Object.fromEntries(counts[KIND]), { course: 1 });
});

for (const [name, state, ways] of [
  ["one filter less, the most fruitful first", { kind: ["exam"], cost: ["paid"] }, [{ names: ["kind"], n: 2 }, { names: ["cost"], n: 1 }]],
  ["two filters less where one is not enough", { kind: ["exam"], cost: ["paid"], q: ["beginners"] }, [{ names: ["kind", "cost"], n: 1 }, { names: ["cost", "q"], n: 1 }, { names: ["kind", "q"], n: 2 }]],
  ["nothing helps", { q: ["nobody has this"] }, [{ names: ["q"], n: 4 }]]
]) {
  test(`loosen: ${name}`, () => {
    const found = own(matches.loosenings(ROWS, state, Object.keys(state)));
    assert.deepEqual(found.map(way => way.n), ways.map(way => way.n).toSorted((a, b) => b - a));
    assert.deepEqual(new Set(found.map(way => way.names.join())), new Set(ways.map(way => way.names.join())));
  });
}
