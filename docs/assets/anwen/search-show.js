/* What the page /search/ shows, as elements; strings become text, never markup. */
(function (root) {
  "use strict";
  const { excerpt, found: wordsFound, nameOf, FACETS } = root.anwenSearch;
  const LENGTH = 220; // characters of a long passage that are shown
  const MEANINGS = 4; // words that have others of the same meaning, and of those, that are named
  const SHOWN = 8; // values of a facet before the rest is folded away
  const LEVELS = ["国家", "省", "市", "县区", "乡镇街道", "单位"];
  const LABELS = /** @type {Search.Pairs} */ (Object.entries(FACETS));

  /** @type {Search.Make} */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @type {Search.Button} */
  function button(label, style, act) {
    const element = make("button", { type: "button", class: style }, label);
    element.addEventListener("click", act);
    return element;
  }

  /** @type {Search.Marked} */
  function marked(text, highlights, from, to) {
    /** @type {(Node | string)[]} */
    const parts = from ? ["…"] : [];
    let at = from;
    for (const [start, end] of highlights) {
      if (end <= from || start >= to) continue;
      parts.push(text.slice(at, Math.max(at, start)), make("mark", {}, text.slice(Math.max(from, start), Math.min(end, to))));
      at = Math.min(end, to);
    }
    parts.push(text.slice(at, to));
    if (to < text.length) parts.push("…");
    return parts;
  }

  /** @type {Search.HitElement} */
  function hitElement(hit, themes) {
    const page = new URL(`../a/${hit.article}/`, location.href.split(/[?#]/)[0]).href;
    const [from, to] = excerpt(hit.text, hit.near, LENGTH);
    const text = make("p", { class: "anwen-hit__text", id: `hit-${hit.id}` }, ...marked(hit.text, hit.highlights, from, to));
    const facts = [hit.issuer, hit.date, hit.kind].filter(Boolean).join(" · ");
    const chips = hit.themes.map((it) =>
      make("a", { class: `aw-chip aw-chip--${it}`, href: `../themes/${it}/` }, themes[it] || it)
    );
    const foot = make("div", { class: "anwen-hit__facts" }, facts ? make("span", {}, facts) : "", ...chips);
    if (from || to < hit.text.length) {
      let whole = false;
      const more = button("显示整段", "anwen-hit__whole", () => {
        whole = !whole;
        text.replaceChildren(...marked(hit.text, hit.highlights, whole ? 0 : from, whole ? hit.text.length : to));
        more.textContent = whole ? "收起" : "显示整段";
        more.setAttribute("aria-expanded", String(whole));
      });
      more.setAttribute("aria-expanded", "false");
      more.setAttribute("aria-controls", text.id);
      foot.append(more);
    }
    if (hit.also.length) {
      const others = hit.also.map((it) => {
        const place = [it.named, it.heading].filter(Boolean).join(" › ");
        return make("li", {}, make("a", { href: `..${it.url}` }, place));
      });
      foot.append(make("details", { class: "anwen-hit__also" }, make("summary", {}, `另有 ${others.length} 处`), make("ul", {}, ...others)));
    }
    foot.append(make("span", { "data-cite-slot": "here" }));
    return make(
      "li",
      {
        class: "anwen-hit", "data-passage": hit.id, "data-article": hit.article, "data-title": hit.title, "data-issuer": hit.issuer,
        "data-date": hit.date, "data-publisher": hit.publisher, "data-number": hit.document, "data-url": page, "data-text": hit.text,
        "data-words": wordsFound(hit).join("\n"),
      },
      make("h2", { class: "anwen-hit__title" }, make("a", { href: `..${hit.url}` }, hit.named)),
      hit.heading ? make("p", { class: "anwen-hit__path" }, hit.heading) : "",
      text,
      hit.question ? make("p", { class: "anwen-hit__question" }, `相关问法：${hit.question}`) : "",
      foot
    );
  }

  /** @type {Search.Toggled} */
  function toggled(state, facet, value) {
    const values = state.filters[facet];
    const next = values.includes(value) ? values.filter((it) => it !== value) : [...values, value];
    return { ...state, filters: { ...state.filters, [facet]: next } };
  }

  /** @type {Search.Order} */
  function order(a, b, facet, engine) {
    if (facet === "year") return a[0] < b[0] ? 1 : -1;
    const fixed = facet === "level" ? LEVELS : facet === "theme" ? Object.keys(engine.base.themes) : [];
    return fixed.indexOf(a[0]) - fixed.indexOf(b[0]) || b[1] - a[1];
  }

  /** Put the facets with their counts into `place`; the value that had the focus has it again.
   * @type {Search.ShowFacets} */
  function showFacets(place, engine, state, counts, go) {
    const focused = place.contains(document.activeElement) && document.activeElement?.id;
    const open = new Set([...place.querySelectorAll("details[open]")].map((it) => it.parentElement?.dataset.facet));
    place.replaceChildren();
    for (const [facet, label] of LABELS) {
      const chosen = state.filters[facet];
      const values = (counts[facet] || []).filter(([value, count]) => count || chosen.includes(value));
      if (!values.length) continue;
      values.sort((a, b) => order(a, b, facet, engine));
      const items = values.map(([value, count]) => {
        const id = `facet-${facet}-${value}`;
        const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id }));
        box.checked = chosen.includes(value);
        box.addEventListener("change", () => go(toggled(state, facet, value)));
        const number = make("span", { class: "anwen-facet__count" }, String(count));
        return make("li", {}, make("label", { class: "anwen-facet", for: id, "data-value": value }, box, make("span", {}, nameOf(engine, facet, value)), number));
      });
      const kept = items.slice(0, SHOWN), folded = items.slice(SHOWN);
      const group = make("fieldset", { class: "anwen-facets__group", "data-facet": facet }, make("legend", {}, label), make("ul", {}, ...kept));
      if (folded.length) {
        const rest = make("details", {}, make("summary", {}, `另外 ${folded.length} 项`), make("ul", {}, ...folded));
        if (open.has(facet) || values.slice(SHOWN).some(([value]) => chosen.includes(value))) rest.setAttribute("open", "open");
        group.append(rest);
      }
      place.append(group);
    }
    if (focused) document.getElementById(focused)?.focus();
  }

  /** What of a query narrows it: 类型:讲话, -学校.
   * @param {Search.Piece} part */
  const narrows = ({ as }) => as in FACETS || as === "unwanted";

  /** The state without some parts of its query.
   * @type {Search.Without} */
  const without = (engine, state, gone) =>
    ({ ...state, q: engine.request(state.q).parts.filter((it) => !gone(it)).map((it) => it.raw).join(" ") });

  /** @type {Search.Widened} */
  const widened = (engine, state) => ({ ...without(engine, state, narrows), filters: nothing() });

  /** @param {Search.Go} go @param {Search.State} next */
  function quietly(go, next) {
    go(next);
    document.getElementById("anwen-search-status")?.focus({ preventScroll: true });
  }

  /** What the reader narrowed by, chosen or typed, each removable.
   * @type {Search.ShowChips} */
  function showChips(place, engine, state, go) {
    const chosen = LABELS.flatMap(([facet, label]) =>
      state.filters[facet].map((value) => ({ text: `${label}：${nameOf(engine, facet, value)}`, next: toggled(state, facet, value) }))
    );
    for (const { as, text, raw } of engine.request(state.q).parts.filter(narrows)) {
      chosen.push({ text: `${FACETS[as] || "不要"}：${nameOf(engine, as, text)}`, next: without(engine, state, (it) => it.raw === raw) });
    }
    const chips = chosen.map(({ text, next }) => {
      const chip = button(text, "anwen-chip", () => quietly(go, next));
      chip.setAttribute("aria-label", `去掉筛选条件 ${chip.textContent}`);
      return make("li", {}, chip);
    });
    if (chips.length > 1) {
      chips.push(make("li", {}, button("全部清除", "anwen-chip anwen-chip--all", () => quietly(go, widened(engine, state)))));
    }
    place.replaceChildren(...chips);
    place.hidden = !chips.length;
  }

  /** @returns {Record<string, string[]>} */
  const nothing = () => Object.fromEntries(LABELS.map(([facet]) => [facet, []]));

  /** What was looked for besides.
   * @type {Search.Also} */
  function also({ words, meanings, total }) {
    const told = words.flatMap((word, at) => {
      const others = [...new Set(meanings[at])].slice(0, MEANINGS);
      return others.length ? [`${word}（${others.join("、")}）`] : [];
    });
    return told.length && total ? make("p", { class: "anwen-also" }, `也查了相关的说法：${told.slice(0, MEANINGS).join("；")}${told[MEANINGS] ? "等" : ""}`) : "";
  }

  Object.assign(root.anwenSearch, { also, nothing, widened, without, make, quietly, button, hitElement, showFacets, showChips });
})(/** @type {any} */ (window));
