/**
 * 引用篮: whether a cited passage still has the words that were cited. The article's page is read, as a document in which
 * nothing runs; from a file no page can be read, and that is said.
 */
(function (root) {
  "use strict";
  const { address, pin } = root.anwenCite;

  /** @typedef {{state: string, words: string, filled?: Kept, renewed?: Kept}} Finding `filled` is the entry with what it
   *   lacked, `renewed` with the present words */

  /** @type {Map<string, Promise<Document | number>>} a page, or the status it was answered with */
  const pages = new Map();
  /** @type {(() => void)[]} */
  const waiting = [];
  let reading = 0;

  /** @param {string} url @returns {Promise<Document | number>} */
  async function read(url) {
    if (reading >= 4) await new Promise((go) => waiting.push(() => go(undefined)));
    reading++;
    try {
      const response = await fetch(url);
      return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : response.status;
    } catch {
      return 0;
    } finally {
      reading--;
      waiting.shift()?.();
    }
  }

  /** @param {string} article */
  function page(article) {
    const known = pages.get(article);
    if (known) return known;
    const asked = read(address(article, root.anwenCite.root));
    pages.set(article, asked);
    asked.then((answer) => answer === 0 && pages.delete(article)); // without a network now, perhaps not later
    return asked;
  }

  /** @param {Kept} entry @param {Document} document_ @returns {Finding} */
  function finding(entry, document_) {
    const card = document_.getElementById("anwen-article");
    const [, part] = entry.id.split(".");
    const element = part ? document_.querySelector(`[data-passage="${entry.id}"], [data-section="${entry.id}"]`) : card;
    if (!card || !element) {
      const fate = (part && document_.getElementById(part)?.textContent) || document_.querySelector(".aw-notice")?.textContent;
      return { state: "gone", words: `原处已经没有这一段${fate ? `：${fate.replace(/\s+/g, " ").trim()}` : ""}` };
    }
    const facts = /** @type {HTMLElement} */ (card).dataset;
    element.querySelectorAll(".headerlink").forEach((mark) => mark.remove());
    const text = element === card ? "" : element.textContent || "";
    const now = element.getAttribute("data-pin") || (entry.kind === "passage" ? pin(text) : "");
    const whole = { title: facts.title || "", issuer: facts.issuer, date: facts.date, publisher: facts.publisher, number: facts.number };
    /** @type {Kept} */
    const present = { ...entry, ...whole, pin: now, part: undefined, ...(entry.kind === "section" ? { heading: text.trim() } : { words: text }) };
    if (!now) return { state: "unknown", words: "" };
    if (!entry.pin) return { state: "same", words: "没有记下版本", filled: filled(entry, present, text) };
    if (entry.pin !== now) {
      return { state: "changed", words: "引用后有修改", renewed: present, filled: entry.title ? undefined : { ...entry, ...whole } };
    }
    const complete = entry.title && (entry.kind !== "passage" || (entry.words && (entry.part || entry.words === text)));
    return { state: "same", words: "与现文一致", filled: complete ? undefined : filled(entry, present, text) };
  }

  /** What a link or a Markdown file left out, from the page; the words have not changed.
   * @param {Kept} entry @param {Kept} present @param {string} text */
  function filled(entry, present, text) {
    if (entry.part && entry.part[1] <= text.length) return { ...present, part: entry.part, words: text.slice(...entry.part) };
    const at = entry.words ? text.indexOf(entry.words) : -1;
    if (entry.words && at >= 0 && entry.words !== text) {
      return { ...present, words: entry.words, part: /** @type {[number, number]} */ ([at, at + entry.words.length]) };
    }
    return present;
  }

  /** Compare an entry with the site as it is now, and tell.
   * @param {Kept} entry @param {(found: Finding) => void} tell */
  async function compare(entry, tell) {
    if (location.protocol === "file:") {
      tell({ state: "unknown", words: "从文件打开时不能核对" });
      return;
    }
    const answer = await page(entry.id.split(".")[0]);
    if (answer === 0) tell({ state: "unknown", words: "没有网络，暂时不能核对" });
    else if (typeof answer === "number") tell({ state: "gone", words: "本站没有这篇文章" });
    else tell(finding(entry, answer));
  }

  Object.assign(root.anwenBasket, { compare });
})(globalThis);
