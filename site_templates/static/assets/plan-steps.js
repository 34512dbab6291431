/* The plan itself on the learning plan's page: summary, next steps, phases, levels by skill. */
(() => {
  "use strict";

  const { el } = Atlas;
  const plan = window.raPlan;

  /** Summary, next steps, phases and skills of an app (see plan.js); show() updates them to its plan. */
  plan.steps = app => {
    const { data, words, page } = app;
    const { t, count } = words;
    const { byId } = page;
    const cards = new Map();
    const rows = new Map();
    const folds = new Map();
    const bars = new Map();

    const first = unit => `${unit.steps[0].skill}/${unit.steps[0].rank}`;

    /** Return the known entry of a key, or a new one if `sign`, which says what the entry shows, has changed. */
    function kept(entries, key, sign, make) {
      const known = entries.get(key);
      if (known && known.sign === sign) return known;
      const entry = make();
      entry.sign = sign;
      entries.set(key, entry);
      return entry;
    }

    /** Tick a unit off, or remove its tick. */
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

    /** Prefer an offer to its rivals at this unit's first step. The preference holds for other units too. */
    function pick(unit, at) {
      app.change(state => {
        const rivals = new Set([unit.offer].concat(unit.alternatives));
        state.picks = state.picks.filter(other => !rivals.has(other)).concat(at);
      });
      focus(app.next.find(unit => unit.offer === at));
    }

    /** Focus the name of a unit's card, or the heading if the unit no longer has a card. */
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

    const named = step => el("a", { href: page.address("skill", words.skill(step)) + `#${data.levels[step.rank - 1][0]}` }, [words.at(step.skill, step.rank)]);

    /** Return the goal of a step as an item of a list; its name is left out if the heading above says the same. */
    function goal(step, heading) {
      const name = named(step);
      const added = words.neededFor(step);
      return el("li", {}, [name.textContent === heading ? "" : name, " ", words.statement(step), added ? el("span", { class: "ra-meta" }, [` ${added}`]) : null]);
    }

    /** Return the card of a unit: what to do, what it leads to, how long it takes and what it costs. */
    function card(unit) {
      const training = data.trainings[unit.offer];
      const title = words.title(unit);
      const goals = words.goals(unit);
      const { input, label } = box(unit, "ra-check");
      const parts = [el("h3", {}, [training ? page.out(training.url, title) : words.practice(unit.steps[0]) ? title : named(unit.steps[0])])];
      function line(style, ...children) { parts.push(el("p", { class: style }, children)); }
      if (training) {
        const more = el("a", { href: page.address("training", training) }, [t("about"), el("span", { class: "ra-sr" }, [`: ${title}`])]);
        const picked = app.state.picks.includes(unit.offer);
        line("ra-planstep__facts", picked ? el("strong", {}, [`${t("picked")} · `]) : null, `${words.facts(training, unit)} · `, more);
      } else if (data.ways) {
        line("ra-planstep__facts", words.time(unit));
        line("ra-planstep__task", app.take.practice(unit));
        if (unit.hidden) line("ra-meta", words.hidden(unit, app.state.filters));
      }
      parts.push(el("ul", { class: "ra-planstep__goals" }, goals.map(step => goal(step, title))));
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

    /** Return what the nodes of a unit show, as a text to compare. Ticks are left out, since they need no new node. */
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

    /** Return the line of a unit within a phase. */
    function row(unit) {
      const training = data.trainings[unit.offer];
      const { input, label } = box(unit, "ra-planrow__tick");
      input.addEventListener("change", () => { tick(unit, input.checked); });
      const title = words.title(unit);
      const steps = words.goals(unit).map(step => [words.at(step.skill, step.rank), words.neededFor(step)].filter(part => part && part !== title).join(", "));
      const node = el("li", { class: "ra-planrow" }, [
        label, el("p", {}, [training ? page.link("training", training) : title]), el("p", { class: "ra-meta" }, [steps.join(" · ")]),
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

    /** Show a row for each skill: a field for each level, and the same in words. */
    function showSkills() {
      if (!byId("skills").open) return;
      const { stages } = app.role;
      const tops = new Map();
      const planned = app.result.units.flatMap(unit => unit.steps.map(step => [step.skill, step.rank]));
      stages.flatMap(stage => stage[1]).concat(planned).forEach(([skill, rank]) => { tops.set(skill, Math.max(tops.get(skill) || 0, rank)); });
      const skills = page.byName(Array.from(tops.keys(), at => data.skills[at]));
      page.inOrder(byId("bars"), skills.map(skill => {
        const needs = stages.map(stage => (stage[1].find(pair => pair[0] === skill.at) || [0, 0])[1]);
        const ranks = [app.ranks[skill.at] || 0, app.effective[skill.at] || 0, needs[0], tops.get(skill.at)];
        return kept(bars, skill.at, JSON.stringify([ranks, needs]), () => bar(skill, ranks, needs)).node;
      }));
    }

    function bar(skill, [have, done, start, top], needs) {
      const { stages } = app.role;
      const cells = data.levels.map((level, place) => el("i", { class: place < have ? "on" : place < done ? "done" : place < start ? "start" : place < top ? "later" : "" }));
      const said = needs.map((rank, place) => rank ? t("needed.at", { grade: words.grade(stages[place][0]), level: words.level(rank) }) : "");
      const text = [t("skill.now", { level: words.level(have) }), ...said].filter(Boolean).join(" · ");
      return { node: el("li", {}, [page.link("skill", skill), el("span", { class: "ra-plan-bar", "aria-hidden": "true" }, cells), el("span", { class: "ra-meta" }, [text])]) };
    }

    function showSummary() {
      const lines = app.stages.map(stage => el("p", { class: stage.current ? "ra-plan-now" : "" }, [el("strong", {}, [stage.title]), `: ${stage.text}`]));
      const { current } = app;
      if (current) {
        const paid = current.left.some(unit => unit.offer >= 0 && data.trainings[unit.offer].cost !== "free");
        const meta = el("p", { class: "ra-meta" }, [words.terms(current).join(" ")]);
        if (paid && data.guide.length) meta.append(` ${t("funding")} `, el("a", { href: data.guide[1] }, [data.guide[0]]));
        lines.splice(lines.findIndex(line => line.className) + 1, 0, meta);
      }
      byId("summary").replaceChildren(...lines);
    }

    function show() {
      showSummary();
      if (!byId("week").matches(":focus")) byId("week").value = app.pace;
      showNext();
      showPhases();
      showSkills();
    }

    page.lazily(byId("skills"), showSkills);
    return { show };
  };
})();
