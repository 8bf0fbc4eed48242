r"""Rich Text as a plain editor shows it: \pard\qc\b 会议纪要\b0\par → 会议纪要, with its characters by number.

A control word ends with a space or the next sign, \par ends a paragraph, \'b0\'b2 and \u23433? are characters, and the
groups at the top name fonts and colours. A page has them where a line begins or ends with \pard or \par.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.marks import at

NAME = "residue"  # for a reader the same as other markup

_WORDS = (
    r"pard?|plain|sectd?|page|line|tab|rtf1?|ansi(?:cpg)?|deff|deflang(?:fe)?|adeff?|adeflang|stshf\w{3,4}|uc|viewkind"
    "|q[cljrd]|f[sio]?|cf|cb|chcbpat|highlight|b|i|ul(?:none|d|db|w)?|strike|super|sub|nosupersub|lang(?:fe|np|fenp)?"
    "|loch|hich|dbch|a[fbi]|kerning|expnd(?:tw)?|fi|li|ri|lin|rin|cufi|culi|sb|sa|sl|slmult|sbauto|saauto|nowidctlpar"
    "|widctlpar|widctl|keepn?|aspalpha|aspnum|faauto|adjustright|itap|intbl|trowd|cell|row|cellx|trgaph|trleft|paperw"
    "|paperh|marg[lrtb]|outlinelevel|ltrpar|ltrch|rtlch|fcs|insrsid|pararsid|rsid|charrsid|cgrid|wrapdefault|snext"
    "|sbasedon|s|cs|hyphpar|noline"
)
_BYTES = r"(?:\\'[0-9a-fA-F]{2})"
_PATTERN = (
    rf"\\(?P<word>{_WORDS})(?:-?\d{{1,9}})?(?: |(?=[\\{{}}\n;]|[^ -~])|\Z)|(?P<bytes>{_BYTES}+)"
    rf"|(?P<unit>\\u(?P<code>-?\d{{3,6}}) ?(?:\?|{_BYTES}{{1,2}})?)|\\(?P<sign>[\\{{}}~_-])"
)
_TOKEN = re.compile(_PATTERN)
# Where a line begins or ends with them; a path or a lesson has them inside.
_BEGINS = re.compile(r"^\{?\\(?:pard|rtf1)(?![A-Za-z])", re.MULTILINE)
_ENDS_LINE = re.compile(r"\\par[ \t}]*$", re.MULTILINE)
_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\(?!\\)[^\s，。；：、]{0,200}|(?<!\\)\\\\[A-Za-z0-9][^\s，。；：、]{0,200}")
_LATEX = re.compile(r"\\(?:begin|end|section|chapter|text[a-z]{2}|documentclass|usepackage|frac|item)(?![A-Za-z])")
# {\fonttbl{\f0\fnil 宋体;}}, {\*\generator Msftedit 5.41;}
_GROUP = re.compile(
    r"\{\\(?:\*\\[a-z]{2,20}|fonttbl|colortbl|stylesheet|info|listtable|rsidtbl)"
    r"(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}){0,2000}\}\s*"
)
_BRACE = re.compile(r"(?<!\\)(?:\{(?=\\)|\}(?!\\[{}]))")
_BYTE = re.compile("[0-9a-fA-F]{2}")
_ENDS = frozenset(("par", "line", "page", "sect", "row"))
_CELLS = frozenset(("tab", "cell"))
_LEAST = 2


def find(text: str) -> list[Change]:
    """Changes for control words, the groups of the top and characters by number, on a page that has them.

    >>> [change[2] for change in find(r"\\pard\\b 一、总则\\b0\\par")]
    ['', '', '', '']
    >>> find(r"正则里的\\b匹配单词边界，\\d匹配数字")
    []
    """
    if "\\par" not in text or _LATEX.search(text):
        return []
    begins = bool(_BEGINS.search(text))
    # Rich Text doubles the signs of a path; elsewhere D:\par names a folder.
    if not begins and (not _ENDS_LINE.search(text) or _PATH.search(text)):
        return []
    tokens = list(_TOKEN.finditer(text))
    if len(tokens) < _LEAST:
        return []
    changes = left_out(_GROUP.finditer(text))
    changes += _characters(tokens)
    changes += (Change(*token.span(), _written(text, token)) for token in tokens if token["word"])
    if "{\\" in text:
        changes += left_out(_BRACE.finditer(text))
    return disjoint(changes)


def _written(text: str, token: re.Match[str]) -> str:
    """What a control word stands for in the text: a line's end where there is none yet, a cell's, or nothing."""
    if token["word"] in _CELLS:
        return "\t"
    ended = at(text, token.end()) in ("", "\n", "}") or at(text, token.start() - 1) in ("", "\n")
    return "\n" if token["word"] in _ENDS and not ended else ""


def _characters(tokens: list[re.Match[str]]) -> list[Change]:
    """The characters that stand by their numbers: bytes of GBK, units of UTF-16, and the program's own signs."""
    found: list[Change] = []
    for token in tokens:
        if token["bytes"]:
            try:
                back = bytes(int(byte, 16) for byte in _BYTE.findall(token["bytes"])).decode("gb18030")
            except UnicodeDecodeError:
                continue
            found.append(Change(*token.span(), back))
        elif token["unit"]:
            back = chr(int(token["code"]) % 0x10000)
            found += [Change(*token.span(), back)] if back.isprintable() else []
        elif token["sign"]:
            found.append(Change(*token.span(), {"~": " ", "_": "-", "-": ""}.get(token["sign"], token["sign"])))
    return found
