/* The learning plan's calculations and its state, without any page: a mirror of generator/derive/plan.py over the candidates that
   generator/render/views/plan_data.py computed. Skills, trainings and roles are positions in the data's lists, ranks count from 1. */
(() => {
  "use strict";
  const FIELDS = {
    skills: ["code", "id", "name", "group", "statements", "practice", "needs", "trainings", "exams"],
    trainings: ["code", "id", "name", "provider", "kind", "languages", "machine", "cost", "hours", "length", "tier", "needs"],
    roles: ["code", "id", "name", "essential", "optional"],
    occupations: ["code", "id", "name", "levels"]
  };

  /** Turn the compact rows of the page's data, or of its details, into objects with names and put them into the data. */
  function read(data, rows) {
    Object.keys(FIELDS).forEach(list => {
      if (rows[list]) data[list] = rows[list].map((row, at) => {
        const record = { at };
        FIELDS[list].forEach((name, place) => { record[name] = row[place]; });
        return record;
      });
    });
    return data;
  }

  /** What a reader has: the occupation's typical levels, overlaid by the reader's own answers. */
  function have(data, state) {
    const ranks = {};
    if (state.occupation >= 0) {
      data.occupations[state.occupation].levels.forEach(pair => { ranks[pair[0]] = pair[1]; });
    }
    return Object.assign(ranks, state.answers);
  }

  /** Ranks with the ticked steps counted in. */
  function withDone(ranks, done) {
    const result = { ...ranks };
    Object.keys(done).forEach(skill => { result[skill] = Math.max(result[skill] || 0, done[skill]); });
    return result;
  }

  /** Essential skills reached of all, and missing level steps of all from nothing. */
  function standing(role, ranks) {
    const result = { reached: 0, essential: role.essential.length, missing: 0, steps: 0 };
    role.essential.forEach(pair => {
      const rank = ranks[pair[0]] || 0;
      result.reached += rank >= pair[1] ? 1 : 0;
      result.missing += Math.max(0, pair[1] - rank);
      result.steps += pair[1];
    });
    return result;
  }

  const key = (skill, rank) => skill * 64 + rank;

  /** Missing steps in prerequisite order: Kahn's algorithm, the lower rank first, then the group, then the skill. */
  function ordered(data, role, ranks) {
    const steps = [];
    const byKey = {};
    role.essential.forEach(pair => {
      for (let rank = (ranks[pair[0]] || 0) + 1; rank <= pair[1]; rank++) {
        const step = { skill: pair[0], rank, key: key(pair[0], rank), after: [], waits: {}, open: 0, followers: [] };
        steps.push(step);
        byKey[step.key] = step;
      }
    });
    steps.forEach(step => {
      data.skills[step.skill].needs.forEach(need => {
        const first = need[0] === step.rank && byKey[key(need[1], need[2])];
        if (first) step.after.push(first);
      });
      step.after.concat(byKey[key(step.skill, step.rank - 1)] || []).forEach(first => {
        if (step.waits[first.key]) return;
        step.waits[first.key] = true;
        step.open++;
        first.followers.push(step);
      });
    });
    function before(a, b) {
      return a.rank - b.rank || data.skills[a.skill].group - data.skills[b.skill].group || a.skill - b.skill;
    }
    const ready = steps.filter(step => !step.open);
    const result = [];
    while (ready.length) {
      let next = 0;
      for (let at = 1; at < ready.length; at++) if (before(ready[at], ready[next]) < 0) next = at;
      const step = ready.splice(next, 1)[0];
      result.push(step);
      step.followers.forEach(follower => { if (!--follower.open) ready.push(follower); });
    }
    return result;
  }

  const meets = (list, value) => !list.length || list.includes(value);

  /** Whether a training is given in one of the languages; a machine translation does not count. */
  function instructs(training, languages) {
    return !training.machine && training.languages.some(language => languages.includes(language));
  }

  function allowed(training, filters) {
    return (!filters.free || training.cost === "free") && meets(filters.kinds, training.kind) &&
      (!filters.languages.length || instructs(training, filters.languages));
  }

  /** Candidates of a step before any filter. */
  const candidates = (data, skill, rank) => data.skills[skill].trainings[rank - 1] || [];

  /** What a training presupposes beyond the given ranks, as [skill, rank]. */
  function tooEarly(training, ranks) {
    return training.needs.filter(need => (ranks[need[0]] || 0) < need[1]);
  }

  /** The plan: {steps: [{skill, rank, after, best, alternatives, hidden, tooEarly, done}], chosen, length}; best is -1 when there is none. */
  function plan(data, state) {
    const ranks = have(data, state);
    const reached = { ...ranks };
    const chosen = [];
    const taken = {};
    const ahead = {};
    const steps = ordered(data, data.roles[state.target], ranks);
    steps.forEach(step => {
      const all = candidates(data, step.skill, step.rank);
      step.offers = all.filter(at => allowed(data.trainings[at], state.filters));
      step.hidden = all.length - step.offers.length;
      step.offers.forEach(at => { ahead[at] = (ahead[at] || 0) + 1; });
    });
    function wish(at) {
      const training = data.trainings[at];
      return [state.picks.includes(at) ? 0 : 1, taken[at] ? 0 : 1, tooEarly(training, reached).length ? 1 : 0, training.tier, -ahead[at]];
    }
    const result = steps.map(step => {
      let best = -1;
      let wanted = null;
      step.offers.forEach(at => {
        const wished = wish(at);
        if (!wanted || less(wished, wanted)) { best = at; wanted = wished; }
      });
      if (best >= 0 && !taken[best]) { taken[best] = true; chosen.push(best); }
      const planned = {
        skill: step.skill, rank: step.rank, after: step.after.map(first => [first.skill, first.rank]), best,
        alternatives: step.offers.filter(at => at !== best), hidden: step.hidden,
        tooEarly: best < 0 ? [] : tooEarly(data.trainings[best], reached), done: (state.done[step.skill] || 0) >= step.rank
      };
      step.offers.forEach(at => { ahead[at]--; });
      reached[step.skill] = step.rank;
      return planned;
    });
    return { steps: result, chosen, length: length(data, state, result) };
  }

  function less(a, b) {
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] < b[at];
    return false;
  }

  function length(data, state, steps) {
    const seen = {};
    let hours = 0;
    let unstated = 0;
    let without = 0;
    let parts = 0;
    steps.forEach(step => {
      if (step.done) return;
      if (step.best < 0) { without++; return; }
      if (seen[step.best]) return;
      seen[step.best] = true;
      parts++;
      const own = state.hours[step.best];
      const stated = own === undefined ? data.trainings[step.best].hours : own;
      if (stated === null) unstated++;
      else hours += stated;
    });
    const known = parts + without > 0 && !unstated && (!without || state.without !== null);
    for (let count = 0; state.without !== null && count < without; count++) hours += state.without;
    return { hours, unstated, without, weeks: known && state.perWeek ? Math.ceil(hours / state.perWeek) : null };
  }

  /** For a step that the filters emptied: per active filter how many of its candidates there are for each value. */
  function hiddenBy(data, skill, rank, filters) {
    const all = candidates(data, skill, rank).map(at => data.trainings[at]);
    const count = test => all.filter(test).length;
    const result = {};
    if (filters.languages.length) {
      result.languages = data.languages
        .map(([id]) => [id, count(training => instructs(training, [id]))])
        .filter(([id, n]) => n || filters.languages.includes(id));
    }
    if (filters.free) {
      const free = count(training => training.cost === "free");
      result.free = [free, all.length - free];
    }
    if (filters.kinds.length) {
      result.kinds = Object.keys(data.kinds).map(kind => [kind, count(training => training.kind === kind)]);
    }
    return result;
  }

  // --- the state and its written forms (decisions/0008-plan.md); what is read comes from anywhere, so every value is checked

  const VERSION = 1;
  const FORMAT = "rollenatlas-plan";
  const MOST_HOURS = 20000;
  const RECORDS = { answers: "skills", done: "skills", hours: "trainings" };

  /** Nothing chosen yet. Positions are -1 for none; answers and done are ranks by skill, hours are by training. */
  function empty() {
    return {
      occupation: -1, target: -1, answers: {}, done: {}, filters: { free: false, languages: [], kinds: [] },
      picks: [], hours: {}, without: null, perWeek: null
    };
  }

  /** A number of hours, or null for anything else. */
  function amount(value) {
    const number = typeof value === "number" ? value : /^\d{1,5}(\.\d{1,2})?$/.test(value) ? Number(value) : 0;
    return number > 0 && number <= MOST_HOURS ? number : null;
  }

  /** Check raw values, in which records are named by a field: {state, lost: number of records that are gone}. */
  function accept(data, field, raw) {
    const state = empty();
    let lost = 0;
    function finder(list) {
      const places = new Map(data[list].map(record => [record[field], record.at]));
      return value => {
        if (value === null || value === undefined || places.has(value)) return places.has(value) ? places.get(value) : -1;
        lost++;
        return -1;
      };
    }
    const only = (values, allowed) => allowed.filter(value => values.includes(value));
    state.occupation = finder("occupations")(raw.occupation);
    state.target = finder("roles")(raw.target);
    Object.keys(RECORDS).forEach(name => {
      const find = finder(RECORDS[name]);
      raw[name].forEach(pair => {
        const at = find(pair[0]);
        const value = name === "hours" ? amount(pair[1]) : pair[1];
        const fits = name === "hours" ? value !== null : value <= data.levels.length && value >= (name === "done" ? 1 : 0);
        if (at >= 0 && fits) state[name][at] = value;
      });
    });
    state.picks = raw.picks.map(finder("trainings")).filter(at => at >= 0);
    state.filters = {
      free: raw.free, kinds: only(raw.kinds, Object.keys(data.kinds)),
      languages: only(raw.languages, data.languages.map(language => language[0]))
    };
    state.without = amount(raw.without);
    state.perWeek = amount(raw.perWeek);
    return { state, lost };
  }

  /** Write a state as a fragment without "#"; empty when nothing is chosen. */
  function toFragment(data, state) {
    const parts = [];
    function add(name, text) { if (text) parts.push(`${name}=${text}`); }
    function byRank(ranks) {
      const groups = [];
      Object.keys(ranks).forEach(skill => { groups[ranks[skill]] = (groups[ranks[skill]] || "") + data.skills[skill].code; });
      return Array.from(groups, codes => codes || "").join(".");
    }
    add("o", state.occupation >= 0 && data.occupations[state.occupation].code);
    add("t", state.target >= 0 && data.roles[state.target].code);
    add("l", byRank(state.answers));
    add("d", byRank(state.done));
    add("x", state.picks.map(at => data.trainings[at].code).join(""));
    add("e", Object.keys(state.hours).map(at => data.trainings[at].code + state.hours[at]).join(","));
    add("f", state.filters.free && "1");
    add("i", state.filters.languages.join(","));
    add("k", state.filters.kinds.join(","));
    add("p", state.without);
    add("w", state.perWeek);
    return parts.length ? `?v=${VERSION}&${parts.join("&")}` : "";
  }

  /** Read a fragment: {state, lost}, {foreign: true} for another version, null when it holds no state (an anchor has no "?"). */
  function fromFragment(data, fragment) {
    const values = new URLSearchParams(/^#?\?/.test(fragment) ? fragment.replace(/^#/, "") : "");
    const codes = text => text.match(/[\w-]{4}/g) || [];
    const list = name => (values.get(name) || "").split(",").filter(Boolean);
    function byRank(name) {
      return (values.get(name) || "").split(".").flatMap((group, rank) => codes(group).map(code => [code, rank]));
    }
    if (!values.has("v")) return null;
    if (values.get("v") !== String(VERSION)) return { foreign: true };
    return accept(data, "code", {
      occupation: values.get("o"), target: values.get("t"), answers: byRank("l"), done: byRank("d"), picks: codes(values.get("x") || ""),
      hours: list("e").map(pair => [pair.slice(0, 4), pair.slice(4)]), free: values.get("f") === "1",
      languages: list("i"), kinds: list("k"), without: values.get("p"), perWeek: values.get("w")
    });
  }

  /** Write a state as the value of a JSON file, with ids in full. */
  function toJson(data, state) {
    function named(list, values, write) {
      return Object.fromEntries(Object.keys(values).map(at => [data[list][at].id, write ? write(values[at]) : values[at]]));
    }
    const level = rank => rank ? data.levels[rank - 1][0] : "none";
    return {
      format: FORMAT, version: VERSION,
      occupation: state.occupation < 0 ? null : data.occupations[state.occupation].id,
      target: state.target < 0 ? null : data.roles[state.target].id,
      levels: named("skills", state.answers, level), done: named("skills", state.done, level), filters: state.filters,
      picks: state.picks.map(at => data.trainings[at].id),
      hours: named("trainings", state.hours), hours_per_step_without_training: state.without, hours_per_week: state.perWeek
    };
  }

  /** Read the text of a JSON file: {state, lost}, {foreign: true} for another version, null when it is no plan. */
  function fromJson(data, text) {
    let file;
    const scale = ["none"].concat(data.levels.map(level => level[0]));
    const mapping = value => value && typeof value === "object" && !Array.isArray(value) ? value : {};
    const array = value => Array.isArray(value) ? value : [];
    const ranks = value => Object.entries(mapping(value)).map(pair => [pair[0], scale.indexOf(pair[1])]);
    try { file = mapping(JSON.parse(text)); } catch { return null; }
    if (file.format !== FORMAT) return null;
    if (file.version !== VERSION) return { foreign: true };
    const filters = mapping(file.filters);
    return accept(data, "id", {
      occupation: file.occupation, target: file.target, answers: ranks(file.levels), done: ranks(file.done), picks: array(file.picks),
      hours: Object.entries(mapping(file.hours)), free: filters.free === true, languages: array(filters.languages), kinds: array(filters.kinds),
      without: file.hours_per_step_without_training, perWeek: file.hours_per_week
    });
  }

  /** The plan that this browser remembers for this site, as a fragment. */
  const stored = () => Atlas.recall("plan");

  function store(fragment) {
    Atlas.remember("plan", fragment);
    history.replaceState(history.state, "", `#${fragment}`);
  }

  window.raPlan = {
    read, have, withDone, standing, plan, hiddenBy, empty, amount,
    toFragment, fromFragment, toJson, fromJson, stored, store
  };
})();
