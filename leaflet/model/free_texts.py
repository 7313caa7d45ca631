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
from leaflet.model.translations import LanguageTag, is_local_text, is_same_language


def free_texts(value: BaseModel, language: str | None = None) -> Iterator[tuple[FieldPath, str]]:
    """Every text for a reader inside a value, with its field path as an author writes it; the names
    that an author gives to entries, such as those of phones, are texts as well. What a source calls
    itself is no text of the author. Of texts by language only those in `language`, where it is
    given.
    """
    for field_path, text, spoken in _of_model(value, ()):
        if language is None or spoken is None or is_same_language(spoken, language):
            yield field_path, text


#: A text, its field path, and its language where it is one of several.
_Found = tuple[FieldPath, str, str | None]


def _of_model(value: BaseModel, field_path: FieldPath) -> Iterator[_Found]:
    if isinstance(value, Source):
        return
    hints = _hints(type(value))
    for name, field in type(value).model_fields.items():
        yield from _texts(getattr(value, name), hints[name], (*field_path, field.alias or name))


def _texts(value: Any, hint: Any, field_path: FieldPath) -> Iterator[_Found]:
    """The texts in a value that a type hint describes."""
    if isinstance(value, BaseModel):
        yield from _of_model(value, field_path)
        return
    hint = _without_none(_without_binding(hint))
    if isinstance(value, str):
        if hint not in CODED:
            yield field_path, value, None
    elif isinstance(value, Mapping) and is_local_text(hint):
        yield from (((*field_path, LanguageTag(tag)), text, tag) for tag, text in value.items())
    else:
        yield from _inside(value, hint, field_path)


def _inside(value: Any, hint: Any, field_path: FieldPath) -> Iterator[_Found]:
    """The texts in a list or in fields by name, the names included."""
    inner_hints = get_args(get_args(hint)[0] if get_origin(hint) is Annotated else hint)
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(str(name).replace("_", " "), inner_hints[0], (*field_path, name))
            yield from _texts(inner, inner_hints[1], (*field_path, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, inner_hints[0], (*field_path, index))


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
