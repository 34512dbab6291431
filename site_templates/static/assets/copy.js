/* Buttons that copy a text: data-ra-copy is the id of its element, data-ra-done and data-ra-failed are the messages shown afterwards. */
(() => {
  "use strict";

  function copy(button) {
    const text = document.getElementById(button.dataset.raCopy);
    const status = button.nextElementSibling;
    const done = () => { status.textContent = button.dataset.raDone; };
    function failed() {
      window.getSelection().selectAllChildren(text);
      text.focus();
      status.textContent = button.dataset.raFailed;
    }
    if (navigator.clipboard) navigator.clipboard.writeText(`${text.textContent.trim()}\n`).then(done, failed);
    else failed();
  }

  document.querySelectorAll("[data-ra-copy]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => { copy(button); });
  });
})();
