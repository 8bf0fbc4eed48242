"""Text that breaks off: what a paywall left, or a copy that ended in mid-sentence. Nothing is put back; it is marked.

A site says so (试读结束, 剩余内容请下载后查看, 点击展开全文), or the last line of prose ends where no sentence can. A
site's words that hang on a line of the text go; lines of their own are the structure room's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import goes_on
from anwen.repair.marks import FILLED_LINE, HAN

NAME = "cut-off"

_DOES = "点击|展开|登[录陆]|注册|下载|购买|开通|付费|订阅|关注|扫码|打开|充值|成为|解锁|加入|升级"
_READS = "查看|阅读|浏览|获取|显示|观看|预览|继续|试读|未读|隐藏|加载|省略|略去"
_MORE = "全文|全部|剩余|余下|剩下|其余|后续|完整版?|更多|原文|以下|后面|下文"
_BOUGHT = "会员|VIP|vip|APP|app|客户端|小程序|公众号|微信|积分|账号"
_ENDED = "未完待续|未完|待续|试读(?:已)?结束|(?:试读|预览|阅读)(?:部分)?(?:已|到此)?(?:结束|完毕|为止)|本文未完"
_ENDED += r"|(?:还剩|还有|剩余|剩下) ?\d+ ?[页字%％]"
_LITTLE = (
    "免费|内容|部分|正文|文档|文章|本文|章节|篇幅|原稿|还有|还剩|共|约|当前|仅|只|已|后|即可|就可以?|可以?|方可|才能?"
    "|请|需要?|并|以|为|此处|这里|的|到此|到|是否|吗"
)
_NAMED = {"does": _DOES, "ended": _ENDED, "more": _MORE, "reads": _READS, "bought": _BOUGHT}
_KINDS = "|".join(f"(?P<{name}>{words})" for name, words in _NAMED.items())
_WORD = re.compile(rf"{_KINDS}|{_LITTLE}|\d+ ?[页字%％]")
_MARKS = r"\s.…·,，、!！?？。~～>»›↓▼<《》“”\"'()（）【】\[\]:：—–-"
_NOTICE = re.compile(
    rf"[{_MARKS}]*(?:(?:{_DOES}|{_ENDED}|{_MORE}|{_READS}|{_BOUGHT}|{_LITTLE}|\d+ ?[页字%％])[{_MARKS}]*){{1,14}}"
)
_OVER = re.compile(_ENDED)
_HINT = re.compile(rf"{_ENDED}|{_MORE}")
_LONGEST = 60  # characters of a notice
# Behind a mark, or from dots on, the rest of a line can be the site's.
_HANGS = re.compile(rf"(?<=[。！？”）])|(?<=[{HAN}])(?=[….．]{{2}})")

_STOP = re.compile("[。！？；!?;]")
_PROSE = re.compile("[，。；]")
_ENDS = "。！？；：…”’）》】!?;:)|.．~～」』—"
_SIGNED = re.compile(
    rf"[〇零一二三四五六七八九十\d]年|[日月号]\s*$|^\s*[（(]?(?:附件|附|注|联系|电话|地址|邮编|签[名字]|记录|抄[送报])"
    rf"|[{HAN}](?:局|委员会|办公室|公司|政府|厅|中心|集团|协会|支部)\s*$|[:：][^，。；]{{1,20}}$"
)
# No sentence ends with these.
_UNFINISHED = re.compile(
    "(?:[，、,的和与及或在对从把被将向由于为以并但而且若如]|其中|包括|以及|例如|因为|由于|如果|虽然|按照|根据|关于|通过|为了|不得|应当|必须|特别是|尤其是|对发现的)$"
)
_NUMBER = re.compile(f"，[^，]*[{HAN}]\\d{{1,6}}$")
_COMPLETE = re.compile(
    "(?:为了|所以|如下|为止|在于|等于|源于|属于|处于|低于|高于|大于|小于|不足以|加以|予以|得以|可以|难以)$"
)
# Nats. Of 213 sentences' ends half lie below, of 358 places inside sentences a quarter; a mark only, so half will do.
_PENDING = 4.5
_SHORTEST = 8  # characters of a line of prose
_LONG = 25  # where no sentence has ended before
_TAIL = 5
_SHOWN = 12  # characters that carry the mark
_FAR = 400


def find(text: str) -> list[Change]:
    changes = _notices(text) if _HINT.search(text) else []
    end = len(text.rstrip())
    if not any(change.end >= end for change in changes) and _breaks_off(text, end):
        changes.append(_mark(text, end))
    return sorted(set(changes))


def _mark(text: str, end: int) -> Change:
    start = max(text.rfind("\n", 0, end) + 1, end - _SHOWN)
    return Change(start, end, text[start:end], NAME)


def _is_notice(words: str) -> bool:
    """Whether a line or the end of one does nothing but say that there is more elsewhere.

    >>> _is_notice("（剩余内容请下载后查看）"), _is_notice("试读结束，开通会员可阅读全文"), _is_notice("下载后查看")
    (True, True, False)
    """
    if len(words) > _LONGEST or not _NOTICE.fullmatch(words):
        return False
    kinds = {match.lastgroup for match in _WORD.finditer(words)} - {None}
    dotted = words.startswith(("…", "..", "．．"))  # what goes on behind dots is read elsewhere
    return "ended" in kinds or ("more" in kinds and bool(kinds & {"does", "bought", "reads" if dotted else ""}))


def _notices(text: str) -> list[Change]:
    found: list[Change] = []
    last = 0  # the end of the text before
    for line in FILLED_LINE.finditer(text):
        words = line[0].strip()
        if _is_notice(words):
            if last and not (found and found[-1].end >= last) and _is_cut(text, last, words):
                found.append(_mark(text, last))
            continue
        last = line.start() + len(line[0].rstrip()) if len(words) >= _SHORTEST and _PROSE.search(words) else last
        if _HINT.search(words) and (start := _hanging(text, line.start(), last)) < last:
            found += [_mark(text, start)] if _is_cut(text, start, text[start:last]) else []
            found.append(Change(start, last, ""))
    return found


def _is_cut(text: str, end: int, notice: str) -> bool:
    """Whether a text that ends there breaks off: a button to unfold it may stand below a whole one."""
    return text[end - 1] not in "。！？…”）" or bool(_OVER.search(notice))


def _hanging(text: str, start: int, end: int) -> int:
    """Where the site's words at the end of a line begin; its end where there are none."""
    places = (match.start() for match in _HANGS.finditer(text, max(start + 1, end - _LONGEST), end))
    return next((place for place in places if _is_notice(text[place:end])), end)


def _breaks_off(text: str, end: int) -> bool:
    """Whether the last line is prose and ends where no sentence does."""
    start = max(text.rfind("\n", 0, end) + 1, end - _FAR)
    line = text[start:end]
    if len(line) < _SHORTEST or line[-1] in _ENDS or "\t" in line or "|" in line:
        return _unclosed(line)
    stops = list(_STOP.finditer(line))
    tail = line[stops[-1].end() :] if stops else line
    if _SIGNED.search(tail) or len(tail) < _TAIL:
        return False
    if _UNFINISHED.search(tail) and not _COMPLETE.search(tail) and (stops or len(line) >= _LONG):
        return True
    if stops and _NUMBER.search(tail):
        return True
    return _unclosed(line) or (bool(stops) and stops[-1][0] in "。！？" and goes_on(tail) >= _PENDING)


def _unclosed(line: str) -> bool:
    tail = line[-80:]
    return (
        any(
            tail.rfind(opening) > tail.rfind(closing) and len(tail) >= _SHORTEST and _PROSE.search(tail) is not None
            for opening, closing in ("“”", "《》", "（）")
        )
        and line[-1:] not in "。！？”"
    )
