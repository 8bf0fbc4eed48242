/* Read pinyin and put slips right: scripts/anwen/index/asking/{slips,pinyin}.py, the same rules in the same order. Fetched
 * like a piece of the index when the first query needs it; adds `spell` to the global `anwenSearch`. */
(function (root) {
  "use strict";
  const { idf, isHan, grouped } = root.anwenSearch;
  /** @typedef {{typed: string, meant: string}} Correction */
  /** @typedef {{text: string, kind: string}} Token */
  /** @typedef {[string, number]} Sound */
  /** @typedef {{cost: number, words: string[]}} Reading */
  const WORD = 200, SLIP_LONGEST = 8, SLIP_GAIN = 250, READINGS_TRIED = 8, NEAR = 150, ALIKE = 100, KNOWN = 3, USUAL = -1;
  const RARE = 2, OFTEN = 10, LETTERS = 60, FAR = 100, UNITS = 8, AMONG = 4, BESIDE = 4;
  const ALONE = 600, CUT = 800, READINGS = 4, BEHIND = 400, SEAM = 200, CLOSE = 150;

  /** A syllable with what sounds nearly the same written the same.
   * @param {string} syllable */
  const near = (syllable) =>
    syllable.replace(/^([zcs])h/, "$1").replace(/^[nr]/, "l").replace(/^f/, "h").replace(/([aei])ng$/, "$1n").replace("v", "u");

  /** All ways to take one of each list, joined.
   * @param {string[][]} lists @param {string} between @returns {string[]} */
  const products = (lists, between) =>
    lists.reduce((ways, list, at) => ways.flatMap((way) => list.map((it) => (at ? way + between : "") + it)), /** @type {string[]} */ ([""]));

  /** A table of coding.encode_readings: syllable to characters.
   * @param {[string, string, string]} data @returns {Record<string, string>} */
  function readings([names, others, text]) {
    const { reader, common } = root.anwenSearch, syllables = names.split(" "), read = reader(text);
    const table = Object.fromEntries(syllables.map((name) => [name, ""]));
    for (const char of common().replace(/[\ue000-\uf8ff]/g, "") + others) {
      for (let more = 1; more; ) {
        const value = read.number();
        more = value & 1;
        if (value > 1) table[syllables[(value >> 1) - 1]] += char;
      }
    }
    return table;
  }

  class Speller {
    /** @param {any} planner */
    constructor(planner) {
      this.planner = planner;
      this.source = planner.source;
    }

    // --- slips ----------------------------------------------------------------------------------

    /** Put slips right where a pair of characters is doubtful.
     * @param {string} run @param {Correction[]} corrections @returns {string} */
    correct(run, corrections) {
      for (let round = 0; round < 3; round++) {
        const places = this.planner.doubtful(run), found = places.length ? this.best(run, places) : null;
        if (!found) break;
        const end = found.start + found.word.length;
        corrections.push({ typed: run.slice(found.start, end), meant: found.word });
        run = run.slice(0, found.start) + found.word + run.slice(end);
      }
      return run;
    }

    /** What may be meant by a short query that few passages have as it stands.
     * @param {string} run @returns {Correction[]} */
    offer(run) {
      const found = this.best(run, this.planner.unseen(run, RARE), false, true);
      if (!found || this.source.word(found.word) < OFTEN) return [];
      return [{ typed: run, meant: run.slice(0, found.start) + found.word + run.slice(found.start + found.word.length) }];
    }

    /** The word to put into a run, and where, so that it becomes the most likely text.
     * @param {string} run @param {number[]} places where a pair starts that may be wrong
     * @param {boolean} close near sounds in two characters @param {boolean} offer everyday words too */
    best(run, places, close = false, offer = false) {
      const { cost, tokens } = this.planner.cut(run);
      const borders = [0], lone = /** @type {number[]} */ ([]), within = new Set();
      /** @type {Map<number, number>} starts of words that only ask, and their ends below 0, to their lengths */
      const asking = new Map();
      for (const { text: { length }, kind } of tokens) {
        const at = borders[borders.length - 1];
        if (kind === "asking") {
          asking.set(at, length).set(-at - length, length);
          for (let place = at + 1; place < at + length; place++) within.add(place);
        } else if (length === 1) lone.push(at);
        borders.push(at + length);
      }
      let best = { cost: cost - SLIP_GAIN, start: 0, word: "" };
      for (let start = 0; start < run.length; start++) {
        for (let end = start + 2; end <= Math.min(run.length, start + SLIP_LONGEST); end++) {
          const window = run.slice(start, end), across = [start, end].filter((at) => !borders.includes(at));
          if (!places.some((at) => start <= at && at < end - 1)) continue;
          if (window.length < 3 && !close && !offer && this.source.count(window)) continue;
          const alone = lone.some((at) => start <= at && at < end), edge = Math.max(asking.get(start) || 0, asking.get(-end) || 0);
          if (window.length < run.length && edge > (alone ? 1 : 0)) continue;
          if (across.length && (close || !alone || window.length < 3 || across.length > 1 || within.has(across[0]))) continue;
          for (const [word, penalty, real] of this.candidates(window, window.length === run.length, close ? 0 : alone ? KNOWN : Infinity)) {
            const meant = run.slice(0, start) + word + run.slice(end), inner = [start, end].filter((at) => at > 0 && at < run.length);
            const breaks = (/** @type {string[]} */ ...texts) => inner.some((at) => texts.map((it) => !this.source.count(it.slice(at - 1, at + 1))).join() === "false,true");
            if (breaks(run, meant) || (real && !offer && !breaks(meant, run))) continue;
            const option = { cost: this.planner.cut(meant).cost + penalty, start, word };
            const order = option.cost - best.cost || option.start - best.start || best.word.length - word.length;
            if (order < 0 || (order === 0 && option.word < best.word)) best = option;
          }
        }
      }
      return best.word ? best : null;
    }

    /** The words that may be meant by a window, with what each costs more: of the same or nearly the same sound, alike.
     * @param {string} window @param {boolean} whole
     * @param {number} rarest so many passages have a word of two characters one of which sounds only nearly the same
     * @returns {[string, number, boolean][]} and whether the window is an everyday word */
    candidates(window, whole, rarest) {
      const { readings, alike = [] } = this.source.characters(), chars = [...window];
      const { questions, particles } = this.source.settings, inside = window.length === 2 && !whole;
      if (this.source.word(window) >= 0 || (inside && chars.some((char) => questions.includes(char)))) return [];
      /** @type {[string, number, boolean][]} */
      const found = [];
      const ways = chars.map((char) => Object.keys(readings).filter((syllable) => readings[syllable].includes(char)));
      const keys = products(ways, " ").slice(0, READINGS_TRIED).map((way) => way.split(" ").map(near).join(" "));
      const sounding = [...new Set(keys)].flatMap((key) => /** @type {Sound[]} */ (this.source.sounds(key)));
      const real = sounding.some(([word, count]) => word === window && count === USUAL);
      for (const [word, count] of sounding) {
        const differ = chars.map((char, at) => (word[at] === char ? -1 : at)).filter((at) => at >= 0);
        if (!differ.length || (differ.length > 1 && !(whole && word.length > 2)) || count === USUAL || !(count || this.source.synonyms(word).length)) continue;
        const far = differ.filter((at) => !ways[at].some((syllable) => readings[syllable].includes(word[at])));
        if (!far.length || word.length > 2 || (count >= rarest && differ.length === 1)) found.push([word, far.length * NEAR, real]);
      }
      chars.forEach((char, at) => {
        for (const set of alike) {
          for (const other of set.includes(char) ? set : "") {
            const word = window.slice(0, at) + other + window.slice(at + 1);
            if (other !== char && this.source.word(word) > 0) found.push([word, ALIKE, real]);
          }
        }
      });
      return found.filter(([word]) => !inside || !chars.some((char, at) => word[at] === char && particles.includes(char)));
    }

    // --- pinyin ---------------------------------------------------------------------------------

    /** The runs of a query with what letters spell in place of them.
     * @param {string[]} found @param {Correction[]} read @returns {string[]} */
    resolve(found, read) {
      /** @type {string[]} */
      const runs = [];
      /** @type {string[][]} */
      const parts = grouped(found, (/** @type {string} */ run) => (isHan(run) ? "han" : LETTER.test(run)));
      parts.forEach((part, number) => {
        const letters = part.join("");
        const known = (/** @type {string} */ run) => this.source.count(run) || this.source.synonyms(run).length;
        if (!LETTER.test(letters) || letters.length > LETTERS || part.every(known)) {
          runs.push(...part);
          return;
        }
        const last = runs[runs.length - 1] || "", before = isHan(last) ? last : "", after = (parts[number + 1] || [""])[0];
        const likeliest = (/** @type {Reading[] | null} */ readings) => readings && this.likeliest(readings, before, after);
        let words = likeliest(this.read(part, 0));
        const cost = (/** @type {string} */ text) => this.planner.cut(text).cost;
        const beside = part.length === 1 && (!words || letters in this.source.characters().readings) ? this.beside(before, letters, after) : null;
        const kept = beside ? before.slice(0, before.length - beside.left) : "";
        if (beside && (!words || cost(kept + beside.word + after.slice(beside.right)) < cost(before + words.join("") + after))) {
          read.push({ typed: before.slice(kept.length) + letters + after.slice(0, beside.right), meant: beside.word });
          if (before) runs.pop();
          runs.push(kept + beside.word);
          if (after) parts[number + 1][0] = after.slice(beside.right);
          return;
        }
        words = words || likeliest(this.read(part, ...this.ways(part)));
        for (const typed of words ? [part] : part.map((run) => [run])) {
          const text = (words || likeliest(this.read(typed, 0, ...this.ways(typed, part.length > 1))) || []).join("");
          runs.push(...(text ? [text] : typed));
          if (text) read.push({ typed: typed.join(" "), meant: text });
        }
      });
      return runs.filter(Boolean);
    }

    /** The words of the reading that goes best with the characters around it; what is close may be meant as well.
     * @param {Reading[]} readings @param {string} before @param {string} after */
    likeliest(readings, before, after) {
      const cost = (/** @type {string} */ text) => this.planner.cut(text).cost;
      const near = readings.filter((it) => it.cost <= readings[0].cost + BEHIND);
      const options = near.map((it) => {
        const pieces = near.length > 1 ? [before.slice(-BESIDE), ...it.words, after.slice(0, BESIDE)].filter(Boolean) : [];
        let sum = it.cost + cost(pieces.join(""));
        pieces.forEach((piece, at) => {
          sum -= cost(piece);
          if (at && !this.source.count(pieces[at - 1].slice(-1) + piece[0])) sum += SEAM;
        });
        return { cost: sum, words: it.words };
      });
      const [best, ...others] = options.sort((one, other) => one.cost - other.cost);
      for (const { cost, words } of others) {
        const [at, more] = words.map((_, at) => at).filter((at) => words[at] !== best.words[at]);
        if (cost > best.cost + CLOSE || words.length !== best.words.length || more !== undefined) continue;
        (this.planner.also[best.words[at]] ||= []).push(words[at]);
      }
      return best.words;
    }

    /** The readings that runs spell, the most likely first, in the first of some ways that reads them all: 0 all syllables written out,
     * 1 initials too, 2 a last syllable that is not finished, 3 characters that stand alone. A syllable does not go over a space.
     * @param {string[]} runs @param {number[]} ways @returns {Reading[] | null} */
    read(runs, ...ways) {
      const letters = runs.join(""), stops = new Set();
      let length = 0;
      for (const run of runs) stops.add((length += run.length));
      const table = this.source.characters().readings;
      const meet = (/** @type {string} */ one, /** @type {string} */ other) => !one || (one.length > 1 && other.length > 1) || this.source.count(one.slice(-1) + other[0]) > 0;
      for (const way of ways) {
        const readings = cheapest(length, (start) => this.edges(letters, stops, start, table, way), meet);
        if (readings.length) return readings;
      }
      return null;
    }

    /** How to read what words do not spell: several syllables are no initials, nor is one among other letters.
     * @param {string[]} runs @param {boolean} among */
    ways(runs, among = false) {
      const table = this.source.characters().readings, one = !runs[1] && table[runs[0]];
      if (one && among) return [];
      return !one && runs.every((run) => divides(run, table)) ? [3] : [1, 2];
    }

    /** @param {string} letters @param {Set<number>} stops @param {number} start @param {Record<string, string>} table
     * @param {number} way @returns {[number, string, number][]} */
    edges(letters, stops, start, table, way) {
      /** @type {[number, string, number][]} */
      const found = [], all = (/** @type {number} */ way) => this.edges(letters, stops, start, table, way);
      if (way === 3) found.push(...all(0), ...all(2).map(([end, word, cost]) => /** @type {[number, string, number]} */ ([end, word, cost + CUT])));
      const price = (/** @type {number} */ count) => WORD + idf(Math.max(0, count), this.source.settings.total);
      for (const [end, parts] of units(letters, start, stops, table)) {
        const sounding = (/** @type {string[]} */ sounds) => {
          for (const [word, count] of /** @type {Sound[]} */ (this.source.sounds(sounds.map(near).join(" ")))) {
            const far = sounds.filter((sound, at) => !table[sound].includes(word[at])).length;
            if (count !== USUAL) found.push([end, word, price(count) + far * FAR]);
          }
        };
        if (way === 3) {
          const chars = parts.length === 1 && table[parts[0]] ? /** @type {Sound[]} */ (this.source.sounds(parts[0])) : [];
          for (const [char, count] of chars) found.push([end, char, price(count) + ALONE]);
        }
        if (parts.length < 2 || way === 3) continue;
        if (way === 1) {
          const short = parts.filter((part) => INITIAL.test(part)).length;
          if (short && end - start < letters.length && parts.length < AMONG) continue;
          for (const [word, count] of /** @type {Sound[]} */ (this.source.initials(parts.map((part) => part[0]).join("")))) {
            if (!fits(word, parts, table)) continue;
            found.push([end, word, price(count) + Math.floor((WORD * short) / parts.length)]);
          }
        } else if (parts.every((part) => table[part])) {
          if (way === 0 || (parts.length === 2 && end < letters.length && letters.length > 3)) sounding(parts);
        }
        if (way === 2 && parts.length === 2 && end === letters.length && letters.length > 3 && table[parts[0]]) {
          for (const last of Object.keys(table)) if (last.startsWith(parts[1])) sounding([parts[0], last]);
        }
      }
      return found;
    }

    /** The word that letters and characters beside them spell together, the most characters first.
     * @param {string} before @param {string} letters @param {string} after */
    beside(before, letters, after) {
      const table = this.source.characters().readings;
      const middles = [...units(letters, 0, new Set([letters.length]), table)].filter(([end]) => end === letters.length);
      const initials = (/** @type {string} */ text) =>
        products([...text].map((char) => [...new Set(Object.keys(table).filter((key) => table[key].includes(char)).map((key) => key[0]))].sort()), "").slice(0, 4);
      let best = { left: 0, word: "", right: 0, cost: 0 };
      for (let left = 0; left <= Math.min(BESIDE, before.length); left++) {
        for (let right = left ? 0 : 1; right <= Math.min(BESIDE, after.length); right++) {
          const pre = before.slice(before.length - left), post = after.slice(0, right);
          for (const [, parts] of middles) {
            for (const key of products([initials(pre), [parts.map((part) => part[0]).join("")], initials(post)], "")) {
              for (const [word, count] of /** @type {Sound[]} */ (this.source.initials(key))) {
                const middle = word.slice(left, word.length - right);
                if (!word.startsWith(pre) || !word.endsWith(post) || !fits(middle, parts, table)) continue;
                const cost = idf(Math.max(0, count), this.source.settings.total);
                const order = best.left + best.right - left - right || cost - best.cost;
                if (!best.word || order < 0 || (order === 0 && (word < best.word || (word === best.word && left < best.left)))) {
                  best = { left, word, right, cost };
                }
              }
            }
          }
        }
      }
      return best.word ? best : null;
    }
  }

  /** The cheapest words that lead from 0 to `length`, and the next cheapest; the first found wins a tie. Characters that stand
   * alone are no reading without a word.
   * @param {number} length @param {(start: number) => [number, string, number][]} options
   * @param {(one: string, other: string) => boolean} meet @returns {Reading[]} */
  function cheapest(length, options, meet) {
    /** @type {Map<number, Reading[]>} */
    const best = new Map([[0, [{ cost: 0, words: [] }]]]);
    for (let start = 0; start < length; start++) {
      const here = best.get(start);
      for (const [end, word, more] of here ? options(start) : []) {
        const known = best.get(end) || [], there = known.map((it) => it.words.join());
        for (const { cost, words } of here || []) {
          if (!there.includes([...words, word].join()) && meet(words[words.length - 1] || "", word)) known.push({ cost: cost + more, words: [...words, word] });
        }
        best.set(end, known.sort((one, other) => one.cost - other.cost).slice(0, READINGS));
      }
    }
    return (best.get(length) || []).filter(({ words }) => words.some((word) => word.length > 1));
  }

  /** Whether a run is syllables to its end.
   * @param {string} run @param {Record<string, string>} table */
  function divides(run, table) {
    const ends = new Set([0]);
    for (let start = 0; start < run.length; start++) {
      for (let end = start + 2; ends.has(start) && end < start + 7; end++) if (table[run.slice(start, end)]) ends.add(end);
    }
    return ends.has(run.length);
  }

  const LETTER = /^[a-z]+$/, INITIAL = /^([bpmfdtnlgkhjqxrzcswyaeo]|[zcs]h)$/, ORDER = /^(t|fi?t?|if?t?)$/;

  /** Whether each character of a word can be read as its part, or beginning with it where it is no syllable.
   * @param {string} word @param {string[]} parts @param {Record<string, string>} table */
  const fits = (word, parts, table) =>
    parts.every((part, at) => {
      const whole = part.length > 1 && table[part];
      return Object.keys(table).some((key) => (whole ? near(part) === near(key) : key.startsWith(part)) && table[key].includes(word[at]));
    });

  /** The ways to take letters apart from `start` on, as [end, parts]: syllables (f), initials (i), or first the one and then
   * the other; what ends the letters may be the beginning of a syllable (t).
   * @param {string} letters @param {number} start @param {Set<number>} stops @param {Record<string, string>} table
   * @returns {Generator<[number, string[]]>} */
  function* units(letters, start, stops, table) {
    /** @type {[number, string[], string][]} */
    const stack = [[start, [], ""]];
    for (let item = stack.pop(); item; item = stack.pop()) {
      const [at, parts, kinds] = item;
      if (parts.length) yield [at, parts];
      if (parts.length === UNITS || kinds.endsWith("t")) continue;
      for (let length = 6; length > 0; length--) {
        const end = at + length, piece = letters.slice(at, end);
        if (end > letters.length || [...stops].some((stop) => at < stop && stop < end)) continue;
        let kind = length > 1 && table[piece] ? "f" : INITIAL.test(piece) ? "i" : "";
        if (!kind && end === letters.length && Object.keys(table).some((key) => key.startsWith(piece))) kind = "t";
        const following = kinds.endsWith(kind) ? kinds : kinds + kind;
        if (kind && ORDER.test(following)) stack.push([end, [...parts, piece], following]);
      }
    }
  }

  root.anwenSearch.spell = Object.assign(Speller, { readings });
  root.anwenShard?.("../anwen/search-spell", Speller);
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
