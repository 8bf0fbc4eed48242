/**
 * How a citation is written: identifiers, pins, addresses, and the marks for them in a text.
 *
 * The twin of scripts/anwen/notation.py, which says what they mean; tests/cases/cite/notation.yaml holds both to one set of
 * cases. A classic script for a page and for node; it adds to the global `anwenCite`.
 */
(function (root) {
  "use strict";

  // --- words → pin ---------------------------------------------------------------------------

  const DROPPED = /[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]/gu;
  /** What upper and lower case alone would not fold.
   * @type {Record<string, string>} */
  const FOLDED = { ı: "ı", ẞ: "ss" };

  /** Letters, ideographs and digits only, in one form; a text of marks alone keeps its marks.
   * @param {string} text */
  function normalise(text) {
    // a character at a time: as the last of a word a capital sigma would fold differently
    const folded = Array.from(text.normalize("NFKC"), (char) => FOLDED[char] || char.toUpperCase().toLowerCase()).join("");
    return folded.replace(DROPPED, "") || folded.split(/\s+/).join("");
  }

  const MASK = (1n << 64n) - 1n;
  const START = [
    0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
    0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
  ];
  const ORDER = [
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
    "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
  ];
  const LANES = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];

  /** BLAKE2b (RFC 7693) without a key.
   * @param {Uint8Array} data @param {number} size bytes wanted, at most 8 · 8 */
  function blake2b(data, size) {
    const state = START.slice();
    state[0] ^= 0x01010000n ^ BigInt(size);
    /** @param {bigint} word @param {bigint} by */
    const turned = (word, by) => (word >> by) | ((word << (64n - by)) & MASK);
    for (let from = 0; from === 0 || from < data.length; from += 128) {
      const block = new DataView(new ArrayBuffer(128));
      data.subarray(from, from + 128).forEach((byte, at) => block.setUint8(at, byte));
      const done = Math.min(from + 128, data.length);
      const work = state.concat(START);
      work[12] ^= BigInt(done);
      if (done === data.length) work[14] ^= MASK;
      for (let round = 0; round < 12; round++) {
        LANES.forEach(([a, b, c, d], lane) => {
          /** @param {number} which @param {bigint} one @param {bigint} two */
          const mix = (which, one, two) => {
            const word = block.getBigUint64(parseInt(ORDER[round % 10][2 * lane + which], 16) * 8, true);
            work[a] = (work[a] + work[b] + word) & MASK;
            work[d] = turned(work[d] ^ work[a], one);
            work[c] = (work[c] + work[d]) & MASK;
            work[b] = turned(work[b] ^ work[c], two);
          };
          mix(0, 32n, 24n);
          mix(1, 16n, 63n);
        });
      }
      for (let at = 0; at < 8; at++) state[at] ^= work[at] ^ work[at + 8];
    }
    return Uint8Array.from({ length: size }, (_, at) => Number((state[at >> 3] >> BigInt(8 * (at & 7))) & 255n));
  }

  /** Twelve letters for a normalised text.
   * @param {string} normal */
  function digest(normal) {
    const bytes = blake2b(new TextEncoder().encode(normal), 9);
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }

  /** The pin of a text, or of several that are cited as one.
   * @param {...string} texts */
  function pin(...texts) {
    const digests = texts.map((text) => digest(normalise(text)));
    return (digests.length === 1 ? digests[0] : digest(digests.join(" "))).slice(0, 6);
  }

  // --- identifiers and addresses -----------------------------------------------------------------

  const NAME = /^aw([0-9]{4,})(?:\.[sp][1-9][0-9]*)?$/;

  /** `aw0012.p7` or `aw0012.p7@nmlD6t`; null if it is neither.
   * @param {string} text @returns {Ref | null} */
  function parse(text) {
    const [id, given, more] = text.split("@");
    const match = NAME.exec(id);
    if (!match || Number(match[1]) === 0 || String(Number(match[1])).padStart(4, "0") !== match[1]) return null;
    if (more !== undefined || (given !== undefined && !/^[A-Za-z0-9_-]{6}$/.test(given))) return null;
    return { id, pin: given || "" };
  }

  /** The page, and the place on it, where an identifier answers.
   * @param {string} id @param {string} [site] @param {string} [pinned] */
  function address(id, site = "", pinned = "") {
    const [article, part] = id.split(".");
    return `${site.endsWith("/") ? site : `${site}/`}a/${article}/${pinned ? `?v=${pinned}` : ""}${part ? `#${part}` : ""}`;
  }

  // --- in a text -------------------------------------------------------------------------------

  // without look-behinds, for older browsers: what may not stand before is looked at afterwards
  const MARKED = new RegExp(
    [
      /(?<base>(?:https?|file):\/\/[^ \t\n\r\f\v"'<>()[\]{}`]*?\/|(?:\.{1,2}\/)*\/?)/,
      /(?:a|embed)\/(?<article>aw[0-9]+)(?![A-Za-z0-9_-]|\.[A-Za-z0-9])(?:\/(?:index\.html)?)?/,
      /(?<query>\?[A-Za-z0-9_.~%&=+-]*)?(?<hash>#[A-Za-z0-9_.~%,&=:-]*)?/,
      /|\[(?<cite>@[ \t\n\r\f\v]*aw[0-9][^\]\n]*)\]/,
      /|\{\{(?<quote>[ \t\n\r\f\v]*aw[0-9][^}\n]*)\}\}/,
      /|(?<id>aw[0-9]{4,}\.[sp][0-9]+(?:@[A-Za-z0-9_-]+)?)(?![A-Za-z0-9_-])/,
    ].map((part) => part.source).join(""),
    "g"
  );

  /** Every citation in a text: addresses, `[@…]`, `{{…}}`, and identifiers of passages and sections.
   * @param {string} text @returns {Found[]} */
  function find(text) {
    const marked = new RegExp(MARKED);
    /** @type {Found[]} */
    const all = [];
    for (let match = marked.exec(text); match; match = marked.exec(text)) {
      const said = /** @type {Record<string, string | undefined>} */ (match.groups);
      const before = text[match.index - 1] || "";
      const glued = said.id ? /[A-Za-z0-9_.@-]/ : said.article && !/^[fh]/.test(said.base || "") ? /[A-Za-z0-9_./~%-]/ : null;
      if (glued && glued.test(before)) {
        marked.lastIndex = match.index + 1;
      } else if (said.article) {
        all.push(inAddress(match, said));
      } else {
        const form = said.cite !== undefined ? "cite" : said.quote !== undefined ? "quote" : "id";
        const names = (said.cite ?? said.quote ?? said.id ?? "").split(said.cite === undefined ? /$^/ : ";").map((name) => name.trim());
        const refs = names.map((name) => (form !== "cite" ? parse(name) : name.startsWith("@") ? parse(name.slice(1).trim()) : null));
        const right = /** @type {Ref[]} */ (refs.every(Boolean) ? refs : []);
        all.push({ start: match.index, end: marked.lastIndex, form, refs: right, fault: !right.length, base: "", fragment: "" });
      }
    }
    return all;
  }

  /** @param {RegExpExecArray} match @param {Record<string, string | undefined>} said @returns {Found} */
  function inAddress(match, said) {
    const hash = (said.hash || "").slice(1), cut = hash.indexOf(":~:");
    const place = (cut < 0 ? hash : hash.slice(0, cut)).replace(/[.:,]+$/, "");
    const fragment = cut < 0 ? "" : hash.slice(cut + 3).replace(/^text=/, "").replace(/[.:]+$/, "");
    const given = /[?&]v=([^&]*)/.exec(said.query || "");
    const name = said.article + (/^[sp][0-9]+$/.test(place) ? `.${place}` : "");
    const ref = parse(given ? `${name}@${given[1].replace(/\.+$/, "")}` : name);
    const trailing = said.hash || said.query ? (/[.:,]*$/.exec(match[0]) || [""])[0].length : 0; // a full stop is the sentence's
    const end = match.index + match[0].length - trailing;
    return { start: match.index, end, form: "address", refs: ref ? [ref] : [], fault: !ref, base: said.base || "", fragment };
  }

  root.anwenCite = Object.assign(root.anwenCite || {}, { normalise, pin, parse, address, find });
})(globalThis);
