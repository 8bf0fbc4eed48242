"""Take an original apart: furniture out, documents, titles, blocks, facts. The order of the steps is here."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from anwen.records import Block, Doubt, Exclusion, Fact, Mark, Original, Piece, Repair, Structured
from anwen.structure.blocks.blocks import blocks
from anwen.structure.blocks.marks import moved
from anwen.structure.documents.documents import Document, split
from anwen.structure.documents.entitle import entitle
from anwen.structure.facts.dates import iso
from anwen.structure.facts.facts import facts
from anwen.structure.facts.offices import of_site, whole
from anwen.structure.facts.origin import OTHERS, origin
from anwen.structure.furniture.furniture import sift
from anwen.structure.lines.labels import cut_labels, is_strong_label
from anwen.structure.lines.page import Page, ends_sentence, fold
from anwen.structure.lines.titles import FILE_ENDING, can_be_title, heads_paper, is_date, is_organisation

# Text that breaks off without a full stop is a sign-off or a heading below this length, a torn sentence above.
_TORN = 30
_MORE = frozenset({"read-more", "preview-end"})
# A page's title in its HTML head: 安全生产会议纪要_某某网 - 某某文库.
_SITE_SUFFIX = re.compile(
    r"\s*(?:[_|｜].*|\s[-–—]\s.*|[-–—][^-–—]*(?:网|文库|官网|门户|频道|阁|巴巴|豆丁|局|政府|委员会|公司|集团|学校|小学|中学|医院|论坛|数字报|电子报))$"
)
_SITE_PREFIX = re.compile(
    r"^[^-–—_|｜:：\s]{2,16}(?:数字报|电子报|[日晚早晨商时]报|报社|网|网站|门户|频道|文库|官网|客户端)\s*[-–—_|｜]+\s*(?=.{8})"
)
_PAGE_HEAD = "page-header"  # the name of repair's rule
_TOP_HEADS = 6  # levels that a page can name; what looks alone give is below
_DATED = re.compile(r"\d{1,2}月\d{1,2}日\s*$")
_UNFINISHED = re.compile(r"[,、:的了和与及在对为以把被将是]$")


def structure(original: Original, repaired: Repair) -> Structured:
    """The documents of an original, as blocks with facts, and what was left out.

    Every character of ``repaired.text`` is in exactly one block or exclusion, white space between them excepted;
    ``block.text == repaired.text[block.start:block.end]``. Pure: same records in, same record out.

    >>> text = "安全会议纪要\\n一、抓责任\\n各单位要层层落实责任，签订责任书。\\n推荐阅读：\\n其他会议纪要"
    >>> done = structure(Original("a.txt", text, "text/plain", "utf-8"), Repair(text))
    >>> done.pieces[0].title, [block.text for block in done.pieces[0].blocks]
    ('安全会议纪要', ['一、抓责任', '各单位要层层落实责任，签订责任书。'])
    >>> [exclusion.rule for exclusion in done.exclusions]
    ['title', 'links', 'links']
    """
    page = Page(repaired.text)
    marks = list(moved(original, repaired))
    asides = [(mark.start, mark.end) for mark in marks if mark.kind == "aside"]
    known = _of_page(original.hints.get("title", "")) or _largest(page, marks)
    between = "\n".join(edit.before for edit in repaired.edits if _PAGE_HEAD in edit.rule)
    gone = frozenset(line.strip() for line in fold(between).splitlines())
    kept, out = sift(page, asides, is_strong_label, fold(known), gone)
    site = origin(page, out)
    known = known or next((fact.value for _, fact in site if fact.name == "title"), "")
    documents, collection = split(page, cut_labels(page, kept), out)
    for document in documents:
        entitle(page, document, known if len(documents) == 1 or not document.label else "", collection, out)
    pieces = _pieces(page, original, repaired, documents, marks, out, site)
    if len(pieces) == 1:
        pieces = [_whole_issuer(piece, original, page, out) for piece in pieces]
    inside = {id(fact) for piece in pieces for fact in piece.facts}
    hints = [Fact(name, value, value) for name, value in sorted(original.hints.items()) if value]
    return Structured(
        pieces=tuple(pieces),
        exclusions=tuple(sorted(out, key=lambda item: (item.start, item.end))),
        facts=(*hints, *(fact for _, fact in site if id(fact) not in inside)),
    )


def _of_page(title: str) -> str:
    """What a page's head calls its document, without the site's name before or behind it and a file's ending.

    >>> _of_page("安全例会会议纪要.doc - 豆沙文库"), _of_page("北岭日报数字报-全县安全生产大检查启动")
    ('安全例会会议纪要', '全县安全生产大检查启动')
    """
    return FILE_ENDING.sub("", _SITE_PREFIX.sub("", _SITE_SUFFIX.sub("", title).strip()))


def _largest(page: Page, marks: list[Mark]) -> str:
    """What the reader found marked above all other headings, if one line is and it can be the title; else ``""``."""
    heads = [mark for mark in marks if mark.kind == "heading" and mark.level <= _TOP_HEADS]
    heads = [mark for mark in heads if not heads_paper(page.folded[mark.start : mark.end].strip())]
    top = [mark for mark in heads if mark.level == min(other.level for other in heads)]
    words = page.text[top[0].start : top[0].end].strip() if len(top) == 1 < len(heads) else ""
    return words if top[:1] == heads[:1] and can_be_title(fold(words)) else ""


def _pieces(
    page: Page,
    original: Original,
    repaired: Repair,
    documents: list[Document],
    marks: list[Mark],
    out: list[Exclusion],
    site: list[tuple[Exclusion, Fact]],
) -> list[Piece]:
    pieces: list[Piece] = []
    single = len(documents) == 1
    begins = [_begin(document) for document in documents]
    for at, document in enumerate(documents):
        end = begins[at + 1] if at + 1 < len(documents) else len(page.text)
        title_at = document.title_span.start if document.title_span else 0
        found = blocks(page, document.lines, document.title, _within(marks, begins[at], end), out, title_at)
        if not found:
            continue
        last = found[-1].end
        head = found[0].start if not single else len(page.text)  # of a collection's page each has a part above its text
        said = {fact.name: fact for where, fact in reversed(site) if single or begins[at] <= where.start < head}
        if single and (house := of_site(fold(document.title), fold(original.hints.get("title", "")))):
            said["house"] = house
        said |= {fact.name: fact for fact in _given_out(document) if fact.value}
        if single and "published" not in said and (day := iso(fold(original.hints.get("date", "")))):
            said["published"] = Fact("published", day, original.hints["date"])
        own = (
            []
            if single
            else [fact for where, fact in site if begins[at] <= where.start < last and fact.name == "source"]
        )
        pieces.append(
            Piece(
                file=original.file,
                number=len(pieces) + 1,
                title=document.title or found[0].text[:30],
                blocks=tuple(found),
                facts=tuple(facts(document.title, document.issuer, found, own, said)),
                doubts=_doubts(repaired.doubts, begins[at], end),
                cut_off=_cut_off(found, [item for item in out if last <= item.start < end], at + 1 == len(documents))
                or any(doubt.reason == "cut-off" for doubt in _doubts(repaired.doubts, found[-1].start, end)),
            )
        )
    return pieces


def _given_out(document: Document) -> list[Fact]:
    """What the head of the collection says of every document in it."""
    office, day = document.given_out
    return [Fact("office", office, office), Fact("signed", iso(fold(day)), day)]


def _whole_issuer(piece: Piece, original: Original, page: Page, out: list[Exclusion]) -> Piece:
    """The piece with its issuer's whole name, as the page around it says it."""
    said = [page.folded[item.start : item.end] for item in out if item.rule not in OTHERS]
    said.append(fold(original.hints.get("title", "")))
    facts = tuple(whole(fact, said) if fact.name == "issuer" else fact for fact in piece.facts)
    return replace(piece, facts=facts)


def _begin(document: Document) -> int:
    starts = [line.start for line in document.lines[:1]]
    starts += [document.label.span.start] if document.label else []
    starts += [document.title_span.start] if document.title_span else []
    return min(starts, default=0)


def _within(marks: list[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if start <= mark.start < end]


def _doubts(doubts: tuple[Doubt, ...], start: int, end: int) -> tuple[Doubt, ...]:
    starts = [doubt.start for doubt in doubts]
    return doubts[bisect_left(starts, start) : bisect_left(starts, end)]


def _cut_off(found: list[Block], below: list[Exclusion], is_last: bool) -> bool:
    """Whether a document breaks off: it ends in mid-sentence, or the site says that there is more."""
    text = fold(found[-1].text)
    if ends_sentence(text):
        return any(item.rule == "preview-end" for item in below)
    if found[-1].kind in ("table", "field"):
        return False
    if any(item.rule in _MORE for item in below):
        return len(text) >= 6 and not (is_organisation(text) or is_date(text) or text.endswith((")", "”", "》")))
    if _DATED.search(text) or not _others_end(found):
        return False
    torn = len(text) >= (_TORN if below else 2 * _TORN) or (bool(_UNFINISHED.search(text)) and len(text) >= 8)
    return torn and (is_last or bool(below)) and not text.endswith((")", "”", "》"))


def _others_end(found: list[Block]) -> bool:
    """Whether most other blocks of the last one's kind end as sentences do; else its own end says nothing."""
    others = [ends_sentence(fold(block.text)) for block in found[:-1] if block.kind == found[-1].kind]
    return 2 * sum(others) >= len(others)
