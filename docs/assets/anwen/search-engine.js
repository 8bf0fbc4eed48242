/* Search the static index. `rank` mirrors scripts/anwen/index/ranking/{matter,rank}.py, `answer` mirrors searcher.py.
 * Needs search-plan.js and search-source.js before it. */
(function (root) {
  "use strict";
  const { fold, terms, runsOf, idf, Planner, Source, shared } = /** @type {Search.Shared} */ (root.anwenSearch);
  const AGAIN = 12, LOOK = 16, COVER = 80, WHOLE = 30, ALSO = 35, BESIDE = 6, LONG = 160, HALFWAY = 100, NAMED = 60, LISTED = 20, LEAST = 13, PASTED = 8, PAIRS = 5, CLOSE = 55, MANY = 1e6;
  const SMALL_SHARE = 20, HEAD = 30, FURTHER = 3;
  const SMALL = 1000; // fewer passages are all looked through: the total is exact

  const letters = (/** @type {string} */ text) => runsOf(text).join("");

  // --- rank -----------------------------------------------------------------------------------

  /** What the words of a plan matter; the terms of each way, the rarest first.
   * @param {Search.Plan} plan @param {Search.Source} source @returns {Search.Matters} */
  function matters({ groups, typed = [] }, source) {
    const one = groups.filter((it) => it.worth === 100).length === 1;
    const parts = groups.map(({ forms, worth }) => {
      const [own, ...all] = forms.map(({ text, worth }, place) => {
        const counts = [...new Set(terms(text))].map((term) => ({ term, count: source.count(term) })).sort((a, b) => a.count - b.count);
        const found = counts.map((it) => ({ ...it, rarity: idf(it.count, source.settings.total) })), [{ count, rarity: most }] = found;
        const whole = found.reduce((sum, it) => sum + it.rarity, 0), alone = count && (place || 2 * source.word(text) >= count);
        return { text, found, whole, worth, alone, most, share: worth, only: place, apart: text.includes(" ") };
      });
      const most = Math.max(own.most, ...all.map((it) => it.most)), others = all.filter((it) => it.alone && (one || !it.apart)), ways = [own, ...others];
      for (const it of others) it.share = Math.floor((it.worth * it.most) / most);
      const matter = Math.floor((Math.floor((2 * own.most + 3 * own.whole) / 5) * worth) / 100);
      return { ways, matter, word: worth === 100 };
    });
    return { parts, typed: letters(typed.join(" ")).length < PASTED >> +typed.some((it) => !it.includes(letters(it))) ? [] : typed, more: one ? ALSO : 0 };
  }

  /** What a first look takes of at most `budget` passages (0: all), and whether whole or by the head.
   * @param {Search.Matters} plan @param {number} budget @returns {Search.Look} */
  function looked({ parts }, budget) {
    /** @type {Map<string, {term: string, count: number, share: number, own: boolean}>} */
    const found = new Map(), taken = new Map();
    for (const { ways, matter, word } of parts) {
      for (const way of ways) {
        way.found.forEach(({ term, count, rarity }, at) => {
          const share = way.apart || (way.alone && at) ? -1 : Math.floor((matter * way.share * rarity) / way.whole), { share: most = -1, own } = found.get(term) || {};
          if (count) found.set(term, { term, count, share: Math.max(most, share), own: own || word });
        });
      }
    }
    const order = [...found.values()].sort((a, b) => a.count - b.count || (a.term < b.term ? -1 : 1));
    const least = Math.floor(Math.max(0, ...order.map((it) => it.share)) / SMALL_SHARE);
    const head = Math.floor(budget / HEAD) || Infinity;
    let left = budget || Infinity;
    for (const { term, share, count, own } of order) {
      if (share < least) continue;
      const whole = count <= left && (own || count <= head);
      taken.set(term, whole);
      left -= whole ? count : head;
    }
    left -= budget - Math.floor(budget / FURTHER);
    for (const { term, count } of order) {
      if (taken.has(term) || count > left) continue;
      taken.set(term, true);
      left -= count;
    }
    return taken;
  }

  class Room { // two numbers of each passage
    /** @param {number} size */
    constructor(size) {
      this.score = new Float64Array(size);
      this.cover = new Float64Array(size);
      this.marked = new Uint8Array(size);
      this.places = new Int32Array(size);
      this.size = 0;
    }

    get used() {
      return this.places.subarray(0, this.size);
    }

    /** @param {number} at @param {number} score @param {number} cover */
    add(at, score, cover) {
      if (!this.marked[at]) {
        this.marked[at] = 1;
        this.places[this.size++] = at;
        this.score[at] = this.cover[at] = 0;
      }
      this.score[at] += score;
      this.cover[at] += cover;
    }

    /** @param {number} at @param {number} score @param {number} cover */
    raise(at, score, cover) {
      if (this.score[at] < score) this.score[at] = score;
      if (this.cover[at] < cover) this.cover[at] = cover;
    }

    clear() {
      this.marked.fill(0);
      this.size = 0;
    }
  }

  /** @type {Room[]} */
  let rooms = [];

  /** What the passages score, with `read` by what is loaded and those texts too. It holds until the next.
   * @param {Search.Matters} plan @param {Search.Source} source @param {Search.Look} look @param {number[] | null} read
   * @returns {Search.Scores} */
  function scores({ parts, more }, source, look, read) {
    const { total } = source.settings;
    if (rooms[0]?.marked.length !== total) rooms = [0, 1, 2].map(() => new Room(total));
    const [form, best, sums] = rooms;
    sums.clear();
    const joined = (/** @type {number} */ one, /** @type {number} */ other) => Math.max(one, other) + Math.floor((Math.min(one, other) * more) / 100);
    let all = 0;
    for (const { ways, matter } of parts) {
      const has = ways.flatMap((it) => it.found).filter((it) => it.count);
      if (has.length && !has.some((it) => look.has(it.term))) continue;
      all += matter;
      for (const { found, share, only, worth, apart } of ways) {
        if (apart && !found.every((it) => look.has(it.term))) continue;
        let whole = 0;
        for (const { term, count, rarity } of found) {
          if (!look.has(term) && count) continue;
          const list = source.list(term, look.get(term)), { numbers, weights, near, rest } = list;
          whole += rarity;
          for (let at = 0; at < (read || look.get(term) ? numbers.length : near); at++) form.add(numbers[at], rarity * weights[at], rarity);
          for (const number of (read && source.told(term, list, read)) || []) form.add(number, rarity * rest, rarity);
        }
        for (const at of form.used) {
          const have = form.cover[at];
          if (only && have < whole) continue;
          const score = Math.floor((Math.floor((form.score[at] * 16) / whole) * share) / 100), cover = Math.floor((Math.floor((have * 100) / whole) * worth) / 100);
          if (ways.length === 1) sums.add(at, matter * score, matter * cover);
          else {
            best.add(at, 0, 0);
            best.raise(at, joined(best.score[at], score), cover);
          }
        }
        form.clear();
      }
      for (const at of best.used) sums.add(at, matter * best.score[at], matter * best.cover[at]);
      best.clear();
    }
    for (const at of sums.used) {
      const share = Math.floor(sums.cover[at] / Math.max(1, all));
      sums.cover[at] = share;
      sums.score[at] = Math.floor((Math.floor(sums.score[at] / 10) * (100 - COVER + Math.floor((COVER * share) / 100))) / 100);
    }
    return sums;
  }

  /** The passages that may have a long query as it stands, and how many of its rarest pairs each has.
   * @param {Search.Matters} plan @param {Search.Source} source */
  function pasted(plan, source) {
    const counts = [...new Set(plan.typed.flatMap(terms))].map((term) => ({ term, count: source.count(term) })).filter((it) => it.count);
    let left = source.settings.budget;
    const rare = counts.sort((a, b) => a.count - b.count || (a.term < b.term ? -1 : 1)).slice(0, PAIRS).filter((it) => (left -= it.count) >= 0);
    /** @type {Map<number, number>} */
    const held = new Map();
    for (const { term } of rare.length > PAIRS - 3 ? rare : []) for (const it of source.list(term, true).numbers) held.set(it, (held.get(it) || 0) + 1);
    for (const [it, many] of held) if (many < rare.length - 1) held.delete(it);
    return held;
  }

  /** The allowed passages that have enough, best first after those `before`.
   * @param {Search.Scores} scores @param {Set<number> | null} allowed @param {Map<number, number>} before @returns {Search.Scored[]} */
  function hits({ used, score, cover, marked }, allowed, before) {
    const at = (/** @type {number} */ it) => (marked[it] ? score[it] : 0), beside = (/** @type {number} */ it) => Math.floor((Math.max(at(it - 1), at(it + 1)) * BESIDE) / 100);
    const size = score.length, fitting = used.filter((it) => cover[it] >= LEAST && (!allowed || allowed.has(it)));
    const keys = Float64Array.from(fitting, (it) => it - (score[it] + beside(it)) * size).sort(); // 10 times faster
    const found = Array.from(keys, (key) => {
      const number = ((key % size) + size) % size, more = beside(number);
      return { number, more, score: score[number] + more, cover: cover[number], many: before.get(number) || 0 };
    });
    return before.size ? found.sort((a, b) => b.many - a.many) : found;
  }

  /** @param {Search.Scored} a @param {Search.Scored} b */
  const byScore = (a, b) => b.score - a.score || a.number - b.number;

  /** Score a passage with its text.
   * @param {Search.Matters} plan @param {Search.Scored} scored @param {Search.Entry} entry @returns {Search.Scored} */
  function again(plan, scored, { folded: [text], text: { length } }) {
    const words = plan.parts.filter((it) => it.word);
    let whole = 0, have = 0;
    for (const { ways, matter } of words) {
      whole += matter;
      have += Math.max(0, ...ways.map((it) => (text.includes(it.text) ? Math.floor((matter * it.worth) / 100) : 0)));
    }
    let bonus = Math.floor((WHOLE * have) / Math.max(1, whole));
    if (plan.more) {
      const [{ text: name }] = words[0].ways, body = text.slice(0, length), at = body.indexOf(name), all = [...body].length;
      bonus += Math.floor((LONG * all) / (all + HALFWAY));
      if (at >= 0) bonus += NAMED - LISTED * [body[at - 1], body[at + name.length]].filter((it) => it === "、").length;
    }
    if (plan.typed[0] && plan.typed.every((it) => letters(text).includes(letters(it)))) bonus += 100;
    return { ...scored, score: Math.floor((scored.score * (100 + bonus)) / 100) };
  }

  /** The places of folded text to highlight: whole words of the plan, or their pairs where no form stands whole.
   * @param {string} text @param {{forms: {text: string}[]}[]} groups @returns {[number, number][]} */
  function marks(text, groups) {
    /** @type {[number, number][]} */
    const found = [];
    for (const { forms } of groups) {
      const whole = forms.map((form) => form.text).filter((form) => text.includes(form));
      const words = whole.length ? whole : terms(forms[0].text).filter((term) => term.length > 1);
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found.push([at, at + word.length]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    /** @type {[number, number][]} */
    const joined = [];
    for (const [start, end] of found) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  // --- answer ---------------------------------------------------------------------------------

  /** The search of one index. */
  class Engine {
    /** @param {Search.Loader} load @param {any} base */
    constructor(load, base) {
      this.base = base;
      this.source = new Source(load, base);
      this.planner = new Planner(this.source);
    }

    /** @param {Search.Loader} load */
    static async open(load) {
      return new Engine(load, await load("root"));
    }

    /** The best passages for a query.
     * @param {string} query @param {Search.Options} [options] @returns {Promise<Search.Answer>} */
    async answer(query, options = {}) {
      const { limit = 10, sort = "", whole = false, ...filters } = options;
      const { source } = this, request = await source.settle(() => source.request(query));
      const typed = [...request.free, ...request.exact];
      /** @type {Search.Plan} */
      const plan = await source.settle(() => this.planner.plan(typed));
      const allowed = await source.settle(() => this.allowed(request, filters));
      const need = sort || whole ? Infinity : limit;
      let { ranked, complete } = await this.ranked(plan, request, allowed, need);
      const loosened = !ranked.length && request.exact.length > 0, asked = loosened ? { ...request, exact: [] } : request;
      if (loosened) ({ ranked, complete } = await this.ranked(plan, asked, allowed, need));
      const loosener = ranked.length ? null : await source.settle(() => this.planner.late("loosen"));
      const part = !allowed && await loosener?.loosen(plan, (/** @type {Search.Plan} */ it) => this.ranked(it, asked, null, need));
      if (part) ({ ranked, complete } = part);
      const used = part ? part.plan : plan;
      if (sort === "date") ranked = await source.settle(() => source.byDate(ranked));
      let { hits, taken } = await this.folded(ranked, used, limit);
      for (let more = Math.max(AGAIN, need); taken > more && !complete; more = taken) { // folding took more than was certain
        ({ ranked, complete } = await this.ranked(used, asked, allowed, taken));
        ({ hits, taken } = await this.folded(ranked, used, limit));
      }
      const groups = [...new Map(plan.groups.filter((it) => it.worth === 100).map((it) => [it.forms[0].text, it])).values()];
      const words = groups.map((it) => it.forms[0].text);
      const close = groups.map((it) => it.forms.slice(1).filter(({ text, worth }) => worth >= CLOSE && terms(text).every((term) => source.count(term))).map((form) => form.text));
      const unseen = words.filter((word, at) => !close[at][0] && terms(word).every((term) => !source.count(term)));
      const first = hits.slice(0, 3), lacks = (/** @type {string} */ word) => !first.some((it) => it.folded[0].includes(word));
      const missed = [], lacking = words.filter((word, at) => hits[0] && request.free[1] && word[1] && [word, ...close[at]].every(lacks) && terms(word).every((term) => source.count(term)));
      for (const word of lacking) {
        const one = await source.settle(() => this.planner.plan([word]));
        if ((await this.ranked(one, { ...asked, exact: [...asked.exact, word] }, allowed, 1)).ranked[0]) missed.push(word);
      }
      const { corrections, offers } = used, instead = part ? part.instead : [];
      return {
        hits,
        total: ranked.length,
        complete,
        numbers: ranked.map((it) => it.number),
        corrections,
        offers,
        meanings: close,
        near: hits.length ? [] : await source.settle(() => loosener?.near([...words, ...close.flat()].join(" "))) || [],
        loosened,
        instead,
        words,
        unseen,
        missed,
        plain: !!hits[0] && ![...corrections, ...offers, ...unseen, ...missed, ...instead, ...request.exact.filter(() => loosened), ...request.parts.filter((it) => it.facet)][0],
      };
    }

    /** How many of the passages `numbers` (null: of all) each value of each facet has, the filters of the other facets
     * applied: what a reader would get by choosing it.
     * @param {number[] | null} numbers @param {Record<string, string[]>} filters
     * @returns {Promise<Search.Counts>} */
    async counts(numbers, filters) {
      return this.source.settle(() => {
        const facets = Object.keys(this.source.settings.facets);
        /** @type {Search.Counts} */
        const counts = {};
        for (const facet of facets) {
          let within = numbers && new Set(numbers);
          for (const other in filters) {
            if (other === facet || !filters[other].length) continue;
            const having = this.having(other, filters[other]);
            within = within ? shared(within, having) : having;
          }
          counts[facet] = Object.keys(this.source.settings.facets[facet]).map((value) => {
            const having = this.source.facet(facet, value);
            return [value, within ? shared(within, having).size : having.size];
          });
        }
        return counts;
      });
    }

    /** The passages that have any of the values of a facet.
     * @param {string} facet @param {string[]} values @returns {Set<number>} */
    having(facet, values) {
      const exact = values.flatMap((value) => this.source.values(facet, value));
      const sets = exact.map((value) => this.source.facet(facet, value));
      return sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set]));
    }

    /** The passages that the filters leave: those typed and those chosen both hold, values of one facet add up.
     * @param {Search.Request} request @param {Record<string, string | string[]>} filters */
    allowed(request, filters) {
      /** @type {Record<string, string[]>} */
      const typed = {};
      for (const { as, text } of request.filters) (typed[as] ||= []).push(text);
      /** @type {Set<number> | null} */
      let allowed = null;
      for (const [facet, given] of [...Object.entries(typed), ...Object.entries(filters)]) {
        const values = [given].flat().filter(Boolean);
        if (!values.length) continue;
        const found = this.having(facet, values);
        allowed = allowed ? shared(allowed, found) : found;
      }
      return allowed;
    }

    /** The passages for a plan, best first; the first `need` of them are certain.
     * @param {Search.Plan} plan @param {Search.Request} request @param {Set<number> | null} allowed @param {number} need
     * @returns {Promise<Search.Ranked>} */
    async ranked(plan, request, allowed, need) {
      const { source } = this, literal = request.exact.length || request.unwanted.length;
      const budgets = [0, (!literal && source.settings.budget) || 0];
      const asked = await source.settle(() => matters(plan, source)), [all, look] = budgets.map((it) => looked(asked, it));
      const rank = (/** @type {Search.Look} */ look) => !plan.groups[0] ? [...(allowed || [])].sort((a, b) => a - b).map((number) => ({ number, more: 0, score: 0, cover: 0 })) : source.settle(() => hits(scores(asked, source, look, null), allowed, pasted(asked, source)));
      let ranked = await rank(look), complete = [...all.keys()].every((term) => look.get(term));
      const near = !complete && ranked.length > LOOK;
      if (!complete && (!near || ranked.length < need)) {
        const every = await rank(all), known = new Set(ranked.map((it) => it.number));
        ranked = near ? [...ranked, ...every.filter((it) => !known.has(it.number))] : every;
        complete = true;
      }
      if (literal) {
        const most = source.settings.total < SMALL ? Infinity : Math.max(AGAIN, need);
        ranked = await (await source.settle(() => this.planner.late("loosen"))).fitting(ranked, request, most);
        complete = ranked.length < most;
      }
      const best = ranked.slice(0, near ? LOOK : AGAIN), numbers = best.map((it) => it.number);
      const entries = /** @type {Search.Entry[]} */ (await source.settle(() => numbers.map((it) => source.entry(it))));
      const full = near && (await source.settle(() => scores(asked, source, look, numbers)));
      const head = best.map((it, at) => {
        const known = full ? { ...it, score: full.score[it.number] + (it.more || 0), cover: full.cover[it.number] } : it;
        return again(asked, known, entries[at]);
      });
      return { ranked: [...head.sort(byScore), ...ranked.slice(best.length)], complete };
    }

    /** The first `limit` hits, what reads nearly the same as one before it folded into that one, and how many passages were
     * taken for them.
     * @param {Search.Scored[]} ranked @param {Search.Plan} plan @param {number} limit */
    folded(ranked, plan, limit) {
      return this.source.settle(() => {
        /** @type {Map<number, Search.Hit>} */
        const found = new Map();
        let taken = 0;
        for (; limit && taken < ranked.length && (found.size < limit || taken < AGAIN); taken++) {
          const entry = this.source.entry(ranked[taken].number), key = entry ? entry.like : -taken - 1; // below 0: not there yet
          const hit = /** @type {Search.Hit} */ (entry && this.hit(ranked[taken], entry, plan)), first = found.get(key);
          if (first) first.also.push(hit);
          else if (found.size < limit) found.set(key, hit);
        }
        return { hits: [...found.values()], taken };
      });
    }

    /** The question with most words that the passage lacks, then of others.
     * @param {Search.Entry} entry @param {Search.Group[]} groups */
    answered({ questions, folded: [own, ...asked] }, groups) {
      const value = (/** @type {string} */ text, /** @type {Search.Group} */ { forms }) => Math.max(0, ...forms.map((it) => (text.includes(it.text) ? it.worth : 0)));
      const weights = groups.map((it) => (value(own, it) ? 1 : MANY));
      const counts = asked.map((text) => groups.reduce((sum, it, at) => sum + value(text, it) * weights[at], 0)), most = Math.max(...counts);
      return most < MANY ? "" : questions[counts.indexOf(most)];
    }

    /** @param {Search.Scored} scored @param {Search.Entry} entry @param {Search.Plan} plan @returns {Search.Hit} */
    hit(scored, entry, plan) {
      const url = `/a/${entry.article}/#${entry.id.slice(entry.id.lastIndexOf(".") + 1)}`;
      const body = fold(entry.text), groups = plan.groups.filter((it) => it.worth === 100), question = this.answered(entry, groups);
      const highlights = marks(body, groups), near = question ? marks(body, [...groups, { forms: [{ text: fold(question) }] }]) : highlights;
      return { ...entry, number: scored.number, url, score: scored.score / 100, also: [], highlights, near, question };
    }
  }

  Object.assign(root.anwenSearch, { Engine });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
