/* A list that can be filtered and sorted: a table below a form (form.ra-filter), whose id is the table's data-filter. Without this script
   the whole table is shown. The form's values are the state, kept in the address as "#?kind=course". The values of a row are in data-
   attributes, called marks (generator/render/views/facets.py). */
(() => {
  "use strict";
  const { el, fill, findable, matcher } = Atlas;
  const language = document.documentElement.lang;
  const MOST_WAYS = 4; /* suggestions, at most, of filters to remove when nothing is found */
  let collator, numbers; /* made on first use, since it is slow on phones */

  function written(number) {
    return (numbers ||= new Intl.NumberFormat(language)).format(number);
  }

  /* --- which rows a state of the form shows. A state has the chosen values by the name of the filter. A row has `values`: a list for each
     mark. A mark of several filters, such as ["skill", "step"], has pairs as values. `text` returns a row's findable text. */

  function matching(marks, text) {
    const passes = (values, names, state) => values.some(value => names.every((name, part) => !state[name] || state[name].includes(value[part])));

    /* Return the tests of a state: position and names of each mark that it restricts, and `reads`, which tests the text of a row. */
    function tests(state) {
      const asked = [];
      marks.forEach((names, place) => {
        if (names.some(name => state[name])) asked.push({ place, names });
      });
      return { state, asked, reads: state.q && matcher(state.q[0]) };
    }

    /* Return the positions of the marks that exclude a row, at most two: from two on no single filter decides. The text counts as two. */
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

    /* Return the smallest sets of filters without which any rows are found, those with the most rows first. */
    function loosenings(rows, state, names) {
      for (let size = 1; size <= names.length; size++) {
        const ways = subsets(names, size).map(set => ({ names: set, n: found(rows, without(state, set)) })).filter(way => way.n);
        if (ways.length) return ways.sort((a, b) => b.n - a.n);
      }
      return [];
    }

    /* Return which rows are out, how many are shown, and by value, for each mark in `counted`, the number of rows that the value would
       leave, given the other filters. */
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
    let rows, boxes, boxed; /* set on the first use of a filter */
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
      /* Move all rows into one group: the style sheet estimates the height of a group, which is wrong once rows are hidden. */
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
      } catch { /* some browsers forbid it on file://; then the address stays as it was */ }
    }

    /* Set the form from the address. Unknown values are ignored; an address with an anchor of the page leaves the form unchanged. */
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

    /* --- sorting: rows with empty values come last in both directions, rows with equal values keep the usual order */

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

    /* --- messages to the reader */

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
      /* In a list of several parts the form filters only the part shown; its link leads to the search of the whole site. */
      const search = empty.querySelector("a");
      if (search) search.search = `q=${encodeURIComponent(state.q || "")}`;
      const list = empty.querySelector("ul");
      buttons(list, matches.loosenings(rows, state, names).slice(0, MOST_WAYS).map(way => {
        const filter = way.names.map(name => chosen(name, state[name])).join(" + ");
        return { names: way.names, text: fill(list.dataset.text, { n: written(way.n), filter }) };
      }));
    }

    /* Show the rows that match, and beside each box the number of rows that it would leave. Return the number of rows shown. */
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
      /* A new address makes the browser lay out the page again: set it after the list has changed, and only once for a word typed fast. */
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
    /* Without values the page already shows everything, counts included. A reader may have entered some before this script ran. */
    if (location.hash.slice(0, 2) === "#?") restore();
    if (Object.keys(read()).length) update();
  }

  /* Start each table in a task of its own, so that a phone can respond to its reader in between. */
  document.querySelectorAll("table[data-filter]").forEach(table => { setTimeout(start, 0, table); });
})();
