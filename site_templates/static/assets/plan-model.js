/* The learning plan's calculations, without any use of the page. They give the same results as generator/derive/plan.py, filters.py,
   times.py and near.py, which document the functions, over the tables of generator/render/views/plan_data.py. Skills, trainings and roles
   are positions in the data's lists, which are sorted by id. Ranks count from 1. A step is [skill, rank]. */
(() => {
  "use strict";
  const { scheduler, key, middle } = window.raPlan;
  const FIELDS = {
    skills: ["code", "id", "name", "group", "statements", "practice", "hours", "needs", "trainings", "exams"],
    trainings: ["code", "id", "name", "provider", "url", "kind", "languages", "machine", "cost", "price", "time", "length", "tier", "lifts", "needs"],
    roles: ["code", "id", "name", "stages", "optional", "family", "ends", "end"],
    occupations: ["code", "id", "name", "levels", "leads"]
  };
  /** Number of roles whose plans are computed, as in generator/derive/near.py. */
  const EXACT = 12;
  /** Hours of a practice without an offer, as a multiple of its own hours, as in generator/derive/times.py. */
  const SELF_STUDY = 3;

  /** Turn the compact rows of the page's data, or of its details, into objects with named fields, and put these into the data. */
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

  /** Return the reader's ranks by skill: the occupation's typical levels, replaced by the reader's own answers. */
  function have(data, state) {
    const ranks = {};
    data.occupations[state.occupation]?.levels.forEach(pair => { ranks[pair[0]] = pair[1]; });
    return Object.assign(ranks, state.answers);
  }

  /** Return ranks with the ticked steps counted in. */
  function withDone(ranks, done) {
    const result = { ...ranks };
    Object.keys(done).forEach(skill => { result[skill] = Math.max(result[skill] || 0, done[skill]); });
    return result;
  }

  /** Return what a role requires as essential at its first stage, as pairs of skill and rank. */
  const required = role => role.stages[0][1];

  /** Return the target with only the stages on the way to the grade that the reader chose; undefined without a target. */
  function aim(data, state) {
    const role = data.roles[state.target];
    const end = role && (role.ends.find(end => end[0] === state.grade) || role.ends[role.end]);
    return end ? { ...role, stages: end[2].map(at => role.stages[at]) } : role;
  }

  /** Return the number of steps to a role's first stage that a reader lacks. */
  const missing = (role, ranks) => required(role).reduce((sum, [skill, rank]) => sum + Math.max(0, rank - (ranks[skill] || 0)), 0);

  // --- times and money

  /** Return the sum of times, in hours, and the weeks that it takes at a pace in hours a week. A time is [low, high, whether stated]. */
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

  /** Return the time of a unit, from its offer and the practice of its steps; 0 where it is unknown. */
  function timeOf(data, offer, steps) {
    const hours = steps.map(([skill, rank]) => data.skills[skill].hours[rank - 1]).filter(Boolean);
    const practice = hours.reduce((sum, [low, high]) => [sum[0] + low, sum[1] + high], [0, 0]);
    if (offer < 0) return hours.length ? [practice[0] * SELF_STUDY, practice[1] * SELF_STUDY, 0] : 0;
    const time = data.trainings[offer].time;
    if (!time || practice[0] <= time[0] && practice[1] <= time[1]) return time;
    return [Math.max(time[0], practice[0]), Math.max(time[1], practice[1]), 0];
  }

  // --- filters

  const meets = (list, value) => !list.length || list.includes(value);

  /** Return whether a training is given in one of the languages; machine translations don't count. */
  function instructs(training, languages) {
    return !training.machine && training.languages.some(language => languages.includes(language));
  }

  function allowed(training, filters) {
    return (!filters.free || training.cost === "free") && meets(filters.kinds, training.kind) &&
      (!filters.languages.length || instructs(training, filters.languages));
  }

  /** Return the offers for a step, before any filter. */
  const candidates = (data, skill, rank) => data.skills[skill].trainings[rank - 1] || [];

  /** Return, for a step without offers that pass the filters, the number of its offers for each value of each active filter. */
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

  /** Return the plan for the target: {units, grades, lengths}, the last two by stage. A unit is {offer, steps, alternatives, hidden,
      time, stage, done}; `offer` is -1 for practice. A step of a unit is {skill, rank, stage, neededFor, done}. */
  function plan(data, state) {
    const ranks = have(data, state);
    const pace = state.perWeek || data.pace;
    const schedules = scheduler(data);
    const { stages } = aim(data, state);
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
        skill, rank, stage: stageOf(skill, rank), neededFor: extra.get(key(skill, rank)) || null, done: (state.done[skill] || 0) >= rank
      };
    }

    const units = taken.map(({ one, steps }) => {
      const offer = one ? one.at : -1;
      const others = candidates(data, ...steps[0]).filter(at => at !== offer);
      const alternatives = others.filter(at => passing.has(at));
      const all = steps.map(planned);
      const stage = Math.min(...all.map(step => step.stage));
      return {
        offer, steps: all, alternatives, hidden: others.length - alternatives.length, stage, done: all.every(step => step.done),
        time: timeOf(data, offer, steps.filter((step, place) => all[place].stage === stage))
      };
    });
    const left = units.filter(unit => !unit.done);
    const lengthAt = place => lengthOf(left.filter(unit => unit.stage === place).map(unit => unit.time), pace);
    return { units, grades: stages.map(stage => stage[0]), lengths: stages.map((stage, place) => lengthAt(place)) };
  }

  /** Return the steps that the role itself does not require, by key, each with the first step that needs it. */
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

  /** Return the roles to which a reader lacks the fewest steps, at most EXACT, with their plans, sorted by hours to the first stage. Roles
      without requirements are left out: nearness means nothing for them. */
  function ways(data, state) {
    const ranks = have(data, state);
    const rows = data.roles.filter(role => required(role).length).map(role => ({ role, missing: missing(role, ranks) }));
    rows.sort((a, b) => a.missing - b.missing || a.role.at - b.role.at);
    const near = rows.slice(0, EXACT);
    near.forEach(row => {
      row.result = plan(data, { ...state, target: row.role.at });
      row.length = row.result.lengths[0];
      row.hours = row.length.stated + row.length.estimated;
    });
    return near.sort((a, b) => a.hours - b.hours || a.length.untimed - b.length.untimed || a.role.at - b.role.at);
  }

  Object.assign(window.raPlan, { read, have, aim, withDone, lengthOf, moneyOf, plan, ways, hiddenBy });
})();
