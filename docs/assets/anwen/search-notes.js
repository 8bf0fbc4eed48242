/* What is said of an unusual query: what was put right, what was looked for besides or instead, filters that no passage has
 * (scripts/anwen/index/asking/narrow.py), and ways on where nothing was found. Fetched when it is needed, by a page or a worker. */
(function (root) {
  "use strict";
  const { make, button, without, widened, nameOf, quietly, fold, FACETS } = root.anwenSearch;
  const NAMED = 8; // words, and values of a facet, that are named: a pasted sentence has dozens

  /** @param {string[]} words */
  const listed = (words) => words.slice(0, NAMED).map((word) => `“${word}”`).join("、") + (words[NAMED] ? "等" : "");

  // --- in words alone -------------------------------------------------------------------------------

  /** The filters, typed and chosen, that no passage has; and what there is instead, what most passages have first, years the
   * newest first; of a passage's identifier its article.
   * @param {any} source @param {{q: string, filters: Record<string, string[]>}} state @returns {Search.Strange[]} */
  function strange(source, { q, filters }) {
    const typed = source.request(q).parts.filter((/** @type {Search.Piece} */ it) => it.facet);
    const chosen = Object.entries(filters).sort().flatMap(([facet, values]) => values.map((text) => ({ facet, text, raw: "", as: "" })));
    /** @type {Search.Strange[]} */
    const told = [];
    for (const { facet, text, raw, as } of [...typed, ...chosen]) {
      if (source.values(facet, text).length || told.some((it) => it.facet === facet && it.text === text && !it.raw === !raw)) continue;
      const often = source.settings.facets[facet] || {}, all = Object.keys(often).sort();
      const known = facet === "id" ? source.values(facet, text.split(".")[0]) : facet === "year" ? all.reverse() : all.sort((a, b) => often[b] - often[a]);
      told.push({ facet, text, raw, known: known.slice(0, NAMED), more: known.length > NAMED, sought: !!text && as === "free" });
    }
    return told;
  }

  /** That there is no such filter, and what its values are called.
   * @param {any} source @param {Search.Strange} it */
  function lacking(source, { facet, text, known, more, sought }) {
    const name = FACETS[facet], of = facet === "id" ? "" : "的段落";
    return {
      says: text ? `文库里没有“${name}：${text}”${of}${sought ? "，已把它当作词语检索" : ""}。` : `“${name}：”后面还没有写要哪一种。`,
      leads: !known.length ? "" : facet === "id" ? "可以看这一篇：" : `${name}有：`,
      names: known.map((it) => nameOf(source, facet, it)),
      ends: !known.length ? "" : more ? "等。" : "。",
    };
  }

  /** That other words were looked for than those that were typed, or not all of them.
   * @param {Search.Answer} answer @param {Search.Piece[]} parts of the query @returns {string[]} */
  function said({ total, loosened, instead, words, unseen }, parts) {
    const rest = words.filter((word) => !unseen.includes(word)), told = [];
    if (loosened) told.push("没有哪一段原样写着引号里的话，已改为按词语检索。");
    if (instead.length) told.push(`没有哪一段同时有您写的这些词，下面是部分相符的段落，查的是${listed(instead)}。`);
    else if (total && unseen.length) told.push(`文库里没有${listed(unseen)}，下面是${rest.length ? `按${rest[NAMED] ? "其余的词" : listed(rest)}检索的结果` : "说法相近的段落"}。`);
    if (parts[0] && parts.every((it) => it.as === "unwanted")) told.push(`只写了不要什么，还没有写要找什么。要找的词写在前面，例如：安全 ${parts[0].raw}`);
    return told;
  }

  /** What a query says besides its words, as it was typed: filters that passages have, identifiers, what is unwanted, and
   * exact words where they were found. What finds one of the words alone keeps it.
   * @param {Search.Piece[]} parts @param {boolean} loosened @returns {string[]} */
  const narrowing = (parts, loosened) => parts.filter(({ as }) => as in FACETS || as === "unwanted" || (as === "exact" && !loosened)).map((it) => it.raw);

  // --- on the page ----------------------------------------------------------------------------------

  /** @type {Search.Make} */
  const line = (style, attributes, ...children) => make("p", { class: style, ...attributes }, ...children);

  /** A link to another state that stays on the page, unless it is opened elsewhere.
   * @param {Search.Road} way @param {string} label @param {Search.State} state @param {boolean} [focus] */
  function link({ address, go }, label, state, focus) {
    const element = make("a", { href: address(state) }, label);
    element.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (focus) quietly(go, state);
      else go(state);
    });
    return element;
  }

  /** What may be meant, and words that few of the passages have.
   * @param {Search.Engine} engine @param {Search.Answer} answer @param {Search.State} state @param {Search.Road} way */
  async function meant(engine, { corrections, offers, total, missed, loosened }, state, way) {
    const query = (/** @type {string} */ q) => link(way, q, { ...state, q }), told = [];
    const kept = narrowing(engine.source.request(state.q).parts, loosened), exactly = (/** @type {string} */ words) => [`"${words}"`, ...kept].join(" ");
    const literally = (/** @type {string} */ words) => engine.answer(exactly(words), { limit: 0, ...state.filters });
    if (corrections.length) {
      const typed = corrections.map((it) => it.typed).join(" "), literal = await literally(typed);
      let text = fold(state.q);
      for (const it of corrections) text = text.includes(it.typed) ? text.replace(it.typed, it.meant) : it.meant;
      const asTyped = literal.total && !literal.loosened
        ? [`也可以只查原样的写法（${literal.total} 段）：`, query(exactly(typed))]
        : [`没有找到原样的写法“${typed}”。`];
      told.push(line("anwen-meant", {}, "您是不是要找：", query(text), total ? "？下面是按它检索的结果。" : "？", ...asTyped));
    }
    if (offers.length) told.push(line("anwen-meant", {}, "您是不是要找：", ...offers.map((it) => query(it.meant)), "？下面是按您写的检索的结果。"));
    for (const word of total ? missed : []) {
      const { total, loosened } = await literally(word);
      if (total && !loosened) told.push(line("", {}, `排在前面的段落里没有“${word}”，写到它的有 ${total} 段：`, query(exactly(word))));
    }
    return told;
  }

  /** A filter that no passage has, and links to those that there are.
   * @param {any} source @param {Search.Strange} it @param {Search.State} state @param {Search.Road} way */
  function others(source, it, state, way) {
    const { says, leads, names, ends } = lacking(source, it), { facet, text, raw, known } = it;
    const rest = without(source, state, (/** @type {Search.Piece} */ part) => raw && part.raw === raw);
    const kept = state.filters[facet].filter((other) => other !== text);
    const links = names.flatMap((name, at) => [at ? "、" : "", link(way, name, { ...rest, filters: { ...state.filters, [facet]: [...kept, known[at]] } }, true)]);
    return line("", {}, says, leads, ...links, ends);
  }

  /** @param {Node[]} items */
  const list = (items) => make("ul", { class: "anwen-near" }, ...items.map((it) => make("li", {}, it)));

  /** The ways on from a query that found nothing.
   * @param {Search.Engine} engine @param {Search.Answer} answer @param {Search.State} state @param {Search.Road} way */
  async function ways(engine, { words, unseen, near }, state, way) {
    const { base, source } = engine, tried = words.filter((word) => !unseen.includes(word)), wide = widened(source, state), told = [];
    const { total } = await engine.answer(wide.q, { limit: 0 });
    if (tried.length) told.push(line("", {}, `查找过：${listed(tried)}。`));
    if (unseen.length) told.push(line("", {}, `文库里没有这些词：${listed(unseen)}。换个说法，或者只留关键词再试。`));
    if (total) told.push(line("", {}, link(way, `去掉筛选条件，有 ${total} 段`, wide, true)));
    if (near.length) told.push(line("", {}, "可以看看这些概念："), list(near.map((it) => make("a", { href: `../concepts/${it.id}/` }, it.name))));
    const themes = Object.entries(base.themes).map(([id, name]) => make("a", { href: `../themes/${id}/` }, String(name)));
    return [...told, line("", {}, "也可以按主题或概念看："), list([...themes, make("a", { href: "../concepts/" }, "全部概念")])];
  }

  /** All that is to be said of an answer, as elements.
   * @type {Search.Notes} */
  async function notes(engine, answer, state, way) {
    const { source } = engine, filters = /** @type {Search.Strange[]} */ (await source.settle(() => strange(source, state)));
    return [
      ...(await meant(engine, answer, state, way)),
      ...said(answer, source.request(state.q).parts).map((text) => line("", {}, text)),
      ...filters.map((it) => others(source, it, state, way)),
      ...(answer.total ? [] : await ways(engine, answer, state, way)),
    ];
  }

  Object.assign(root.anwenSearch, { strange, lacking, said });
  root.anwenShard?.("../anwen/search-notes", notes);
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
