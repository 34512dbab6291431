/* The learning plan: written forms of its state, choice of offers, downloads. */
import assert from "node:assert/strict";
import test from "node:test";
import { load, own } from "./scripts.mjs";

const training = (code, id, kind, languages, machine, cost, time, tier, lifts, { needs = [], price = 0 } = {}) =>
  [code, id, id, "P", `https://p.example/${id}`, kind, languages, machine, cost, price, time, time ? `${time[0]} h` : "", tier, lifts, needs];

/* Skills of two groups; "sail" at 2 presupposes "knot" at 1, "fly" presupposes "jump", which no role asks for. */
const ROWS = {
  levels: [["basic", "Basic"], ["expert", "Expert"]], groups: ["Sea", "Land"], languages: [["en", "English"], ["fr", "French"]], reads: [],
  kinds: { course: "Course", book: "Book" }, costs: { free: "free", paid: "paid" }, locale: "en", t: {}, pace: 5, guide: [],
  skills: [
    ["knot", "knots", "Knots", 0, [], ["Tie ten"], [[2, 4]], [], [[0, 2], [1]], []],
    ["sail", "sailing", "Sailing", 0, [], [], [], [[2, 0, 1]], [[3, 2], []], []],
    ["walk", "walking", "Walking", 1, [], [], [], [], [[4]], []],
    ["swim", "swimming", "Swimming", 1, [], [], [], [], [[5]], []],
    ["dive", "diving", "Diving", 1, [], [], [], [], [[6, 5]], []],
    ["jump", "jumping", "Jumping", 1, [], ["Jump"], [0], [], [[]], []],
    ["fly_", "flying", "Flying", 1, [], ["Fly"], [[1, 1]], [[1, 5, 1]], [[]], []]
  ],
  trainings: [
    training("tra0", "knots-free", "course", ["en"], false, "free", [10, 10, 1], 0, [[0, 0, 1]]),
    training("tra1", "knots-expert", "book", ["en"], false, "paid", [20, 30, 1], 1, [[0, 1, 2]], { needs: [[0, 1]], price: [9.5, "EUR"] }),
    training("tra2", "both", "course", ["fr"], false, "paid", [30, 30, 0], 1, [[0, 0, 1], [1, 0, 1]]),
    training("tra3", "sails", "course", ["en"], false, "free", 0, 0, [[1, 0, 1]]),
    training("tra4", "walks", "course", ["fr"], true, "free", [4, 4, 1], 0, [[2, 0, 1]]),
    training("tra5", "water", "course", ["en"], false, "paid", [6, 6, 1], 1, [[3, 0, 1], [4, 0, 1]]),
    training("tra6", "dives", "course", ["en"], false, "free", [2, 2, 1], 0, [[4, 0, 1]])
  ],
  roles: [
    ["rol0", "sailor", "Sailor", [["Mate", [[0, 1]]], ["Captain", [[0, 2], [1, 2]]]], [], -1, []], ["rol1", "hiker", "Hiker", [["Captain", [[2, 1]]]], [], -1, []],
    ["rol2", "diver", "Diver", [["Captain", [[3, 1], [4, 1]]]], [], -1, []], ["rol3", "pilot", "Pilot", [["Captain", [[6, 1]]]], [], -1, []],
    ["rol4", "guide", "Guide", [["Mate", [[2, 1]]], ["Captain", [[2, 1], [3, 1]]], ["Pilot", [[2, 1], [0, 1]]]], [], -1,
      [["mate", "Mate", [0]], ["captain", "Captain", [0, 1]], ["pilot", "Pilot", [0, 2]]], 1]
  ],
  occupations: [["occ0", "baker", "Baker", [[0, 1]]]]
};
const window = load(["atlas.js", "plan-schedule.js", "plan-model.js", "plan-state.js", "plan-words.js", "plan-page.js", "plan-take.js"]);
const { raPlan: plan } = window;
const data = plan.read(structuredClone(ROWS), structuredClone(ROWS));
const state = changes => ({ ...own(plan.empty(data)), ...changes });
const units = changes => own(plan.plan(data, state(changes)).units)
  .map(unit => [data.trainings[unit.offer]?.id, ...unit.steps.map(step => `${data.skills[step.skill].id} ${step.rank}`)]);

const FULL = state({
  occupation: 0, target: 0, answers: { 0: 1, 2: 0 }, done: { 1: 1 }, filters: { free: true, languages: ["fr"], kinds: ["book"] },
  picks: [2, 1], perWeek: 7.5
});
const GRADED = state({ target: 4, grade: "pilot" });

for (const [name, value] of [["everything set", FULL], ["a target only", state({ target: 1 })], ["a grade of the target", GRADED]]) {
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
  assert.equal(plan.toFragment(data, FULL), "?v=1&o=occ0&t=rol0&l=walk.knot&d=.sail&x=tra2tra1&f=1&i=fr&k=book&w=7.5");
  assert.equal(plan.toFragment(data, state({})), "");
});

test("what older links and files hold of hours is left out, and the rest is read", () => {
  const link = "?v=1&o=occ0&t=rol0&l=walk.knot&d=.sail&x=tra2tra1&e=tra37.5&f=1&i=fr&k=book&p=12&w=7.5&later=1";
  assert.deepEqual(own(plan.fromFragment(data, link)), { state: FULL, lost: 0 });
  const file = { ...own(plan.toJson(data, FULL)), hours: { sails: 7.5, gone: 1 }, hours_per_step_without_training: 12, plan: { units: [] } };
  assert.deepEqual(own(plan.fromJson(data, JSON.stringify(file))), { state: FULL, lost: 0 });
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

test("offers come in the order of their prerequisites, what none lifts is practised", () => {
  const planned = [["knots-free", "knots 1"], ["sails", "sailing 1"], ["knots-expert", "knots 2"], [undefined, "sailing 2"]];
  assert.deepEqual(units({ target: 0 }), planned);
  assert.deepEqual(units({ target: 0, occupation: 0 }), planned.slice(1));
  assert.deepEqual(units({ target: 0, occupation: 0, answers: { 0: 0 } }), planned);
});

test("the reader's pick leads, and lifts all that it can", () => {
  assert.deepEqual(units({ target: 0, picks: [2] }).slice(0, 2), [["both", "knots 1", "sailing 1"], ["knots-expert", "knots 2"]]);
});

test("an offer whose steps others lift is left out", () => {
  assert.deepEqual(units({ target: 2 }), [["water", "swimming 1", "diving 1"]]);
});

test("an added step says what it is needed for", () => {
  const found = own(plan.plan(data, state({ target: 3 })).units);
  assert.deepEqual(found.map(unit => [unit.steps[0].skill, unit.steps[0].neededFor]), [[5, [6, 1]], [6, null]]);
});

test("a filter takes offers away and leaves the step", () => {
  const filters = { free: false, languages: ["fr"], kinds: [] };
  assert.deepEqual(units({ target: 1, filters }), [[undefined, "walking 1"]]);
  assert.equal(plan.plan(data, state({ target: 1, filters })).units[0].hidden, 1);
  assert.deepEqual(own(plan.hiddenBy(data, 0, 1, filters)), { languages: [["en", 1], ["fr", 1]] });
});

test("offers are said to be missing only if the filters hide all of them", () => {
  const t = { hidden: "none fits", "hidden.in": "{language} {n}", "hidden.languages": "{list}", "hidden.more.one": "{n} hidden", "hidden.more.other": "{n} hidden" };
  const words = plan.words(plan.read({ ...structuredClone(ROWS), t }, structuredClone(ROWS)));
  const unit = alternatives => ({ steps: [{ skill: 0, rank: 1 }], alternatives, hidden: 2 });
  const filters = { free: false, languages: ["fr"], kinds: [] };
  assert.equal(words.hidden(unit([]), filters).slice(0, 10), "none fits ");
  assert.equal(words.hidden(unit([1]), filters), "2 hidden");
});

test("a plan leads to the grade that one chooses, by the stages on the way to it", () => {
  assert.deepEqual(units({ target: 4 }), [["walks", "walking 1"], ["water", "swimming 1"]]);
  assert.deepEqual(units({ target: 4, grade: "pilot" }), [["walks", "walking 1"], ["knots-free", "knots 1"]]);
  assert.deepEqual(units({ target: 4, grade: "mate" }), [["walks", "walking 1"]]);
  assert.deepEqual(own(plan.plan(data, GRADED).grades), ["Mate", "Pilot"]);
  for (const unknown of ["admiral", "__proto__"]) assert.equal(plan.fromFragment(data, `?v=1&t=rol4&g=${unknown}`).state.grade, "");
  assert.equal(plan.fromFragment(data, "?v=1&t=rol1&g=pilot").state.grade, "");
});

test("hours and money add up once for each unit that is not done, by stage", () => {
  const found = own(plan.plan(data, state({ target: 0 })));
  assert.deepEqual(found.lengths, [
    { low: 10, high: 10, stated: 10, estimated: 0, untimed: 0, weeks: [2, 2] }, { low: 20, high: 30, stated: 25, estimated: 0, untimed: 2, weeks: [4, 6] }
  ]);
  const offers = found.units.filter(unit => unit.offer >= 0).map(unit => data.trainings[unit.offer]);
  assert.deepEqual(own(plan.moneyOf(offers)), { free: 2, partly: 0, priced: 1, prices: { EUR: 9.5 }, unpriced: 0, unknown: 0 });
  assert.deepEqual(own(plan.plan(data, state({ target: 0, done: { 0: 2 }, perWeek: 2.5 }))).lengths[1], { low: 0, high: 0, stated: 0, estimated: 0, untimed: 2, weeks: [0, 0] });
});

test("steps without offer and exercise are counted apart and are nothing to practise", () => {
  const t = Object.fromEntries(["offers", "practices", "open", "practice"].map(key => [key === "practice" ? key : `${key}.other`, `${key} ${key === "practice" ? "{skill}" : "{n}"}`]));
  const told = plan.read({ ...structuredClone(ROWS), ways: 1, t: { ...t, at: "{skill} {level}" } }, structuredClone(ROWS));
  const words = plan.words(told);
  const found = target => own(plan.plan(told, state({ target })).units);
  assert.equal(words.kinds(found(0)), "offers 3, open 1");
  assert.equal(words.title(found(0)[3]), "Sailing Expert");
  assert.equal(words.kinds(found(3)), "practices 2");
  assert.equal(words.title(found(3)[0]), "practice Jumping");
});

test("hours are the least where some steps have no time", () => {
  const told = plan.read({ ...structuredClone(ROWS), t: { "hours.other": "{n} hours", range: "{low} to {high}", least: "at least {hours}" } }, structuredClone(ROWS));
  const { lengths } = plan.plan(told, state({ target: 0 }));
  assert.deepEqual(own(lengths.map(plan.words(told).hours)), ["10 hours", "at least 20 to 30 hours"]);
});

test("near roles come by the hours to their first stage", () => {
  assert.deepEqual(own(plan.ways(data, state({}))).map(way => [way.role.id, way.length.low]), [["pilot", 3], ["hiker", 4], ["guide", 4], ["diver", 6], ["sailor", 10]]);
});

const PLACE = { id: "a/b", title: "Lernen: Über, Fluss; See", text: `Plan\n${"ä".repeat(80)}`, address: "https://site.example/#?v=1&t=x", day: 0, clock: "18:00", hours: 5 };
const event = changes => plan.calendar({ ...PLACE, weeks: 24, now: Date.UTC(2026, 10, 26, 12), ...changes });

test("a calendar file follows RFC 5545", () => {
  const text = event({});
  assert.deepEqual(text.split("\r\n").filter(line => Buffer.byteLength(line) > 75 || line.includes("\n")), []);
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  for (const line of ["BEGIN:VCALENDAR", "VERSION:2.0", "DTSTAMP:20261126T120000Z", "DTSTART:20261130T180000", "DURATION:PT2H30M", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=48",
    "SUMMARY:Lernen: Über\\, Fluss\\; See", `DESCRIPTION:Plan\\n${"ä".repeat(80)}`, "URL:https://site.example/#?v=1&t=x", "END:VCALENDAR"]) {
    assert.ok(lines.includes(line), line);
  }
});

test("a calendar's event keeps its name, whatever the day and the pace; slots stay short and end after half a year", () => {
  const uid = text => /UID:(.+)/.exec(text)[1];
  assert.match(uid(event({})), /^a\/b@rollenatlas\r?$/);
  assert.equal(uid(event({ day: 4, hours: 0.5, weeks: 0 })), uid(event({})));
  assert.notEqual(uid(event({ id: "a/c" })), uid(event({})));
  assert.match(event({ hours: 0.5 }), /DURATION:PT30M\r/);
  assert.match(event({ hours: 7.5, weeks: 0 }), /DURATION:PT2H30M\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=3\r/);
  assert.match(event({ day: 6, hours: 10, weeks: 90 }), /BYDAY=SU,MO,TU,WE;COUNT=104\r/);
});

test("a download's address stays long enough for a busy machine", () => {
  const timers = [];
  const made = [];
  const page = load(["atlas.js", "plan-schedule.js", "plan-model.js", "plan-state.js", "plan-page.js"], {
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

test("languages that readers understand are chosen to begin with, and what is chosen goes along to another language", () => {
  const spoken = { ...data, reads: ["fr"] };
  const fresh = plan.empty(spoken);
  assert.deepEqual(own(fresh.filters.languages), ["fr"]);
  assert.equal(plan.toFragment(spoken, fresh), "");
  const all = { ...fresh, filters: { ...fresh.filters, languages: [] } };
  assert.equal(plan.toFragment(spoken, all), "?v=1&i=*");
  for (const languages of [[], ["en"], ["fr"], ["en", "fr"]]) {
    const state = { ...fresh, target: 0, filters: { ...fresh.filters, languages } };
    assert.deepEqual(own(plan.fromFragment(data, plan.toFragment(spoken, state)).state.filters.languages), languages);
  }
  assert.deepEqual(own(plan.fromFragment(spoken, "?v=1").state.filters.languages), ["fr"]);
});
