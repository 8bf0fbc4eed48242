/* Read the static index piece by piece; the files that are read are described in scripts/anwen/index/static/shards.py.
 * Needs search-plan.js before it. */
(function (root) {
  "use strict";
  const { fold, terms, parse, years, missing, FACETS } = root.anwenSearch;
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUES = new Uint8Array(128);
  for (let at = 0; at < 64; at++) VALUES[DIGITS.charCodeAt(at)] = at;

  /** Numbers and weights in a text of coding.py.
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

  /** Passages of coding.encode_set.
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

  const ROOMS = /** @type {Record<string, string>} */ ({ g: "b", w: "b", n: "q" });
  const DENSE = 8; // of coding.encode_rest

  /** Passages of coding.encode.
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

  /** Add to a list of a head what is left, a text of coding.encode_rest, in a collection of `total` passages.
   * @param {Search.List} list @param {string} text @param {number} total */
  function complete(list, text, total) {
    const { numbers: head, weights, size, rest } = list, numbers = new Int32Array(size), read = reader(text);
    let at = head.length;
    numbers.set(head);
    const first = new Set(head), others = Array.from({ length: total }, (_, it) => it).filter((it) => !first.has(it));
    if ((size - at) * DENSE < others.length) for (let place = 0; at < size; ) numbers[at++] = others[(place += read.number())];
    for (let place = 0; at < size; place += 6) {
      for (let bits = read.weight(), bit = 0; bit < 6; bit++) if (bits & (32 >> bit)) numbers[at++] = others[place + bit];
    }
    list.weights = new Uint8Array(size).fill(rest);
    list.weights.set(weights);
    list.numbers = numbers;
    list.tail = 0;
  }

  /** Questions are answered at once from what is loaded; what was missing is noted, and `settle` loads it and asks again
   * until nothing is missing. So planning and ranking need not wait anywhere. */
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
      this.grams = Object.create(null);
      /** @type {Map<number, string[]>} folded */
      this.texts = new Map();
    }

    /** A query taken apart; a filter that no passage has is text, but not a year or an identifier.
     * @param {string} query @returns {Search.Request} */
    request(query) {
      /** @type {any} */
      const request = { parts: parse(query), free: [], exact: [], unwanted: [], filters: [] };
      for (const part of request.parts) {
        if (this.values(part.as, part.text)[0]) request.filters.push(part);
        else if (part.as in FACETS) [part.facet, part.as] = [part.as, missing(part) ? "none" : "free"];
        if (part.text) request[part.as]?.push(part.text);
      }
      return request;
    }

    /** The values of a facet that a reader named, by name, part of it, or id; years by range.
     * @param {string} facet @param {string} value @returns {string[]} */
    values(facet, value) {
      if (!value || !(facet in FACETS)) return [];
      if (facet === "id") return this.facet(facet, value).size ? [value] : [];
      const { settings, base } = this, all = Object.keys(settings.facets[facet] || {});
      if (facet === "year") return years(value, all);
      const known = all.flatMap((it) => {
        const { name = "", also = /** @type {string[]} */ ([]) } = settings.concepts.find((/** @type {any} */ concept) => concept.id === it) || {};
        return [it, base.themes[it], name, ...also].map((own) => [fold(own || ""), it]);
      });
      const whole = known.filter(([name]) => name === value), part = known.filter(([name]) => name.includes(value) || (value.includes(name) && value.length <= 2 * name.length));
      return (whole[0] ? whole : part).map(([, it]) => it);
    }

    /** @template T @param {() => T} ask @returns {Promise<T>} */
    async settle(ask) {
      for (;;) {
        this.missing.clear();
        const answer = ask();
        if (!this.missing.size) return answer;
        await Promise.all([...this.missing].map(async (name) => {
          const data = await this.load(name);
          if (data === undefined) throw new Error(`${name} holds nothing`);
          this.files.set(name, data);
        }));
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

    /** @param {"g" | "w" | "m" | "n" | "s" | "i" | "q"} kind @param {string} term */
    term(kind, term) {
      const room = ROOMS[kind] || kind;
      const start = "mn".includes(kind) ? term : kind === "s" ? term.split(" ").slice(0, 2).join(" ") : term.slice(0, 2);
      const found = this.numbered(room, bucketOf(start, this.base.bits[room]));
      return found && found[kind] && Object.hasOwn(found[kind], term) ? found[kind][term] : undefined;
    }

    /** @param {string} gram @param {boolean} [whole] @returns {Search.List} */
    list(gram, whole) {
      let list = this.lists.get(gram);
      if (!list) {
        const entry = this.gram(gram), long = Array.isArray(entry), text = long ? this.numbered("l", entry[1]) : entry;
        const { numbers, weights } = decode(text ?? ""), [size, file, rest = 0] = long ? entry : [numbers.length, 0];
        list = { numbers, weights, size, near: numbers.length, rest, tail: rest && file + 1 };
        if (text !== undefined) this.lists.set(gram, list);
      }
      const left = whole && list.tail ? this.numbered("l", list.tail) : undefined;
      if (left !== undefined && this.lists.has(gram)) complete(list, left, this.settings.total);
      return list;
    }

    /** Those of `numbers` whose text has a term, though its head, all that is loaded, lacks them.
     * @param {string} term @param {Search.List} list @param {number[]} numbers */
    told(term, list, numbers) {
      const has = (/** @type {string} */ text) => (term > "\u3000" ? text.includes(term) : terms(text).includes(term));
      return list.tail ? numbers.filter((it) => !list.numbers.includes(it) && has((this.texts.get(it) || []).join("\n"))) : [];
    }

    /** @param {string} gram @returns {number} */
    count(gram) {
      const entry = this.gram(gram);
      return Array.isArray(entry) ? entry[0] : this.list(gram).size;
    }

    /** @param {string} word @returns {number} */
    word(word) {
      return this.term("w", word) ?? -1;
    }

    /** @param {string} word @returns {string[]} */
    synonyms(word) {
      return this.later(() => {
        const [words, grams] = this.term("m", word) || [];
        Object.assign(this.grams, grams);
        return words;
      }, []);
    }

    /** What `b` says of a pair, or `m` where it is frequent.
     * @param {string} gram */
    gram(gram) {
      return this.grams[gram] || this.term("g", gram);
    }

    /* What only an unusual query needs is not asked for while the usual is still missing: words not loaded yet look
     * unknown, and would have the tables of sounds fetched for every query. */
    get waiting() {
      return [...this.missing].some((name) => !this.secondary.has(name));
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
      return decodeSet((name === "id" ? this.term("n", value) : file && Object.hasOwn(file, value) && file[value]) || "");
    }

    /** The newest first, what has no date last; else they keep their order.
     * @template {{number: number}} T @param {T[]} numbers @returns {T[]} */
    byDate(numbers) {
      const dates = this.file(this.base.d), known = new Map(), of = (/** @type {T} */ it) => known.get(it.number) || "";
      for (const date in dates) for (const number of decodeSet(dates[date])) known.set(number, date);
      return [...numbers].sort((a, b) => (of(a) < of(b) ? 1 : of(a) > of(b) ? -1 : 0));
    }

    /** @param {number} number @returns {Search.Entry | undefined} */
    entry(number) {
      const row = this.numbered("t", number);
      if (!row) return undefined;
      const [article, end, title, kind, date, issuer, heading, text, themes, like = number, publisher, document, questions = [], telling] = row, all = Object.keys(this.base.themes);
      const folded = this.texts.get(number) || [`${text}\n${heading}\n${title}`, ...questions].map(fold);
      this.texts.set(number, folded);
      return { id: article + end, article, title, named: telling ? `${title}（${telling}）` : title, heading, text, themes: themes.map((/** @type {any} */ it) => all[it] || it), kind, date, issuer, like, publisher, document, questions, folded };
    }
  }

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { Source, shared, reader, common });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
