/* What is shown of a long passage and what a value is called, on a page, in a worker and in node. */
(function (root) {
  "use strict";
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
    /** The place after the last mark, or -1.
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

  /** @type {Search.NameOf} */
  function nameOf(engine, facet, value) {
    if (facet === "theme") return engine.base.themes[value] || value;
    if (facet === "concept") return engine.settings.concepts.find((it) => it.id === value)?.name || value;
    if (facet === "year") return `${value.replace(/\.\.|[-~—至到]/, "–")} 年`;
    return value;
  }

  Object.assign(root.anwenSearch, { excerpt, found, nameOf });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
