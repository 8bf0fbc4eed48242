/* Our engine behind the theme's search box. The theme (Material 9) speaks four messages: 0 set up, 1 ready, 2 query,
 * 3 result {items: groups of {location, title, text, score, terms}, suggest}. Locations count from the site's root. The theme
 * writes titles and texts into the page as HTML, so everything is escaped here but our own <mark>.
 * In a worker this file serves at once; in a page it only offers `anwenSearch.serveTheme` (see search-local.js). */
(function (root) {
  "use strict";
  const PASSAGES = 30, SNIPPET = 90, MOST = 1e6;
  const UNREAD = "不等于没有相符的内容：可能没有网络，也可能网站的文件不全。请稍后再试。";

  /** @param {string} text */
  const escape = (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

  /** The part of a passage around its highlights, as HTML.
   * @param {any} hit */
  function snippet(hit) {
    const [from, to] = root.anwenSearch.excerpt(hit.text, hit.near, SNIPPET);
    let html = from ? "…" : "", at = from;
    for (const [start, end] of hit.highlights) {
      if (end <= from || start >= to) continue;
      html += `${escape(hit.text.slice(at, Math.max(at, start)))}<mark>${escape(hit.text.slice(Math.max(from, start), Math.min(end, to)))}</mark>`;
      at = Math.min(end, to);
    }
    const why = hit.question && !hit.highlights.length ? `（相关问法：${escape(hit.question)}）` : "";
    return html + escape(hit.text.slice(at, to)) + (to < hit.text.length ? "…" : "") + why;
  }

  /** What the search page says of an unusual query, as one more group that leads there.
   * @param {any} engine @param {string} q @param {Search.Answer} answer @returns {Promise<any[]>} */
  async function notes({ source }, q, answer) {
    const { strange, lacking, said } = root.anwenSearch;
    const filters = await source.settle(() => strange(source, { q, filters: {} }).map((/** @type {Search.Strange} */ it) => lacking(source, it)));
    const found = filters.map((/** @type {any} */ { says, leads, names, ends }) => [says, leads + names.join("、") + ends]);
    const told = [...found, ...said(answer, source.request(q).parts).map((/** @type {string} */ text) => [text, ""])];
    const location = `search/?${new URLSearchParams({ q })}`;
    return told.slice(0, 1).map(([title, text]) => [{ location, title: escape(title), text: escape(text), score: MOST, terms: {} }]);
  }

  /** Hits as the theme's groups: one an article, the article first, its best passage shown, others folded away.
   * @param {any[]} hits */
  function groups(hits) {
    /** @type {Map<string, any[]>} */
    const found = new Map();
    for (const hit of hits) {
      const group = found.get(hit.article);
      const location = hit.url.replace(/^\//, "");
      const heading = hit.heading.split(" › ").pop() || `第 ${hit.id.replace(/^.*\.p/, "")} 段`;
      const item = { location, title: escape(heading), text: snippet(hit), score: hit.score, terms: {} };
      if (group) group.push({ ...item, score: Math.min(hit.score, group[0].score - 0.01) });
      else {
        const score = hit.score - 0.01; // below its passage, which is shown then
        found.set(hit.article, [{ ...item, location: location.split("#")[0], title: escape(hit.named), text: "", score }, item]);
      }
    }
    return [...found.values()];
  }

  /** Answer the theme's messages.
   * @param {(message: any) => void} post @param {(name: string) => Promise<any>} load */
  function serveTheme(post, load) {
    /** @type {Promise<any> | undefined} */
    let engine;
    let latest = 0;
    const open = () => (engine = engine || root.anwenSearch.Engine.open(load));
    return async (/** @type {{type: number, data: any}} */ message) => {
      if (message.type === 0) {
        await open().catch(() => (engine = undefined)); // a query tries again
        post({ type: 1 });
      } else if (message.type === 2) {
        const mine = ++latest;
        const query = String(message.data).trim();
        let items = /** @type {any[]} */ ([]), offered = /** @type {string[]} */ ([]);
        if (query) {
          try {
            const ready = await open();
            const answer = await ready.answer(query, { limit: PASSAGES });
            items = [...(await notes(ready, query, answer)), ...groups(answer.hits)];
            const last = query.split(/\s+/).pop() || "";
            const offers = await root.anwenSearch.suggest(ready.source, last); // the theme completes the last word
            offered = offers.filter((/** @type {any} */ it) => it.kind !== "a" && it.text.startsWith(last)).map((/** @type {any} */ it) => it.text).slice(0, 1);
          } catch (error) {
            console.warn("安文搜索", error);
            engine = undefined;
            items = [[{ location: `search/?${new URLSearchParams({ q: query })}`, title: "检索数据没有读到", text: UNREAD, score: 1, terms: {} }]];
          }
        }
        if (mine === latest) post({ type: 3, data: { items, suggest: offered } });
      }
    };
  }

  /** The JSON in a file of the static index: `anwenShard("name",JSON);`
   * @param {string} text */
  const shardData = (text) => JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));

  if (typeof root.importScripts === "function") {
    root.importScripts("search-plan.js", "search-spell.js", "search-loosen.js", "search-source.js", "search-engine.js", "search-parts.js", "search-suggest.js", "search-notes.js");
    const handle = serveTheme(
      (message) => root.postMessage(message),
      async (name) => {
        const response = await fetch(new URL(`../search/${name}.js`, root.location.href));
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return shardData(await response.text());
      }
    );
    root.addEventListener("message", (/** @type {MessageEvent} */ event) => handle(event.data));
  } else {
    root.anwenSearch = Object.assign(root.anwenSearch || {}, { serveTheme });
  }
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
