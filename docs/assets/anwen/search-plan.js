/* Understand a query. A mirror of scripts/anwen/index/{terms,query,plan}.py: the same rules in the same order, so that the
 * browser and the command line find the same passages. tests/test_search_browser.py compares the two.
 * A classic script: it adds to the global `anwenSearch` and works in a page, a worker and node. */
(function (root) {
  "use strict";
  /** @typedef {{text: string, worth: number}} Form */
  /** @typedef {{forms: Form[], worth: number}} Group */
  /** @typedef {{typed: string, meant: string}} Correction */
  /** @typedef {{groups: Group[], runs: string[], corrections: Correction[]}} Plan */
  /** @typedef {{free: string[], exact: string[], unwanted: string[], filters: [string, string][]}} Request */
  /** @typedef {{text: string, kind: "word" | "lone" | "asking"}} Token */
  /** @typedef {[string, number]} Sound */

  const RUN = /[㐀-䶿一-鿿〇]+|[a-z0-9]+(?:[.%-][a-z0-9]+)*/g;
  const LONGEST = 12, UNKNOWN = 1500, WORD = 200, ASKING = 150, CROSS = 25;
  const FEW = 8, SOME = 30, MEANING = 70, MEANING_SOME = 35;
  const SLIP_LONGEST = 6, SLIP_GAIN = 300, READINGS_TRIED = 8, SLIP_RUN = 40, LETTERS = 60;
  const FACETS = { "主题": "theme", "类型": "kind", "年份": "year", "概念": "concept" };

  const TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", PLAIN = "aaaaeeeeiiiioooouuuuvvvvv";

  /** Full-width forms to half-width, capitals to small letters, no tones of pinyin; the length stays the same.
   * @param {string} text */
  function fold(text) {
    return text
      .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
      .replace(/\u3000/g, " ")
      .replace(/[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]/g, (char) => PLAIN[TONED.indexOf(char)])
      .replace(/[A-Z]/g, (char) => char.toLowerCase());
  }

  /** @param {string} text @returns {string[]} */
  const runsOf = (text) => text.match(RUN) || [];
  /** @param {string} run */
  const isHan = (run) => run > "\u3000";

  /** The terms that stand for a text in scoring: pairs, whole non-Chinese runs, and lone characters.
   * @param {string} text @returns {string[]} */
  function terms(text) {
    const found = [];
    for (const run of runsOf(text)) {
      if (!isHan(run) || run.length === 1) found.push(run);
      else for (let at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
    }
    return found;
  }

  /** Hundredths of the BM25 inverse document frequency.
   * @param {number} count @param {number} total */
  const idf = (count, total) => Math.floor(100 * Math.log(1 + (total - count + 0.5) / (count + 0.5)) + 0.5);

  /** Take a query apart: free words, "exact words", -unwanted words, 主题: filters.
   * @param {string} query @returns {Request} */
  function parse(query) {
    const request = /** @type {Request} */ ({ free: [], exact: [], unwanted: [], filters: [] });
    const folded = fold(query.replace(/[“”„‟「」『』«»]/g, '"'));
    for (const [, minus, quoted, plain] of folded.matchAll(/(-?)"([^"]+)"|(\S+)/g)) {
      const filter = plain ? /^(主题|类型|年份|概念):(.+)$/.exec(plain) : null;
      if (quoted) (minus ? request.unwanted : request.exact).push(quoted.trim());
      else if (filter) request.filters.push([FACETS[/** @type {"主题"} */ (filter[1])], filter[2]]);
      else if (plain.startsWith("-") && plain.length > 1) request.unwanted.push(plain.slice(1));
      else request.free.push(plain);
    }
    request.exact = request.exact.filter(Boolean);
    return request;
  }

  /** Split a list where the key changes.
   * @template T @param {T[]} items @param {(item: T) => unknown} key @returns {T[][]} */
  function grouped(items, key) {
    /** @type {T[][]} */
    const parts = [];
    items.forEach((item, at) => {
      if (at && key(items[at - 1]) === key(item)) parts[parts.length - 1].push(item);
      else parts.push([item]);
    });
    return parts;
  }

  class Planner {
    /** @param {any} source */
    constructor(source) {
      this.source = source;
      this.asking = new Set([...source.settings.questions, ...source.settings.particles]);
    }

    /** @param {string[]} free @returns {Plan} */
    plan(free) {
      /** @type {Plan} */
      const plan = { groups: [], runs: [], corrections: [] };
      const all = runsOf(free.join(" "));
      for (const texts of grouped(all, isHan)) {
        for (const text of isHan(texts[0]) ? texts : this.readLatin(texts, plan)) {
          const plain = this.correct(this.simplify(text), plan.corrections);
          this.add(this.cut(plain).tokens, plan);
        }
      }
      if (!plan.groups.length) {
        for (const run of all) {
          plan.groups.push({ forms: [{ text: run, worth: 100 }], worth: 100 });
          plan.runs.push(run);
        }
      }
      return plan;
    }

    /** @param {string} run */
    unseen(run) {
      const found = [];
      for (let at = 0; at + 1 < run.length; at++) if (!this.source.count(run.slice(at, at + 2))) found.push(at);
      return found;
    }

    /** @param {string} run */
    simplify(run) {
      if (!this.unseen(run).length && !(run.length === 1 && !this.source.count(run))) return run;
      const { old, new: plain } = this.source.characters();
      return Array.from(run, (char) => (old.includes(char) ? plain[old.indexOf(char)] : char)).join("");
    }

    /** @param {string} word */
    cost(word) {
      if (this.asking.has(word)) return ASKING;
      if (word.length === 1) return UNKNOWN;
      const count = this.source.word(word);
      return count < 0 ? -1 : WORD + idf(count, this.source.settings.total);
    }

    /** The cheapest way to cut a run into words, words that ask, and lone characters.
     * @param {string} run @returns {{cost: number, tokens: Token[]}} */
    cut(run) {
      const best = [{ cost: 0, start: 0 }];
      for (let end = 1; end <= run.length; end++) {
        let choice = { cost: Infinity, start: 0 };
        for (let start = Math.max(0, end - LONGEST); start < end; start++) {
          const cost = this.cost(run.slice(start, end));
          if (cost >= 0 && best[start].cost + cost < choice.cost) choice = { cost: best[start].cost + cost, start };
        }
        best.push(choice);
      }
      /** @type {Token[]} */
      const tokens = [];
      for (let end = run.length; end; end = best[end].start) {
        const text = run.slice(best[end].start, end);
        tokens.push({ text, kind: this.asking.has(text) ? "asking" : text.length > 1 ? "word" : "lone" });
      }
      return { cost: best[run.length].cost, tokens: tokens.reverse() };
    }

    /** @param {Token[]} tokens @param {Plan} plan */
    add(tokens, plan) {
      for (const part of grouped(tokens, (token) => token.kind === "asking")) {
        if (part[0].kind === "asking") continue;
        const words = [];
        for (const same of grouped(part, (token) => token.kind)) {
          const texts = same.map((token) => token.text);
          words.push(...(same[0].kind === "lone" ? [texts.join("")] : texts));
        }
        plan.runs.push(words.join(""));
        words.forEach((word, at) => {
          plan.groups.push({ forms: [{ text: word, worth: 100 }, ...this.meanings(word)], worth: 100 });
          if (at + 1 < words.length) {
            const pair = word[word.length - 1] + words[at + 1][0];
            plan.groups.push({ forms: [{ text: pair, worth: 100 }], worth: CROSS });
          }
        });
      }
    }

    /** @param {string} word @returns {Form[]} */
    meanings(word) {
      const count = Math.max(0, this.source.word(word));
      if (count >= SOME) return [];
      const worth = count < FEW ? MEANING : MEANING_SOME;
      return this.source.synonyms(word).map((/** @type {string} */ text) => ({ text, worth }));
    }

    /** Put right words written with characters that sound the same.
     * @param {string} run @param {Correction[]} corrections */
    correct(run, corrections) {
      for (let round = 0; round < 3 && run.length <= SLIP_RUN; round++) {
        const unseen = this.unseen(run);
        const found = unseen.length ? this.bestSlip(run, unseen) : null;
        if (!found) break;
        const end = found.start + found.word.length;
        corrections.push({ typed: run.slice(found.start, end), meant: found.word });
        run = run.slice(0, found.start) + found.word + run.slice(end);
      }
      return run;
    }

    /** @param {string} run @param {number[]} unseen */
    bestSlip(run, unseen) {
      const { cost, tokens } = this.cut(run);
      const borders = [0];
      for (const token of tokens) borders.push(borders[borders.length - 1] + token.text.length);
      let best = { cost: cost - SLIP_GAIN, start: 0, word: "" };
      for (const start of borders) {
        for (const end of borders) {
          const window = run.slice(start, end);
          if (end - start < 2 || end - start > SLIP_LONGEST) continue;
          if (!unseen.some((at) => start <= at && at < end - 1)) continue;
          for (const key of this.keys(window)) {
            for (const [word, count] of /** @type {Sound[]} */ (this.source.sounds(key))) {
              const differs = Array.from(word).filter((char, at) => char !== window[at]).length;
              if (!(count > 0 && (differs === 1 || (differs && window.length === run.length)))) continue;
              const option = { cost: this.cut(run.slice(0, start) + word + run.slice(end)).cost, start, word };
              const order = option.cost - best.cost || option.start - best.start;
              if (order < 0 || (order === 0 && option.word < best.word)) best = option;
            }
          }
        }
      }
      return best.word ? best : null;
    }

    /** The ways to read a window, as keys of `sounds`.
     * @param {string} window @returns {string[]} */
    keys(window) {
      const table = Object.entries(this.source.characters().readings);
      let ways = [""];
      for (const char of window) {
        const syllables = table.filter(([, chars]) => chars.includes(char)).map(([syllable]) => syllable);
        ways = ways.flatMap((way) => syllables.map((syllable) => (way ? way + " " : "") + syllable));
      }
      return ways.slice(0, READINGS_TRIED);
    }

    /** Chinese texts that Latin runs spell, or groups for the runs as they are.
     * @param {string[]} runs @param {Plan} plan @returns {string[]} */
    readLatin(runs, plan) {
      const asTyped = (/** @type {string} */ run) => plan.groups.push({ forms: [{ text: run, worth: 100 }], worth: 100 });
      const spelling = runs.every((run) => /^[a-z]+$/.test(run)) && runs.join("").length <= LETTERS;
      if (!spelling || runs.every((run) => this.source.count(run))) {
        runs.forEach(asTyped);
        return [];
      }
      let words = this.spelled(runs);
      if (!words) {
        words = [];
        for (const run of runs) {
          const found = this.byInitials(run);
          if (found) words.push(...found);
          else asTyped(run);
        }
      }
      if (!words.length) return [];
      plan.corrections.push({ typed: runs.join(" "), meant: words.join("") });
      return [words.join("")];
    }

    /** @param {string[]} runs @returns {string[] | null} */
    spelled(runs) {
      const letters = runs.join("");
      const ends = new Set();
      let length = 0;
      for (const run of runs) ends.add((length += run.length));
      const table = this.source.characters().readings;
      return cheapest(letters.length, (start) => {
        /** @type {[number, string, number][]} */
        const found = [];
        for (const [end, key] of spellings(letters, start, ends, table)) {
          if (!key.includes(" ")) continue;
          for (const [word, count] of /** @type {Sound[]} */ (this.source.sounds(key))) {
            found.push([end, word, WORD + idf(Math.max(0, count), this.source.settings.total)]);
          }
        }
        return found;
      });
    }

    /** @param {string} letters @returns {string[] | null} */
    byInitials(letters) {
      return cheapest(letters.length, (start) => {
        /** @type {[number, string, number][]} */
        const found = [];
        for (let end = start + 2; end <= Math.min(letters.length, start + LONGEST); end++) {
          for (const [word, count] of /** @type {Sound[]} */ (this.source.initials(letters.slice(start, end)))) {
            found.push([end, word, 2 * WORD + idf(Math.max(0, count), this.source.settings.total)]);
          }
        }
        return found;
      });
    }
  }

  /** The cheapest words that lead from 0 to `length`; the first found wins a tie.
   * @param {number} length @param {(start: number) => [number, string, number][]} options
   * @returns {string[] | null} */
  function cheapest(length, options) {
    /** @type {Map<number, {cost: number, words: string[]}>} */
    const best = new Map([[0, { cost: 0, words: [] }]]);
    for (let start = 0; start < length; start++) {
      const here = best.get(start);
      if (!here) continue;
      for (const [end, word, cost] of options(start)) {
        const there = best.get(end);
        if (!there || here.cost + cost < there.cost) {
          best.set(end, { cost: here.cost + cost, words: [...here.words, word] });
        }
      }
    }
    const last = best.get(length);
    return last ? last.words : null;
  }

  /** The ways to read syllables from `start` on, as [end, key], up to eight syllables.
   * @param {string} letters @param {number} start @param {Set<number>} ends @param {Record<string, string>} table */
  function spellings(letters, start, ends, table) {
    /** @type {[number, string][]} */
    const found = [];
    /** @type {[number, string, number][]} */
    const stack = [[start, "", 0]];
    for (let item = stack.pop(); item; item = stack.pop()) {
      const [at, key, number] = item;
      if (key) found.push([at, key]);
      if (number === 8) continue;
      for (let length = 6; length > 0; length--) {
        const end = at + length;
        const syllable = letters.slice(at, end);
        if (end > letters.length || !Object.hasOwn(table, syllable)) continue;
        if (![...ends].some((stop) => at < stop && stop < end)) stack.push([end, key ? `${key} ${syllable}` : syllable, number + 1]);
      }
    }
    return found;
  }

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { fold, terms, runsOf, idf, parse, Planner });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
