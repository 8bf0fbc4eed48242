// Puts the colours the reader chose earlier on <body> before anything is painted.
"use strict";

(() => {
  const chosen = __md_get("__palette");
  if (!chosen || !chosen.color) return;
  const color = { ...chosen.color };
  if (color.media === "(prefers-color-scheme)") {
    // "as the system does": take the colours of the option that fits now
    const shade = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${shade})"]`);
    if (option) {
      for (const key of ["media", "scheme", "primary", "accent"]) {
        color[key] = option.getAttribute(`data-md-color-${key}`);
      }
    }
  }
  for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value);
})();
