// The card that says what a linked term means, why a place is in doubt, what a theme was told by; and the map that shows
// which concepts are tied to which. Both only add to links that work without a script. With a mouse or a keyboard a click follows the link; a finger cannot hover, so its
// first tap shows and its second follows.
"use strict";

(() => {
  // --- cards -------------------------------------------------------------------------------

  const card = document.createElement("div");
  card.className = "aw-popover";
  card.id = "aw-popover";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  /** @type {Element | null} */
  let shownFor = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  };

  /** @param {HTMLElement} link @param {boolean} byFinger */
  const show = (link, byFinger) => {
    hide();
    const name = document.createElement("strong");
    name.textContent = link.dataset.concept || link.getAttribute("aria-label") || link.textContent;
    const note = document.createElement("span");
    note.textContent = link.dataset.note || "";
    card.replaceChildren(name, note);
    if (byFinger) {
      const more = document.createElement("small");
      more.textContent = link.dataset.n ? "再点一次，看文末的说明" : "再点一次，打开它的页面";
      card.append(more);
    }
    card.hidden = false;
    const place = link.getClientRects()[0] || link.getBoundingClientRect();
    const width = Math.min(340, document.documentElement.clientWidth - 24);
    const left = Math.max(12, Math.min(place.left, document.documentElement.clientWidth - width - 12));
    card.style.width = `${width}px`;
    card.style.left = `${left + scrollX}px`;
    const below = place.bottom + 8;
    const fits = below + card.offsetHeight < innerHeight || place.top < card.offsetHeight + 8;
    card.style.top = `${(fits ? below : place.top - card.offsetHeight - 8) + scrollY}px`;
    link.setAttribute("aria-describedby", card.id);
    shownFor = link;
  };

  /** @param {(...rest: any[]) => void} what @param {number} wait @param {...any} rest */
  const later = (what, wait, ...rest) => {
    clearTimeout(timer);
    timer = setTimeout(what, wait, ...rest);
  };

  /**
   * Runs `first` at a finger's first tap on a link and lets the second tap through; `shown` says which link is next.
   * @template {HTMLElement | SVGElement} T
   * @param {T} link @param {() => Element | null} shown @param {(link: T) => void} first
   */
  const onTap = (link, shown, first) => {
    let waiting = false;
    link.addEventListener("pointerdown", (/** @type {any} */ event) => {
      waiting = event.pointerType === "touch" && shown() !== link;
    });
    link.addEventListener("click", (event) => {
      if (!waiting) return;
      waiting = false;
      event.preventDefault();
      first(link);
    });
    return () => waiting;
  };

  const terms = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a:is(.aw-concept, .aw-noteref, .aw-chip)[title]"));
  if (terms.length) {
    document.body.append(card);
    for (const link of terms) {
      link.dataset.note = link.title;
      link.removeAttribute("title"); // or the browser's own tooltip would stand beside the card
      const tapped = onTap(link, () => shownFor, (it) => show(it, true));
      link.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "touch") later(show, 150, link, false);
      });
      link.addEventListener("pointerleave", (event) => {
        if (event.pointerType !== "touch") later(hide, 200);
      });
      link.addEventListener("focus", () => {
        if (!tapped()) show(link, false);
      });
      link.addEventListener("blur", hide);
    }
    card.addEventListener("mouseenter", () => clearTimeout(timer));
    card.addEventListener("mouseleave", hide);
    document.addEventListener("pointerdown", (event) => {
      if (shownFor && event.target instanceof Node && !shownFor.contains(event.target) && !card.contains(event.target)) hide();
    });
    addEventListener("resize", hide);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
  }

  // --- the map -----------------------------------------------------------------------------

  const map = document.querySelector(".aw-map__drawing");
  const said = document.getElementById("aw-map-said");
  if (!map || !said) return;

  const drawn = /** @type {SVGAElement[]} */ (Array.from(map.querySelectorAll(".aw-node")));
  const nodes = new Map(drawn.map((node) => [node.id, node]));
  const edges = /** @type {SVGElement[]} */ (Array.from(map.querySelectorAll(".aw-edge")));
  const nothing = said.textContent;
  /** @type {SVGAElement | null} */
  let chosen = null;

  /** @param {SVGAElement} node */
  const linkTo = (node) => {
    const link = document.createElement("a");
    link.href = node.href.baseVal;
    link.textContent = node.dataset.name || "";
    return link;
  };

  const clear = () => {
    chosen = null;
    map.classList.remove("aw-map--chosen");
    for (const part of [...nodes.values(), ...edges]) part.classList.remove("aw-lit", "aw-chosen");
    said.textContent = nothing;
  };

  /** @param {SVGAElement} node */
  const choose = (node) => {
    if (chosen === node) return;
    clear();
    chosen = node;
    map.classList.add("aw-map--chosen");
    node.classList.add("aw-lit", "aw-chosen");
    const near = (node.dataset.near || "").split(" ").flatMap((id) => nodes.get(id) || []);
    for (const other of near) other.classList.add("aw-lit");
    for (const edge of edges) {
      if (edge.dataset.one === node.id || edge.dataset.other === node.id) edge.classList.add("aw-lit");
    }
    said.replaceChildren(linkTo(node), `（${node.dataset.facts}）${near.length ? "相连：" : ""}`);
    near.forEach((other, n) => said.append(n ? "、" : "", linkTo(other)));
  };

  let pause = 0;
  for (const node of nodes.values()) {
    const tapped = onTap(node, () => chosen, choose);
    node.addEventListener("pointerenter", (event) => {
      clearTimeout(pause);
      if (event.pointerType !== "touch") pause = setTimeout(choose, 60, node);
    });
    node.addEventListener("pointerleave", () => clearTimeout(pause));
    node.addEventListener("focus", () => {
      if (!tapped()) choose(node);
    });
  }
  // what is chosen stays, so that the links above the map can be reached; elsewhere on the sheet lets it go
  map.addEventListener("click", (event) => {
    if (event.target instanceof Element && !event.target.closest(".aw-node")) clear();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  const start = () => {
    const node = nodes.get(location.hash.slice(1));
    if (!node) return;
    // the browser puts a target at the window's top, which lies under the words above the map
    node.scrollIntoView({ block: "center", inline: "center" });
    choose(node);
  };
  addEventListener("hashchange", start);
  addEventListener("load", start);
  start();
})();
