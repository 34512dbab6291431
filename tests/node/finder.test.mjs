/* The order of roles in the role finder. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

const { Atlas } = load(["atlas.js", "finder.js"]);
/* Shares of roles in three groups; the last role has none. */
const ROLES = [
  { title: "Even", shares: { a: 34, b: 33, c: 33 } },
  { title: "First", shares: { a: 50, b: 50 } },
  { title: "Third", shares: { a: 50, c: 50 } },
  { title: "Empty", shares: {} }
];

for (const [name, like, leave, titles] of [
  ["what one likes counts by its share", "c", "", ["Third", "Even", "First", "Empty"]],
  ["equal interest keeps the order", "a", "", ["First", "Third", "Even", "Empty"]],
  ["what one leaves to others counts against a role", "a", "b", ["Third", "Even", "First", "Empty"]],
  ["of equal interest the larger share first", "c", "b", ["Third", "Even", "Empty", "First"]]
]) {
  test(name, () => { assert.deepEqual(own(Atlas.ranked(ROLES, like, leave).map(row => row.role.title)), titles); });
}

test("a row says both shares", () => {
  assert.deepEqual(own(Atlas.ranked(ROLES, "a", "b").map(row => [row.role.title, row.liked, row.left])), [
    ["Third", 50, 0], ["Even", 34, 33], ["First", 50, 50], ["Empty", 0, 0]
  ]);
});
