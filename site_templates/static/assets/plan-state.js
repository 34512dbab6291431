/* The learning plan's state and its written forms (generator/decisions/0008-plan.md). Each value is checked, since it may come from
   anywhere. */
(() => {
  "use strict";
  const VERSION = 1;
  const FORMAT = "rollenatlas-plan";
  const LEAST_HOURS = 0.5;
  const MOST_HOURS = 80;

  /** Return a state with nothing chosen except the languages that readers of the page understand. Positions are -1 for none, `answers` and
      `done` are ranks by skill, `grade` is an id, or "" for the grade to which a plan leads by default. */
  function empty(data) {
    return {
      occupation: -1, target: -1, grade: "", answers: {}, done: {}, filters: { free: false, languages: data.reads.slice(), kinds: [] },
      picks: [], perWeek: null
    };
  }

  /** Return the allowed number of hours a week that is nearest to the number typed. */
  const nearest = text => Math.min(MOST_HOURS, Math.max(LEAST_HOURS, Math.round(text * 100) / 100 || 0));

  /** Return a number of hours a week, or null for any other value. */
  function amount(value) {
    const number = typeof value === "number" ? value : /^\d{1,5}(\.\d{1,2})?$/.test(value) ? Number(value) : 0;
    return number > 0 && number <= MOST_HOURS ? number : null;
  }

  /** Check raw values, which name records by `field`, and return {state, lost}; `lost` is the number of records that no longer exist. */
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
    if (data.roles[state.target]?.ends.some(end => end[0] === raw.grade)) state.grade = raw.grade;
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

  /** Return a state as a fragment without "#"; "" when nothing is chosen. */
  function toFragment(data, state) {
    const parts = [];
    function add(name, text) { if (text) parts.push(`${name}=${text}`); }
    function byRank(ranks) {
      const groups = [];
      Object.keys(ranks).forEach(skill => { groups[ranks[skill]] = (groups[ranks[skill]] || "") + data.skills[skill].code; });
      return Array.from(groups, codes => codes || "").join(".");
    }
    add("o", data.occupations[state.occupation]?.code);
    add("t", data.roles[state.target]?.code);
    add("g", state.grade);
    add("l", byRank(state.answers));
    add("d", byRank(state.done));
    add("x", state.picks.map(at => data.trainings[at].code).join(""));
    add("f", state.filters.free && "1");
    const place = parts.length;
    add("k", state.filters.kinds.join(","));
    add("w", state.perWeek);
    const usual = data.reads.join(",");
    const chosen = state.filters.languages.join(",");
    const languages = chosen || (usual && "*"); // written even if usual, so that the plan stays the same in other languages
    if (languages && (parts.length || chosen !== usual)) parts.splice(place, 0, `i=${languages}`);
    return parts.length ? `?v=${VERSION}&${parts.join("&")}` : "";
  }

  /** Read a fragment; return {state, lost}, {foreign: true} for another version, or null when it holds no state (an anchor has no "?"). */
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
      occupation: values.get("o"), target: values.get("t"), grade: values.get("g"), answers: byRank("l"), done: byRank("d"), picks: codes(values.get("x") || ""),
      free: values.get("f") === "1", languages: values.has("i") ? list("i") : data.reads, kinds: list("k"), perWeek: values.get("w")
    });
  }

  /** Return a state as the value of a JSON file, with full ids. */
  function toJson(data, state) {
    const level = rank => rank ? data.levels[rank - 1][0] : "none";
    const levels = ranks => Object.fromEntries(Object.keys(ranks).map(at => [data.skills[at].id, level(ranks[at])]));
    return {
      format: FORMAT, version: VERSION,
      occupation: data.occupations[state.occupation]?.id || null,
      target: data.roles[state.target]?.id || null,
      grade: state.grade, levels: levels(state.answers), done: levels(state.done), filters: state.filters,
      picks: state.picks.map(at => data.trainings[at].id), hours_per_week: state.perWeek
    };
  }

  /** Read the text of a JSON file; return {state, lost}, {foreign: true} for another version, or null when it is not a plan. */
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
      occupation: file.occupation, target: file.target, grade: file.grade, answers: ranks(file.levels), done: ranks(file.done), picks: array(file.picks),
      free: filters.free === true, languages: array(filters.languages), kinds: array(filters.kinds), perWeek: file.hours_per_week
    });
  }

  /** Return the plan that this browser has stored for this site, as a fragment. */
  const stored = () => Atlas.recall("plan");

  function store(fragment) {
    Atlas.remember("plan", fragment);
    history.replaceState(history.state, "", `#${fragment}`);
  }

  Object.assign(window.raPlan, { empty, nearest, toFragment, fromFragment, toJson, fromJson, stored, store });
})();
