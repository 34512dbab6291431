/* The search of sites with many pages. The index is divided into parts; a query loads the parts of its words and those of the pages that it
   shows. search.js loads this file after search-engine.js, whose build and find it replaces. generator/publish/search/parts.py makes the
   parts. */
(() => {
  "use strict";

  const { fold, likeness, telling, weighed, words } = AtlasSearch;
  const SHARES = 9;
  const SHOWN = 15;
  const NEXT = 2; /* parts after the first one in which words with a given beginning are looked up; fewer if that has one or two letters */
  /* Likeness from which a word of the site counts as the word of the query, mistyped or inflected. */
  const GOOD = 0.75;
  const FEW = 5; /* hits that are shown even if they score far below the best */

  const taken = {}; /* contents of the loaded parts, by name */

  /* Store the contents of a part, whose script calls this. Words become [word, entries]. A word that is only the end of a compound begins
     with ~, so that it resembles words of the query but never equals one. */
  function take(name, data) {
    let word = "";
    taken[name] = name.startsWith("pages") ? data : data.split("\n").map(line => {
      const [, shared, rest, mark, entries] = /^(.)([^ ~]*)([ ~])(.*)$/.exec(line);
      word = word.slice(0, shared.charCodeAt(0) - 48) + rest;
      return [mark.trim() + word, entries];
    });
  }

  /* Return an index for the contents of search_index.json; `script` loads a script by its path. */
  function build(head, script) {
    const small = new Set(head.small.map(fold));
    const loading = {};

    async function part(name) {
      if (!taken[name]) await (loading[name] ||= script(`search/${name}.js`).finally(() => { delete loading[name]; }));
      return taken[name];
    }

    /* Return the numbers of the parts with words that begin with `form`. */
    function places(form) {
      const after = head.words.findIndex(first => first > form);
      const start = Math.max(0, (after < 0 ? head.words.length : after) - 1);
      return [start, ...head.words.keys()].filter((n, i) => !i || (n > start && n < start + Math.min(NEXT + 1, form.length) && head.words[n].startsWith(form)));
    }

    /* Return an index of the words in some parts, in the shape that AtlasSearch uses. */
    async function gather(numbers) {
      const index = { small, pages: { length: head.entries }, words: [], terms: new Map(), spread: [], entries: [] };
      for (const lines of await Promise.all([...numbers].sort((a, b) => a - b).map(n => part(`words/${n}`)))) {
        for (const [word, entries] of lines) {
          index.terms.set(word, index.words.length);
          index.words.push(word);
          index.entries.push(entries);
          index.spread.push({ pages: entries.replace(/\d/g, "").length });
        }
      }
      return index;
    }

    /* Return an index of the parts for the words of a query. A word that these parts don't answer may be a compound that the site writes as
       two words: then the parts for its second word are added. */
    async function known(asked) {
      const forms = asked.map(fold);
      const numbers = new Set(forms.flatMap(places));
      const index = await gather(numbers);
      const before = numbers.size;
      forms.filter(form => !index.words.some(word => likeness(form, word) >= GOOD)).forEach(form => {
        for (let i = 3; i < form.length - 2; i++) {
          const heads = ["", ...Atlas.linking].filter(linking => form.slice(0, i).endsWith(linking)).map(linking => form.slice(0, i - linking.length));
          if (heads.some(word => index.terms.has(word))) places(form.slice(i)).forEach(n => numbers.add(n));
        }
      });
      return numbers.size > before ? gather(numbers) : index;
    }

    const run = number => {
      let end = 0;
      return head.runs.find(([, , count]) => number < (end += count));
    };

    /* Return the entries with their scores: how much of the query they answer, and how much of a name the query names. */
    function scored(index, { tokens, total }) {
      const rows = new Map();
      tokens.forEach(({ matches }, i) => {
        for (const [term, value] of matches) {
          let number = -1;
          for (const [, step, share] of index.entries[term].matchAll(/(\d*)(\D)/g)) {
            number += Number(step || 1);
            if (!rows.has(number)) rows.set(number, tokens.map(() => [0, 0]));
            const cell = rows.get(number)[i];
            cell[0] = Math.max(cell[0], value);
            cell[1] = Math.max(cell[1], (value * (share.charCodeAt(0) - 65)) / SHARES);
          }
        }
      });
      return [...rows].map(([number, row]) => {
        const [kind, heading] = run(number);
        const found = row.reduce((sum, [value], i) => sum + value * tokens[i].weight, 0) / total;
        const named = Math.min(1, row.reduce((sum, [, share]) => sum + share, 0));
        return { number, score: head.kinds[kind].weight * (heading ? 0.5 : 1) * found * found * (0.4 + 0.6 * named) };
      });
    }

    const joined = text => fold(words(text).join(""));
    const order = hits => hits.sort((a, b) => b.score - a.score || a.number - b.number);

    async function find(query) {
      const asked = telling({ small }, query);
      if (!asked.length) return [];
      const index = await known(asked);
      const answer = weighed(index, asked);
      const best = order(answer.total ? scored(index, answer) : []).slice(0, SHOWN);
      const whole = joined(query);
      const forms = asked.map(fold);
      const marked = { has: word => forms.some(form => likeness(form, word) >= 0.5) };
      const pages = new Set();
      await Promise.all(best.map(async hit => {
        const shown = (await part(`pages/${Math.floor(hit.number / head.pages)}`))[hit.number % head.pages];
        const [location, title, heading = "", text = ""] = shown;
        const name = joined(heading || title);
        if (name.includes(whole)) hit.score *= name === whole ? 1.3 : 1.1;
        Object.assign(hit, { location, title, heading, text, marked, kind: head.kinds[run(hit.number)[0]].title });
      }));
      return order(best).filter(({ location, score }, place) => {
        const [page] = location.split("#");
        return (place < FEW || score >= 0.1 * best[0].score) && !pages.has(page) && pages.add(page);
      });
    }

    return { find };
  }

  Object.assign(AtlasSearch, { build, take, find: (index, query) => index.find(query) });
})();
