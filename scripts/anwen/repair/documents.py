"""What every rule knows of a document's form: how a line begins that begins anew, how dates and offices are written."""

from __future__ import annotations

import re

from anwen.repair.marks import NUMERALS

# Where a line begins so, it is an item, a heading or news, and does not go on from the line above.
OPENS = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}[、.．,，]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}(?:[、)）]|[.．](?!\d))|[①-⑳]|[-*•·#>|]|[A-H][.．、]|第[一二三四五六七八九十百]{1,4}[章节条篇]|附[：:件]"
    r"|本[报网刊台][^，。；\n]{0,6}(?:消息|讯|电)"  # news
)
# The number of a heading or an item.
NUMBERED = r"(?:第?[一二三四五六七八九十百\d]{1,4}[、.．章节条篇部]|[（(][一二三四五六七八九十\d]{1,3}[）)])"

DATE = (
    r"(?:(?:(?:19|20)\d\d|[Xx×*]{4}|20[Xx×*]{2})年\d{1,2}月\d{1,2}日"
    rf"|[一二][{NUMERALS}○O]{{3}}年[{NUMERALS}]{{1,2}}月[{NUMERALS}]{{1,3}}日)"
)
OFFICE_ENDS = (
    "局|厅|委|办公室|安委办|安委会|委员会|政府|公司|集团|学校|小学|中学|大学|学院|幼儿园|医院|办事处|支队|大队|总队|中心|工会|协会|支部|党委|"
    "党组|领导小组|项目部|指挥部|煤矿|管理[站处所科部]|安[全监保][站处科部]"
)
