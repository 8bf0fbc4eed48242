"""Advertising that a site put into a sentence: 重点部位（更多内容请关注公众号）的检查, 每个环节本文来自www.x.com，做到.

Only what no author writes goes: a bracket in mid-sentence that sends the reader elsewhere, a site's claim to the text
with its address, a clause that offers material for following an account. Whole lines are the structure room's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.joint import IN_WORD, RUNS_ON, across, cuts, distinct, word
from anwen.repair.lines import matches_in_lines, whole_line
from anwen.repair.marks import CHINESE, HAN, NUMERALS, amid_han, at, is_han
from anwen.repair.sites import site

NAME = "inserted"

_BRACKET = re.compile(
    r"[（(【〖\[〔<《{]([^（）()【】〖〗\[\]〔〕<>《》{}\n]{2,60})[）)】〗\]〕>》}]"
    + f"(?=[{HAN}，、；：。！？“”《》0-9]|$)",
    re.MULTILINE,
)
_SCHOOL = re.compile("来源[:：]")  # [来源:学科网]8. 下列…
# ——本文来自某某网——
_DASHED = re.compile(f"[—-][—-]?(?<=[{CHINESE}][—-]{{2}})([^—\\n]{{4,40}}?)[—-]{{1,2}}(?=[{CHINESE}])")
_BESIDE = re.compile(f"[{CHINESE}]")
# An address spelled out with spaces, so that no filter finds it: [好课件 w w w.x k j. co m].
_SPACED = re.compile(
    r"[wW][ -][wW][ -][wW]|(?:[A-Za-z0-9]-){2,}[A-Za-z0-9][.．](?:[A-Za-z]-){1,}[A-Za-z]\b"
    r"|[.．。] ?c (?:o ?m|n)\b|[.．。] ?co m\b"
)
_SPELLED = re.compile(r"(?:[A-Za-z0-9-] ?){0,3}(?:[A-Za-z0-9-] [.．。] ?|[A-Za-z0-9.-] ){5,40}[A-Za-z](?![A-Za-z])")
_PARTED = re.compile(r"w w|[A-Za-z] [.．。] ?[A-Za-z]|[.．。] [A-Za-z] [A-Za-z]")
_LETTERS = re.compile(r"w ?w ?w|[.．。] ?(?:c ?o ?m|c ?n|n ?e ?t|o ?r ?g)$", re.IGNORECASE)
# What a clause is made of that only says where a text is from, and the little words between.
_PARTS = "(<address>|<reached>|<programs>|<wares>)|(<this>|<all>)|(<source>)|(<serves>)|(<named>)"
_GLUE = re.compile(r"[请可在上到于为您你的了由与和：:“”\"'()（）\s\-—>》《,，]*")
_CLAIM = (
    "(?<=[<han>，、；])(?:本文|文章|本资料|本文档|该文|原文|资料)<source>[:：]?[<han>]{0,12}"
    "<address>(?:<site>)?<serves>?(?=[，、。；<han>])"
)
_NAMING = (
    "(?<=[<han>0-9])(?:(?P<whole>[ \u3000]|(?=<known>))|)<site>[ \u3000]?[:：(（]?[ \u3000]?"
    "<public><address>[)）]?[ \u3000]?<serves>?(?=[，、。；<han>])"
)
_BARE = (
    r"(?i)(?<=[<han>”》），、；])<public>(?:https?://|w{3} ?[.．。·])[A-Z0-9./_ -]{3,60}"
    "(?:(?P<pirate>[<han>]{0,6}?<pirated>(?:<pirated>|<hurried>)*)(?![的上中里为是])|(?=[<han>]))"
)
_BY = frozenset("由据被")  # 由www.example.com中文网首发: who did what
_SENDS = "<sends>$"
# What a site's name or address stands in when nothing else does: 【安全文库】.
_LABEL = r"[（(【〖\[〔［]<named>[）)】〗\]〕］]|[【〖\[〔［]<address>[】〗\]〕］]"
_LABELLED = re.compile(
    rf"[（(【〖\[〔［](?<=[{CHINESE}].)[^（）()【】〖〗\[\]〔〕［］\n]{{2,30}}[）)】〗\]〕］](?=[{CHINESE}])"
)
_NET = re.compile("安全(?:[平立兜护]|防护|隔离|防坠)?网\\Z")  # （更换破损安全网）: what keeps workers from falling
_NOISE = re.compile(r"(?<=[^\W_])[ ~～_*·^+★☆](?=[^\W_])")  # [莲~山 课件]: so that no filter finds it
# #此处有图片水印#, @某某网版权所有@; #安全生产月# is a topic, 1#防盗门、2#防盗门 are two doors.
_SIGNED = re.compile(
    "([#@＃＠&*])(?<![0-9A-Za-z].)(?:此处有(?:<in>){0,8}水印(?:<in>){0,8}|(?:<in>){0,18}"
    "(?:水印|版权所有|防盗标[记识]|(?:严禁|禁止|谢绝)(?:盗版|抄袭)|盗版必究))\\1(?!活动|话题|主题|专题|行动)".replace(
        "<in>", "[^#@＃＠&*，。；、 \u3000\n]"
    )
)
_REPEATED = f"(?<=[{CHINESE}])<address>(?=[{CHINESE}])"
# Begins with a plain character: a search of clean text then takes a quarter of the time.
_HINT = re.compile(
    "[hHwW.．。·](?:(?<=[hH])[tT]{2}[pP][sS]?:|(?<=[wW]) ?[wW] ?[wW]|(?<=[.．。·]) ?(?i:com|cn|net|org|cc|top|vip))"
)
_SITE_END = re.compile("(?:文库|网|吧|之家|在线|文秘)(?![络站上民点格友址])")
_SITE_NAME = re.compile("范文|文秘|公文|文档|资料|论文|材料|文库|豆丁|道客|下载|写作|安全.{0,3}网|文章|笔杆子")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SHORTEST_NAME, _LONGEST_NAME = 3, 9
_NAME = 4  # characters of a name before the word that tells it
_MARKS, _SENTENCE = "，、；。！？,;\n", 25
_RIGHTS = "<rights>[，、]<rights>"
_DETAILS = re.compile("(?:电话|传真|手机|邮编|邮箱|联系人|地址)[:：][^。！？\n]*\\Z")  # 电话：…；网址：…
_CLAUSES = re.compile("[，,。；;]")
_REPRINT = re.compile("转载")
_LONGEST = 70  # characters of a clause that advertises


def is_credit(clause: str) -> bool:
    """Whether a clause does nothing but say where a text is from.

    >>> is_credit("好范文网www.example.com整理发布"), is_credit("职工登录安全网学习")
    (True, False)
    """
    if ".gov" in clause or ".edu" in clause:
        return False
    parts = list(site.shape(_PARTS).finditer(clause))
    where = any(part[1] or part[5] for part in parts)
    # 扫码关注公众号 may be what workers are to do; nobody tells them to buy a membership.
    bought = site.pattern("wares").search(clause) and sum(bool(part[4]) for part in parts) > 1
    if not bought and any(site.pattern("programs", "wares").fullmatch(part[0]) for part in parts):
        return False
    said = sum(bool(part[2] or part[3] or part[4]) for part in parts) + sum(bool(part[5]) for part in parts)
    told = where and said and (said > 1 or any(part[1] or part[4] for part in parts))
    if told and _GLUE.fullmatch(site.shape(_PARTS).sub("", clause)):
        return True
    return bool(site.pattern("offer").fullmatch(clause.strip(" \u3000")))


def _brackets(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _BRACKET.finditer(text):
        before = at(text, match.start() - 1)  # 二维码（扫码查看）
        asks = site.pattern("asks").search(match[1]) and before != "码" and not site.pattern("meant").search(match[1])
        beside = _BESIDE.match(before) or text.endswith("...", 0, match.start())
        beside = beside or (before in ("", "\n") and (is_han(at(text, match.end())) or bool(_SCHOOL.match(match[1]))))
        if at(text, match.end()).isdigit() and not _SCHOOL.match(match[1]):
            continue  # 制作费（广告）2项
        if beside and (
            asks or _SPACED.search(match[1]) or (match[0][0] != "《" and is_credit(_CLAUSES.split(match[1])[0]))
        ):
            found.append(Change(*whole_line(text, *match.span()), ""))
    return found


def _clauses(text: str) -> list[Change]:
    """Clauses that only advertise, with the mark behind them; the one before goes where theirs ends the sentence."""
    found: list[Change] = []
    done = 0
    for sign in site.pattern("signs").finditer(text):
        if sign.start() < done:
            continue
        start, end = _clause_start(text, sign.start(), max(done - 1, sign.start() - _LONGEST)), sign.start()
        while end < min(len(text), sign.start() + _LONGEST) and text[end] not in _MARKS:
            end += 1
        done = end + 1
        before, behind = at(text, start - 1), at(text, end)
        follows = bool(found) and found[-1].end == start  # an advertisement goes on
        credit = is_credit(text[start:end]) or (
            site.pattern("rights").fullmatch(text, start, end) and (follows or site.shape(_RIGHTS).match(text, start))
        )
        if before not in ("", "\n") and not credit and (offer := _offer(text, start, end)):
            found.append(offer)
            continue
        if before in ("", "\n") or behind == "" or behind not in _MARKS or not credit:
            continue
        if _DETAILS.search(text, max(0, start - _LONGEST), start) or site.ruled(text, start):
            continue
        if follows:
            start = found.pop().start
            before = at(text, start - 1)
        if site.pattern("this").fullmatch(
            text[(earlier := _clause_start(text, start - 1, start - _SENTENCE)) : start - 1]
        ):
            start, before = earlier, at(text, earlier - 1)
        if behind == "\n" and "\n" in text[max(0, start - _SENTENCE) : start]:
            continue  # a line about the page, not a sentence with something behind it
        if behind in "。？\n" and before in "，、；,;":  # ！ is the site's
            found.append(Change(start - 1, end, "" if behind != "\n" else "。"))
        else:
            found.append(Change(start, end + (behind != "\n"), ""))
    return found


def _offer(text: str, start: int, end: int) -> Change | None:
    """An offer that a sentence goes on behind without a mark: 更多内容请关注公众号“某某”不得在林边烧荒."""
    match = site.pattern("offer").match(text, start, end)
    named = match and match[0][-1] in "”」】" and is_han(at(text, match.end()))
    return Change(*match.span(), "") if match and named else None


def _clause_start(text: str, start: int, least: int) -> int:
    while start > max(0, least) and text[start - 1] not in _MARKS:
        start -= 1
    return start


def _addressed(text: str) -> list[Change]:
    """A site's claim to the text, its name or its bare address within a clause."""
    found = left_out(site.shape(_CLAIM).finditer(text))
    for match in site.shape(_NAMING).finditer(text):
        whole = match["whole"] is not None  # else what stands before may be part of the name
        start = match.start() if whole else _name_start(text, match.start(), match.end())
        found.append(Change(start, match.end(), ""))
    for match in site.shape(_BARE).finditer(text):
        if not site.shape(_SENDS).search(text, max(0, match.start() - 6), match.start()):
            if match["pirate"] and text[match.start() - 1] in _BY:
                continue
            joined = across(text, *match.span()) >= (0.0 if match["pirate"] else RUNS_ON)
            joined = joined or bool(site.pattern("sharing").fullmatch(match[0]))
            found.append(Change(*match.span(), "") if joined else Change(*match.span(), match[0], NAME))
    return found


def _name_start(text: str, start: int, end: int) -> int:
    """Where a site's name may begin: where what is left goes together best. A number there is the sentence's."""
    first = start
    while first > max(2, start - _NAME) and is_han(text[first - 1]) and text[first - 1] not in NUMERALS:
        first -= 1
    return max(range(first, start + 1), key=lambda place: (across(text, place, end), place))


def find(text: str) -> list[Change]:
    changes = [*_brackets(text), *_clauses(text)]
    changes += left_out(match for match in _DASHED.finditer(text) if is_credit(match[1]))
    if hints := sum(1 for _ in _HINT.finditer(text)):
        changes += _addressed(text)
    changes += _reprints(text)
    if "百度" in text:
        for match in site.pattern("motto").finditer(text):
            changes.append(Change(*(match.span() if match[0][-1] == "\n" else whole_line(text, *match.span())), ""))
    changes += left_out(match for match in _SIGNED.finditer(text) if _BESIDE.match(at(text, match.end())))
    changes += _labels(text, hints)
    return disjoint(changes)


def _labels(text: str, hints: int) -> list[Change]:
    """A site's name in brackets inside a sentence, or its address again and again; ``hints``: signs of addresses."""
    labels = (match for match in _LABELLED.finditer(text) if site.shape(_LABEL).fullmatch(_NOISE.sub("", match[0])))
    spans = [match.span() for match in labels]
    names = Counter(_NOISE.sub("", text[span[0] + 1 : span[1] - 1]) for span in distinct(text, spans))
    several = any(count > 1 and not _NET.search(name) for name, count in names.items())  # a site has one name
    found = [span for span in spans if several or (_crossed(text, span) and word(text, *span) >= IN_WORD)]
    found += _named(text)
    if hints:
        by_address: dict[str, list[tuple[int, int]]] = {}
        for match in site.shape(_REPEATED).finditer(text) if hints > 1 else ():
            by_address.setdefault(match[0], []).append(match.span())
        for spans in by_address.values():
            if len(spans) > 1 and cuts(text, spans, 1):
                found += spans
        spelled = _SPELLED.finditer(text) if _PARTED.search(text) else ()
        found += (m.span() for m in spelled if _LETTERS.search(m[0]) and _crossed(text, m.span()))
    return disjoint(Change(*span, "") for span in found)


def _named(text: str) -> list[tuple[int, int]]:
    """A site's name without brackets, inside sentences again and again."""
    if sum(1 for _ in _SITE_END.finditer(text)) < 2 or not _SITE_NAME.search(text):
        return []
    found: list[tuple[int, int]] = []
    for name, count in Counter(_tails(text)).most_common():
        if count < 2 or any(text[start:end].endswith(name) for start, end in found):
            continue
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
        inner = [span for span in spans if amid_han(text, *span)]
        if len(inner) < len(spans) or len(distinct(text, spans)) < 2:
            continue
        if sum(across(text, *span) for span in inner) >= RUNS_ON * count:
            found += inner
    return found


def _tails(text: str) -> Iterator[str]:
    """What may be names of sites: what ends as they do, of any length."""
    for match in _SITE_END.finditer(text):
        for size in range(_SHORTEST_NAME, _LONGEST_NAME + 1):
            name = text[max(0, match.end() - size) : match.end()]
            if len(name) == size and _HAN_RUN.fullmatch(name) and _SITE_NAME.search(name):
                yield name


def _crossed(text: str, span: tuple[int, int]) -> bool:
    start = max(text.rfind("\n", 0, span[0]) + 1, span[0] - _LONGEST)
    prose = _CLAUSES.search(text, start, span[1] + _SENTENCE)  # a site's footer has none
    return bool(prose) and (across(text, *span) >= RUNS_ON or word(text, *span) >= IN_WORD)


def _reprints(text: str) -> list[Change]:
    """A site's note on reprinting inside a sentence; with both its commas, or none."""
    found: list[Change] = []
    for match in matches_in_lines(site.pattern("reprint"), _REPRINT, text):
        before, behind = at(text, match.start() - 1), at(text, match.end())
        if before in ("", "\n", "。", "！", "？") or not behind or behind in "\n。！？":
            continue
        marked = before in "，、；," and behind in "，、；,"
        if marked or is_han(before) or is_han(behind):
            found.append(Change(match.start(), match.end() + marked, ""))
    return found
