// What the classic scripts of the site share through the global object. Read by the type check alone (tests/test_scripts.py).

/** What is cited, as scripts/anwen/cite/work.py has it. Unknown is empty or absent. */
interface Work {
  id: string;
  title: string;
  kind?: "article" | "section" | "passage" | "concept";
  /** of the words as they were cited */
  pin?: string;
  /** a section's */
  heading?: string;
  /** a passage's text or what was selected of it, a concept's definition */
  words?: string;
  issuer?: string;
  date?: string;
  number?: string;
  publisher?: string;
  /** the site's address; "" gives addresses from the site's root */
  site?: string;
  /** YYYY-MM-DD */
  accessed?: string;
  /** a passage whose words are a selection: all of it */
  whole?: string;
  /** where the selection stands in the passage's text, in UTF-16 units */
  part?: [number, number];
}

/** A work in the basket. */
interface Kept extends Work {
  note?: string;
}

/** An article that is cited, with its number in the list of references. */
interface Source {
  article: string;
  number: number;
  work: Work;
}

interface Ref {
  id: string;
  pin: string;
}

interface Found {
  start: number;
  end: number;
  form: "id" | "cite" | "quote" | "address";
  refs: Ref[];
  fault: boolean;
  base: string;
  fragment: string;
}

interface FormatRow {
  name: string;
  edition?: string;
  label: string;
  file?: string;
  type?: string;
}

interface AnwenCite {
  /** the folder of the scripts and the site's root */
  here: string;
  root: string;
  attach(place?: ParentNode): void;
  load(...names: string[]): Promise<void>;
  workOf(element: HTMLElement): Work;
  // cite-notation.js
  normalise(text: string): string;
  pin(...texts: string[]): string;
  parse(text: string): Ref | null;
  address(id: string, site?: string, pin?: string): string;
  find(text: string): Found[];
  // cite-write.js
  FORMATS: FormatRow[];
  urlOf(work: Work): string;
  reference(work: Work, edition?: string): string;
  beginning(work: Work, edition?: string): string;
  quoted(text: string): string;
  csl(work: Work): Record<string, unknown>;
  directive(words: string, before?: string): string;
  around(text: string, part: [number, number], above?: string): { words: string; before: string };
  write(name: string, works: Work[], edition?: string): string;
  // cite-parts.js
  make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Record<string, string>,
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[K];
  button(label: string, style: string, act: (event: MouseEvent) => void): HTMLButtonElement;
  say(text: string): void;
  copy(text: string, field?: HTMLTextAreaElement): Promise<boolean>;
  download(name: string, data: BlobPart, type: string): void;
  today(): string;
  remember(key: string, value: string): void;
  recall(key: string): string;
  // cite-dialog.js
  open(work: Work, from: HTMLElement): void;
}

interface QrCode {
  version: number;
  level: "L" | "M";
  mask: number;
  size: number;
  modules: Uint8Array;
}

interface AnwenQr {
  QUIET: number;
  encode(text: string, level?: "L" | "M", mask?: number): QrCode | null;
  path(code: QrCode): string;
  svg(code: QrCode): string;
}

interface AnwenBasket {
  KEY: string;
  MOST: number;
  // basket-store.js
  clean(data: unknown): Kept | null;
  keyOf(entry: Kept): string;
  entries(): Kept[];
  add(...entries: Kept[]): number;
  change(make: (entries: Kept[]) => Kept[]): void;
  saved(): boolean;
  // basket-files.js
  numbered(entries: Kept[]): Source[];
  label(entry: Kept, sources: Source[]): string;
  references(entries: Kept[], edition?: string): string;
  toMarkdown(entries: Kept[], edition?: string): string;
  toCsl(entries: Kept[]): string;
  toLink(entries: Kept[], page: string): string;
  fromText(text: string): Kept[];
  // basket-check.js
  compare(
    entry: Kept,
    tell: (found: { state: string; words: string; filled?: Kept; renewed?: Kept }) => void
  ): Promise<void>;
  // basket-docx.js
  zip(files: [string, string][]): Uint8Array;
  docx(entries: Kept[], edition?: string): Uint8Array;
}

declare var anwenCite: AnwenCite;
declare var anwenQr: AnwenQr;
declare var anwenBasket: AnwenBasket;
declare var anwenSearch: any;
declare var anwenShard: any;
declare var document$: { subscribe?: (act: () => void) => void } | undefined;
