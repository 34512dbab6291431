/* The learning plan's page: an entry changes the state, show() brings every part in line with it, the address keeps it. Calculations and
   state stand in plan-model.js, other parts of the page in plan-page.js, what one takes away in plan-take.js. */
(() => {
  "use strict";

  const { el } = Atlas;
  const plan = window.raPlan;
  const root = document.getElementById("ra-plan");
  if (!root) return;
  const NEXT = 3;

  /** Summary, next steps, phases and skills of an app (see below); show() brings them in line with its plan. */
  function stepList(app) {
    const { data, words, page } = app;
    const { t, count } = words;
    const { byId } = page;
    const cards = new Map();
    const rows = new Map();
    const folds = new Map();
    const bars = new Map();

    const first = unit => `${unit.steps[0].skill}/${unit.steps[0].rank}`;

    /** A node that is made anew only when what it shows has changed. */
    function kept(entries, key, sign, make) {
      const known = entries.get(key);
      if (known && known.sign === sign) return known;
      const entry = make();
      entry.sign = sign;
      entries.set(key, entry);
      return entry;
    }

    /** Tick a unit off or take that back. */
    function tick(unit, done) {
      app.change(state => {
        unit.steps.forEach(({ skill, rank }) => {
          const reached = done ? Math.max(state.done[skill] || 0, rank) : Math.min(state.done[skill] || 0, rank - 1);
          if (reached > (app.ranks[skill] || 0)) state.done[skill] = reached;
          else delete state.done[skill];
        });
      }, t(done ? "ticked" : "unticked", { what: words.title(unit) }));
    }

    function box(unit, style) {
      const input = el("input", { type: "checkbox", "aria-label": t("tick.spoken", { what: words.title(unit) }) });
      return { input, label: el("label", { class: style }, [input, style === "ra-check" ? t("tick") : ""]) };
    }

    /** Prefer an offer over its rivals at this unit's first step; elsewhere it is preferred too. */
    function pick(unit, at) {
      app.change(state => {
        const rivals = new Set([unit.offer].concat(unit.alternatives));
        state.picks = state.picks.filter(other => !rivals.has(other)).concat(at);
      });
      focus(app.next.find(unit => unit.offer === at));
    }

    /** Go to the name of a unit's card, or to the heading when it has none any more. */
    function focus(unit) {
      const card = unit && cards.get(first(unit));
      app.focus(card ? card.node.querySelector("h3 a, h3") : document.getElementById("steps"));
    }

    function folded(label, spoken, fill) {
      const details = el("details", {}, [el("summary", {}, [label, el("span", { class: "ra-sr" }, [`: ${spoken}`])])]);
      return page.lazily(details, () => { if (details.childElementCount === 1) details.append(fill()); });
    }

    function alternatives(unit) {
      const row = at => {
        const training = data.trainings[at];
        const spoken = t("pick.spoken", { training: training.name });
        const button = el("button", { type: "button", class: "ra-button", "aria-label": spoken }, [t("pick")]);
        button.addEventListener("click", () => { pick(unit, at); });
        return el("li", {}, [page.link("training", training), " ", el("span", { class: "ra-meta" }, [words.facts(training)]), " ", button]);
      };
      return folded(count("alternatives", unit.alternatives.length), words.title(unit), () => el("ul", {}, unit.alternatives.map(row)));
    }

    function exams(step) {
      return words.exams(step).map(exam => el("li", {}, [page.link("training", exam), " ", el("span", { class: "ra-meta" }, [words.facts(exam)])]));
    }

    function goal(step) {
      const name = el("a", { href: page.address("skill", words.skill(step)) + `#${data.levels[step.rank - 1][0]}` }, [words.at(step.skill, step.rank)]);
      const added = words.neededFor(step);
      return el("li", {}, [name, " ", words.statement(step), added ? el("span", { class: "ra-meta" }, [` ${added}`]) : null]);
    }

    /** The card of a unit: what to do, what it is good for, what it takes. */
    function card(unit) {
      const training = data.trainings[unit.offer];
      const title = words.title(unit);
      const goals = words.goals(unit);
      const { input, label } = box(unit, "ra-check");
      const parts = [el("h3", {}, [training ? page.out(training.url, title) : title])];
      function line(style, ...children) { parts.push(el("p", { class: style }, children)); }
      if (training) {
        const more = el("a", { href: page.address("training", training) }, [t("about"), el("span", { class: "ra-sr" }, [`: ${title}`])]);
        const picked = app.state.picks.includes(unit.offer);
        line("ra-planstep__facts", picked ? el("strong", {}, [`${t("picked")} · `]) : null, `${words.facts(training)} · `, more);
      } else {
        line("ra-planstep__facts", words.time(unit));
        line("ra-planstep__task", app.take.practice(unit));
        if (unit.hidden) line("ra-meta", words.hidden(unit.steps[0], app.state.filters));
      }
      parts.push(el("ul", { class: "ra-planstep__goals" }, goals.map(goal)));
      const practices = training ? goals.filter(words.practice).map(step => el("p", {}, [words.practice(step)])) : [];
      const proofs = unit.steps.flatMap(exams);
      const folds = el("div", { class: "ra-planstep__folds" }, [label]);
      if (practices.length) folds.append(folded(t("practise"), title, () => el("div", {}, practices)));
      if (proofs.length) folds.append(folded(t("exams"), title, () => el("ul", {}, proofs)));
      if (unit.alternatives.length) folds.append(alternatives(unit));
      if (training && unit.hidden) folds.append(el("span", { class: "ra-meta" }, [count("hidden.more", unit.hidden)]));
      input.addEventListener("change", () => {
        const place = app.next.findIndex(each => first(each) === first(unit));
        tick(unit, true);
        const next = app.next[Math.min(place, app.next.length - 1)];
        app.focus(next ? cards.get(first(next)).input : document.getElementById("steps"));
      });
      return { node: el("li", { class: "ra-planstep" }, parts.concat(folds)), input };
    }

    /** What a unit's nodes show, as a text to compare; ticks are set without a new node. */
    function sign(unit) {
      const steps = unit.steps.map(step => [step.skill, step.rank, step.neededFor]);
      return JSON.stringify([unit.offer, steps, unit.alternatives, unit.hidden, app.state.filters, app.state.picks.includes(unit.offer)]);
    }

    function showNext() {
      page.inOrder(byId("next"), app.next.map(unit => {
        const entry = kept(cards, first(unit), sign(unit), () => card(unit));
        entry.input.checked = false;
        return entry.node;
      }));
    }

    /** A line of a unit within a phase. */
    function row(unit) {
      const training = data.trainings[unit.offer];
      const { input, label } = box(unit, "ra-planrow__tick");
      input.addEventListener("change", () => { tick(unit, input.checked); });
      const steps = words.goals(unit).map(step => [words.at(step.skill, step.rank), words.neededFor(step)].filter(Boolean).join(", "));
      const node = el("li", { class: "ra-planrow" }, [
        label, el("p", {}, [training ? page.link("training", training) : words.title(unit)]), el("p", { class: "ra-meta" }, [steps.join(" · ")]),
        el("p", { class: "ra-meta" }, [words.time(unit)])
      ]);
      return { node, input };
    }

    function fold() {
      const entry = { name: el("strong"), facts: el("span", { class: "ra-meta" }), list: el("ol"), units: [] };
      entry.node = page.lazily(el("details", { class: "ra-plan-fold" }, [el("summary", {}, [entry.name, " ", entry.facts]), entry.list]), () => { fill(entry); });
      return entry;
    }

    function fill(entry) {
      page.inOrder(entry.list, entry.units.map(unit => {
        const line = kept(rows, first(unit), sign(unit), () => row(unit));
        line.input.checked = unit.done;
        line.node.classList.toggle("ra-planrow--done", unit.done);
        return line.node;
      }));
    }

    function showPhases() {
      const nodes = words.phases(app.stages, app.pace).map((phase, place) => {
        const entry = kept(folds, place, "", fold);
        entry.units = phase.units;
        page.text(entry.name, phase.title);
        const facts = [words.kinds(phase.left), phase.length.high ? words.hours(phase.length) : "", words.weeks(phase)].filter(Boolean).join(" · ");
        page.text(entry.facts, phase.left.length ? facts : t("phase.done"));
        if (entry.node.open) fill(entry);
        return entry.node;
      });
      page.inOrder(byId("phases"), nodes);
    }

    /** One row a skill: a field for each level, and the same in words. */
    function showSkills() {
      if (!byId("skills").open) return;
      const { stages } = data.roles[app.state.target];
      const tops = new Map();
      app.result.units.forEach(unit => { unit.steps.forEach(step => { tops.set(step.skill, Math.max(tops.get(step.skill) || 0, step.rank)); }); });
      stages.forEach(stage => { stage[1].forEach(([skill, rank]) => { tops.set(skill, Math.max(tops.get(skill) || 0, rank)); }); });
      const skills = page.byName(Array.from(tops.keys(), at => data.skills[at]));
      page.inOrder(byId("bars"), skills.map(skill => {
        const needs = stages.map(stage => (stage[1].find(pair => pair[0] === skill.at) || [0, 0])[1]);
        const ranks = [app.ranks[skill.at] || 0, app.effective[skill.at] || 0, needs[0], tops.get(skill.at)];
        return kept(bars, skill.at, JSON.stringify([ranks, needs]), () => bar(skill, ranks, needs)).node;
      }));
    }

    function bar(skill, [have, done, start, top], needs) {
      const { stages } = data.roles[app.state.target];
      const cells = data.levels.map((level, place) => el("i", { class: place < have ? "on" : place < done ? "done" : place < start ? "start" : place < top ? "later" : "" }));
      const said = needs.map((rank, place) => rank ? t("needed.at", { grade: words.grade(stages[place][0]), level: words.level(rank) }) : "");
      const text = [t("skill.now", { level: words.level(have) }), ...said].filter(Boolean).join(" · ");
      return { node: el("li", {}, [page.link("skill", skill), el("span", { class: "ra-plan-bar", "aria-hidden": "true" }, cells), el("span", { class: "ra-meta" }, [text])]) };
    }

    function showSummary() {
      const lines = app.stages.map(stage => el("p", { class: stage.current ? "ra-plan-now" : "" }, [el("strong", {}, [stage.title]), `: ${stage.text}`]));
      const current = app.stages.find(stage => stage.current);
      if (current) {
        const costs = words.costs(plan.offersOf(data, current.left));
        const paid = current.left.some(unit => unit.offer >= 0 && data.trainings[unit.offer].cost !== "free");
        const meta = el("p", { class: "ra-meta" }, [[words.basis(current.length), costs].filter(Boolean).join(" ")]);
        if (paid && data.guide.length) meta.append(` ${t("funding")} `, el("a", { href: data.guide[1] }, [data.guide[0]]));
        lines.splice(lines.findIndex(line => line.className) + 1, 0, meta);
      }
      byId("summary").replaceChildren(...lines);
    }

    function show() {
      showSummary();
      page.value(byId("week"), app.pace);
      showNext();
      showPhases();
      showSkills();
    }

    page.lazily(byId("skills"), showSkills);
    return { show };
  }

  // --- the page

  const MOST_BYTES = 1000000;
  const SAVE_AFTER = 200;
  const SPEAK_AFTER = 1200;
  const raw = JSON.parse(document.getElementById("ra-plan-data").textContent);
  const data = plan.read(raw, raw);
  const words = plan.words(data);
  const { t } = words;
  const page = plan.page(data);
  const { byId, on } = page;
  const title = document.querySelector("h1").firstChild.textContent.trim();

  /** What the parts share. ranks are the reader's levels by skill, effective counts ticks in, result is the plan or null without a target, next its
      units to be done first. */
  const app = { data, words, page, state: plan.empty(data), ranks: {}, effective: {}, result: null, stages: [], next: [], pace: data.pace, change, ready, focus };
  app.take = plan.take(app, title);
  const levels = plan.levels(app);
  const near = plan.near(app);
  const unlisted = plan.unlisted(app);
  const steps = stepList(app);
  let saving = 0;
  let speaking = 0;
  let waiting = [];

  /** Do something once skills and trainings are there, which load when the reader begins. */
  function ready(action) {
    if (data.skills) return action();
    if (waiting.push(action) > 1) return undefined;
    const script = el("script", { src: root.dataset.details });
    script.addEventListener("load", () => {
      plan.read(data, plan.details);
      waiting.forEach(action => { action(); });
    });
    script.addEventListener("error", () => {
      waiting = [];
      notice([t("unloaded")]);
    });
    return document.head.append(script);
  }

  /** Alter the state; a sentence says what happened and offers the way back. */
  function change(alter, said = t("changed")) {
    ready(() => {
      const before = structuredClone(app.state);
      const begun = before.target >= 0; // the first choice needs no way back
      alter(app.state);
      show();
      if (said && (begun || Object.keys(before.answers).length)) notice([said], before);
      clearTimeout(saving);
      clearTimeout(speaking);
      saving = setTimeout(save, SAVE_AFTER);
      speaking = setTimeout(speak, SPEAK_AFTER);
    });
  }

  function replace(state) { change(() => { app.state = state; }, ""); }

  function focus(node) {
    if (!node.matches("a, input, select, button")) node.tabIndex = -1;
    node.focus();
  }

  function caseText() {
    const role = data.roles[app.state.target];
    if (!role) return byId("near").hidden ? t("case.target") : "";
    if (!app.result.units.length) return plan.required(role).length ? t("case.met", { role: role.name }) : t("case.none");
    return app.next.length ? "" : t("case.done");
  }

  function show() {
    const state = app.state;
    app.ranks = plan.have(data, state);
    app.effective = plan.withDone(app.ranks, state.done);
    app.pace = state.perWeek || data.pace;
    app.result = state.target < 0 ? null : plan.plan(data, state);
    app.stages = app.result ? words.stages(app.result, app.pace) : [];
    app.next = app.stages.filter(stage => stage.current).flatMap(stage => stage.left.slice(0, NEXT));
    const empty = !app.result || !app.result.units.length;
    byId("occupation").value = state.occupation;
    byId("target").value = state.target;
    levels.show();
    near.show();
    unlisted.show();
    page.text(byId("case"), caseText());
    byId("case").hidden = !byId("case").textContent;
    byId("result").hidden = empty;
    byId("markdown").disabled = empty;
    byId("print").disabled = byId("ics").disabled = !app.next.length;
    if (empty) return;
    byId("free").checked = state.filters.free;
    root.querySelectorAll("[data-filter]").forEach(box => { box.checked = state.filters[box.dataset.filter].includes(box.value); });
    page.text(byId("filtered"), words.filtered(state.filters));
    byId("adopt").hidden = !app.result.units.some(unit => unit.done);
    steps.show();
  }

  function save() {
    clearTimeout(saving);
    saving = 0;
    plan.store(plan.toFragment(data, app.state));
    byId("address").value = location.href;
  }

  /** Tell screen readers the outcome once the reader pauses, not on each key. */
  function speak() {
    const role = data.roles[app.state.target];
    if (role) page.text(byId("spoken"), [`${role.name}.`, ...app.stages.map(stage => `${stage.title}: ${stage.text}`), caseText()].join(" "));
  }

  function notice(sentences, undo) {
    const button = (name, action) => {
      const node = el("button", { type: "button", class: "ra-button" }, [t(name)]);
      node.addEventListener("click", action);
      return node;
    };
    const away = () => { focus(byId("result").hidden ? byId("occupation") : document.getElementById("steps")); };
    byId("notice").replaceChildren(...sentences.filter(Boolean).map(sentence => el("p", {}, [sentence])));
    if (!byId("notice").childElementCount) return;
    if (undo) {
      byId("notice").append(button("undo", () => {
        replace(undo);
        notice([t("undone")]);
        away();
      }));
    }
    byId("notice").append(button("close", () => {
      notice([]);
      away();
    }));
  }

  /** Take over what was read from an address or a file, or say why not. */
  function take(read, done) {
    if (!read || read.foreign) return notice([t(read ? "foreign" : "broken")]);
    notice([done, read.lost ? words.count("lost", read.lost) : ""], done && app.state);
    return replace(read.state);
  }

  function filterBoxes(name, pairs) {
    pairs.forEach(pair => {
      const box = el("input", { type: "checkbox", value: pair[0], "data-filter": name });
      box.addEventListener("change", () => {
        change(state => {
          const others = state.filters[name].filter(value => value !== pair[0]);
          state.filters[name] = box.checked ? others.concat(pair[0]) : others;
        });
      });
      byId(name).append(el("label", { class: "ra-check" }, [box, ` ${pair[1]}`]));
    });
  }

  /** Save a file of the plan, with the address as it is now. */
  function download(ending, type, content) {
    if (saving) save();
    const file = t("file") + (app.state.target < 0 ? "" : `-${data.roles[app.state.target].id}`) + ending;
    page.download(file, type, content());
    notice([t("saved", { file })]);
  }

  function copy() {
    const field = byId("address");
    save();
    function failed() {
      field.focus();
      field.select();
      notice([t("copy.failed")]);
    }
    if (!navigator.clipboard) return failed();
    return navigator.clipboard.writeText(field.value).then(() => { notice([t("copied")]); }, failed);
  }

  function importFile(event) {
    const file = event.target.files[0];
    if (!file) return;
    if (file.size > MOST_BYTES) notice([t("broken")]);
    else file.text().then(content => { ready(() => { take(plan.fromJson(data, content), t("imported")); }); });
    event.target.value = "";
  }

  /** The state with the occupation that a link of another page named; one that the address's own fragment holds stays. */
  function come(state, stays = state.occupation >= 0) {
    const from = Atlas.carried();
    const found = data.occupations.find(occupation => occupation.id === from);
    return found && !stays && found.at !== state.occupation ? { ...state, occupation: found.at } : state;
  }

  function load() {
    const hash = location.hash;
    if (!/^#\?/.test(hash)) return false;
    ready(() => {
      const read = plan.fromFragment(data, hash);
      if (read) take(read.state ? { ...read, state: come(read.state) } : read, "");
    });
    return true;
  }

  /** Let an input set a part of the state. It is read at once: until the details are there, show() may set it back. */
  function setting(id, set) {
    on(id, "change", event => {
      const input = { value: event.target.value, checked: event.target.checked };
      change(state => { set(state, input); });
    });
  }

  page.options(byId("occupation"), page.byName(data.occupations), t("blank"));
  page.options(byId("target"), page.byName(data.roles), t("choose"));
  plan.days(data).forEach(day => { byId("day").append(el("option", { value: day.at }, [day.name])); });
  filterBoxes("languages", data.languages);
  filterBoxes("kinds", Object.entries(data.kinds));
  page.text(byId("adopt").firstChild, t("adopt"));

  setting("occupation", (state, input) => { state.occupation = Number(input.value); });
  setting("target", (state, input) => { state.target = Number(input.value); });
  setting("free", (state, input) => { state.filters.free = input.checked; });
  setting("week", (state, input) => { state.perWeek = plan.amount(input.value); });
  on("adopt", "click", () => {
    change(state => {
      state.answers = { ...state.answers, ...plan.withDone(app.ranks, state.done) };
      state.done = {};
    });
    focus(document.getElementById("steps"));
  });
  on("copy", "click", copy);
  on("print", "click", () => { window.print(); });
  on("markdown", "click", () => { download(".md", "text/markdown", app.take.markdown); });
  on("json", "click", () => { download(".json", "application/json", app.take.json); });
  on("ics", "click", () => {
    const clock = byId("clock").value || byId("clock").defaultValue;
    download(".ics", "text/calendar", () => app.take.calendar(Number(byId("day").value), clock, Date.now()));
  });
  on("import", "change", importFile);
  root.addEventListener("click", event => {
    const aim = document.getElementById(event.target.dataset.jump);
    if (!aim) return;
    focus(aim);
    aim.scrollIntoView();
  });
  on("clear", "click", () => {
    const before = app.state;
    replace(plan.empty(data));
    notice([t("cleared")], before);
    byId("occupation").focus();
  });
  window.addEventListener("beforeprint", app.take.paper);
  window.addEventListener("hashchange", load);
  // Before the page goes, and before a link is followed: the language switch carries the address's fragment along.
  window.addEventListener("pagehide", () => { if (saving) save(); });
  window.addEventListener("click", event => { if (saving && event.target.closest("a")) save(); }, true);

  show();
  if (!load()) {
    const kept = plan.stored();
    if (kept || come(app.state) !== app.state) {
      ready(() => {
        const read = plan.fromFragment(data, kept);
        replace(come((read && read.state) || app.state, false));
      });
    }
  }
  root.addEventListener("focusin", () => { ready(() => {}); }, { once: true });
  byId("address").value = location.href;
  root.hidden = false;
  if (location.hash === `#${byId("unlisted").id}`) {
    byId("unlisted").open = true;
    byId("unlisted").firstElementChild.focus();
  }
})();
