/* What is offered while typing and what is shown of a long passage. A classic script for a page, a worker and node: it adds
 * to the global `anwenSearch`; needs search-plan.js before it. The suggestions are written by scripts/anwen/index/suggest.py. */
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

  /** The part of a text to show, [start, end): about `limit` characters where most highlights stand together, cut at marks
   * of sentences where there are any near, else at lesser marks.
   * @param {string} text @param {[number, number][]} highlights @param {number} limit @returns {[number, number]} */
  function excerpt(text, highlights, limit) {
    if (text.length <= limit * 1.2) return [0, text.length];
    let anchor = 0, most = -1, last = 0;
    for (const [start] of highlights) {
      const within = highlights.filter(([from, to]) => from >= start && to <= start + limit * 0.7);
      const sum = within.reduce((length, [from, to]) => length + to - from, 0);
      if (sum > most) [anchor, most, last] = [start, sum, within.length ? within[within.length - 1][1] : start];
    }
    /** The place after the last mark in text[from, to), or -1.
     * @param {RegExp} marks @param {number} from @param {number} to */
    const after = (marks, from, to) => {
      for (let at = to - 1; at >= from; at--) if (marks.test(text[at])) return at + 1;
      return -1;
    };
    const lead = Math.max(0, anchor - Math.floor(limit * 0.3));
    let from = anchor <= limit * 0.3 ? 0 : after(/[。！？；\n]/, lead, anchor);
    if (from < 0) from = after(/[，：、,]/, lead, anchor);
    if (from < 0) from = lead;
    const end = Math.min(text.length, from + limit);
    if (text.length - end < limit * 0.2) return [from, text.length];
    const least = Math.max(last, from + Math.floor(limit * 0.5));
    let to = after(/[。！？；\n]/, least, end);
    if (to < 0) to = after(/[，：、,]/, least, end);
    if (to < 0) to = highlights.reduce((cut, [start, stop]) => (start < cut && stop > cut ? stop : cut), end);
    return [from, to];
  }

  /** The words of a hit that were found, each once.
   * @param {any} hit @returns {string[]} */
  const found = (hit) => [...new Set(/** @type {[number, number][]} */ (hit.highlights).map(([start, end]) => hit.text.slice(start, end)))];

  Object.assign(root.anwenSearch, { suggest, excerpt, found });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
