/* Chooses and orders the offers and the practice that lead to the needed levels. Gives the same results as generator/derive/schedule.py. */
(() => {
  "use strict";
  /* Hours, with the reasons for them in generator/derive/schedule.py. */
  const COST_OF_AN_OFFER = 10;
  const UNTIMED_OFFER = 40;
  const MOST_FOR_A_STEP = 90;

  const middle = time => (time[0] + time[1]) / 2;

  const key = (skill, rank) => skill * 64 + rank;

  function less(a, b) {
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] < b[at];
    return false;
  }

  const least = rows => rows.reduce((best, row) => less(row, best) ? row : best);

  /** Return the functions that choose and order units from the data, for one reader. */
  function scheduler(data) {
    const known = new Map();

    /** Return the steps of other skills that must come before a step. */
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
          if (count && (one.cost <= MOST_FOR_A_STEP * count || picks.includes(one.at))) wishes.set(one.at, [picks.includes(one.at) ? 0 : 1, one.tier, one.cost / count, one.at]);
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

  window.raPlan = { scheduler, key, middle };
})();
