/* The field of the page /search/ as a combobox: suggestions while typing, with keys, pointer or touch. A classic script: it adds
 * `combobox` to the global `anwenSearch`. */
(function (root) {
  "use strict";
  const PAUSE = 120; // milliseconds without a key before suggestions are asked for
  /** @typedef {{kind: "c" | "w" | "a", text: string, target: string, note: string, query: string}} Offer */
  const KINDS = { c: "概念", w: "常用词", a: "文章" };

  /** Offer suggestions below a field.
   * @param {HTMLInputElement} input @param {HTMLElement} list a listbox
   * @param {() => Promise<Search.Engine>} engine @param {(query: string) => void} search @param {string} searched what was
   *   searched for last @returns {{close: () => void}} */
  function combobox(input, list, engine, search, searched) {
    /** @type {Offer[]} */
    let offers = [];
    let active = -1, latest = 0, timer = 0, composing = false;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": list.id, "aria-expanded": "false",
    })) input.setAttribute(name, value);

    function close() {
      latest++;
      clearTimeout(timer);
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    /** @param {number} number -1 for the field itself */
    function point(number) {
      active = number;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
      const option = list.children[number];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    /** @param {Offer} offer @param {number} number */
    function option(offer, number) {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.className = "anwen-offer";
      item.dataset.kind = offer.kind;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const text = document.createElement("span"), kind = document.createElement("span");
      text.textContent = offer.text;
      kind.className = "anwen-offer__kind";
      kind.textContent = [offer.note, KINDS[offer.kind]].filter(Boolean).join(" · ");
      item.append(text, " ", kind);
      item.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      item.addEventListener("click", () => choose(number));
      return item;
    }

    /** @param {number} number */
    function choose(number) {
      const offer = offers[number];
      close();
      const page = location.protocol === "file:" ? "index.html" : ""; // a folder opened as a file has no default page
      if (offer?.kind === "a") location.href = new URL(`../a/${offer.target}/${page}`, location.href.split(/[?#]/)[0]).href;
      else if (offer) search(offer.query);
    }

    async function show() {
      const mine = ++latest, typed = input.value;
      const found = typed.trim() ? await engine().then(({ source }) => root.anwenSearch.suggest(source, typed)).catch(() => []) : [];
      if (mine !== latest || document.activeElement !== input) return;
      offers = found;
      if (!offers.length) return close();
      list.replaceChildren(...offers.map(option));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      point(-1);
    }

    function soon() {
      clearTimeout(timer);
      timer = window.setTimeout(show, PAUSE);
    }

    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", () => {
      composing = false;
      soon();
    });
    input.addEventListener("input", () => (composing ? undefined : soon()));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (composing || event.isComposing) return;
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) {
          show();
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1, places = offers.length + 1;
        point(((active + 1 + step + places) % places) - 1);
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault(); // the words stay; a second Escape empties the field
        close();
      }
    });
    if (input.value !== searched) soon(); // typed before this script was there
    return { close };
  }

  Object.assign((root.anwenSearch = root.anwenSearch || {}), { combobox });
})(/** @type {any} */ (window));
