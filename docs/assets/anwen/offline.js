// The page /offline/, which also stands in place of a page that cannot be had: what this device has (see docs/sw.js).
"use strict";

(() => {
  const root = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const place = document.getElementById("aw-offline");
  const WAYS = [["", "首页"], ["search/", "搜索"], ["themes/", "主题"], ["concepts/", "概念"], ["courses/", "课程"], ["basket/", "引用篮"]];
  const MOST = 50;
  const EVERY = 5000; // milliseconds

  /** @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /** @param {string[][]} links address and name */
  const listOf = (links) => make("ul", {}, ...links.map(([address, name]) => make("li", {}, make("a", { href: root + address }, name))));

  /** The pages that were visited, the last first, with their titles.
   * @param {(address: string) => boolean} known */
  async function visited(known) {
    const cache = await caches.open("anwen-pages");
    const addresses = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(root) && url.endsWith("/"));
    const others = addresses.map((url) => url.slice(root.length)).filter((it) => !known(it)).reverse().slice(0, MOST);
    return Promise.all(others.map(async (address) => {
      const html = (await (await cache.match(root + address))?.text()) || "";
      const { title } = new DOMParser().parseFromString(html, "text/html");
      return [decodeURI(address), title.replace(/ - [^-]*$/, "")];
    }));
  }

  /** Says what the matter is, where this stands for another page. */
  function explain() {
    const again = make("button", { type: "button", class: "md-button" }, "再试一次");
    again.addEventListener("click", () => location.reload());
    // the worker may learn later than the page that the network is back, and a server may have been what was missing
    const look = () => fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => location.reload(), () => undefined);
    addEventListener("online", look);
    setInterval(look, EVERY);
    const heading = document.querySelector("h1");
    if (heading) heading.textContent = "没有网络";
    document.title = "没有网络";
    return make("div", { class: "aw-notice" }, make("p", {}, "现在连不上网站，您要看的这一页也没有存在这台设备上。网络恢复以后会自动打开。"), again);
  }

  async function show() {
    const own = location.pathname.replace(/index\.html$/, "") === new URL("offline/", root).pathname;
    const parts = own ? [] : [explain()];
    const copy = await caches.match(`${root}offline/list.json`, { cacheName: "anwen-library" });
    const { packs, pages, wanted = 0, full = "" } = copy ? await copy.json() : { packs: [], pages: {} };
    const others = await visited((address) => address in pages || WAYS.some(([way]) => way === address));
    const cache = await caches.open("anwen-pages"), ways = [];
    for (const way of WAYS) if (way[0] in pages || (await cache.match(root + way[0]))) ways.push(way);
    const has = Object.keys(pages).length, whole = packs.length > 1 && wanted && has >= wanted;
    if (whole) parts.push(make("p", {}, `整个文库已经存在这台设备上，共 ${has} 页，搜索也可以用：`));
    else if (full) parts.push(make("p", {}, `这台设备留给本站的存储空间不够，已有 ${has}/${wanted} 页。现在可以打开：`));
    else if (packs.length > 1) parts.push(make("p", {}, `正在存，已有 ${has}/${wanted || "？"} 页，搜索已经可以用；联网打开本站时会接着存。现在可以打开：`));
    else parts.push(make("p", {}, ways.length ? "这台设备上还没有整个文库。现在可以打开：" : "这台设备上还没有存下任何网页。"));
    parts.push(listOf(ways));
    if (others.length) parts.push(make("h2", {}, "打开过的其他网页"), listOf(others));
    place?.replaceChildren(...parts);
    if (place) place.hidden = false;
  }

  if (window.caches) show().catch(() => undefined); // storage is refused
})();
