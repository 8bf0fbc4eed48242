"""What stands around a text and ran into it: the title into the salutation, the fields of minutes into each other, the
last sentence into the office that signs and its date.

A line's end is put back where the form leaves no choice; elsewhere the place is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.documents import DATE, OFFICE_ENDS
from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.ends import numbered
from anwen.repair.ends.gap import as_wide
from anwen.repair.joint import IN_WORD, PARTED, across, word
from anwen.repair.lines import line_around, lines_with, matches_in_lines
from anwen.repair.marks import FINAL, HAN, NUMERALS

NAME = "joined"

_OCCASION = "会议|活动|培训|检查|召开|学习|演练|座谈|发布|报名|集合|开始|结束|截止|讲座"
_FIELD = (
    rf"(?:{_OCCASION})?(?:时间|日期|地点|主题|议题|内容|议程|对象|名称|形式)|(?:会议)?(?:主持人?|记录人?|整理人?|召集人|主讲人?)"
    r"|(?:授课|培训)人|(?:参加|参会|出席|列席|缺席|与会|到会|请假)(?:人员|人|单位|领导|部门|对象)?"
)
_FIELDS = re.compile(rf"(?:{_FIELD})[:：]")
_TITLE = (
    r"\A\s{0,20}[^\n，。；：！？]{5,40}(?:纪要|记录|通知|总结|讲话|讲话稿|报告|方案|通报|办法|规定|致辞|发言|发言稿|意见|通告|公告|"
    r"倡议书|公开信|一封信|告知书|慰问信|感谢信|提示|提醒|计划|函|体会|感悟|观后感|简报|汇报|制度|预案|规程|细则|责任书|承诺书|申请书)(?:[（(][^）)\n]{1,16}[）)])?"
)
# Behind a title a sentence has a day with its comma, or a purpose or a reason before who acts: …总结近日，支部….
_DAY_BEFORE = (
    rf"(?:近日|日前|近期|近年来|一年来|[今去]年(?:以来|初|[上下]半年|[春夏秋冬][季天])|(?:(?:[今去]|\d{{4}}|[{NUMERALS}]{{4}})年)?[{NUMERALS}\d]{{1,3}}月"
    rf"(?:[{NUMERALS}\d]{{1,3}}日)?(?:[上下]午|晚上?)?[\d时分点:：]{{0,8}})"
)
_PURPOSE = (
    "为(?:了|进一步|深入|切实|认真|贯彻|全面|加强|做好|确保|规范|落实|有效|提高|防止|预防|推动|强化|深刻|吸取)"
    "|根据|按照|依据|随着|通过(?:参加|学习|这次|此次|本次|观看|培训|开展|聆听)|作为一[名个位]|[今去]年[一-鿿]{0,4}是"
)
_BEGUN = (
    rf"(?:{_DAY_BEFORE}，|(?:{_PURPOSE})(?:(?!提供|奠定|指明|打下|作了|进行了)[^\n。]){{4,150}}?，"
    "(?:我|本[公单校院站办方制规部厂镇县市区局]|[经现]将|现就|经研究|特制?|制定|结合|决定))"
)
_TITLED = re.compile(
    rf"{_TITLE}(?=(?:[{NUMERALS}\d]{{1,4}}[年月]|各[{HAN}、]{{1,30}}：|为(?:了|进一步|深入|切实|认真|贯彻)|同志们(?=[，,今刚这首根按])|根据)"
    rf"[^\n]{{20}}|{_BEGUN})"
)
_STATED = re.compile(_BEGUN)
_CITED = re.compile(
    r"\s*(?:根据|按照|依据|通过|学习|围绕|结合|接到|收到|对照|对|在|由|[^\n，。]{0,38}?(?:[是了已]|我们|请(?!示)|应(?!急)|将(?!军)|(?<![重主纪需概简必摘])要))"
)
# 电气安全管理规定1.目的…: the first item of several.
_ITEMS = re.compile(
    rf"{_TITLE}()(?=(?:1[.．、]|(?P<chinese>一、))[{HAN}][^\n]*[。；\n](?:(?(chinese)二、|2[.．、]))[{HAN}])"
)
# 江安委〔2022〕15号关于…: the number of a document before its title.
_DOCUMENT = re.compile(rf"\A\s{{0,20}}[{HAN}]{{1,12}}[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d{{1,4}}号()(?=关于[^\n]{{6}})")
# 某局召开会议1月18日，某局召开…: news under its title; the day, and who did it, come again.
_NEWS = re.compile(
    rf"\A[ \u3000]*(?P<who>[{HAN}]{{3}})[{HAN}“”、—·]{{5,40}}()(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日(?:[上下]午|晚)?，"
    r"(?=[^\n，。]{0,8}(?P=who))"
)
_GROUP = f"各(?![有自不项种类司尽显])[{HAN}（）()、，]{{1,50}}|同志们|同事们"
_GROUP += f"|(?:老师|同学|家长|居民|市民|朋友|工友)[{HAN}]{{0,3}}们"
_GROUP += f"|(?:尊|亲)[敬爱]的[{HAN}、，]{{2,30}}"
_SALUTED = re.compile(rf"{_TITLE}()(?:{_GROUP})[：:]()")
# 各科室：为加强…; 各村：负责… is a list of duties.
_ADDRESSED = re.compile(
    rf"\A(?:[^\n，。；：！？]{{4,60}}\n\s{{0,8}})?[ \u3000]*"
    rf"(?:(?P<dear>(?:[尊亲][敬爱]的|各位)[{HAN}、，]{{2,30}}[：:](?=[你您大].{{0,4}}好|{_PURPOSE}))"
    rf"|(?:{_GROUP})[：:](?={_PURPOSE}|{_DAY_BEFORE}|现))(?P<end>)"
    r"[^\n。！]{0,80}[。！：][^\n]{10}"
)
_SEVERAL_SAID = re.compile("(?:[^\n]*?[。！？；：]){3}|[^\n]{10,}：[ \u3000]*\n")
_COLONS = re.compile("[:：](?:[^\n:：]{1,80}[:：]){2}")
_SEVERAL = 3
_MINUTES = re.compile("[^\n，。；：！？:]{2,40}(?:纪要|记录|例会|会议)")
_GREETED = re.compile(
    r"^[ \u3000]*(?:同志们|各位领导|各位代表|同事们|老师们|同学们)(?=今天|刚才|现在|在这|根据|按照)", re.MULTILINE
)
# 摘自某局…, 报送某局…: an office in a sentence.
_NAMED = rf"(?!特此|[报送由据自来转摘向在于到经抄是与和的请])[{HAN}（）()]{{1,28}}"
_OFFICE = rf"{_NAMED}(?:{OFFICE_ENDS})"
# Behind a stop and before a date a part of an office is one too, and a person.
_SIGNER = (
    rf"(?:{_NAMED}(?:{OFFICE_ENDS}|部|处|科|所|站|队|室|厂|矿|会|院|办|社区|街道|车间|班组|园|村)"
    rf"|(?:汇报|报告|承诺|检讨|申请|宣誓|述职|倡议|保证|整改)人[:：][ \u3000]?[{HAN}]{{2,4}})"
)
_CLOSED = f"(?:(?<=[。！])|(?<=特此[{HAN}]{{2}}))"
_SIGNED = re.compile(rf"{_CLOSED}()(?:{_SIGNER})?()(?P<date>{DATE})[ \u3000]*$", re.MULTILINE)
_ONLY_SIGNED = re.compile(rf"^[ \u3000]*{_OFFICE}()(?P<date>{DATE})[ \u3000]*$", re.MULTILINE)
_OFFICE_ONLY = re.compile(rf"{_CLOSED}()(?:{_OFFICE})[ \u3000]*\n\s{{0,40}}{DATE}[ \u3000]*$", re.MULTILINE)
_ATTACHMENTS = re.compile(r"附(?<=[。！；].)件[：:](?=[^，。；\n]{4,200}$)", re.MULTILINE)
_ATTACHED = re.compile("附[件：:表]")
_DAY = re.compile(rf"{DATE}[ \u3000]*$", re.MULTILINE)
_DAY_ENDS = re.compile("日[ \u3000]*$", re.MULTILINE)
_SIGNS = 100  # characters before a date in which its office is, on the line above at most
_RUN_ON = re.compile(rf"(?:{OFFICE_ENDS})(?P<date>{DATE})\s*\Z")
_APART = " \u3000\t\n，,、;；。：:|（(“"
_CONTINUED = 8  # characters
_LINE, _FAR = 400, 4000
_SHORTEST = 4
_FOOT = 3  # lines


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for pattern in (_DOCUMENT, _NEWS):
        if match := pattern.match(text):
            changes.append(_break(match.start(match.lastindex or 0)))
    if titled_items := _ITEMS.match(text):
        changes += [_break(titled_items.start(1)), *_listed(text, titled_items.start(1))]
    saluted = _SALUTED.match(text)
    if saluted:
        changes += _saluted(text, saluted)
    elif addressed := _ADDRESSED.match(text):
        items = list(_listed(text, addressed.start("end")))
        if items or (addressed["dear"] and _SEVERAL_SAID.search(text, addressed.start("end"))):
            changes += [_break(addressed.start("end")), *items]
    if "：" in text or ":" in text:
        changes += _fields(text)
    changes += _signed(text)
    if "附件" in text:
        changes += _attachments(text)
    titled = _TITLED.match(text)
    if titled and not saluted and _parts(text, titled.end()):
        sure = _STATED.match(text, titled.end()) and not _CITED.match(text, 0, titled.end())
        changes.append(_break(titled.end()) if sure else may_end(text, titled.end()))
    changes += (may_end(text, match.end()) for match in _GREETED.finditer(text))
    return disjoint(as_wide(text, changes))


def may_end(text: str, place: int) -> Change:
    """A mark on the last characters of what may end at ``place``."""
    return marked(text, max(text.rfind("\n", 0, place) + 1, place - _SHORTEST), place, NAME)


def _break(place: int) -> Change:
    return Change(place, place, "\n")


def _parts(text: str, place: int) -> bool:
    return -across(text, place, place) >= PARTED and word(text, place, place) < IN_WORD


def _saluted(text: str, match: re.Match[str]) -> list[Change]:
    """Breaks behind the title and behind the salutation, where the first sentence follows it."""
    end = match.end()
    line = text.find("\n", end)
    rest = (len(text) if line < 0 else line) - end
    return [_break(match.start(1)), *([_break(end)] if rest >= _CONTINUED else [])]


def _listed(text: str, start: int) -> Iterator[Change]:
    """Breaks before the items that a line's end parted from what announces them: …通知如下：一、…。二、…。"""
    for chain in numbered.chains(text, start, line_around(text, start, start, _FAR)[1]):
        announced = text[chain[0].start - 1] in "：:"
        if (announced or chain[0].start == start) and all(mark.before == "stop" for mark in chain[1:]):
            yield from (_break(mark.start) for mark in chain[0 if announced else 1 :])


def _fields(text: str) -> list[Change]:
    """Breaks before the fields of minutes that follow each other without a space: three or more in a line."""
    found: list[Change] = []
    for start, end in lines_with(text, _COLONS.finditer(text)):
        names = list(_FIELDS.finditer(text, start, min(end, start + _LINE)))
        before = text[start : names[0].start()].strip() if names else ""
        if len({name[0] for name in names}) >= _SEVERAL and (not before or _MINUTES.fullmatch(before)):
            glued = (name.start() for name in names if name.start() > start and text[name.start() - 1] not in _APART)
            found += map(_break, glued)
    return found


def _attachments(text: str) -> list[Change]:
    """Breaks before the list of attachments behind a last sentence, and between its items."""
    found: list[Change] = []
    for match in _ATTACHMENTS.finditer(text):
        chains = list(numbered.chains(text, match.end(), line_around(text, match.end(), match.end(), _LINE)[1]))
        items = [mark for chain in chains for mark in chain[1:]]
        if not items or all(mark.before == "glued" for mark in items):
            found += map(_break, (match.start(), *(mark.start for mark in items)))
    return found


def _signed(text: str) -> list[Change]:
    """Breaks before the office that signs and before its date; one day is no date of a letter at its head."""
    found: list[Change] = []
    days = list(matches_in_lines(_DAY, _DAY_ENDS, text))
    for day in days:
        near = max(0, day.start() - _SIGNS)
        if match := _SIGNED.search(text, text.rfind("\n", near, day.start()) + 1 or near, day.end()):
            found += map(_break, dict.fromkeys((match.start(1), match.start("date"))))
        elif (match := _OFFICE_ONLY.search(text, near, day.end())) and match.end() == day.end():
            found.append(_break(match.start(1)))
    lines = lines_with(text, days)
    for match in (match for start, end in lines for match in _ONLY_SIGNED.finditer(text, start, end + 1)):
        before = text[max(0, match.start() - _LINE) : match.start()].rstrip()
        behind = text[match.end() : match.end() + _LINE + 1]
        foot = len(behind) <= _LINE and len(behind.split("\n")) - 1 <= _FOOT
        above = before[before.rfind("\n") + 1 :]
        if above and (above[-1] in FINAL or _ATTACHED.search(above)) and foot:
            found.append(_break(match.start("date")))
    run_on = _RUN_ON.search(text, max(0, len(text) - _LINE))
    if run_on and not any(change.start == run_on.start("date") for change in found):
        line = text[text.rfind("\n", 0, run_on.start()) + 1 : run_on.start()]
        if "，" in line:
            found.append(may_end(text, run_on.start("date")))
    return found
