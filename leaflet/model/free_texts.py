"""Finds the words for a reader in a value: every text of it that is no code, address or file name.

Types decide, not names: a new text field of a model is found without being listed anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from leaflet.core.located import FieldPath
from leaflet.model.clinic import Binding
from leaflet.model.fields import CODED
from leaflet.model.leaflet import Source


def free_texts(value: BaseModel) -> Iterator[tuple[FieldPath, str]]:
    """Every text for a reader inside a value, with its field path as an author writes it; the names
    that an author gives to entries, such as those of phones, are texts as well. What a source calls
    itself is no text of the author.
    """
    yield from _of_model(value, ())


def _of_model(value: BaseModel, field_path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, Source):
        return
    hints = _hints(type(value))
    for name, field in type(value).model_fields.items():
        yield from _texts(getattr(value, name), hints[name], (*field_path, field.alias or name))


def _texts(value: Any, hint: Any, field_path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The texts in a value that a type hint describes."""
    if isinstance(value, BaseModel):
        yield from _of_model(value, field_path)
        return
    hint = _without_none(_without_binding(hint))
    if isinstance(value, str):
        if hint not in CODED:
            yield field_path, value
        return
    inside = get_args(get_args(hint)[0] if get_origin(hint) is Annotated else hint)
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(str(name).replace("_", " "), inside[0], (*field_path, name))
            yield from _texts(inner, inside[1], (*field_path, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, inside[0], (*field_path, index))


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _without_none(hint: Any) -> Any:
    """The type of an optional field."""
    if get_origin(hint) in (Union, UnionType):
        return next(inner for inner in get_args(hint) if inner is not type(None))
    return hint


def _without_binding(hint: Any) -> Any:
    """The type of a field whose annotation also says whether an approval is bound to it."""
    if get_origin(hint) is not Annotated:
        return hint
    inner, *more = get_args(hint)
    kept = [one for one in more if not isinstance(one, Binding)]
    return Annotated[(inner, *kept)] if kept else inner
