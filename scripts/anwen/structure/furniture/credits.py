"""Lines of labels and values, or of counters, that a site prints beside a title: 稿源:… 人气:8817 字号:大 中 小.

The header of minutes and the control box of a company's rules have labels side by side as well (时间 地点 主持, 编制
审核 批准), so one of the labels must be a web page's own and most of the others must not be foreign to it.
"""

from __future__ import annotations

import re

_LABEL = re.compile(r"(?:^|(?<=[\s|/·\[\])(,]))([一-鿿][一-鿿\s]{0,9}?)\s*:")
# [ 索引号 ] 115002/2020-00160 [ 发布机构 ] 某县人民政府办公室
_BOXED = re.compile(r"\[\s*([一-鿿]{2,8})\s*\]\s")
_BOXES = re.compile("索引|主题分类|体裁分类|发布机构|信息分类|有效性|组配分类|(?:成文|发布|生成|公开)日期")
# 铺主推荐 · 2020.05.20 · 3641字
_DOTTED = re.compile(r"(?:[^·|•。:;]{1,18}\s?[·|•]\s?){2,6}[^·|•。:;]{1,18}")
_COUNT_OR_DATE = re.compile(r"\d\s*(?:字|分钟|次|人|个|页|条|赞|阅读)|(?:20|19)\d\d[-/.]\d|[★☆]")
_FIRST = re.compile(r"[\[(\s]*(?:[一-鿿][一-鿿\s]{0,9}?\s*[:(]|(?:19|20)\d\d[-/.年]|[一-鿿]{2,4}\s*\d)")
_COUNTED = re.compile(
    r"(?:^|(?<=[\s|/·\])(,]))([一-鿿]{2,5}?)\s*[:(]?\s*[\d,.]+\s*[万千]?\s*[次人篇条字分钟页K℃]*\)?(?=$|[\s|/·,])"
)
# Only a page is read, clicked on, shared, filed under a category.
_PAGES_OWN = re.compile(
    "浏览|点击|阅读|人气|热度|访问|下载|字[号体]|分享|索引|上传|(?:发布|发表|更新|录入)(?:时间|日期|人|者|部门|机构|单位|于)?$|稿源|来自|"
    "收藏|评论|点赞|积分|页数|标签|关键[词字]|栏目|类目|已售|销量|责任编辑|责编|有效性|参与人数|收录|字数|点数|悬赏|评分|贡献|热线排行|投稿|流程状态|当前(?:处理人|节点|环节)|"
    "小编|点播|收听|播放|观看|围观|(?:打印|查看|阅览|回复)(?:次数|数|量)|视力"
)
_BYLINE = re.compile(r"(?:本[报网刊台站]|特约)?(?:记者|通讯员|评论员|作者|编辑|责编|摄影|撰文)[\s:/]*[一-鿿]{2,4}\s")
_EITHER = re.compile(
    "来源|作者|编辑|校对|审核|时间|日期|编号|大小|格式|分类|类别|类型|状态|文号|字号|机构|主题|公开|单位|值班|摄影|记者"
)
_CREDITS = re.compile("编委|版式|统筹|编辑|责编|校对|美编|排版|监制|摄影|摄像|制图|剪辑|出品|策划")
# Of a form's labels: what only the program that keeps it says, and what it says of any document.
_KEPT = re.compile(
    r"(?:公告|公文|文件|通知|信息|流程|单据|稿件)?(?:编号|类别|类型|分类|状态|来源|标题)|(?:阅读|查看|打印|浏览|点击|下载|查阅|访问)(?:次数|人数|数|量|权限)|"
    "(?:发布|公开|阅读|传阅|主送|发送)(?:范围|对象)|公开(?:形式|方式|属性|类型|类别|程度|时限|期限)(?:(?:主动|依申请|不予|免予|全文|部分|长期|永久|常年|向?社会)(?:公开)?|公开)|附件(?:个数|数)|(?:附件|文件)名称?|大小|(?:置顶|有效|失效|到期)(?:时间|日期|期)?|所属栏目|信息分类"
)
_OF_ANY = re.compile(
    "(?:拟稿|发布|发文|录入|起草|承办|经办|主办|拟文|上传|提交|制发|印发|成文|签发|核稿|审核|审批|签收|会签|呈报|更新)(?:人|者|员|部门|单位|机关|机构|日期|时间)?|"
    "名称|密级|缓急|紧急程度|文号|发文字号|字号|主题词|关键词|作者|部门|期限|保密期限|标题|份数|备注"
)
# A line of an article's roll of who made it: 图文|陈晨, 文字:周洁, 责编:小桥.
_ONLINE = (
    "图文|文图|文字|图片|供图|配图|海报|视频|音频|剪辑|拍摄|摄像|摄影|配音|播音|主播|排版|美编|责编|责任编辑|编辑|校对|审校|监制|出品(?:人|单位)?|统筹|"
    "策划|制图|设计|制作|新媒体|投稿"
)
_OFFLINE = (  # said of an office's paper as well
    "文|图|来源|供稿|撰稿|撰文|作者|通讯员|记者|采写|审核|初审|复审|终审|签发|值班(?:编委|主任|编辑)?|总编辑?|主编|投稿邮箱|联系邮箱"
)
ROLE = re.compile(
    rf"[\[(]?(?:本期|本文|执行|总|值班)?(?:{_ONLINE}|{_OFFLINE})(?:[/、&和](?:{_ONLINE}|{_OFFLINE}))*\s*[:|/丨]"
    rf"\s*[^。;:!?]{{2,24}}(?:\s+(?:{_ONLINE}|{_OFFLINE})\s*[:|/丨]\s*[^。;:!?]{{2,24}})*"
)
_ANY_ROLE = re.compile(rf"(?:本期|本文|执行|总|值班)?(?:{_ONLINE}|{_OFFLINE}|审读|二审|三审)")
_ONLINE_ROLE = re.compile(rf"[\[(]?(?:本期|本文|执行|总|值班)?(?:{_ONLINE})")
_BAR = re.compile(r"\s?[|丨]\s?(?=\S)")
_LONGEST = 140
_SENTENCE = re.compile("[。;!?]|,.*,")


def labels(folded: str) -> list[str]:
    """The labels of a line of pairs, without inner spaces."""
    found = [match[1] for match in _LABEL.finditer(folded)] + [match[1] for match in _COUNTED.finditer(folded)]
    return [re.sub(r"\s", "", label) for label in found]


def is_page_data(folded: str, *, whole: bool = False) -> bool:
    """Whether a line is what a site says about its page: two or more labels or counters, one of them a page's own.

    Most of the labels must not be foreign to a page, or all of them (``whole``).

    >>> is_page_data("索 引 号:QS0012    发文字号:青安办[2023]41号    有效性:有效")
    True
    >>> is_page_data("时间:2015年4月7日 地点:会议室"), is_page_data("编制:张三 审核:李四 批准:王五")
    (False, False)
    """
    if len(folded) > _LONGEST or _SENTENCE.search(folded):
        return False
    if _DOTTED.fullmatch(folded) and _COUNT_OR_DATE.search(folded):
        return True
    if (boxed := _BOXED.match(folded + " ")) and _BOXES.search(boxed[1]):
        return True
    named = labels(folded)
    own = sum(bool(_PAGES_OWN.search(label)) for label in named)
    either = sum(bool(_EITHER.search(label)) for label in named)
    if _BYLINE.match(folded) and own:
        return True  # 本报记者 谭晓 编辑 老梁 点击 207
    if not _FIRST.match(folded):
        return False  # 安全会议纪要 作者:匿名 点击数:4521 has the title before them
    least = 2 * (own + either) >= len(named) if not whole else own + either == len(named)
    return len(named) >= 2 and own >= 1 and least


def particulars(named: list[str]) -> tuple[int, int]:
    """How many labels of a form are a page's own, and how many are said of any document.

    >>> particulars(["公告编号", "发文部门", "拟稿人", "阅读次数"]), particulars(["时间", "地点", "主持人", "记录"])
    ((2, 2), (0, 0))
    """
    bare = [re.sub(r"[\s:]", "", label) for label in named]
    kept = [bool(_KEPT.fullmatch(label) or _PAGES_OWN.search(label)) for label in bare]
    return sum(kept), sum(not own and bool(_OF_ANY.fullmatch(label)) for label, own in zip(bare, kept, strict=True))


def is_online_role(folded: str) -> bool:
    """Whether a line of an article's roll names who is needed for a page and a film only.

    >>> is_online_role("图文|陈晨"), is_online_role("审核:李四")
    (True, False)
    """
    return bool(_ONLINE_ROLE.match(folded))


def is_credits(folded: str) -> bool:
    """Whether a line names who edited and set a page: two or more labels, one of them an editor's.

    >>> is_credits("编辑:吴倩 校对:李宁 值班主任:孟凡"), is_credits("拟稿:吴倩 核稿:李宁 签发:孟凡")
    (True, False)
    """
    if len(folded) > _LONGEST or _SENTENCE.search(folded):
        return False
    named = [match[1] for match in _LABEL.finditer(_BAR.sub(":", folded))]
    all_roles = all(_ANY_ROLE.fullmatch(label) for label in named)
    return len(named) >= 2 and (bool(_CREDITS.search(named[0])) or (all_roles and any(map(_ONLINE_ROLE.match, named))))
