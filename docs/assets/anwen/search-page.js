/* The page /search/. What is asked stands in the address; a facet may stand there several times. Every hit has data-passage; the
 * list's data-state is idle, loading, ready or failed. */
(function (root) {
  "use strict";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const { also, nothing, button, hitElement, showFacets, showChips } = root.anwenSearch;
  const STEP = 10;

  /** @template {HTMLElement} T @param {string} name @returns {T} */
  const part = (name) => /** @type {T} */ (document.getElementById(`anwen-${name}`));
  const list = part("results"), form = part("search-form"), status = part("search-status"), notes = part("search-notes");
  const facets = part("facets"), chips = part("chips");
  const input = /** @type {HTMLInputElement} */ (part("search-input"));
  const more = /** @type {HTMLButtonElement} */ (part("search-more"));
  const fold = /** @type {HTMLButtonElement} */ (part("search-fold"));
  const sort = /** @type {HTMLSelectElement} */ (part("search-sort"));
  if (!list || !form) return;

  /* The theme's box would take this page's ?q= for its own. This script stands before the theme's, so the box is gone in
   * time; the header's button leads to the page's own field. */
  document.querySelector('[data-md-component="search"]')?.remove();
  for (const label of document.querySelectorAll('label[for="__search"]')) {
    label.removeAttribute("for");
    label.addEventListener("click", () => input.focus());
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
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

  /** @type {Promise<Search.Engine> | null} */
  let opened = null;
  /** @returns {Promise<Search.Engine>} */
  const engine = () => (opened = opened || root.anwenSearch.Engine.open(load));

  /** Begin anew: the site may have been built again since this page was opened. */
  function forget() {
    opened = null;
    shards.clear();
  }

  // --- the address -----------------------------------------------------------------------------

  /** @returns {Search.State} */
  function stateOf() {
    const asked = new URLSearchParams(location.search);
    const filters = nothing();
    for (const facet of Object.keys(filters)) filters[facet] = [...new Set(asked.getAll(facet).filter(Boolean))];
    return { q: (asked.get("q") || "").trim(), sort: asked.get("sort") === "date" ? "date" : "", filters };
  }

  /** @param {Search.State} state */
  function addressOf(state) {
    const asked = new URLSearchParams();
    if (state.q) asked.set("q", state.q);
    for (const [facet, values] of Object.entries(state.filters)) for (const value of values) asked.append(facet, value);
    if (state.sort) asked.set("sort", state.sort);
    const text = asked.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  /** @param {Search.State} state */
  function go(state) {
    if (addressOf(state) !== location.pathname + location.search) history.pushState(null, "", addressOf(state));
    show();
  }

  // --- showing a query -------------------------------------------------------------------------

  let latest = 0;
  let whole = ""; // the query whose passages are all to be counted

  /** Show what the address asks for. */
  async function show() {
    const mine = ++latest;
    const state = stateOf();
    const number = Object.values(state.filters).flat().length;
    const asked = Boolean(state.q || number);
    input.value = state.q;
    sort.value = state.sort;
    fold.textContent = number ? `筛选（${number}）` : "筛选";
    part("search-bar").dataset.asked = asked ? "yes" : ""; // not hidden: what is said there must be heard the first time
    document.title = `${state.q ? `${state.q} - ` : ""}${document.title.replace(/^.* - (?=搜索 - )/, "")}`;
    more.hidden = true;
    status.textContent = "";
    if (!asked) {
      for (const place of [list, facets, notes, chips]) place.replaceChildren();
      chips.hidden = true;
      list.dataset.state = "idle";
      return;
    }
    list.dataset.state = "loading";
    list.setAttribute("aria-busy", "true");
    try {
      const found = await engine();
      const options = { ...state.filters, sort: state.sort }, limit = +history.state || STEP;
      const answer = await found.answer(state.q, { limit, ...options });
      const counted = whole === state.q;
      const all = state.q && (number || counted) ? await found.answer(state.q, { limit: 0, whole: counted }) : answer;
      const told = answer.plain ? [] : await load("../anwen/search-notes").then((it) => it(found, answer, state, { address: addressOf, go })).catch(() => []);
      if (mine !== latest) return;
      list.replaceChildren(...answer.hits.map((hit) => hitElement(hit, found.base.themes)));
      notes.replaceChildren(...told, also(answer));
      showChips(chips, found.source, state, go);
      root.anwenCite?.attach(list);
      list.removeAttribute("aria-busy");
      list.dataset.state = "ready";
      status.textContent = !answer.total ? "没有找到相符的段落。" : answer.complete ? `共找到 ${answer.total} 段。` : `找到 ${answer.total} 段以上。`;
      offerMore(found, state, options, answer, mine, limit);
      if (!all.complete) { // so many that counting them all means reading long lists
        facets.replaceChildren(button("统计全部结果，再作筛选", "anwen-search__retry", () => {
          whole = state.q;
          show();
        }));
        return;
      }
      /** @type {Search.Counts} without their file the hits still stand */
      const counts = await found.counts(state.q ? all.numbers : null, state.filters).catch(() => ({}));
      if (mine === latest) showFacets(facets, found.source, state, counts, (/** @type {Search.State} */ { filters }) => go({ ...stateOf(), filters })); // another query may be on its way
    } catch (error) {
      if (mine === latest) fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    console.warn("安文搜索", error);
    forget();
    for (const place of [list, facets]) place.replaceChildren();
    list.removeAttribute("aria-busy");
    list.dataset.state = "failed";
    const why =
      location.protocol === "file:" ? "请确认整个网站文件夹都在，而且没有改动过。"
      : navigator.onLine ? "可能是网络中断，也可能网站刚刚更新。"
      : "现在没有网络：原样查过的还能查，别的联网后再试。";
    status.textContent = `检索数据没有读到。${why}`;
    notes.replaceChildren(button("重试", "anwen-search__retry", () => {
      notes.replaceChildren();
      status.focus();
      show();
    }));
  }

  /** Whether an answer has all hits there are.
   * @param {Search.Answer} answer @param {number} limit */
  const isAll = ({ hits, total, complete }, limit) =>
    hits.length < limit || (complete && hits.reduce((sum, hit) => sum + 1 + hit.also.length, 0) >= total);

  /** @param {Search.Engine} found @param {Search.State} state @param {any} options @param {Search.Answer} first @param {number} mine @param {number} limit */
  function offerMore(found, state, options, first, mine, limit) {
    more.hidden = isAll(first, limit);
    more.onclick = async () => {
      const from = list.children.length;
      more.disabled = true;
      try {
        const answer = await found.answer(state.q, { limit: from + STEP, ...options });
        if (mine !== latest) return;
        const added = answer.hits.slice(from).map((hit) => hitElement(hit, found.base.themes));
        list.append(...added);
        for (const element of added) root.anwenCite?.attach(element);
        more.hidden = isAll(answer, from + STEP);
        history.replaceState(from + STEP, ""); // who comes back from a hit finds as many again
        status.textContent = `已显示 ${list.children.length} 条。`;
        added[0]?.querySelector("a")?.focus();
      } catch (error) {
        if (mine === latest) status.textContent = "后面的结果没有读到，请再按一次“显示更多”。";
      } finally {
        more.disabled = false;
      }
    };
  }

  // --- what the reader does ----------------------------------------------------------------------

  /** @type {{close: () => void} | null} */
  let box = null;
  async function offer() {
    await Promise.all(["suggest", "box"].map((name) => load(`../anwen/search-${name}`)));
    box = root.anwenSearch.combobox(input, part("offers"), engine, (/** @type {string} */ q) => go({ ...stateOf(), q }), stateOf().q);
  }
  input.addEventListener("focus", () => void offer().catch(() => undefined), { once: true }); // without them one can still search
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    box?.close();
    if (!matchMedia("(hover: hover)").matches) input.blur(); // puts a phone's keyboard away
    go({ ...stateOf(), q: input.value.trim() });
  });
  sort.addEventListener("change", () => go({ ...stateOf(), sort: sort.value }));
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-expanded") !== "true";
    fold.setAttribute("aria-expanded", String(open));
    facets.classList.toggle("anwen-facets--open", open);
  });
  addEventListener("popstate", show);
  if (!stateOf().q && matchMedia("(hover: hover)").matches) input.focus();
  show();
})(/** @type {any} */ (window));
