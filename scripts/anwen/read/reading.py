"""Which reader reads which file; what is refused before any reader sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from anwen.errors import ReadError
from anwen.read.html import read_html
from anwen.read.pdf import read_pdf
from anwen.read.plain import read_plain
from anwen.read.word import read_word
from anwen.records import Original

# The largest originals of this kind (collections of a hundred texts) are below 1 MB; 50 MB is a mistaken file.
MOST_BYTES = 50_000_000

READERS: dict[str, Callable[[str, bytes], Original]] = {
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".pdf": read_pdf,
}
SUFFIXES = tuple(READERS)

_STEPS = {  # what to do with kinds of files that are often handed in
    "Unpack it and add the folder or the files in it.": ".rar .7z .tar .gz .tgz .bz2 .xz .zip",
    "Open it in a word processor, save it as .docx or .pdf and add that.": ".doc .wps .rtf .odt .ofd .mht .mhtml",
    "Run text recognition (OCR) on it, check the text and add it as .txt.": ".jpg .jpeg .png .gif .bmp .tif .tiff",
    "Save its text as .docx or .txt and add that.": ".xls .xlsx .et .ppt .pptx .dps .epub .caj",
}
_STEP_OF = {suffix: step for step, suffixes in _STEPS.items() for suffix in suffixes.split()}
_NEXT_STEP = "Save it as .docx, .pdf, .html or .txt and add that file."

# First bytes of files that are often given a wrong name. Two-letter signatures are left out: text may start with them.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word (.doc) file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"PK\x03\x04", "a zip archive or Office file"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
)

_OWN = ((".docx", b"PK\x03\x04"), (".pdf", b"%PDF-"))

_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def read(file: str, data: bytes) -> Original:
    """The text of the original ``file`` with what its markup says about it.

    Line ends become ``\\n``; nothing else in the text is changed. The same bytes always give the same result.

    Args:
        file: the name below corpus/raw/; its suffix chooses the reader.
        data: the file's bytes.

    Raises:
        ReadError: the file cannot be read as a text of this collection; fault and next step are named.

    >>> read("a.txt", "安全第一\\r\\n预防为主".encode("gb18030")).text
    '安全第一\\n预防为主'
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in READERS:
        known = ", ".join(SUFFIXES)
        raise ReadError(f"{suffix or 'a file without suffix'} is not a kind of file that is read ({known})",
                        where=file, hint=_STEP_OF.get(suffix, _NEXT_STEP))  # fmt: skip
    if not data:
        raise ReadError("the file is empty", where=file, hint="Save the page again, or leave the file out.")
    if len(data) > MOST_BYTES:
        raise ReadError(f"the file is larger than {MOST_BYTES // 1_000_000} MB",
                        where=file, hint="Split it, or save the text alone.")  # fmt: skip
    for start, kind in SIGNATURES:
        if data.startswith(start) and (suffix, start) not in _OWN:
            raise ReadError(f"the file is {kind}, not {suffix}", where=file, hint=_NEXT_STEP)
    if suffix == ".txt" and _HTML_START.match(data[:4096]):
        return read_html(file, data)  # a saved page under a text name: its tags are no words of the document
    return READERS[suffix](file, data)
