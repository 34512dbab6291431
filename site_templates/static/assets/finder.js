/* The role finder of the home page: sorts the roles by the figures of generator/render/views/finder.py. */
(function () {
  "use strict";

  var box = document.getElementById("ra-finder");
  if (!box) return;
  var data = JSON.parse(document.getElementById("ra-finder-data").textContent);

  function chosen(name) {
    var value = document.getElementById("finder-" + name).value;
    return value === "" ? -1 : Number(value);
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name]);
  }

  function sum(numbers) { return numbers.reduce((total, number) => total + number, 0); }

  function ranked() {
    var occupation = chosen("occupation"), like = chosen("like"), leave = chosen("leave");
    var shortFirst = document.getElementById("finder-first").value === "short";
    return data.roles.map(role => {
      var all = sum(role.steps);
      var interest = all ? (role.steps[like] - (leave < 0 ? 0 : role.steps[leave])) / all : 0;
      return { role: role, all: all, like: role.steps[like], interest: interest, missing: occupation < 0 ? all : role.missing[occupation] };
    }).sort((a, b) => {
      var byInterest = b.interest - a.interest, byWay = a.missing - b.missing;
      return shortFirst ? byWay || byInterest : byInterest || byWay;
    }).slice(0, 3);
  }

  function link(href, text) {
    var node = document.createElement("a");
    node.href = href;
    node.textContent = text;
    return node;
  }

  function suggestion(row) {
    var item = document.createElement("li"), reason = document.createElement("p"), way = document.createElement("p");
    var group = data.groups[chosen("like")], start = chosen("occupation");
    reason.textContent = fill(data.reason, { like: row.like, all: row.all, group: group, missing: row.missing });
    var state = "#?v=1" + (start < 0 ? "" : "&o=" + data.occupations[start]) + "&t=" + row.role.code;
    way.append(link(data.plan + state, fill(data.link, { role: row.role.title })));
    item.append(link(row.role.href, row.role.title), reason, way);
    return item;
  }

  box.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    var list = document.createElement("ol");
    list.append.apply(list, ranked().map(suggestion));
    document.getElementById("finder-result").replaceChildren(list);
  });
  box.hidden = false;
})();
