r"""What office programs write beside a text: fields of Word, the anchors of its comments, the times of subtitles.

Of a field the result stands behind it: 见REF _Ref3187 \h 附件2 → 见附件2. Anchors count from one: 负责人[a1]负责[a2].
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.marks import CHINESE, HAN, at
from anwen.repair.spoken import spoken_of

NAME = "residue"  # for a reader the same as other markup

_FIELD = re.compile(
    r"^[-— \t]*PAGE +\\\* ?(?:MERGEFORMAT|Arabic) \d{1,4}[-— \t]*(?:\n|\Z)"
    r"| ?(?<![A-Za-z])(?:PAGEREF|NOTEREF|REF) _[A-Za-z]{2,5}\d{4,12}(?: +\\[a-z])*(?: +\\\* ?(?:MERGE|CHAR)FORMAT ?)?"
    rf"(?: (?=[{CHINESE}]))?"
    r"|(?<![A-Za-z])TOC(?: +\\[a-z](?: ?\"[^\"\n]{0,20}\")?){1,6} ?"
    r"| ?(?<![A-Za-z])HYPERLINK (?:\\l )?\"[^\"\n]{1,200}\"(?: +\\[a-z](?: ?\"[^\"\n]{0,40}\")?)*"
    rf"(?: ?(?=[{CHINESE}]))"
    r"| ?(?:PAGE|NUMPAGES|SHAPE|SEQ \w{1,6}|= ?\d{1,2}) ?\\\* ?(?:MERGEFORMAT|ARABIC|GB[1-4]) ?"
    # What no text has but a field: 第 PAGE 2 页 keeps its figure, behind a line PAGE 2 is a foot that ran into it.
    r"| ?(?<![A-Za-z])(?:EMBED (?:Word|Equation|Excel|Visio|Package|PBrush|AutoCAD|MSPhotoEd)[\w.]{0,20}(?: \\s)?"
    r"|(?<![^\s：:（(_])FORM(?:TEXT|DROPDOWN)(?![与和、及或是A-Za-z])"
    r"|INCLUDEPICTURE \"[^\"\n]{1,300}\"(?: +\\[a-z])*(?: \\\* ?MERGEFORMAT(?:INET)?)?"
    r"|(?:DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE) \\@ ?\"[^\"\n]{1,40}\"(?: +\\[a-z])*) ?"
    rf"|(?<=第 )PAGE (?=\d{{1,4}} ?页)|(?<=共 )NUMPAGES (?=\d{{1,4}} ?页)"
    rf"|(?P<foot>(?<=[{HAN}。）]) (?:PAGE|NUMPAGES) \d{{1,4}}[ \u3000]*(?=\n|\Z))",
    re.MULTILINE,
)
# What Word prints for a reference that it cannot find: 第一章 总则 错误！未定义书签。
_LOST = re.compile(
    "错误 ?[!！] ?(?:未定义书签|未找到引用源|未指定书签|书签自引用|超链接引用无效|不能识别的开关参数)[。.]?"
    r"|Error! (?:Bookmark not defined|Reference source not found|Hyperlink reference not valid)\."
)
_SHOWN = re.compile("[“‘「\"'（(《]|(?:提示|显示|出现|变[成为]|报|弹出|解决|处理|[是有为])[：:]?\\Z")
# What a slide's master shows where its author wrote nothing, with the levels below.
_MASTER = re.compile(
    r"单击此处(?:编辑(?:母版)?|添加)(?:标题|副标题|文本|正文)(?:样式)?[ \t]*"
    r"(?:\n[ \t]*第[二三四五]级[ \t]*(?=\n|\Z)){0,4}(?:\n|\Z)"
)
_NUMBER_SIGN = re.compile(r"^[ \t]*‹#›[ \t]*(?:\n|\Z)", re.MULTILINE)
_LEADERS = frozenset(" \t\u3000.…")
_REFERS = re.compile("[第见在看翻到至共总刊载登]|杂志|[书报]|手册|[《》”]")  # 详见《财经》杂志 PAGE 12
_NEAR = 20  # characters
_FIELDS = ("REF _", "TOC ", "HYPERLINK", "\\* ", "\\*M", "\\*A", "\\*G", "PAGE", "EMBED ", "FORM", "\\@")
_BOX = "FORMCHECKBOX"  # is drawn so: □ 是 □ 否
_ANCHOR = re.compile(r"\[([aAuU]|[A-Za-z]{4,16}|微软用户|用户)(\d{1,3})\]")
_BEFORE = re.compile(f"[{HAN}，。；、”》）]\\Z")
_TIMES = re.compile(r"^(?:\d{1,4}\n)?\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}[ \t]*(?:\n|\Z)", re.MULTILINE)
_AGREE = 2


def find(text: str) -> list[Change]:
    """Changes for fields, for anchors that count on, and for the times of two subtitles or more.

    >>> [change[:2] for change in find("负责人[a1]要全面负责[a2]，分管负责人协助。")]
    [(3, 7), (12, 16)]
    >>> find("取矩阵的[a2]和向量[b1]。")
    []
    """
    found: list[Change] = []
    if any(word in text for word in _FIELDS):
        fields = [
            match
            for match in _FIELD.finditer(text)
            if not spoken_of(text, match.start(), match.start() + len(match[0].rstrip()))
        ]
        # A foot that ran into its line has other fields on its page.
        found += left_out(match for match in fields if not match["foot"] or _ran(text, match, len(fields)))
        boxes = (match for match in re.finditer(_BOX, text) if not spoken_of(text, *match.span()))
        found += (Change(*match.span(), "□") for match in boxes)
    if any(sign in text for sign in ("错误！", "错误!", "错误 ", "Error! ")):
        found += _lost(text)
    if "单击此处" in text:
        slides = [match for match in _MASTER.finditer(text) if at(text, match.start() - 1) in ("", "\n")]
        found += left_out([*slides, *_NUMBER_SIGN.finditer(text)] if slides else ())
    if "[" in text:
        found += _anchors(text)
    if " --> " in text:
        times = [match.span() for match in _TIMES.finditer(text)]
        found += (Change(*span, "") for span in times if len(times) >= _AGREE)
    return disjoint(found)


def _lost(text: str) -> list[Change]:
    """What stands for references that Word cannot find, with the dots or spaces before; not what a text tells of."""
    found: list[Change] = []
    for match in _LOST.finditer(text):
        if not _SHOWN.search(text, max(0, match.start() - 4), match.start()):
            start = match.start()
            while at(text, start - 1) in _LEADERS:
                start -= 1
            found.append(Change(start, match.end(), ""))
    return found


def _ran(text: str, foot: re.Match[str], fields: int) -> bool:
    """Whether a page's number behind a line ran into it: nothing there refers to a page, and others are fields too."""
    line = text[max(text.rfind("\n", 0, foot.start()) + 1, foot.start() - _NEAR) : foot.start()]
    return fields >= _AGREE and not _REFERS.search(line)


def _anchors(text: str) -> list[Change]:
    anchors = [
        match for match in _ANCHOR.finditer(text) if _BEFORE.search(text, max(0, match.start() - 1), match.start())
    ]
    names = {match[1] for match in anchors}
    counted = [int(match[2]) for match in anchors] == list(range(1, len(anchors) + 1))
    return left_out(anchors) if len(names) == 1 and counted and len(anchors) >= _AGREE else []
