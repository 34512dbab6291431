// Added to each page by the preview only: reloads the page when there is a new edition, and shows the problems of the content.
(() => {
  const own = document.currentScript.dataset.edition;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/_preview/preview.css";
  document.head.append(sheet);

  const banner = document.createElement("aside");
  banner.className = "ra-problems";
  banner.setAttribute("role", "status");
  banner.hidden = true;
  document.body.prepend(banner);

  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  const show = ({ title, note, problems }) => {
    banner.hidden = !problems.length;
    const list = document.createElement("ul");
    list.append(...problems.map((problem) => element("li", problem)));
    list.lang = "en";
    const fold = document.createElement("details");
    fold.open = true;
    fold.append(element("summary", `${title} ${note}`), list);
    banner.replaceChildren(fold);
  };

  let source;
  // A hidden tab closes its connection: browsers allow few connections to one server, and an author opens many pages.
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      source = new EventSource(`/_preview/events?language=${encodeURIComponent(document.documentElement.lang)}`);
      source.onmessage = ({ data }) => {
        const news = JSON.parse(data);
        if (news.edition !== own) {
          source.close();
          location.reload();
        } else if (news.whole) {
          show(news);
        }
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
