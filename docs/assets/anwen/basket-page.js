/**
 * The page /basket/: the entries in their order, each with its note and whether its words still stand so; ways out and in.
 *
 * Elements are kept from one showing to the next, so that a note being written stays where it is while another tab adds an
 * entry. Whatever comes from storage, a file or a link becomes text, never markup.
 */
(async function (root) {
  "use strict";
  // this script stands in the page, before cite.js
  if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const names = ["cite-dialog.css", "cite-notation.js", "cite-write.js", "cite-parts.js", "cite-dialog.js", "basket-store.js", "basket-files.js", "basket-docx.js", "basket-check.js"];
  const place = /** @param {string} name */ (name) => /** @type {HTMLElement} */ (document.getElementById(name));
  const status = place("anwen-basket-status");
  try {
    await root.anwenCite.load(...names);
  } catch {
    status.textContent = "引用篮的程序没有读全，请检查网络后刷新。";
    return;
  }
  const { make, button, say, copy, download, today, remember, recall } = root.anwenCite;
  const basket = root.anwenBasket;
  const list = place("anwen-entries"), undo = place("anwen-basket-undo"), references = place("anwen-basket-references");

  // --- an entry ------------------------------------------------------------------------------

  /** @typedef {{item: HTMLLIElement, key: string, entry: Kept, place: HTMLElement, title: HTMLAnchorElement, words: HTMLElement,
   *   note: HTMLTextAreaElement, state: HTMLElement, up: HTMLButtonElement, down: HTMLButtonElement}} Shown */
  /** @type {Map<string, Shown>} */
  const shown = new Map();

  /** Where a passage stands on this copy of the site.
   * @param {Kept} entry */
  function hereOf(entry) {
    const url = new URL(root.anwenCite.address(entry.id, root.anwenCite.root, entry.pin));
    if (url.protocol === "file:") url.pathname += "index.html";
    return url.href;
  }

  /** @param {Kept} entry @returns {Shown} */
  function element(entry) {
    const key = basket.keyOf(entry);
    const title = make("a", { class: "anwen-entry__title" });
    const state = make("span", { class: "anwen-entry__state" });
    const words = make("blockquote", { class: "anwen-entry__words" });
    const number = make("span", { class: "anwen-entry__place" });
    const note = make("textarea", { class: "anwen-entry__note", rows: "1", placeholder: "备注", "aria-label": "备注", maxlength: "2000" });
    note.addEventListener("input", () => basket.change((all) => all.map((it) => (basket.keyOf(it) === key ? { ...it, note: note.value } : it))));
    const handle = make("span", { class: "anwen-entry__handle", title: "拖动排序", "aria-hidden": "true" }, "⠿");
    const up = button("上移", "", () => move(key, -1, up)), down = button("下移", "", () => move(key, 1, down));
    const cite = button("引用", "", () => root.anwenCite.open(one().entry, cite));
    const tools = make("div", { class: "anwen-entry__tools" }, up, down, cite, button("移出", "", () => remove(key)));
    const head = make("div", { class: "anwen-entry__head" }, handle, number, title, state);
    const item = make("li", { class: "anwen-entry" }, head, words, note, tools);
    const one = () => /** @type {Shown} */ (shown.get(key));
    handle.addEventListener("pointerdown", (event) => drag(event, item));
    item.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key) || event.target === note) return;
      event.preventDefault();
      move(key, event.key === "ArrowUp" ? -1 : 1, /** @type {HTMLElement} */ (event.target));
    });
    item.dataset.key = key;
    return { item, key, entry, place: number, title, words, note, state, up, down };
  }

  /** Show the entries as they are now. */
  function show() {
    const entries = basket.entries();
    const keys = entries.map(basket.keyOf);
    const works = basket.numbered(entries);
    for (const [key, one] of shown) {
      if (keys.includes(key)) continue;
      one.item.remove();
      shown.delete(key);
    }
    entries.forEach((entry, at) => {
      const one = shown.get(keys[at]) || element(entry);
      shown.set(keys[at], one);
      one.entry = entry;
      one.place.textContent = basket.label(entry, works);
      one.title.textContent = [entry.title || entry.id, entry.heading].filter(Boolean).join(" · ");
      one.title.href = hereOf(entry);
      one.words.textContent = entry.words || "";
      one.words.hidden = !entry.words;
      if (document.activeElement !== one.note) one.note.value = entry.note || "";
      one.item.setAttribute("aria-label", `第 ${at + 1} 条，共 ${entries.length} 条`);
      one.up.disabled = at === 0;
      one.down.disabled = at === entries.length - 1;
      if (list.children[at] !== one.item) list.insertBefore(one.item, list.children[at] || null);
    });
    const rows = works.map((it) => make("li", {}, root.anwenCite.reference(it.work, edition.value)));
    references.replaceChildren(make("h2", {}, "参考文献"), make("ol", {}, ...rows));
    references.hidden = !entries.length;
    for (const one of tools) one.disabled = !entries.length;
    const facts = entries.length ? `共 ${entries.length} 条，出自 ${works.length} 篇文章。` : "引用篮是空的。";
    const lost = basket.saved() ? "" : "浏览器不允许保存或空间已满：关闭页面前请先导出。";
    if (status.textContent !== facts + lost) status.textContent = facts + lost;
    place("anwen-basket").dataset.state = "ready";
    check(entries);
  }

  // --- order ---------------------------------------------------------------------------------

  /** @param {string} key @param {number} by @param {HTMLElement} focused has the focus again */
  function move(key, by, focused) {
    let at = 0;
    basket.change((entries) => {
      const from = entries.findIndex((it) => basket.keyOf(it) === key);
      at = Math.max(0, Math.min(entries.length - 1, from + by));
      entries.splice(at, 0, ...entries.splice(from, 1));
      return entries;
    });
    const one = /** @type {Shown} */ (shown.get(key));
    const goal = focused instanceof HTMLButtonElement && focused.disabled ? (by < 0 ? one.down : one.up) : focused;
    goal.focus();
    say(`已移到第 ${at + 1} 条`);
  }

  /** Drag by mouse, pen or finger: the entry goes where the pointer is, and stays there when it is let go.
   * @param {PointerEvent} start @param {HTMLElement} item */
  function drag(start, item) {
    if (start.button) return;
    start.preventDefault();
    item.classList.add("anwen-entry--moving");
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const others = /** @type {HTMLElement[]} */ (Array.from(list.children)).filter((one) => one !== item);
      const next = others.find((one) => {
        const { top, height } = one.getBoundingClientRect();
        return event.clientY < top + height / 2;
      });
      if (item.nextElementSibling !== (next || null)) list.insertBefore(item, next || null);
      if (event.clientY < 60) window.scrollBy(0, -12);
      if (event.clientY > window.innerHeight - 60) window.scrollBy(0, 12);
    };
    const drop = () => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", drop);
      item.classList.remove("anwen-entry--moving");
      const keys = /** @type {HTMLElement[]} */ (Array.from(list.children)).map((one) => one.dataset.key || "");
      // what another tab has added meanwhile stays at the end
      const rank = /** @param {Kept} it */ (it) => (keys.indexOf(basket.keyOf(it)) + keys.length + 1) % (keys.length + 1);
      basket.change((entries) => [...entries].sort((a, b) => rank(a) - rank(b)));
      say(`已移到第 ${keys.indexOf(item.dataset.key || "") + 1} 条`);
    };
    window.addEventListener("pointermove", follow); // a captured pointer would be lost when the entry changes its place
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", drop);
  }

  // --- out of the basket, and back -------------------------------------------------------------

  /** @param {string} words @param {Kept[]} before what there was */
  function offerUndo(words, before) {
    const back = button("撤销", "", () => {
      basket.change(() => before);
      undo.replaceChildren();
      say("已放回");
      status.focus({ preventScroll: true });
    });
    undo.replaceChildren(make("span", {}, words), back);
    say(words);
    back.focus({ preventScroll: true });
  }

  /** @param {string} key */
  function remove(key) {
    const before = basket.entries();
    basket.change((entries) => entries.filter((it) => basket.keyOf(it) !== key));
    offerUndo("已移出 1 条", before);
  }

  /** @param {string} question @param {string} answer @param {() => void} act */
  function ask(question, answer, act) {
    const from = document.activeElement;
    const yes = button(answer, "anwen-button--main", () => {
      dialog.close();
      act();
    });
    const no = button("取消", "", () => dialog.close());
    const dialog = make("dialog", { class: "anwen-dialog anwen-dialog--ask", "aria-label": question }, make("p", {}, question), make("div", { class: "anwen-dialog__do" }, no, yes));
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (from instanceof HTMLElement && document.activeElement === document.body) from.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  }

  function clear() {
    const before = basket.entries();
    ask(`把引用篮里的 ${before.length} 条全部移出？`, "全部移出", () => {
      basket.change(() => []);
      offerUndo(`已全部移出 ${before.length} 条`, before);
    });
  }

  // --- files and links -------------------------------------------------------------------------

  const edition = make("select", { id: "anwen-basket-edition" }, ...["2025", "2015"].map((it) => make("option", { value: it }, `GB/T 7714—${it}`)));
  edition.value = recall("cite-edition") || "2025";
  edition.addEventListener("change", () => {
    remember("cite-edition", edition.value);
    show();
  });
  const name = () => `引用篮-${today()}`;

  /** @param {string} file @param {BlobPart} data @param {string} type */
  function save(file, data, type) {
    download(file, data, type);
    say(`已保存：${file}`);
  }

  /** @param {string} text @param {string} said */
  async function give(text, said) {
    say((await copy(text)) ? said : "浏览器不允许复制");
  }

  const file = make("input", { type: "file", accept: ".json,.md,.markdown,.txt", hidden: "hidden", "aria-label": "导入文件" });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (!chosen) return;
    if (chosen.size > 5e6) say("文件太大，不像是引用篮导出的文件");
    else take(await chosen.text());
  });

  /** Where the site is at home, for entries that come without: not the folder of a stick. */
  function siteHere() {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href || "";
    const own = canonical.endsWith("/basket/") ? canonical.slice(0, -"basket/".length) : root.anwenCite.root;
    return /^https?:/.test(own) ? own : "";
  }

  /** Add what a text holds; the site's address is this one's, whatever the text says.
   * @param {string} text */
  function take(text) {
    const found = basket.fromText(text).map((entry) => ({ ...entry, site: siteHere(), accessed: entry.accessed || today() }));
    const added = found.length ? basket.add(...found) : 0;
    const rest = found.length - added;
    say(found.length ? `导入 ${added} 条${rest ? `，另有 ${rest} 条已经在篮里或放不下` : ""}` : "里面没有找到本库的引用");
  }

  const link = () => basket.toLink(basket.entries(), `${siteHere() || "/"}basket/`);
  const bring = button("导入…", "", () => file.click());
  const tools = [
    button("导出 Word", "anwen-button--main", () =>
      save(`${name()}.docx`, basket.docx(basket.entries(), edition.value), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
    button("导出 Markdown", "", () => save(`${name()}.md`, basket.toMarkdown(basket.entries(), edition.value), "text/markdown")),
    button("导出 CSL JSON", "", () => save(`${name()}.json`, basket.toCsl(basket.entries()), "application/json")),
    button("复制参考文献", "", () => give(basket.references(basket.entries(), edition.value), "已复制参考文献")),
    button("复制分享链接", "", () =>
      give(link(), siteHere() ? "已复制分享链接，对方打开就能看到同样的条目和备注" : "已复制分享链接；本页是从本机的文件打开的，所以网址从 /basket/ 写起，发出前请补全")),
    button("全部移出", "", clear),
  ];
  const choice = make("label", { class: "anwen-basket__edition" }, "参考文献格式 ", edition);
  place("anwen-basket-bar").replaceChildren(...tools.slice(0, 5), bring, tools[5], file, choice);

  /** Entries of a link are asked about first: they are somebody else's. */
  function shared() {
    if (!location.hash.startsWith("#list=")) return;
    const found = basket.fromText(location.hash.slice(1));
    const box = place("anwen-basket-shared");
    const done = () => {
      history.replaceState(null, "", location.pathname + location.search);
      box.replaceChildren();
      bring.focus({ preventScroll: true }); // the pressed button is gone
    };
    const words = found.length ? `这个链接带来 ${found.length} 条引用：${found.map((it) => it.id).slice(0, 8).join("、")}${found.length > 8 ? "……" : ""}。` : "这个链接里没有可用的引用，可能没有复制完整。";
    const text = location.hash.slice(1);
    const add = button("加入引用篮", "anwen-button--main", () => {
      done();
      take(text);
    });
    box.replaceChildren(make("div", { class: "anwen-basket__shared", role: "group", "aria-label": "分享来的引用" }, make("p", {}, words), ...(found.length ? [add] : []), button("不用", "", done)));
    say(words);
  }

  // --- do the words still stand so? --------------------------------------------------------------

  /** @param {Kept[]} entries */
  function check(entries) {
    for (const entry of entries) {
      const key = basket.keyOf(entry);
      basket.compare(entry, (found) => {
        const one = shown.get(key);
        if (!one) return;
        one.state.textContent = found.words;
        one.state.dataset.state = found.state;
        if (found.filled) basket.change((all) => all.map((it) => (basket.keyOf(it) === key ? { .../** @type {Kept} */ (found.filled), note: it.note } : it)));
        if (found.renewed && one.state.parentElement && !one.state.nextElementSibling) {
          const renewed = found.renewed;
          one.state.after(button("改用现在的文字", "", () => {
            const before = basket.entries();
            basket.change((all) => all.map((it) => (basket.keyOf(it) === key ? { ...renewed, note: it.note } : it)));
            offerUndo("已改用现在的文字", before);
          }));
        }
      });
    }
  }

  window.addEventListener("anwen-basket", show);
  window.addEventListener("storage", (event) => (event.key === basket.KEY || event.key === null) && show());
  window.addEventListener("hashchange", shared);
  show();
  shared();
})(globalThis);
