"""Read and write the YAML tables with their schema; a fault names the file, the line and the next step."""

from __future__ import annotations

import contextlib
import os
import re
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from anwen.errors import TableError

T = TypeVar("T")


# libyaml where PyYAML was built with it: 86 concept files load in a tenth of the time
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc,valid-type]
    """YAML with strings, numbers, true/false and null only, no key twice: a date stays the text that was written."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (
            ValueError,
            LookupError,
            AttributeError,
        ):  # PyYAML lets them through: 0x_, !!bool 无, !!int "", !!timestamp 无
            fault = f"{node.value} is not what YAML takes it for"
            raise yaml.constructor.ConstructorError(None, None, fault, node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()  # !!map 无 is none
        for key in (key for key, _ in pairs if isinstance(key, yaml.ScalarNode)):  # others fit no table
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands there twice", key.start_mark)
            seen.add(key.value)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _line_of(text: str, path: str) -> int:
    """The 1-based line of a msgspec path such as ``$.originals[3].url`` in the YAML ``text``."""
    node: Any = yaml.compose(text, Loader=_Loader)
    line = node.start_mark.line if node is not None else 0
    for key, index in re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", path):
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == key:
                    line, node = key_node.start_mark.line, value_node
                    break
        elif isinstance(node, yaml.SequenceNode) and index.isdigit() and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line
    return int(line) + 1


def parse(text: str, shape: type[T], where: str) -> T:
    """Convert YAML ``text`` to ``shape``.

    Raises:
        TableError: the text is not YAML or does not fit the shape; ``where`` and the line are named.
    """
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        fault = getattr(error, "problem", None) or "is not valid YAML"
        raise TableError(str(fault), where=where + line, hint="Correct the YAML there.") from None
    try:
        return msgspec.convert(data, shape, strict=True)
    except msgspec.ValidationError as error:
        fault, _, path = str(error).partition(" - at `")
        path = path.rstrip("`") or "$"
        if unknown := re.search(r"unknown field `([^`]+)`", fault):
            path += f".{unknown[1]}"  # the line of the field itself, not of the entry that holds it
        at = _line_of(text, path)
        raise TableError(fault, where=f"{where}:{at}", hint="Correct or remove that entry.") from None


def load(path: Path, shape: type[T], where: str = "") -> T:
    """Read the table in the file ``path``; ``where`` is the name shown in errors (default: the path)."""
    where = where or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TableError("the file is missing", where=where, hint="Restore it from git.") from None
    except UnicodeDecodeError as error:
        raise TableError(f"byte {error.start} is not UTF-8", where=where, hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise TableError(
            f"cannot be read ({error.strerror})", where=where, hint="It must be a file you may read."
        ) from None
    return parse(text, shape, where)


def shipped(name: str, shape: type[T]) -> T:
    """Read a table of this package; ``name`` is its path, such as ``anwen/link/guards.yaml``."""
    room, _, file = name.rpartition("/")
    text = resources.files(room.replace("/", ".")).joinpath(file).read_text(encoding="utf-8")
    return parse(text, shape, name)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_str(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    style = "|" if "\n" in data else None
    if any(mark in data for mark in "\x85\u2028\u2029"):
        style = '"'  # YAML 1.1 reads them as line ends: written bare they come back as spaces
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _represent_str)


def dump(record: object) -> str:
    """YAML text of a record or of plain data: field order kept, Chinese as it is, no line folding."""
    data = msgspec.to_builtins(record)
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20)


def write(path: Path, text: str) -> bool:
    """Write ``text`` beside ``path`` and rename it into place; an unchanged file is left alone.

    Returns whether the file changed, so that modification times stay honest.

    Raises:
        TableError: the place cannot be written.
    """
    data = text.encode("utf-8")
    return write_bytes(path, data)


def write_bytes(path: Path, data: bytes) -> bool:
    """`write` for bytes."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        hint = "Check the folder's permissions and free space."
        raise TableError(f"cannot be written ({error.strerror})", where=str(path), hint=hint) from None
    return True
