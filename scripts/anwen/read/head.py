"""What a page's head says of the page: title, author, date, publisher, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone

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
# What a page's scripts say of it: of an article for search engines (JSON-LD), of a news program's and of WeChat's own.
_SCRIPTED = re.compile(
    r"""["']?(?:datePublished|pubDate|publish_?[tT]ime|pub_?[tT]ime|ptime)["']?\s*[:=]\s*["'](?P<day>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[^"'<>]{0,20})["']"""
    r"""|\bvar\s+(?:ct|create_?[tT]ime)\s*=\s*["']?(?P<second>1\d{9})\b"""
)
_ACCOUNT = re.compile(r"""\b(?:nick_?name)["']?\s*[:=]\s*(?:htmlDecode\()?["'](?P<name>[^"'<>\\]{2,40})["']""")
_CHINA = timezone(timedelta(hours=8))
_WECHAT = "微信公众平台"  # as a page's publisher says nothing of who published it
MOST_SCRIPT = 200_000  # characters of a page's scripts that are read


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
    _of_scripts(soup, found)
    if not found["url"].startswith(("http://", "https://")):
        found["url"] = ""
    return {hint: value for hint, value in found.items() if value}


def _of_scripts(soup: BeautifulSoup, found: dict[str, str]) -> None:
    """Complete the hints with the day, and the name of a WeChat account, that only the page's scripts say.

    >>> found = {"date": "", "publisher": "微信公众平台"}
    >>> script = '<script>var ct = "1717405200"; var nickname = "石塘港务集团";</script>'
    >>> _of_scripts(BeautifulSoup(script, "lxml"), found), found
    (None, {'date': '2024-06-03', 'publisher': '石塘港务集团'})
    """
    left = MOST_SCRIPT
    days: set[str] = set()  # a program's data speak of other pages too: one day alone is this page's
    for script in soup.find_all("script"):
        code = str(script.string or "")[:left]
        left -= len(code)
        wechat = found["publisher"] == _WECHAT or "msg_title" in code
        days.update(_days(code, wechat))
        if found["publisher"] == _WECHAT and (account := _ACCOUNT.search(code)):
            found["publisher"] = _line(account["name"])
    if not found["date"] and len(days) == 1:
        found["date"] = min(days)


def _days(code: str, wechat: bool) -> Iterator[str]:
    """The days that a script says of the page itself; what lies in a list is said of others.

    >>> list(_days('{"publishTime":"2023-5-6 10:00"}', False)), list(_days('[{"pubDate":"2022-01-01"}]', False))
    (['2023-05-06'], [])
    """
    depth = read = 0
    for said in _SCRIPTED.finditer(code):
        depth += code.count("[", read, said.start()) - code.count("]", read, said.start())
        read = said.start()
        if depth > 0 or (said["second"] and not wechat):
            continue
        if said["second"]:
            yield f"{datetime.fromtimestamp(int(said['second']), _CHINA):%Y-%m-%d}"
            continue
        year, month, day = map(int, re.findall(r"\d+", said["day"])[:3])
        with suppress(ValueError):  # 2023-99-99
            yield f"{datetime(year, month, day, tzinfo=_CHINA):%Y-%m-%d}"


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
