// What the pages need besides the theme: links that work from a USB stick, folds that open for a target, and the way
// from the theme's search box to the search page. Every page is complete without it.
"use strict";

(() => {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const root = new URL(`${base}/`, location.href);

  // A folder opened as a file has no default page: name it.
  const named = (address) => {
    const url = new URL(address, location.href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  const nameFolders = (scope) => {
    for (const link of scope.querySelectorAll("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.href = named(link.href);
    }
    for (const form of scope.querySelectorAll("form[action]")) form.action = named(form.action);
  };

  if (location.protocol === "file:") {
    nameFolders(document);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (node.nodeType === Node.ELEMENT_NODE) nameFolders(node.parentElement || node);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  }

  // A target inside a closed fold opens it.
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // The theme's search box shows a few hits; the search page has all of them, with filters.
  const query = document.querySelector("[data-md-component=search-query]");
  const output = document.querySelector(".md-search__scrollwrap");
  if (query && output) {
    const all = document.createElement("a");
    all.className = "aw-all-hits";
    all.textContent = "在搜索页查看全部结果，可按主题、类型、年份筛选";
    const point = () => {
      const page = new URL("search/", root);
      if (query.value.trim()) page.searchParams.set("q", query.value.trim());
      all.href = named(page.href);
    };
    query.addEventListener("input", () => {
      point();
      // the theme listens for keys only; words also come by paste, by voice and from an input method
      query.dispatchEvent(new KeyboardEvent("keyup"));
    });
    point();
    output.prepend(all);
  }
})();
