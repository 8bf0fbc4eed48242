/* Where nothing is found: look for part of what was asked, and for concepts near it. A mirror of
 * scripts/anwen/index/asking/loosen.py and of Searcher._near and _fits. The search page fetches it when a query first finds nothing, or has quotation marks or a minus.
 * A classic script: it adds `loosen` to the global `anwenSearch`; needs search-plan.js before it. */
(function (root) {
  "use strict";
  const { idf, fold, terms } = root.anwenSearch;
  const LONGEST = 12, CLOSE = 6, TELLING = 100, OTHER = 75, SHARE = 3, EMPTY = "子头儿们";
  const BATCH = 32; // passages looked through at a time

  class Loosener {
    /** @param {any} planner */
    constructor(planner) {
      this.planner = planner;
      this.source = planner.source;
    }

    /** What the first plan for part of `plan` finds that finds something.
     * @param {any} plan @param {(plan: any) => Promise<any>} rank */
    async loosen(plan, rank) {
      for (let step = 0; step < 6; step++) {
        const part = await this.source.settle(() => this.looser(plan, step)), found = part && await rank(part);
        if (!found?.ranked.length) continue;
        const count = (/** @type {string} */ term) => this.source.count(term);
        const texts = (/** @type {{text: string}[]} */ forms) => forms.map((form) => form.text);
        const instead = await this.source.settle(() =>
          part.runs.length ? [] : part.groups.flatMap((/** @type {any} */ { forms: [one, ...others] }) => texts(!others.length || terms(one.text).every(count) ? [one] : others))
        );
        return { ...found, plan: part, instead };
      }
      return null;
    }

    /** A plan for part of what was asked: 0 known words within the words, 1 what they are a kind of, 2 words that sound nearly
     * the same, 3 what a character tells, 4 a character that is rare, 5 known words that say little.
     * @param {any} plan @param {number} step @returns {any} */
    looser(plan, step) {
      const { source, planner } = this, { total } = source.settings;
      /** @type {string[]} */
      const runs = plan.runs.map((/** @type {string} */ run) => run.slice(0, LONGEST)).filter((/** @type {string} */ run) => run.length > 1);
      const close = runs.every((run) => run.length <= CLOSE) ? runs : [];
      const group = (/** @type {string} */ word, /** @type {string[]} */ others = []) => ({
        forms: [{ text: word, worth: 100 }, ...others.map((text) => ({ text: text.replace(/^…/, ""), worth: OTHER }))],
        worth: 100,
      });
      const groups = (step % 5 ? close : runs).flatMap((run) => {
        if (step === 1) {
          for (const length of [2, 1]) {
            const others = length < run.length ? source.synonyms("…" + run.slice(-length)) : [];
            if (others.length) return [group(run, others)];
          }
          return [];
        }
        if (step === 3) {
          const told = [...run].reverse().map((char) => source.synonyms(char + "…")).find((others) => others.length);
          return told ? [group(run, told)] : [];
        }
        if (step === 4) {
          return [...run].filter((char) => !EMPTY.includes(char) && source.count(char) && idf(source.count(char), total) >= 2 * TELLING).slice(-1).map((char) => group(char));
        }
        const found = [], free = [...run];
        for (let length = run.length; length > 1 && step !== 2; length--) {
          for (let start = 0; start + length <= run.length; start++) {
            if (!free.slice(start, start + length).every(Boolean)) continue;
            const word = run.slice(start, start + length), count = source.word(word), others = source.synonyms(word);
            if (!others.length && (count <= 0 || idf(count, total) < (step ? 0 : TELLING))) continue;
            free.fill("", start, start + length);
            found.push(group(word, others));
          }
        }
        return found;
      });
      if (step === 2) {
        const [run] = close, found = close.length === 1 && planner.late("spell")?.best(run, [...run.slice(1)].map((_, at) => at), true);
        if (!found) return null;
        const end = found.start + found.word.length, meant = run.slice(0, found.start) + found.word + run.slice(end);
        const corrections = [...plan.corrections, { typed: run.slice(found.start, end), meant: found.word }];
        return { groups: planner.plan([meant]).groups, runs: [meant], corrections, offers: [] };
      }
      const size = (/** @type {string[]} */ list) => list.reduce((sum, text) => sum + text.length, 0);
      const enough = groups.length && SHARE * size(groups.map((it) => it.forms[0].text)) >= size(plan.runs);
      return enough ? { groups, runs: [], corrections: plan.corrections, offers: [] } : null;
    }

    /** Those of the passages that have the words in quotation marks and not the unwanted, which may be filters; the first `most` and
     * perhaps more.
     * @param {Search.Scored[]} ranked @param {Search.Request} request @param {number} most */
    async fitting(ranked, request, most) {
      const { source } = this, found = [], texts = [...request.exact, ...request.unwanted];
      const sets = (/** @type {string} */ text) => terms(text).flatMap((/** @type {string} */ term) => {
        const list = term > "\u3000" && source.list(term);
        return list && !list.tail ? [new Set(list.numbers)] : [];
      });
      const having = await source.settle(() => new Map(texts.map((text) => [text, sets(text)])));
      const lacks = (/** @type {string} */ text, /** @type {number} */ number) => !!having.get(text)?.some((/** @type {Set<number>} */ set) => !set.has(number));
      const named = (/** @type {string} */ text) => source.request(text).filters.flatMap((/** @type {Search.Piece} */ { as, text }) =>
        source.values(as, text).flatMap((/** @type {string} */ value) => [...source.facet(as, value)]));
      const unwanted = await source.settle(() => new Set(request.unwanted.flatMap(named)));
      const possible = ranked.filter((it) => !unwanted.has(it.number) && !request.exact.some((text) => lacks(text, it.number)));
      for (let at = 0; at < possible.length && found.length < most; at += BATCH) {
        const fits = await source.settle(() =>
          possible.slice(at, at + BATCH).filter((it) => {
            const unsure = request.unwanted.filter((text) => !lacks(text, it.number));
            if (!request.exact.length && !unsure.length) return true;
            const text = source.entry(it.number)?.folded[0] || "";
            return request.exact.every((words) => text.includes(words)) && !unsure.some((words) => text.includes(words));
          })
        );
        found.push(...fits);
      }
      return found;
    }

    /** The concepts whose names share most pairs of characters with some words.
     * @param {string} words @returns {Search.Name[]} */
    near(words) {
      const wanted = new Set(terms(words)), often = this.source.settings.facets.concept || {};
      const named = /** @type {Search.Name[]} */ (this.source.settings.concepts).map((name) => {
        const shares = [name.name, ...name.also].map((it) => [...new Set(terms(fold(it)))].filter((term) => wanted.has(term)).length);
        return { shared: Math.max(...shares), often: often[name.id] || 0, name };
      });
      const scored = named.filter((it) => it.shared);
      scored.sort((a, b) => b.shared - a.shared || b.often - a.often || (a.name.id < b.name.id ? -1 : 1));
      return scored.slice(0, 5).map((it) => it.name);
    }
  }

  root.anwenSearch.loosen = Loosener;
  root.anwenShard?.("../anwen/search-loosen", Loosener);
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
