"""Values with their places: a document, a loaded file, the files of one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from leaflet.core.diagnostics import Finding, Span
from leaflet.core.digests import Asset

K = TypeVar("K")
T = TypeVar("T")

#: The keys and list positions that lead from the root of a document to a value.
FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as mappings, lists and strings.

    `spans` holds the place of each value, `keys` the place of each value's key.
    """

    value: Any
    spans: dict[FieldPath, Span] = field(default_factory=dict)
    keys: dict[FieldPath, Span] = field(default_factory=dict)

    def place(self, field_path: FieldPath) -> Span:
        """The place of a value, or of the nearest enclosing value that has one."""
        while field_path and field_path not in self.spans:
            field_path = field_path[:-1]
        return self.spans.get(field_path, Span(""))


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A file that an author wrote: its value, or None when its findings hold an error.

    `document` has the place of each field. `uses` are the assets that the file refers to,
    `pictures` the project paths of all pictures that it names, including broken ones. `shared` are
    the ids of the shared blocks that it places, `shared_paths` the project paths at which they
    were looked for.
    """

    path: str
    value: T | None
    document: Document
    findings: tuple[Finding, ...] = ()
    uses: Mapping[str, Asset] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    shared_paths: tuple[str, ...] = ()

    def place(self, field_path: FieldPath) -> Span:
        """The place of a field."""
        span = self.document.place(field_path)
        return span if span.path else Span(self.path)


class Files(Mapping[K, Loaded[T]]):
    """Files of one `kind` by name; each is read on first access."""

    def __init__(
        self, kind: str, paths: Mapping[K, Path], load: Callable[[Path], Loaded[T]]
    ) -> None:
        self.kind = kind
        self.paths = paths
        self._load = load
        self._loaded: dict[K, Loaded[T]] = {}

    def __getitem__(self, key: K) -> Loaded[T]:
        if key not in self._loaded:
            self._loaded[key] = self._load(self.paths[key])
        return self._loaded[key]

    def __contains__(self, key: object) -> bool:
        return key in self.paths

    def __iter__(self) -> Iterator[K]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def texts_in(value: Any, field_path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """All texts in a value of plain mappings, sequences and texts, each with its field path."""
    if isinstance(value, str):
        yield field_path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_in(inner, (*field_path, name))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from texts_in(inner, (*field_path, index))
