/* Read the static index piece by piece; the files that are read are described in scripts/anwen/index/shards.py. A classic
 * script: it adds to the global `anwenSearch`. */
(function (root) {
  "use strict";
  /** @typedef {{id: string, article: string, title: string, heading: string, text: string, themes: string[],
   *   concepts: string[], kind: string, date: string, issuer: string}} Entry */
  /** @typedef {(name: string) => Promise<any>} Loader reads the data of a file such as "b/0123456789ab" */

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUES = new Uint8Array(128);
  for (let at = 0; at < 64; at++) VALUES[DIGITS.charCodeAt(at)] = at;

  /** A reader of the whole numbers and weights in a text of shards.py.
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

  /** Postings of shards.encode as a map of passage number to weight.
   * @param {string} text @returns {Map<number, number>} */
  function decode(text) {
    const found = new Map(), read = reader(text);
    for (let number = 0; read.more(); ) found.set((number += read.number()), read.weight());
    return found;
  }

  /** Passage numbers of shards.encode_set: gaps and lengths of runs.
   * @param {string} text @returns {Set<number>} */
  function decodeSet(text) {
    const found = new Set(), read = reader(text);
    for (let number = 0; read.more(); ) {
      number += read.number();
      for (let length = read.number(); length; length--) found.add(number++);
    }
    return found;
  }

  /** @param {string} start @param {number} buckets */
  function bucketOf(start, buckets) {
    let value = 2166136261;
    for (let at = 0; at < start.length; at++) value = Math.imul(value ^ start.charCodeAt(at), 16777619) >>> 0;
    return ((value ^ (value >>> 15)) >>> 0) % buckets;
  }

  /** What two sets share. @param {Set<number>} a @param {Set<number>} b @returns {Set<number>} */
  function shared(a, b) {
    const [few, many] = a.size < b.size ? [a, b] : [b, a];
    return new Set([...few].filter((number) => many.has(number)));
  }

  /** An index read piece by piece. Questions are answered at once from what is loaded; what was missing is noted, and
   * `settle` loads it and asks again until nothing is missing. So planning and ranking need not wait anywhere. */
  class Source {
    /** @param {Loader} load @param {any} base the data of root.js */
    constructor(load, base) {
      this.load = load;
      this.base = base;
      this.settings = base.settings;
      /** @type {Map<string, any>} */
      this.files = new Map();
      /** @type {Set<string>} */
      this.missing = new Set();
      /** @type {Map<string, Map<number, number>>} */
      this.decoded = new Map();
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
      const page = this.base[room][number >> 9];
      const names = typeof page === "string" ? this.file(page) : page;
      return names && this.file(`${room}/${names[number & 511]}`);
    }

    /** @param {"g" | "w" | "m" | "s" | "i"} kind @param {string} term */
    term(kind, term) {
      const start = kind === "s" ? term.split(" ").slice(0, 2).join(" ") : term.slice(0, 2);
      const found = this.numbered("b", bucketOf(start, this.base.buckets));
      return found && found[kind] && Object.hasOwn(found[kind], term) ? found[kind][term] : undefined;
    }

    /** @param {string} gram @returns {Map<number, number>} */
    gram(gram) {
      let found = this.decoded.get(gram);
      if (!found) {
        const entry = this.term("g", gram);
        const text = Array.isArray(entry) ? this.numbered("l", entry[1]) : entry;
        if (text === undefined) return new Map();
        this.decoded.set(gram, (found = decode(text)));
      }
      return found;
    }

    /** @param {string} gram @returns {number} */
    count(gram) {
      const entry = this.term("g", gram);
      return Array.isArray(entry) ? entry[0] : this.gram(gram).size;
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

    /** @returns {{readings: Record<string, string>, old: string, new: string}} */
    characters() {
      return this.later(() => this.file(this.base.c), { readings: {}, old: "", new: "" });
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
        const having = [...decodeSet(dates[date])].map((number) => left.get(number)).filter((it) => it !== undefined);
        sorted.push(...having.sort((a, b) => Number(places.get(a)) - Number(places.get(b))));
        for (const it of having) left.delete(it.number);
      }
      return [...sorted, ...left.values()];
    }

    /** @param {number} number @returns {Entry | undefined} */
    entry(number) {
      const file = this.numbered("t", Math.floor(number / this.base.passages));
      if (!file) return undefined;
      const [article, id, heading, text, themes, concepts] = file.p[number % this.base.passages];
      const [name, title, kind, date, issuer] = file.a[article];
      return { id, article: name, title, heading, text, themes, concepts, kind, date, issuer };
    }
  }

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { Source, bucketOf, shared });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
