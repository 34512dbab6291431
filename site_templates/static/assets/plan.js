/* The learning plan's page. An entry changes the state, show() updates every part to it, and the address stores it. Other files:
   plan-model.js and plan-schedule.js for calculations, plan-state.js for the state, plan-words.js for sentences, plan-page.js for
   questions, plan-steps.js for the plan itself, plan-take.js for the printed sheet and the files. */
(() => {
  "use strict";

  const { el } = Atlas;
  const plan = window.raPlan;
  const root = document.getElementById("ra-plan");
  if (!root) return;
  /* Steps shown as the next ones; bytes of a file that is read; milliseconds after the last entry until it is saved, and until the result is
     announced to screen readers. */
  const NEXT = 3;
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

  /** Values that the parts share. `ranks` are the reader's levels by skill, `effective` the same with ticks counted in. `occupation` and
      `role` are the reader's choices. `result` is the plan, if there is a role; `current` is its first stage that is not reached, `next`
      are the first units of that stage to do. */
  const app = { data, words, page, state: plan.empty(data), ranks: {}, effective: {}, result: null, stages: [], next: [], pace: data.pace, change, ready, focus };
  app.take = plan.take(app, title);
  const levels = plan.levels(app);
  const near = plan.near(app);
  const unlisted = plan.unlisted(app);
  const steps = plan.steps(app);
  let saving = 0;
  let speaking = 0;
  let waiting = [];

  /** Run an action once skills and trainings are loaded. Loading starts when the reader begins. */
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

  /** Alter the state. A notice says what happened and offers to undo it. */
  function change(alter, said = t("changed")) {
    ready(() => {
      const before = structuredClone(app.state);
      const begun = before.target >= 0; // the first choice needs no undo
      alter(app.state);
      show();
      if (Atlas.carried()) Atlas.carry(app.occupation?.id || "");
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
    const { role } = app;
    if (!role) return byId("near").hidden ? t("case.target") : "";
    if (!app.result.units.length) return role.stages.some(stage => stage[1].length) ? t("case.met", { role: role.name }) : t("case.none");
    return app.next.length ? "" : t("case.done");
  }

  /** Show the grades of the target to which the plan may lead. */
  function showEnds() {
    const { ends, end } = app.role || { ends: [] };
    byId("grade").parentNode.hidden = !ends.length;
    byId("grade").replaceChildren(...ends.map(([value, name]) => el("option", { value }, [name])));
    if (ends.length) byId("grade").value = app.state.grade || ends[end][0];
  }

  function show() {
    const state = app.state;
    app.ranks = plan.have(data, state);
    app.effective = plan.withDone(app.ranks, state.done);
    app.pace = state.perWeek || data.pace;
    app.occupation = data.occupations[state.occupation];
    app.role = plan.aim(data, state);
    app.result = app.role && plan.plan(data, state);
    app.stages = app.result ? words.stages(app.result, app.pace) : [];
    app.current = app.stages.find(stage => stage.current);
    app.next = app.current ? app.current.left.slice(0, NEXT) : [];
    const empty = !app.result || !app.result.units.length;
    byId("occupation").value = state.occupation;
    byId("target").value = state.target;
    showEnds();
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

  /** Tell screen readers the outcome. It is called when the reader pauses, not at each key. */
  function speak() {
    page.text(byId("spoken"), [app.role ? `${app.role.name}.` : "", ...app.stages.map(stage => `${stage.title}: ${stage.text}`), caseText()].join(" "));
  }

  function notice(sentences, undo) {
    const button = (name, action, mark = t(name)) => {
      const node = el("button", { type: "button", class: "ra-button", "aria-label": t(name) }, [mark]);
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
    }, "×"));
  }

  /** Use a state that was read from an address or a file, or say why it can't be used. */
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

  /** Save a file of the plan, with the current address. */
  function download(ending, type, content) {
    if (saving) save();
    const file = t("file") + (app.role ? `-${app.role.id}` : "") + ending;
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

  /** Return the state with the occupation that a link on another page named. With `stays` (by default if it has one) it keeps its own. */
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

  /** Let an input set a part of the state. Its value is read at once, since show() may reset the input before the details are loaded. */
  function setting(id, set) {
    on(id, "change", event => {
      const input = { value: event.target.value, checked: event.target.checked };
      change(state => { set(state, input); });
    });
  }

  page.options(byId("occupation"), page.byName(data.occupations), t("blank"));
  page.options(byId("target"), page.byName(data.roles.filter(role => !data.unlevelled.includes(role.at))), t("choose"));
  plan.days(data).forEach(day => { byId("day").append(el("option", { value: day.at }, [day.name])); });
  filterBoxes("languages", data.languages);
  filterBoxes("kinds", Object.entries(data.kinds));

  setting("occupation", (state, input) => { state.occupation = Number(input.value); });
  setting("target", (state, input) => { Object.assign(state, { target: Number(input.value), grade: "" }); });
  setting("grade", (state, input) => { state.grade = input.value; });
  setting("free", (state, input) => { state.filters.free = input.checked; });
  setting("week", (state, input) => { state.perWeek = input.value ? plan.nearest(input.value) : null; });
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
  /* Ctrl+Z undoes the last change too, since the notice may be far from the box just ticked. Text fields have an undo of their own. */
  window.addEventListener("keydown", event => {
    const [undo, close] = byId("notice").querySelectorAll("button");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && close && !event.target.matches("[type=number], [type=search], [type=time]")) undo.click();
  });
  window.addEventListener("beforeprint", app.take.paper);
  window.addEventListener("hashchange", load);
  // Save before the page is left and before a link is followed, since the language switch carries the address's fragment along.
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
