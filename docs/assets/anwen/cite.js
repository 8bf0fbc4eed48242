/**
 * 引用: a small button at every passage and section heading that copies its address, its words or its reference.
 *
 * A classic script: it runs from file:// and under a strict content security policy (nothing inline, nothing evaluated).
 *
 * What the pages give it:
 * - `data-passage="aw0001.p12"` on a passage, `data-section="aw0001.s3"` on a section's heading;
 * - on `#anwen-article`, or on an ancestor with `data-article` (a list of hits): data-id, data-title, data-issuer,
 *   data-date, data-publisher, data-number, data-url (the article's address);
 * - where the element shows more or less than the passage: `data-text` with the passage's words on the element, or
 *   an element `[data-cite-text]` within it; and `[data-cite-slot]` within it where the button should stand.
 * Passages added later: `window.anwenCite.attach(root)`.
 *
 * The button has no text of its own (its word is in cite.css), so an element's text content stays the passage's text.
 * The references follow scripts/anwen/cite; tests/cases/cite/ holds both to one set of cases.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {{id?: string, title?: string, issuer?: string, date?: string, publisher?: string, number?: string,
   *   url?: string}} Meta
   * @typedef {{comma: string, colon: string, opening: string, closing: string}} Marks
   */

  /** @type {Record<string, Marks>} */
  const MARKS = {
    2025: { comma: "，", colon: "：", opening: "（", closing: "）" },
    2015: { comma: ", ", colon: ": ", opening: "(", closing: ")" },
  };
  const MOST_NAMES = 3;
  // a space separates names only between Chinese characters (written without a look-behind, for older browsers)
  const SPACED = /([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])/g;
  const BETWEEN = /\s*[、；;，,]\s*/;

  // --- what is written ---------------------------------------------------------------------

  /** Text on one line. @param {string | undefined} text */
  const line = (text) => (text || "").split(/\s+/).filter(Boolean).join(" ");

  /** Whether a date is one: masked dates (20XX) and days that no calendar has are not. @param {string | undefined} date */
  function isDate(date) {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date || "");
    if (!match || match[1] === "0000") return false;
    const [year, month, day] = [match[1], match[2] || "01", match[3] || "01"].map(Number);
    const made = new Date(Date.UTC(2000, month - 1, day));
    made.setUTCFullYear(year, month - 1, day);
    return month >= 1 && month <= 12 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  }

  /**
   * The GB/T 7714 reference.
   * @param {Meta} meta the article
   * @param {string} url the address of the article or of the part that is cited
   * @param {string} accessed the day of access, or "" to leave it out
   * @param {string} [edition] 2025 or 2015
   */
  function reference(meta, url, accessed, edition) {
    const marks = MARKS[edition || "2025"];
    const number = line(meta.number);
    let title = line(meta.title) || meta.id || "";
    if (number && !title.includes(number)) title += marks.colon + number;
    const known = (meta.issuer || "").trim().replace(SPACED, "$1、").split(BETWEEN).filter(Boolean);
    const shown = known.slice(0, MOST_NAMES).concat(known.length > MOST_NAMES ? ["等"] : []);
    const publisher = line(meta.publisher);
    const middle =
      (known.includes(publisher) ? "" : publisher) +
      (isDate(meta.date) ? marks.opening + meta.date + marks.closing : "") +
      (accessed ? `[${accessed}]` : "");
    return [shown.join(marks.comma), `${title}[EB/OL]`, middle, url].filter(Boolean).join(". ") + ".";
  }

  /** Words in “ ”; inner marks change level where they come in pairs. @param {string} text */
  function quoted(text) {
    let words = text.trim().replace(/\t/g, " ");
    /** @param {string} mark */
    const count = (mark) => words.split(mark).length;
    if (count("“") === count("”") && count("‘") === count("’")) {
      words = words.replace(/[“”‘’]/g, (mark) => "‘’“”"["“”‘’".indexOf(mark)]);
    }
    return `“${words}”`;
  }

  /** Today, as the reader's clock has it. */
  function today() {
    const now = new Date();
    /** @param {number} part */
    const two = (part) => String(part).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  // --- what the page says ------------------------------------------------------------------

  /** @param {Element} element @returns {Meta} */
  function metaOf(element) {
    const holder = element.closest("[data-article]") || document.getElementById("anwen-article");
    const data = holder instanceof HTMLElement ? holder.dataset : {};
    const heading = document.querySelector("h1");
    return {
      id: data.id || data.article || idOf(element).split(".")[0],
      title: data.title || (heading ? wordsOf(heading) : document.title),
      issuer: data.issuer,
      date: data.date,
      publisher: data.publisher,
      number: data.number,
      url: data.url,
    };
  }

  /** @param {Element} element */
  const idOf = (element) => element.getAttribute("data-passage") || element.getAttribute("data-section") || "";

  /** The text of an element without the marks that the theme and this script add. @param {Element} element */
  function wordsOf(element) {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    copy.querySelectorAll(".headerlink, .anwen-cite, [data-cite-slot]").forEach((extra) => extra.remove());
    return copy.textContent || "";
  }

  /** @param {HTMLElement} element */
  function textOf(element) {
    return element.dataset.text || wordsOf(element.querySelector("[data-cite-text]") || element);
  }

  /** @param {Element} element @param {Meta} meta */
  function addressOf(element, meta) {
    const url = new URL(meta.url || location.href.split(/[?#]/)[0], location.href);
    url.hash = idOf(element).split(".")[1] || "";
    return url.href;
  }

  // --- copying -----------------------------------------------------------------------------

  /** The clipboard of a page without https (an office network, a file) is a selected text field. @param {string} text */
  function copyBySelection(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.readOnly = true;
    field.className = "anwen-cite-field";
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done;
  }

  /** @param {string} text */
  async function copy(text) {
    if (window.isSecureContext && navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // refused by the browser or a policy: the old way may still work
      }
    }
    return copyBySelection(text);
  }

  // --- the menu ----------------------------------------------------------------------------

  /**
   * The choices, in order: what is offered, what is said when it is copied, and what is copied.
   * @type {{label: string, said: string, passagesOnly?: boolean, make: (element: HTMLElement) => string}[]}
   */
  const CHOICES = [
    { label: "复制链接", said: "已复制链接", make: (element) => addressOf(element, metaOf(element)) },
    {
      label: "复制引文与出处",
      said: "已复制引文与出处",
      passagesOnly: true,
      make: (element) => `${quoted(textOf(element))}\n${refer(element, "2025")}`,
    },
    { label: "复制参考文献（GB/T 7714—2025）", said: "已复制参考文献", make: (element) => refer(element, "2025") },
    {
      label: "复制参考文献（GB/T 7714—2015）",
      said: "已复制参考文献（2015 版）",
      make: (element) => refer(element, "2015"),
    },
  ];

  /** @param {HTMLElement} element @param {string} edition */
  function refer(element, edition) {
    const meta = metaOf(element);
    return reference(meta, addressOf(element, meta), today(), edition);
  }

  /** @type {HTMLElement | null} */
  let menu = null;
  /** @type {HTMLElement | null} */
  let status = null;
  /** @type {HTMLButtonElement | null} */
  let opener = null;
  /** @type {number | undefined} */
  let fading;

  /** @param {string} text */
  function say(text) {
    if (!status || !status.isConnected) {
      status = document.createElement("div");
      status.className = "anwen-cite-status";
      status.setAttribute("role", "status");
      status.setAttribute("aria-live", "polite");
      document.body.append(status);
    }
    const region = status;
    region.textContent = "";
    window.clearTimeout(fading);
    // a live region speaks when its content changes after it is there
    window.setTimeout(() => {
      region.textContent = text;
    }, 30);
    fading = window.setTimeout(() => {
      region.textContent = "";
    }, 4000);
  }

  /** @param {boolean} [back] whether the focus returns to the button */
  function close(back) {
    if (!menu) return;
    menu.remove();
    menu = null;
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      opener.removeAttribute("aria-controls");
      if (back) opener.focus({ preventScroll: true });
    }
    opener = null;
  }

  /** @param {HTMLButtonElement} button @param {HTMLElement} element */
  function open(button, element) {
    close();
    opener = button;
    menu = document.createElement("div");
    menu.id = "anwen-cite-menu";
    menu.className = "anwen-cite-menu";
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", "引用");
    for (const choice of CHOICES) {
      if (choice.passagesOnly && !element.hasAttribute("data-passage")) continue;
      const item = document.createElement("button");
      item.type = "button";
      item.tabIndex = -1;
      item.setAttribute("role", "menuitem");
      item.textContent = choice.label;
      item.addEventListener("click", async () => {
        const text = choice.make(element);
        close(true);
        say((await copy(text)) ? choice.said : "浏览器不允许复制，请选中文字后手动复制");
      });
      menu.append(item);
    }
    menu.addEventListener("keydown", onMenuKey);
    document.body.append(menu);
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", menu.id);
    place(menu, button);
    /** @type {HTMLElement} */ (menu.firstElementChild).focus({ preventScroll: true });
  }

  /** Below the button, or above it where there is no room; never beyond the window's sides. */
  /** @param {HTMLElement} panel @param {HTMLElement} button */
  function place(panel, button) {
    const at = button.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, width - panel.offsetWidth - 8));
    const below = at.bottom + 4;
    const room = below + panel.offsetHeight <= window.innerHeight || at.top < panel.offsetHeight + 4;
    panel.style.left = `${left + window.scrollX}px`;
    panel.style.top = `${(room ? below : at.top - panel.offsetHeight - 4) + window.scrollY}px`;
  }

  /** @param {KeyboardEvent} event */
  function onMenuKey(event) {
    if (!menu) return;
    const items = /** @type {HTMLElement[]} */ (Array.from(menu.children));
    const now = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const goes = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 };
    if (event.key in goes) {
      items[(goes[event.key] + items.length) % items.length].focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      close(true);
      event.preventDefault();
    } else if (event.key === "Tab") {
      close(true); // and the browser goes on from the button
    }
    // the theme has keys of its own (search, previous, next)
    event.stopPropagation();
  }

  // --- the buttons -------------------------------------------------------------------------

  /** @param {HTMLElement} element */
  function addButton(element) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "anwen-cite";
    button.setAttribute("aria-label", element.hasAttribute("data-section") ? "引用本节" : "引用本段");
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      event.preventDefault(); // a hit may be inside a link
      event.stopPropagation();
      if (opener === button) close(true);
      else open(button, element);
    });
    button.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        open(button, element);
      }
    });
    element.classList.add("anwen-citable");
    (element.querySelector("[data-cite-slot]") || element).append(button);
  }

  /**
   * Give every passage and section heading below `place` its button; those that have one keep it.
   * @param {ParentNode} [place]
   */
  function attach(place) {
    const within = place || document;
    const found = Array.from(within.querySelectorAll("[data-passage], [data-section]"));
    if (within instanceof Element && within.matches("[data-passage], [data-section]")) found.unshift(within);
    for (const element of found) {
      if (element instanceof HTMLElement && !element.classList.contains("anwen-citable")) addButton(element);
    }
  }

  root.anwenCite = { attach, reference, quoted };
  if (typeof document === "undefined") return;

  document.addEventListener("pointerdown", (event) => {
    const target = event.target;
    if (menu && target instanceof Node && !menu.contains(target) && !(opener && opener.contains(target))) close();
  });
  window.addEventListener("resize", () => close());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => attach());
  else attach();
  // with instant navigation the theme announces every page it swaps in
  if (root.document$ && typeof root.document$.subscribe === "function") {
    root.document$.subscribe(() => {
      close();
      attach();
    });
  }
})(/** @type {any} */ (typeof window === "undefined" ? globalThis : window));
