// The shapes that the scripts of the search share. Read by the type check alone, so that no reader has to fetch them.

declare namespace Search {
  interface Entry {
    id: string;
    article: string;
    title: string;
    /** that, with what tells the article from others of the same title */
    named: string;
    heading: string;
    text: string;
    themes: string[];
    kind: string;
    date: string;
    issuer: string;
    like: number;
    publisher: string;
    /** its number */
    document: string;
    /** what readers ask that it answers */
    questions: string[];
    /** its text, headings and title folded, then its questions */
    folded: string[];
  }

  /** A passage's number, its score and the share of the query it has, in percent. */
  interface Scored {
    number: number;
    score: number;
    cover: number;
    /** how much of the score is that of a passage beside it */
    more?: number;
  }

  interface Hit extends Entry {
    number: number;
    url: string;
    score: number;
    /** those found that read nearly the same */
    also: Hit[];
    highlights: [number, number][];
    /** those, and where the words of the question stand */
    near: [number, number][];
    /** of those that it answers, the one by whose words it was found */
    question: string;
  }

  interface Name {
    id: string;
    name: string;
    also: string[];
  }

  interface Form {
    text: string;
    worth: number;
  }

  interface Group {
    forms: Form[];
    worth: number;
  }

  interface Correction {
    typed: string;
    meant: string;
  }

  interface Plan {
    groups: Group[];
    runs: string[];
    corrections: Correction[];
    offers: Correction[];
    typed?: string[];
  }

  /** A form with its terms; percent of what it covers and scores. */
  interface Way {
    text: string;
    found: { term: string; count: number; rarity: number }[];
    /** the sum of the rarities, and the greatest */
    whole: number;
    most: number;
    worth: number;
    share: number;
    /** above 0 where it counts whole or not at all */
    only: number;
    /** its rarest term stands for it */
    alone: number | boolean;
    /** the words of the first way, wherever they stand */
    apart: boolean;
  }

  interface Part {
    ways: Way[];
    matter: number;
    /** no pair across two */
    word: boolean;
  }

  /** What the words of a plan matter in the collection. */
  interface Matters {
    parts: Part[];
    /** the query as it stands, where it may be a piece of a text */
    typed: string[];
    more: number;
  }

  /** A part of a query: "free", "exact", "unwanted" or the facet that it narrows, its words, and how it was typed. */
  interface Piece {
    as: string;
    text: string;
    raw: string;
    /** what it would narrow if any passage had it */
    facet?: string;
  }

  interface Request {
    parts: Piece[];
    free: string[];
    exact: string[];
    unwanted: string[];
    filters: Piece[];
  }

  /** A filter that no passage has; `raw` where it was typed. */
  interface Strange {
    facet: string;
    text: string;
    raw: string;
    known: string[];
    more: boolean;
    /** as words instead */
    sought: boolean;
  }

  interface Ranked {
    ranked: Scored[];
    /** there are no more than these */
    complete: boolean;
  }

  interface Answer {
    hits: Hit[];
    total: number;
    /** else there may be more than `total` */
    complete: boolean;
    numbers: number[];
    corrections: Correction[];
    offers: Correction[];
    meanings: string[][];
    near: Name[];
    loosened: boolean;
    /** looked for, as nothing was found */
    instead: string[];
    words: string[];
    /** those of the words that no passage has, nor what means nearly the same */
    unseen: string[];
    /** those of several that passages can have, but not the first three, nor what means nearly the same */
    missed: string[];
    /** there is nothing to be said of it, but perhaps that words of the same meaning were looked for */
    plain: boolean;
  }

  /** The passages of a term with their weights, as far as they are loaded. */
  interface List {
    numbers: Int32Array;
    weights: Uint8Array;
    size: number;
    /** so many of them are in the head */
    near: number;
    /** what each weighs that is not in the head */
    rest: number;
    /** the number of the file that has those while they are not loaded, else 0 */
    tail: number;
  }

  /** The terms that a first look takes, and whether whole or by the head. */
  type Look = Map<string, boolean>;

  /** What the passages `used` score. */
  interface Scores {
    used: Int32Array;
    score: Float64Array;
    cover: Float64Array;
    /** 1 for each of those */
    marked: Uint8Array;
  }

  /** How many passages have each value of each facet. */
  type Counts = Record<string, [string, number][]>;

  /** Besides, filters: theme, kind, level, sector, year, concept, each with a value or several. */
  interface Options extends Record<string, any> {
    limit?: number;
    sort?: string;
    /** find every passage and count them all, else only those that are needed */
    whole?: boolean;
  }

  interface Engine {
    base: any;
    source: Source;
    answer(query: string, options?: Options): Promise<Answer>;
    counts(numbers: number[] | null, filters: Record<string, string[]>): Promise<Counts>;
  }

  /** What the page /search/ shows, as it stands in its address. */
  interface State {
    q: string;
    sort: string;
    filters: Record<string, string[]>;
  }

  /** Shows another state. */
  type Go = (state: State) => void;
  type Address = (state: State) => string;
  type Pairs = [string, string][];

  /** An element with attributes (those that are empty are left out) and children. */
  type Make = (tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) => HTMLElement;
  type Button = (label: string, style: string, act: () => void) => HTMLElement;
  /** How a link leads to another state. */
  interface Road {
    address: Address;
    go: Go;
  }
  /** text[from, to) with its highlights. */
  type Marked = (text: string, highlights: [number, number][], from: number, to: number) => (Node | string)[];
  type HitElement = (hit: Hit, themes: Record<string, string>) => HTMLElement;
  /** What a reader calls a value of a facet. */
  type NameOf = (engine: Source, facet: string, value: string) => string;
  /** The state with a value chosen, or no longer. */
  type Toggled = (state: State, facet: string, value: string) => State;
  type Order = (a: [string, number], b: [string, number], facet: string, engine: Source) => number;
  type ShowFacets = (place: HTMLElement, engine: Source, state: State, counts: Counts, go: Go) => void;
  /** A state without what narrows it. */
  type Widened = (engine: Source, state: State) => State;
  type Without = (engine: Source, state: State, gone: (part: Piece) => boolean) => State;
  type ShowChips = (place: HTMLElement, engine: Source, state: State, go: Go) => void;
  type Also = (answer: Answer) => HTMLElement | string;
  type Notes = (engine: Engine, answer: Answer, state: State, way: Road) => Promise<HTMLElement[]>;

  /** Reads the data of a file such as "b/0123456789ab". */
  type Loader = (name: string) => Promise<any>;

  /** An index, read piece by piece: search-source.js. */
  interface Source {
    base: any;
    settings: { total: number; budget: number; concepts: Name[]; facets: Record<string, Record<string, number>> };
    /** folded texts of the passages that were asked for */
    texts: Map<number, string[]>;
    settle<T>(ask: () => T): Promise<T>;
    request(query: string): Request;
    values(facet: string, value: string): string[];
    list(term: string, whole?: boolean): List;
    count(term: string): number;
    word(word: string): number;
    facet(name: string, value: string): Set<number>;
    entry(number: number): Entry | undefined;
    byDate(found: Scored[]): Scored[];
    told(term: string, list: List, numbers: number[]): number[];
  }

  interface Shared {
    fold(text: string): string;
    terms(text: string): string[];
    runsOf(text: string): string[];
    idf(count: number, total: number): number;
    parse(query: string): Piece[];
    years(value: string, known: string[]): string[];
    missing(part: Piece): boolean;
    shared(a: Set<number>, b: Set<number>): Set<number>;
    Planner: any;
    Source: new (load: Loader, base: any) => Source;
  }
}
