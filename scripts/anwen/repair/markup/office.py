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
# It stands for a page's number behind a heading, or for what a sentence refers to: 如图错误！未找到引用源。所示.
_LEADS = re.compile(r"(?:\t|[.…]{4})[ \t.…\u3000]*\Z")
_REFERRED = re.compile("(?:详见|参见|如见|[（(，。]见|第|[如见]图|[如见]表|见附[件录表图]) ?\\Z")
_REFERS_ON = re.compile("[ \t]*(?:所[示列述]|[中的节章条页款，。；、）)]|$)", re.MULTILINE)
_HEADS = re.compile(f"[^。，；：！？\n]{{1,40}}(?<=[{HAN}A-Za-z0-9）) \u3000])\\Z")
_LINE_ENDS = re.compile("[ \t]*$", re.MULTILINE)
# Who tells of the message tells how it came, and what to do.
_TOLD = re.compile(
    "F9|Word|word|WPS|更新(?:域|目录|后)|域代码|交叉引用|(?<!未定义)(?<!未指定)书签(?!自引用)|(?<!未找到)引用源"
    "|[“‘「\"'（(《]错误 ?[!！]"
    "|(?:提示|显示|出现|遇[到见]|看[到见]|导致|造成|变[成为]|成了|[是有为报叫]|弹出|打印|写着) ?[：:]? ?错误 ?[!！]"
)
# What a slide's master shows where its author wrote nothing, with the levels below.
_MASTER = re.compile(
    r"单击此处(?:编辑(?:母版)?|添加)(?:标题|副标题|文本|正文)(?:样式)?[ \t]*"
    r"(?P<levels>(?:\n[ \t]*第[二三四五]级[ \t]*(?=\n|\Z)){0,4})(?:\n|\Z)"
)
_NUMBER_SIGN = re.compile(r"^[ \t]*‹#›[ \t]*(?:\n|\Z)", re.MULTILINE)
_SLIDES_TOLD = re.compile("步骤|点击|输入|占位符|版式|[“‘「『\"'《]单击此处")  # how a slide is made
_LEADERS = frozenset(" \t\u3000.…")
_REFERS = re.compile("[第见在看翻到至共总刊载登]|杂志|[书报]|手册|[《》”]")  # 详见《财经》杂志 PAGE 12
_NEAR = 20  # characters
_TYPED = re.compile("域(?:代码|括号|公式|名称)|[Cc]trl")  # of a lesson on such fields
_RINGED = re.compile(r" ?(?<![A-Za-z])(?i:eq) ?\\o\\ac\([○◯], ?(\d{1,2})\)")  # eq \o\ac(○,1)
_FIELDS = ("REF _", "TOC ", "HYPERLINK", "\\* ", "\\*M", "\\*A", "\\*G", "PAGE", "EMBED ", "FORM", "\\@")
_BOX = "FORMCHECKBOX"  # is drawn so: □ 是 □ 否
_ANCHOR = re.compile(r"\[([aAuU]|[A-Za-z]{4,16}|微软用户|用户)(\d{1,3})\]")
_BEFORE = re.compile(f"[{HAN}，。；、”》）]\\Z")
_TIMES = re.compile(r"^(?:\d{1,4}\n)?\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}[ \t]*(?:\n|\Z)", re.MULTILINE)
_AGREE = 2
_LAST_RINGED = 20  # ⑳


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
    if "\\o\\ac(" in text:
        shown = _TYPED.search(text)
        ringed = (match for match in _RINGED.finditer(text) if not shown and 1 <= int(match[1]) <= _LAST_RINGED)
        found += (Change(*match.span(), chr(ord("①") + int(match[1]) - 1)) for match in ringed)
    if "单击此处" in text:
        found += _master(text)
    if "[" in text:
        found += _anchors(text)
    if " --> " in text:
        times = [match.span() for match in _TIMES.finditer(text)]
        found += (Change(*span, "") for span in times if len(times) >= _AGREE)
    return disjoint(found)


def _lost(text: str) -> list[Change]:
    """What stands for references that Word cannot find, with the dots or spaces before; not what a text tells of.

    >>> [change[:2] for change in _lost("第一章 总则\\t错误！未定义书签。")], _lost("会导致错误！未定义书签。先备份。")
    ([(6, 16)], [])
    """
    if _TOLD.search(text):
        return []
    lost = [match for match in _LOST.finditer(text) if not spoken_of(text, *match.span())]
    headed = {match.start(): head for match in lost if (head := _headed(text, match))}
    found: list[Change] = []
    for match in lost:
        near = max(0, match.start() - _NEAR)
        refers = _REFERRED.search(text, near, match.start()) and _REFERS_ON.match(text, match.end())
        head = headed.get(match.start())  # without a space before the message several lines make a list of contents
        heads = head and (head[0][-1] in " \u3000" or len(headed) >= _AGREE)
        if refers or heads or _LEADS.search(text, near, match.start()):
            start = match.start()
            while at(text, start - 1) in _LEADERS:
                start -= 1
            found.append(Change(start, match.end(), ""))
    return found


def _headed(text: str, lost: re.Match[str]) -> re.Match[str] | None:
    """The heading that a message stands behind, at the line's end."""
    if not _LINE_ENDS.match(text, lost.end()):
        return None
    first = text.rfind("\n", 0, lost.start()) + 1
    return _HEADS.match(text, first, lost.start())


def _master(text: str) -> list[Change]:
    """What a slide's master shows: two lines of it, its levels or the sign for a slide's number tell it from a step."""
    slides = [match for match in _MASTER.finditer(text) if at(text, match.start() - 1) in ("", "\n")]
    numbers = list(_NUMBER_SIGN.finditer(text)) if slides else []
    sure = len(slides) >= _AGREE or numbers or any(match["levels"] for match in slides)
    return left_out([*slides, *numbers]) if sure and not _SLIDES_TOLD.search(text) else []


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
