/**
 * 引用篮: what is kept in it. The browser's storage holds the entries, so that all tabs have the same ones; where it refuses,
 * they live as long as the page. Whatever is read back is taken as it might have been written by anybody.
 */
(function (root) {
  "use strict";
  const { parse } = root.anwenCite;
  const KEY = `${new URL(root.anwenCite.root).pathname}.anwen-basket`;
  const MOST = 500; // entries: browsers keep about five million characters a site
  /** The fields of an entry that are text, and how long they may be.
   * @type {[keyof Kept, number][]} */
  const TEXTS = [["title", 300], ["heading", 300], ["words", 20000], ["issuer", 300], ["date", 20], ["number", 100], ["publisher", 200], ["note", 2000]];

  /** An entry from data of any origin, or null.
   * @param {unknown} data @returns {Kept | null} */
  function clean(data) {
    if (typeof data !== "object" || data === null) return null;
    const given = /** @type {Record<string, unknown>} */ (data);
    /** @param {string} name @param {number} most */
    const text = (name, most) => {
      const value = given[name];
      // no character that a file format refuses
      return typeof value === "string" ? value.slice(0, most).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu, "") : "";
    };
    const ref = parse(text("id", 40) + (text("pin", 6) && `@${text("pin", 6)}`));
    if (!ref) return null;
    /** @type {Kept} */
    const entry = { id: ref.id, title: "", kind: ref.id.includes(".p") ? "passage" : ref.id.includes(".s") ? "section" : "article" };
    if (ref.pin) entry.pin = ref.pin;
    /** @type {Record<string, unknown>} */
    const into = Object(entry);
    for (const [name, most] of TEXTS) if (text(name, most)) into[name] = text(name, most);
    const site = text("site", 300), accessed = text("accessed", 10), part = given.part;
    if (/^https?:\/\/[^\s"'<>]+\/$/.test(site)) entry.site = site;
    if (/^\d{4}-\d\d-\d\d$/.test(accessed)) entry.accessed = accessed;
    if (Array.isArray(part) && part.length === 2 && part.every(Number.isInteger) && part[0] >= 0 && part[0] < part[1]) entry.part = [part[0], part[1]];
    return entry;
  }

  /** What is the same twice: the same words of the same passage in the same version.
   * @param {Kept} entry */
  const keyOf = (entry) => `${entry.id}@${entry.pin || ""}${entry.part ? `~${entry.part.join("-")}` : ""}`;

  /** @type {Kept[] | null} what could not be saved */
  let unsaved = null;

  /** @returns {Kept[]} */
  function entries() {
    if (unsaved) return unsaved;
    try {
      const data = JSON.parse(localStorage.getItem(KEY) || "{}");
      const list = Array.isArray(data?.entries) ? data.entries : [];
      return list.slice(0, MOST).map(clean).filter(Boolean);
    } catch {
      return [];
    }
  }

  /** Change the entries, as they are now: another tab may have changed them since.
   * @param {(entries: Kept[]) => Kept[]} make */
  function change(make) {
    const before = entries();
    const seen = new Set();
    /** @type {Kept[]} */
    const after = [];
    for (const entry of make(before).slice(0, MOST).map(clean)) {
      if (!entry || seen.has(keyOf(entry))) continue;
      seen.add(keyOf(entry));
      after.push(entry);
    }
    try {
      if (after.length) localStorage.setItem(KEY, JSON.stringify({ version: 1, entries: after }));
      else localStorage.removeItem(KEY);
      unsaved = null;
    } catch {
      unsaved = after; // full or refused
    }
    window.dispatchEvent(new CustomEvent("anwen-basket", { detail: after.length }));
  }

  /** Put entries at the end; returns how many were new.
   * @param {...Kept} added */
  function add(...added) {
    const before = entries().length;
    change((known) => known.concat(added));
    return entries().length - before;
  }

  /** Whether the browser keeps what is in the basket. */
  const saved = () => unsaved === null;

  root.anwenBasket = Object.assign(root.anwenBasket || {}, { KEY, MOST, clean, keyOf, entries, add, change, saved });
})(globalThis);
