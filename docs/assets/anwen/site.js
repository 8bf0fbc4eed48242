// What the pages need besides the theme: links that work from a USB stick, folds that open for a target, and the way
// from the theme's search box to the search page. Every page is complete without it.
"use strict";

(() => {
  const { base } = JSON.parse(document.getElementById("__config")?.textContent || "{}");
  const root = new URL(base.replace(/\/*$/, "/"), location.href); // the page of a wrong address has "/" as its base

  // A folder opened as a file has no default page: name it.
  /** @param {string} address */
  const named = (address) => {
    const url = new URL(address, location.href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  /** @param {Element} scope */
  const nameFolders = (scope) => {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (scope.querySelectorAll("a[href]"))) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.href = named(link.href);
    }
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (scope.querySelectorAll("form[action]"))) form.action = named(form.action);
  };

  if (location.protocol === "file:") {
    nameFolders(document.documentElement);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (node instanceof Element) nameFolders(node.parentElement || node);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  }

  // A target inside a closed fold opens it.
  const openTarget = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    for (let fold = target && target.closest("details"); fold; fold = fold.parentElement && fold.parentElement.closest("details")) {
      fold.open = true;
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // Words that led here: a hit that is followed leaves its words behind, and the passage it leads to shows them. They go
  // by storage, so that the address in the bar and of every link stays the passage's own.
  const KEY = `${root.pathname}.anwen-words`;
  const SOON = 30000; // milliseconds; what was not used by then belongs to another visit

  /** @param {Event} event */
  const leave = (event) => {
    const link = event.target instanceof Element && event.target.closest(".anwen-hit a[href*='#'], .md-search-result__link[href*='#']");
    if (!(link instanceof HTMLAnchorElement)) return;
    const hit = /** @type {HTMLElement | null} */ (link.closest(".anwen-hit"));
    const words = hit ? (hit.dataset.words || "").split("\n") : [...link.querySelectorAll("mark")].map((mark) => mark.textContent);
    const url = new URL(link.href);
    try {
      localStorage.setItem(KEY, JSON.stringify({ path: url.pathname, hash: url.hash, words, time: Date.now() }));
    } catch {
      // storage is refused: the passage shows without marks
    }
    if (url.pathname === location.pathname) setTimeout(arrive, 0);
  };

  const wordsLeft = () => {
    try {
      const left = JSON.parse(localStorage.getItem(KEY) || "null");
      if (!left || left.path !== location.pathname || left.hash !== location.hash) return [];
      localStorage.removeItem(KEY);
      return Date.now() - left.time < SOON ? left.words.filter(Boolean) : [];
    } catch {
      return [];
    }
  };

  /**
   * Marks the words in the text of a passage; a word may go on inside a link.
   * @param {Element} passage @param {string[]} words
   */
  const markWords = (passage, words) => {
    const own = { acceptNode: (/** @type {Node} */ node) => (node.parentElement?.closest(".anwen-cite, .headerlink") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) };
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT, own);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
    const text = nodes.map((node) => node.data).join("");
    const wanted = new Uint8Array(text.length);
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) wanted.fill(1, at, at + word.length);
    }
    let end = text.length;
    for (const node of nodes.reverse()) {
      const start = end - node.length;
      for (let to = end; to > start; ) {
        let from = to - 1;
        while (from > start && wanted[from - 1] === wanted[to - 1]) from--;
        if (wanted[from]) {
          const part = node.splitText(from - start);
          part.splitText(to - from);
          const mark = document.createElement("mark");
          mark.className = "aw-found";
          part.replaceWith(mark);
          mark.append(part);
        }
        to = from;
      }
      end = start;
    }
    return passage.querySelector("mark.aw-found");
  };

  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "aw-clear";
  clear.textContent = "清除高亮";
  const unmark = () => {
    for (const mark of document.querySelectorAll("mark.aw-found")) {
      const place = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      place?.normalize();
    }
    clear.remove();
  };
  clear.addEventListener("click", unmark);

  const arrive = () => {
    const words = wordsLeft();
    const passage = words.length && document.getElementById(location.hash.slice(1));
    if (!passage) return;
    unmark();
    const first = markWords(passage, words);
    if (!first) return;
    document.body.append(clear);
    const { top, bottom } = first.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight) first.scrollIntoView({ block: "center" });
  };
  addEventListener("click", leave);
  addEventListener("auxclick", leave);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) unmark();
  });
  // after the browser has gone to the target itself
  if (document.readyState === "complete") arrive();
  else addEventListener("load", () => setTimeout(arrive, 0));

  // The theme's search box shows a few hits; the search page has all of them, with filters.
  const query = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"));
  const output = /** @type {HTMLElement | null} */ (document.querySelector(".md-search__scrollwrap"));
  if (query && output) {
    const all = document.createElement("a");
    all.className = "aw-all-hits";
    all.textContent = "在搜索页查看全部结果，可按主题、类型、年份筛选";
    const point = () => {
      const page = new URL("search/", root);
      if (query.value.trim()) page.searchParams.set("q", query.value.trim());
      all.href = named(page.href);
    };
    // Enter leads to the search page; the theme would lead to the best hit, but only where one is there yet. And it says
    // nothing while an answer is awaited, which takes a second or two where tables of sounds are fetched. Marks alone are no
    // other query to it.
    const SEARCHING = "正在搜索……按回车键到搜索页看结果";
    const told = output.querySelector(".md-search-result__meta");
    const words = () => query.value.replace(/[\s"*+:^~-]/g, "");
    let asked = "";
    query.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !query.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      location.href = all.href;
    });
    // The theme shuts the box at the first Tab and leaves its hits to the arrow keys, which nobody is told. Here Tab walks
    // through them, and the box is shut when it has left.
    output.tabIndex = -1; // scrolls with what has the focus in it
    const box = output.closest(".md-search"), toggle = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-toggle=search]"));
    box?.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Tab" && query.value.trim()) event.stopPropagation();
    });
    box?.addEventListener("focusout", (event) => {
      const to = /** @type {FocusEvent} */ (event).relatedTarget;
      if (to instanceof Node && !box.contains(to) && toggle?.checked) toggle.click();
    });
    // What the page says of an unusual query is one item of the list more, which is none that was found.
    let counted = "";
    new MutationObserver(() => {
      for (const link of output.querySelectorAll("[href][tabindex]")) link.removeAttribute("tabindex");
      const note = output.querySelector(".md-search-result__item:first-child > [href*='search/?']");
      const number = /\d+/.exec(told?.textContent || "");
      if (!note) counted = "";
      else if (told && number && told.textContent !== counted) {
        counted = +number[0] > 1 ? number.input.replace(number[0], String(+number[0] - 1)) : "没有找到";
        told.textContent = counted;
      }
    }).observe(output, { childList: true, subtree: true });
    query.addEventListener("input", () => {
      point();
      if (told && words() !== asked && words()) {
        told.textContent = SEARCHING;
        counted = ""; // the theme's next count may read as this one did
      }
      asked = words();
      // the theme listens for keys only; words also come by paste, by voice and from an input method
      query.dispatchEvent(new KeyboardEvent("keyup"));
    });
    point();
    output.prepend(all);
    // names and tells what the theme leaves unnamed and untold; told from the first use on, not while the page loads
    document.querySelector("[data-md-component=search]")?.setAttribute("aria-label", "搜索");
    query.addEventListener("focus", () => told?.setAttribute("role", "status"), { once: true });
  }

  // The library can be read without a network: sw.js. A file needs no such help, and http elsewhere has no workers.
  const worker = location.protocol !== "file:" && window.isSecureContext && navigator.serviceWorker;
  if (worker) {
    const LATER = 2000; // milliseconds after the page has loaded
    const first = !worker.controller;
    addEventListener("load", () => {
      worker.register(new URL("sw.js", root)).then(() => worker.ready).then((registration) => {
        const { saveData = false } = /** @type {any} */ (navigator).connection || {};
        setTimeout(() => {
          // the first page was fetched before the worker was there: tell it what belongs to the page
          const parts = first ? performance.getEntriesByType("resource").map((entry) => entry.name) : [];
          registration.active?.postMessage({ sparing: saveData, visited: first ? [location.href.split("#")[0], ...parts] : [] });
        }, LATER);
      }).catch(() => undefined); // refused by the browser, or the site does without
    });
  }
})();
