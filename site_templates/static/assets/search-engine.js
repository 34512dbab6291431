/* The search engine: makes an index of the site's texts and ranks pages. It has no rules of a language (atlas.js folds words by the data of
   the language) and does not use the document. search.js loads it on the first use of the search field. Why the program has an engine of
   its own: generator/decisions/0006-search.md */
window.AtlasSearch = (() => {
  "use strict";

  /* A word keeps a trailing + or #, so that C, C++ and C# differ. */
  const WORD = /[\p{L}\p{N}]+[+#]*/gu;
  const ENDING = 3; /* letters that inflection may add or change at the end of a word */
  const CHUNK = 150; /* texts indexed at a time, so that typing is not held up */
  const FIELD = { title: 1, name: 0.95, heading: 0.5 };
  const SHOWN = 30;
  const FEW = 5; /* hits that are shown even if they score far below the best */
  const TEASER = 180;

  const folded = new Map();

  /* Return the form in which words are compared. Forms are cached, since a site repeats its words. */
  function fold(word) {
    if (!folded.has(word)) folded.set(word, Atlas.fold(word));
    return folded.get(word);
  }

  const words = text => text.match(WORD) || [];
  const joined = list => fold(list.join(""));

  /* --- index */

  /* Make an index of {kinds: {id: {title, weight}}, docs: [{location, title, text, kind?, names?}], small?: [word]}. A doc with `kind`
     begins a page; docs without one are sections of the page before. `small` words are ignored beside others. Resolves to the index. */
  async function build(data) {
    const index = { small: new Set((data.small || []).map(fold)), pages: [], entries: [], labels: [], terms: new Map(), words: [], spread: [], inTexts: [], inLabels: [] };
    for (const doc of data.docs) {
      if (doc.kind !== undefined) {
        const kind = data.kinds[doc.kind];
        index.pages.push({ location: doc.location, title: doc.title, kind: kind.title, weight: kind.weight, entries: [] });
      }
      const page = index.pages.length - 1;
      index.pages[page].entries.push(index.entries.length);
      index.entries.push({ page, location: doc.location, title: doc.title, text: doc.text });
    }
    /* A heading of many pages, such as "Sources", says little about any of them. */
    const repeated = new Map();
    for (const { title, kind } of data.docs) if (kind === undefined) repeated.set(title, (repeated.get(title) || 0) + 1);
    for (let number = 0; number < data.docs.length; number++) {
      if (number % CHUNK === CHUNK - 1) await new Promise(resolve => setTimeout(resolve));
      const doc = data.docs[number];
      addLabel(index, number, doc.title, doc.kind === undefined ? FIELD.heading / Math.sqrt(repeated.get(doc.title)) : FIELD.title);
      for (const name of doc.names || []) addLabel(index, number, name, FIELD.name);
      addText(index, number, doc.text);
    }
    return index;
  }

  function termOf(index, word, page) {
    const form = fold(word);
    let term = index.terms.get(form);
    if (term === undefined) {
      term = index.words.length;
      index.terms.set(form, term);
      index.words.push(form);
      index.spread.push({ pages: 0, last: -1 });
      index.inTexts.push([]);
      index.inLabels.push([]);
    }
    const spread = index.spread[term];
    if (spread.last !== page) {
      spread.last = page;
      spread.pages++;
    }
    return term;
  }

  function addLabel(index, entry, text, field) {
    const list = words(text);
    const terms = [...new Set(list.map(word => termOf(index, word, index.entries[entry].page)))];
    const number = index.labels.length;
    index.labels.push({ entry, field, terms, joined: joined(list) });
    for (const term of terms) index.inLabels[term].push(number);
  }

  function addText(index, entry, text) {
    const counts = new Map();
    for (const word of words(text)) {
      const term = termOf(index, word, index.entries[entry].page);
      counts.set(term, (counts.get(term) || 0) + 1);
    }
    for (const [term, count] of counts) index.inTexts[term].push([entry, count]);
  }

  /* --- from words of a query to words of the site */

  /* Return how well a word of the site answers a word of the query, from 0 to 1. */
  function likeness(asked, term) {
    if (term === asked) return 1;
    const rest = term.length - asked.length;
    if (rest > 0) {
      if (term.startsWith(asked)) return asked.length < 3 ? 0.5 : asked.length > 3 && rest <= ENDING ? 0.9 : 0.75;
      if (asked.length < 3) return 0;
      if (term.endsWith(asked)) return asked.length < 4 ? 0.55 : 0.75;
    }
    const shared = sharedBeginning(asked, term);
    const longest = Math.max(asked.length, term.length);
    const ending = shared > 5 ? ENDING + 1 : ENDING;
    if (shared > 3 && longest - shared <= ending && shared >= 0.6 * longest) return shared > 4 ? 0.85 : 0.6;
    if (rest > 0 && asked.length > 3 && term.includes(asked)) return 0.6;
    const stem = asked.slice(0, -2);
    return stem.length > 4 && term.length >= asked.length && term.includes(stem) ? 0.5 : 0;
  }

  function sharedBeginning(a, b) {
    const end = Math.min(a.length, b.length);
    let i = 0;
    while (i < end && a[i] === b[i]) i++;
    return i;
  }

  /* Return the number of typing errors between two words, or limit + 1 if there are more. Swapped neighbours count as one error. */
  function slips(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let best = i;
      for (let j = 1; j <= b.length; j++) {
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        best = Math.min(best, cost);
      }
      if (best > limit) return limit + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  /* Likeness from which a word of the site counts as the word of the query, mistyped or inflected. */
  const GOOD = 0.75;
  const best = matches => Math.max(0, ...matches.values());

  function alike(index, form) {
    const matches = new Map();
    index.words.forEach((word, term) => {
      const value = likeness(form, word);
      if (value) matches.set(term, value);
    });
    return matches;
  }

  /* Return the site's words for a word of the query as Maps of term to likeness: one, or two for a compound that the site writes apart. */
  function answers(index, word) {
    const form = fold(word);
    const matches = alike(index, form);
    if (best(matches) >= GOOD || form.length < 4) return [matches];
    const parts = split(index, word.toLowerCase());
    if (parts) return parts;
    mistyped(index, form, matches);
    if (!matches.size) partly(index, form, matches);
    return [matches];
  }

  /* Split a compound into a word of the site and a rest that is well answered; linking letters of the language may stand between them.
     Return the Maps of both, or null if it can't be split. */
  function split(index, word) {
    let found = null;
    let value = 0;
    for (let i = 2; i <= word.length - 3; i++) {
      for (const linking of ["", ...Atlas.linking]) {
        const head = word.slice(0, i);
        if (!head.endsWith(linking)) continue;
        const term = index.terms.get(fold(head.slice(0, head.length - linking.length)));
        if (term === undefined || index.words[term].length < 2) continue;
        const tail = alike(index, fold(word.slice(i)));
        const score = best(tail) * (1 - 1 / (2 * i));
        if (best(tail) >= GOOD && score > value) {
          value = score;
          found = [new Map([[term, 1], ...alike(index, index.words[term])]), tail];
        }
      }
    }
    return found;
  }

  function mistyped(index, form, matches) {
    const limit = form.length < 8 ? 1 : 2;
    index.words.forEach((word, term) => {
      if (limit < 2 && word[0] !== form[0]) return; /* the first letter is seldom mistyped: "nurse" does not mean "Kurse" */
      const errors = Math.min(slips(form, word, limit), form.length > 5 ? slips(form, word.slice(0, form.length), limit) + 0.5 : limit + 1);
      if (errors <= limit) matches.set(term, Math.max(matches.get(term) || 0, 0.75 - 0.15 * errors));
    });
  }

  /* Last resort for a compound that the site does not have: words of the site with which it begins or ends, the longer the better. */
  function partly(index, form, matches) {
    index.words.forEach((word, term) => {
      if (word.length > 3 && (form.startsWith(word) || form.endsWith(word))) matches.set(term, (0.5 * word.length) / form.length);
    });
  }

  /* --- ranking */

  /* Return the words of a query without the small ones; all of them if there are no others. */
  function telling(index, query) {
    const asked = words(query);
    const found = asked.filter(word => !index.small.has(fold(word)));
    return found.length ? found : asked;
  }

  /* Return the words of a query with their weights and the site's words for them, and the total weight. The parts of a compound together
     weigh as much as one word. */
  function weighed(index, asked) {
    const tokens = asked.flatMap(word => answers(index, word).map((matches, _, parts) => weigh(index, word, matches, parts.length)));
    return { tokens, total: tokens.reduce((sum, token) => sum + token.weight, 0) };
  }

  /* Return the pages found, the best first, each with the section that fits the query best, a teaser and the words to mark. */
  function find(index, query) {
    const { tokens, total } = weighed(index, telling(index, query));
    if (!total) return [];
    const inTexts = scoreTexts(index, tokens, total);
    const inLabels = scoreLabels(index, tokens, total, joined(words(query)));
    const hits = [];
    for (const page of new Set([...inTexts.keys(), ...inLabels.keys()])) {
      const text = inTexts.get(page) || { score: 0, entry: index.pages[page].entries[0], tokens: [], together: [] };
      const label = inLabels.get(page) || { score: 0, entry: -1, tokens: [] };
      /* Words that stand together count more than words scattered over a long page. */
      const share = row => tokens.reduce((sum, token, i) => sum + token.weight * Math.max(row[i] || 0, label.tokens[i] || 0), 0) / total;
      const covered = (2 * share(text.together) + share(text.tokens)) / 3;
      hits.push({ page, text, label, score: index.pages[page].weight * (3 * label.score + text.score) * covered });
    }
    hits.sort((a, b) => b.score - a.score || a.page - b.page);
    const marked = new Set();
    for (const { matches } of tokens) for (const [term, value] of matches) if (value >= 0.5) marked.add(index.words[term]);
    return hits.filter((hit, place) => place < FEW || hit.score >= 0.1 * hits[0].score).slice(0, SHOWN).map(hit => show(index, hit, marked));
  }

  /* Return a word of the query with its weight. Words on few pages weigh more, words that only resemble words of the site weigh less. Very
     short words weigh less too, such as the first one of "IT-Sicherheit". Likenesses are scaled so that the best one is 1. */
  function weigh(index, word, matches, parts) {
    const strongest = best(matches);
    const all = index.pages.length;
    let pages = 0;
    for (const [term, value] of matches) {
      if (value >= 0.6) pages += value * index.spread[term].pages;
    }
    for (const [term, value] of matches) matches.set(term, value / strongest);
    return { matches, weight: (strongest / parts) * Math.min(1, 0.15 + 0.15 * word.length) * Math.log(1 + all / (1 + Math.min(pages, all))) };
  }

  function scoreTexts(index, tokens, total) {
    const entries = new Map();
    tokens.forEach((token, i) => {
      for (const [term, value] of token.matches) {
        for (const [entry, count] of index.inTexts[term]) {
          if (!entries.has(entry)) entries.set(entry, new Array(tokens.length).fill(0));
          const row = entries.get(entry);
          row[i] = Math.max(row[i], (value * count) / (count + 1));
        }
      }
    });
    const pages = new Map();
    const sum = row => row.reduce((all, value, i) => all + value * tokens[i].weight, 0) / total;
    for (const [entry, row] of entries) {
      const page = index.entries[entry].page;
      if (!pages.has(page)) pages.set(page, { top: 0, entry, together: row, tokens: new Array(tokens.length).fill(0) });
      const found = pages.get(page);
      const score = sum(row);
      if (score > found.top || (score === found.top && entry < found.entry)) Object.assign(found, { top: score, entry, together: row });
      row.forEach((value, i) => { found.tokens[i] = Math.max(found.tokens[i], value); });
    }
    for (const found of pages.values()) found.score = (found.top + sum(found.tokens)) / 2;
    return pages;
  }

  /* Return the scores of pages by their titles, headings and other names: how much of the query these answer, and how much of them the
     query names. */
  function scoreLabels(index, tokens, total, whole) {
    const candidates = new Set();
    for (const token of tokens) for (const term of token.matches.keys()) for (const label of index.inLabels[term]) candidates.add(label);
    if (whole.length > 3) index.labels.forEach((label, number) => { if (label.joined.includes(whole)) candidates.add(number); });
    const pages = new Map();
    for (const number of candidates) {
      const label = index.labels[number];
      const found = tokens.map(({ matches }) => label.terms.reduce((top, term) => Math.max(top, matches.get(term) || 0), 0));
      let named = 0;
      let size = 0;
      for (const term of label.terms) {
        const weight = Math.log(1 + index.pages.length / index.spread[term].pages);
        size += weight;
        named += weight * tokens.reduce((top, { matches }) => Math.max(top, matches.get(term) || 0), 0);
      }
      let score = (found.reduce((all, value, i) => all + value * tokens[i].weight, 0) / total) * (0.4 + (0.6 * named) / (size || 1));
      /* The whole query written as one word: "Seekartenzeichner" and "Seekarten Zeichner" are found in "See-Karten-Zeichner/in". */
      if (whole.length > 3 && label.joined.includes(whole)) {
        const share = whole.length / label.joined.length;
        score = share === 1 ? 1.3 : Math.max(score, 0.55 + 0.4 * share + (label.joined.startsWith(whole) ? 0.05 : 0));
        found.fill(1);
      } else if (label.joined === whole) score = 1.3;
      score *= label.field;
      const page = index.entries[label.entry].page;
      const known = pages.get(page);
      if (!known || score > known.score) pages.set(page, { score, entry: label.entry, tokens: known ? known.tokens : found });
      const row = pages.get(page).tokens;
      found.forEach((value, i) => { row[i] = Math.max(row[i], value * label.field); });
    }
    /* One name that answers all words is best; several names that answer them together count too. */
    for (const found of pages.values()) found.score = (3 * found.score + found.tokens.reduce((all, value, i) => all + value * tokens[i].weight, 0) / total) / 4;
    return pages;
  }

  /* --- showing */

  function show(index, hit, marked) {
    const page = index.pages[hit.page];
    const first = page.entries[0];
    const entry = 3 * hit.label.score >= hit.text.score ? hit.label.entry : hit.text.entry;
    const place = index.entries[entry];
    const text = teaser(place.text, marked, entry === first) || teaser(index.entries[first].text, marked, true);
    return { location: place.location, title: page.title, heading: entry === first ? "" : place.title, kind: page.kind, text, score: hit.score, marked };
  }

  const isSentence = line => line.length > 60 && !line.includes(" · ");

  /* Return the line of a text with the most marked words, cut around the first of them. Sentences are preferred to lists. With `whole`, for
     a page as a whole, only sentences count if there are any, even if only a list of other names has the words. */
  function teaser(text, marked, whole) {
    const lines = text.split("\n");
    const sentences = whole ? lines.filter(isSentence) : [];
    let chosen = "";
    let most = -1;
    for (const line of sentences.length ? sentences : lines) {
      const count = new Set(words(line).map(fold).filter(form => marked.has(form))).size + (isSentence(line) ? 1.5 : 0);
      if (count > most) {
        most = count;
        chosen = line;
      }
    }
    if (chosen.length <= TEASER) return chosen;
    const mark = [...chosen.matchAll(WORD)].find(match => marked.has(fold(match[0])));
    const from = Math.max(0, Math.min((mark ? mark.index : 0) - TEASER / 3, chosen.length - TEASER));
    const start = from ? chosen.indexOf(" ", from) + 1 : 0;
    const end = start + TEASER < chosen.length ? chosen.lastIndexOf(" ", start + TEASER) : chosen.length;
    return (start ? "… " : "") + chosen.slice(start, end > start ? end : start + TEASER) + (end < chosen.length ? " …" : "");
  }

  /* Split a text into pairs [part, whether it is marked]. */
  function parts(text, marked) {
    const result = [];
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      if (!marked.has(fold(match[0]))) continue;
      result.push([text.slice(end, match.index), false], [match[0], true]);
      end = match.index + match[0].length;
    }
    result.push([text.slice(end), false]);
    return result.filter(([part]) => part);
  }

  return { build, find, fold, parts, words, likeness, telling, weighed };
})();
