/* What is offered while typing; the search page fetches it when its field is first used. A classic script for a page, a worker
 * and node: it adds `suggest` to the global `anwenSearch`; needs search-plan.js before it. The suggestions are written by
 * scripts/anwen/index/static/suggest.py. */
(function (root) {
  "use strict";
  const { fold } = root.anwenSearch;
  /** @typedef {{kind: "c" | "w" | "a", text: string, target: string, note: string, query: string}} Offer a concept, a
   *   term or an article; `query` is what to search for when it is taken */
  /** @typedef {[Offer["kind"], string, string, string, string]} Row */

  const OFFERED = { c: 4, w: 2, a: 3 }; // of each kind
  const LATIN = /^[a-z][a-z' ]*$/, PAIR = /[㐀-䶿一-鿿〇]{1,2}|[a-z0-9]{2}/g;

  /** The keys under which what is typed may be listed, see suggest.py.
   * @param {string} typed folded @returns {string[]} */
  function keysOf(typed) {
    if (LATIN.test(typed)) return typed.length > 1 ? [typed.replace(/[' ]/g, "").slice(0, 2)] : [];
    const keys = [];
    for (let at = 0; at + 1 < typed.length; at++) {
      const pair = typed.slice(at, at + 2);
      if (pair.match(PAIR)?.[0] === pair) keys.push(pair);
    }
    return keys.length ? keys : typed.match(PAIR)?.slice(0, 1) || [];
  }

  /** Whether a row is what is typed, and how well: 0 from its beginning, 1 within, -1 not.
   * @param {Row} row @param {string} typed */
  function fit([, text, , reading], typed) {
    const at = fold(text).indexOf(typed);
    if (at >= 0 || !reading) return Math.min(at, 1);
    const letters = typed.replace(/[' ]/g, ""), parts = reading.split(" ");
    return parts.join("").startsWith(letters) || parts.map((part) => part[0]).join("").startsWith(letters) ? 0 : -1;
  }

  /** Suggestions for what is typed, best first; where nothing has all of it, for its last word.
   * @param {any} source @param {string} typed @returns {Promise<Offer[]>} */
  async function suggest(source, typed) {
    const whole = fold(typed).trim();
    for (const part of new Set([whole, whole.split(/\s+/).pop() || ""])) {
      const keys = keysOf(part);
      if (!keys.length) continue;
      /** @type {Row[][]} */
      const lists = await source.settle(() => keys.map((key) => source.term("q", key) || []));
      const rows = lists.reduce((least, list) => (list.length < least.length ? list : least)); // the rarest pair says most
      const before = whole.slice(0, whole.length - part.length);
      const left = { ...OFFERED };
      const found = [0, 1].flatMap((fits) => rows.filter((row) => fit(row, part) === fits));
      const offers = found
        .filter(([kind]) => left[kind]-- > 0)
        .map(([kind, text, target, , note]) => ({ kind, text, target, note, query: before + text }));
      const order = "cwa";
      if (offers.length) return offers.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    }
    return [];
  }

  root.anwenSearch.suggest = suggest;
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
