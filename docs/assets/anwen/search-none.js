/* Ways on where nothing was found: what was tried, fewer filters, concepts nearby, the themes; and filters that name nothing
 * (scripts/anwen/index/asking/narrow.py). Fetched when it is needed. */
(function (root) {
  "use strict";
  const { make, link, listed, widened, quietly, parse, years } = root.anwenSearch;
  const LABELS = { theme: "主题", kind: "类型", level: "级别", sector: "行业", year: "年份", concept: "概念" };
  const NAMED = 8; // values of a facet that are named

  /** What to say of the filters, typed and chosen, that name nothing; of years those in which nothing was written.
   * @param {any} source @param {{q: string, filters: Record<string, string[]>}} state @returns {string[]} */
  function strange(source, state) {
    const typed = /** @type {[string, string][]} */ (parse(state.q).filters).map((it) => [...it, "typed"]);
    const chosen = Object.entries(state.filters).sort().flatMap(([facet, values]) => values.map((value) => [facet, value, ""]));
    const { facets } = source.settings, told = [...typed, ...chosen].flatMap(([facet, value, typed]) => {
      const often = facets[facet] || {}, values = source.values(facet, value);
      if (values.some((/** @type {string} */ it) => facet !== "year" || it in often)) return [];
      const label = LABELS[/** @type {"year"} */ (facet)], known = nearest(source, facet, value), names = known.slice(0, NAMED);
      const year = facet === "year" && years(value, [])[0] && `没有 ${value.replace(/\.\.|[-~—至到]/g, "–")} 年的文章。`;
      const name = `没有名为“${value}”的${label}${typed && "，已把它当作词语检索"}。`;
      const list = (facet === "year" ? names.sort() : names).join("、");
      return [(year || name) + (list && `${label}有：${list}${known.length > NAMED ? "等" : ""}。`)];
    });
    return [...new Set(told)];
  }

  /** The names of a facet's values: what shares most characters with `value` first, then what most passages have; of years
   * those around it.
   * @param {any} source @param {string} facet @param {string} value @returns {string[]} */
  function nearest({ base, settings: { concepts, facets } }, facet, value) {
    const often = facets[facet] || {}, year = facet === "year" && /\d{4}/.exec(value);
    /** @type {[string, string][]} */
    const known = facet === "theme" ? Object.entries(base.themes) : facet === "concept" ? concepts.map((/** @type {any} */ it) => [it.id, it.name]) : Object.keys(often).map((it) => [it, it]);
    const rows = known.map(([id, name]) => {
      const close = year ? -Math.abs(Number(name) - Number(year[0])) : [...new Set(value)].filter((char) => name.includes(char)).length;
      return { name, close, often: often[id] || 0 };
    });
    return rows.sort((a, b) => b.close - a.close || b.often - a.often || (a.name < b.name ? -1 : 1)).map((it) => it.name);
  }

  /** @type {Search.ShowNotes} */
  const showNone = async (place, engine, answer, state, totals, address, go) => {
    if (!answer.total) showWays(place, engine, answer, state, totals, address, go);
    const room = make("p", {});
    place.prepend(room); // gone when another query is shown before this one's filters are read
    const told = await engine.settle(() => strange(engine, state));
    room.replaceWith(...told.map((/** @type {string} */ it) => make("p", {}, it)));
  };

  /** @type {Search.ShowNotes} */
  const showWays = (place, engine, answer, state, totals, address, go) => {
    const tried = answer.words.filter((word) => !answer.unseen.includes(word));
    if (tried.length) place.append(make("p", {}, `查找过：${listed(tried)}。`));
    if (answer.unseen.length) place.append(make("p", {}, `文库里没有这些词：${listed(answer.unseen)}。换个说法，或者只留关键词再试。`));
    if (totals.unfiltered) {
      const all = link(`去掉筛选条件，有 ${totals.unfiltered} 段`, widened(engine, state), address, (/** @type {Search.State} */ next) => quietly(go, next));
      place.append(make("p", {}, all));
    }
    if (answer.near.length) {
      const links = answer.near.map((it) => make("li", {}, make("a", { href: `../concepts/${it.id}/` }, it.name)));
      place.append(make("p", {}, "可以看看这些概念："), make("ul", { class: "anwen-near" }, ...links));
    }
    const themes = Object.entries(engine.base.themes).map(([id, name]) => make("li", {}, make("a", { href: `../themes/${id}/` }, String(name))));
    place.append(make("p", {}, "也可以按主题看："), make("ul", { class: "anwen-near" }, ...themes));
  };
  root.anwenSearch.strange = strange;
  root.anwenShard?.("../anwen/search-none", showNone);
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
