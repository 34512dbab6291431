/* Redirects from the address of a moved page and keeps the anchor, which the refresh for readers without scripts can't keep. */
location.replace(document.currentScript.dataset.target + location.hash);
