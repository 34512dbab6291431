/* The language switch keeps the place on the page: headings have the same ids in each language. */
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("[data-ra-language]");
  if (link) link.hash = location.hash;
});
