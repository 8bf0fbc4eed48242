"""What speaks of the site and its files, not of the world."""

from __future__ import annotations

import re

from anwen.structure.furniture.patterns import LONGEST

_SITE_WORDS = re.compile(
    "本站|本网站?|本文档|该文档|上传者|上传人|上传用户|用户上传|下载|版权|侵权|文库|客服|备案|会员|积分|附件图纸|解压|压缩包|"
    "权益所有人|盈利用途|存储空间|网友|转载|免责|联系我们|投稿邮箱|本帖|立即删除|压缩文件|图纸预览|office|winrar|cad|原创作者|付费|充值"
)


def site_talk(folded: str) -> bool:
    """Whether a line speaks of the site and its files, not of the world.

    >>> site_talk("本站所有资源如无特殊说明,都需要本地电脑安装软件,下载后解压。")
    True
    >>> site_talk("各单位要组织职工下载学习资料。")
    False
    """
    return len(folded) <= 2 * LONGEST and len(set(_SITE_WORDS.findall(folded.lower()))) >= 2


def speaks_of_site(folded: str) -> bool:
    """Whether a line has a word of the site's, which among others of its kind says enough."""
    return bool(_SITE_WORDS.search(folded.lower()))
