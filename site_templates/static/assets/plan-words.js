/* Sentences of the learning plan, for its page, the printed sheet and the files. */
(() => {
  "use strict";

  const { fill } = Atlas;
  const plan = window.raPlan;
  const MOST_WEEKS = 12; /* longer times are given in months */
  const WEEKS_A_MONTH = 365.25 / 84;
  const MOST_PHASES = 3;
  const UNITS_A_PHASE = 4;
  const UNTIMED = 10;

  plan.words = data => {
    const rules = new Intl.PluralRules(data.locale);
    const number = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 2 }).format;
    const share = new Intl.NumberFormat(data.locale, { style: "percent" }).format;
    const names = new Map(data.languages);

    const t = (key, values) => fill(data.t[key], values);

    function count(key, n, values) {
      const form = `${key}.${rules.select(n)}`;
      return t(form in data.t ? form : `${key}.other`, { n: number(n), ...values });
    }

    /** Return a range such as "60 to 95 hours". From ten on it has no fractions, which would claim more precision than there is. */
    function range(key, low, high) {
      const [from, to] = [low, high].map(value => value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
      return count(key, to, from === to ? {} : { n: t("range", { low: number(from), high: number(to) }) });
    }

    /** Return the hours of a length in words, called the least if the time of some units is unknown. */
    function hours(length) {
      const text = range("hours", length.low, length.high);
      return length.untimed ? t("least", { hours: text }) : text;
    }

    const level = rank => rank ? data.levels[rank - 1][1] : data.t.none;

    const skill = step => data.skills[step.skill];

    /** Return a skill and a rank in words, such as "Databases (Working)". */
    const at = (skill, rank) => t("at", { skill: data.skills[skill].name, level: level(rank) });

    /** Return the name of a stage, or a general one in an atlas without grades. */
    const grade = name => name || t("stage");

    function languages(training) {
      const list = training.languages.map(id => names.get(id) || id).join(", ");
      return training.machine ? `${list} (${data.t[training.languages.length > 1 ? "machine.one_of" : "machine"]})` : list;
    }

    function money(amount, currency) {
      return new Intl.NumberFormat(data.locale, { style: "currency", currency, maximumFractionDigits: amount % 1 ? 2 : 0 }).format(amount);
    }

    /** Return length, cost, languages, kind and provider of a training, or of a unit with it. */
    function facts(training, unit) {
      const kind = data.kinds[training.kind];
      const cost = data.costs[training.cost] + (training.price ? `, ${money(...training.price)}` : "");
      return [kind && (unit ? time(unit) : training.length), cost, languages(training), kind, training.provider].filter(Boolean).join(" · ");
    }

    /** Return in words how long a unit takes. An estimate is called one. If the practice takes longer than the offer, that is said too. */
    function time(unit) {
      const training = data.trainings[unit.offer];
      const hours = unit.time ? range("hours", unit.time[0], unit.time[1]) : "";
      if (!training) return hours && t("estimate", { hours });
      const longer = unit.time && String(unit.time) !== String(training.time);
      return longer ? `${training.length}, ${t("with.practice", { hours })}` : training.length;
    }

    /** Return the goals of a unit: for each skill the highest of its steps. */
    const goals = unit => unit.steps.filter(step => !unit.steps.some(other => other.skill === step.skill && other.rank > step.rank));

    /** Return the title of a unit: the offer's name, the practice of a skill, or the step itself if neither is known. */
    function title(unit) {
      const step = unit.steps[0];
      return unit.offer >= 0 ? data.trainings[unit.offer].name : practice(step) ? t("practice", { skill: skill(step).name }) : at(step.skill, step.rank);
    }

    const statement = step => skill(step).statements[step.rank - 1];

    const practice = step => skill(step).practice[step.rank - 1];

    const exams = step => (skill(step).exams[step.rank - 1] || []).map(at => data.trainings[at]);

    const neededFor = step => step.neededFor ? t("needed.for", { step: at(...step.neededFor) }) : "";

    /** Return the numbers of units by kind, such as "4 trainings, 2 exercises, 1 without either". */
    function kinds(units) {
      if (!data.ways) return "";
      const offers = units.filter(unit => unit.offer >= 0).length;
      const practices = units.filter(unit => unit.offer < 0 && practice(unit.steps[0])).length;
      const open = units.length - offers - practices;
      return [offers && count("offers", offers), practices && count("practices", practices), open && count("open", open)].filter(Boolean).join(", ");
    }

    /** Return the amount of units that are left, such as "9 steps (7 courses, 2 exercises), 60 to 95 hours, at 5 hours a week about 3 to 5
        months". The pace is named only if one is given. */
    function amount(units, length, pace) {
      const parts = [count("steps", units.length) + (data.ways ? ` (${kinds(units)})` : "")];
      if (length.high) {
        const weeks = length.weeks;
        const months = weeks[1] > MOST_WEEKS;
        const [low, high] = months ? weeks.map(n => Math.max(1, Math.round(n / WEEKS_A_MONTH))) : weeks;
        const time = range(months ? "months" : "weeks", low, high);
        parts.push(hours(length), pace ? t("pace", { hours: count("hours", pace), time }) : t("about.time", { time }));
      }
      return parts.join(", ");
    }

    /** Return sentences on the share of the hours that is stated, the units without a time, and those with a time but no offer. */
    function basis(length, units) {
      if (!data.ways) return "";
      const all = length.stated + length.estimated;
      const stated = Math.min(99, Math.max(1, Math.round(100 * length.stated / all)));
      const parts = [];
      if (all) {
        const form = !length.estimated ? "basis.stated" : length.stated ? "basis" : "basis.estimated";
        parts.push(t(form, { stated: share(stated / 100), estimated: share(1 - stated / 100) }));
      }
      if (length.untimed) parts.push(count("untimed", length.untimed));
      const alone = units.filter(unit => unit.offer < 0 && unit.time).length;
      if (alone) parts.push(count("alone", alone));
      return parts.join(" ");
    }

    /** Return in words what the units' offers cost together; "" without offers. */
    function costs(units) {
      const offers = units.filter(unit => unit.offer >= 0).map(unit => data.trainings[unit.offer]);
      const found = plan.moneyOf(offers);
      if (!offers.length) return "";
      if (found.free === offers.length) return t("money.free");
      const sum = Object.keys(found.prices).map(currency => money(found.prices[currency], currency)).join(" + ");
      const list = ["cost.free", "cost.partly", "cost.priced", "cost.unpriced", "cost.unknown"].map(key => [key, found[key.slice(5)]])
        .filter(pair => pair[1]).map(([key, n]) => t(key, { n: number(n), sum })).join(", ");
      return t("money", { list });
    }

    /** Return sentences on the hours and the cost of the units that are left of a stage. */
    const terms = stage => [basis(stage.length, stage.left), costs(stage.left)].filter(Boolean);

    /** Return the stages of a plan: {title, units, left, length, current, text}. Only the first one that is not reached is current. */
    function stages(result, pace) {
      let current = true;
      return result.grades.map((at, place) => {
        const units = result.units.filter(unit => unit.stage === place);
        const left = units.filter(unit => !unit.done);
        const stage = { title: grade(at), units, left, length: result.lengths[place], current: current && left.length > 0, shown: current || left.length };
        const parts = left.length ? amount(left, stage.length, current && pace) : "";
        stage.text = !left.length ? t("stage.done") : t(current ? "summary" : "later", { parts });
        if (left.length) current = false;
        return stage;
      }).filter(stage => stage.shown);
    }

    /** Return the stages' units in phases of about equal hours: {title, units, left, length, stage, from, to}, the last two in weeks from 1
        on. Units that are done count too, so that ticks don't move units to another phase. */
    function phases(stages, pace) {
      let spent = 0;
      return stages.flatMap(stage => {
        const weight = unit => unit.time ? (unit.time[0] + unit.time[1]) / 2 : UNTIMED;
        const wanted = Math.min(MOST_PHASES, Math.ceil(stage.units.length / UNITS_A_PHASE));
        const total = stage.units.reduce((sum, unit) => sum + weight(unit), 0);
        const parts = Array.from({ length: wanted }, () => []);
        let sum = 0;
        stage.units.forEach(unit => {
          parts[Math.min(wanted - 1, Math.floor((sum + weight(unit) / 2) / total * wanted))].push(unit);
          sum += weight(unit);
        });
        return parts.filter(units => units.length).map((units, place, all) => {
          const left = units.filter(unit => !unit.done);
          const length = plan.lengthOf(left.map(unit => unit.time), pace);
          const from = Math.floor(spent / pace) + 1;
          spent += length.high;
          return {
            units, left, length, from, to: Math.max(from, Math.ceil(spent / pace)), stage,
            title: all.length > 1 ? t("phase", { grade: stage.title, n: number(place + 1), all: number(all.length) }) : stage.title
          };
        });
      });
    }

    const weeks = phase => !data.ways ? "" : phase.from === phase.to ? t("week", { n: number(phase.from) }) : t("span", { from: number(phase.from), to: number(phase.to) });

    /** Return sentences on the offers that the filters hide, for a unit without an offer: which they are if they hide all, else how many. */
    function hidden(unit, filters) {
      if (unit.alternatives.length) return count("hidden.more", unit.hidden);
      const found = plan.hiddenBy(data, unit.steps[0].skill, unit.steps[0].rank, filters);
      const sentences = [t("hidden")];
      function add(pairs, key, name, sentence) {
        const list = pairs.map(pair => t(key, { language: name(pair[0]), label: name(pair[0]), n: pair[1] ? number(pair[1]) : t("zero") })).join("; ");
        sentences.push(t(sentence, { list }));
      }
      if (found.languages) add(found.languages, "hidden.in", id => names.get(id) || id, "hidden.languages");
      if (found.free) add([[data.costs.free, found.free[0]], [t("hidden.paid"), found.free[1]]], "hidden.is", String, "hidden.costs");
      if (found.kinds) add(found.kinds, "hidden.is", kind => data.kinds[kind], "hidden.kinds");
      return sentences.join(" ");
    }

    /** Return the active filters in words. */
    function filtered(filters) {
      const free = filters.free ? [data.costs.free] : [];
      const list = free.concat(filters.languages.map(id => names.get(id) || id), filters.kinds.map(kind => data.kinds[kind]));
      return list.length ? t("filters.on", { list: list.join(", ") }) : t("filters.none");
    }

    return { t, count, number, hours, level, skill, at, grade, facts, time, goals, title, statement, practice, exams, neededFor, kinds, terms, stages, phases, weeks, hidden, filtered };
  };
})();
