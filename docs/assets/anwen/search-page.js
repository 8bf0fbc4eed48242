/* The page /search/: what is asked stands in the address (?q=&theme=&kind=&year=&concept=), so it can be linked, and the back
 * button goes back. Every hit is an element with data-passage; the list's data-state is idle, loading, ready or failed. */
(function (root) {
  "use strict";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const STEP = 10, SNIPPET = 260, LEAD = 60;
  const FACETS = [["theme", "主题"], ["kind", "类型"], ["year", "年份"], ["concept", "概念"]];
  const SHOWN = 8; // values of a facet before the rest is folded away

  /** @typedef {{q: string} & Record<string, string>} State */

  const list = /** @type {HTMLElement} */ (document.getElementById("anwen-results"));
  const form = /** @type {HTMLFormElement} */ (document.getElementById("anwen-search-form"));
  if (!list || !form) return;
  const input = /** @type {HTMLInputElement} */ (document.getElementById("anwen-search-input"));
  const status = /** @type {HTMLElement} */ (document.getElementById("anwen-search-status"));
  const notes = /** @type {HTMLElement} */ (document.getElementById("anwen-search-notes"));
  const facets = /** @type {HTMLElement} */ (document.getElementById("anwen-facets"));
  const more = /** @type {HTMLButtonElement} */ (document.getElementById("anwen-search-more"));

  /* The theme's box would take this page's ?q= for its own and cover the page. This script stands in the page, before the
   * theme's, so the box is gone when the theme looks for it; the header's button leads to the page's own field. */
  document.querySelector('[data-md-component="search"]')?.remove();
  for (const label of document.querySelectorAll('label[for="__search"]')) {
    label.removeAttribute("for");
    label.addEventListener("click", () => input.focus());
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // --- the index, read as scripts so that it also works from file:// -----------------------------

  /** @type {Map<string, any>} */
  const shards = new Map();
  const before = root.anwenShard;
  root.anwenShard = (/** @type {string} */ name, /** @type {any} */ data) => {
    shards.set(name, data);
    if (before) before(name, data);
  };

  /** @param {string} name @returns {Promise<any>} */
  function load(name) {
    if (shards.has(name)) return Promise.resolve(shards.get(name));
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(`../search/${name}.js`, here).href;
      script.onload = () => {
        script.remove();
        done(shards.get(name));
      };
      script.onerror = () => {
        script.remove();
        failed(new Error(name));
      };
      document.head.append(script);
    });
  }

  /** @type {Promise<any> | null} */
  let opened = null;
  function engine() {
    opened = opened || root.anwenSearch.Engine.open(load);
    /** @type {Promise<any>} */ (opened).catch(() => (opened = null)); // try again with the next query
    return /** @type {Promise<any>} */ (opened);
  }

  // --- elements ------------------------------------------------------------------------------

  /** An element with attributes and children; strings become text, never markup.
   * @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** The text with its highlights, cut around the first where it is long.
   * @param {string} text @param {[number, number][]} highlights @returns {(Node | string)[]} */
  function marked(text, highlights) {
    const first = highlights.length ? highlights[0][0] : 0;
    const from = text.length > SNIPPET && first > LEAD ? first - LEAD : 0;
    const to = text.length > SNIPPET ? Math.min(text.length, from + SNIPPET) : text.length;
    /** @type {(Node | string)[]} */
    const parts = from ? ["……"] : [];
    let at = from;
    for (const [start, end] of highlights) {
      if (start >= to) break;
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, Math.min(end, to))));
      at = Math.min(end, to);
    }
    parts.push(text.slice(at, to));
    if (to < text.length) parts.push("……");
    return parts;
  }

  /** @param {any} hit @param {Record<string, string>} themes */
  function hitElement(hit, themes) {
    const page = new URL(`../a/${hit.article}/`, location.href.split(/[?#]/)[0]).href;
    const path = hit.heading ? make("p", { class: "anwen-hit__path" }, hit.heading) : "";
    const facts = [hit.issuer, hit.date, hit.kind, ...hit.themes.map((/** @type {string} */ it) => themes[it] || it)];
    return make(
      "li",
      {
        class: "anwen-hit", "data-passage": hit.id, "data-article": hit.article, "data-id": hit.article,
        "data-title": hit.title, "data-issuer": hit.issuer, "data-date": hit.date, "data-url": page, "data-text": hit.text,
      },
      make("h2", { class: "anwen-hit__title" }, make("a", { href: `../a/${hit.article}/${hit.url.slice(hit.url.indexOf("#"))}` }, hit.title)),
      path,
      make("p", { class: "anwen-hit__text" }, ...marked(hit.text, hit.highlights)),
      make("p", { class: "anwen-hit__facts" }, facts.filter(Boolean).join(" · "), make("span", { "data-cite-slot": "here" }))
    );
  }

  // --- the address -----------------------------------------------------------------------------

  /** @returns {State} */
  function stateOf() {
    const asked = new URLSearchParams(location.search);
    const state = /** @type {State} */ ({ q: (asked.get("q") || "").trim() });
    for (const [facet] of FACETS) state[facet] = asked.get(facet) || "";
    return state;
  }

  /** @param {State} state */
  function addressOf(state) {
    const asked = new URLSearchParams();
    for (const name of ["q", ...FACETS.map(([facet]) => facet)]) if (state[name]) asked.set(name, state[name]);
    const text = asked.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  /** @param {State} state */
  function go(state) {
    if (addressOf(state) !== location.pathname + location.search) history.pushState(null, "", addressOf(state));
    show();
  }

  // --- parts of the answer ---------------------------------------------------------------------

  /** @param {any} found @param {State} state @param {Record<string, [string, number][]>} counts */
  function showFacets(found, state, counts) {
    const names = Object.fromEntries(found.source.settings.concepts.map((/** @type {any} */ it) => [it.id, it.name]));
    facets.replaceChildren();
    for (const [facet, label] of FACETS) {
      const chosen = state[facet];
      const values = (counts[facet] || []).filter(([value, count]) => count || value === chosen);
      if (!values.length) continue;
      values.sort((a, b) => (facet === "year" ? (a[0] < b[0] ? 1 : -1) : b[1] - a[1]));
      const items = values.map(([value, count]) => {
        const name = facet === "theme" ? found.base.themes[value] : facet === "concept" ? names[value] : value;
        const next = { ...state, [facet]: value === chosen ? "" : value };
        const link = make("a", { class: "anwen-facet", href: addressOf(next), "data-value": value }, `${name || value} `,
          make("span", { class: "anwen-facet__count" }, String(count)));
        if (value === chosen) {
          link.setAttribute("aria-current", "true");
          link.setAttribute("title", "再点一次取消");
        }
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
          event.preventDefault();
          go(next);
        });
        return make("li", {}, link);
      });
      const kept = items.slice(0, SHOWN), folded = items.slice(SHOWN);
      const box = make("section", { class: "anwen-facets__group", "data-facet": facet }, make("h2", {}, label), make("ul", {}, ...kept));
      if (folded.length) box.append(make("details", {}, make("summary", {}, `另外 ${folded.length} 项`), make("ul", {}, ...folded)));
      facets.append(box);
    }
  }

  /** @param {any} found @param {any} answer @param {State} state */
  function showNotes(found, answer, state) {
    notes.replaceChildren();
    for (const { typed, meant } of answer.corrections) {
      notes.append(make("p", {}, `已把“${typed}”按“${meant}”检索。`));
    }
    if (answer.total) return;
    const filtered = FACETS.some(([facet]) => state[facet]);
    if (filtered) {
      const all = make("a", { href: addressOf({ q: state.q }) }, "去掉筛选条件再查");
      all.addEventListener("click", (event) => {
        event.preventDefault();
        go({ q: state.q });
      });
      notes.append(make("p", {}, all));
    }
    if (answer.near.length) {
      const links = answer.near.map((/** @type {any} */ it) => make("li", {}, make("a", { href: `../concepts/${it.id}/` }, it.name)));
      notes.append(make("p", {}, "可以看看这些概念："), make("ul", { class: "anwen-near" }, ...links));
    }
  }

  // --- showing a query -------------------------------------------------------------------------

  let latest = 0;

  /** Show what the address asks for. */
  async function show() {
    const mine = ++latest;
    const state = stateOf();
    const filters = Object.fromEntries(FACETS.map(([facet]) => [facet, state[facet]]));
    const asked = state.q || Object.values(filters).some(Boolean);
    input.value = state.q;
    document.title = `${state.q ? `${state.q} - ` : ""}${document.title.replace(/^.* - (?=搜索 - )/, "")}`;
    more.hidden = true;
    if (!asked) {
      list.replaceChildren();
      facets.replaceChildren();
      notes.replaceChildren();
      status.textContent = "";
      list.dataset.state = "idle";
      return;
    }
    list.dataset.state = "loading";
    status.textContent = "正在检索……";
    try {
      const found = await engine();
      const answer = await found.answer(state.q, { limit: STEP, ...filters });
      if (mine !== latest) return;
      list.replaceChildren(...answer.hits.map((/** @type {any} */ hit) => hitElement(hit, found.base.themes)));
      showNotes(found, answer, state);
      status.textContent = answer.total ? `共找到 ${answer.total} 段。` : "没有找到相符的段落。";
      root.anwenCite?.attach(list);
      list.dataset.state = "ready";
      offerMore(found, state, filters, answer.total, mine);
      const any = state.q ? await found.answer(state.q, { limit: 0 }) : answer;
      const counts = await found.counts(any.numbers, filters);
      if (mine === latest) showFacets(found, state, counts);
    } catch (error) {
      if (mine !== latest) return;
      console.warn("安文搜索", error);
      list.replaceChildren();
      status.textContent = "检索数据没有读到，可能是网络中断，也可能网站刚刚更新。请刷新页面再试。";
      list.dataset.state = "failed";
    }
  }

  /** @param {any} found @param {State} state @param {Record<string, string>} filters @param {number} total @param {number} mine */
  function offerMore(found, state, filters, total, mine) {
    more.hidden = list.children.length >= total;
    more.onclick = async () => {
      const from = list.children.length;
      more.disabled = true;
      const answer = await found.answer(state.q, { limit: from + STEP, ...filters });
      more.disabled = false;
      if (mine !== latest) return;
      const added = answer.hits.slice(from).map((/** @type {any} */ hit) => hitElement(hit, found.base.themes));
      list.append(...added);
      for (const element of added) root.anwenCite?.attach(element);
      more.hidden = list.children.length >= total;
      added[0]?.querySelector("a")?.focus();
    };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const state = stateOf();
    go({ ...state, q: input.value.trim() });
  });
  addEventListener("popstate", () => show());
  if (!stateOf().q) input.focus();
  show();
})(/** @type {any} */ (window));
