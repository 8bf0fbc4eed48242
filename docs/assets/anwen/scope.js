// The storage helpers that the theme's script expects as globals. Values are JSON, kept apart per site by the path
// of its root, so that two sites on one host do not share settings.
"use strict";

var __md_scope = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).dataset.base || "", location.href);

/** @param {string} text */
var __md_hash = function (text) {
  let sum = 0;
  for (const character of text) sum = ((sum << 5) - sum + character.charCodeAt(0)) | 0;
  return sum;
};

/** @param {string} key @param {Storage} [storage] @param {URL} [scope] */
var __md_get = function (key, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + key) || "null");
  } catch {
    return null; // storage is refused (private window, file:) or holds something else
  }
};

/** @param {string} key @param {unknown} value @param {Storage} [storage] @param {URL} [scope] */
var __md_set = function (key, value, storage, scope) {
  try {
    (storage || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value));
  } catch {
    // a setting that cannot be kept holds for this page only
  }
};
