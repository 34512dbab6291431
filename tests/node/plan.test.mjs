/* The learning plan: the written forms of its state, its choice of trainings, its downloads. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

/* Skills of two groups; "sail" at 2 presupposes "knot" at 1; most trainings lift one step, "both" and "water" two. */
const ROWS = {
  levels: [["basic", "Basic"], ["expert", "Expert"]], groups: [["sea", "Sea"], ["land", "Land"]], languages: [["en", "English"], ["fr", "French"]],
  kinds: { course: "Course", book: "Book" }, costs: { free: "free", paid: "paid" }, locale: "en", t: {},
  skills: [
    ["knot", "knots", "Knots", 0, [], ["Tie ten"], [], [[0, 2], [1]], []],
    ["sail", "sailing", "Sailing", 0, [], [], [[2, 0, 1]], [[3, 2], []], []],
    ["walk", "walking", "Walking", 1, [], [], [], [[4]], []],
    ["swim", "swimming", "Swimming", 1, [], [], [], [[5]], []],
    ["dive", "diving", "Diving", 1, [], [], [], [[6, 5]], []]
  ],
  trainings: [
    ["tra0", "knots-free", "Knots for free", "P", "course", ["en"], false, "free", 10, "10 h", 0, []],
    ["tra1", "knots-expert", "Expert knots", "P", "book", ["en"], false, "paid", 20, "20 h", 1, []],
    ["tra2", "both", "Knots and sails", "P", "course", ["fr"], false, "paid", 30, "30 h", 1, []],
    ["tra3", "sails", "Sails", "P", "course", ["en"], false, "free", null, "", 0, []],
    ["tra4", "walks", "Walks", "P", "course", ["fr"], true, "free", 4, "4 h", 0, []],
    ["tra5", "water", "In the water", "P", "course", ["en"], false, "paid", 6, "6 h", 1, []],
    ["tra6", "dives", "Dives", "P", "course", ["en"], false, "free", 2, "2 h", 0, []]
  ],
  roles: [["rol0", "sailor", "Sailor", [[0, 2], [1, 2]], []], ["rol1", "hiker", "Hiker", [[2, 1]], []], ["rol2", "diver", "Diver", [[3, 1], [4, 1]], []]],
  occupations: [["occ0", "baker", "Baker", [[0, 1]]]]
};
const window = load(["atlas.js", "plan-model.js", "plan-page.js"]);
const { raPlan: plan } = window;
const data = plan.read(structuredClone(ROWS), structuredClone(ROWS));
const state = changes => ({ ...own(plan.empty()), ...changes });
const steps = changes => own(plan.plan(data, state(changes)).steps).map(step => [data.skills[step.skill].id, step.rank, data.trainings[step.best]?.id]);

const FULL = state({
  occupation: 0, target: 0, answers: { 0: 1, 2: 0 }, done: { 1: 1 }, filters: { free: true, languages: ["fr"], kinds: ["book"] },
  picks: [2, 1], hours: { 3: 7.5 }, without: 12, perWeek: 5
});

for (const [name, value] of [["everything set", FULL], ["a target only", state({ target: 1 })]]) {
  test(`the address holds the whole state: ${name}`, () => {
    const text = plan.toFragment(data, value);
    assert.match(text, /^\?v=1&/);
    for (const written of [text, `#${text}`]) assert.deepEqual(own(plan.fromFragment(data, written)), { state: value, lost: 0 });
  });
  test(`the file holds the whole state: ${name}`, () => {
    assert.deepEqual(own(plan.fromJson(data, JSON.stringify(plan.toJson(data, value)))), { state: value, lost: 0 });
  });
}

test("the written form stays what links out there hold", () => {
  assert.equal(plan.toFragment(data, FULL), "?v=1&o=occ0&t=rol0&l=walk.knot&d=.sail&x=tra2tra1&e=tra37.5&f=1&i=fr&k=book&p=12&w=5");
  assert.equal(plan.toFragment(data, state({})), "");
});

for (const [text, read] of [
  ["", null], ["#tasks", null], ["#?kind=course", null], ["?v=2&t=rol0", { foreign: true }],
  ["?v=1&t=gone&x=gonetra1", { state: state({ picks: [1] }), lost: 2 }],
  ["?v=1&l=..........knot&d=knot&p=-3&w=1e9&k=song&i=xx", { state: state({}), lost: 0 }]
]) {
  test(`an address "${text}" is checked`, () => { assert.deepEqual(own(plan.fromFragment(data, text)), read); });
}

for (const [text, read] of [
  ["no json", null], ["[]", null], ["{}", null], ['{"format": "rollenatlas-plan", "version": 2}', { foreign: true }],
  ['{"format": "rollenatlas-plan", "version": 1, "levels": [1], "picks": "x", "hours": null, "target": "gone"}', { state: state({}), lost: 1 }]
]) {
  test(`a file ${text} is checked`, () => { assert.deepEqual(own(plan.fromJson(data, text)), read); });
}

test("steps come in the order of their prerequisites, each with its best training", () => {
  const planned = [["knots", 1, "knots-free"], ["sailing", 1, "sails"], ["knots", 2, "knots-expert"], ["sailing", 2, undefined]];
  assert.deepEqual(steps({ target: 0 }), planned);
  assert.deepEqual(steps({ target: 0, occupation: 0 }), planned.slice(1));
  assert.deepEqual(steps({ target: 0, occupation: 0, answers: { 0: 0 } }), planned);
});

test("the reader's pick leads", () => {
  assert.deepEqual(steps({ target: 0, picks: [2] }).slice(0, 2), [["knots", 1, "both"], ["sailing", 1, "both"]]);
});

test("a training once chosen serves again, before a better one, and its hours count once", () => {
  assert.deepEqual(steps({ target: 2 }), [["swimming", 1, "water"], ["diving", 1, "water"]]);
  assert.deepEqual(own(plan.plan(data, state({ target: 2, perWeek: 3 })).length), { hours: 6, unstated: 0, without: 0, weeks: 2 });
});

test("filters empty a step and say of what; a machine translation is no language of instruction", () => {
  const filters = { free: false, languages: ["fr"], kinds: [] };
  assert.deepEqual(steps({ target: 1, filters }), [["walking", 1, undefined]]);
  assert.deepEqual(own(plan.hiddenBy(data, 0, 1, filters)), { languages: [["en", 1], ["fr", 1]] });
});

test("hours add up once for each training, and weeks need a length of everything", () => {
  const length = changes => own(plan.plan(data, state({ target: 0, ...changes })).length);
  assert.deepEqual(length({ perWeek: 5 }), { hours: 30, unstated: 1, without: 1, weeks: null });
  assert.deepEqual(length({ perWeek: 5, hours: { 3: 8 }, without: 12 }), { hours: 50, unstated: 0, without: 1, weeks: 10 });
});

test("standing counts reached skills and missing steps", () => {
  assert.deepEqual(own(plan.standing(data.roles[0], { 0: 2, 1: 1 })), { reached: 1, essential: 2, missing: 1, steps: 4 });
});

test("a download's address stays long enough for a busy machine", () => {
  const timers = [];
  const made = [];
  const page = load(["atlas.js", "plan-model.js", "plan-page.js"], {
    Blob: class { constructor(parts) { made.push(...parts); } },
    URL: Object.assign(class extends URL {}, { createObjectURL: () => "blob:1", revokeObjectURL: address => { made.push(`gone ${address}`); } }),
    setTimeout: (action, delay) => { timers.push({ action, delay }); },
    document: { createElement: () => ({ setAttribute(name, value) { made.push(`${name}=${value}`); }, append() {}, click() { made.push("click"); } }) }
  });
  page.raPlan.page(data).download("plan.md", "text/markdown", "text");
  assert.deepEqual(made, ["text", "href=blob:1", "download=plan.md", "click"]);
  assert.equal(timers.length, 1);
  assert.ok(timers[0].delay >= 40_000);
  timers[0].action();
  assert.equal(made.at(-1), "gone blob:1");
});
