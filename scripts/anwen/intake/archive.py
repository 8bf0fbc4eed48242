"""Zip archives: their files one at a time, within bounds, whatever their names and headers claim."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from anwen.errors import ReadError
from anwen.intake.sources import MOST_BYTES, Item, is_litter

MOST_ENTRIES = 20_000
MOST_UNPACKED = 4_000_000_000  # of all files together
# Text packs to a fifth, repeated text to a fiftieth; a larger file that packs better than this is made to burst.
MOST_RATIO, RATIO_FROM = 200, 2_000_000

_UNICODE_PATH = 0x7075
_UTF8_NAME, _ENCRYPTED = 0x800, 0x41
# Where an archive's end says how long its list of files is: as 32 bits, and as 64 where these do not suffice.
_LISTS = ((b"PK\x05\x06", "<L", 12), (b"PK\x06\x06", "<Q", 40))
_END = 66_000  # bytes in which that stands, a comment included
_LONGEST_ENTRY = 600  # bytes, and more than most
_LOCAL_HEADER = 30  # bytes, and the name after them
_HAN = re.compile("[\u3400-\u9fff]")
_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_UNPACK = "Unpack it and add the folder."


def entries(path: Path, inside: str) -> Iterator[Item]:
    """The files in the archive, in the order of their names.

    An entry that cannot come in is an item whose `load` raises the reason; archives in the archive are such entries.

    Args:
        inside: the archive's own place, which begins the place of each file.

    Raises:
        ReadError: the archive as a whole cannot be read.
    """
    try:
        _check_directory(path)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", hint="Check its name and permissions.") from None
    except ReadError:
        raise
    except Exception:  # a damaged directory makes zipfile raise struct.error, OverflowError and others too
        raise ReadError("the zip archive is broken", hint="Pack it again, or add the files themselves.") from None
    with archive:
        infos = archive.infolist()
        _check(infos)
        named = sorted((_name(info), at) for at, info in enumerate(infos))
        for name, at in named:
            if not name.endswith("/"):
                yield _item(archive, infos[at], name, f"{inside}/{name}")


def _item(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, inside: str) -> Item:
    return Item(
        shown=inside,
        inside=inside,
        name=name.rsplit("/", 1)[-1],
        is_litter=is_litter(name),
        load=lambda: _bytes(archive, info, name),
    )


def _check_directory(path: Path) -> None:
    """Refuse an archive whose list of files alone would fill the memory, before it is read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END))
        end = file.read(_END)
    sizes = [
        struct.unpack_from(form, end, at + place)[0] for mark, form, place in _LISTS if (at := end.rfind(mark)) >= 0
    ]
    if max(sizes, default=0) > MOST_ENTRIES * _LONGEST_ENTRY:
        raise ReadError("the zip archive lists an unreasonable number of files", hint="Add it in parts.")


def _check(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is made to burst: too many files, too much in them, or bytes that count for several."""
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise ReadError("the zip archive unpacks to an unreasonable size", hint="Add it in parts.")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise ReadError("the zip archive's files overlap, as in an archive made to burst", hint="Pack it again.")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of one file.

    Raises:
        ReadError: they cannot be had, or must not be.
    """
    if _OUTSIDE.search(name):
        raise ReadError("its name leads out of the archive", hint="Pack it again with names inside the archive.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError("it is a link, not a file", hint="Pack the file itself.")
    if name.lower().endswith(_ARCHIVES):
        raise ReadError("it is an archive in an archive", hint=_UNPACK)
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("it is locked with a password", hint="Unpack the archive with the password and add the folder.")
    if info.file_size > MOST_BYTES:
        raise ReadError(f"it is larger than {MOST_BYTES // 1_000_000} MB", hint="Split it, or save the text alone.")
    if info.file_size > max(RATIO_FROM, MOST_RATIO * info.compress_size):
        raise ReadError(f"it unpacks to more than {MOST_RATIO} times its size, as a file made to burst",
                        hint="Add the unpacked file itself.")  # fmt: skip
    try:
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except NotImplementedError:
        raise ReadError("it is packed in a way that is not known here", hint=_UNPACK) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError):
        raise ReadError("it is damaged in the archive", hint="Pack it again, or add the file itself.") from None
    if len(data) > info.file_size:
        raise ReadError("it is larger than the archive says", hint=_UNPACK)
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The path of an entry with ``/`` between its parts.

    Chinese Windows writes names in GBK without saying so, and Python takes them for cp437; a Mac writes UTF-8 without
    saying so. Some programs put the right name into an extra field.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        written = name.encode("cp437", "replace")
        name = _unicode_path(info.extra, written) or _decoded(written)
    return name.replace("\\", "/").split("\0", 1)[0].removeprefix("./")


def _decoded(name: bytes) -> str:
    """
    >>> _decoded("纪要.docx".encode("gbk")), _decoded("联通".encode("gbk")), _decoded("纪要.docx".encode())
    ('纪要.docx', '联通', '纪要.docx')
    """
    for codec in ("utf-8", "gb18030"):
        try:
            text = name.decode(codec)
        except UnicodeDecodeError:
            continue
        if text.isascii() or _HAN.search(text):  # the bytes of a short GBK name may be good UTF-8, but no Chinese
            return text
    return name.decode("cp437")


def _unicode_path(extra: bytes, written: bytes) -> str:
    """The name in the extra field for it, if it was made for this name."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(written):
            return field[5:].decode("utf-8", "replace")
        at += 4 + size
    return ""
