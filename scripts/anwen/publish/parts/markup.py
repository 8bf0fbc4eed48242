"""HTML and Markdown in which a text of an original is always text.

Everything derived is raw HTML blocks of one line each, with Markdown headings between them (so that the table of
contents works). A plain `str` is escaped wherever it enters; only `Html` is taken as markup.
"""

from __future__ import annotations

import re


class Html(str):
    """Markup that is safe as it is."""

    __slots__ = ()


# Every ASCII mark that HTML, Python-Markdown, its extensions or a template language give a meaning somewhere becomes a
# numeric reference, which all of them leave alone; the marks left out (,.;?()%/) mean nothing inside a line. Line
# separators are in the list because a raw block must stay on one line. NUL cannot be written in HTML at all.
# C1 controls stay as they are: HTML reads the references &#128;-&#159; as Windows-1252 characters.
_SPECIAL = re.compile(r"[!\"#$&'*+\-:<=>@\[\\\]^_`{|}~\x00-\x1f\x7f\u2028\u2029]")


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group()) or 0xFFFD};"


def text(value: str) -> Html:
    """``value`` as HTML that shows it as written and takes no effect in Markdown either.

    >>> text("<b>{{ x }}</b> 1.*a*")
    '&#60;b&#62;&#123;&#123; x &#125;&#125;&#60;/b&#62; 1.&#42;a&#42;'
    >>> text("一岗双责，齐抓共管。")
    '一岗双责，齐抓共管。'
    """
    return value if isinstance(value, Html) else Html(_SPECIAL.sub(_reference, value))


# references inside a tag: only what could end the value, the line or the tag
_IN_ATTRIBUTE = re.compile(r"[\"'&<>`{}\[\]*_|\\\x00-\x1f\x7f\u2028\u2029]")
_VOID = frozenset({"input", "br", "hr", "meta", "img"})


def element(name: str, /, *children: str, **attributes: str | bool | None) -> Html:
    """An HTML element; ``data_passage`` stands for ``data-passage``, ``class_`` for ``class``.

    An attribute that is None or False is left out; True gives the bare name.

    >>> element("p", "a < b", element("br"), id="p1", data_passage="aw0001.p1", hidden=False)
    '<p id="p1" data-passage="aw0001.p1">a &#60; b<br></p>'
    """
    parts = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(key)
        elif value is not None and value is not False:
            parts.append(f'{key}="{_IN_ATTRIBUTE.sub(_reference, value)}"')
    head = " ".join(parts)
    if name in _VOID:
        return Html(f"<{head}>")
    return Html(f"<{head}>{''.join(text(child) for child in children)}</{name}>")


def join(parts: list[Html], between: str = "") -> Html:
    """Pieces of markup one after the other, with the text ``between`` them."""
    return Html(text(between).join(parts))


_NUMBER = re.compile(r"(\d+(?:\.\d+)+)(?=[^\s\d.．、])")


def numbered(words: str) -> Html:
    """A heading's words with room behind a number that stands close: shown, while the text stays as it is.

    >>> numbered("2.1组织架构"), numbered("2.1 组织架构"), numbered("3月工作")
    ('<span class="aw-numbered">2.1</span>组织架构', '2.1 组织架构', '3月工作')
    """
    number = _NUMBER.match(words)
    if not number:
        return text(words)
    return Html(element("span", number[1], class_="aw-numbered") + text(words[number.end() :]))


def heading(level: int, words: str, anchor: str, /, **attributes: str) -> Html:
    """A Markdown heading with a fixed anchor, so that the table of contents has it.

    >>> heading(2, "一、*总体* 要求 {#x}", "s3", data_section="aw0001.s3")
    '## 一、&#42;总体&#42; 要求 &#123;&#35;x&#125; {#s3 data-section="aw0001.s3"}'
    """
    line = (words if isinstance(words, Html) else " ".join(words.split())) or "（无标题）"
    extra = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_IN_ATTRIBUTE.sub(_reference, value)}"'
        for key, value in attributes.items()
    )
    return Html(f"{'#' * min(level, 6)} {text(line)} {{#{anchor}{extra}}}")
