/* On file:// browsers refuse workers and fetch. There the theme's search box is served from the page itself: this script
 * stands before the theme's own and puts a stand-in in the place of Worker. Anywhere else it does nothing. */
(function () {
  "use strict";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const root = /** @type {any} */ (window);
  if (location.protocol !== "file:") return;

  /** @param {string} address @returns {Promise<void>} */
  const script = (address) =>
    new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = new URL(address, here).href;
      element.onload = () => done();
      element.onerror = () => failed(new Error(address));
      document.head.append(element);
    });

  /** @type {Map<string, any>} */
  const shards = new Map();
  const before = root.anwenShard;
  root.anwenShard = (/** @type {string} */ name, /** @type {any} */ data) => {
    shards.set(name, data);
    if (before) before(name, data);
  };
  const load = async (/** @type {string} */ name) => {
    if (!shards.has(name)) await script(`../search/${name}.js`);
    return shards.get(name);
  };
  const names = ["plan", "spell", "source", "engine", "parts", "suggest", "notes", "worker"].map((name) => `search-${name}.js`);
  const ready = () => names.reduce(
    (chain, name) => chain.then(() => script(name)),
    Promise.resolve()
  );

  root.Worker = class extends EventTarget {
    constructor() {
      super();
      const post = (/** @type {any} */ data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.handle = ready().then(() => root.anwenSearch.serveTheme(post, load));
    }

    /** @param {any} message */
    postMessage(message) {
      this.handle.then((/** @type {(message: any) => void} */ handle) => handle(message));
    }

    terminate() {}
  };
})();
