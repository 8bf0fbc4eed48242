/**
 * 引用: a small button at every passage, section, article and concept that opens the citing dialog, and the way to the basket.
 *
 * A classic script: it runs from file:// and under a strict content security policy (nothing inline, nothing evaluated). What
 * the dialog needs is loaded when it is opened first.
 *
 * What the pages give it:
 * - `data-passage="aw0001.p12"` on a passage, `data-section="aw0001.s3"` on a section's heading, `data-pin` on both;
 * - on `#anwen-article`, or on an ancestor with `data-article` (a list of hits): data-id, data-title, data-issuer,
 *   data-date, data-publisher, data-number, data-url (the article's address), data-pin;
 * - where the element shows more or less than the passage: `data-text` with the passage's words on the element, or
 *   an element `[data-cite-text]` within it; and `[data-cite-slot]` within it where the button should stand.
 * Passages added later: `window.anwenCite.attach(root)`.
 *
 * The button has no text of its own (its word is in cite.css), so an element's text content stays the passage's text.
 */
(function (root) {
  "use strict";
  const here = new URL("./", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const base = new URL("../../", here).href;
  const KEY = `${new URL(base).pathname}.anwen-basket`; // basket-store.js keeps the entries there
  const DIALOG = ["cite-dialog.css", "cite-notation.js", "cite-write.js", "cite-parts.js", "cite-dialog.js"];

  // --- what is loaded when it is needed ----------------------------------------------------------

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** @param {string} name a script or a style sheet of this folder */
  function part(name) {
    if (name.endsWith(".css")) return Object.assign(document.createElement("link"), { rel: "stylesheet", href: here + name });
    return Object.assign(document.createElement("script"), { async: false, src: here + name }); // asked for at once, run in order
  }

  /** Have these scripts and style sheets, each once, in this order.
   * @param {...string} names */
  function load(...names) {
    const all = names.map((name) => {
      const known = loaded.get(name);
      if (known) return known;
      const element = part(name);
      /** @type {Promise<void>} */
      const done = new Promise((fulfil, refuse) => {
        element.onload = () => fulfil();
        element.onerror = () => {
          loaded.delete(name);
          element.remove();
          refuse(new Error(name));
        };
      });
      loaded.set(name, done);
      document.head.append(element);
      return done;
    });
    return Promise.all(all).then(() => undefined);
  }

  // --- what the page says ----------------------------------------------------------------------

  /** The text of an element without the marks that the theme and this script add.
   * @param {Element} element */
  function wordsOf(element) {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    copy.querySelectorAll(".headerlink, .anwen-cite, [data-cite-slot]").forEach((extra) => extra.remove());
    return (copy.textContent || "").trim();
  }

  /** @param {HTMLElement} element */
  const textOf = (element) => element.dataset.text || wordsOf(element.querySelector("[data-cite-text]") || element);

  /** The reader's last selection: a press on the button may already have taken it away.
   * @type {{range: Range, until: number} | null} */
  let selected = null;
  document.addEventListener("selectionchange", () => {
    const now = document.getSelection();
    if (now && now.rangeCount && !now.isCollapsed) selected = { range: now.getRangeAt(0).cloneRange(), until: Infinity };
    else if (selected) selected.until = Math.min(selected.until, Date.now() + 800);
  });

  /** What is selected of a passage, as a part of its text.
   * @param {HTMLElement} element @param {string} text
   * @returns {[number, number] | null} */
  function selectionIn(element, text) {
    if (!selected || selected.until < Date.now() || !selected.range.intersectsNode(element)) return null;
    const within = document.createRange();
    within.selectNodeContents(element.querySelector("[data-cite-text]") || element);
    const range = selected.range;
    const before = within.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) within.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) within.setEnd(range.endContainer, range.endOffset);
    before.setEnd(within.startContainer, within.startOffset);
    const words = within.toString().trim();
    const at = before.toString().length + within.toString().search(/\S/);
    const start = text.startsWith(words, at) ? at : text.indexOf(words); // a hit shows an excerpt
    return words && start >= 0 && words !== text.trim() ? [start, start + words.length] : null;
  }

  /** What an element with a button stands for.
   * @param {HTMLElement} element @returns {Work} */
  function workOf(element) {
    const { passage, section } = element.dataset;
    const holder = element.closest("[data-article]") || document.getElementById("anwen-article");
    const data = holder instanceof HTMLElement ? holder.dataset : {};
    const heading = document.querySelector("h1");
    const title = data.title || (heading ? wordsOf(heading) : document.title);
    const site = siteOf(data.url);
    if (!passage && !section && !holder) {
      const definition = document.querySelector(".aw-definition");
      return { id: conceptHere(), kind: "concept", title, words: definition ? wordsOf(definition) : "", site };
    }
    const { issuer, date, publisher, number } = data;
    const facts = { title, issuer, date, publisher, number, site };
    if (section) return { id: section, kind: "section", pin: element.dataset.pin, heading: wordsOf(element), ...facts };
    if (!passage) return { id: data.id || "", kind: "article", pin: data.pin, ...facts };
    const whole = textOf(element);
    const part = selectionIn(element, whole);
    const words = part ? whole.slice(...part) : whole;
    return { id: passage, kind: "passage", pin: element.dataset.pin, words, whole, part: part || undefined, ...facts };
  }

  /** The site's address, from an article's on it; "" for a copy on a stick, whose folders are nobody else's business.
   * @param {string | undefined} url */
  function siteOf(url) {
    const address = url ? new URL(url, location.href).href.replace(/a\/aw[0-9]+\/[^/]*$/, "") : base;
    return address.startsWith("file:") ? "" : address;
  }

  /** The concept whose page this is, or "". */
  const conceptHere = () => (/\/concepts\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(location.pathname) || [])[1] || "";

  // --- the buttons -------------------------------------------------------------------------

  /** @param {HTMLElement} element @param {string} label */
  function addButton(element, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "anwen-cite";
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", async (event) => {
      event.preventDefault(); // a hit may be inside a link
      event.stopPropagation();
      const work = workOf(element); // now: loading takes time, and the selection may go
      button.setAttribute("aria-busy", "true");
      button.removeAttribute("title");
      try {
        await load(...DIALOG);
        root.anwenCite.open(work, button);
      } catch {
        button.title = "引用窗口没有读到，请检查网络后再按一次"; // cite.css shows it: a finger does not hover
      }
      button.removeAttribute("aria-busy");
    });
    element.classList.add("anwen-citable");
    (element.querySelector("[data-cite-slot]") || element).append(button);
  }

  /** Give every passage and section heading below `place` its button; those that have one keep it.
   * @param {ParentNode} [place] */
  function attach(place) {
    const within = place || document;
    const found = Array.from(within.querySelectorAll("[data-passage], [data-section]"));
    if (within instanceof Element && within.matches("[data-passage], [data-section]")) found.unshift(within);
    const top = within === document && document.querySelector("h1");
    if (top && (document.getElementById("anwen-article") || (conceptHere() && document.querySelector(".aw-definition")))) found.push(top);
    for (const element of found) {
      if (!(element instanceof HTMLElement) || element.classList.contains("anwen-citable")) continue;
      const { passage, section } = element.dataset;
      addButton(element, passage ? "引用本段" : section ? "引用本节" : conceptHere() ? "引用本概念" : "引用本文");
    }
  }

  // --- the way to the basket -------------------------------------------------------------------

  const way = document.createElement("a");
  way.className = "anwen-way md-header__button";
  way.href = `${base}basket/${location.protocol === "file:" ? "index.html" : ""}`;

  /** @param {number} [count] of entries; as the browser's storage has it where it is not said */
  function tell(count) {
    let number = count || 0;
    try {
      if (count === undefined) number = JSON.parse(localStorage.getItem(KEY) || "{}").entries?.length || 0;
    } catch {
      // storage is refused or holds something else: the basket's own page says so
    }
    way.dataset.count = number ? String(number) : "";
    way.setAttribute("aria-label", number ? `引用篮，${number} 条` : "引用篮，空的");
    way.title = way.getAttribute("aria-label") || "";
  }

  function start() {
    attach();
    document.querySelector(".md-header__inner")?.append(way);
    tell();
  }

  root.anwenCite = Object.assign(root.anwenCite || {}, { here, root: base, load, attach, workOf });
  window.addEventListener("storage", (event) => event.key === KEY && tell());
  window.addEventListener("anwen-basket", (event) => tell(/** @type {CustomEvent<number>} */ (event).detail));
  window.addEventListener("pageshow", (event) => event.persisted && tell());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis);
