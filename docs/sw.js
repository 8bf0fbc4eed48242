/* What a reader has visited can be read again without a network: pages, their parts, and the pieces of the search index that
 * were used. A worker controls only what lies below its own address, so this file stands at the site's root.
 * Online nothing stale is shown: whatever keeps its name is asked for anew each time, and only files named by their content
 * (assets/search/b/0a1b2c.js, the theme's bundle.01234567.min.js) are taken from the cache. A new build of the index
 * replaces the pieces of the old one. */
"use strict";

const worker = /** @type {any} */ (self);
const PAGES = "anwen-pages", PIECES = "anwen-pieces";
const NAMED_BY_CONTENT = /\/assets\/(search\/[a-z]\/[0-9a-v]{6}(\/\d+)?\.js|(javascripts|stylesheets)\/.*\.[0-9a-f]{8}\.min\.(js|css))$/;
const ROOT = /\/assets\/search\/root\.js$/;
/** @type {Record<string, number>} */
const MOST = { [PAGES]: 400, [PIECES]: 3000 };
const OFTEN = 16; // a query keeps some forty pieces; looking through them all each time would take longer than the query
let stored = 0;
const NEVER_SEEN = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>没有网络</title><h1>没有网络</h1><p>这一页还没有在这台设备上打开过。联网后打开一次，以后没有网络也能看。</p>
<p><a href="${worker.registration.scope}">回首页</a></p>`;

/** One name for all addresses of a page: the query is for its script.
 * @param {string} address */
const nameOf = (address) => {
  const url = new URL(address);
  return url.origin + url.pathname.replace(/index\.html$/, "");
};

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
  if (++stored % OFTEN) return;
  const names = await cache.keys();
  for (const oldest of names.slice(0, Math.max(0, names.length - MOST[room]))) await cache.delete(oldest);
}

/** @param {string} room @param {string} address */
const kept = async (room, address) => (await caches.open(room)).match(nameOf(address));

/** @param {Request} request @param {(work: Promise<any>) => void} alive */
async function fromCache(request, alive) {
  const copy = await kept(PIECES, request.url);
  if (copy) return copy;
  const response = await fetch(request);
  if (response.status === 200) alive(keep(PIECES, request.url, response.clone()));
  return response;
}

/** @param {Request} request @param {(work: Promise<any>) => void} alive */
async function fromNetwork(request, alive) {
  try {
    // a request to navigate cannot be given options, and without them the browser's own cache may answer
    const asked = request.mode === "navigate" ? new Request(request.url, { redirect: "manual", credentials: "same-origin" }) : request;
    const response = await fetch(asked, { cache: "no-cache" });
    if (response.status === 200 && !response.redirected) alive(keep(PAGES, request.url, response.clone()));
    if (response.status === 404 || response.status === 410) alive(caches.open(PAGES).then((cache) => cache.delete(nameOf(request.url))));
    return response;
  } catch (error) {
    const copy = await kept(PAGES, request.url);
    if (copy) return copy;
    if (request.mode !== "navigate") throw error;
    return new Response(NEVER_SEEN, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !request.url.startsWith(worker.registration.scope)) return;
  const path = new URL(request.url).pathname;
  if (request.url.startsWith(`${worker.registration.scope}data/`)) return; // whole collections; who wants them saves them
  const take = NAMED_BY_CONTENT.test(path) ? fromCache : fromNetwork;
  event.respondWith(take(request, (work) => event.waitUntil(work)));
});

// the parts of the first page, which was there before this worker
worker.addEventListener("message", (/** @type {any} */ event) => {
  const addresses = new Set(event.data.filter((/** @type {unknown} */ it) => typeof it === "string" && it.startsWith(worker.registration.scope)));
  event.waitUntil(
    Promise.all(
      [...addresses].map(async (address) => {
        const response = await fetch(address).catch(() => undefined);
        if (response?.status === 200) await keep(NAMED_BY_CONTENT.test(new URL(address).pathname) ? PIECES : PAGES, address, response);
      })
    )
  );
});
