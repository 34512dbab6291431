/* A list that can be filtered and sorted: a form (form.ra-filter) over a table (data-filter names the form), whole without this script.
   The form's values are the state, kept in the address as "#?kind=course". Rows carry theirs as data- marks (generator/render/views/facets.py). */
(function () {
  "use strict";
  var language = document.documentElement.lang;
  var collator, numbers; /* made on first use: slow on phones */

  function written(number) {
    numbers = numbers || new Intl.NumberFormat(language);
    return numbers.format(number);
  }

  /* Without case and accents, so that "Führung" is also found as "fuhrung"; and with the umlaut written out, "fuehrung". */
  function bare(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f\u00ad]/g, "").toLowerCase().replace(/ß/g, "ss");
  }
  function searchable(text) {
    var apart = text.normalize("NFKD");
    return bare(apart) + (apart.includes("\u0308") ? "\n" + bare(apart.replace(/\u0308/g, "e")) : "");
  }

  function start(table) {
    var form = document.getElementById(table.dataset.filter);
    var find = form.querySelector.bind(form);
    var body = table.tBodies[0];
    var chips = find(".ra-filter__chips"), count = find(".ra-filter__count"), empty = find(".ra-filter__empty");
    var sorting = form.elements.namedItem("sort");
    var heads = Array.from(table.tHead.rows[0].cells);
    /* A mark that several filters ask together, such as "skill:step", holds "skill:step" pairs. */
    var marks = form.dataset.marks.trim().split(" ").filter(Boolean).map(names => names.split(":"));
    var rows, boxes, boxed; /* read on the first use of a filter */
    var order = "", writing = 0;

    function prepare() {
      rows = Array.from(table.querySelectorAll("tbody tr"), (element, place) => {
        var values = marks.map(names => {
          var mark = element.getAttribute("data-" + names[0]);
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
        var place = marks.findIndex(names => names[0] === box.name);
        return { value: box.value, place: place, count: box.labels[0].querySelector("small") };
      });
      boxed = [...new Set(boxes.map(box => box.place))];
    }

    /* --- state: the form's values by name, without empty ones */

    function read() {
      var state = {};
      new FormData(form).forEach((value, name) => {
        if (value.trim()) (state[name] = state[name] || []).push(value.trim());
      });
      return state;
    }

    function write(state) {
      var address = new URLSearchParams();
      Object.keys(state).forEach(name => {
        state[name].forEach(value => address.append(name, value));
      });
      var hash = String(address) ? "#?" + address : "";
      if (hash === location.hash || (!hash && location.hash.slice(0, 2) !== "#?")) return;
      try {
        history.replaceState(history.state, "", hash || location.pathname + location.search);
      } catch (refused) { /* some browsers forbid it on file://: then only the address stays as it was */ }
    }

    /* Set the form from the address; what is unknown there is ignored, an anchor of the page leaves the form alone. */
    function restore() {
      if (location.hash && location.hash.slice(0, 2) !== "#?") return;
      var wanted = new URLSearchParams(location.hash.slice(2));
      Array.from(form.elements).forEach(control => {
        if (!control.name) return;
        var values = wanted.getAll(control.name);
        if (control.type === "checkbox") control.checked = values.includes(control.value);
        else control.value = values[0] || "";
        if (control.selectedIndex < 0) control.value = "";
      });
    }

    /* --- filtering */

    /* The form's values as tests: per mark that is asked for, its place and the names asked; and the words to find. */
    function tests(state) {
      var asked = [];
      marks.forEach((names, place) => {
        if (names.some(name => state[name])) asked.push({ place, names });
      });
      return { state: state, asked: asked, words: state.q ? bare(state.q[0]).split(/\s+/) : [] };
    }

    function passes(values, names, state) {
      for (var i = 0; i < values.length; i++) {
        var fits = true;
        for (var part = 0; part < names.length; part++) {
          var wanted = state[names[part]];
          if (wanted && !wanted.includes(values[i][part])) fits = false;
        }
        if (fits) return true;
      }
      return false;
    }

    function reads(row, words) {
      if (!words.length) return true;
      row.text = row.text || searchable(row.element.textContent + " " + (row.element.dataset.also || ""));
      return words.every(word => row.text.includes(word));
    }

    /* Places of the marks that keep a row out, at most two: beyond that no single filter matters. The text counts as both. */
    function misses(row, test) {
      var failed = [];
      for (var i = 0; i < test.asked.length && failed.length < 2; i++) {
        var asked = test.asked[i];
        if (!passes(row.values[asked.place], asked.names, test.state)) failed.push(asked.place);
      }
      return failed.length < 2 && !reads(row, test.words) ? [-1, -1] : failed;
    }

    function found(state) {
      var test = tests(state);
      return rows.filter(row => !misses(row, test).length).length;
    }

    function without(state, names) {
      var rest = Object.assign({}, state);
      names.forEach(name => { delete rest[name]; });
      return rest;
    }

    /* The smallest sets of filters without which something is found again, the most fruitful first. */
    function loosenings(state, names) {
      for (var size = 1; size <= names.length; size++) {
        var ways = subsets(names, size).map(set => { return { names: set, n: found(without(state, set)) }; });
        ways = ways.filter(way => way.n).sort((a, b) => b.n - a.n);
        if (ways.length) return ways;
      }
      return [];
    }

    function subsets(names, size) {
      if (!size) return [[]];
      return names.flatMap((name, place) => {
        return subsets(names.slice(place + 1), size - 1).map(rest => [name].concat(rest));
      });
    }

    /* --- sorting: empty values come last in both directions, equal ones keep the usual order */

    function key(row, column) {
      var cell = row.element.cells[column];
      if (cell.dataset.v === undefined) return cell.textContent.trim() || null;
      return cell.dataset.v === "" ? null : Number(cell.dataset.v);
    }

    function sort(wanted) {
      if (wanted === order) return;
      order = wanted;
      var name = wanted.replace(/^-/, ""), direction = wanted === name ? 1 : -1;
      var column = heads.findIndex(head => name && head.dataset.sort === name);
      var sorted = rows.slice();
      heads.forEach(head => { head.removeAttribute("aria-sort"); });
      if (column >= 0) {
        heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        collator = collator || new Intl.Collator(language, { numeric: true });
        rows.forEach(row => { if (!(name in row.keys)) row.keys[name] = key(row, column); });
        sorted.sort((one, other) => {
          var a = one.keys[name], b = other.keys[name];
          if (a === null || b === null) return (a === null) - (b === null) || one.place - other.place;
          var difference = typeof a === "number" ? a - b : collator.compare(a, b);
          return direction * difference || one.place - other.place;
        });
      }
      body.append(...sorted.map(row => row.element));
    }

    /* --- what the reader is told */

    function label(name) {
      var control = find('[name="' + name + '"]');
      var box = control.closest("fieldset");
      return (box ? box.querySelector("legend") : control.labels[0].querySelector("span")).textContent;
    }

    function chosen(name, values) {
      return label(name) + ": " + values.map(value => {
        var control = find('[name="' + name + '"][value="' + CSS.escape(value) + '"]');
        if (control) return control.labels[0].querySelector("span").textContent;
        control = find('select[name="' + name + '"]');
        return control ? control.selectedOptions[0].text : value;
      }).join(", ");
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
      list.textContent = "";
      items.forEach(item => {
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = item.text;
        if (item.label) button.setAttribute("aria-label", item.label);
        button.addEventListener("click", () => { clear(item.names); });
        list.appendChild(document.createElement("li")).appendChild(button);
      });
    }

    function tell(state, shown) {
      var names = Object.keys(state).filter(name => name !== "sort");
      count.textContent = count.dataset.text.replace("{shown}", written(shown));
      find(".ra-filter__chosen").textContent = names.length ? "(" + written(names.length) + ")" : "";
      chips.hidden = !names.length;
      buttons(chips, names.map(name => {
        var text = chosen(name, state[name]);
        return { names: [name], text, label: chips.dataset.remove.replace("{filter}", () => text) };
      }));
      empty.hidden = shown > 0;
      if (shown) return;
      var list = empty.querySelector("ul");
      buttons(list, loosenings(state, names).slice(0, 4).map(way => {
        var filters = way.names.map(name => chosen(name, state[name])).join(" + ");
        var text = list.dataset.text.replace("{n}", written(way.n)).replace("{filter}", () => filters);
        return { names: way.names, text };
      }));
    }

    /* Show the rows that match, and beside each box how many rows it would leave, given the other filters. */
    function filter(state) {
      var test = tests(state), shown = 0;
      var counts = marks.map(() => Object.create(null));
      function add(row, place) {
        row.values[place].forEach(value => { counts[place][value[0]] = (counts[place][value[0]] || 0) + 1; });
      }
      rows.forEach(row => {
        var failed = misses(row, test), out = failed.length > 0;
        if (!out) {
          shown++;
          boxed.forEach(place => { add(row, place); });
        } else if (failed.length === 1 && boxed.includes(failed[0])) add(row, failed[0]);
        if (row.out !== out) row.element.hidden = row.out = out;
      });
      boxes.forEach(box => {
        box.count.textContent = written(counts[box.place][box.value] || 0);
      });
      return shown;
    }

    function update() {
      if (!rows) prepare();
      var state = read();
      var shown = filter(state);
      sort(state.sort ? state.sort[0] : "");
      tell(state, shown);
      // Changing the address lays the page out anew: after the list has changed, and once for a word typed fast.
      clearTimeout(writing);
      writing = setTimeout(write, 100, state);
    }

    heads.forEach(head => {
      var name = head.dataset.sort;
      if (!name) return;
      var button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.appendChild(button);
      button.addEventListener("click", () => {
        sorting.value = sorting.value === name ? "-" + name : name;
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
