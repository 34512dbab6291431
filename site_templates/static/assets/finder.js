/* The role finder of the home page: sorts the roles by the figures of generator/render/views/finder.py. */
(() => {
  "use strict";
  const { el, fill } = Atlas;
  const SHOWN = 3;

  const sum = numbers => numbers.reduce((total, number) => total + number, 0);

  /** Sort roles by what a reader wishes: {occupation, like, leave} are places, -1 for none; the shortest way or the most interesting role first. */
  function ranked(roles, { occupation, like, leave, shortFirst }) {
    return roles.map(role => {
      const all = sum(role.steps);
      const interest = all ? (role.steps[like] - (leave < 0 ? 0 : role.steps[leave])) / all : 0;
      return { role, all, like: role.steps[like], interest, missing: occupation < 0 ? all : role.missing[occupation] };
    }).sort((a, b) => {
      const byInterest = b.interest - a.interest;
      const byWay = a.missing - b.missing;
      return shortFirst ? byWay || byInterest : byInterest || byWay;
    });
  }
  Atlas.ranked = ranked;

  const box = document.getElementById("ra-finder");
  if (!box) return;
  const data = JSON.parse(document.getElementById("ra-finder-data").textContent);

  const value = name => document.getElementById(`finder-${name}`).value;

  const place = name => (value(name) === "" ? -1 : Number(value(name)));

  function suggestion({ role, all, like, missing }, wish) {
    const reason = fill(data.reason, { like, all, group: data.groups[wish.like], missing });
    const from = wish.occupation < 0 ? "" : `&o=${data.occupations[wish.occupation]}`;
    return el("li", {}, [
      el("a", { href: role.href }, [role.title]), el("p", {}, [reason]),
      el("p", {}, [el("a", { href: `${data.plan}#?v=1${from}&t=${role.code}` }, [fill(data.link, { role: role.title })])])
    ]);
  }

  box.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    const wish = { occupation: place("occupation"), like: place("like"), leave: place("leave"), shortFirst: value("first") === "short" };
    const best = ranked(data.roles, wish).slice(0, SHOWN);
    document.getElementById("finder-result").replaceChildren(el("ol", {}, best.map(row => suggestion(row, wish))));
  });
  box.hidden = false;
})();
