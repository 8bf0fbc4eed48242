"""What can be a document's title, and which of several candidates is it."""

from __future__ import annotations

import re

from anwen.structure.lines.numbering import can_be_day, marker_at

# Words that the title of such a document ends with, sites' and offices' titles alike.
_NOUNS = (
    "总结|报告|纪要|讲话|讲话稿|发言|发言稿|发言材料|致辞|主持词|通知|通报|通告|公告|公报|决定|决议|意见|方案|计划|要点|安排|部署|"
    "思路|打算|任务|情况|汇报|汇报材料|简报|快报|简讯|报道|记录|会议|大会|例会|会议记录|会议材料|材料|精神|心得|体会|心得体会|感想|笔记|传达|"
    "传达提纲|提纲|宣讲稿|稿|讲稿|活动|培训|内容|谈话|对话|问答|访谈|解读|办法|制度|规定|规程|条例|措施|清单|责任书|承诺书|倡议书|函|"
    "告知书|公开信|一封信|慰问信|感谢信|批复|请示|答复|须知|手册|指南|课件|教案|细则|预案|案例|经验|做法|综述|侧记|纪实|启示|分析|对策|研究|探讨|策略|工作会|推进会|座谈会|专题会|"
    "动员会|现场会|调度会|工作"
)
_ENDS_AS_TITLE = re.compile(rf"(?:{_NOUNS})(?:[\[(].{{0,16}}[\])])?$")
_NAMES_DOCUMENT = re.compile(
    r"(?:总结|报告|纪要|讲话|讲话稿|发言|发言稿|发言材料|致辞|主持词|通知|通报|通告|公告|公报|决定|决议|意见|方案|计划|要点|工作思路|汇报|汇报材料|"
    r"简报|快报|报道|记录|心得体会|体会|感想|笔记|提纲|宣讲稿|讲稿|办法|制度|规定|规程|条例|细则|责任书|承诺书|倡议书|函|批复|请示|预案|材料|访谈|"
    r"工作思路|主要工作任务)(?:[\[(].{0,16}[\])])?$"
)
# A report's second title, not a speech's: 王某出席会议并讲话, 省长作重要批示.
_WHO_SPOKE = re.compile(
    r"(?:(?:并|分别)(?:作|发表)?了?|(?:出席|主持|参加|到会|列席)[^。;:,]{0,12}(?:作|发表)了?)"
    r"(?:重要|动员|总结|主旨|主题|专题|书面|视频)?(?:讲话|致辞|发言)$|[作发表][了出]?重要(?:讲话|批示|指示)$"
)
_OFFERED = re.compile(
    r"[\[(](?:精选|通用|优秀|最新|热门|经典|实用|推荐|精品|优质|完整|参考|范文|范本|模板|可编辑|可修改)版?[\])]$"
)
_DATE = re.compile(
    r"[\[(]?\s*(?:[12]\d{3}|[二〇○O0零一二三四五六七八九]{4})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*"
    r"(?:[月./-]\s*(?:[\d一二三四五六七八九十]{1,3}\s*[日号]?)?)?\s*(?:[上下]午|晚)?\s*[\])]?"
)
_ORGANISATION = re.compile(
    r"[^,。;:!?\d]{2,30}?(?:公司|集团|分?局|厅|部|处|科|室|所|(?<!网)站|队|中心|委员会|委|办|办公室|办事处|政府|学校|小学|中学|大学|学院|幼儿园|"
    r"医院|街道|社区|镇|乡|村|工会|协会|支部|党委|总队|支队|大队|厂|矿|院|(?:林|农|牧|渔|茶)场|安委会|领导小组|项目部)"
)
# 共管格局, 电梯困人怎么办: words that end as the names of offices do
_NO_OFFICE = re.compile(
    "(?:[么承举主督代严快]办|(?<!振)兴办|(?<!督)查办|[格结布大全开僵战残破]局|(?<!安)全部|[内局底顶头干]部|(?<![海对])外部"
    "|[到好益坏之长短深远高患惩]处|(?<![检稽督])查处|[餐客]厅|[出住]院)$"
)
# 例会纪要.docx; .html is not among them: 如何编写 index.html is a whole title.
FILE_ENDING = re.compile(r"\s*\.(?:docx?|pdf|wps|txt|xlsx?|pptx?)$", re.IGNORECASE)
LONGEST_LINE = 200  # characters of an office's name, a number, a sign-off, with the spaces that spread them over a line
SEAL = re.compile(r"\s*[(（](?:公章|盖章|签章|印章|代章|章|印)[)）]$")
_HEADER = re.compile(r".{2,40}(?:文件|文件处理笺)|(?:密级|签发人|机密|秘密|特急|急件).{0,12}")
_PAPER = re.compile(
    r".{2,40}(?:文件|简报|通报|会议纪要)|(?:密级|签发人|机密|秘密|特急|急件).{0,12}"
    r"|(?:[\[(]?(?:19|20)\d\d年?[\])]?\s*)?第?\s*\d+\s*期"
)
# the form on which a paper goes round its office
_FORM = re.compile(
    r".{0,40}(?:发文|收文|拟文|公文|文件)(?:稿纸|稿笺|处理[笺单签表]|审批[笺单表]|呈[批阅][单件表]|[阅拟]办[单签笺])"
    r"|(?:(?:签发|核稿|拟稿|会签|校对|审核|打字|审签)人?\s*:\s*[一-鿿\s]{0,12}){1,6}"
)
_NUMBER = re.compile(
    r"[一-鿿A-Za-z]{1,14}\s*(?:发|函|办|字|通|电)?\s*\[?\(?\s*(?:20|19)\d\d\s*\]?\)?\s*第?\s*\d{1,4}\s*号"
    r"|[\[(]\s*(?:20|19)\d\d\s*[\])]\s*第?\s*\d{1,4}\s*号"
)
_BRACKETED = re.compile(r"[(][^()]*[)]")  # (安全生产术语), (某年某月某局印发): what is said of a title
_NAME_LINE = re.compile(
    r"[\[(]?.{0,14}(?:书记|主任|局长|市长|县长|区长|镇长|校长|经理|董事长|部长|处长|院长|主席|同志)\s*[一-鿿]{2,3}[\])]?"
)
_BYLINE = re.compile(r".{0,12}(?:记者|通讯员|实习生|撰文|摄影)[\s:/]*[一-鿿]{2,4}(?:\s.{0,30})?")
# 本期目录, 【目录】: a list of what is in an issue or a book stands below
_CONTENTS = re.compile(
    r"[\[(●◆■★☆○*\s]*(?:(?P<issue>本[期刊辑册集]|今日|内容)(?:目\s*[录次]|要目|导读|内容|看点|提要)|目\s*[录次]|要\s*目)[\])\s:]*"
)
# 省政府网 在线访谈: a site's name and its column
_MASTHEAD = re.compile(
    r"\S{2,12}(?:政府网|(?<!联)网|频道|论坛|电台|电视台|门户)(?:\s+\S{2,8}){1,2}"
    r"|\S{2,16}(?:政府|委员会|局|厅)\s+(?:在线(?:访谈|直播)|(?:政务|信息)公开|互动交流|新闻发布会?|通知公告|政策解读)"
)
_TOO_GENERAL = re.compile(
    r"(?:情况|工作|年度|年终|会议|个人)?(?:总结|报告|汇报|纪要|讲话|发言|记录|情况|通知|简报|内容|材料|方案|意见|体会|心得|会议)|会议纪要|会议记录|工作总结"
)


def is_date(folded: str) -> bool:
    """Whether a line is nothing but a date.

    >>> is_date("2008年10月16日"), is_date("(二〇一七年三月五日)"), is_date("2008年的工作")
    (True, True, False)
    """
    text = folded.strip()
    return len(text) <= 24 and bool(_DATE.fullmatch(text))


def is_organisation(folded: str) -> bool:
    """Whether a line is nothing but the name of an office, school or company.

    >>> is_organisation("东宋门小学安全办"), is_organisation("安全生产工作会议纪要"), is_organisation("电梯困人怎么办")
    (True, False, False)
    """
    if len(folded) > LONGEST_LINE:
        return False
    words = SEAL.sub("", folded.strip()).strip("()").replace(" ", "")
    return bool(_ORGANISATION.fullmatch(words)) and not _NO_OFFICE.search(words)


def is_own_number(folded: str) -> bool:
    """Whether a line is nothing but a document number.

    >>> is_own_number("安委办[2017]29号"), is_own_number("[2025]3号"), is_own_number("依据安委办[2017]29号文件精神")
    (True, True, False)
    """
    return len(folded) <= LONGEST_LINE and bool(_NUMBER.fullmatch(folded.strip()))


def ends_as_title(folded: str) -> bool:
    """Whether the last word is one that titles end with."""
    return bool(_ENDS_AS_TITLE.search(folded.strip()))


def names_document(folded: str) -> bool:
    """Whether the last word names a kind of document, so that a heading can hardly be meant.

    >>> names_document("东宋门小学安全工作专题会议纪要"), names_document("一年来的主要工作")
    (True, False)
    >>> names_document("李明出席会议并讲话")
    False
    """
    return bool(_NAMES_DOCUMENT.search(folded.strip())) and not tells_who_spoke(folded)


def tells_who_spoke(folded: str) -> bool:
    """Whether a line ends as a report's second title does: …出席会议并讲话."""
    return bool(_WHO_SPOKE.search(folded.strip()))


def is_general(folded: str) -> bool:
    """Whether the words are a kind of document and nothing more, such as 情况报告."""
    return bool(_TOO_GENERAL.fullmatch(folded.strip()))


def heads_paper(folded: str) -> bool:
    """Whether a line stands at the head of an office's paper: 某某县人民政府文件, 机密, 第 7 期.

    >>> heads_paper("东陵市安全生产委员会文件"), heads_paper("关于印发文件的通知")
    (True, False)
    """
    return bool(_PAPER.fullmatch(folded.strip()))


def is_form(folded: str) -> bool:
    """Whether a line is the head of the form on which a paper goes round, or names who wrote and signed it there.

    >>> is_form("某区教育局发文稿纸"), is_form("签发:钟立 核稿:何敏"), is_form("发文稿纸要存档")
    (True, True, False)
    """
    return bool(_FORM.fullmatch(folded.strip()))


def heads_contents(folded: str) -> bool:
    """Whether a list of what is in an issue or a book stands below a line.

    >>> heads_contents("本期要目:"), heads_contents("[目 录]"), heads_contents("本期工作要点")
    (True, True, False)
    """
    return bool(_CONTENTS.fullmatch(folded.strip()))


def is_masthead(folded: str) -> bool:
    """Whether a line is a site's name with its column, perhaps.

    >>> is_masthead("省政府网 在线访谈"), is_masthead("全省安全生产联网")
    (True, False)
    """
    return bool(_MASTHEAD.fullmatch(folded.strip()))


def names_speaker(folded: str) -> bool:
    """Whether a line is a post and a name, as stands below the title of a speech.

    >>> names_speaker("副市长 尚书成"), names_speaker("市长带队检查")
    (True, False)
    """
    return bool(_NAME_LINE.fullmatch(folded.strip()))


def can_be_title(folded: str) -> bool:
    """Whether a line at the head of a document reads as a title.

    >>> can_be_title("东宋门小学安全工作专题会议纪要"), can_be_title("各位领导:"), can_be_title("会议强调,要抓落实。")
    (True, False, False)
    """
    text = folded.strip()
    if not 4 <= len(text) <= 64 or re.search(r"[。;!]|[:,、?]$", text) or _BRACKETED.fullmatch(text):
        return False
    if text.count(",") > 1 or not re.search("[一-鿿]{3}", text):
        return False
    marker = marker_at(text, 0, len(text))
    if marker and not (text[:4].isdecimal() or (marker.family == "1.1" and can_be_day(text) and ends_as_title(text))):
        return False
    if (
        re.match(r"[^:]{2,6}:", text)
        or _HEADER.fullmatch(text)
        or names_speaker(text)
        or _BYLINE.fullmatch(text)
        or _MASTHEAD.fullmatch(text)
        or is_form(text)
        or heads_contents(text)
    ):
        return False
    return not is_date(text) and not is_own_number(text)


def bare_title(text: str) -> str:
    return re.sub(r"[\s《》“”\"'()\[\],.:、-]", "", text).lower()


def same_title(one: str, other: str) -> bool:
    """Whether two folded titles are the same, punctuation and spaces aside."""
    return bare_title(one) == bare_title(other)


def akin(one: str, other: str) -> bool:
    """Whether one folded title says the other and perhaps more.

    >>> akin("2023年度关于安全生产工作对话谈话内容", "关于安全生产工作对话谈话内容")
    True
    """
    first, second = bare_title(one), bare_title(other)
    return bool(first) and bool(second) and (first in second or second in first)


def is_subtitle(folded: str) -> bool:
    """Whether a line is the second half of a title: ——在全市安全生产工作会议上的讲话.

    >>> is_subtitle("——我市部署三季度安全生产工作"), is_subtitle("压实责任——我市部署工作")
    (True, False)
    """
    return bool(re.match("[-—–―]{1,3}[^-—–―]{4}", folded))


def is_offered(text: str) -> bool:
    """Whether a folded line is a title as a site of such texts offers it: with what it is good for in brackets.

    >>> is_offered("安全工作总结(精选)"), is_offered("安全工作总结(2023)")
    (True, False)
    """
    return bool(_OFFERED.search(text))


def choose(candidates: list[str], known: str = "") -> int:
    """The index of the title among the folded lines at a document's head; -1 where there is none.

    A line with a title's last word goes before one without; one akin to a title known from elsewhere goes before
    both; of akin ones the longer says more.
    """
    best, best_score = -1, (0, 0, 0)
    for index, text in enumerate(candidates):
        score = (
            int(bool(known) and akin(text, known))
            + int(ends_as_title(text))
            + 1
            - int(is_organisation(text))
            - int(is_offered(text))
            - 2 * int(is_subtitle(text)),
            max((len(bare_title(text)) for other in candidates if other != text and akin(text, other)), default=0),
            -index,
        )
        if best < 0 or score > best_score:
            best, best_score = index, score
    return best
