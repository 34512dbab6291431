/* Parts of the learning plan's page. Everything shown is inserted as text, never as markup.

   page      elements by id, links, lists, downloads
   levels    the questions: a choice of level for each skill
   unlisted  a question for each group of skills, where the occupation is not listed
   near      the roles near a reader who has no target yet

   Rows are made once and updated in place, so that the focus stays where it is and changes take little time. */
(() => {
  "use strict";

  const { el, findable, matcher } = Atlas;
  const plan = window.raPlan;
  const FIRST_SKILLS = 30;
  const KEEP_DOWNLOAD = 60000; /* milliseconds; a busy machine takes long to begin a download, which fails once its address is revoked */

  plan.page = data => {
    const byId = id => document.getElementById(`plan-${id}`);

    function text(node, value) { if (node.textContent !== value) node.textContent = value; }

    function link(kind, record, anchor) {
      return el("a", { href: data.href[kind][0] + record.id + data.href[kind][1] + (anchor ? `#${anchor}` : "") }, [record.name]);
    }

    /** Return a link that leaves the site, or only its text where there is no address. */
    function out(url, text) {
      return url ? el("a", { href: url, rel: "noopener noreferrer", class: "ra-out" }, [text]) : el("span", {}, [text]);
    }

    /** Return the full address of a record's page, for paper and files. */
    const address = (kind, record) => new URL(data.href[kind][0] + record.id + data.href[kind][1], location.href).href;

    function options(select, rows, blank) {
      const option = row => el("option", { value: row.at }, [row.name]);
      select.append(el("option", { value: "-1" }, [blank]));
      data.families.forEach((label, at) => {
        const members = rows.filter(row => row.family === at);
        if (members.length) select.append(el("optgroup", { label }, members.map(option)));
      });
      select.append(...rows.filter(row => !(row.family >= 0)).map(option));
    }

    function byName(list) {
      const collator = new Intl.Collator(data.locale);
      return list.slice().sort((a, b) => collator.compare(a.name, b.name));
    }

    function on(id, event, action) { byId(id).addEventListener(event, action); }

    /** Fill a details element when it is opened, so that those that stay closed take no time. */
    function lazily(details, fill) {
      details.addEventListener("toggle", () => { if (details.open) fill(); });
      return details;
    }

    /** Make a list hold exactly these nodes in this order. Only nodes out of place are moved, so that the focus is kept. */
    function inOrder(parent, nodes) {
      const wanted = new Set(nodes);
      Array.from(parent.children).forEach(node => { if (!wanted.has(node)) node.remove(); });
      nodes.forEach((node, place) => { if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] || null); });
    }

    function download(name, type, content) {
      const address = URL.createObjectURL(new Blob([content], { type }));
      el("a", { href: address, download: name }).click();
      setTimeout(() => { URL.revokeObjectURL(address); }, KEEP_DOWNLOAD);
    }

    return { byId, text, link, out, address, options, byName, on, lazily, inOrder, download };
  };

  /** Questions of an app (see plan.js); show() updates them to its state. */
  plan.levels = app => {
    const { data, words, page } = app;
    const { t } = words;
    const { byId } = page;
    const rows = {};
    const asked = { sign: null, rows: [] };
    const rest = byId("rest");
    let others = [];

    /** Return the question about a skill: a choice of level, the statement of the chosen level, and all statements in a fold. */
    function question(at) {
      const skill = data.skills[at];
      const name = `skill-${at}`;
      const inputs = [];
      const choices = [];
      for (let rank = 0; rank <= data.levels.length; rank++) {
        inputs.push(el("input", { type: "radio", name, value: rank, "aria-label": words.level(rank) }));
        choices.push(el("label", { title: words.level(rank) }, [inputs[rank], el("span", { "data-short": words.number(rank) }, [words.level(rank)])]));
      }
      const row = { at, inputs, need: el("span", { class: "ra-meta" }), mine: el("p", { class: "ra-meta" }) };
      const details = el("details", {}, [el("summary", {}, [t("statements"), el("span", { class: "ra-sr" }, [`: ${skill.name}`])])]);
      page.lazily(details, () => {
        if (details.childElementCount > 1) return;
        const list = el("dl");
        skill.statements.forEach((text, place) => { if (text) list.append(el("dt", {}, [words.level(place + 1)]), el("dd", {}, [text])); });
        details.append(list);
      });
      row.node = el("fieldset", { class: "ra-ask" }, [
        el("legend", {}, [page.link("skill", skill), " ", row.need]), el("div", { class: "ra-ask__choices" }, choices), row.mine,
        skill.statements.some(Boolean) ? details : null
      ]);
      row.node.addEventListener("change", event => {
        app.change(state => { state.answers[at] = Number(event.target.value); });
      });
      return row;
    }

    const row = at => rows[at] || (rows[at] = question(at));

    function update(row, needs) {
      const rank = app.ranks[row.at] || 0;
      const need = needs.get(row.at) || 0;
      const assumed = rank && app.state.answers[row.at] === undefined;
      const reached = need && rank >= need;
      if (!row.inputs[rank].checked) row.inputs[rank].checked = true;
      page.text(row.need, [need ? t("needed", { level: words.level(need) }) : "", reached ? t("reached") : "", assumed ? t("assumed") : ""].filter(Boolean).join(" · "));
      row.mine.dataset.level = words.level(rank);
      page.text(row.mine, data.skills[row.at].statements[rank - 1] || "");
      row.node.dataset.met = reached ? "yes" : need ? "no" : "";
    }

    function grouped(rows) {
      return data.groups.reduce((nodes, group, at) => {
        const own = rows.filter(row => data.skills[row.at].group === at);
        return own.length ? nodes.concat(el("h3", { class: "ra-group" }, [group]), own.map(row => row.node)) : nodes;
      }, []);
    }

    /** Show questions about skills that the target's questions don't include, found by role, group or part of the name. */
    function find() {
      const role = data.roles[Number(byId("by-role").value)];
      const group = Number(byId("by-group").value);
      const named = matcher(byId("search").value.trim());
      const inRole = role && new Set(role.stages.flatMap(stage => stage[1]).concat(role.optional).map(pair => pair[0]));
      const asking = new Set(asked.rows.map(row => row.at));
      const found = data.skills.filter(skill => !asking.has(skill.at) && (!inRole || inRole.has(skill.at)) &&
        (group < 0 || skill.group === group) && named(skill.text ||= findable(skill.name)));
      others = page.byName(found).slice(0, FIRST_SKILLS).map(skill => row(skill.at));
      page.inOrder(byId("others"), others.map(row => row.node));
      const shown = { n: words.number(found.length), shown: words.number(others.length) };
      page.text(byId("found"), !found.length ? t("found.none") : found.length > others.length ? t("found.first", shown) : words.count("found", found.length));
      others.forEach(row => { update(row, new Map()); });
    }

    /** Show the questions about the skills that a target needs; all but the first `first` ones are folded. */
    function ask(target, needs, first) {
      asked.rows = Array.from(needs.keys(), row);
      const later = asked.rows.slice(first);
      byId("asked").replaceChildren(...grouped(asked.rows.slice(0, first)));
      rest.hidden = !later.length;
      rest.lastElementChild.replaceChildren(...grouped(later));
      if (later.length) page.text(rest.firstElementChild, words.count("rest", later.length, { grade: words.grade(target.stages[target.stages.length - 1][0]) }));
      if (byId("more").open) find();
    }

    function show() {
      const target = app.role;
      const stages = target ? target.stages.map(stage => stage[1]) : [[]];
      /* A target with grades to choose from shows the levels of the chosen grade; any other first shows what its first stage needs. */
      const first = target?.ends.length ? stages.flat() : stages[0];
      const needs = new Map(first.concat(stages.flat(), first));
      const sign = app.state.target + app.state.grade;
      if (asked.sign !== sign) {
        asked.sign = sign;
        ask(target, needs, new Map(first).size);
      }
      asked.rows.concat(others).forEach(row => { update(row, needs); });
      const answered = asked.rows.filter(row => app.state.answers[row.at] !== undefined).length;
      page.text(byId("answered"), target ? t("answered", { n: words.number(answered), all: words.number(asked.rows.length) }) : "");
    }

    page.options(byId("by-role"), page.byName(data.roles), t("any"));
    page.options(byId("by-group"), data.groups.map((name, at) => ({ at, name })), t("any"));
    page.on("more", "toggle", () => { app.ready(find); });
    ["search", "by-role", "by-group"].forEach(id => { page.on(id, "input", () => { app.ready(find); }); });
    return { show };
  };

  /** One question for each group of skills, for a reader whose occupation is not listed. An answer is the level in the group's skills that
      presuppose no others; its other skills count as one level lower. */
  plan.unlisted = app => {
    const { data, words, page } = app;
    const answers = data.levels.slice(0, -1).map((level, place) => ({ at: place + 1, name: level[1] }));
    answers.unshift({ at: 0, name: words.t("none") });
    const fields = data.groups.map((_, group) => {
      const select = page.byId(`group-${group}`);
      page.options(select, answers, words.t("choose"));
      select.addEventListener("change", () => {
        const rank = Number(select.value);
        app.change(state => {
          data.skills.filter(skill => skill.group === group).forEach(skill => {
            if (rank < 0) delete state.answers[skill.at];
            else state.answers[skill.at] = Math.max(0, rank - Math.sign(skill.needs.length));
          });
        }, words.t("near.changed"));
      });
      return select;
    });

    function show() {
      page.byId("unlisted").hidden = app.occupation;
      if (!Object.keys(app.state.answers).length) fields.forEach(select => { select.selectedIndex = 0; });
    }

    return { show };
  };

  /** Roles near the reader of an app who has no target yet, the nearest first. */
  plan.near = app => {
    const { data, words, page } = app;
    const { t } = words;

    function row({ role, result, hours }) {
      const [first] = words.stages(result, app.pace);
      const far = hours > data.far[0];
      const choose = el("button", { type: "button", class: "ra-button", "aria-label": `${t("role.choose")}: ${role.name}` }, [t("role.choose")]);
      choose.addEventListener("click", () => {
        app.change(state => { state.target = role.at; });
        page.byId("target").focus();
      });
      return el("li", { class: "ra-stand" }, [
        el("p", {}, [page.link("role", role), far ? " " : null, far ? el("span", { class: "ra-chip" }, [data.far[1]]) : null]),
        el("p", {}, [el("strong", {}, [first.title]), `: ${first.text}`]), choose
      ]);
    }

    /* Roles that name the occupation as a way in come first, as on the home page. */
    function sorted(ways) {
      const leads = app.occupation?.leads;
      return leads ? ways.sort((a, b) => leads.includes(b.role.at) - leads.includes(a.role.at)) : ways;
    }

    function show() {
      const shown = !app.role && data.skills && (app.occupation || Object.keys(app.state.answers).length);
      page.byId("near").hidden = !shown;
      page.byId("roles").replaceChildren(...shown ? sorted(plan.ways(data, app.state)).map(row) : []);
    }

    return { show };
  };
})();
