/* The learning plan's calculations and its state, without any page: a mirror of generator/derive/plan.py, schedule.py, filters.py, times.py and
   near.py over the tables of generator/render/views/plan_data.py; each function says there what it does. Skills, trainings and roles are positions
   in the data's lists, which are sorted by id; ranks count from 1, and a step is [skill, rank]. */
(() => {
  "use strict";
  const FIELDS = {
    skills: ["code", "id", "name", "group", "statements", "practice", "hours", "needs", "trainings", "exams"],
    trainings: ["code", "id", "name", "provider", "url", "kind", "languages", "machine", "cost", "price", "time", "length", "tier", "lifts", "needs"],
    roles: ["code", "id", "name", "stages", "optional", "family"],
    occupations: ["code", "id", "name", "levels", "leads"]
  };
  const COST_OF_AN_OFFER = 10;
  const UNTIMED_OFFER = 40;
  const EXACT = 12;

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

  /** What a role requires as essential at a stage, by default the last. */
  const required = (role, stage = role.stages.length - 1) => role.stages[stage][1];

  /** Essential skills reached of all, and missing steps of all from nothing. */
  function standing(role, ranks, stage) {
    const pairs = required(role, stage);
    const result = { reached: 0, essential: pairs.length, missing: 0, steps: 0 };
    pairs.forEach(pair => {
      const rank = ranks[pair[0]] || 0;
      result.reached += rank >= pair[1] ? 1 : 0;
      result.missing += Math.max(0, pair[1] - rank);
      result.steps += pair[1];
    });
    return result;
  }

  // --- times and money

  const middle = time => (time[0] + time[1]) / 2;

  /** Add up times at a pace in hours a week. */
  function lengthOf(times, pace) {
    const total = { low: 0, high: 0, stated: 0, estimated: 0, untimed: 0 };
    times.forEach(time => {
      if (!time) { total.untimed++; return; }
      total.low += time[0];
      total.high += time[1];
      total[time[2] ? "stated" : "estimated"] += middle(time);
    });
    total.weeks = [Math.ceil(total.low / pace), Math.ceil(total.high / pace)];
    return total;
  }

  function moneyOf(offers) {
    const money = { free: 0, partly: 0, priced: 0, prices: {}, unpriced: 0, unknown: 0 };
    offers.forEach(({ cost, price }) => {
      if (cost !== "paid") { money[cost === "freemium" ? "partly" : cost]++; return; }
      if (!price) { money.unpriced++; return; }
      money.priced++;
      money.prices[price[1]] = (money.prices[price[1]] || 0) + price[0];
    });
    return money;
  }

  /** Hours of a unit: of its offer, else of the practice of its step; 0 where nobody knows. */
  function timeOf(data, offer, step) {
    if (offer >= 0) return data.trainings[offer].time;
    const hours = data.skills[step[0]].hours[step[1] - 1];
    return hours ? [hours[0], hours[1], 0] : 0;
  }

  // --- filters

  const meets = (list, value) => !list.length || list.includes(value);

  /** Whether a training is given in one of the languages; a machine translation does not count. */
  function instructs(training, languages) {
    return !training.machine && training.languages.some(language => languages.includes(language));
  }

  function allowed(training, filters) {
    return (!filters.free || training.cost === "free") && meets(filters.kinds, training.kind) &&
      (!filters.languages.length || instructs(training, filters.languages));
  }

  /** Offers of a step before any filter. */
  const candidates = (data, skill, rank) => data.skills[skill].trainings[rank - 1] || [];

  /** For a step that the filters emptied: per active filter how many of its offers there are for each value. */
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

  // --- what is taken, and in which order

  const key = (skill, rank) => skill * 64 + rank;

  function less(a, b) {
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] < b[at];
    return false;
  }

  const least = rows => rows.reduce((best, row) => less(row, best) ? row : best);

  /** Chooses and orders for one reader over the data. */
  function scheduler(data) {
    const known = new Map();

    /** Steps of other skills that must come before a step. */
    function before(skill, rank) {
      const at = key(skill, rank);
      if (!known.has(at)) known.set(at, data.skills[skill].needs.filter(need => need[0] === rank).map(need => [need[1], need[2]]));
      return known.get(at);
    }

    const reaches = (reached, steps) => steps.every(step => (reached[step[0]] || 0) >= step[1]);

    function withPrerequisites(wanted, have) {
      const stages = [];
      wanted.forEach(pairs => {
        const needed = { ...stages[stages.length - 1] };
        const todo = pairs.slice();
        while (todo.length) {
          const [skill, rank] = todo.pop();
          const known = Math.max(needed[skill] || 0, have[skill] || 0);
          if (rank <= known) continue;
          needed[skill] = rank;
          for (let at = known + 1; at <= rank; at++) todo.push(...before(skill, at));
        }
        stages.push(needed);
      });
      return stages;
    }

    function offer(at) {
      const training = data.trainings[at];
      const skills = new Set();
      training.lifts.forEach(([skill, low, high]) => {
        skills.add(skill);
        for (let rank = low + 1; rank <= high; rank++) before(skill, rank).forEach(step => { skills.add(step[0]); });
      });
      training.needs.forEach(step => { skills.add(step[0]); });
      return { at, lifts: training.lifts, needs: training.needs, tier: training.tier, skills, cost: (training.time ? middle(training.time) : UNTIMED_OFFER) + COST_OF_AN_OFFER };
    }

    function lifted(one, needed, reached) {
      const gained = {};
      const steps = [];
      let sofar = -1;
      const holds = step => Math.max(gained[step[0]] || 0, reached[step[0]] || 0) >= step[1];
      while (steps.length > sofar) {
        sofar = steps.length;
        one.lifts.forEach(([skill, low, high]) => {
          const top = Math.min(high, needed[skill] || 0);
          for (let rank = (gained[skill] || reached[skill] || 0) + 1; low < rank && rank <= top && before(skill, rank).every(holds); rank++) {
            steps.push([skill, rank]);
            gained[skill] = rank;
          }
        });
      }
      return steps;
    }

    const priority = step => [step[1], data.skills[step[0]].group, step[0]];

    function toPractise(needed, reached, left) {
      const attainable = { ...reached };
      Object.keys(needed).forEach(skill => { attainable[skill] = Math.max(needed[skill], reached[skill] || 0); });
      const lifts = [];
      left.forEach(one => { if (reaches(attainable, one.needs)) lifts.push(...one.lifts); });
      const ready = [];
      Object.keys(needed).map(Number).forEach(skill => {
        const rank = (reached[skill] || 0) + 1;
        if (rank > needed[skill] || !reaches(reached, before(skill, rank))) return;
        const waits = lifts.some(lift => lift[0] === skill && lift[1] < rank && rank <= lift[2]);
        ready.push([waits ? 1 : 0, ...priority([skill, rank])]);
      });
      const best = least(ready);
      return [best[3], best[1]];
    }

    function schedule(have, picks, needed, offers) {
      const reached = { ...have };
      const left = new Map(offers.map(one => [one.at, one]));
      const result = [];
      const wishes = new Map();
      const skills = Object.keys(needed);
      let changed = Array.from(left.values());
      while (skills.some(skill => (reached[skill] || 0) < needed[skill])) {
        changed.forEach(one => {
          const count = reaches(reached, one.needs) ? lifted(one, needed, reached).length : 0;
          if (count) wishes.set(one.at, [picks.includes(one.at) ? 0 : 1, one.tier, one.cost / count, one.at]);
          else wishes.delete(one.at);
        });
        let taken;
        if (wishes.size) {
          const one = left.get(least(Array.from(wishes.values()))[3]);
          left.delete(one.at);
          wishes.delete(one.at);
          taken = { one, steps: lifted(one, needed, reached) };
        } else {
          taken = { one: null, steps: [toPractise(needed, reached, left)] };
        }
        taken.steps.forEach(step => { reached[step[0]] = step[1]; });
        result.push(taken);
        changed = Array.from(left.values()).filter(one => taken.steps.some(step => one.skills.has(step[0])));
      }
      return result;
    }

    const practised = taken => taken.filter(each => !each.one).length;

    function withoutTheNeedless(have, picks, needed, all) {
      let taken = all;
      const worst = taken.filter(each => each.one && !picks.includes(each.one.at)).map(each => [each.one.tier, each.one.cost / each.steps.length, each.one.at]);
      worst.sort((a, b) => less(a, b) ? 1 : -1);
      worst.forEach(row => {
        const own = taken.find(each => each.one && each.one.at === row[2]);
        const others = taken.filter(each => each.one && each !== own).map(each => each.one);
        const lifts = ([skill, rank]) => others.some(one => one.lifts.some(lift => lift[0] === skill && lift[1] < rank && rank <= lift[2]));
        if (own && !own.steps.every(lifts)) return;
        const without = schedule(have, picks, needed, others);
        if (practised(without) <= practised(taken)) taken = without;
      });
      return taken;
    }

    function beyond({ one, steps }, needed, final, reached) {
      const gained = { ...reached };
      steps.forEach(step => { gained[step[0]] = step[1]; });
      const more = [];
      one.lifts.forEach(([skill, low, high]) => {
        const top = Math.min(high, final[skill] || 0);
        let rank = Math.max(gained[skill] || 0, needed[skill] || 0) + 1;
        for (; rank === (gained[skill] || 0) + 1 && low < rank && rank <= top && reaches(gained, before(skill, rank)); rank++) {
          more.push([skill, rank]);
          gained[skill] = rank;
        }
      });
      return more;
    }

    function choose(have, picks, stages, offers) {
      const reached = { ...have };
      const left = new Map(offers.map(at => [at, offer(at)]));
      const result = [];
      stages.forEach(needed => {
        const taken = schedule(reached, picks, needed, Array.from(left.values()));
        inOrder(withoutTheNeedless(reached, picks, needed, taken)).forEach(each => {
          const more = each.one ? beyond(each, needed, stages[stages.length - 1], reached) : [];
          const steps = each.steps.concat(more);
          if (each.one) left.delete(each.one.at);
          steps.forEach(step => { reached[step[0]] = step[1]; });
          result.push({ one: each.one, steps });
        });
      });
      return result;
    }

    function inOrder(taken) {
      const at = new Map();
      taken.forEach((each, place) => { each.steps.forEach(step => { at.set(key(...step), place); }); });
      const followers = taken.map(() => []);
      const open = taken.map((each, place) => {
        const needed = each.one ? each.one.needs.slice() : [];
        each.steps.forEach(step => { needed.push([step[0], step[1] - 1], ...before(...step)); });
        const waits = new Set(needed.map(step => at.get(key(...step))).filter(first => first !== undefined && first !== place));
        waits.forEach(first => { followers[first].push(place); });
        return waits.size;
      });
      const behind = [];
      const waiting = place => behind[place] ||= new Set(followers[place].flatMap(next => [next, ...waiting(next)]));
      const keys = taken.map((each, place) => {
        const [rank, ...rest] = least(each.steps.map(priority));
        return [rank, each.one ? 0 : 1, -waiting(place).size, ...rest, place];
      });
      const ready = keys.filter((row, place) => !open[place]);
      const ordered = [];
      while (ready.length) {
        const best = least(ready);
        ready.splice(ready.indexOf(best), 1);
        const place = best[best.length - 1];
        ordered.push(taken[place]);
        followers[place].forEach(follower => { if (!--open[follower]) ready.push(keys[follower]); });
      }
      return ordered;
    }

    return { before, withPrerequisites, choose };
  }

  /** The plan of the target: {grades, units, lengths, length, money}. A unit is {offer, steps, alternatives, hidden,
      time, stage, done}, offer being -1 for a practice; a step {skill, rank, stage, after, neededFor, done}. */
  function plan(data, state) {
    const ranks = have(data, state);
    const pace = state.perWeek || data.pace;
    const schedules = scheduler(data);
    const { stages } = data.roles[state.target];
    const asked = stages.map(stage => stage[1]);
    const needed = schedules.withPrerequisites(asked, ranks);
    const passing = new Set();
    Object.entries(needed[needed.length - 1]).forEach(([skill, rank]) => {
      for (let at = (ranks[skill] || 0) + 1; at <= rank; at++) {
        candidates(data, skill, at).forEach(id => { if (allowed(data.trainings[id], state.filters)) passing.add(id); });
      }
    });
    const taken = schedules.choose(ranks, state.picks, needed, Array.from(passing));
    const stageOf = (skill, rank) => needed.findIndex(stage => (stage[skill] || 0) >= rank);
    const extra = extraSteps(schedules, taken, asked);

    function planned(step) {
      const [skill, rank] = step;
      return {
        skill, rank, stage: stageOf(skill, rank), after: schedules.before(skill, rank).filter(first => (ranks[first[0]] || 0) < first[1]),
        neededFor: extra.get(key(skill, rank)) || null, done: (state.done[skill] || 0) >= rank
      };
    }

    const units = taken.map(({ one, steps }) => {
      const offer = one ? one.at : -1;
      const others = candidates(data, ...steps[0]).filter(at => at !== offer);
      const alternatives = others.filter(at => passing.has(at));
      const all = steps.map(planned);
      return {
        offer, steps: all, alternatives, hidden: others.length - alternatives.length, time: timeOf(data, offer, steps[0]),
        stage: Math.min(...all.map(step => step.stage)), done: all.every(step => step.done)
      };
    });
    const left = units.filter(unit => !unit.done);
    const times = part => part.map(unit => unit.time);
    return {
      grades: stages.map(stage => stage[0]), units,
      lengths: stages.map((stage, place) => lengthOf(times(left.filter(unit => unit.stage === place)), pace)),
      length: lengthOf(times(left), pace), money: moneyOf(offersOf(data, left))
    };
  }

  const offersOf = (data, units) => units.filter(unit => unit.offer >= 0).map(unit => data.trainings[unit.offer]);

  /** Steps that the role does not ask for, each with the first step that needs it. */
  function extraSteps(schedules, ordered, asked) {
    const own = {};
    asked.forEach(pairs => { pairs.forEach(([skill, rank]) => { own[skill] = Math.max(own[skill] || 0, rank); }); });
    const found = new Map();
    ordered.forEach(({ steps }) => {
      steps.forEach(step => {
        schedules.before(...step).concat([[step[0], step[1] - 1]]).forEach(first => {
          if (first[1] && !(own[first[0]] >= first[1]) && !found.has(key(...first))) found.set(key(...first), step);
        });
      });
    });
    return found;
  }

  /** Roles with their plan, the nearest first: by the hours to the first stage; roles that require nothing are none that one could be near to. */
  function ways(data, state) {
    const ranks = have(data, state);
    const rows = data.roles.map(role => ({ role, where: standing(role, ranks, 0) })).filter(row => row.where.essential);
    rows.sort((a, b) => a.where.missing - b.where.missing || a.role.at - b.role.at);
    const near = rows.slice(0, EXACT);
    near.forEach(row => {
      row.result = plan(data, { ...state, target: row.role.at });
      row.length = row.result.lengths[0];
      row.hours = row.length.stated + row.length.estimated;
    });
    return near.sort((a, b) => a.hours - b.hours || a.length.untimed - b.length.untimed || a.role.at - b.role.at);
  }

  // --- the state and its written forms (decisions/0008-plan.md); what is read comes from anywhere, so every value is checked

  const VERSION = 1;
  const FORMAT = "rollenatlas-plan";
  const MOST_HOURS = 80;

  /** Nothing chosen yet, but for the languages that readers of the page understand. Positions are -1 for none; answers and done are ranks by skill. */
  function empty(data) {
    return {
      occupation: -1, target: -1, answers: {}, done: {}, filters: { free: false, languages: data.reads.slice(), kinds: [] },
      picks: [], perWeek: null
    };
  }

  /** A number of hours a week, or null for anything else. */
  function amount(value) {
    const number = typeof value === "number" ? value : /^\d{1,5}(\.\d{1,2})?$/.test(value) ? Number(value) : 0;
    return number > 0 && number <= MOST_HOURS ? number : null;
  }

  /** Check raw values, in which records are named by a field: {state, lost: number of records that are gone}. */
  function accept(data, field, raw) {
    const state = empty(data);
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
    [["answers", 0], ["done", 1]].forEach(([name, lowest]) => {
      const find = finder("skills");
      raw[name].forEach(([skill, rank]) => {
        const at = find(skill);
        if (at >= 0 && rank >= lowest && rank <= data.levels.length) state[name][at] = rank;
      });
    });
    state.picks = raw.picks.map(finder("trainings")).filter(at => at >= 0);
    state.filters = {
      free: raw.free, kinds: only(raw.kinds, Object.keys(data.kinds)),
      languages: only(raw.languages, data.languages.map(language => language[0]))
    };
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
    add("f", state.filters.free && "1");
    const place = parts.length;
    add("k", state.filters.kinds.join(","));
    add("w", state.perWeek);
    const usual = data.reads.join(",");
    const chosen = state.filters.languages.join(",");
    const languages = chosen || (usual && "*"); // written even where usual, so that the plan stays the same in the other languages
    if (languages && (parts.length || chosen !== usual)) parts.splice(place, 0, `i=${languages}`);
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
      free: values.get("f") === "1", languages: values.has("i") ? list("i") : data.reads, kinds: list("k"), perWeek: values.get("w")
    });
  }

  /** Write a state as the value of a JSON file, with ids in full. */
  function toJson(data, state) {
    const level = rank => rank ? data.levels[rank - 1][0] : "none";
    const levels = ranks => Object.fromEntries(Object.keys(ranks).map(at => [data.skills[at].id, level(ranks[at])]));
    return {
      format: FORMAT, version: VERSION,
      occupation: state.occupation < 0 ? null : data.occupations[state.occupation].id,
      target: state.target < 0 ? null : data.roles[state.target].id,
      levels: levels(state.answers), done: levels(state.done), filters: state.filters,
      picks: state.picks.map(at => data.trainings[at].id), hours_per_week: state.perWeek
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
      free: filters.free === true, languages: array(filters.languages), kinds: array(filters.kinds), perWeek: file.hours_per_week
    });
  }

  /** The plan that this browser remembers for this site, as a fragment. */
  const stored = () => Atlas.recall("plan");

  function store(fragment) {
    Atlas.remember("plan", fragment);
    history.replaceState(history.state, "", `#${fragment}`);
  }

  window.raPlan = {
    read, have, withDone, standing, required, lengthOf, moneyOf, offersOf, plan, ways, hiddenBy, empty, amount,
    toFragment, fromFragment, toJson, fromJson, stored, store
  };
})();
