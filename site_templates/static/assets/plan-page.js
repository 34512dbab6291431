/* Parts of the learning plan's page. All that is shown goes in as text, never as markup.

   words     sentences of page, printed sheet and Markdown file
   page      elements by id, links, lists, downloads
   levels    the questions: one level choice per skill
   stands    the roles: skills reached, steps missing, what already counts

   Rows are made once and updated in place, so that focus stays where it is and a change stays cheap. */
(() => {
  "use strict";

  const { el, fill, findable, finder } = Atlas;
  const plan = window.raPlan;
  const SPECIAL = /[\\`*_{}[\]<>()#+!|~&-]/g;
  const FIRST_SKILLS = 30;
  const FIRST_ROLES = 12;
  const KEEP_DOWNLOAD = 60000; /* milliseconds; a busy machine takes long to begin a download, and one whose address is gone never begins */

  plan.words = data => {
    const rules = new Intl.PluralRules(data.locale);
    const format = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 2 });
    const names = new Map(data.languages);

    const number = value => format.format(value);

    const t = (key, values) => fill(data.t[key], values);

    function count(key, n, values) {
      const form = `${key}.${rules.select(n)}`;
      return t(form in data.t ? form : `${key}.other`, { n: number(n), ...values });
    }

    const level = rank => rank ? data.levels[rank - 1][1] : data.t.none;

    /** "Databases (Working)" of a [skill, rank]. */
    const at = pair => t("at", { skill: data.skills[pair[0]].name, level: level(pair[1]) });

    const levels = step => t("step", { low: level(step.rank - 1), high: level(step.rank) });

    function languages(training) {
      const list = training.languages.map(id => names.get(id) || id).join(", ");
      return training.machine ? `${list} (${data.t.machine})` : list;
    }

    /** Provider, kind, languages, cost and length of a training. */
    function facts(training) {
      const kind = data.kinds[training.kind];
      const parts = [training.provider, kind, languages(training), data.costs[training.cost], kind && training.length];
      return parts.filter(Boolean).join(" · ");
    }

    /** The total: hours where stated, what has no length, weeks when all has one. */
    function length(total, perWeek) {
      const parts = [total.hours ? t("hours", { hours: number(total.hours) }) : t("hours.none")];
      const extra = [];
      if (total.unstated && total.hours) extra.push(count("unstated", total.unstated));
      if (total.without) extra.push(count("without", total.without));
      if (extra.length) parts.push(extra.join(t("and")));
      const weeks = total.weeks === null ? t("weeks.unknown") : count("weeks", total.weeks, { week: number(perWeek) });
      return `${parts.join(", ")}. ${weeks}`;
    }

    const some = n => n ? number(n) : t("zero");

    /** What the filters hid from a step that they emptied. */
    function hidden(step, filters) {
      const found = plan.hiddenBy(data, step.skill, step.rank, filters);
      const sentences = [t("hidden")];
      function list(pairs, key, name) {
        return pairs.map(pair => t(key, { language: name(pair[0]), label: name(pair[0]), n: some(pair[1]) })).join("; ");
      }
      function add(pairs, key, name, sentence) { sentences.push(t(sentence, { list: list(pairs, key, name) })); }
      if (found.languages) {
        add(found.languages, "hidden.in", id => names.get(id) || id, "hidden.languages");
      }
      if (found.free) {
        add([[data.costs.free, found.free[0]], [t("hidden.paid"), found.free[1]]], "hidden.is", String, "hidden.costs");
      }
      if (found.kinds) add(found.kinds, "hidden.is", kind => data.kinds[kind], "hidden.kinds");
      return sentences.join(" ");
    }

    /** How to take a step that has no training: practise, or that nobody teaches it; what the filters hid comes first. */
    function without(step, filters) {
      const practice = data.skills[step.skill].practice[step.rank - 1];
      const way = practice ? t("practice", { practice }) : t("nobody");
      return step.hidden ? hidden(step, filters) + (practice ? ` ${t("practise")}: ${practice}` : "") : way;
    }

    function exams(step) {
      return (data.skills[step.skill].exams[step.rank - 1] || []).map(at => data.trainings[at]);
    }

    function summary(result) {
      const skills = new Set(result.steps.map(step => step.skill));
      const done = result.steps.filter(step => step.done).length;
      return count("summary", result.steps.length, { skills: number(skills.size), done: number(done) });
    }

    const literal = text => String(text).replace(/\s+/g, " ").replace(SPECIAL, "\\$&");

    const offer = training => `${literal(training.name)} · ${literal(facts(training))}`;

    /** The plan as a Markdown document; everything that comes from records is escaped. */
    function markdown(title, state, result) {
      const role = data.roles[state.target];
      const lines = [`# ${literal(title)}: ${literal(role.name)}`, ""];
      let rank = 0;
      if (state.occupation >= 0) lines.push(literal(t("print.from", { occupation: data.occupations[state.occupation].name })), "");
      lines.push(literal(summary(result)), "", literal(length(result.length, state.perWeek)), "");
      result.steps.forEach(step => {
        if (step.rank !== rank) lines.push("", `## ${literal(t("stage", { level: level(step.rank) }))}`, "");
        rank = step.rank;
        lines.push(`- [${step.done ? "x" : " "}] **${literal(data.skills[step.skill].name)}**: ${literal(levels(step))}`);
        lines.push(`  ${step.best < 0 ? literal(without(step, state.filters)) : offer(data.trainings[step.best])}`);
        if (step.tooEarly.length) lines.push(`  ${literal(t("early", { steps: step.tooEarly.map(at).join(", ") }))}`);
        exams(step).forEach(exam => { lines.push(`  ${literal(t("exams"))} ${offer(exam)}`); });
      });
      lines.push("", literal(t("print.note")), "");
      return lines.join("\n").replace(/\n{3,}/g, "\n\n");
    }

    return { t, count, number, level, at, levels, facts, length, without, exams, summary, markdown };
  };

  plan.page = data => {
    const byId = id => document.getElementById(`plan-${id}`);

    function text(node, value) { if (node.textContent !== value) node.textContent = value; }

    function link(kind, record, anchor) {
      return el("a", { href: data.href[kind][0] + record.id + data.href[kind][1] + (anchor ? `#${anchor}` : "") }, [record.name]);
    }

    function options(select, rows, blank) {
      select.append(el("option", { value: "-1" }, [blank]));
      rows.forEach(row => { select.append(el("option", { value: row.at }, [row.name])); });
    }

    function byName(list) {
      const collator = new Intl.Collator(data.locale);
      return list.slice().sort((a, b) => collator.compare(a.name, b.name));
    }

    function on(id, event, action) { byId(id).addEventListener(event, action); }

    /** Fill a details element when it opens first; what nobody opens costs nothing. */
    function lazily(details, fill) {
      details.addEventListener("toggle", () => {
        if (details.open && details.childElementCount === 1) fill();
      });
      return details;
    }

    /** Make a list hold exactly these nodes, moving only those out of place, so that focus survives. */
    function inOrder(parent, nodes) {
      const wanted = new Set(nodes);
      Array.from(parent.children).forEach(node => { if (!wanted.has(node)) node.remove(); });
      nodes.forEach((node, place) => { if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] || null); });
    }

    function value(input, number) { if (document.activeElement !== input) input.value = number === undefined || number === null ? "" : number; }

    function download(name, type, content) {
      const address = URL.createObjectURL(new Blob([content], { type }));
      el("a", { href: address, download: name }).click();
      setTimeout(() => { URL.revokeObjectURL(address); }, KEEP_DOWNLOAD);
    }

    return { byId, text, link, options, byName, on, lazily, inOrder, value, download };
  };

  /** Questions of an app (see plan.js); show() brings them in line with its state. */
  plan.levels = app => {
    const { data, words, page } = app;
    const { t } = words;
    const { byId } = page;
    const rows = {};
    const asked = { target: -2, rows: [] };
    let others = [];

    /** The question of one skill: a level each, its statement at hand, and what it means for the target. */
    function question(at) {
      const skill = data.skills[at];
      const name = `skill-${at}`;
      const inputs = [];
      const choices = [];
      const statements = el("dl");
      for (let rank = 0; rank <= data.levels.length; rank++) {
        const statement = skill.statements[rank - 1];
        const id = statement ? `${name}-${rank}` : undefined;
        if (statement) statements.append(el("dt", {}, [words.level(rank)]), el("dd", { id }, [statement]));
        inputs.push(el("input", { type: "radio", name, value: rank, "aria-describedby": id }));
        choices.push(el("label", { class: "ra-choice" }, [inputs[rank], el("span", {}, [words.level(rank)])]));
      }
      const row = { at, inputs, need: el("span", { class: "ra-meta" }), mine: el("p"), next: el("p", { class: "ra-meta" }), status: el("p", { class: "ra-ask__status" }) };
      row.node = el("fieldset", { class: "ra-ask" }, [
        el("legend", {}, [page.link("skill", skill), " ", row.need]), el("div", { class: "ra-ask__choices" }, choices), row.mine, row.next, row.status,
        statements.childElementCount ? el("details", {}, [el("summary", {}, [t("statements")]), statements]) : null
      ]);
      row.node.addEventListener("change", event => {
        app.change(state => { state.answers[at] = Number(event.target.value); });
      });
      return row;
    }

    const row = at => rows[at] || (rows[at] = question(at));

    const needsOfTarget = () => app.state.target < 0 ? {} : Object.fromEntries(data.roles[app.state.target].essential);

    function status(need, rank) {
      if (!need) return t("unneeded");
      if (rank >= need) return t("reached");
      return `${t("counts", { have: words.number(rank), all: words.number(need) })} ${words.count("missing", need - rank)}`;
    }

    /** The statement of a level, named by it; empty where there is none. */
    function says(key, at, rank) {
      const statement = data.skills[at].statements[rank - 1];
      return statement ? t(key, { level: words.level(rank), statement }) : "";
    }

    function update(row, needs) {
      const rank = app.ranks[row.at] || 0;
      const need = needs[row.at] || 0;
      const assumed = rank && app.state.answers[row.at] === undefined;
      if (!row.inputs[rank].checked) row.inputs[rank].checked = true;
      page.text(row.need, need ? t("needed", { level: words.level(need) }) : "");
      page.text(row.mine, says("chosen", row.at, rank));
      page.text(row.next, says("next", row.at, rank + 1));
      page.text(row.status, status(need, rank) + (assumed ? ` ${t("assumed")}` : ""));
      row.node.dataset.met = need && rank >= need ? "yes" : "no";
    }

    function grouped(rows) {
      return data.groups.reduce((nodes, group, at) => {
        const own = rows.filter(row => data.skills[row.at].group === at);
        return own.length ? nodes.concat(el("h3", { class: "ra-group" }, [group[1]]), own.map(row => row.node)) : nodes;
      }, []);
    }

    /** Skills beyond the target's questions, by role, group or a part of the name. */
    function find() {
      const role = data.roles[Number(byId("by-role").value)];
      const group = Number(byId("by-group").value);
      const named = finder(byId("search").value.trim());
      const inRole = role && new Set(role.essential.concat(role.optional).map(pair => pair[0]));
      const asking = new Set(asked.rows.map(row => row.at));
      const found = data.skills.filter(skill => !asking.has(skill.at) && (!inRole || inRole.has(skill.at)) &&
        (group < 0 || skill.group === group) && named(skill.text ||= findable(skill.name)));
      others = page.byName(found).slice(0, FIRST_SKILLS).map(skill => row(skill.at));
      page.inOrder(byId("others"), others.map(row => row.node));
      const shown = { n: words.number(found.length), shown: words.number(others.length) };
      page.text(byId("found"), !found.length ? t("found.none") : found.length > others.length ? t("found.first", shown) : words.count("found", found.length));
      others.forEach(row => { update(row, needsOfTarget()); });
    }

    function show() {
      const target = data.roles[app.state.target];
      const needs = needsOfTarget();
      if (asked.target !== app.state.target) {
        asked.target = app.state.target;
        asked.rows = target ? target.essential.map(pair => row(pair[0])) : [];
        byId("asked").replaceChildren(...grouped(asked.rows));
        if (byId("more").open) find();
      }
      asked.rows.concat(others).forEach(row => { update(row, needs); });
      const answered = asked.rows.filter(row => app.state.answers[row.at] !== undefined).length;
      page.text(byId("answered"), target ? t("answered", { n: words.number(answered), all: words.number(asked.rows.length) }) : "");
    }

    page.options(byId("by-role"), page.byName(data.roles), t("any"));
    page.options(byId("by-group"), data.groups.map((group, at) => ({ at, name: group[1] })), t("any"));
    page.on("more", "toggle", () => { app.ready(find); });
    ["search", "by-role", "by-group"].forEach(id => { page.on(id, "input", () => { app.ready(find); }); });
    return { show };
  };

  /** The list of roles of an app (see plan.js): the target, then the nearest. */
  plan.stands = app => {
    const { data, words, page } = app;
    const { t } = words;
    const { text, byId } = page;
    const rows = [];
    let all = false;

    const reached = where => t("role.reached", { reached: words.number(where.reached), all: words.number(where.essential) });

    const missing = where => where.missing ? words.count("role.missing", where.missing) : t("role.met");

    const spoken = role => el("span", { class: "ra-sr" }, [`: ${role.name}`]);

    function stand(role) {
      const row = {
        bar: el("span", { class: "ra-gap", "aria-hidden": "true" }, [el("span")]), reached: el("p"), missing: el("p", { class: "ra-meta" }),
        target: el("strong", { class: "ra-stand__target" }, [t("role.target")]),
        choose: el("button", { type: "button", class: "ra-button" }, [t("role.choose"), spoken(role)]),
        details: el("details", {}, [el("summary", {}, [t("role.details"), spoken(role)])])
      };
      row.choose.addEventListener("click", () => {
        app.change(state => { state.target = role.at; });
        byId("target").focus();
      });
      page.lazily(row.details, () => { app.ready(() => { counts(row, role); }); });
      const head = el("p", { class: "ra-stand__role" }, [page.link("role", role), " ", row.target]);
      row.node = el("li", { class: "ra-stand" }, [head, row.bar, row.reached, row.missing, row.choose, row.details]);
      return row;
    }

    function counts(row, role) {
      row.details.replaceChildren(row.details.firstChild, el("ul", {}, role.essential.map(pair => {
        const rank = app.effective[pair[0]] || 0;
        const levels = t("role.skill", { have: words.level(rank), need: words.level(pair[1]) });
        const left = rank >= pair[1] ? t("reached") : words.count("missing", pair[1] - rank);
        return el("li", {}, [page.link("skill", data.skills[pair[0]]), `: ${levels}. ${left}`]);
      })));
    }

    function update(role, where) {
      const row = rows[role.at] || (rows[role.at] = stand(role));
      const target = role.at === app.state.target;
      row.bar.style.setProperty("--all", Math.max(1, where.steps));
      row.bar.style.setProperty("--have", where.steps - where.missing);
      text(row.reached, where.essential ? reached(where) : t("role.none"));
      text(row.missing, where.essential ? missing(where) : "");
      row.target.hidden = !target;
      row.choose.hidden = target;
      if (row.details.open) counts(row, role);
      else if (row.details.childElementCount > 1) row.details.lastChild.remove();
      return row.node;
    }

    function show() {
      const list = data.roles.map(role => ({ role, where: plan.standing(role, app.effective) }));
      const target = item => item.role.at === app.state.target ? 0 : 1;
      list.sort((a, b) => target(a) - target(b) || a.where.missing - b.where.missing || a.role.at - b.role.at);
      const shown = all ? list : list.slice(0, FIRST_ROLES);
      page.inOrder(byId("roles"), shown.map(item => update(item.role, item.where)));
      byId("all-roles").hidden = shown.length === list.length;
      text(byId("all-roles"), t("role.all", { n: words.number(list.length) }));
      byId("all-reached").hidden = !list.length || list.some(item => item.where.missing);
    }

    /** The reader's standing in a role in one sentence part. */
    function sentence(role) {
      const where = plan.standing(role, app.effective);
      return `${reached(where)}, ${missing(where)}`;
    }

    text(byId("all-reached"), t("case.all"));
    page.on("all-roles", "click", () => { all = true; show(); });
    return { show, sentence };
  };
})();
