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

  /** The passages of a term with their weights, as far as they are loaded; the others weigh `rest` at most.
   * @typedef {{map: Map<number, number>, rest: number, left: number, part: number, file: number}} List */

  const TEXTS = 4; // texts fetched at once to see what weighs how much
  const TEXT = 700; // what a text costs, in passages of a tail

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
      /** @type {Map<number, Map<string, number>>} what the terms with tails weigh in the passages whose text is loaded */
      this.known = new Map();
      /** @type {Set<string>} the terms asked for since it was emptied */
      this.asked = new Set();
      /** @type {Set<number> | null} passages of which the best is to be hoped */
      this.hoped = null;
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
      const start = kind === "s" ? term.split(" ").slice(0, 2).join(" ") : term.slice(0, 2);
      const room = kind === "q" ? "q" : kind === "s" || kind === "i" ? "s" : "b";
      const found = this.numbered(room, bucketOf(start, this.base.bits[room]));
      return found && found[kind] && Object.hasOwn(found[kind], term) ? found[kind][term] : undefined;
    }

    /** @param {string} gram @returns {List} */
    list(gram) {
      let list = this.lists.get(gram);
      if (!list) {
        const entry = this.term("g", gram), long = Array.isArray(entry);
        const text = long ? this.numbered("l", entry[1]) : entry;
        list = { map: new Map(), rest: 0, left: long ? entry[0] : 0, part: 0, file: long ? entry[1] : 0 };
        if (text === undefined) return list;
        this.lists.set(gram, list);
        this.extend(list, text);
        for (const [number, weights] of this.known) if (weights.has(gram)) list.map.set(number, weights.get(gram) || 0);
      }
      return list;
    }

    /** Add the passages of coding.encode to a list.
     * @param {List} list @param {string} text */
    extend(list, text) {
      const read = reader(text), before = list.left;
      while (read.more()) {
        list.rest = read.weight();
        let length = read.number();
        list.left -= length;
        for (let number = 0; length; length--) list.map.set((number += read.number()), list.rest);
      }
      list.part = before - list.left;
      if (list.left <= 0) list.rest = 0;
    }

    /** Tell every passage of a term that is loaded, and its weight; of the hoped also what they weigh at most.
     * @param {string} gram @param {(weight: number, number: number) => void} tell */
    each(gram, tell) {
      this.asked.add(gram);
      const { map, rest } = this.list(gram), { known, hoped } = this;
      map.forEach(tell);
      if (rest && hoped) for (const number of hoped) if (!map.has(number) && !(gram.length === 2 && known.has(number))) tell(rest, number);
    }

    /** The passages that are first, as if every list were whole. What may still change the first `need` is loaded until nothing
     * can: the texts of the passages in doubt, or where they are many, tails.
     * @template {{number: number, score: number, cover: number}} T
     * @param {() => T[]} rank scores every passage, best first; number -1 stands for those in no list that is loaded
     * @param {number} need @param {(most: number) => number} enough the cover that a hit must have
     * @param {Set<number> | null} allowed @returns {Promise<{ranked: T[], complete: boolean}>} */
    async best(rank, need, enough, allowed) {
      const fits = (/** @type {T} */ it) => it.number < 0 || !allowed || allowed.has(it.number);
      for (;;) {
        this.asked.clear();
        const low = await this.settle(rank);
        const open = [...this.asked].map((gram) => this.list(gram)).filter((list) => list.rest);
        const least = enough(most(low)), ranked = low.filter((it) => it.cover >= least && fits(it));
        if (!open.length) return { ranked, complete: true };
        this.hoped = new Set([-1, ...[...this.asked].flatMap((gram) => [...this.list(gram).map.keys()])]);
        const high = rank();
        this.hoped = null;
        const surely = enough(most(high)), same = new Set(low.map((it) => `${it.number} ${it.score} ${it.cover}`));
        const last = ranked.filter((it) => it.cover >= surely)[need - 1];
        const doubt = high.filter(
          (it) => fits(it) && it.cover >= least && (!last || it.score >= last.score) && (it.cover < surely || !same.has(`${it.number} ${it.score} ${it.cover}`))
        );
        if (!doubt.length) return { ranked, complete: !last };
        const texts = doubt.filter((it) => it.number >= 0 && !this.known.has(it.number));
        const shown = low.slice(0, TEXTS).filter((it) => !this.known.has(it.number)); // whose texts will be fetched anyway
        const matter = (/** @type {List} */ list) => list.rest * Math.log(1 + this.settings.total / (list.left + list.map.size));
        const heaviest = Math.max(...open.map(matter)) / 2, few = [...open].sort((a, b) => a.left - b.left).slice(0, 2);
        const wanted = last ? open.filter((list) => matter(list) >= heaviest) : few; // short of hits, whole lists tell most
        const dear = wanted.reduce((sum, list) => sum + Math.min(list.left, 2 * list.part), 0);
        if (shown.length || (texts.length && texts.length * TEXT < dear && !doubt.some((it) => it.number < 0))) {
          await this.settle(() => (shown.length ? shown : texts.slice(0, TEXTS)).map((it) => this.entry(it.number)));
        } else {
          const tails = await this.settle(() => wanted.map((list) => this.numbered("l", list.file + 1)));
          wanted.forEach((list, at) => {
            list.file++;
            this.extend(list, tails[at]);
          });
        }
      }
    }

    /** @param {string} gram @returns {number} */
    count(gram) {
      const entry = this.term("g", gram);
      return Array.isArray(entry) ? entry[0] : this.list(gram).map.size;
    }

    /** @param {string} word @returns {number} */
    word(word) {
      return this.term("w", word) ?? -1;
    }

    /** @param {string} word @returns {string[]} */
    synonyms(word) {
      return this.term("m", word) ?? [];
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
      const file = this.numbered("t", Math.floor(number / this.base.passages));
      if (!file) return undefined;
      const [article, end, heading, text, themes, weights, like = number] = file.p[number % this.base.passages];
      const [name, title, kind, date, issuer] = file.a[article], all = Object.keys(this.base.themes);
      if (!this.known.has(number)) this.weigh(number, fold(`${text}\n${heading}\n${title}`), weights);
      return { id: name + end, article: name, title, heading, text, themes: themes.map((/** @type {any} */ it) => all[it] || it), kind, date, issuer, like };
    }

    /** Note what a passage says of its terms with tails.
     * @param {number} number @param {string} text @param {string} weights */
    weigh(number, text, weights) {
      const found = new Map(), read = reader(weights);
      for (let at = 0; read.more(); ) {
        at += read.number();
        const pair = text.slice(at, at + 2), weight = read.weight();
        found.set(pair, weight);
        this.lists.get(pair)?.map.set(number, weight);
      }
      this.known.set(number, found);
    }
  }

  /** The greatest cover.
   * @param {{cover: number}[]} scored */
  const most = (scored) => scored.reduce((sum, it) => Math.max(sum, it.cover), 0);

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { Source, shared });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
