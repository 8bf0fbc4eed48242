/* Read the static index piece by piece; the files that are read are described in scripts/anwen/index/shards.py. A classic
 * script: it adds to the global `anwenSearch`; needs search-plan.js before it. */
(function (root) {
  "use strict";
  const { fold } = root.anwenSearch;
  /** @typedef {{id: string, article: string, title: string, heading: string, text: string, themes: string[],
   *   kind: string, date: string, issuer: string, like: number}} Entry */
  /** @typedef {(name: string) => Promise<any>} Loader reads the data of a file such as "b/0123456789ab" */

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUES = new Uint8Array(128);
  for (let at = 0; at < 64; at++) VALUES[DIGITS.charCodeAt(at)] = at;

  /** A reader of the whole numbers and weights in a text of coding.py.
   * @param {string} text */
  function reader(text) {
    let at = 0;
    return {
      more: () => at < text.length,
      weight: () => VALUES[text.charCodeAt(at++)],
      number() {
        let value = 0, shift = 0, digit = VALUES[text.charCodeAt(at++)];
        for (; digit >= 32; digit = VALUES[text.charCodeAt(at++)]) {
          value += (digit - 32) * 2 ** shift;
          shift += 5;
        }
        return value + digit * 2 ** shift;
      },
    };
  }

  /** Passage numbers of coding.encode_set: gaps and lengths of runs.
   * @param {string} text @returns {Set<number>} */
  function decodeSet(text) {
    const found = new Set(), read = reader(text);
    for (let number = 0; read.more(); ) {
      number += read.number();
      for (let length = read.number(); length; length--) found.add(number++);
    }
    return found;
  }

  /** The characters of GB 2312 in its order, and in place of five that it lacks others. */
  function common() {
    const codes = Uint8Array.from({ length: 72 * 94 * 2 }, (_, at) => (at % 2 ? 0xa1 + ((at >> 1) % 94) : 0xb0 + Math.floor(at / 188)));
    return new TextDecoder("gbk").decode(codes);
  }

  /** A table of coding.encode_readings: syllable to characters.
   * @param {[string, string, string]} data @returns {Record<string, string>} */
  function decodeReadings([names, others, text]) {
    const syllables = names.split(" "), read = reader(text);
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

  /** @param {string} start @param {number} bits */
  function bucketOf(start, bits) {
    let value = 2166136261;
    for (let at = 0; at < start.length; at++) value = Math.imul(value ^ start.charCodeAt(at), 16777619);
    return Math.imul(value ^ (value >>> 15), 739982445) >>> (32 - bits);
  }

  /** What two sets share.
   * @param {Set<number>} a @param {Set<number>} b @returns {Set<number>} */
  function shared(a, b) {
    const [few, many] = a.size < b.size ? [a, b] : [b, a];
    return new Set([...few].filter((number) => many.has(number)));
  }

  /** The passages of a term with their weights, as far as they are loaded. Where a tail is left, `tail` is the number of its
   * file (else 0); what stands there weighs `near` or `far`. `told` are those of which a text said so, `lacks` those whose
   * text lacks the term.
   * @typedef {{numbers: Int32Array, weights: Uint8Array, size: number, tail: number, near: number, far: number,
   *   told: Map<number, number>, lacks: number[]}} List */
  /** What passages score, as far as is known: places are their numbers, `used` and `marked` those that are in any list, and
   * `beyond` is what all others score at most.
   * @typedef {{used: Int32Array, marked: Uint8Array, score: Float64Array, cover: Float64Array,
   *   beyond: {score: number, cover: number}}} Scores */
  /** @typedef {{number: number, score: number, cover: number}} Scored */

  const TEXTS = 4; // texts fetched at once to see what weighs how much
  const TEXT = 740; // bytes of a text, about

  /** Bytes of a tail, about: which `size` of `total` passages a list has.
   * @param {number} size @param {number} total */
  function cost(size, total) {
    const part = Math.min(0.5, size / total), other = 1 - part;
    return 1000 - (total / 8) * (part * Math.log2(part) + other * Math.log2(other));
  }

  /** The passages of coding.encode with their weights.
   * @param {string} text */
  function decode(text) {
    /** @type {number[]} */
    const numbers = [], weights = [], read = reader(text);
    while (read.more()) {
      const weight = read.weight();
      for (let length = read.number(), number = 0; length; length--) {
        numbers.push((number += read.number()));
        weights.push(weight);
      }
    }
    return { numbers: Int32Array.from(numbers), weights: Uint8Array.from(weights) };
  }

  const DENSE = 8; // of coding.encode_tail

  /** A list with its tail, a text of coding.encode_tail, in a collection of `total` passages.
   * @param {List} list @param {string} text @param {number} total @returns {List} */
  function whole(list, text, total) {
    const { size, near, far } = list, numbers = new Int32Array(size), weights = new Uint8Array(size), told = new Uint8Array(total);
    let at = list.numbers.length, left = 0;
    const put = (/** @type {number} */ number, /** @type {number} */ weight) => {
      numbers[at] = number;
      weights[at++] = weight;
    };
    numbers.set(list.numbers);
    weights.set(list.weights);
    const read = reader(text), until = at + read.number();
    for (let number = 0; at < until; ) put((number += read.number()), near);
    for (const number of numbers.subarray(0, at)) told[number] = 1;
    const others = Int32Array.from({ length: total - at }, () => { // not told yet
      while (told[left]) left++;
      return left++;
    });
    if ((size - at) * DENSE < others.length) for (let place = 0; at < size; ) put(others[(place += read.number())], far);
    else for (let place = 0; at < size; place += 6) for (let bits = read.weight(), bit = 0; bit < 6; bit++) if ((bits >> (5 - bit)) & 1) put(others[place + bit], far);
    return { ...list, numbers, weights, tail: 0, told: new Map(), lacks: [] };
  }

  /** Those of the scored that fit, best first.
   * @param {Scores} scores @param {(number: number) => boolean} fits @returns {Scored[]} */
  function sorted({ used, score, cover }, fits) {
    const size = score.length; // numbers are sorted, which is ten times as fast as objects
    const keys = Float64Array.from(used.filter((it) => fits(it)), (number) => score[number] * size + size - 1 - number).sort().reverse();
    return Array.from(keys, (key) => {
      const number = size - 1 - (key % size);
      return { number, score: score[number], cover: cover[number] };
    });
  }

  /** An index read piece by piece. Questions are answered at once from what is loaded; what was missing is noted, and
   * `settle` loads it and asks again until nothing is missing. So planning and ranking need not wait anywhere. */
  class Source {
    /** @param {Loader} load @param {any} base the data of root.js */
    constructor(load, base) {
      const other = (/** @type {"concepts" | "facets"} */ name) => this.file(base.o)?.[name];
      this.load = load;
      this.base = base;
      this.settings = {
        ...base.settings,
        get concepts() { return other("concepts") || []; },
        get facets() { return other("facets") || {}; },
      };
      /** @type {Map<string, any>} */
      this.files = new Map();
      /** @type {Set<string>} */
      this.missing = new Set();
      /** @type {Map<string, List>} */
      this.lists = new Map();
      /** @type {Map<number, {text: string, near: Set<string>}>} passages whose text is loaded, and their pairs marked near */
      this.known = new Map();
    }

    /** @template T @param {() => T} ask @returns {Promise<T>} */
    async settle(ask) {
      for (;;) {
        this.missing.clear();
        const answer = ask();
        if (!this.missing.size) return answer;
        const names = [...this.missing];
        const files = await Promise.all(names.map((name) => this.load(name)));
        names.forEach((name, at) => {
          if (files[at] === undefined) throw new Error(`${name} holds nothing`);
          this.files.set(name, files[at]);
        });
      }
    }

    /** @param {string} name */
    file(name) {
      const data = this.files.get(name);
      if (data === undefined) this.missing.add(name);
      return data;
    }

    /** The file number `number` of a room, or undefined while it is missing.
     * @param {string} room @param {number} number */
    numbered(room, number) {
      const [group, names] = this.base[room], at = Math.floor(number / group) * 6;
      return this.file(`${room}/${names.slice(at, at + 6)}${group > 1 ? `/${number % group}` : ""}`);
    }

    /** @param {"g" | "w" | "m" | "s" | "i" | "q"} kind @param {string} term */
    term(kind, term) {
      const start = kind === "m" ? term : kind === "s" ? term.split(" ").slice(0, 2).join(" ") : term.slice(0, 2);
      const room = kind === "q" ? "q" : kind === "s" || kind === "i" ? "s" : "b";
      const found = this.numbered(room, bucketOf(start, this.base.bits[room]));
      return found && found[kind] && Object.hasOwn(found[kind], term) ? found[kind][term] : undefined;
    }

    /** @param {string} gram @returns {List} */
    list(gram) {
      let list = this.lists.get(gram);
      if (!list) {
        const entry = this.term("g", gram), long = Array.isArray(entry);
        const text = long ? this.numbered("l", entry[1]) : entry, { numbers, weights } = decode(text || "");
        const [size, file, near = 0, far = 0] = long ? entry : [numbers.length, 0];
        list = { numbers, weights, size, tail: near && file + 1, near, far, told: new Map(), lacks: [] };
        if (text === undefined) return list;
        this.lists.set(gram, list);
        for (const number of this.known.keys()) this.tell(gram, list, number);
      }
      return list;
    }

    /** Note in a list with a tail what the text of a passage says: that it has a pair which is not in the head.
     * @param {string} gram @param {List} list @param {number} number */
    tell(gram, list, number) {
      const known = this.known.get(number);
      if (!known || !list.tail || gram.length !== 2 || gram < "\u3000") return;
      if (!known.text.includes(gram)) list.lacks.push(number);
      else if (!list.numbers.includes(number)) list.told.set(number, known.near.has(gram) ? list.near : list.far);
    }

    /** The passages that are first, as if every list were whole. What may still change the first `need` is loaded until nothing
     * can: the texts of the passages in doubt, or where they are many, tails.
     * @param {(most: boolean) => Scores} rank scores the passages by what is loaded, or by the most that they may have
     * @param {string[]} asked the terms looked for @param {number} need @param {(most: number) => number} enough the cover that
     * a hit must have @param {Set<number> | null} allowed @returns {Promise<{ranked: Scored[], complete: boolean}>} */
    async best(rank, asked, need, enough, allowed) {
      const fits = (/** @type {number} */ number) => !allowed || allowed.has(number);
      for (;;) {
        const { ranked, last, doubt, beyond, open } = await this.settle(() => {
          const low = rank(false), least = enough(most(low)), ranked = sorted(low, (it) => low.cover[it] >= least && fits(it));
          const open = asked.map((gram) => this.list(gram)).filter((list) => list.tail);
          if (!open.length || this.missing.size) return { ranked, last: undefined, doubt: [], beyond: false, open };
          const { marked, score, cover } = low, high = rank(true), surely = enough(most(high));
          const last = ranked.filter((it) => it.cover >= surely)[need - 1], worst = last ? last.score : 0;
          const doubt = sorted(high, (it) =>
            high.score[it] >= worst && high.cover[it] >= least && fits(it) &&
            (high.cover[it] < surely || !marked[it] || high.score[it] !== score[it] || high.cover[it] !== cover[it]));
          return { ranked, last, doubt, beyond: high.beyond.cover >= least && high.beyond.score >= worst, open };
        });
        if (!doubt.length && !beyond) return { ranked, complete: !last || !open.length };
        const texts = doubt.filter((it) => !this.known.has(it.number));
        const shown = ranked.slice(0, TEXTS).filter((it) => !this.known.has(it.number)); // whose texts will be fetched anyway
        const matter = (/** @type {List} */ list) => list.near * Math.log(1 + this.settings.total / list.size);
        const heaviest = Math.max(...open.map(matter)) / 2, few = [...open].sort((a, b) => a.size - b.size).slice(0, 2);
        const wanted = last ? open.filter((list) => matter(list) >= heaviest) : need < Infinity ? few : open; // short of hits, whole lists tell most
        const dear = wanted.reduce((sum, list) => sum + cost(list.size, this.settings.total), 0);
        if (shown.length || (texts.length && texts.length * TEXT < dear && !beyond)) {
          await this.settle(() => (shown.length ? shown : texts.slice(0, TEXTS)).map((it) => this.entry(it.number)));
        } else {
          const tails = await this.settle(() => wanted.map((list) => this.numbered("l", list.tail)));
          wanted.forEach((list, at) => list.tail && Object.assign(list, whole(list, tails[at], this.settings.total)));
        }
      }
    }

    /** @param {string} gram @returns {number} */
    count(gram) {
      const entry = this.term("g", gram);
      return Array.isArray(entry) ? entry[0] : this.list(gram).size;
    }

    /** @param {string} word @returns {number} */
    word(word) {
      return this.term("w", word) ?? -1;
    }

    /** @param {string} word @returns {string[]} */
    synonyms(word) {
      return this.later(() => this.term("m", word), []);
    }

    /* What only an unusual query needs is not asked for while the usual is still missing: words not loaded yet look
     * unknown, and would have the tables of sounds fetched for every query. */
    get waiting() {
      for (const name of this.missing) if (this.secondary.has(name) === false) return true;
      return false;
    }

    /** @type {Set<string>} */
    secondary = new Set();

    /** @template T @param {() => T} ask @param {T} empty @returns {T} */
    later(ask, empty) {
      if (this.waiting) return empty;
      const before = new Set(this.missing);
      const answer = ask();
      for (const name of this.missing) if (!before.has(name)) this.secondary.add(name);
      return answer ?? empty;
    }

    /** @param {string} key @returns {[string, number][]} */
    sounds(key) {
      return this.later(() => this.term("s", key), []);
    }

    /** @param {string} key @returns {[string, number][]} */
    initials(key) {
      return this.later(() => this.term("i", key), []);
    }

    /** @returns {{readings: Record<string, string>, alike: string[]}} */
    characters() {
      const data = this.later(() => this.file(this.base.c), { readings: {}, alike: [] });
      if (Array.isArray(data.readings)) data.readings = decodeReadings(data.readings);
      return data;
    }

    /** Traditional characters and what they are in simplified writing, for a text that may have some.
     * @param {string} text @returns {[string, string]} */
    variants(text) {
      const plain = common();
      const possible = Array.from(text).some((char) => !plain.includes(char) || this.base.variants.includes(char));
      return possible ? this.later(() => this.file(this.base.v), ["", ""]) : ["", ""];
    }

    /** @param {string} name @param {string} value @returns {Set<number>} */
    facet(name, value) {
      const file = this.base.f[name] && this.file(this.base.f[name]);
      return file && Object.hasOwn(file, value) ? decodeSet(file[value]) : new Set();
    }

    /** Those of `numbers` that have a date, the newest first, then the others; else they keep their order.
     * @template {{number: number}} T @param {T[]} numbers @returns {T[]} */
    byDate(numbers) {
      const dates = this.file(this.base.d);
      if (!dates) return [];
      const left = new Map(numbers.map((it) => [it.number, it])), places = new Map(numbers.map((it, at) => [it, at]));
      /** @type {T[]} */
      const sorted = [];
      for (const date of Object.keys(dates).sort().reverse()) { // keys that are years alone lose their place in an object
        const having = [...decodeSet(dates[date])].flatMap((number) => left.get(number) || []);
        sorted.push(...having.sort((a, b) => Number(places.get(a)) - Number(places.get(b))));
        for (const it of having) left.delete(it.number);
      }
      return [...sorted, ...left.values()];
    }

    /** @param {number} number @returns {Entry | undefined} */
    entry(number) {
      const row = this.numbered("t", number);
      if (!row) return undefined;
      const [article, end, title, kind, date, issuer, heading, text, themes, near, like = number] = row, all = Object.keys(this.base.themes);
      if (!this.known.has(number)) {
        const whole = fold(`${text}\n${heading}\n${title}`), read = reader(near), pairs = new Set();
        for (let at = 0; read.more(); ) pairs.add(whole.substr((at += read.number()), 2));
        this.known.set(number, { text: whole, near: pairs });
        this.lists.forEach((list, gram) => this.tell(gram, list, number));
      }
      return { id: article + end, article, title, heading, text, themes: themes.map((/** @type {any} */ it) => all[it] || it), kind, date, issuer, like };
    }
  }

  /** The greatest cover.
   * @param {Scores} scores */
  const most = ({ used, cover, beyond }) => used.reduce((most, it) => Math.max(most, cover[it]), beyond.cover);

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { Source, shared });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
