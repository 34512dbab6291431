/* Buttons that copy a text: data-ra-copy is its id, data-ra-done and data-ra-failed what to say then. */
(function () {
  "use strict";

  function copy(button) {
    var text = document.getElementById(button.dataset.raCopy), status = button.nextElementSibling;
    function done() { status.textContent = button.dataset.raDone; }
    function failed() {
      window.getSelection().selectAllChildren(text);
      text.focus();
      status.textContent = button.dataset.raFailed;
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text.textContent.trim() + "\n").then(done, failed);
    else failed();
  }

  document.querySelectorAll("[data-ra-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
})();
