/* A list that can be filtered and sorted: a form (form.ra-filter) over a table (data-filter names the form), whole without this script.
   The form's values are the state, kept in the address as "#?kind=course". Rows carry theirs as data- marks (generator/render/views/facets.py). */
(() => {
  "use strict";
  const { el, fill, findable, matcher } = Atlas;
  const language = document.documentElement.lang;
  const MOST_WAYS = 4; /* to loosen filters that leave nothing */
  let collator, numbers; /* made on first use: slow on phones */

  function written(number) {
    return (numbers ||= new Intl.NumberFormat(language)).format(number);
  }

  /* --- which rows a state of the form shows. A state holds the chosen values by filter name, a row its `values`: per mark a list of them.
     A mark that several filters ask together, such as ["skill", "step"], holds pairs. `text` gives a row's findable text. */

  function matching(marks, text) {
    const passes = (values, names, state) => values.some(value => names.every((name, part) => !state[name] || state[name].includes(value[part])));

    /* A state as tests: per mark that is asked for, its place and the names asked; and what the row's text must hold. */
    function tests(state) {
      const asked = [];
      marks.forEach((names, place) => {
        if (names.some(name => state[name])) asked.push({ place, names });
      });
      return { state, asked, reads: state.q && matcher(state.q[0]) };
    }

    /* Places of the marks that keep a row out, at most two: beyond that no single filter matters. The text counts as both. */
    function misses(row, test) {
      const failed = [];
      for (let i = 0; i < test.asked.length && failed.length < 2; i++) {
        const { place, names } = test.asked[i];
        if (!passes(row.values[place], names, test.state)) failed.push(place);
      }
      return failed.length < 2 && test.reads && !test.reads(text(row)) ? [-1, -1] : failed;
    }

    function found(rows, state) {
      const test = tests(state);
      return rows.filter(row => !misses(row, test).length).length;
    }

    const without = (state, names) => ({ ...state, ...Object.fromEntries(names.map(name => [name])) });

    function subsets(names, size) {
      if (!size) return [[]];
      return names.flatMap((name, place) => subsets(names.slice(place + 1), size - 1).map(rest => [name, ...rest]));
    }

    /* The smallest sets of filters without which something is found again, the most fruitful first. */
    function loosenings(rows, state, names) {
      for (let size = 1; size <= names.length; size++) {
        const ways = subsets(names, size).map(set => ({ names: set, n: found(rows, without(state, set)) })).filter(way => way.n);
        if (ways.length) return ways.sort((a, b) => b.n - a.n);
      }
      return [];
    }

    /* Which rows are out, how many are shown, and for each mark in `counted` how many rows each value would leave, given the other filters. */
    function tally(rows, state, counted) {
      const test = tests(state);
      const counts = marks.map(() => new Map());
      const add = (row, place) => row.values[place].forEach(([value]) => counts[place].set(value, (counts[place].get(value) || 0) + 1));
      let shown = 0;
      const out = rows.map(row => {
        const failed = misses(row, test);
        if (!failed.length) {
          shown++;
          counted.forEach(place => add(row, place));
        } else if (failed.length === 1 && counted.includes(failed[0])) add(row, failed[0]);
        return failed.length > 0;
      });
      return { out, shown, counts };
    }

    return { tally, loosenings };
  }
  Atlas.matching = matching;

  function start(table) {
    const form = document.getElementById(table.dataset.filter);
    const find = form.querySelector.bind(form);
    const body = table.tBodies[0];
    const chips = find(".ra-filter__chips");
    const count = find(".ra-filter__count");
    const empty = find(".ra-filter__empty");
    const sorting = form.elements.namedItem("sort");
    const heads = Array.from(table.tHead.rows[0].cells);
    const marks = form.dataset.marks.trim().split(" ").filter(Boolean).map(names => names.split(":"));
    const matches = matching(marks, row => row.text ||= findable(`${row.element.textContent} ${row.element.dataset.also || ""}`));
    let rows, boxes, boxed; /* read on the first use of a filter */
    let order = "";
    let writing = 0;

    function prepare() {
      rows = Array.from(table.querySelectorAll("tbody tr"), (element, place) => {
        const values = marks.map(names => {
          const mark = element.getAttribute(`data-${names[0]}`);
          return mark ? mark.split(" ").map(value => value.split(":")) : [];
        });
        return { element, place, values, text: "", keys: {}, out: false };
      });
      /* How high a group of rows is, the style sheet guesses: wrong once some are out. */
      while (body.nextElementSibling) {
        body.append(...body.nextElementSibling.rows);
        body.nextElementSibling.remove();
      }
      boxes = Array.from(form.querySelectorAll("input[type=checkbox]"), box => {
        const place = marks.findIndex(names => names[0] === box.name);
        return { value: box.value, place, count: box.labels[0].querySelector("small") };
      });
      boxed = [...new Set(boxes.map(box => box.place))];
    }

    /* --- state: the form's values by name, without empty ones */

    function read() {
      const state = {};
      new FormData(form).forEach((value, name) => {
        if (value.trim()) (state[name] ||= []).push(value.trim());
      });
      return state;
    }

    function write(state) {
      const address = new URLSearchParams();
      Object.keys(state).forEach(name => {
        state[name].forEach(value => address.append(name, value));
      });
      const hash = String(address) && `#?${address}`;
      if (hash === location.hash || (!hash && location.hash.slice(0, 2) !== "#?")) return;
      try {
        history.replaceState(history.state, "", hash || location.pathname + location.search);
      } catch { /* some browsers forbid it on file://: then only the address stays as it was */ }
    }

    /* Set the form from the address; what is unknown there is ignored, an anchor of the page leaves the form alone. */
    function restore() {
      if (location.hash && location.hash.slice(0, 2) !== "#?") return;
      const wanted = new URLSearchParams(location.hash.slice(2));
      Array.from(form.elements).forEach(control => {
        if (!control.name) return;
        const values = wanted.getAll(control.name);
        if (control.type === "checkbox") control.checked = values.includes(control.value);
        else control.value = values[0] || "";
        if (control.selectedIndex < 0) control.value = "";
      });
    }

    /* --- sorting: empty values come last in both directions, equal ones keep the usual order */

    function key(row, column) {
      const cell = row.element.cells[column];
      const { v } = cell.dataset;
      return v ? Number(v) : (v ?? cell.textContent.trim()) || null;
    }

    function sort(wanted) {
      if (wanted === order) return;
      order = wanted;
      const name = wanted.replace(/^-/, "");
      const direction = wanted === name ? 1 : -1;
      const column = heads.findIndex(head => head.dataset.sort === name);
      const sorted = rows.slice();
      heads.forEach(head => { head.removeAttribute("aria-sort"); });
      if (column >= 0) {
        heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        collator ||= new Intl.Collator(language, { numeric: true });
        rows.forEach(row => { if (!(name in row.keys)) row.keys[name] = key(row, column); });
        sorted.sort((one, other) => {
          const a = one.keys[name];
          const b = other.keys[name];
          if (a === null || b === null) return (a === null) - (b === null) || one.place - other.place;
          const difference = typeof a === "number" ? a - b : collator.compare(a, b);
          return direction * difference || one.place - other.place;
        });
      }
      body.append(...sorted.map(row => row.element));
    }

    /* --- what the reader is told */

    function label(name) {
      const control = find(`[name="${name}"]`);
      return (control.closest("fieldset") || control.closest("label")).querySelector("legend, span").textContent;
    }

    function chosen(name, values) {
      const texts = values.map(value => {
        const box = find(`[name="${name}"][value="${CSS.escape(value)}"]`);
        if (box) return box.labels[0].querySelector("span").textContent;
        return find(`select[name="${name}"]`)?.selectedOptions[0].text ?? value;
      });
      return `${label(name)}: ${texts.join(", ")}`;
    }

    function clear(names) {
      Array.from(form.elements).forEach(control => {
        if (!names.includes(control.name)) return;
        if (control.type === "checkbox") control.checked = false;
        else control.value = "";
      });
      update();
      (find(".ra-filter__chips button") || find("[name=q]")).focus();
    }

    function buttons(list, items) {
      list.replaceChildren(...items.map(({ names, text, label }) => {
        const button = el("button", { type: "button", "aria-label": label }, [text]);
        button.addEventListener("click", () => { clear(names); });
        return el("li", {}, [button]);
      }));
    }

    function tell(state, shown) {
      const names = Object.keys(state).filter(name => name !== "sort");
      count.textContent = fill(count.dataset.text, { shown: written(shown) });
      find(".ra-filter__chosen").textContent = names.length ? `(${written(names.length)})` : "";
      chips.hidden = !names.length;
      buttons(chips, names.map(name => {
        const text = chosen(name, state[name]);
        return { names: [name], text, label: fill(chips.dataset.remove, { filter: text }) };
      }));
      empty.hidden = shown > 0;
      if (shown) return;
      /* A list in parts filters only this one: its link leads on to the search of the site. */
      const search = empty.querySelector("a");
      if (search) search.search = `q=${encodeURIComponent(state.q || "")}`;
      const list = empty.querySelector("ul");
      buttons(list, matches.loosenings(rows, state, names).slice(0, MOST_WAYS).map(way => {
        const filter = way.names.map(name => chosen(name, state[name])).join(" + ");
        return { names: way.names, text: fill(list.dataset.text, { n: written(way.n), filter }) };
      }));
    }

    /* Show the rows that match, and beside each box how many rows it would leave. */
    function filter(state) {
      const { out, shown, counts } = matches.tally(rows, state, boxed);
      rows.forEach((row, place) => {
        if (row.out !== out[place]) row.element.hidden = row.out = out[place];
      });
      boxes.forEach(box => { box.count.textContent = written(counts[box.place].get(box.value) || 0); });
      return shown;
    }

    function update() {
      if (!rows) prepare();
      const state = read();
      const shown = filter(state);
      sort(state.sort ? state.sort[0] : "");
      tell(state, shown);
      /* Changing the address lays the page out anew: after the list has changed, and once for a word typed fast. */
      clearTimeout(writing);
      writing = setTimeout(write, 100, state);
    }

    heads.forEach(head => {
      const name = head.dataset.sort;
      if (!name) return;
      const button = el("button", { type: "button" }, [...head.childNodes]);
      head.append(button);
      button.addEventListener("click", () => {
        sorting.value = sorting.value === name ? `-${name}` : name;
        update();
      });
    });
    form.addEventListener("input", update);
    form.addEventListener("submit", event => { event.preventDefault(); });
    find(".ra-filter__reset").addEventListener("click", () => { form.reset(); update(); });
    window.addEventListener("hashchange", () => { restore(); update(); });
    form.hidden = false;
    find("details").open = matchMedia("(min-width: 60em)").matches;
    /* Else the page shows everything already, counts included. A reader may have begun before this script ran. */
    if (location.hash.slice(0, 2) === "#?") restore();
    if (Object.keys(read()).length) update();
  }

  /* Each in a task of its own: a phone can answer its reader between them. */
  document.querySelectorAll("table[data-filter]").forEach(table => { setTimeout(start, 0, table); });
})();
