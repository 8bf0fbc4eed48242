/* The library without a network. A while after the first page has loaded, when nothing is asked for any more, this worker
 * takes in what offline/list.json names (scripts/anwen/publish/offline.py): one pack with the site's scripts and one with
 * the whole search index, which are kept as they are and answered from piece by piece, and the pages, of which later only
 * those are asked for that changed. A library too large for that names its frame alone, and so it is for a reader who
 * saves data; then, as for pages that are not named, what was visited is kept.
 * Online nothing stale is shown: whatever keeps its name is asked for anew each time, and only files named by their content
 * (assets/search/b/0a1b2c.js, the theme's bundle.01234567.min.js) are taken from here.
 * A worker controls only what lies below its own address, so this file stands at the site's root. */
"use strict";

const worker = /** @type {any} */ (self);
/** @type {string} */
const SCOPE = worker.registration.scope;
const FOLDER = `${SCOPE}offline/`, LIST = `${FOLDER}list.json`;
const LIBRARY = "anwen-library", PAGES = "anwen-pages", PIECES = "anwen-pieces"; // what is named, what was visited
const NAMED_BY_CONTENT = /\/assets\/(search\/[a-z]\/[0-9a-v]{6}(\/\d+)?\.js|(javascripts|stylesheets)\/.*\.[0-9a-f]{8}\.min\.(js|css))$/;
const PIECE = /\/assets\/search\/[a-z]\//;
const ROOT = /\/assets\/search\/root\.js$/;
/** @type {Record<string, number>} */
const MOST = { [PAGES]: 400, [PIECES]: 3000 };
const OFTEN = 16; // a query keeps some forty pieces; looking through them all each time would take longer than the query
const QUIET = 3000; // milliseconds without a request: then the page is there, and its query answered
const AT_ONCE = 4;
/** @type {Record<string, string>} */
const TYPES = { js: "text/javascript", css: "text/css", json: "application/json" };
let stored = 0, pending = 0, last = 0;

/** One name for all addresses of a page: the query is for its script.
 * @param {string} address */
const nameOf = (address) => {
  const url = new URL(address, SCOPE);
  return url.origin + url.pathname.replace(/index\.html$/, "");
};

/* --- what is named ----------------------------------------------------------------------------- */

/** @typedef {{file: string, head: number}} Pack */
/** @typedef {{pack: Pack, pages: Record<string, string>}} Part */
/** @typedef {{packs: Pack[], pages: Record<string, string>, wanted?: number, full?: string}} Held
 * wanted: how many pages the list names; full: the library's pack, where there is no room for it and its pages */

/** What has been taken in of the list.
 * @returns {Promise<Held>} */
async function held() {
  const copy = await caches.match(LIST, { cacheName: LIBRARY });
  return copy ? copy.json() : { packs: [], pages: {} };
}

/** @type {Promise<Map<string, [Blob, number, number]>> | undefined} */
let shelf;

/** Where each file of the packs stands. */
async function unpacked() {
  const files = new Map();
  for (const { file, head } of (await held()).packs) {
    const copy = await caches.match(FOLDER + file, { cacheName: LIBRARY });
    if (!copy) continue;
    const pack = await copy.blob();
    let at = head;
    for (const [name, length] of JSON.parse(await pack.slice(0, head).text())) files.set(name, [pack, at, (at += length)]);
  }
  return files;
}

/** @param {string} address */
async function fromPack(address) {
  shelf = shelf || unpacked().catch(() => new Map());
  const name = nameOf(address).slice(SCOPE.length), place = (await shelf).get(name);
  if (!place) return undefined;
  const [pack, from, to] = place;
  return new Response(pack.slice(from, to), { headers: { "Content-Type": TYPES[name.replace(/.*\./, "")] || "" } });
}

const quiet = async () => {
  while (pending || Date.now() - last < QUIET) await new Promise((done) => setTimeout(done, QUIET / 6));
};

/** @param {string} address */
const fetchLater = (address) => fetch(address, /** @type {RequestInit} */ ({ cache: "no-cache", priority: "low" }));

/** Deletes the packs but those: what a list before named, and what was stored but never noted, the worker stopped.
 * @param {Cache} cache @param {Pack[]} packs @returns {Promise<boolean>} whether there were others */
async function sweep(cache, packs) {
  const named = packs.map(({ file }) => FOLDER + file);
  const left = (await cache.keys()).filter(({ url }) => url.startsWith(FOLDER) && url.endsWith(".txt") && !named.includes(url));
  await Promise.all(left.map((it) => cache.delete(it)));
  return left.length > 0;
}

/** Takes in what the list names and is not there yet. Where there is too little room for the library, the frame is kept
 * alone until the list names another.
 * @param {boolean} sparing the reader saves data */
async function takeIn(sparing) {
  const response = await fetchLater(LIST);
  if (response.status !== 200) return;
  const { frame, library } = await response.json(), cache = await caches.open(LIBRARY), has = await held();
  has.wanted = Object.keys({ ...frame.pages, ...library?.pages }).length;
  if (has.full !== library?.pack.file) delete has.full;
  if (library && (sparing || has.full)) return take(cache, has, [frame], has.packs.slice(1)); // loses nothing by it
  try {
    await take(cache, has, library ? [frame, library] : [frame]);
  } catch (error) {
    if (!library || /** @type {any} */ (error)?.name !== "QuotaExceededError") throw error;
    const rest = has.packs.filter(({ file }) => file === library.pack.file);
    // without what is not named any more there may be room: the next visit will see
    if (!(await sweep(cache, [frame.pack, ...rest]))) has.full = library.pack.file;
    await take(cache, has, [frame], rest);
  }
}

/** Takes in parts of the list. What was taken in is noted on the way, so that the next visit goes on.
 * @param {Cache} cache @param {Held} has @param {Part[]} parts
 * @param {Pack[]} [others] packs that stay besides, and with them the pages that the parts do not name */
async function take(cache, has, parts, others) {
  const note = () => {
    shelf = undefined;
    return cache.put(LIST, new Response(JSON.stringify(has)));
  };
  for (const { pack } of parts) {
    if (!(await cache.match(FOLDER + pack.file))) {
      const whole = await fetchLater(FOLDER + pack.file);
      if (whole.status !== 200) return;
      await cache.put(FOLDER + pack.file, whole);
    }
    if (has.packs.length) continue; // those before serve until all are there
    has.packs = [pack];
    await note();
  }
  has.packs = [...parts.map(({ pack }) => pack), ...(others || [])];
  const wanted = Object.assign({}, ...parts.map(({ pages }) => pages));
  if (!others) {
    for (const gone of Object.keys(has.pages).filter((it) => !(it in wanted))) {
      await cache.delete(nameOf(gone));
      delete has.pages[gone];
    }
  }
  await note();
  await sweep(cache, has.packs);
  const due = Object.keys(wanted).filter((it) => has.pages[it] !== wanted[it]);
  while (due.length) {
    await quiet();
    await Promise.all(due.splice(0, AT_ONCE).map(async (address) => {
      const page = await fetchLater(SCOPE + address);
      if (page.status !== 200 || page.redirected) return;
      await cache.put(nameOf(address), page);
      has.pages[address] = wanted[address];
    }));
    await note();
  }
}

/* --- what was visited -------------------------------------------------------------------------- */

/** @param {string} room @param {string} address @param {Response} response */
async function keep(room, address, response) {
  const cache = await caches.open(room);
  const name = nameOf(address);
  if (ROOT.test(name)) {
    const [old, now] = await Promise.all([cache.match(name).then((it) => it && it.text()), response.clone().text()]);
    if (old !== undefined && old !== now) await caches.delete(PIECES);
  }
  await cache.delete(name); // so that the newest stands last
  await cache.put(name, response);
  if (++stored % OFTEN || !MOST[room]) return;
  const names = await cache.keys();
  for (const oldest of names.slice(0, Math.max(0, names.length - MOST[room]))) await cache.delete(oldest);
}

/** The theme's files belong to every page, and a named page stays one.
 * @param {string} address */
async function roomOf(address) {
  const path = new URL(address).pathname;
  if (PIECE.test(path)) return PIECES;
  return NAMED_BY_CONTENT.test(path) || (await caches.match(nameOf(address), { cacheName: LIBRARY })) ? LIBRARY : PAGES;
}

/** @param {string} address */
async function kept(address) {
  const name = nameOf(address);
  for (const cacheName of [LIBRARY, PIECES, PAGES]) {
    const copy = await caches.match(name, { cacheName });
    if (copy) return copy;
  }
  return undefined;
}

/* --- answers ----------------------------------------------------------------------------------- */

/** @param {Request} request @param {(work: Promise<any>) => void} alive */
async function fromHere(request, alive) {
  const copy = (await fromPack(request.url)) || (await kept(request.url));
  if (copy) return copy;
  const response = await fetch(request), twin = response.clone();
  if (response.status === 200) alive(roomOf(request.url).then((room) => keep(room, request.url, twin)));
  return response;
}

/** The page that says so, in place of the one that was asked for: its addresses, all of which count from its own folder,
 * are written out. */
async function noNetwork() {
  const page = await kept(FOLDER);
  if (!page) return undefined;
  const html = (await page.text()).replace(/"\.\.(\/|")/g, (_, end) => `"${SCOPE}${end === "/" ? "" : end}`);
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** @param {Request} request @param {(work: Promise<any>) => void} alive */
async function fromNetwork(request, alive) {
  try {
    // a request to navigate cannot be given options, and without them the browser's own cache may answer
    const asked = request.mode === "navigate" ? new Request(request.url, { redirect: "manual", credentials: "same-origin" }) : request;
    const response = await fetch(asked, { cache: "no-cache" }), twin = response.clone();
    if (response.status === 200 && !response.redirected) alive(roomOf(request.url).then((room) => keep(room, request.url, twin)));
    if (response.status === 404 || response.status === 410) alive(caches.open(PAGES).then((cache) => cache.delete(nameOf(request.url))));
    return response;
  } catch (error) {
    const copy = (await fromPack(request.url)) || (await kept(request.url)) || (request.mode === "navigate" && (await noNetwork()));
    if (copy) return copy;
    throw error;
  }
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !request.url.startsWith(SCOPE)) return;
  if (request.url.startsWith(`${SCOPE}data/`)) return; // whole collections; who wants them saves them
  const take = NAMED_BY_CONTENT.test(new URL(request.url).pathname) ? fromHere : fromNetwork;
  pending++;
  const answer = take(request, (work) => event.waitUntil(work)).finally(() => {
    pending--;
    last = Date.now();
  });
  event.respondWith(answer);
});

/** @type {Promise<any>} */
let taking = Promise.resolve();

// from a page that has loaded: whether to save data, and what belongs to it that was there before this worker
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { sparing, visited } = event.data;
  const work = async () => {
    await quiet();
    for (const address of visited.filter((/** @type {string} */ it) => it.startsWith(SCOPE))) {
      if (await kept(address)) continue;
      const response = await fetch(address).catch(() => undefined);
      if (response?.status === 200) await keep(await roomOf(address), address, response);
    }
    taking = taking.then(() => takeIn(sparing)).catch(() => undefined); // the next visit goes on
    await taking;
  };
  last = Date.now();
  event.waitUntil(work());
});
