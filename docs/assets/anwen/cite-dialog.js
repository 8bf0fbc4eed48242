/** The citing dialog: a format is chosen, the text is shown, copied or saved; a QR code for print; a place in the basket. */
(function (root) {
  "use strict";
  const { make, button, say, copy, download, today, remember, recall, load, ...cite } = root.anwenCite;
  const QR = "二维码";
  const CHOICES = [...cite.FORMATS, { name: "qr", label: QR }];
  const WHAT = { article: "本文", section: "本节", passage: "本段", concept: "本概念" };

  /** @param {FormatRow} row */
  const keyOf = (row) => row.name + (row.edition || "");

  /** The words of a link's text fragment. A browser marks the first place that has them, so where they stand earlier on the
   * page too, what is before them says which are meant.
   * @param {Work} work @param {HTMLElement} from */
  function highlighted(work, from) {
    const whole = (work.kind === "passage" ? work.whole || work.words : work.heading) || "";
    if (!whole.trim()) return "";
    const element = from.closest("[data-passage], [data-section]");
    let above = "";
    if (element && !element.closest("[data-article]")) {
      const range = document.createRange();
      range.setStart(document.body, 0);
      range.setEndBefore(element);
      above = range.toString();
    }
    if (!work.part && !above.includes(whole)) return cite.directive(whole);
    const { words, before } = cite.around(whole, work.part || [0, whole.length], above);
    return cite.directive(work.part ? words : whole, before);
  }

  /** @param {Work} work what is cited @param {HTMLElement} from has the focus again afterwards */
  function open(work, from) {
    document.querySelector("dialog.anwen-dialog")?.remove();
    const cited = { ...work, accessed: today(), pin: work.pin || (work.kind === "passage" ? cite.pin(work.whole || work.words || "") : "") };
    const url = cite.urlOf(cited);
    const mark = highlighted(work, from);
    const rows = CHOICES.filter((row) => row.name !== "highlight" || mark);

    const field = make("textarea", { class: "anwen-dialog__text", readonly: "readonly", rows: "6", spellcheck: "false", "aria-label": "预览" });
    const code = make("div", { class: "anwen-dialog__code" });
    const note = make("p", { class: "anwen-dialog__note" });
    const copies = button("复制", "anwen-button--main", copyText);
    const saves = button("下载", "", saveText);
    const pictures = [button("下载 SVG", "anwen-button--main", () => saveCode("svg")), button("下载 PNG", "", () => saveCode("png")), button("打印", "", printCode)];
    const keeps = button("放入引用篮", "", keep);
    const forms = make("fieldset", { class: "anwen-forms" }, make("legend", {}, "格式"), ...rows.map(choice));
    const close = button("", "anwen-dialog__close", () => dialog.close());
    close.setAttribute("aria-label", "关闭");
    const head = make("h2", { id: "anwen-dialog-title" }, work.part ? "引用选中的文字" : `引用${WHAT[work.kind || "article"]}`);
    const dialog = make(
      "dialog",
      { class: "anwen-dialog", "aria-labelledby": "anwen-dialog-title" },
      make("div", { class: "anwen-dialog__head" }, head, close),
      make("p", { class: "anwen-dialog__what" }, [cited.title, cited.heading].filter(Boolean).join(" · "), make("code", {}, `${cited.id}${cited.pin ? `@${cited.pin}` : ""}`)),
      make("div", { class: "anwen-dialog__body" }, forms, make("div", { class: "anwen-dialog__shown" }, field, code, note, make("div", { class: "anwen-dialog__do" }, copies, saves, ...pictures, keeps)))
    );
    let chosen = rows.find((row) => keyOf(row) === recall("cite-format")) || rows[0];
    keeps.hidden = cited.kind === "concept"; // the basket holds what has an identifier

    /** @param {FormatRow} row */
    function choice(row) {
      const input = make("input", { type: "radio", name: "anwen-form", value: keyOf(row) });
      input.addEventListener("change", () => show(row));
      return make("label", {}, input, make("span", {}, row.label));
    }

    /** @param {FormatRow} row */
    function show(row) {
      chosen = row;
      remember("cite-format", keyOf(row));
      if (row.edition) remember("cite-edition", row.edition);
      const picture = row.name === "qr";
      field.hidden = copies.hidden = picture;
      code.hidden = !picture;
      for (const one of pictures) one.hidden = !picture;
      saves.hidden = !row.file;
      saves.textContent = `下载 .${row.file || ""}`;
      note.textContent = cited.site ? "" : "本页是从本机的文件打开的，又没有登记网站地址，所以网址从 /a/ 写起，发布时请补全。";
      if (picture) drawCode();
      else field.value = textOf(row);
    }

    /** @param {FormatRow} row */
    function textOf(row) {
      if (row.name === "highlight") return `${url}${url.includes("#") ? "" : "#"}:~:${mark}`;
      return cite.write(row.name, [cited], row.edition || recall("cite-edition") || "2025");
    }

    async function copyText() {
      const done = await copy(field.value, field);
      say(done ? `已复制：${chosen.label}` : "浏览器不允许复制；文字已经选中，请按 Ctrl+C，或长按后选“复制”");
    }

    function saveText() {
      download(`${cited.id}.${chosen.file}`, field.value + "\n", chosen.type || "text/plain");
      say(`已保存：${cited.id}.${chosen.file}`);
    }

    async function keep() {
      try {
        await load("basket-store.js");
      } catch {
        say("引用篮没有读到，请检查网络后再试");
        return;
      }
      const basket = root.anwenBasket;
      const added = basket.add(cited);
      const count = basket.entries().length;
      const full = count >= basket.MOST ? `引用篮最多放 ${basket.MOST} 条，已经满了` : `引用篮里已经有了，共 ${count} 条`;
      say(!added ? full : basket.saved() ? `已放入引用篮，共 ${count} 条` : "已放入引用篮，但浏览器不能保存：关闭本站的页面前请先导出");
    }

    // --- the QR code -------------------------------------------------------------------------

    /** @type {QrCode | null} */
    let drawn = null;

    async function drawCode() {
      try {
        await load("qr.js");
      } catch {
        note.textContent = "二维码的程序没有读到，请检查网络后再试。";
        return;
      }
      const level = root.anwenQr.encode(url, "M") ? "M" : "L";
      drawn = cited.site ? root.anwenQr.encode(url, level) : null;
      for (const one of pictures) one.disabled = !drawn;
      if (!drawn) {
        if (cited.site) note.textContent = "网址太长，放不进二维码。";
        code.replaceChildren();
        return;
      }
      code.replaceChildren(picture(drawn), make("p", {}, url));
    }

    /** @param {QrCode} shown */
    function picture(shown) {
      const name = "http://www.w3.org/2000/svg";
      const side = shown.size + 2 * root.anwenQr.QUIET;
      const svg = document.createElementNS(name, "svg");
      svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
      svg.setAttribute("class", "anwen-qr");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", `${url} 的二维码`);
      const path = document.createElementNS(name, "path");
      path.setAttribute("d", root.anwenQr.path(shown));
      svg.append(path);
      return svg;
    }

    /** @param {"svg" | "png"} kind */
    function saveCode(kind) {
      if (!drawn) return;
      const file = `${cited.id}.${kind}`;
      if (kind === "svg") {
        download(file, root.anwenQr.svg(drawn), "image/svg+xml");
        say(`已保存：${file}`);
        return;
      }
      const { size, modules } = drawn;
      const quiet = root.anwenQr.QUIET;
      const scale = 12; // pixels a module: four centimetres wide at 300 dots an inch
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = (size + 2 * quiet) * scale;
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = "#000";
      modules.forEach((dark, at) => dark && pen.fillRect(((at % size) + quiet) * scale, (Math.floor(at / size) + quiet) * scale, scale, scale));
      canvas.toBlob((data) => {
        if (data) download(file, data, "image/png");
        say(data ? `已保存：${file}` : "浏览器没有画出图片，请改用 SVG");
      });
    }

    function printCode() {
      if (!drawn) return;
      const sheet = make("div", { class: "anwen-sheet" }, picture(drawn), make("p", {}, cite.reference(cited, recall("cite-edition") || "2025")));
      document.body.append(sheet);
      document.documentElement.classList.add("anwen-printing");
      const done = () => {
        document.documentElement.classList.remove("anwen-printing");
        sheet.remove();
      };
      window.addEventListener("afterprint", done, { once: true });
      window.print();
    }

    // --- keys and closing ----------------------------------------------------------------------

    // from the last of the dialog on to its first, and back: the browser's own way leads out of the page in between
    /** @param {KeyboardEvent} event */
    function stay(event) {
      const all = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("button:enabled, input:checked, textarea")]).filter((it) => it.getClientRects().length);
      const [from, to] = event.shiftKey ? [all[0], all[all.length - 1]] : [all[all.length - 1], all[0]];
      if (event.target !== from) return;
      event.preventDefault();
      to.focus();
    }

    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the theme has keys of its own (search, previous, next)
      if (event.key === "Tab") stay(event);
      const copying = event.key === "Enter" && event.target instanceof HTMLInputElement;
      if (copying && !copies.hidden) copyText();
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
    dialog.addEventListener("close", () => {
      dialog.remove();
      from.focus({ preventScroll: true });
    });
    document.body.append(dialog);
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "open");
    const input = /** @type {HTMLInputElement} */ (forms.querySelector(`input[value="${keyOf(chosen)}"]`));
    input.checked = true;
    input.focus({ preventScroll: true });
    show(chosen);
  }

  Object.assign(root.anwenCite, { open });
})(globalThis);
