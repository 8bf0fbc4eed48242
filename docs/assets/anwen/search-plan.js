/* Understand a query: scripts/anwen/index/terms.py and asking/{query,plan}.py, the same rules in the same order.
 * A classic script for a page, a worker and node: it adds to the global `anwenSearch`. */
(function (root) {
  "use strict";
  /** @typedef {{text: string, kind: "word" | "lone" | "asking"}} Token */

  const RUN = /[㐀-䶿一-鿿〇]+|[a-z0-9]+(?:[.%-][a-z0-9]+)*/g;
  const LONGEST = 12, UNKNOWN = 1500, WORD = 200, ASKING = 150, AUTHORED = 400, CROSS = 25, WEAK = 50, ANSWER = 40, SPELLED = 60;
  const FEW = 30, MEANING = 75, MEANING_FEW = 55;
  const HEAD = "…", FIELD = 40, PART = 60, APART = 90, SLIP_RUN = 40, OFFER_RUN = 6, RARE = 2, TELLING = 300, TOLD = 40, TOLD_TOO = 15, ONE = 4;
  /** What a query can be narrowed by.
   * @type {Record<string, string>} */
  const FACETS = { theme: "主题", kind: "类型", level: "级别", sector: "行业", year: "年份", concept: "概念", id: "编号" };
  const TYPED = new RegExp(`(-?)(?:"([^"]+)"|(${Object.values(FACETS).join("|")}|年):(\\S+|\\s+[^\\s"-]\\S*)?)|(\\S+)`, "g");
  const NAMED = /(?:^| )-(?:编号: *)?[^ ]+|(?:编号:\s*|\/(?:a|embed)\/|[@{])?\b(aw\d{4,})(?:(?:\.|\/[\w.?=-]*#)([sp]\d+))?@?|\/?\bconcepts\/([a-z\d-]+)/g;
  const COUNTED = /(aw\d{4,})[ ,，]*第 ?(\d+) ?段|第 ?(\d+) ?段[ ,，]*(aw\d{4,})/gi; // aw0012 第7段

  const TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", PLAIN = "aaaaeeeeiiiioooouuuuvvvvv";

  /** As terms.fold; the length stays the same.
   * @param {string} text */
  function fold(text) {
    return text
      .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
      .replace(/\u3000/g, " ")
      .replace(/[·•・‧]/g, ".")
      .replace(/[à-ǜ]/g, (char) => PLAIN[TONED.indexOf(char)] || char)
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

  const form = (/** @type {string} */ text, worth = 100) => ({ text, worth });

  /** Hundredths of the BM25 inverse document frequency.
   * @param {number} count @param {number} total */
  const idf = (count, total) => Math.max(1, Math.floor(100 * Math.log(1 + (total - count + 0.5) / (count + 0.5)) + 0.5));

  /** As query.parse.
   * @param {string} query @returns {Search.Piece[]} */
  function parse(query) {
    query = query.replace(COUNTED, "$1$4.p$2$3");
    /** @type {Search.Piece[]} */
    const parts = [], folded = fold(query.replace(/[“”„‟「」『』«»]/g, '"'));
    let cited = false;
    const words = folded.replace(NAMED, (all, article, part, concept) => {
      if (!article && !concept) return all;
      cited ||= /[/@{]/.test(all);
      const as = concept ? "concept" : "id", text = concept || (part ? `${article}.${part}` : article);
      parts.push({ as, text, raw: `${FACETS[as]}:${text}` });
      return " ".repeat(all.length);
    });
    if (cited) return parts;
    words.replace(TYPED, (all, minus, quoted, label, value = "", plain, at) => {
      const facet = Object.keys(FACETS).find((it) => FACETS[it] === label), unwanted = minus || /^-./.test(plain);
      const as = unwanted ? "unwanted" : facet || (label || /^(\d{4}\.\.(\d{4})?|\.\.\d{4})$/.test(plain) ? "year" : quoted ? "exact" : "free");
      const text = (quoted || (unwanted ? all.slice(1).replace(/:\s+/, ":") : label ? value : plain)).trim();
      parts.push({ as, text: as === "year" ? text.replace(/年$/, "") : text, raw: query.substr(at, all.length) });
      return "";
    });
    return parts;
  }

  /** The years of `known` that a year or a range of years names.
   * @param {string} value @param {string[]} known @returns {string[]} */
  function years(value, known) {
    const [, from, range, to] = /^(\d{4})?(?:(\.\.|[-~—至到])(\d{4})?)?$/.exec(value) || [];
    return known.filter((year) => (from || to) && (from || "") <= year && year <= ((range ? to : from) || "9999"));
  }

  /** Whether a filter that no passage has names something that there might be, and so is no text.
   * @param {Search.Piece} part */
  const missing = ({ as, text }) => (as === "id" ? /^aw\d/.test(text) : as === "year" && !!years(text, text.match(/\d{4}/g) || [])[0]);

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
      /** @type {Record<string, string[]>} what else the letters of a word may spell */
      this.also = {};
    }

    /** @param {string[]} free @returns {Search.Plan} */
    plan(free) {
      const plan = /** @type {Search.Plan} */ ({ groups: [], runs: [], corrections: [], offers: [], typed: free }), all = runsOf(free.join(" ")).flatMap((run) => (/^[a-z]+(-[a-z]+)+$/.test(run) && !this.source.count(run) ? run.split("-") : run));
      this.also = {};
      const letters = all.some((run) => /^[a-z]+$/.test(run) && !this.source.count(run) && !this.source.synonyms(run).length);
      const resolved = (letters && this.late("spell")?.resolve(all, plan.corrections)) || all;
      resolved.forEach((/** @type {string} */ run, /** @type {number} */ at) => {
        if (!isHan(run)) {
          const after = (resolved[at + 1] || "").slice(0, 3), forms = [form(run)];
          for (let end = after.length; end >= 0; end--) forms.push(...this.meanings(run + after.slice(0, end)));
          plan.groups.push({ forms, worth: 100 });
          return;
        }
        const simple = this.simplify(run), slips = simple.length <= SLIP_RUN && this.doubtful(simple).length > 0;
        const plain = (slips && this.late("spell")?.correct(simple, plan.corrections)) || simple;
        if (resolved.length === 1 && run === plain && run.length <= OFFER_RUN && this.unseen(run, RARE).length) {
          plan.offers = (this.cut(run).tokens.some((token) => token.kind === "lone") && this.late("spell")?.offer(run)) || [];
        }
        this.add(this.cut(plain).tokens, plan);
      });
      const words = plan.groups.filter(({ worth }) => worth === 100);
      const weak = words.filter(({ forms }) => this.source.settings.weak.includes(forms[0].text));
      if (weak.length < words.length) for (const group of weak) group.worth = WEAK;
      for (const run of words.length ? [] : resolved) {
        plan.groups.push({ forms: [form(run)], worth: 100 });
        plan.runs.push(run);
      }
      plan.groups = this.told(plan.groups);
      return plan;
    }

    /** Words that no passage has anything of, beside one that is known: their telling characters stand for them too.
     * @param {Search.Group[]} groups */
    told(groups) {
      const { source } = this, known = (/** @type {string} */ word) => terms(word).some((term) => source.count(term));
      const there = groups.map(({ forms, worth }) => forms[0].text.length > 1 && worth === 100 && forms.some(({ text }) => known(text)));
      return groups.map((group, at) => {
        const { forms, worth } = group, word = forms[0].text;
        if (worth < 100 || !isHan(word) || known(word) || !there.some((it, other) => it && other !== at)) return group;
        if (word.length > ONE && source.word(word) < 0) return group;
        const telling = (/** @type {string} */ char) => source.count(char) && idf(source.count(char), source.settings.total) >= TELLING;
        const chars = source.later(() => [...new Set(word)].filter(telling), []);
        return { forms: [...forms, ...chars.map((/** @type {string} */ char) => form(char, forms.length > 1 ? TOLD_TOO : TOLD))], worth };
      });
    }

    /** What only some queries need, "spell" or "loosen": a script that is fetched then.
     * @param {string} kind @returns {any} undefined while it is not there */
    late(kind) {
      const Late = root.anwenSearch[kind] || this.source.later(() => this.source.file("../anwen/search-" + kind), null);
      return Late ? new Late(this) : undefined;
    }

    /** Where pairs of characters start that at most `few` passages have.
     * @param {string} run */
    unseen(run, few = 0) {
      const found = [];
      for (let at = 0; at + 1 < run.length; at++) if (this.source.count(run.slice(at, at + 2)) <= few) found.push(at);
      return found;
    }

    /** The pairs that one passage has or none at a character that stands alone, or one beside, or all unseen ones where there are only words of two.
     * @param {string} run */
    doubtful(run) {
      const rare = this.unseen(run, 1), tokens = rare.length ? this.cut(run).tokens : [];
      if (tokens.every(({ text, kind }) => kind === "word" && text.length === 2 && this.source.word(text) > 0)) return this.unseen(run);
      const marks = tokens.map(({ text, kind }) => (kind === "lone" ? "1" : kind === "asking" && text[1] ? "0" : "-").repeat(text.length)).join("");
      return rare.filter((at) => /^(?=.*1).[^0]{2}/.test(`-${marks}`.slice(at, at + 4)));
    }

    /** @param {string} run */
    simplify(run) {
      if (!this.unseen(run).length && !(run.length === 1 && !this.source.count(run))) return run;
      const [old, plain] = this.source.variants(run);
      return Array.from(run, (char) => plain[old.indexOf(char)] || char).join("");
    }

    /** @param {string} word */
    cost(word) {
      if (this.asking.has(word)) return ASKING;
      if (word.length === 1) return UNKNOWN;
      const count = this.source.word(word);
      return count < 0 ? -1 : WORD + (count ? idf(count, this.source.settings.total) : AUTHORED);
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

    /** @param {Token[]} tokens @param {Search.Plan} plan */
    add(tokens, plan) {
      for (const part of grouped(tokens, (token) => token.kind === "asking")) {
        if (part[0].kind === "asking") {
          for (const { text } of part) {
            for (const [asked, find] of this.source.settings.answers) {
              if (asked.includes(text)) plan.groups.push({ forms: find.map((/** @type {string} */ it) => form(it)), worth: ANSWER });
            }
          }
          continue;
        }
        /** @type {string[]} */
        const words = [];
        for (const same of grouped(part, (token) => token.kind)) {
          const texts = same.map((token) => token.text);
          words.push(...(same[0].kind === "lone" ? [texts.join("")] : texts));
        }
        plan.runs.push(words.join(""));
        words.forEach((word, at) => {
          const spelled = (this.also[word] || []).map((text) => form(text, SPELLED));
          plan.groups.push({ forms: [form(word), ...spelled, ...this.meanings(word)], worth: 100 });
          if (at + 1 < words.length) {
            const pair = word[word.length - 1] + words[at + 1][0];
            plan.groups.push({ forms: [form(pair)], worth: CROSS });
          }
        });
      }
    }

    /** The words that can stand for a word, and for its parts where it is rare.
     * @param {string} word @returns {Search.Form[]} */
    meanings(word) {
      const { source } = this, count = Math.max(0, source.word(word)) || source.count(word);
      if (count >= FEW) return [];
      /** @type {Search.Form[]} */
      const forms = [];
      const more = (/** @type {string} */ of, /** @type {number} */ worth, before = "", after = "") => {
        for (const other of source.synonyms(of)) {
          const wide = other[0] === HEAD;
          if (!wide) forms.push(form(before + other + after, worth));
          else if (of === word) forms.push(form(other.slice(1), FIELD));
        }
      };
      more(word, count ? MEANING_FEW : MEANING);
      for (let cut = 2; cut < word.length - 1 && isHan(word); cut++) {
        const one = word.slice(0, cut), two = word.slice(cut);
        if (source.word(one) < 0 || source.word(two) < 0) continue;
        more(one, PART, "", two);
        more(two, PART, one);
        if (source.word(one) * source.word(two)) forms.push(form(`${one} ${two}`, APART));
      }
      return forms;
    }
  }

  root.anwenSearch = Object.assign(root.anwenSearch || {}, { fold, terms, runsOf, isHan, grouped, idf, parse, years, missing, FACETS, Planner });
})(/** @type {any} */ (typeof globalThis === "object" ? globalThis : self));
