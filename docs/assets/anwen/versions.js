/**
 * 引用后有修改: an address that carries the pin of the words it cited (`?v=nmlD6t#p7`) is compared with what stands there.
 *
 * A classic script on article pages. What the page gives it: `data-pin` on passages, section headings and
 * `#anwen-article`; `data-versions`, the address of the former wordings, where there are any (identifier → pin → words,
 * "" where only the pin is known). Without this script the page answers at the fragment all the same.
 */
(function (root) {
  "use strict";

  const LONGEST = 3000; // characters that are compared one by one; the work grows with the square

  /** @typedef {{kind: "same" | "del" | "ins", text: string}} Part */

  /**
   * What changed from one text to another, character by character, cut where Chinese readers would cut.
   * @param {string} before @param {string} after @returns {Part[]}
   */
  function difference(before, after) {
    const [a, b] = [Array.from(before), Array.from(after)];
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const [old, now] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
    /** @type {Part[]} */
    const parts = [];
    /** @param {Part["kind"]} kind @param {string} text */
    const add = (kind, text) => {
      if (!text) return;
      const last = parts[parts.length - 1];
      if (last && last.kind === kind) last.text += text;
      else parts.push({ kind, text });
    };
    add("same", a.slice(0, head).join(""));
    if (old.length > LONGEST || now.length > LONGEST) {
      add("del", old.join(""));
      add("ins", now.join(""));
    } else {
      middle(old, now, add);
    }
    add("same", a.slice(a.length - tail).join(""));
    return tidy(parts);
  }

  /**
   * The longest common subsequence of the part between the equal ends.
   * @param {string[]} old @param {string[]} now @param {(kind: Part["kind"], text: string) => void} add
   */
  function middle(old, now, add) {
    const width = now.length + 1;
    const lengths = new Uint16Array((old.length + 1) * width);
    for (let i = old.length - 1; i >= 0; i--) {
      for (let j = now.length - 1; j >= 0; j--) {
        lengths[i * width + j] =
          old[i] === now[j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    let [i, j] = [0, 0];
    while (i < old.length && j < now.length) {
      if (old[i] === now[j]) {
        add("same", old[i]);
        i++;
        j++;
      } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) add("del", old[i++]);
      else add("ins", now[j++]);
    }
    add("del", old.slice(i).join(""));
    add("ins", now.slice(j).join(""));
  }

  /**
   * A single character that happens to stay between two changes makes neither readable: it goes with them.
   * @param {Part[]} parts @returns {Part[]}
   */
  function tidy(parts) {
    /** @type {Part[]} */
    const out = [];
    let [del, ins] = ["", ""];
    const flush = () => {
      if (del) out.push({ kind: "del", text: del });
      if (ins) out.push({ kind: "ins", text: ins });
      [del, ins] = ["", ""];
    };
    parts.forEach((part, at) => {
      if (part.kind === "del") del += part.text;
      else if (part.kind === "ins") ins += part.text;
      else if (part.text.length < 2 && at > 0 && at < parts.length - 1) {
        del += part.text;
        ins += part.text;
      } else {
        flush();
        out.push(part);
      }
    });
    flush();
    return out;
  }

  root.anwenVersions = { difference };
  if (typeof document === "undefined") return;

  /** @param {string} name @param {string} [text] @param {string} [kind] */
  function make(name, text, kind) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  /**
   * The difference as one paragraph: marked for eyes, and said in words for those who listen.
   * @param {Part[]} parts
   */
  function shown(parts) {
    const paragraph = make("p", "", "aw-version__words");
    for (const part of parts) {
      if (part.kind === "same") paragraph.append(part.text);
      else {
        const mark = make(part.kind);
        mark.append(make("span", part.kind === "del" ? "（删去：" : "（增加：", "aw-version__said"));
        mark.append(part.text, make("span", "）", "aw-version__said"));
        paragraph.append(mark);
      }
    }
    return paragraph;
  }

  /**
   * The element's words without what scripts and the theme add to it.
   * @param {Element} element
   */
  function wordsOf(element) {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    copy.querySelectorAll(".headerlink, .anwen-cite, [data-cite-slot]").forEach((extra) => extra.remove());
    return copy.textContent || "";
  }

  /**
   * The passages and headings that a heading or the article stands for.
   * @param {Element} element
   */
  function within(element) {
    const all = Array.from(document.querySelectorAll("[data-passage][data-pin], [data-section][data-pin]"));
    if (element.id === "anwen-article") return all;
    const level = Number(element.tagName[1]);
    const rest = all.slice(all.indexOf(element) + 1);
    const end = rest.findIndex((each) => each.matches("[data-section]") && Number(each.tagName[1]) <= level);
    return end < 0 ? rest : rest.slice(0, end);
  }

  /** @param {HTMLElement} element @param {string} version @param {Record<string, Record<string, string>> | null} former */
  function notice(element, version, former) {
    const passage = element.dataset.passage || "";
    const name = passage || element.dataset.section || element.dataset.id || "";
    const known = former && former[name] ? former[name] : {};
    const what = passage ? "这一段" : element.dataset.section ? "这一节" : "这篇文章";
    const box = make("aside", "", "aw-version");
    box.setAttribute("role", "note");
    box.setAttribute("aria-label", "引用后有修改");
    if (former === null) {
      box.append(make("p", `引用后有修改：${what}现在的文字与引用时不同。前后的差别没有取到，请联网后重新打开。`));
    } else if (typeof known[version] !== "string") {
      box.append(make("p", `无法核对：本库没有${what}在版本“${version}”时的文字。下面是现在的文字，引用前请自行核对。`));
      box.setAttribute("aria-label", "无法核对引用时的文字");
    } else if (passage && known[version]) {
      box.append(make("p", "引用后有修改：", "aw-version__title"), shown(difference(known[version], wordsOf(element))));
      box.append(make("p", "划去的是引用时有、现在没有的文字，加底色的是后来增加的文字。", "aw-version__note"));
    } else {
      const changed = within(element).filter((each) => former[each.getAttribute("data-passage") || ""]);
      box.append(make("p", `引用后有修改：${what}的文字、段落或标题在引用之后改动过。`, "aw-version__title"));
      if (changed.length) {
        const line = make("p", "改动过文字的段落：", "aw-version__note");
        changed.forEach((each, at) => {
          const link = /** @type {HTMLAnchorElement} */ (make("a", `第 ${each.id.slice(1)} 段`));
          const [latest] = Object.keys(former[each.getAttribute("data-passage") || ""]).slice(-1);
          link.href = `?v=${latest}#${each.id}`;
          line.append(at ? "、" : "", link);
        });
        box.append(line);
      }
    }
    return box;
  }

  /** @returns {HTMLElement | null} what the address names: a passage, a section's heading, or the article */
  function named() {
    const article = document.getElementById("anwen-article");
    const place = location.hash.slice(1).split(":~:")[0];
    if (!/^[sp][0-9]+$/.test(place)) return article;
    const element = document.getElementById(place);
    return element && element.dataset.pin ? element : null; // a tombstone says itself what became of it
  }

  async function run() {
    document.querySelectorAll(".aw-version").forEach((box) => box.remove());
    const version = new URLSearchParams(location.search).get("v");
    const element = named();
    const article = document.getElementById("anwen-article");
    if (!version || !element || !article || element.dataset.pin === version) return;
    /** @type {Record<string, Record<string, string>> | null} */
    let former = {};
    if (article.dataset.versions) {
      try {
        former = await (await fetch(article.dataset.versions)).json();
      } catch {
        former = null; // from a file, or without a network
      }
    }
    const box = notice(element, version, former);
    const holder = element.closest(".aw-fields") || element;
    holder.before(box);
    if (element.id !== "anwen-article") box.scrollIntoView({ block: "center" });
  }

  window.addEventListener("hashchange", () => void run());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void run());
  else void run();
})(/** @type {any} */ (typeof window === "undefined" ? globalThis : window));
