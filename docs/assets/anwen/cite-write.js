/**
 * A citation in every format: GB/T 7714, quote, links, Markdown, HTML, BibTeX, RIS, CSL JSON.
 *
 * The twin of scripts/anwen/cite, whose modules say where each rule comes from; tests/cases/cite/ holds both to one set of
 * cases. A classic script for a page and for node, after cite-notation.js; it adds to the global `anwenCite`.
 */
(function (root) {
  "use strict";
  const { address } = root.anwenCite;

  // --- facts ---------------------------------------------------------------------------------

  const MOST_NAMES = 3; // further ones become 等
  // a space separates names only between Chinese characters
  const SPACED = /([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])/g;

  /** Text on one line.
   * @param {string | undefined} text */
  const line = (text) => (text || "").split(/\s+/).filter(Boolean).join(" ");

  /** @param {string | undefined} issuer */
  const names = (issuer) => (issuer || "").trim().replace(SPACED, "$1、").split(/\s*[、；;，,]\s*/).filter(Boolean);

  /** Year, month and day as exact as known; nothing of a date that is masked or cannot be.
   * @param {string | undefined} date */
  function dateParts(date) {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date || "");
    if (!match || match[1] === "0000") return [];
    const parts = match.slice(1).filter(Boolean).map(Number);
    const [year, month = 1, day = 1] = parts;
    const made = new Date(Date.UTC(2000, month - 1, day));
    made.setUTCFullYear(year, month - 1, day);
    return month >= 1 && month <= 12 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? parts : [];
  }

  /** @param {Work} work */
  const nameOf = (work) => line(work.title) || work.id;

  /** The number, unless the title has it.
   * @param {Work} work */
  const numberOf = (work) => (nameOf(work).includes(line(work.number)) ? "" : line(work.number));

  /** The publisher, unless it is the author.
   * @param {Work} work */
  const publisherOf = (work) => (names(work.issuer).includes(line(work.publisher)) ? "" : line(work.publisher));

  /** Where it stands: the lasting address, with the pin.
   * @param {Work} work */
  function urlOf(work) {
    const site = work.site || "";
    if (work.kind === "concept") return `${site.endsWith("/") ? site : `${site}/`}concepts/${work.id}/`;
    return address(work.id, site, work.pin);
  }

  // --- GB/T 7714 -------------------------------------------------------------------------------

  /** @type {Record<string, {comma: string, colon: string, opening: string, closing: string}>} */
  const MARKS = {
    2025: { comma: "，", colon: "：", opening: "（", closing: "）" },
    2015: { comma: ", ", colon: ": ", opening: "(", closing: ")" },
  };

  /** The reference up to its address.
   * @param {Work} work @param {string} [edition] */
  function beginning(work, edition = "2025") {
    const marks = MARKS[edition];
    const title = nameOf(work) + (numberOf(work) && marks.colon + numberOf(work));
    const known = names(work.issuer);
    const shown = known.slice(0, MOST_NAMES).concat(known.length > MOST_NAMES ? ["等"] : []);
    const middle =
      publisherOf(work) +
      (dateParts(work.date).length ? marks.opening + work.date + marks.closing : "") +
      (work.accessed ? `[${work.accessed}]` : "");
    return [shown.join(marks.comma), `${title}[EB/OL]`, middle].filter(Boolean).map((part) => `${part}. `).join("");
  }

  /** @param {Work} work @param {string} [edition] */
  const reference = (work, edition) => `${beginning(work, edition)}${urlOf(work)}.`;

  /** Words in “ ”; inner marks change level where they come in pairs.
   * @param {string} text */
  function quoted(text) {
    let words = text.trim().replace(/\t/g, " ");
    /** @param {string} mark */
    const count = (mark) => words.split(mark).length;
    if (count("“") === count("”") && count("‘") === count("’")) {
      words = words.replace(/[“”‘’]/g, (mark) => "‘’“”"["“”‘’".indexOf(mark)]);
    }
    return `“${words}”`;
  }

  /** @param {Work} work @param {string} [edition] */
  const quote = (work, edition) => ((work.words || "").trim() ? `${quoted(work.words || "")}\n` : "") + reference(work, edition);

  // --- a link that highlights ------------------------------------------------------------------

  const EXACT = 300; // characters: the specification advises start and end for more
  const LEAST = 8; // characters of a clause: fewer say too little about which place is meant
  const CLAUSE = /[^，。；：！？、,;:!?（）()“”‘’《》]+/g;
  const CUT = /[，。；：！？、,;:!?（）()“”‘’《》\t\n]/;

  /** Percent-encoded UTF-8; the hyphen and what encodeURIComponent leaves too.
   * @param {string} words */
  const encoded = (words) =>
    encodeURIComponent(words).replace(/[-!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

  /** The first and the last clauses of a long text, cut at punctuation.
   * @param {string} words */
  function ends(words) {
    const clauses = [...words.matchAll(CLAUSE)].filter((it) => it[0].trim()).map((it) => [it.index || 0, (it.index || 0) + it[0].length]);
    if (!clauses.length) return [words, ""];
    const [from, to] = [clauses[0][0], clauses[clauses.length - 1][1]];
    const first = (clauses.find(([, end]) => length(words.slice(from, end)) >= LEAST) || [0, 0])[1];
    const last = (clauses.reverse().find(([start]) => length(words.slice(start, to)) >= LEAST) || [0])[0];
    return first >= last ? [words, ""] : [words.slice(from, first).trim(), words.slice(last, to).trim()];
  }

  /** In code points.
   * @param {string} text */
  const length = (text) => Array.from(text).length;

  /** The text directive for words that begin and end where a browser finds them, see `around`; "" for none.
   * @param {string} words @param {string} [before] what stands before them, where they are not the first of their kind */
  function directive(words, before) {
    const cells = words.split(/[\t\n]/).map((cell) => cell.trim()).filter(Boolean);
    if (!cells.length) return "";
    const [start, end] = cells.length > 1 ? [cells[0], cells[cells.length - 1]] : length(cells[0]) > EXACT ? ends(cells[0]) : [cells[0], ""];
    return `text=${[before ? `${encoded(before)}-` : "", encoded(start), end && encoded(end)].filter(Boolean).join(",")}`;
  }

  /** A part of a text widened to the next marks, for browsers find no words that begin or end inside another; and the clause
   * before it, where the same words stand earlier too.
   * @param {string} text @param {[number, number]} part @param {string} [above] what stands before the text on its page */
  function around(text, [start, end], above = "") {
    let from = start, to = end;
    while (from < to && CUT.test(text[from])) from++;
    while (to > from && CUT.test(text[to - 1])) to--;
    if (from === to) [from, to] = [start, end];
    while (from > 0 && !CUT.test(text[from - 1])) from--;
    while (to < text.length && !CUT.test(text[to])) to++;
    const words = text.slice(from, to).trim();
    if (!above.includes(words) && text.indexOf(words) >= from) return { words, before: "" };
    return { words, before: lastClause(text.slice(0, from) || above) };
  }

  /** The last clause of a text, with the marks that end it.
   * @param {string} text */
  function lastClause(text) {
    let from = text.trimEnd().length;
    while (from > 0 && CUT.test(text[from - 1])) from--;
    while (from > 0 && !CUT.test(text[from - 1])) from--;
    return text.slice(from).split(/[\t\n]/).filter((cell) => cell.trim()).pop()?.trim() || "";
  }

  /** @param {Work} work */
  function highlight(work) {
    const url = urlOf(work);
    const made = directive((work.kind === "passage" ? work.words : work.heading) || "");
    return made && url.includes("#") ? `${url}:~:${made}` : url;
  }

  // --- for other programs ------------------------------------------------------------------------

  /** @param {Work} work */
  function markdown(work) {
    const words = [nameOf(work), line(work.heading)].filter(Boolean).join(" · ");
    return `[${words.replace(/[\\`*_{}[\]<>#|!~&]/g, "\\$&")}](${urlOf(work)})`;
  }

  /** @type {Record<string, string>} */
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]);

  /** @param {Work} work @param {string} [edition] */
  function html(work, edition) {
    const url = escaped(urlOf(work));
    const source = `<p>${escaped(beginning(work, edition))}<a href="${url}">${url}</a>.</p>`;
    const rows = (work.words || "").replace(/\t/g, " ").split("\n").map((row) => escaped(row.trim())).filter(Boolean);
    return rows.length ? `<blockquote cite="${url}"><p>${rows.join("<br>")}</p></blockquote>\n${source}` : source;
  }

  /** Text as TeX prints it.
   * @param {string} text */
  function tex(text) {
    /** @type {Record<string, string>} */
    const named = {
      "\\": "\\textbackslash{}",
      "~": "\\textasciitilde{}",
      "^": "\\textasciicircum{}",
      "-": "-{}", // two are set as a dash
    };
    return text.replace(/[\\~^&%$#_{}]|-(?=-)/g, (mark) => named[mark] || `\\${mark}`);
  }

  /** @param {Work} work */
  function bibtex(work) {
    const fields = {
      author: names(work.issuer).map((name) => `{${tex(name)}}`).join(" and "),
      title: `{${tex(nameOf(work))}}`,
      number: tex(numberOf(work)),
      organization: tex(publisherOf(work)),
      date: dateParts(work.date).length ? work.date : "",
      url: urlOf(work),
      urldate: work.accessed,
      langid: "chinese",
    };
    const rows = Object.entries(fields).filter(([, value]) => value);
    return `@online{${work.id},\n${rows.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}`;
  }

  /** @param {Work} work */
  function ris(work) {
    /** @param {string | undefined} date */
    const day = (date) => {
      const parts = dateParts(date).map((part) => String(part).padStart(2, "0"));
      return parts.length ? `${[...parts, "", ""].slice(0, 3).join("/")}/` : "";
    };
    /** @type {[string, string | undefined][]} */
    const rows = [
      ["TY", "ELEC"],
      ["ID", work.id],
      ["TI", nameOf(work)],
      ...names(work.issuer).map((name) => /** @type {[string, string]} */ (["AU", name])),
      ["PY", dateParts(work.date).slice(0, 1).map((year) => String(year).padStart(4, "0")).join("")],
      ["DA", day(work.date)],
      ["M1", numberOf(work)],
      ["PB", publisherOf(work)],
      ["AB", line(work.words)],
      ["LA", "zh-CN"],
      ["UR", urlOf(work)],
      ["Y2", day(work.accessed)],
    ];
    return `${rows.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\n`).join("")}ER  -`;
  }

  /** @param {Work} work @returns {Record<string, unknown>} */
  function csl(work) {
    const [issued, seen] = [dateParts(work.date), dateParts(work.accessed)];
    const item = {
      id: work.id,
      type: "webpage",
      title: nameOf(work),
      author: names(work.issuer).map((literal) => ({ literal })),
      issued: issued.length && { "date-parts": [issued] },
      accessed: seen.length && { "date-parts": [seen] },
      publisher: publisherOf(work),
      number: numberOf(work),
      URL: urlOf(work),
      language: "zh-CN",
    };
    return Object.fromEntries(Object.entries(item).filter(([, value]) => (Array.isArray(value) ? value.length : value)));
  }

  // --- all of them -------------------------------------------------------------------------------

  /** What the dialog offers, in its order: the format of `write`, how readers know it, and as what file it is saved.
   * @type {FormatRow[]} */
  const FORMATS = [
    { name: "reference", edition: "2025", label: "GB/T 7714—2025" },
    { name: "reference", edition: "2015", label: "GB/T 7714—2015" },
    { name: "quote", label: "引文与出处" },
    { name: "link", label: "链接" },
    { name: "highlight", label: "突出显示原文的链接" },
    { name: "markdown", label: "Markdown" },
    { name: "html", label: "HTML" },
    { name: "bibtex", label: "BibTeX", file: "bib", type: "application/x-bibtex" },
    { name: "ris", label: "RIS", file: "ris", type: "application/x-research-info-systems" },
    { name: "csl", label: "CSL JSON", file: "json", type: "application/vnd.citationstyles.csl+json" },
  ];

  /** Several works as one text.
   * @type {Record<string, (works: Work[], edition: string) => string>} */
  const WRITERS = {
    reference: (works, edition) => works.map((work) => reference(work, edition)).join("\n"),
    link: (works) => works.map(urlOf).join("\n"),
    highlight: (works) => works.map(highlight).join("\n"),
    quote: (works, edition) => works.map((work) => quote(work, edition)).join("\n\n"),
    markdown: (works) => works.map(markdown).join("\n"),
    html: (works, edition) => works.map((work) => html(work, edition)).join("\n"),
    bibtex: (works) => works.map(bibtex).join("\n\n"),
    ris: (works) => works.map(ris).join("\n"),
    csl: (works) => JSON.stringify(works.map(csl), null, 2),
  };

  /** @param {string} name @param {Work[]} works @param {string} [edition] */
  const write = (name, works, edition = "2025") => WRITERS[name](works, edition);

  Object.assign(root.anwenCite, { FORMATS, urlOf, reference, beginning, quoted, csl, directive, around, write });
})(globalThis);
