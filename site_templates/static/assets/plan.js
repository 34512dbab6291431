/* The learning plan's page: an entry changes the state, show() brings every part in line with it, the address keeps it. Calculations and
   state stand in plan-model.js, other parts of the page in plan-page.js. */
(() => {
  "use strict";

  const { el } = Atlas;
  const plan = window.raPlan;
  const root = document.getElementById("ra-plan");
  if (!root) return;

  /** Steps of an app (see plan.js); show() brings them in line with its plan, paper() fills the sheet for the printer. */
  function stepList(app) {
    const { data, words, page } = app;
    const { t, count } = words;
    const { byId } = page;
    const steps = new Map();
    const chosen = new Map();
    let listed = "";

    const facts = (training, extra) => el("span", { class: "ra-meta" }, [words.facts(training) + (extra ? ` · ${extra}` : "")]);

    const key = step => `${step.skill}/${step.rank}`;

    /** Prefer a training over its rivals at this step; elsewhere it is preferred too. */
    function pick(step, at) {
      app.change(state => {
        const rivals = new Set([step.best].concat(step.alternatives));
        state.picks = state.picks.filter(other => !rivals.has(other)).concat(at);
      });
      steps.get(key(step)).node.querySelector(".ra-offer a").focus();
    }

    function folded(label, fill) {
      const details = el("details", { class: "ra-planstep__more" }, [el("summary", {}, [label])]);
      return page.lazily(details, () => { details.append(fill()); });
    }

    function alternatives(step) {
      const row = at => {
        const training = data.trainings[at];
        const spoken = t("pick.spoken", { training: training.name });
        const button = el("button", { type: "button", class: "ra-button", "aria-label": spoken }, [t("pick")]);
        button.addEventListener("click", () => { pick(step, at); });
        return el("li", {}, [page.link("training", training), " ", facts(training), " ", button]);
      };
      return folded(count("alternatives", step.alternatives.length), () => el("ul", {}, step.alternatives.map(row)));
    }

    function exams(step) {
      const line = el("p", {}, [t("exams"), " "]);
      words.exams(step).forEach((exam, place) => { line.append(place ? "; " : "", page.link("training", exam), " ", facts(exam)); });
      return line.childElementCount ? line : null;
    }

    function tick(step, skill) {
      const spoken = t("step.spoken", { skill: skill.name, low: words.level(step.rank - 1), high: words.level(step.rank) });
      const box = el("input", { type: "checkbox", "aria-label": spoken });
      box.addEventListener("change", () => {
        app.change(state => {
          const rank = box.checked ? step.rank : step.rank - 1;
          if (rank > (app.ranks[step.skill] || 0)) state.done[step.skill] = rank;
          else delete state.done[step.skill];
        });
      });
      return box;
    }

    function stepNode(step, first) {
      const skill = data.skills[step.skill];
      const level = data.levels[step.rank - 1][0];
      const training = data.trainings[step.best];
      const goal = skill.statements[step.rank - 1];
      const practice = skill.practice[step.rank - 1];
      const box = tick(step, skill);
      const parts = [
        el("label", { class: "ra-planstep__tick" }, [box]),
        el("p", { class: "ra-planstep__head" }, [page.link("skill", skill, level), " ", el("span", {}, [words.levels(step)])])
      ];
      function line(style, value) { if (value) parts.push(el("p", { class: style }, [value])); }
      line("ra-meta", goal && t("goal", { statement: goal }));
      line("ra-meta", step.after.length && t("after", { steps: step.after.map(words.at).join(", ") }));
      if (training) {
        const label = `${t(app.state.picks.includes(step.best) ? "picked" : "best")}: `;
        const again = first && t("again", { n: words.number(first) });
        parts.push(el("p", { class: "ra-offer" }, [el("strong", {}, [label]), page.link("training", training), " ", facts(training, again)]));
        line("ra-planstep__early", step.tooEarly.length && t("early", { steps: step.tooEarly.map(words.at).join(", ") }));
        if (step.alternatives.length) parts.push(alternatives(step));
        line("ra-meta", step.hidden && count("hidden.more", step.hidden));
        if (practice) parts.push(folded(t("practise"), () => el("p", {}, [practice])));
      } else {
        line("ra-planstep__without", words.without(step, app.state.filters));
      }
      return { node: el("li", { class: "ra-planstep" }, parts.concat(exams(step))), box };
    }

    /** What a step's node shows, as a text to compare; ticks are set without a new node. */
    function sign(step, first) {
      const training = step.best < 0 ? app.state.filters : !app.state.picks.includes(step.best);
      return JSON.stringify([step.best, step.alternatives, step.hidden, step.tooEarly, step.after, first, training]);
    }

    function kept(step, first) {
      const signed = sign(step, first);
      let entry = steps.get(key(step));
      if (!entry || entry.sign !== signed) {
        const fresh = stepNode(step, first);
        if (entry && entry.node.parentNode) entry.node.replaceWith(fresh.node);
        fresh.sign = signed;
        steps.set(key(step), entry = fresh);
      }
      entry.box.checked = step.done;
      entry.node.classList.toggle("ra-planstep--done", step.done);
      return entry.node;
    }

    /** Lists of nodes, one for each run of steps that lead to the same level. */
    function byStage(nodes) {
      const parts = [];
      let list = null;
      let rank = 0;
      app.result.steps.forEach((step, place) => {
        if (step.rank !== rank) parts.push(el("h3", {}, [t("stage", { level: words.level(step.rank) })]), list = el("ol", { start: place + 1 }));
        rank = step.rank;
        list.append(nodes[place]);
      });
      return parts;
    }

    function showList() {
      const firsts = {};
      const nodes = app.result.steps.map((step, place) => {
        const first = firsts[step.best];
        if (step.best >= 0 && !first) firsts[step.best] = place + 1;
        return kept(step, first);
      });
      const keys = app.result.steps.map(key).join();
      if (listed !== keys) byId("list").replaceChildren(...byStage(nodes));
      listed = keys;
    }

    function chosenRow(at) {
      const training = data.trainings[at];
      const lifts = el("span", { class: "ra-meta" });
      const spoken = t("estimate", { training: training.name });
      const input = el("input", { type: "number", min: "0.5", max: "20000", step: "0.5", inputmode: "decimal", "aria-label": spoken, placeholder: t("estimate.short") });
      input.addEventListener("change", () => {
        const hours = plan.amount(input.value);
        app.change(state => {
          if (hours === null) delete state.hours[at];
          else state.hours[at] = hours;
        });
      });
      return { node: el("li", {}, [el("span", {}, [page.link("training", training), " ", lifts]), input]), lifts, input };
    }

    function showTime() {
      const uses = {};
      app.result.steps.forEach(step => { uses[step.best] = (uses[step.best] || 0) + 1; });
      page.inOrder(byId("chosen"), app.result.chosen.map(at => {
        const row = chosen.get(at) || chosenRow(at);
        chosen.set(at, row);
        page.text(row.lifts, `${count("lifts", uses[at])} · ${words.facts(data.trainings[at])}`);
        page.value(row.input, app.state.hours[at]);
        return row.node;
      }));
      page.value(byId("week"), app.state.perWeek);
      page.value(byId("without"), app.state.without);
      page.text(byId("length"), words.length(app.result.length, app.state.perWeek));
    }

    function show() {
      page.text(byId("summary"), words.summary(app.result));
      showTime();
      showList();
    }

    function paperStep(step) {
      const training = data.trainings[step.best];
      const names = words.exams(step).map(exam => exam.name).join(", ");
      const way = training ? `${training.name} (${words.facts(training)})` : words.without(step, app.state.filters);
      return el("li", { class: step.done ? "ra-paper__done" : "ra-paper__open" }, [
        el("strong", {}, [data.skills[step.skill].name]), ` ${words.levels(step)}. ${way}`, names ? ` ${t("exams")} ${names}` : ""
      ]);
    }

    /** Fill the sheet that is printed instead of the tool: short enough for two pages A4. */
    function paper() {
      const sheet = byId("paper");
      const state = app.state;
      if (!app.result || !app.result.steps.length) return sheet.replaceChildren();
      const from = state.occupation < 0 ? "" : `${t("print.from", { occupation: data.occupations[state.occupation].name })}. `;
      return sheet.replaceChildren(
        el("p", { class: "ra-paper__role" }, [data.roles[state.target].name]),
        el("p", {}, [`${from + words.summary(app.result)} ${words.length(app.result.length, state.perWeek)} ${t("print.note")}`]),
        el("div", { class: "ra-paper__steps" }, byStage(app.result.steps.map(paperStep)))
      );
    }

    return { show, paper };
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

  /** What the parts share. ranks are the reader's levels by skill, effective counts ticks in, result is the plan or null without a target. */
  const app = { data, words, page, state: plan.empty(), ranks: {}, effective: {}, result: null, change, ready };
  const levels = plan.levels(app);
  const stands = plan.stands(app);
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

  function change(alter) {
    ready(() => {
      alter(app.state);
      show();
      clearTimeout(saving);
      clearTimeout(speaking);
      saving = setTimeout(save, SAVE_AFTER);
      speaking = setTimeout(speak, SPEAK_AFTER);
    });
  }

  function replace(state) { change(() => { app.state = state; }); }

  function caseText() {
    const role = data.roles[app.state.target];
    if (!role) return t("case.target");
    if (!role.essential.length) return t("role.none");
    if (!app.result.steps.length) return t("case.met", { role: role.name });
    if (app.result.steps.every(step => step.done)) return t("case.done");
    return app.state.occupation < 0 && !Object.keys(app.state.answers).length ? t("case.nothing") : "";
  }

  function show() {
    const state = app.state;
    app.ranks = plan.have(data, state);
    app.effective = plan.withDone(app.ranks, state.done);
    app.result = state.target < 0 ? null : plan.plan(data, state);
    const empty = !app.result || !app.result.steps.length;
    byId("occupation").value = state.occupation;
    byId("target").value = state.target;
    levels.show();
    stands.show();
    page.text(byId("case"), caseText());
    byId("case").hidden = !byId("case").textContent;
    byId("result").hidden = empty;
    byId("print").disabled = byId("markdown").disabled = empty;
    if (empty) return;
    byId("free").checked = state.filters.free;
    root.querySelectorAll("[data-filter]").forEach(box => { box.checked = state.filters[box.dataset.filter].includes(box.value); });
    byId("adopt").hidden = !app.result.steps.some(step => step.done);
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
    if (!role) return;
    page.text(byId("spoken"), t("announce", { role: role.name, standing: stands.sentence(role), steps: words.count("steps", app.result.steps.length) }));
  }

  function notice(sentences, undo) {
    byId("notice").replaceChildren(...sentences.filter(Boolean).map(sentence => el("p", {}, [sentence])));
    if (!undo) return;
    const button = el("button", { type: "button", class: "ra-button" }, [t("undo")]);
    button.addEventListener("click", () => {
      notice([]);
      replace(undo);
      byId("occupation").focus();
    });
    byId("notice").append(button);
    button.focus(); // the notice stands far above the button that was pressed
  }

  /** Take over what was read from an address or a file, or say why not. */
  function take(read, done) {
    if (!read || read.foreign) return notice([t(read ? "foreign" : "broken")]);
    notice([done, read.lost ? words.count("lost", read.lost) : ""]);
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

  function download(ending, type, content) {
    const file = t("file") + (app.state.target < 0 ? "" : `-${data.roles[app.state.target].id}`) + ending;
    page.download(file, type, content);
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

  function load() {
    const hash = location.hash;
    if (!/^#\?/.test(hash)) return false;
    ready(() => {
      const read = plan.fromFragment(data, hash);
      if (read) take(read, "");
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
  filterBoxes("languages", data.languages);
  filterBoxes("kinds", Object.entries(data.kinds));
  page.text(byId("adopt").firstChild, t("adopt"));

  setting("occupation", (state, input) => { state.occupation = Number(input.value); });
  setting("target", (state, input) => { state.target = Number(input.value); });
  setting("free", (state, input) => { state.filters.free = input.checked; });
  setting("week", (state, input) => { state.perWeek = plan.amount(input.value); });
  setting("without", (state, input) => { state.without = plan.amount(input.value); });
  on("adopt", "click", () => {
    change(state => {
      state.answers = { ...state.answers, ...plan.withDone(app.ranks, state.done) };
      state.done = {};
    });
    byId("target").focus();
  });
  on("copy", "click", copy);
  on("print", "click", () => { window.print(); });
  on("markdown", "click", () => { download(".md", "text/markdown", words.markdown(title, app.state, app.result)); });
  on("json", "click", () => { download(".json", "application/json", `${JSON.stringify(plan.toJson(data, app.state), null, 2)}\n`); });
  on("import", "change", importFile);
  root.addEventListener("click", event => {
    const aim = document.getElementById(event.target.dataset.jump);
    if (!aim) return;
    aim.tabIndex = -1;
    aim.focus();
    aim.scrollIntoView();
  });
  on("clear", "click", () => {
    const before = app.state;
    replace(plan.empty());
    notice([t("cleared")], before);
  });
  window.addEventListener("beforeprint", steps.paper);
  window.addEventListener("hashchange", load);
  // Before the page goes, and before a link is followed: the language switch carries the address's fragment along.
  window.addEventListener("pagehide", () => { if (saving) save(); });
  window.addEventListener("click", event => { if (saving && event.target.closest("a")) save(); }, true);

  show();
  if (!load() && plan.stored()) {
    ready(() => {
      const kept = plan.fromFragment(data, plan.stored());
      if (kept && kept.state) replace(kept.state);
    });
  }
  root.addEventListener("focusin", () => { ready(() => {}); }, { once: true });
  byId("address").value = location.href;
  root.hidden = false;
})();
