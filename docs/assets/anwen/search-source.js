/* Read the static index piece by piece; the files that are read are described in scripts/anwen/index/shards.py. A classic
 * script: it adds to the global `anwenSearch`; needs search-plan.js before it. */
(function (root) {
  "use strict";
  const { fold } = root.anwenSearch;
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

  const TEXTS = 4; // texts fetched at once to see what weighs how much
  const TEXT = 1200; // what a text costs, in passages of a tail …
  const MOST = 4; // … which costs no more where it has more than one in so many of all
  const DENSE = 8; // of coding.encode_tail

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

  /** What a list is with its tail, a text of coding.encode_tail, in a collection of `total` passages.
   * @param {Search.List} list @param {string} text @param {number} total */
  function whole({ numbers: head, weights, size, near, far }, text, total) {
    const numbers = new Int32Array(size), read = reader(text), until = read.number() + head.length;
    let at = head.length;
    numbers.set(head);
    for (let number = 0; at < until; ) numbers[at++] = number += read.number();
    const told = new Set(numbers.subarray(0, at)), others = Array.from({ length: total }, (_, it) => it).filter((it) => !told.has(it));
    if ((size - at) * DENSE < others.length) for (let place = 0; at < size; ) numbers[at++] = others[(place += read.number())];
    for (let place = 0; at < size; place += 6) {
      for (let bits = read.weight(), bit = 0; bit < 6; bit++) if (bits & (32 >> bit)) numbers[at++] = others[place + bit];
    }
    const all = new Uint8Array(size).fill(far).fill(near, 0, until);
    all.set(weights);
    return { numbers, weights: all, tail: 0, told: new Map(), lacks: [] };
  }

  /** Those of the scored that fit, best first.
   * @param {Search.Scores} scores @param {(number: number) => boolean} fits @returns {Search.Scored[]} */
  function sorted({ used, score, cover }, fits) {
    const size = score.length; // plain numbers are sorted ten times as fast as objects
    const keys = Float64Array.from(used.filter((it) => fits(it)), (it) => it - score[it] * size).sort();
    return Array.from(keys, (key) => {
      const number = ((key % size) + size) % size;
      return { number, score: score[number], cover: cover[number] };
    });
  }

  /** An index read piece by piece. Questions are answered at once from what is loaded; what was missing is noted, and
   * `settle` loads it and asks again until nothing is missing. So planning and ranking need not wait anywhere. */
  class Source {
    /** @param {Search.Loader} load @param {any} base the data of root.js */
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
      /** @type {Map<string, Search.List>} */
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

    /** @param {string} gram @returns {Search.List} */
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
     * @param {string} gram @param {Search.List} list @param {number} number */
    tell(gram, list, number) {
      const known = this.known.get(number);
      if (!known || !list.tail || gram.length !== 2 || gram < "\u3000") return;
      if (!known.text.includes(gram)) list.lacks.push(number);
      else if (!list.numbers.includes(number)) list.told.set(number, known.near.has(gram) ? list.near : list.far);
    }

    /** The passages that are first, as if every list were whole. What may still change the first `need` is loaded until nothing
     * can: the texts of the passages in doubt, or where they are many, tails.
     * @param {(most: boolean) => Search.Scores} rank scores the passages by what is loaded, or by the most that they may have
     * @param {string[]} asked the terms looked for @param {number} need @param {(most: number) => number} enough the cover that
     * a hit must have @param {Set<number> | null} allowed @returns {Promise<Search.Ranked>} */
    async best(rank, asked, need, enough, allowed) {
      const { total } = this.settings;
      for (;;) {
        const { ranked, last, doubt, open } = await this.settle(() => {
          const low = rank(false), least = enough(most(low));
          const fits = (/** @type {Search.Scores} */ { cover }, /** @type {number} */ it) => cover[it] >= least && (!allowed || allowed.has(it));
          const ranked = sorted(low, (it) => fits(low, it)), open = asked.map((gram) => this.list(gram)).filter((list) => list.tail);
          if (!open.length || this.missing.size) return { ranked, doubt: [], open };
          const high = rank(true), { score, cover, beyond } = high, surely = enough(most(high));
          const last = ranked.filter((it) => it.cover >= surely)[need - 1], worst = last ? last.score : 0;
          const same = (/** @type {number} */ it) => cover[it] >= surely && low.marked[it] && score[it] === low.score[it] && cover[it] === low.cover[it];
          const doubt = sorted(high, (it) => score[it] >= worst && fits(high, it) && !same(it));
          if (beyond.cover >= least && beyond.score >= worst) doubt.push(beyond);
          return { ranked, last, doubt, open };
        });
        if (!doubt.length) return { ranked, complete: !last };
        const unknown = (/** @type {Search.Scored} */ it) => it.number >= 0 && !this.known.has(it.number);
        const matter = (/** @type {Search.List} */ list) => list.near * Math.log(1 + total / list.size), heaviest = Math.max(...open.map(matter)) / 2;
        const few = open.sort((a, b) => a.size - b.size).slice(0, need < Infinity ? 2 : open.length);
        const wanted = last ? open.filter((list) => matter(list) >= heaviest) : few; // short of hits, whole lists tell most
        const dear = wanted.reduce((sum, list) => sum + Math.min(list.size, total / MOST), 0);
        let texts = ranked.slice(0, TEXTS).filter(unknown); // whose texts will be fetched anyway
        if (!texts.length && doubt.every((it) => it.number >= 0)) {
          const others = doubt.filter(unknown);
          if (others.length * TEXT < dear) texts = others.slice(0, TEXTS);
        }
        if (texts.length) await this.settle(() => texts.map((it) => this.entry(it.number)));
        else {
          const tails = await this.settle(() => wanted.map((list) => this.numbered("l", list.tail)));
          wanted.forEach((list, at) => list.tail && Object.assign(list, whole(list, tails[at], total)));
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
      if (Array.isArray(data.readings)) data.readings = root.anwenSearch.spell.readings(data.readings);
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

    /** @param {number} number @returns {Search.Entry | undefined} */
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
   * @param {Search.Scores} scores */
  const most = ({ used, cover, beyond }) => used.reduce((most, it) => Math.max(most, cover[it]), beyond.cover);

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { Source, shared, reader, common });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
