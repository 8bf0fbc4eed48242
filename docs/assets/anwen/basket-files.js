/**
 * 引用篮 as text: numbered references, Markdown, CSL JSON, a link; and read again from each of them.
 *
 * As GB/T 7714 numbers them: an article has one number however often it is cited, the place stands outside the bracket
 * (`[1]段7`). A classic script for a page and for node, after cite-write.js and basket-store.js.
 */
(function (root) {
  "use strict";
  const { parse, find, urlOf, reference, beginning, csl } = root.anwenCite;
  const { clean, MOST } = root.anwenBasket;
  const PLACES = { p: "段", s: "节" };
  const LIST = "list=";

  /** @param {Kept} entry */
  const articleOf = (entry) => entry.id.split(".")[0];

  /** @param {string} id @returns {string} 段7, 节3, nothing for a whole article */
  const placeOf = (id) => id.replace(/^[^.]*\.?/, "").replace(/^[ps]/, (letter) => PLACES[/** @type {"p" | "s"} */ (letter)]);

  /** The articles that are cited, in the order of their first citation.
   * @param {Kept[]} entries */
  function numbered(entries) {
    /** @type {Map<string, Work>} */
    const works = new Map();
    for (const entry of entries) {
      const article = articleOf(entry), known = works.get(article);
      const { title, issuer, date, number, publisher, site } = entry;
      const accessed = [entry.accessed || "", known?.accessed || ""].sort()[1]; // the last time that anything of it was seen
      const pin = entry.id === article ? entry.pin : known?.pin;
      const facts = known?.title ? known : { title, issuer, date, number, publisher, site };
      works.set(article, { ...facts, id: article, kind: "article", accessed, pin });
    }
    return [...works].map(([article, work], at) => ({ article, number: at + 1, work }));
  }

  /** The mark of a citation, as `[1]段7`.
   * @param {Kept} entry @param {Source[]} sources from `numbered` */
  function label(entry, sources) {
    const found = sources.find((it) => it.article === articleOf(entry));
    return `[${found ? found.number : "?"}]${placeOf(entry.id)}`;
  }

  /** @param {Kept[]} entries @param {string} [edition] */
  const references = (entries, edition) => numbered(entries).map((it) => `[${it.number}] ${reference(it.work, edition)}`).join("\n");

  // --- Markdown --------------------------------------------------------------------------------

  const NOTE = "备注：", REFERENCES = "参考文献";

  /** @param {string} text */
  const escaped = (text) => text.replace(/[\\`*_{}[\]<>#|!~&]/g, "\\$&");
  /** @param {string} text */
  const plain = (text) => text.replace(/\\([\\`*_{}[\]<>#|!~&])/g, "$1");

  /** @param {Kept[]} entries @param {string} [edition] */
  function toMarkdown(entries, edition) {
    const sources = numbered(entries);
    const parts = entries.map((entry) => {
      const heading = [entry.title || entry.id, entry.heading].filter(Boolean).join(" · ");
      const rows = (entry.words || "").trim().split("\n").filter((row) => row.trim());
      const notes = (entry.note || "").split("\n").filter((row) => row.trim());
      return [
        `## ${escaped(heading.replace(/\s+/g, " "))}`,
        rows.map((row) => `> ${escaped(row)}`).join("\n"),
        `${label(entry, sources)} <${urlOf(entry)}>`,
        notes.map((row) => NOTE + escaped(row)).join("\n"),
      ].filter(Boolean).join("\n\n");
    });
    const list = sources.map((it) => `\\[${it.number}\\] ${escaped(beginning(it.work, edition))}<${urlOf(it.work)}>.`).join("\n\n");
    return ["# 引用篮", ...parts, `## ${REFERENCES}`, list].join("\n\n") + "\n";
  }

  /** Every citation in a Markdown text, with the quotation and the heading above it and the notes below it.
   * @param {string} text @returns {unknown[]} */
  function fromMarkdown(text) {
    /** @type {Record<string, unknown>[]} */
    const found = [];
    let title = "";
    /** @type {string[]} */
    let rows = [];
    for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
      const heading = /^#+\s+(.*)/.exec(line), quote = /^\s{0,3}>\s?(.*)/.exec(line);
      if (heading) {
        title = plain(heading[1].trim());
        rows = [];
        if (title === REFERENCES) break;
      } else if (quote) {
        rows.push(plain(quote[1]));
      } else if (line.startsWith(NOTE) && found.length) {
        const last = found[found.length - 1];
        last.note = [last.note, plain(line.slice(NOTE.length))].filter(Boolean).join("\n");
      } else {
        for (const ref of find(line).flatMap((it) => it.refs)) {
          const [name, ...rest] = title.split(" · ");
          found.push({ ...ref, title: ref.id.includes(".s") && rest.length ? name : title, heading: ref.id.includes(".s") ? rest.join(" · ") : "", words: rows.join("\n") });
          rows = [];
        }
      }
    }
    return found;
  }

  // --- CSL JSON --------------------------------------------------------------------------------

  /** CSL JSON for any program; `custom` holds what only this one knows.
   * @param {Kept[]} entries */
  function toCsl(entries) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    const items = entries.map((entry) => {
      const times = (seen.get(entry.id) || 0) + 1;
      seen.set(entry.id, times);
      const item = csl(entry);
      const id = times > 1 ? `${item.id}-${times}` : item.id;
      return { ...item, id, ...(entry.note ? { note: entry.note } : {}), ...(entry.words ? { abstract: entry.words } : {}), custom: { anwen: entry } };
    });
    return JSON.stringify(items, null, 2);
  }

  /** @param {any} item @returns {unknown[]} */
  function fromItem(item) {
    if (typeof item !== "object" || item === null) return [];
    if (item.custom?.anwen) return [item.custom.anwen];
    if (parse(`${item.id}`)) return [item]; // an entry as the browser keeps it
    const refs = find(typeof item.URL === "string" ? item.URL : "").flatMap((it) => it.refs);
    const names = Array.isArray(item.author) ? item.author.map((/** @type {any} */ it) => it?.literal || it?.family || "") : [];
    const issued = item.issued?.["date-parts"]?.[0];
    const date = Array.isArray(issued) ? issued.map((part) => String(part).padStart(2, "0")).join("-") : "";
    return refs.map((ref) => ({ ...ref, title: item.title, issuer: names.filter(Boolean).join("、"), date, number: item.number, publisher: item.publisher, note: item.note, words: item.abstract }));
  }

  // --- a link ------------------------------------------------------------------------------------

  /** Base64 for addresses, of UTF-8.
   * @param {string} text */
  const packed = (text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  /** @param {string} text */
  const unpacked = (text) =>
    new TextDecoder().decode(Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0)));

  /** A link whose fragment, which no browser sends, names the entries: identifier@pin, the selection, the note.
   * @param {Kept[]} entries @param {string} page the basket's own address */
  function toLink(entries, page) {
    const names = entries.map((entry) => {
      const fields = [entry.pin ? `${entry.id}@${entry.pin}` : entry.id, entry.part ? entry.part.join("-") : "", entry.note ? packed(entry.note) : ""];
      return fields.join("~").replace(/~+$/, "");
    });
    return `${page.split("#")[0]}#${LIST}${names.join(",")}`;
  }

  /** @param {string} fragment what follows the # @returns {unknown[]} */
  function fromLink(fragment) {
    let text = fragment;
    try {
      text = decodeURIComponent(fragment); // some programs encode @ and ,
    } catch {
      // not encoded, then
    }
    return text.split(LIST)[1].split(/[\s"'<>)]/)[0].split(",").slice(0, MOST).map((name) => {
      const [ref, part, note] = name.split("~");
      let words = "";
      try {
        words = unpacked(note || "");
      } catch {
        // a note that is none is left out
      }
      return { ...parse(ref), part: (part || "").split("-").filter(Boolean).map(Number), note: words };
    });
  }

  /** The entries of a text in any of these forms; what is none is left out.
   * @param {string} text @returns {Kept[]} */
  function fromText(text) {
    /** @type {unknown[]} */
    let found = [];
    const trimmed = text.trim();
    if (/^[[{]/.test(trimmed)) {
      try {
        const data = JSON.parse(trimmed);
        found = (Array.isArray(data) ? data : Array.isArray(data.entries) ? data.entries : [data]).flatMap(fromItem);
      } catch {
        found = fromMarkdown(text); // a Markdown text may begin with a bracket
      }
    } else if (new RegExp(`(^|#|%23)${LIST}`).test(trimmed)) {
      found = fromLink(trimmed);
    } else {
      found = fromMarkdown(text);
    }
    return /** @type {Kept[]} */ (found.map(clean).filter(Boolean)).slice(0, MOST);
  }

  Object.assign(root.anwenBasket, { numbered, label, references, toMarkdown, toCsl, toLink, fromText });
})(globalThis);
