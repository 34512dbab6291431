/* A moved page leads on, with the place on it that the old address named; the refresh for readers without scripts can't keep that. */
location.replace(document.currentScript.dataset.target + location.hash);
