"""What a browser does not show: code, other media, and text hidden by attributes, by styles or by a page's own rules.

Sites strew invisible words over their texts so that copies carry the site's name (display: none, letters of no size,
letters in the colour of the page). Others hide a whole article until a script shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

_DROPPED = """
    script style template noscript head iframe object embed applet svg canvas audio video map rp datalist frameset
    noframes noembed meta link base input
"""
DROPPED = frozenset(_DROPPED.split())
_INLINE = frozenset(
    ("span", "font", "i", "em", "b", "small", "strong", "u", "s", "sub", "sup", "label", "tt", "a", "ins")
)

# Declarations, white space and !important taken out, that leave nothing to see.
_GONE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0?\.?0*(?:;|$)|font-size:0(?:\.0+)?(?:p[xt]|r?em|%)?(?:;|$)"
    r"|(?:left|top|text-indent|margin-left):-\d{4,}(?:\.\d+)?(?:px|em|pt)|clip:rect\(0|color:transparent)",
)
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$)")
_CUT = re.compile(r"(?:^|;)overflow(?:-[xy])?:hidden")
_COLOUR = re.compile(r"(?:^|;)color:([^;]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)")
_WHITE = re.compile(r"#f[a-f]f[a-f]f[a-f]|#f[d-f]{2}|white|rgb\(25\d,25\d,25\d\)")
# Rules that stand in a program's own style sheet, which is not saved with its pages: Discuz strews noise over posts.
_OF_PROGRAMS = ((".jammer", "display:none"),)
_SIMPLE = re.compile(r"(?:[\w-]+|\*)?(?:[.#][\w-]+)*")
MOST_STYLE = 500_000  # characters of a page's own rules that are read
MOST_RULES = 300  # that hide; real pages have a dozen
_LONGEST_SELECTORS = 300
_MOST_ABOVE = 60  # elements around one that a rule is checked against

# A page most of whose words are hidden is shown by a script; its reader sees them.
MOST_HIDDEN = 0.5


def is_dropped(tag: Tag) -> bool:
    """Whether the element is code or other media, or hidden by the attribute for it.

    >>> is_dropped(BeautifulSoup("<p hidden>x</p>", "lxml").p)
    True
    """
    return tag.name in DROPPED or tag.has_attr("hidden")


def is_shown_string(node: PageElement) -> bool:
    """Whether the node is text: not a comment, a declaration or a processing instruction."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


class Hidden:
    """The hidden elements of one page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._rules = _hiding_rules(soup)
        styled = {id(tag) for tag in soup.find_all(True) if not is_dropped(tag) and self._is_styled_away(tag)}
        whole, under = _sizes(soup)
        self._hidden = {name for name in styled if under.get(name, 0) <= MOST_HIDDEN * whole}

    def __contains__(self, tag: Tag) -> bool:
        return is_dropped(tag) or id(tag) in self._hidden

    def _is_styled_away(self, tag: Tag) -> bool:
        style = _plain(str(tag.get("style", "")))
        classes: str | list[str] = tag.get("class") or []
        names = [f".{name}" for name in ([classes] if isinstance(classes, str) else classes)]
        names += [f"#{tag.get('id')}", tag.name]
        for steps, declared in (rule for name in names for rule in self._rules.get(name, ())):
            if _fits(tag, steps):
                style = f"{style};{declared}"
        colour = str(tag.get("color", "")).strip().lower() if tag.name == "font" else ""
        return bool(style or colour) and (
            bool(_GONE.search(style))
            or bool(_FLAT.search(style) and _CUT.search(style))
            or _is_on_own_colour(tag, f"color:{colour};{style}" if colour else style)
        )


def _plain(style: str) -> str:
    return re.sub(r"\s+|!important", "", style.lower())


def _is_on_own_colour(tag: Tag, style: str) -> bool:
    """Whether letters have the colour that is under them; white ones inside a sentence have, unless told otherwise."""
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    if not colour:
        return False
    value = colour.group(1)
    if ground:
        under = ground.group(1)
        return under == value or bool(_WHITE.fullmatch(value) and _WHITE.fullmatch(under))
    if tag.name not in _INLINE or not _WHITE.fullmatch(value):
        return False
    beside = [node for node in (tag.previous_sibling, tag.next_sibling) if node is not None and is_shown_string(node)]
    inside_sentence = len(beside) == 2 and all(str(node).strip() for node in beside)
    return inside_sentence and not any(
        "background" in str(above.get("style", "")) for above in islice(tag.parents, _MOST_ABOVE)
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet, in one pass: selectors and declarations; those for other media or steps are left out.

    >>> list(_rules("@import 'a'; p, .x { color: red } @media print { p { display: none } } /* .y{} */ .z{top:0}"))
    [('p, .x', ' color: red '), ('.z', 'top:0')]
    """
    text = "".join(part.partition("*/")[2] if at else part for at, part in enumerate(text.split("/*")))
    start = depth = 0
    selectors, begin = "", 0
    for mark in re.finditer("[{};]", text):
        if mark.group() == "{":
            if not depth:
                selectors, begin = text[start : mark.start()].strip(), mark.end()
            depth += 1
        elif mark.group() == "}" and depth:
            depth -= 1
            if not depth and not selectors.startswith("@") and len(selectors) <= _LONGEST_SELECTORS:
                yield selectors, text[begin : mark.start()]
        start = mark.end() if not depth else start


def _hiding_rules(soup: BeautifulSoup) -> dict[str, list[tuple[list[str], str]]]:
    """The page's own rules that can hide, by the last name in them: the steps down to an element, and its style."""
    text = "".join(str(style.string or "") for style in soup.find_all("style"))[:MOST_STYLE]
    text = text.replace("<!--", "").replace("-->", "")
    rules = {selector: [([selector], style)] for selector, style in _OF_PROGRAMS}
    known: set[tuple[str, str]] = set()
    for selectors, declared in _rules(text):
        style = _plain(declared)
        if not (_GONE.search(style) or _FLAT.search(style) or (_COLOUR.search(style) and _GROUND.search(style))):
            continue
        for selector in selectors.split(","):
            steps = selector.split()
            if (selector, style) in known or len(known) >= MOST_RULES:
                continue
            known.add((selector, style))
            if steps and all(step != "*" and _SIMPLE.fullmatch(step) for step in steps):
                named = re.findall(r"[.#][\w-]+", steps[-1])
                rules.setdefault(named[-1] if named else steps[-1].lower(), []).append((steps, style))
    return rules


def _fits(tag: Tag, steps: list[str]) -> bool:
    """Whether an element is what a selector of tags, classes and ids below each other names."""
    if not _is(tag, steps[-1]):
        return False
    rest = list(steps[:-1])
    for above in islice(tag.parents, _MOST_ABOVE):
        if rest and _is(above, rest[-1]):
            rest.pop()
    return not rest


def _is(tag: Tag, step: str) -> bool:
    name = re.match(r"[\w-]*", step)
    if name and name.group() and name.group().lower() != tag.name:
        return False
    classes: str | list[str] = tag.get("class") or []
    own = {f".{each}" for each in ([classes] if isinstance(classes, str) else classes)} | {f"#{tag.get('id')}"}
    return own.issuperset(re.findall(r"[.#][\w-]+", step))


def _sizes(soup: BeautifulSoup) -> tuple[int, dict[int, int]]:
    """How many characters the page holds, hidden ones included, and how many each element."""
    sizes: dict[int, int] = {}
    for node in reversed(list(soup.descendants)):  # children come before their parents
        if is_shown_string(node):
            size = len(str(node).strip())
        elif isinstance(node, Tag) and not is_dropped(node):
            size = sizes.get(id(node), 0)
        else:
            continue
        sizes[id(node.parent)] = sizes.get(id(node.parent), 0) + size
    return sizes.get(id(soup), 0), sizes
