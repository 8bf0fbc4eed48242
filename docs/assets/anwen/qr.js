/**
 * QR codes (ISO/IEC 18004) of addresses: byte mode, versions 1 to 10, error correction L or M, the best of the eight masks.
 *
 * `anwenQr.encode(text)` gives the modules, `anwenQr.svg(code)` a picture with its quiet zone. A classic script for a page
 * and for node, without any other; tests/test_scripts.py compares it module by module with another encoder.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {"L" | "M"} Level restores about 7 % or 15 % of the symbol
   * @typedef {{version: number, level: Level, mask: number, size: number, modules: Uint8Array}} Code `modules` row by row,
   *   1 is dark
   * @typedef {{size: number, dark: Uint8Array, fixed: Uint8Array}} Grid `fixed` marks what belongs to no data
   */

  /** All codewords of versions 1 to 10. */
  const CODEWORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
  /** Per version: codewords for correction in a block, and how many blocks.
   * @type {Record<Level, [number, number][]>} */
  const BLOCKS = {
    L: [[7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2], [18, 4]],
    M: [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5]],
  };
  const QUIET = 4; // modules of empty room around the symbol, as the standard asks

  // --- error correction: polynomials over GF(256) with x⁸+x⁴+x³+x²+1 ------------------------

  /** @param {number} a @param {number} b */
  function times(a, b) {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) {
      product = (product << 1) ^ ((product >> 7) * 0x11d);
      product ^= ((b >> bit) & 1) * a;
    }
    return product;
  }

  /** The divisor of a given degree, without its leading 1.
   * @param {number} degree */
  function divisor(degree) {
    const result = new Uint8Array(degree);
    result[degree - 1] = 1;
    let power = 1;
    for (let round = 0; round < degree; round++) {
      for (let at = 0; at < degree; at++) result[at] = times(result[at], power) ^ (result[at + 1] || 0);
      power = times(power, 2);
    }
    return result;
  }

  /** @param {Uint8Array} data @param {Uint8Array} by */
  function remainder(data, by) {
    const rest = new Uint8Array(by.length);
    for (const byte of data) {
      const factor = byte ^ rest[0];
      rest.copyWithin(0, 1);
      rest[rest.length - 1] = 0;
      for (let at = 0; at < rest.length; at++) rest[at] ^= times(by[at], factor);
    }
    return rest;
  }

  // --- the codewords -------------------------------------------------------------------------

  /** @param {number} version @param {Level} level */
  function room(version, level) {
    const [correction, blocks] = BLOCKS[level][version - 1];
    return CODEWORDS[version - 1] - correction * blocks;
  }

  /** Length of the header in bits: four for the mode, the rest for the count.
   * @param {number} version */
  const header = (version) => (version < 10 ? 12 : 20);

  /** The data in codewords, filled up to the room there is.
   * @param {Uint8Array} bytes @param {number} version @param {Level} level */
  function codewords(bytes, version, level) {
    const data = new Uint8Array(room(version, level));
    let at = 0;
    /** @param {number} value @param {number} bits */
    const put = (value, bits) => {
      for (let bit = bits - 1; bit >= 0; bit--, at++) data[at >> 3] |= ((value >> bit) & 1) << (7 - (at & 7));
    };
    put(4, 4);
    put(bytes.length, header(version) - 4);
    for (const byte of bytes) put(byte, 8);
    at += Math.min(4, data.length * 8 - at);
    at = Math.ceil(at / 8) * 8;
    for (let pad = 0xec; at < data.length * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
    return data;
  }

  /** Data and correction, interleaved block by block.
   * @param {Uint8Array} data @param {number} version @param {Level} level */
  function interleaved(data, version, level) {
    const [correction, count] = BLOCKS[level][version - 1];
    const short = Math.floor(data.length / count);
    const by = divisor(correction);
    const blocks = [];
    for (let number = 0, at = 0; number < count; number++) {
      const length = short + (number < count - (data.length % count) ? 0 : 1);
      const block = data.subarray(at, at + length);
      blocks.push({ block, rest: remainder(block, by) });
      at += length;
    }
    const result = [];
    for (let at = 0; at <= short; at++) for (const { block } of blocks) if (at < block.length) result.push(block[at]);
    for (let at = 0; at < correction; at++) for (const { rest } of blocks) result.push(rest[at]);
    return result;
  }

  // --- the symbol ----------------------------------------------------------------------------

  /** @param {number} version @returns {Grid} with finders, timing and alignment; the places of format and version kept free */
  function frame(version) {
    const size = version * 4 + 17;
    const grid = { size, dark: new Uint8Array(size * size), fixed: new Uint8Array(size * size) };
    for (let at = 0; at < size; at++) {
      set(grid, 6, at, at % 2 === 0);
      set(grid, at, 6, at % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(grid, x, y, 4);
    if (version > 1) {
      const last = size - 7;
      const centres = version < 7 ? [6, last] : [6, (6 + last) / 2, last];
      for (const y of centres) {
        for (const x of centres) if ((x > 6 && y > 6) || (x > 6 && x < last) || (y > 6 && y < last)) rings(grid, x, y, 2);
      }
    }
    for (let at = 0; at < 9; at++) {
      if (at !== 6) {
        set(grid, 8, at, false);
        set(grid, at, 8, false);
      }
      if (at < 8) {
        set(grid, size - 1 - at, 8, false);
        set(grid, 8, size - 1 - at, false);
      }
    }
    for (let at = 0; version > 6 && at < 18; at++) {
      set(grid, size - 11 + (at % 3), Math.floor(at / 3), false);
      set(grid, Math.floor(at / 3), size - 11 + (at % 3), false);
    }
    return grid;
  }

  /** @param {Grid} grid @param {number} x @param {number} y @param {boolean} dark */
  function set(grid, x, y, dark) {
    if (x < 0 || y < 0 || x >= grid.size || y >= grid.size) return;
    grid.dark[y * grid.size + x] = dark ? 1 : 0;
    grid.fixed[y * grid.size + x] = 1;
  }

  /** A finder (out to 4, its light border) or an alignment pattern (out to 2).
   * @param {Grid} grid @param {number} x @param {number} y @param {number} out */
  function rings(grid, x, y, out) {
    for (let down = -out; down <= out; down++) {
      for (let right = -out; right <= out; right++) {
        const ring = Math.max(Math.abs(down), Math.abs(right));
        set(grid, x + right, y + down, out === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
      }
    }
  }

  /** Write the codewords in the zigzag from the lower right.
   * @param {Grid} grid @param {number[]} words */
  function fill(grid, words) {
    const { size, dark, fixed } = grid;
    let at = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5; // the column of the timing pattern
      const up = ((right + 1) & 2) === 0;
      for (let step = 0; step < size; step++) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (fixed[y * size + x]) continue;
          if (at < words.length * 8) dark[y * size + x] = (words[at >> 3] >> (7 - (at & 7))) & 1;
          at++;
        }
      }
    }
  }

  /** @type {((x: number, y: number) => boolean)[]} */
  const MASKS = [
    (x, y) => (x + y) % 2 === 0,
    (_, y) => y % 2 === 0,
    (x) => x % 3 === 0,
    (x, y) => (x + y) % 3 === 0,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
    (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
  ];

  /** The data under a mask.
   * @param {Grid} grid @param {number} mask */
  function masked({ size, dark, fixed }, mask) {
    const modules = dark.slice();
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) if (!fixed[y * size + x] && MASKS[mask](x, y)) modules[y * size + x] ^= 1;
    }
    return modules;
  }

  /** Data bits followed by those of their BCH code.
   * @param {number} data @param {number} bits @param {number} generator */
  function protect(data, bits, generator) {
    let rest = data;
    for (let bit = 0; bit < bits; bit++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
    return (data << bits) | rest;
  }

  /** Level and mask, twice; the version, twice, in larger symbols.
   * @param {Uint8Array} modules @param {number} size @param {number} version @param {Level} level @param {number} mask */
  function label(modules, size, version, level, mask) {
    const format = protect(((level === "L" ? 1 : 0) << 3) | mask, 10, 0x537) ^ 0x5412;
    for (let at = 0; at < 15; at++) {
      const module = (format >> at) & 1;
      const near = at < 6 ? at : at < 8 ? at + 1 : at === 8 ? 7 : 14 - at; // around the upper left finder
      modules[at < 8 ? near * size + 8 : 8 * size + near] = module;
      modules[at < 8 ? 8 * size + size - 1 - at : (size - 15 + at) * size + 8] = module;
    }
    modules[(size - 8) * size + 8] = 1; // always dark
    const number = protect(version, 12, 0x1f25);
    for (let at = 0; version > 6 && at < 18; at++) {
      const [one, other] = [Math.floor(at / 3), size - 11 + (at % 3)];
      modules[one * size + other] = modules[other * size + one] = (number >> at) & 1;
    }
  }

  /** How hard a symbol is to read, by the four rules of the standard.
   * @param {Uint8Array} modules @param {number} size */
  function penalty(modules, size) {
    let score = 0;
    for (const [along, across] of [[1, size], [size, 1]]) {
      for (let line = 0; line < size; line++) {
        let text = "";
        for (let at = 0; at < size; at++) text += modules[line * across + at * along];
        for (const run of text.match(/0{5,}|1{5,}/g) || []) score += run.length - 2;
        for (let at = text.indexOf("1011101"), next = 0; at >= 0; at = text.indexOf("1011101", next)) {
          // like a finder, with four light modules (or the edge) before or after it
          const alike = !text.slice(Math.max(0, at - 4), at).includes("1") || !text.slice(at + 7, at + 11).includes("1");
          if (alike) score += 40;
          next = at + (alike ? 7 : 1);
        }
      }
    }
    for (let y = 0; y + 1 < size; y++) {
      for (let x = 0; x + 1 < size; x++) {
        const at = y * size + x;
        const sum = modules[at] + modules[at + 1] + modules[at + size] + modules[at + size + 1];
        if (sum % 4 === 0) score += 3;
      }
    }
    const dark = modules.reduce((sum, module) => sum + module, 0);
    return score + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
  }

  /** The code of a text, in the smallest version that holds it.
   * @param {string} text @param {Level} [level] @param {number} [mask] one to take instead of the best
   * @returns {Code | null} null: the text is too long (271 bytes at L, 213 at M) */
  function encode(text, level = "M", mask) {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    while (version <= 10 && header(version) + bytes.length * 8 > room(version, level) * 8) version++;
    if (version > 10) return null;
    const grid = frame(version);
    fill(grid, interleaved(codewords(bytes, version, level), version, level));
    const choices = (mask === undefined ? MASKS.map((_, number) => number) : [mask]).map((number) => {
      const modules = masked(grid, number);
      return { mask: number, modules, score: penalty(modules, grid.size) };
    });
    const best = choices.reduce((least, one) => (one.score < least.score ? one : least));
    label(best.modules, grid.size, version, level, best.mask); // the standard judges the masks before
    return { version, level, mask: best.mask, size: grid.size, modules: best.modules };
  }

  /** The dark modules as the path of an SVG, one unit a module, the quiet zone included; its side is `size + 8`.
   * @param {Code} code */
  function path({ size, modules }) {
    let drawn = "";
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const from = x;
        while (x < size && modules[y * size + x]) x++;
        if (x > from) drawn += `M${from + QUIET} ${y + QUIET}h${x - from}v1h-${x - from}z`;
      }
    }
    return drawn;
  }

  /** A picture file: black on white whatever the page's colours, for print.
   * @param {Code} code */
  function svg(code) {
    const side = code.size + 2 * QUIET;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="40mm" height="40mm" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path(code)}"/></svg>\n`
    );
  }

  root.anwenQr = { encode, path, svg, QUIET };
})(/** @type {any} */ (globalThis));
