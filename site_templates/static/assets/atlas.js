/* The language switch keeps the place on the page: headings have the same ids in each language. The chooser learns of the choice. */
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("[data-ra-language]");
  if (!link) return;
  link.hash = location.hash;
  try { localStorage.setItem("rollenatlas.language", link.lang); } catch (error) { return; }
});
