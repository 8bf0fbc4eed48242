r"""Lines that tell where a file is: 资料在安全部\台账\消防, 存在共享\安全科\通知. Their backslashes part folders."""

from __future__ import annotations

import re

from anwen.repair.marks import HAN

_TOLD = re.compile(
    r"[A-Za-z]:\\|\\\\|\\[A-Za-z]|路径|文件夹?|目录|桌面|[A-Z]盘|[UＵ]盘|网盘|共享|局域网|内网|服务器|硬盘|存放?[于到在]"
    r"|保存|备份|下载|拷贝|上传|\.(?:docx?|xlsx?|pdf|txt|exe|jpg|png)"
)
# What is kept in folders, right before one: 资料在…\
_KEPT = re.compile(
    rf"(?:资料|文档|表格?|照片|图片|视频|模板|台账|记录|附件|课件|方案|清单)[{HAN}]{{0,4}}[在到见放][{HAN}\w]{{0,8}}\\"
)


def told(line: str) -> bool:
    r"""Whether a line speaks of folders or files.

    >>> told(r"资料在安全部\台账\消防,请查收."), told(r"做好防火\防盗\防潮工作")
    (True, False)
    """
    return bool(_TOLD.search(line) or _KEPT.search(line))
