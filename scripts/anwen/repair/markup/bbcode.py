"""What forums and chats write for their programs: [color=red]…[/color], [抱拳], [em:12], strings of single signs.

Tags go that open with a value or have a partner: [M] and [1] of a reference have neither. What the text itself tells of
(用[b]文字[/b]可以加粗) stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import line_around, matches_in_lines
from anwen.repair.marks import CHINESE, MARKS, at

NAME = "residue"  # for a reader the same as other markup

_NAMES = (
    "color|size|font|face|backcolor|background|align|indent|quote|url|img|email|list|table|tbody|float|p|b|i|u|s|hr|br|td|tr|th|li|ul|ol"
    "|h[1-6]|center|left|right|sub|sup|strike|attach|attachimg|hide|free|code|media|flash|audio|video|postbg|index|page"
)
_BBCODE = re.compile(rf"\[(/?)({_NAMES})(?:=([^\[\]\n]{{1,200}}))?\]", re.IGNORECASE)
# What such a pair holds for the program, not for the reader.
_HOLDS = re.compile(
    r"\[(attach|attachimg|img|media|flash|audio|video)(?:=[^\[\]\n]{1,80})?\][!-Z^-~]{1,200}\[/\1\]", re.IGNORECASE
)
_ITSELF = re.compile(r"(?:加粗|粗体|斜体|下划线|删除线|居中|链接)(?=\[/)")  # [b]加粗[/b]、[i]斜体[/i]
_FACE = (
    "图片|表情|动画表情|视频|语音|链接|红包|位置|玫瑰|抱拳|微笑|呲牙|"
    "偷笑|鼓掌|爱心|握手|加油|合十|拳头|庆祝|烟花|礼物|太阳|咖啡|流泪|捂脸|旺柴|OK|ok"
)
# Who changed a post last, as the forum's program writes it into the post.
_EDITED = re.compile(
    r"(?:\[i=s\] ?)?本帖最后由 ?[^\n，。：\[\]]{1,24}? ?于 ?\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?"
    r"(?: \d{1,2}:\d\d(?::\d\d)?)? ?编辑(?: ?\[/i\])?(?P<line>[ \t]*\n+)?"
)
# What a chat prints for a picture or a face, when it is copied as text.
# Begins with a plain character: a search of clean text then takes a hundredth of the time.
_FACES = re.compile(
    rf"\[(?<=[{CHINESE}]\[)(?:(?:<face>)\] ?(?:\[(?:<face>)\] ?)*(?=[{CHINESE}]|$)"
    rf"|[强赞心]\](?:\[[强赞心]\])*(?=[{MARKS}]|$))".replace("<face>", _FACE),
    re.MULTILINE,
)
_SPEAKER = re.compile("(?:^|\n)[^，。；：:\n]{1,12}[：:]\\Z")
_SPEAKS, _CHATS = 14, 60  # characters before, and of a line of a chat
_SAYS = re.compile("[^，。；：:\n]{1,12}[：:][^\n]{1,60}$", re.MULTILINE)
# WordPress's shortcodes, a forum's faces and line ends.
_SHORT = re.compile(
    r"\[/?(?:caption|gallery|embed|vc_\w{1,30}|et_\w{1,30})(?:\s[^\[\]\n]{0,300})?\]|\[(?:em|s):?\d{1,3}\]|\{:\d+_\d+:\}"
)
_BREAKS = re.compile(r"[^\n\]]")  # what a list item of a forum begins a line behind
_STRANGE = 4
# ( s+ D1 K' }2 M# p8 ]: what a forum adds to its lines, for nobody to see.
_NOISE = re.compile(
    rf"(?<=[{CHINESE}])[ \u3000]?(?=[!-~ ]{{8,60}}(?:[{CHINESE}]|$))"
    rf"(?:[!-~]{{1,3}} ){{3,20}}[!-~]{{1,3}}(?=[{CHINESE}]|$)",
    re.MULTILINE,
)
_NOISY = re.compile(" [!-~]{1,3} [!-~]{1,3} ")
_ODD = re.compile(r"[!-/:-@\[-`{-~]")


def find(text: str) -> list[Change]:
    """Changes for tags, faces, shortcodes and noise.

    >>> [change[:2] for change in find("[b]会议要求[/b]，大家辛苦了[抱拳]，散会。")]
    [(0, 3), (7, 11), (17, 21)]
    >>> find("周平. 粉尘防护[M]. 北京, 2018.")
    []
    """
    changes: list[Change] = _noise(text)
    if "本帖最后由" in text:
        for match in _EDITED.finditer(text):
            end = match.end() if at(text, match.start() - 1) in ("", "\n") or not match["line"] else match.start("line")
            spaced = at(text, match.start() - 1) == " "
            changes.append(Change(match.start() - spaced, end, ""))
    if "[" not in text and "{:" not in text:
        return changes
    changes += _bbcode(text)
    changes += left_out(_HOLDS.finditer(text))
    changes += left_out(_SHORT.finditer(text))
    changes += (Change(*match.span(), "\n") for match in re.finditer(r"\[br ?/?\]", text))
    if "[list" in text.lower():
        starts = (match.span() for match in re.finditer(r"\[\*\]", text))
        changes += (Change(*span, "\n" if _BREAKS.match(at(text, span[0] - 1)) else "") for span in starts)
    changes += left_out(match for match in _FACES.finditer(text) if not _sent(text, *match.span()))
    return disjoint(changes)


def _bbcode(text: str) -> list[Change]:
    tags = [(m, bool(m[1]), m[2].lower()) for m in _BBCODE.finditer(text)]
    closed = {name for _, closing, name in tags if closing}
    itself = {name for m, closing, name in tags if not closing and _ITSELF.match(text, m.end())}
    tags = [tag for tag in tags if tag[2] not in itself]
    return [Change(*m.span(), "") for m, closing, name in tags if closing or m[3] or name in closed]


def _sent(text: str, start: int, end: int) -> bool:
    """Whether somebody says it in a chat, alone or at a line's end where others speak: 小王：好的[抱拳]."""
    if at(text, end) not in ("", "\n"):
        return False
    if _SPEAKER.search(text, max(0, start - _SPEAKS), start):
        return True
    first, last = line_around(text, start, end, _CHATS)
    spoken = [bool(_SAYS.match(text, first))]
    spoken += [bool(_SAYS.match(text, text.rfind("\n", 0, max(0, first - 1)) + 1))] if first else []
    spoken += [bool(_SAYS.match(text, last + 1))] if last < len(text) else []
    return spoken[0] and sum(spoken) > 1


def _noise(text: str) -> list[Change]:
    """Strings of single signs behind more than one sentence of a page; no formula, no answers A. B. C. to choose."""
    strings = matches_in_lines(_NOISE, _NOISY, text)
    found = [match for match in strings if len(set(_ODD.findall(match[0]))) > 1 and "=" not in match[0]]
    odd = {sign for match in found for sign in _ODD.findall(match[0])}
    return left_out(found) if len(found) > 1 and len(odd) >= _STRANGE else []
