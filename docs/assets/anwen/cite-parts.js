/** What the citing dialog and the basket share: elements, a notice that is read aloud, copying, saving, remembering. */
(function (root) {
  "use strict";

  /** An element with attributes and children; strings become text, never markup.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @param {string} label @param {string} style @param {(event: MouseEvent) => void} act */
  function button(label, style, act) {
    const element = make("button", { type: "button", class: `anwen-button ${style}` }, label);
    element.addEventListener("click", act);
    return element;
  }

  /** @type {HTMLElement | null} */
  let region = null;
  let fading = 0;

  /** A notice, also for those who listen.
   * @param {string} text */
  function say(text) {
    if (!region) region = make("div", { class: "anwen-said", role: "status", "aria-live": "polite" });
    const shown = region;
    // what stands outside of an open dialog is not read
    const place = document.querySelector("dialog[open]") || document.body;
    if (shown.parentNode !== place) place.append(shown);
    shown.textContent = "";
    window.clearTimeout(fading);
    // a live region speaks when its content changes after it is there
    window.setTimeout(() => (shown.textContent = text), 30);
    fading = window.setTimeout(() => (shown.textContent = ""), 5000);
  }

  /** @param {string} text @param {HTMLTextAreaElement} [field] one that shows the text; a page without https has no clipboard */
  async function copy(text, field) {
    if (window.isSecureContext && navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // refused by the browser or a policy: the old way may still work
      }
    }
    const before = document.activeElement;
    const source = field || make("textarea", { class: "anwen-field", readonly: "readonly" });
    if (!field) {
      source.value = text;
      (document.querySelector("dialog[open]") || document.body).append(source);
    }
    source.focus({ preventScroll: true });
    source.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    if (!field) source.remove();
    // where copying is refused the text stays selected, for the reader's own keys
    if ((done || !field) && before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done;
  }

  /** @param {string} name @param {BlobPart} data @param {string} type */
  function download(name, data, type) {
    const address = URL.createObjectURL(new Blob([data], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /** Today, as the reader's clock has it. */
  function today() {
    const now = new Date();
    /** @param {number} part */
    const two = (part) => String(part).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** @param {string} key */
  const named = (key) => `${new URL(root.anwenCite.root).pathname}.anwen-${key}`;

  /** @param {string} key @param {string} value */
  function remember(key, value) {
    try {
      localStorage.setItem(named(key), value);
    } catch {
      // storage is refused: it is chosen anew next time
    }
  }

  /** @param {string} key */
  function recall(key) {
    try {
      return localStorage.getItem(named(key)) || "";
    } catch {
      return "";
    }
  }

  Object.assign(root.anwenCite, { make, button, say, copy, download, today, remember, recall });
})(globalThis);
