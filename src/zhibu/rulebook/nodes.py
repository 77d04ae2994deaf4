"""YAML as a strict form: every mistake is named with file and line, unknown and doubled keys are refused."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

T = TypeVar("T")
KINDS: Final = {str: "text", int: "number", float: "number", bool: "true or false", date: "date", list: "list", dict: "mapping"}


class BadEntry(ValueError):
    """Something in ``regulations/`` is wrong: a mistake of whoever wrote it, found when the program starts."""

    def __init__(self, place: "Place", message: str) -> None:
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of the file, read key by key; ``done`` refuses what nobody asked for."""

    place: Place
    values: Mapping[str, Any]
    places: Mapping[str, Place]
    taken: set[str]

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of a key; without a default it must be there."""
        self.taken.add(key)
        if key not in self.values:
            if default is None:
                raise BadEntry(self.place, f"'{key}' is missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise BadEntry(self.places[key], f"'{key}' is no {KINDS.get(kind, kind.__name__)}: {value!r}")
        return value

    def entries(self, key: str) -> "list[Entry]":
        """A list of mappings."""
        found = self.take(key, list)
        wrong = [one for one in found if not isinstance(one, Entry)]
        if wrong:
            raise BadEntry(self.places[key], f"'{key}' holds something that is no mapping: {wrong[0]!r}")
        return found

    def entry(self, key: str) -> "Entry | None":
        """A mapping, where it is given."""
        self.taken.add(key)
        value = self.values.get(key)
        if value is not None and not isinstance(value, Entry):
            raise BadEntry(self.places[key], f"'{key}' is no mapping: {value!r}")
        return value

    def plain(self, key: str) -> dict[str, Any]:
        """A mapping whose keys are free."""
        found = self.entry(key)
        return {} if found is None else {name: _plain(value) for name, value in found.values.items()}

    def done(self) -> None:
        """Refuse what is left over."""
        for key in self.values:
            if key not in self.taken:
                raise BadEntry(self.places[key], f"unknown key '{key}'")


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return {name: _plain(one) for name, one in value.values.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def read(path: Path, *, root: Path) -> Any:
    """A file as entries, lists and plain values."""
    reader, node = _composed(path, root)
    return reader.value(node) if node is not None else []


def each(path: Path, *, root: Path) -> Iterator[Entry]:
    """The mappings of a file that is a list."""
    reader, node = _composed(path, root)
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise BadEntry(reader.place(node), "is no list")
    for one in node.value:
        if not isinstance(one, yaml.MappingNode):
            raise BadEntry(reader.place(one), f"holds something that is no mapping: {reader.value(one)!r}")
        yield reader.entry(one)


def _composed(path: Path, root: Path) -> "tuple[_Reader, yaml.Node | None]":
    name = path.relative_to(root.parent).as_posix()
    try:
        return _Reader(name), _compose(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadEntry(Place(name, line), str(error.problem)) from error


def _compose(text: str) -> "yaml.Node | None":
    """With libyaml, where PyYAML has it: the whole folder in a sixth of the time.

    What is wrong is said by the other one, in the same words everywhere.
    """
    if yaml.__with_libyaml__:
        with suppress(yaml.MarkedYAMLError):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Turns nodes into values, remembering where they stood."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._scalar: Callable[[yaml.Node], Any] = yaml.SafeLoader("").construct_object

    def value(self, node: yaml.Node) -> Any:
        """An entry, a list, or a plain value."""
        if isinstance(node, yaml.MappingNode):
            return self.entry(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one) for one in node.value]
        return self._scalar(node)

    def entry(self, node: yaml.MappingNode) -> Entry:
        """A mapping; a key that stands twice is refused. Keys are read as they are written: to YAML 1.1 a bare ``on`` would mean yes."""
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        for key_node, value_node in node.value:
            key, place = str(key_node.value), self.place(key_node)
            if key in values:
                raise BadEntry(place, f"'{key}' stands twice")
            values[key], places[key] = self.value(value_node), place
        return Entry(self.place(node), values, places, set())

    def place(self, node: yaml.Node) -> Place:
        """The line in which a node begins."""
        return Place(self.file, node.start_mark.line + 1)
