"""The lasting address of an identifier: no theme and no title in it, tombstones included."""

from __future__ import annotations


def address(identifier: str, site_url: str = "") -> str:
    """The page, and the place on it, where an identifier answers. Without ``site_url`` from the site's root.

    >>> address("aw0001", "https://example.org/anwen/")
    'https://example.org/anwen/a/aw0001/'
    >>> address("aw0001.p12")
    '/a/aw0001/#p12'
    """
    article, _, part = identifier.partition(".")
    base = site_url if site_url.endswith("/") else f"{site_url}/"
    return f"{base}a/{article}/" + (f"#{part}" if part else "")
