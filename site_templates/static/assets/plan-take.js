/* Output of the learning plan: the printed sheet, and files in Markdown, JSON and a calendar format. */
(() => {
  "use strict";

  const { el } = Atlas;
  const plan = window.raPlan;
  /* Characters with a meaning in Markdown: anywhere, or at the beginning of a line. */
  const SPECIAL = /[\\`*_[\]<>|~]|&(?=#?\w+;)/g;
  const LEADING = /^([-+#=]|\d+(?=[.)]))/;
  const MONDAY = Date.UTC(2024, 0, 1);
  const DAY = 86400000;
  const LONGEST_SLOT = 2.5;
  const MOST_WEEKS = 26; /* half a year; after that a plan should be reviewed */
  /* Most letters of the printed sheet in normal type, and with its goals, so that it stays on two pages; measured on all roles. */
  const DENSE = 9500;
  const LONG = 14000;
  const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

  /** Return the days of the week in the locale's words, from Monday on. */
  plan.days = data => CODES.map((code, at) => ({ at, name: new Date(MONDAY + at * DAY).toLocaleDateString(data.locale, { weekday: "long", timeZone: "UTC" }) }));

  /** Return a line of a calendar folded into parts of at most 75 bytes, as RFC 5545 requires. */
  function folded(line) {
    const encoder = new TextEncoder();
    const parts = [""];
    let bytes = 0;
    Array.from(line).forEach(letter => {
      const size = encoder.encode(letter).length;
      if (bytes + size > 75) {
        parts.push(" ");
        bytes = 1;
      }
      parts[parts.length - 1] += letter;
      bytes += size;
    });
    return parts.join("\r\n");
  }

  /** Return the days of the week for a number of hours, from a day on: as few as keep each slot at LONGEST_SLOT hours, but at most five.
      There is a free day between them if they are three or fewer. */
  function slots(day, hours) {
    const count = Math.min(5, Math.ceil(hours / LONGEST_SLOT));
    return Array.from({ length: count }, (_, at) => (day + at * (count > 3 ? 1 : 2)) % 7);
  }

  /** Return a calendar with one event that recurs on as many days a week as its hours need: {id, title, text, address, day (0 is Monday),
      clock ("18:00"), hours (a week), weeks, now}. Times have no time zone, so they are local times of the reader. */
  plan.calendar = ({ id, title, text, address, day, clock, hours, weeks, now }) => {
    const literal = value => value.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
    const start = new Date(now);
    start.setDate(start.getDate() + (day - (start.getDay() + 6) % 7 + 7) % 7);
    const date = start.toLocaleDateString("sv").replaceAll("-", ""); /* Swedish writes dates as 2025-01-31 */
    const days = slots(day, hours);
    const minutes = Math.round(hours / days.length * 60);
    const count = days.length * Math.min(MOST_WEEKS, Math.max(1, weeks));
    const lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rollenatlas//plan//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT", `UID:${id}@rollenatlas`,
      `DTSTAMP:${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}`, `DTSTART:${date}T${clock.replace(":", "")}00`,
      `DURATION:PT${minutes >= 60 ? `${Math.floor(minutes / 60)}H` : ""}${minutes % 60 ? `${minutes % 60}M` : ""}`,
      `RRULE:FREQ=WEEKLY;BYDAY=${days.map(at => CODES[at]).join(",")};COUNT=${count}`, `SUMMARY:${literal(title)}`, `DESCRIPTION:${literal(text)}`, `URL:${address}`,
      "END:VEVENT", "END:VCALENDAR"
    ];
    return lines.map(line => `${folded(line)}\r\n`).join("");
  };

  /** The printed sheet and the files of an app (see plan.js). */
  plan.take = (app, title) => {
    const { data, words, page } = app;
    const { t } = words;
    const { byId } = page;

    const literal = text => String(text).replace(/\s+/g, " ").replace(SPECIAL, "\\$&").replace(LEADING, lead => /\d/.test(lead) ? `${lead}\\` : `\\${lead}`);

    const goal = step => `${words.at(step.skill, step.rank)}: ${words.statement(step)}`.replace(/: $/, "");

    const from = () => app.occupation ? `${t("print.from", { occupation: app.occupation.name })}.` : "";

    /** Return in words what is to be practised beside a unit's offer; "" if there is nothing. */
    const exercises = unit => {
      const tasks = unit.offer < 0 ? [] : words.goals(unit).map(words.practice).filter(Boolean);
      return tasks.length ? `${t("practise")}: ${tasks.join(" ")}` : "";
    };

    /** Return the practice of a unit without an offer, or a sentence that the atlas has none. */
    const practice = unit => words.practice(unit.steps[0]) || (data.ways ? t("nobody") : "");

    const way = unit => practice(unit) + (unit.hidden ? ` ${words.hidden(unit, app.state.filters)}` : "");

    /** Return a calendar of weekly slots up to the next stage that is not reached. */
    function calendar(day, clock, now) {
      const { role, occupation, current: stage } = app;
      const list = stage.left.slice(0, 3).map(words.title).join("; ");
      return plan.calendar({
        id: role.code + (occupation?.code || ""), title: t("event", { role: role.name }), text: `${stage.title}: ${t("event.text", { list })}\n${location.href}`,
        address: location.href, day, clock, hours: app.pace, weeks: stage.length.weeks[1], now
      });
    }

    /** Return the whole plan as a Markdown document; everything that comes from records is escaped. */
    function markdown() {
      const lines = [`# ${literal(title)}: ${literal(app.role.name)}`, "", literal(from()), ""];
      const link = (name, url) => url ? `[${literal(name)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)` : literal(name);
      function offer(training, unit) {
        lines.push(`  ${link(training.name, training.url)} · ${literal(words.facts(training, unit))} · ${link(t("about"), page.address("training", training))}`);
      }
      app.stages.forEach(stage => { lines.push(`- **${literal(stage.title)}**: ${literal(stage.text)}`); });
      if (app.current) lines.push("", ...words.terms(app.current).map(literal));
      words.phases(app.stages, app.pace).forEach(phase => {
        const weeks = phase.left.length ? [literal(words.weeks(phase))] : [];
        lines.push("", `## ${[literal(phase.title), ...weeks].join(" · ")}`, "");
        phase.units.forEach(unit => {
          lines.push(`- [${unit.done ? "x" : " "}] **${literal(words.title(unit))}** ${literal([words.time(unit), words.neededFor(unit.steps[0])].filter(Boolean).join(" · "))}`);
          words.goals(unit).forEach(step => { lines.push(`  ${link(words.at(step.skill, step.rank), page.address("skill", words.skill(step)))}: ${literal(words.statement(step))}`); });
          if (unit.offer >= 0) offer(data.trainings[unit.offer], unit);
          if (exercises(unit)) lines.push(`  ${literal(exercises(unit))}`);
          if (unit.offer < 0) lines.push(`  ${literal(way(unit))}`);
          unit.steps.flatMap(words.exams).forEach(exam => {
            lines.push(`  ${literal(t("exams"))}:`);
            offer(exam);
          });
        });
      });
      lines.push("", `${literal(t("print.address"))} <${location.href}>`, "", literal(t("print.note")), "");
      return lines.join("\n").replace(/\n{3,}/g, "\n\n");
    }

    /** Return a JSON document with the state, which can be read back, and the whole plan with its links. */
    function json() {
      const state = plan.toJson(data, app.state);
      if (app.result) {
        state.plan = {
          address: location.href,
          units: app.result.units.map(unit => {
            const training = data.trainings[unit.offer];
            return {
              stage: words.grade(app.result.grades[unit.stage]), title: words.title(unit), done: unit.done, hours: unit.time ? unit.time.slice(0, 2) : null,
              stated: unit.time ? Boolean(unit.time[2]) : null, practice: training ? null : words.practice(unit.steps[0]),
              training: training ? { id: training.id, url: training.url, page: page.address("training", training), cost: training.cost } : null,
              steps: unit.steps.map(step => ({
                skill: words.skill(step).id, level: data.levels[step.rank - 1][0], goal: words.statement(step), page: page.address("skill", words.skill(step))
              }))
            };
          })
        };
      }
      return `${JSON.stringify(state, null, 2)}\n`;
    }

    function paperUnit(unit, full) {
      const training = data.trainings[unit.offer];
      const goals = words.goals(unit).map(step => el("span", { class: "ra-paper__goal" }, [goal(step)]));
      return el("li", {}, [
        el("strong", {}, [words.title(unit)]), ` ${training ? words.facts(training, unit) : words.time(unit)}`, ...goals,
        el("span", { class: training ? "ra-paper__url" : "" }, [training ? training.url : way(unit)]),
        full && exercises(unit) ? el("span", {}, [exercises(unit)]) : null
      ]);
    }

    /** Fill the sheet that is printed instead of the tool: the units left up to the next stage, and their exercises if there is room, on at
        most two pages A4. */
    function paper() {
      fill(true);
      if (byId("paper").textContent.length > DENSE) fill(false);
    }

    function fill(full) {
      const sheet = byId("paper");
      const stage = app.current;
      if (!stage) {
        sheet.replaceChildren();
        return;
      }
      const day = new Date().toLocaleDateString(data.locale, { year: "numeric", month: "long", day: "numeric" });
      const parts = words.phases(app.stages, app.pace).filter(phase => phase.stage === stage && phase.left.length).flatMap(phase => [
        el("h3", {}, [`${phase.title} · ${words.weeks(phase)}`]), el("ul", {}, phase.left.map(unit => paperUnit(unit, full)))
      ]);
      sheet.replaceChildren(
        el("p", { class: "ra-paper__role" }, [app.role.name]),
        el("p", {}, [[from(), ...app.stages.map(each => `${each.title}: ${each.text}`), ...words.terms(stage)].filter(Boolean).join(" ")]),
        el("p", {}, [`${t("print.day", { date: day })} ${t("print.note")} ${t("print.address")} `, el("span", { class: "ra-paper__url" }, [location.href])]),
        el("div", { class: "ra-paper__steps" }, parts)
      );
      const letters = sheet.textContent.length;
      sheet.dataset.size = letters > LONG ? "long" : letters > DENSE ? "dense" : "";
    }

    return { calendar, markdown, json, paper, practice };
  };
})();
