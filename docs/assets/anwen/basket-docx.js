/**
 * 引用篮 as a Word document: a zip of stored files with the least that a .docx needs, in Chinese typography. A classic script
 * for a page and for node, after basket-files.js.
 */
(function (root) {
  "use strict";
  const { urlOf, beginning, quoted } = root.anwenCite;

  // --- zip: stored entries, PKWARE's APPNOTE 4.3 -------------------------------------------------

  /** @param {Uint8Array} data */
  function crc32(data) {
    let rest = ~0;
    for (const byte of data) {
      rest ^= byte;
      for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return ~rest >>> 0;
  }

  /** A record of numbers in little endian; each is [value, bytes].
   * @param {[number, number][]} fields @returns {number[]} */
  const record = (fields) => fields.flatMap(([value, size]) => Array.from({ length: size }, (_, at) => (value / 2 ** (8 * at)) & 255));

  /** @param {[string, string][]} files names in ASCII, and texts */
  function zip(files) {
    /** @type {Uint8Array[]} */
    const parts = [];
    /** @type {number[]} */
    const directory = [];
    let at = 0;
    for (const [name, text] of files) {
      const data = new TextEncoder().encode(text), named = new TextEncoder().encode(name);
      // version 2.0, no flags, stored, 1980-01-01 00:00: the same entries give the same bytes on any day
      /** @type {[number, number][]} */
      const about = [[20, 2], [0, 2], [0, 2], [0, 2], [0x21, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [named.length, 2], [0, 2]];
      const local = Uint8Array.from([...record([[0x04034b50, 4], ...about]), ...named]);
      directory.push(...record([[0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), ...named);
      parts.push(local, data);
      at += local.length + data.length;
    }
    const end = record([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [directory.length, 4], [at, 4], [0, 2]]);
    parts.push(Uint8Array.from([...directory, ...end]));
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let to = 0;
    for (const part of parts) {
      all.set(part, to);
      to += part.length;
    }
    return all;
  }

  // --- the document ------------------------------------------------------------------------------

  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";

  /** @type {Record<string, string>} */
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (mark) => ENTITIES[mark]);

  /** Running words; a line feed becomes a line break, a tab a space.
   * @param {string} text @param {string} [look] */
  const run = (text, look = "") =>
    text.split("\n").map((row) => `<w:t xml:space="preserve">${escaped(row.replace(/\t/g, " "))}</w:t>`)
      .map((words, at) => `<w:r>${look && `<w:rPr>${look}</w:rPr>`}${at ? "<w:br/>" : ""}${words}</w:r>`).join("");

  /** @param {string} style @param {...string} runs */
  const paragraph = (style, ...runs) => `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${runs.join("")}</w:p>`;

  /** A paragraph style: its name for Word, what it looks like.
   * @param {string} id @param {string} name @param {string} around @param {string} letters @param {string} [next] */
  const style = (id, name, around, letters, next = "Normal") =>
    `<w:style w:type="paragraph"${id === "Normal" ? ' w:default="1"' : ""} w:styleId="${id}"><w:name w:val="${name}"/>` +
    `${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/>'}<w:next w:val="${next}"/><w:qFormat/><w:pPr>${around}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`;

  /** @param {string} latin @param {string} chinese */
  const font = (latin, chinese) => `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:eastAsia="${chinese}" w:cs="${latin}"/>`;

  const STYLES =
    `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr>${font("Times New Roman", "宋体")}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
    style("Normal", "Normal", '<w:spacing w:after="120" w:line="360" w:lineRule="auto"/>', "") +
    style("Title", "Title", '<w:spacing w:after="240"/><w:jc w:val="center"/>', `${font("Arial", "黑体")}<w:b/><w:sz w:val="36"/>`) +
    style("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', `${font("Arial", "黑体")}<w:b/><w:sz w:val="30"/>`) +
    style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>', `${font("Arial", "黑体")}<w:b/><w:sz w:val="26"/>`) +
    style("Quote", "Quote", '<w:spacing w:after="120" w:line="360" w:lineRule="auto"/><w:ind w:left="480" w:right="480"/>', font("Times New Roman", "楷体"), "Quote") +
    style("Bibliography", "Bibliography", '<w:spacing w:after="60" w:line="320" w:lineRule="auto"/><w:ind w:left="480" w:hanging="480"/>', '<w:sz w:val="21"/>', "Bibliography") +
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style></w:styles>';

  /** @param {Kept[]} entries @param {string} [edition] */
  function docx(entries, edition) {
    const { label, numbered } = root.anwenBasket;
    const sources = numbered(entries);
    /** @type {string[]} */
    const targets = [];
    /** @param {string} url @param {string} words */
    const link = (url, words) => {
      if (!/^https?:/.test(url)) return run(words); // without the site's address a link would lead nowhere
      targets.push(url);
      return `<w:hyperlink r:id="link${targets.length}">${run(words, '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`;
    };
    const raised = '<w:vertAlign w:val="superscript"/>';
    const body = entries.flatMap((entry) => [
      paragraph("Heading2", run([entry.title || entry.id, entry.heading].filter(Boolean).join(" · "))),
      entry.words ? paragraph("Quote", run(quoted(entry.words)), run(label(entry, sources), raised)) : "",
      paragraph("", run(`${label(entry, sources)}　`), link(urlOf(entry), urlOf(entry))),
      entry.note ? paragraph("", run(`备注：${entry.note}`)) : "",
    ]);
    const list = sources.map(({ number, work }) => {
      const url = urlOf(work);
      return paragraph("Bibliography", run(`[${number}] ${beginning(work, edition)}`), link(url, url), run("."));
    });
    const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1588" w:bottom="1440" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>';
    const content = [paragraph("Title", run("引用篮")), ...body, paragraph("Heading1", run("参考文献")), ...list, page].join("");
    const relations = targets.map((url, at) => `<Relationship Id="link${at + 1}" Type="${R}/hyperlink" Target="${escaped(url)}" TargetMode="External"/>`);
    return zip([
      ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`],
      ["_rels/.rels", `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="main" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`],
      ["word/document.xml", `${HEAD}<w:document ${W} xmlns:r="${R}"><w:body>${content}</w:body></w:document>`],
      ["word/styles.xml", STYLES],
      ["word/_rels/document.xml.rels", `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="styles" Type="${R}/styles" Target="styles.xml"/>${relations.join("")}</Relationships>`],
    ]);
  }

  Object.assign(root.anwenBasket, { zip, docx });
})(globalThis);
