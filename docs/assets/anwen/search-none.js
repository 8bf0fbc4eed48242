/* Ways on where nothing was found: what was tried, fewer filters, concepts nearby, the themes. Fetched when it is needed. */
(function (root) {
  "use strict";
  const { make, link, listed, widened, quietly } = root.anwenSearch;

  /** @type {Search.ShowNotes} */
  const showNone = (place, engine, answer, state, totals, address, go) => {
    const tried = answer.words.filter((word) => !answer.unseen.includes(word));
    if (tried.length) place.append(make("p", {}, `查找过：${listed(tried)}。`));
    if (answer.unseen.length) place.append(make("p", {}, `文库里没有这些词：${listed(answer.unseen)}。换个说法，或者只留关键词再试。`));
    if (totals.unfiltered) {
      const all = link(`去掉筛选条件，有 ${totals.unfiltered} 段`, widened(engine, state), address, (/** @type {Search.State} */ next) => quietly(go, next));
      place.append(make("p", {}, all));
    }
    if (answer.near.length) {
      const links = answer.near.map((it) => make("li", {}, make("a", { href: `../concepts/${it.id}/` }, it.name)));
      place.append(make("p", {}, "可以看看这些概念："), make("ul", { class: "anwen-near" }, ...links));
    }
    const themes = Object.entries(engine.base.themes).map(([id, name]) => make("li", {}, make("a", { href: `../themes/${id}/` }, String(name))));
    place.append(make("p", {}, "也可以按主题看："), make("ul", { class: "anwen-near" }, ...themes));
  };
  root.anwenShard?.("../anwen/search-none", showNone);
})(/** @type {any} */ (window));
