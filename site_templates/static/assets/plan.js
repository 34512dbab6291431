/* The learning plan's page: an entry changes the state, show() brings every part in line with it, the address keeps it. Calculations and
   state stand in plan-model.js, other parts of the page in plan-page.js. */
(function () {
  "use strict";

  var plan = window.raPlan, root = document.getElementById("ra-plan");
  if (!root) return;

  /** Steps of an app (see plan.js); show() brings them in line with its plan, paper() fills the sheet for the printer. */
  function stepList(app) {
    var data = app.data, words = app.words, t = words.t, count = words.count, page = app.page, el = page.el, byId = page.byId;
    var steps = new Map(), chosen = new Map(), listed = "";

    function facts(training, extra) { return el("span", { "class": "ra-meta" }, [words.facts(training) + (extra ? " · " + extra : "")]); }

    function key(step) { return step.skill + "/" + step.rank; }

    /** Prefer a training over its rivals at this step; elsewhere it is preferred too. */
    function pick(step, at) {
      app.change(state => {
        var rivals = new Set([step.best].concat(step.alternatives));
        state.picks = state.picks.filter(other => !rivals.has(other)).concat(at);
      });
      steps.get(key(step)).node.querySelector(".ra-offer a").focus();
    }

    function folded(label, fill) {
      var details = el("details", { "class": "ra-planstep__more" }, [el("summary", {}, [label])]);
      return page.lazily(details, () => { details.append(fill()); });
    }

    function alternatives(step) {
      return folded(count("alternatives", step.alternatives.length), () => {
        return el("ul", {}, step.alternatives.map(at => {
          var training = data.trainings[at], spoken = t("pick.spoken", { training: training.name });
          var button = el("button", { type: "button", "class": "ra-button", "aria-label": spoken }, [t("pick")]);
          button.addEventListener("click", () => { pick(step, at); });
          return el("li", {}, [page.link("training", training), " ", facts(training), " ", button]);
        }));
      });
    }

    function exams(step) {
      var line = el("p", {}, [t("exams"), " "]);
      words.exams(step).forEach((exam, place) => { line.append(place ? "; " : "", page.link("training", exam), " ", facts(exam)); });
      return line.childElementCount ? line : null;
    }

    function tick(step, skill) {
      var spoken = t("step.spoken", { skill: skill.name, low: words.level(step.rank - 1), high: words.level(step.rank) });
      var box = el("input", { type: "checkbox", "aria-label": spoken });
      box.addEventListener("change", () => {
        app.change(state => {
          var rank = box.checked ? step.rank : step.rank - 1;
          if (rank > (app.ranks[step.skill] || 0)) state.done[step.skill] = rank;
          else delete state.done[step.skill];
        });
      });
      return box;
    }

    function stepNode(step, first) {
      var skill = data.skills[step.skill], level = data.levels[step.rank - 1][0], training = data.trainings[step.best];
      var goal = skill.statements[step.rank - 1], practice = skill.practice[step.rank - 1], box = tick(step, skill);
      var parts = [
        el("label", { "class": "ra-planstep__tick" }, [box]),
        el("p", { "class": "ra-planstep__head" }, [page.link("skill", skill, level), " ", el("span", {}, [words.levels(step)])])
      ];
      function line(style, value) { if (value) parts.push(el("p", { "class": style }, [value])); }
      line("ra-meta", goal && t("goal", { statement: goal }));
      line("ra-meta", step.after.length && t("after", { steps: step.after.map(words.at).join(", ") }));
      if (training) {
        var label = t(app.state.picks.indexOf(step.best) < 0 ? "best" : "picked") + ": ", again = first && t("again", { n: words.number(first) });
        parts.push(el("p", { "class": "ra-offer" }, [el("strong", {}, [label]), page.link("training", training), " ", facts(training, again)]));
        line("ra-planstep__early", step.tooEarly.length && t("early", { steps: step.tooEarly.map(words.at).join(", ") }));
        if (step.alternatives.length) parts.push(alternatives(step));
        line("ra-meta", step.hidden && count("hidden.more", step.hidden));
        if (practice) parts.push(folded(t("practise"), () => { return el("p", {}, [practice]); }));
      } else {
        line("ra-planstep__without", words.without(step, app.state.filters));
      }
      return { node: el("li", { "class": "ra-planstep" }, parts.concat(exams(step))), box: box };
    }

    /** What a step's node shows, as a text to compare; ticks are set without a new node. */
    function sign(step, first) {
      var training = step.best < 0 ? app.state.filters : app.state.picks.indexOf(step.best) < 0;
      return JSON.stringify([step.best, step.alternatives, step.hidden, step.tooEarly, step.after, first, training]);
    }

    function kept(step, first) {
      var signed = sign(step, first), entry = steps.get(key(step));
      if (!entry || entry.sign !== signed) {
        var fresh = stepNode(step, first);
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
      var parts = [], list = null, rank = 0;
      app.result.steps.forEach((step, place) => {
        if (step.rank !== rank) parts.push(el("h3", {}, [t("stage", { level: words.level(step.rank) })]), list = el("ol", { start: place + 1 }));
        rank = step.rank;
        list.append(nodes[place]);
      });
      return parts;
    }

    function showList() {
      var firsts = {}, nodes = app.result.steps.map((step, place) => {
        var first = firsts[step.best];
        if (step.best >= 0 && !first) firsts[step.best] = place + 1;
        return kept(step, first);
      });
      var keys = app.result.steps.map(key).join();
      if (listed !== keys) byId("list").replaceChildren.apply(byId("list"), byStage(nodes));
      listed = keys;
    }

    function chosenRow(at) {
      var training = data.trainings[at], lifts = el("span", { "class": "ra-meta" }), spoken = t("estimate", { training: training.name });
      var input = el("input", { type: "number", min: "0.5", max: "20000", step: "0.5", inputmode: "decimal", "aria-label": spoken, placeholder: t("estimate.short") });
      input.addEventListener("change", () => {
        var hours = plan.amount(input.value);
        app.change(state => {
          if (hours === null) delete state.hours[at];
          else state.hours[at] = hours;
        });
      });
      return { node: el("li", {}, [el("span", {}, [page.link("training", training), " ", lifts]), input]), lifts: lifts, input: input };
    }

    function showTime() {
      var uses = {};
      app.result.steps.forEach(step => { uses[step.best] = (uses[step.best] || 0) + 1; });
      page.inOrder(byId("chosen"), app.result.chosen.map(at => {
        var row = chosen.get(at) || chosenRow(at);
        chosen.set(at, row);
        page.text(row.lifts, count("lifts", uses[at]) + " · " + words.facts(data.trainings[at]));
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
      var training = data.trainings[step.best], names = words.exams(step).map(exam => exam.name).join(", ");
      var way = training ? training.name + " (" + words.facts(training) + ")" : words.without(step, app.state.filters);
      return el("li", { "class": step.done ? "ra-paper__done" : "ra-paper__open" }, [
        el("strong", {}, [data.skills[step.skill].name]), " " + words.levels(step) + ". " + way, names ? " " + t("exams") + " " + names : ""
      ]);
    }

    /** Fill the sheet that is printed instead of the tool: short enough for two pages A4. */
    function paper() {
      var sheet = byId("paper"), state = app.state;
      if (!app.result || !app.result.steps.length) return sheet.replaceChildren();
      var from = state.occupation < 0 ? "" : t("print.from", { occupation: data.occupations[state.occupation].name }) + ". ";
      return sheet.replaceChildren(
        el("p", { "class": "ra-paper__role" }, [data.roles[state.target].name]),
        el("p", {}, [from + words.summary(app.result) + " " + words.length(app.result.length, state.perWeek) + " " + t("print.note")]),
        el("div", { "class": "ra-paper__steps" }, byStage(app.result.steps.map(paperStep)))
      );
    }

    return { show: show, paper: paper };
  }

  // --- the page

  var MOST_BYTES = 1000000, SAVE_AFTER = 200, SPEAK_AFTER = 1200;
  var raw = JSON.parse(document.getElementById("ra-plan-data").textContent), data = plan.read(raw, raw);
  var words = plan.words(data), t = words.t, page = plan.page(data), el = page.el, byId = page.byId, on = page.on;
  var title = document.querySelector("h1").firstChild.textContent.trim();

  /** What the parts share. ranks are the reader's levels by skill, effective counts ticks in, result is the plan or null without a target. */
  var app = { data: data, words: words, page: page, state: plan.empty(), ranks: {}, effective: {}, result: null, change: change, ready: ready };
  var levels = plan.levels(app), stands = plan.stands(app), steps = stepList(app);
  var saving = 0, speaking = 0, waiting = [];

  /** Do something once skills and trainings are there, which load when the reader begins. */
  function ready(action) {
    if (data.skills) return action();
    if (waiting.push(action) > 1) return undefined;
    var script = el("script", { src: root.dataset.details });
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
      window.clearTimeout(saving);
      window.clearTimeout(speaking);
      saving = window.setTimeout(save, SAVE_AFTER);
      speaking = window.setTimeout(speak, SPEAK_AFTER);
    });
  }

  function replace(state) { change(() => { app.state = state; }); }

  function caseText() {
    var role = data.roles[app.state.target];
    if (!role) return t("case.target");
    if (!role.essential.length) return t("role.none");
    if (!app.result.steps.length) return t("case.met", { role: role.name });
    if (app.result.steps.every(step => step.done)) return t("case.done");
    return app.state.occupation < 0 && !Object.keys(app.state.answers).length ? t("case.nothing") : "";
  }

  function show() {
    var state = app.state;
    app.ranks = plan.have(data, state);
    app.effective = plan.withDone(app.ranks, state.done);
    app.result = state.target < 0 ? null : plan.plan(data, state);
    var empty = !app.result || !app.result.steps.length;
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
    root.querySelectorAll("[data-filter]").forEach(box => { box.checked = state.filters[box.dataset.filter].indexOf(box.value) >= 0; });
    byId("adopt").hidden = !app.result.steps.some(step => step.done);
    steps.show();
  }

  function save() {
    window.clearTimeout(saving);
    saving = 0;
    plan.store(plan.toFragment(data, app.state));
    byId("address").value = window.location.href;
  }

  /** Tell screen readers the outcome once the reader pauses, not on each key. */
  function speak() {
    var role = data.roles[app.state.target];
    if (!role) return;
    page.text(byId("spoken"), t("announce", { role: role.name, standing: stands.sentence(role), steps: words.count("steps", app.result.steps.length) }));
  }

  function notice(sentences, undo) {
    byId("notice").replaceChildren.apply(byId("notice"), sentences.filter(Boolean).map(sentence => { return el("p", {}, [sentence]); }));
    if (!undo) return;
    var button = el("button", { type: "button", "class": "ra-button" }, [t("undo")]);
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
      var box = el("input", { type: "checkbox", value: pair[0], "data-filter": name });
      box.addEventListener("change", () => {
        change(state => {
          var others = state.filters[name].filter(value => value !== pair[0]);
          state.filters[name] = box.checked ? others.concat(pair[0]) : others;
        });
      });
      byId(name).append(el("label", { "class": "ra-check" }, [box, " " + pair[1]]));
    });
  }

  function download(ending, type, content) {
    var file = t("file") + (app.state.target < 0 ? "" : "-" + data.roles[app.state.target].id) + ending;
    var address = URL.createObjectURL(new Blob([content], { type: type }));
    el("a", { href: address, download: file }).click();
    window.setTimeout(() => { URL.revokeObjectURL(address); }, 1000);
    notice([t("saved", { file: file })]);
  }

  function copy() {
    var field = byId("address");
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
    var file = event.target.files[0];
    if (!file) return;
    if (file.size > MOST_BYTES) notice([t("broken")]);
    else file.text().then(content => { ready(() => { take(plan.fromJson(data, content), t("imported")); }); });
    event.target.value = "";
  }

  function load() {
    var hash = window.location.hash;
    if (!/^#\?/.test(hash)) return false;
    ready(() => {
      var read = plan.fromFragment(data, hash);
      if (read) take(read, "");
    });
    return true;
  }

  /** Let an input set a part of the state. It is read at once: until the details are there, show() may set it back. */
  function setting(id, set) {
    on(id, "change", event => {
      var input = { value: event.target.value, checked: event.target.checked };
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
      state.answers = Object.assign({}, state.answers, plan.withDone(app.ranks, state.done));
      state.done = {};
    });
    byId("target").focus();
  });
  on("copy", "click", copy);
  on("print", "click", () => { window.print(); });
  on("markdown", "click", () => { download(".md", "text/markdown", words.markdown(title, app.state, app.result)); });
  on("json", "click", () => { download(".json", "application/json", JSON.stringify(plan.toJson(data, app.state), null, 2) + "\n"); });
  on("import", "change", importFile);
  root.addEventListener("click", event => {
    var aim = document.getElementById(event.target.dataset.jump);
    if (!aim) return;
    aim.tabIndex = -1;
    aim.focus();
    aim.scrollIntoView();
  });
  on("clear", "click", () => {
    var before = app.state;
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
      var kept = plan.fromFragment(data, plan.stored());
      if (kept && kept.state) replace(kept.state);
    });
  }
  root.addEventListener("focusin", () => { ready(() => {}); }, { once: true });
  byId("address").value = window.location.href;
  root.hidden = false;
})();
