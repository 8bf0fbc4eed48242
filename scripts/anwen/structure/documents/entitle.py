"""What a document is called: its title among its first lines, else on its label."""

from __future__ import annotations

import re

from anwen.records import Exclusion
from anwen.structure.documents.documents import Document
from anwen.structure.lines.breaks import segments
from anwen.structure.lines.fields import begins_field
from anwen.structure.lines.labels import plain_name
from anwen.structure.lines.numbering import marker_at
from anwen.structure.lines.page import Page, Span, ends_sentence, fold
from anwen.structure.lines.titles import (
    FILE_ENDING,
    akin,
    can_be_title,
    choose,
    ends_as_title,
    is_date,
    is_form,
    is_general,
    is_offered,
    is_organisation,
    is_own_number,
    is_subtitle,
    names_document,
    same_title,
)

# Titles stand among the first lines, under the issuer's header, number and date.
_HEAD_LINES = 8
_GLUED = re.compile(r"[^。!?;:,]{4,50}?(?:一、|\(一\)|1[、.])")
_TWO_PARTS = re.compile(
    r"(?!同志|各位|尊敬|大家|附|注|关键|摘要|作者|来源|单位|姓名|部门|编号|主题|记者|主持|[提回]?[问答]|[QA])[^:,。;!?\d]{2,14}:[^:。;!?,]{7,40}"
)
_HEADER_LINE = re.compile(r".{2,40}文件|(?:文件|制度|受控)?编号\s*:.{2,30}|版[本次]号?\s*:.{1,20}|受控状态.{0,12}")
# 附件2, (传达提纲): stands above a title
_ABOVE = re.compile(r"附\s*[件录]\s*[\d一二三四五六七八九十]{0,2}\s*:?|[(][^()]{2,30}[)]")
# 安全生产工作简报, 第18期: a series and its number stand above the title of what is in it.
_SERIES = re.compile(r".{2,30}(?:简报|快报|专报|通讯|动态|信息|会议纪要)")
_ISSUE = re.compile(
    r"[\[(]?(?:(?:19|20)\d\d年?[\])]?)?\s*(?:总?第|No\.?)\s*[\d一二三四五六七八九十百]{1,4}\s*期.{0,20}"
    r"|[\[(]?(?:19|20)\d\d年?[\])]?\s*第?\s*\d{1,4}\s*[号次]",
    re.IGNORECASE,
)
_STARTS = re.compile(r"关于|在.{2,40}上的|[-—《]|(?:19|20)\d\d年")
_SAYS_ENOUGH = 10  # characters; 工作开展情况 is a heading
_LONGEST_TITLE = 90  # characters of a title on two lines
_FIRST_LINE = 16  # a title without 关于 is broken where a line of print is full
# The cell of a form beside a title: 会议名称 and a tab; a space alone also stands between the words of a title.
_NAMED = re.compile(
    r"(?:(?P<of>会议|活动|文件|公文|培训))?(?:名\s?称|标\s?题|主\s?题|题\s?目)(?:\s*[:：\t]\s*|(?(of)\s+|(?!)))(?=.{6})"
)
_KNOWN = 8  # characters of a title that says enough
_BUTTONS = re.compile(r"(?:\s*\[[^\[\]\d]{2,6}\])+\s*")
_TAG = re.compile(r"\[(?!第|附|篇)[一-鿿]{2,6}\]\s*(?=.{6})")


def entitle(page: Page, document: Document, known: str, collection: str, out: list[Exclusion]) -> None:
    """Find the document's title among its first lines or on its label, and take it out of the text.

    Args:
        known: the page's title as its furniture or head says, or ``""``.
        collection: the collection's name, or ``""``.
    """
    candidates, rest = _candidates(page, document, fold(known))
    texts = [page.of(span) for span in candidates]
    words = plain_name(document.label.name) if document.label else ""
    general = not words or is_general(words) or same_title(words, collection)
    if document.label:
        own = [at for at, text in enumerate(texts) if names_document(text) and not is_general(text)]
        if not own and general and document.headed and texts and _heads(page, document, candidates[0], rest):
            own = [0]
        chosen = (
            own[0] if own and (general or not akin(words, texts[own[0]]) or len(texts[own[0]]) > len(words)) else -1
        )
    else:
        chosen = choose(texts, fold(known))
    if chosen >= 0:
        chosen = _take(page, document, candidates, chosen, fold(known), out)
        title = document.title
    else:
        title = document.title = words or collection
        if words and texts and is_subtitle(texts[0]) and candidates[0] == document.lines[0]:
            chosen, title = 0, _with_subtitle(page, document, candidates[0], out)
    left: list[Span] = []
    for at, span in enumerate(candidates):
        if at == chosen or (document.joined and at == chosen - 1):
            continue
        again = same_title(texts[at], fold(title)) or (akin(texts[at], fold(title)) and len(texts[at]) >= 8)
        if (title and again) or (at < chosen and is_offered(texts[at])):
            out.append(Exclusion("repeated-title", span.start, span.end))
        else:
            left.append(span)
    document.lines = sorted([*left, *rest])
    if not document.title:
        document.title = known or _first_words(page, document.lines)


def _heads(page: Page, document: Document, first: Span, rest: list[Span]) -> bool:
    """Whether the first line below a label is a title, as it is in the other documents: no general word, text below."""
    words = page.of(first)
    above_all = first == document.lines[0] and len(words) >= _SAYS_ENOUGH and ends_as_title(words)
    return above_all and not is_general(words) and bool(rest) and ends_sentence(page.of(rest[0]))


def _take(page: Page, document: Document, candidates: list[Span], chosen: int, known: str, out: list[Exclusion]) -> int:
    """Make a candidate the title, with its other half or an organisation's name beside it; which of them is gone."""
    below = candidates[chosen + 1] if chosen + 1 < len(candidates) else None
    if below and _halves(page.of(candidates[chosen]), page.of(below), known):
        chosen += 1
    span = candidates[chosen]
    document.title = _untagged(_unbuttoned(page.text[span.start : span.end], known))
    document.title_span = span
    out.append(Exclusion("title", span.start, span.end))
    if below and is_subtitle(page.of(below)) and not is_subtitle(page.of(span)):
        _with_subtitle(page, document, below, out)
        document.joined = True
        return chosen + 1
    above = candidates[chosen - 1] if chosen else None
    if above and _halves(page.of(above), page.of(span), known):
        document.title = _untagged(page.text[above.start : above.end]) + document.title
        out.append(Exclusion("title", above.start, above.end))
        document.joined = True
        return chosen
    if above and is_organisation(page.of(above)) and not is_organisation(page.of(span)) and not document.label:
        name = page.text[above.start : above.end]
        if not document.title.startswith(name):
            document.title = name + document.title
        document.issuer = name
        document.joined = True
        out.append(Exclusion("title", above.start, above.end))
    return chosen


def _with_subtitle(page: Page, document: Document, line: Span, out: list[Exclusion]) -> str:
    document.title += page.text[line.start : line.end]
    out.append(Exclusion("title", line.start, line.end))
    return document.title


def _halves(above: str, below: str, known: str) -> bool:
    """Whether two lines are one title: 关于传达贯彻全省安全生产 / 工作会议精神的通知, 全市安全生产 / 工作会议纪要.

    >>> _halves("东川县应急管理局关于印发全县有限空间作业", "安全提升行动总结的通知", "")
    True
    >>> _halves("全县安全生产工作会议纪要", "在全县安全生产工作会议上的讲话", ""), _halves("平安石桥", "工作简报", "")
    (False, False)
    >>> _halves("全县安全生产工作现场推进会今日召开", "李明宣读工作要点", "全县安全生产工作现场推进会今日召开")
    False
    """
    if known and same_title(above + below, known):
        return True
    if known and same_title(above, known):
        return False
    if names_document(above) or not names_document(below) or not can_be_title(above) or _STARTS.match(below):
        return False
    if len(above) + len(below) > _LONGEST_TITLE or is_organisation(above):
        return False
    return "关于" in above or (len(above) >= _FIRST_LINE and len(below) < len(above))


def _unbuttoned(title: str, known: str) -> str:
    """The title without the buttons beside it, where the page's head says it without them.

    >>> _unbuttoned("一张卡的故事与启示 [复制链接]", "一张卡的故事与启示")
    '一张卡的故事与启示'
    >>> _unbuttoned("三季度安全例会纪要[第3号]", "三季度安全例会纪要")
    '三季度安全例会纪要[第3号]'
    """
    at = fold(title).find(known) if len(known) >= _KNOWN else -1
    behind = fold(title)[at + len(known) :]
    return title[: at + len(known)] if at >= 0 and _BUTTONS.fullmatch(behind) else title


def _untagged(title: str) -> str:
    """The title without the tag that a forum or column sets before it, what the form it stands in calls it, or what a
    file's name ends with.

    >>> _untagged("【班组管理】我们是怎样开好班前会的"), _untagged("【第三期】会议纪要")
    ('我们是怎样开好班前会的', '【第三期】会议纪要')
    >>> _untagged("会议名称\\t三季度安全生产例会"), _untagged("名称 规范与使用办法研究")
    ('三季度安全生产例会', '名称 规范与使用办法研究')
    >>> _untagged("三季度安全例会纪要.docx"), _untagged("怎样写好 index.html")
    ('三季度安全例会纪要', '怎样写好 index.html')
    """
    title = FILE_ENDING.sub("", title)
    if match := _NAMED.match(title):
        return title[match.end() :]
    match = _TAG.match(fold(title))
    return title[match.end() :] if match and can_be_title(fold(title[match.end() :])) else title


def _candidates(page: Page, document: Document, known: str) -> tuple[list[Span], list[Span]]:
    """The lines at the document's head that can be its title, and all other lines."""
    found: list[Span] = []
    lines, below = document.lines[:_HEAD_LINES], document.lines[_HEAD_LINES:]
    passed, masthead = 0, False
    while passed < len(lines):
        line = lines[passed]
        text = page.of(line)
        if glued := _glued_to_heading(page, lines[passed:] + below):
            found.append(glued)
            lines[passed] = page.trim(glued.end, line.end, True, line.tail)
            break
        below_it = page.of((lines[passed + 1 :] + below)[0]) if len(lines) + len(below) > passed + 1 else ""
        if not found and passed == 0 and _SERIES.fullmatch(text) and _ISSUE.fullmatch(below_it):
            masthead, passed = True, 2  # its name and number, then who gives it out and when
            passed += _given_out(*(page.of(line) for line in lines[2:4]))
        elif (
            can_be_title(text)
            or (known and _says(text, "".join(map(page.of, found[-1:])), below_it, known))
            or (not found and _two_part_title(text, below_it))
        ):
            found.append(line)
            del lines[passed]
        elif (
            is_own_number(text)
            or is_date(text)
            or _HEADER_LINE.fullmatch(text)
            or is_form(text)
            or (is_organisation(text) and not found)
            or (not found and _ABOVE.fullmatch(text) and can_be_title(below_it))
        ):
            passed += 1
        elif head := _title_before_text(page, line, [known, *map(page.of, found)]):
            found.append(head)
            lines[passed] = page.trim(head.end, line.end, True, line.tail)
        else:
            break
    if masthead and not found:
        found.append(lines.pop(0))
    return found, lines + below


def _says(text: str, above: str, below: str, known: str) -> bool:
    """Whether a line is the known title, alone or with the one beside it: 班前会 / (企业管理用语)."""
    return any(same_title(words, known) for words in (text, above + text, text + below))


def _given_out(text: str = "", below: str = "") -> int:
    """How many lines are an office and a date: 某某乡安全生产委员会办公室 2021年9月28日, or one below the other."""
    office, _, day = text.partition(" ")
    if is_organisation(office) and is_date(day):
        return 1
    return 2 * (is_organisation(text) and is_date(below))


def _two_part_title(text: str, below: str) -> bool:
    """A title with a colon, such as 安全月:我们这样查隐患; no field, no salutation, not one line of several alike.

    >>> _two_part_title("安全月在行动:我们这样查隐患", "记者 李明")
    True
    >>> _two_part_title("值班领导:王小明和他的同事们", "年龄:三十岁")
    False
    """
    alike = re.match(r"[^:]{1,8}:", below) and not ends_sentence(below) and not begins_field(below)
    return bool(_TWO_PARTS.fullmatch(text)) and not begins_field(text) and not alike


def _title_before_text(page: Page, line: Span, known: list[str]) -> Span | None:
    """A title that only white space parts from the text behind it."""
    if match := re.match(r"\S{4,50}(?=\s+\S{12})", page.folded[line.start : min(line.end, line.start + 90)]):
        token = match.group()
        if can_be_title(token) and (ends_as_title(token) or any(name and akin(token, name) for name in known)):
            return Span(line.start, line.start + match.end(), line.head, False)
    return None


def _glued_to_heading(page: Page, lines: list[Span]) -> Span | None:
    """A title that the first heading follows without a break: …会议精神传达一、会议精神的总体框架."""
    if not _GLUED.match(page.folded, lines[0].start, lines[0].end):
        return None
    first = segments(page, lines)[0]
    good = first.marker is None and first.span.end < lines[0].end and can_be_title(page.of(first.span))
    return first.span if good else None


def _first_words(page: Page, lines: list[Span]) -> str:
    """The first clause of a text without a title."""
    for line in lines:
        marker = marker_at(page.folded, line.start, line.end)
        start = marker.end if marker else line.start
        match = re.match(r"[^。!?;:,\s]{2,40}", page.folded[start : line.end])
        if match:
            return page.text[start : start + match.end()]
    return ""
