"""What a page's head says of the page: title, author, date, publisher, address."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Comment, Tag

# The names of meta elements that mean each hint, best first.
META: dict[str, tuple[str, ...]] = {
    "title": ("articletitle", "og:title"),
    "author": ("author", "article:author"),
    "date": (
        "article:published_time",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "og:release_date",
        "datepublished",
        "dc.date",
        "date",
    ),
    "publisher": ("contentsource", "og:site_name", "source", "sitename", "publisher"),
    "url": ("og:url",),
}
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_DATE = re.compile(r"\d{4}\D")


def hints(soup: BeautifulSoup) -> dict[str, str]:
    """The hints of a page's head; what it does not say is absent.

    >>> hints(BeautifulSoup('<title>会议纪要</title><meta name="PubDate" content="2024-05-06 08:00">', "lxml"))
    {'title': '会议纪要', 'date': '2024-05-06 08:00'}
    """
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        metas.setdefault(name, _line(str(meta.get("content", ""))))
    found = {hint: next((metas[name] for name in names if metas.get(name)), "") for hint, names in META.items()}
    if soup.title is not None:
        found["title"] = found["title"] or _line(soup.title.get_text())
    found["url"] = _address(soup) or found["url"]
    time = soup.find("time", attrs={"datetime": _DATE})
    if isinstance(time, Tag):
        found["date"] = found["date"] or _line(str(time["datetime"]))
    if not found["url"].startswith(("http://", "https://")):
        found["url"] = ""
    return {hint: value for hint, value in found.items() if value}


def _address(soup: BeautifulSoup) -> str:
    """The canonical address, or the one a browser noted when it saved the page."""
    link = soup.find("link", rel="canonical")
    if isinstance(link, Tag) and str(link.get("href", "")).startswith(("http://", "https://")):
        return _line(str(link["href"]))
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment), limit=20):
        saved = _SAVED_FROM.search(comment)
        if saved:
            return saved.group(1)
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())
