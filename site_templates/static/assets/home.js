/* The question of the home page. Its answers are made at build time (generator/render/views/occupation_data.py) and inserted here. */
(() => {
  "use strict";
  const form = document.getElementById("ra-begin");
  if (!form) return;
  const select = form.querySelector("select");
  const place = document.getElementById("ra-answer");

  function show(id, focus) {
    Atlas.load(`${form.dataset.answers}/${id}.js`, () => Atlas.answers?.[id]).then(answer => {
      place.innerHTML = answer; /* HTML made by the program, as on the occupation's page */
      Atlas.carry(id);
      if (!focus) return;
      place.querySelector("h2").focus({ preventScroll: true });
      place.scrollIntoView(); /* the form is no longer needed, and on a phone the answer may begin below the window */
    }, () => {}); /* the occupation no longer exists */
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (select.value) show(select.value, true);
    else select.focus();
  });
  form.hidden = false;
  const resume = document.getElementById("ra-resume"); /* missing on sites without a learning plan */
  if (resume) resume.hidden = !Atlas.recall("plan");
  const before = Atlas.carried();
  if (before) {
    select.value = before; /* stays empty if the occupation no longer exists */
    if (select.value) show(before, false);
  }
})();
