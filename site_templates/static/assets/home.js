/* The question of the home page: the answers were made ahead (generator/render/views/occupation_data.py) and are put in place here. */
(() => {
  "use strict";
  const form = document.getElementById("ra-begin");
  if (!form) return;
  const select = form.querySelector("select");
  const place = document.getElementById("ra-answer");

  function show(id, focus) {
    Atlas.load(`${form.dataset.answers}/${id}.js`, () => Atlas.answers?.[id]).then(answer => {
      place.innerHTML = answer; /* our own HTML, as on the occupation's page */
      Atlas.carry(id);
      if (!focus) return;
      place.querySelector("h2").focus({ preventScroll: true });
      place.scrollIntoView(); /* the form is done with; on a phone the answer would begin below it */
    }, () => {}); /* an occupation that is gone */
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (select.value) show(select.value, true);
    else select.focus();
  });
  form.hidden = false;
  const resume = document.getElementById("ra-resume"); /* missing where there is no plan */
  if (resume) resume.hidden = !Atlas.recall("plan");
  const before = Atlas.carried();
  if (before) {
    select.value = before; /* stays empty for an occupation that is gone */
    if (select.value) show(before, false);
  }
})();
