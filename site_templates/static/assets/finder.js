/* The role finder of the home page: sorts the roles by the shares of generator/render/views/finder.py. */
(() => {
  "use strict";
  const { el, fill } = Atlas;
  /** Sort roles by the share of what a reader likes less that of what is left to others; both are ids of groups, "" for none. */
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

  /* Nobody likes to do what they leave to others. */
  function apart() {
    Array.from(leave.options).forEach(option => { option.disabled = option.value && option.value === like.value; });
    if (leave.selectedOptions[0].disabled) leave.value = "";
  }

  like.addEventListener("change", apart);
  like.form.addEventListener("submit", event => {
    event.preventDefault();
    show();
  });
  /* A reader who comes back finds the form filled by the browser, and the answer again. */
  window.addEventListener("pageshow", () => {
    apart();
    if (like.value) { box.open = true; show(); }
  });
  box.hidden = false;
})();
