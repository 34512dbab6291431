/* The role finder of the home page: sorts the roles by the shares that generator/render/views/finder.py computes. */
(() => {
  "use strict";
  const { el, fill } = Atlas;
  /** Return the roles sorted by the share of the group that a reader likes, less the share of the group to be left to others.
      Both groups are ids, "" for none. */
  function ranked(roles, like, leave) {
    return roles.map(role => {
      const liked = role.shares[like] || 0;
      const left = role.shares[leave] || 0;
      return { role, liked, left, interest: liked - left };
    }).sort((a, b) => b.interest - a.interest || b.liked - a.liked);
  }
  Atlas.ranked = ranked;

  const box = document.getElementById("ra-finder");
  if (!box) return;
  const data = JSON.parse(document.getElementById("ra-finder-data").textContent);
  const roles = data.roles.map(([id, title, parts, family]) => ({
    title, href: data.href.join(id), family: data.families[family], shares: Object.fromEntries(data.groups.map((group, at) => [group, parts[at]]))
  }));
  const [like, leave, family] = ["like", "leave", "family"].map(name => document.getElementById(`finder-${name}`));
  const [none, list] = document.getElementById("finder-result").children;
  const reason = (name, n, select) => fill(data.reasons[name], { n, group: select.selectedOptions[0].text });

  function show() {
    const rows = ranked(roles.filter(role => !family?.value || role.family === family.value), like.value, leave.value);
    const fit = rows.filter(row => row.interest > 0 && row.liked >= data.least).slice(0, data.shown);
    none.hidden = fit.length > 0;
    list.replaceChildren(...(none.hidden ? fit : rows.slice(0, 1)).map(({ role, liked, left }) => el("li", {}, [
      el("a", { href: role.href }, [role.title]),
      el("p", {}, [reason("like", liked, like), leave.value && ` ${reason("leave", left, leave)}`])
    ])));
  }

  /* A group can't be both liked and left to others: the second list offers all groups but the liked one. */
  function apart() {
    Array.from(leave.options).forEach(option => { option.disabled = option.value && option.value === like.value; });
    if (leave.selectedOptions[0].disabled) leave.value = "";
  }

  like.addEventListener("change", apart);
  like.form.addEventListener("submit", event => {
    event.preventDefault();
    show();
  });
  /* For a reader who comes back, browsers fill in the form again: show its answer too. */
  window.addEventListener("pageshow", () => {
    apart();
    if (like.value) { box.open = true; show(); }
  });
  box.hidden = false;
})();
