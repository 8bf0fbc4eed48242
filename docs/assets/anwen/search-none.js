/* Ways on where nothing was found: what was tried, fewer filters, concepts nearby, the themes; and filters that no passage has
 * (scripts/anwen/index/asking/narrow.py). Fetched when it is needed. */
(function (root) {
  "use strict";
  const { make, link, listed, widened, without, nameOf, quietly, FACETS } = root.anwenSearch;
  const NAMED = 8; // values of a facet that are named

  /** The filters, typed and chosen, that no passage has; and what there is instead, what most passages have first, years the
   * newest first; of a passage's identifier its article.
   * @param {any} source @param {{q: string, filters: Record<string, string[]>}} state @returns {Search.Strange[]} */
  function strange(source, { q, filters }) {
    const typed = source.request(q).parts.filter((/** @type {Search.Piece} */ it) => it.facet);
    const chosen = Object.entries(filters).sort().flatMap(([facet, values]) => values.map((text) => ({ facet, text, raw: "" })));
    /** @type {Search.Strange[]} */
    const told = [];
    for (const { facet, text, raw } of [...typed, ...chosen]) {
      if (source.values(facet, text).length || told.some((it) => it.facet === facet && it.text === text && !it.raw === !raw)) continue;
      const often = source.settings.facets[facet] || {}, all = Object.keys(often).sort();
      const known = facet === "id" ? source.values(facet, text.split(".")[0]) : facet === "year" ? all.reverse() : all.sort((a, b) => often[b] - often[a]);
      told.push({ facet, text, raw, known: known.slice(0, NAMED), more: known.length > NAMED });
    }
    return told;
  }

  /** @type {Search.ShowNone} */
  const showNone = async (place, engine, answer, state, address, go) => {
    const { source } = engine, room = make("p", {});
    place.append(room);
    const told = /** @type {Search.Strange[]} */ (await source.settle(() => strange(source, state)));
    const wide = answer.total ? 0 : (await engine.answer(widened(source, state).q, { limit: 0 })).total;
    if (!room.isConnected) return; // another query is shown by now
    room.replaceWith(...told.map(({ facet, text, raw, known, more }) => {
      const name = FACETS[facet], rest = without(source, state, (/** @type {Search.Piece} */ it) => raw && it.raw === raw);
      const says = text ? `文库里没有“${name}：${text}”${facet === "id" ? "" : `的段落${raw && "，已把它当作词语检索"}`}。` : `“${name}：”后面还没有写要哪一种。`;
      const values = known.flatMap((it, at) => {
        const filters = { ...state.filters, [facet]: [...state.filters[facet].filter((other) => other !== text), it] };
        return [at ? "、" : facet === "id" ? "可以看这一篇：" : `${name}有：`, link(nameOf(source, facet, it), { ...rest, filters }, address, (/** @type {Search.State} */ next) => quietly(go, next))];
      });
      return make("p", {}, says, ...values, known[0] ? (more ? "等。" : "。") : "");
    }));
    if (!answer.total) showWays(place, engine, answer, state, wide, address, go);
  };

  /** @param {Node[]} items */
  const list = (items) => make("ul", { class: "anwen-near" }, ...items.map((it) => make("li", {}, it)));

  /** The ways on from a query that found nothing but, without its filters, `wide` passages.
   * @param {HTMLElement} place @param {Search.Engine} engine @param {Search.Answer} answer @param {Search.State} state
   * @param {number} wide @param {Search.Address} address @param {Search.Go} go */
  const showWays = (place, { base, source }, answer, state, wide, address, go) => {
    const tried = answer.words.filter((word) => !answer.unseen.includes(word)), { parts } = source.request(state.q);
    if (parts[0] && parts.every((it) => it.as === "unwanted")) {
      place.append(make("p", {}, `只写了不要什么，还没有写要找什么。要找的词写在前面，例如：安全 ${parts[0].raw}`));
    }
    if (tried.length) place.append(make("p", {}, `查找过：${listed(tried)}。`));
    const unseen = answer.unseen.filter((/** @type {string} */ word) => !parts.some((it) => it.facet === "id" && it.text.includes(word)));
    if (unseen.length) place.append(make("p", {}, `文库里没有这些词：${listed(unseen)}。换个说法，或者只留关键词再试。`));
    if (wide) place.append(make("p", {}, link(`去掉筛选条件，有 ${wide} 段`, widened(source, state), address, (/** @type {Search.State} */ next) => quietly(go, next))));
    if (answer.near.length) place.append(make("p", {}, "可以看看这些概念："), list(answer.near.map((it) => make("a", { href: `../concepts/${it.id}/` }, it.name))));
    const themes = Object.entries(base.themes).map(([id, name]) => make("a", { href: `../themes/${id}/` }, String(name)));
    place.append(make("p", {}, "也可以按主题或概念看："), list([...themes, make("a", { href: "../concepts/" }, "全部概念")]));
  };

  root.anwenSearch.strange = strange;
  root.anwenShard?.("../anwen/search-none", showNone);
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
