/* The role finder's order. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

const { Atlas } = load(["atlas.js", "finder.js"]);
/* Level steps of three roles in three groups, and what two occupations lack of them. */
const ROLES = [
  { title: "Even", steps: [4, 4, 4], missing: [6, 12] },
  { title: "First", steps: [6, 6, 0], missing: [9, 3] },
  { title: "Third", steps: [5, 0, 5], missing: [10, 1] }
];
const order = wish => Atlas.ranked(ROLES, { occupation: -1, like: 0, leave: -1, shortFirst: false, ...wish }).map(row => row.role.title);

for (const [name, wish, titles] of [
  ["what one likes counts by its share", { like: 2 }, ["Third", "Even", "First"]],
  ["equal interest: the shorter way first", {}, ["Third", "First", "Even"]],
  ["what one wants to leave counts against a role", { leave: 1 }, ["Third", "Even", "First"]],
  ["what one wants to leave, another group", { leave: 2 }, ["First", "Third", "Even"]],
  ["the shortest way first", { occupation: 0, shortFirst: true }, ["Even", "First", "Third"]],
  ["the shortest way first, another start", { occupation: 1, shortFirst: true }, ["Third", "First", "Even"]]
]) {
  test(name, () => { assert.deepEqual(own(order(wish)), titles); });
}

test("a row says how much is missing from the start, or from nothing", () => {
  const missing = occupation => own(Atlas.ranked(ROLES, { occupation, like: 0, leave: -1 }).map(row => [row.missing, row.all, row.like]));
  assert.deepEqual(missing(0).toSorted(), [[10, 10, 5], [6, 12, 4], [9, 12, 6]]);
  assert.deepEqual(missing(-1).toSorted(), [[10, 10, 5], [12, 12, 4], [12, 12, 6]]);
});

test("a role without steps interests nobody and breaks nothing", () => {
  const roles = [{ title: "Empty", steps: [0, 0, 0], missing: [0] }, ...ROLES];
  assert.equal(Atlas.ranked(roles, { occupation: -1, like: 0, leave: -1 }).at(-1).role.title, "Empty");
});
