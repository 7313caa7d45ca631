"""Texts of clinics and jurisdictions, which are one text or a text for each language.

A text in another region's form of a language (`en-US` for `en-GB`) counts as one in the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Field, Tag

from leaflet.core.located import FieldPath
from leaflet.model.fields import Language, Text

M = TypeVar("M", bound=BaseModel)

#: The forms of such a text, as pydantic names them in the place of a mistake.
FORMS = ("one-text", "text-by-language")

#: Addresses of mails and of the web, which are the same in all languages.
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b[\w-]+(?:\.[\w-]+)+\S*")
_WORD = re.compile(r"[^\W\d_]{2}")


class LanguageTag(str):
    """The step of a field path that leads to the text in a language."""

    __slots__ = ()


def _form(value: Any) -> str:
    return FORMS[isinstance(value, Mapping)]


LocalText = Annotated[
    Annotated[Text, Tag(FORMS[0])]
    | Annotated[Mapping[Language, Text], Field(min_length=1), Tag(FORMS[1])],
    Discriminator(_form),
]


def is_local_text(hint: Any) -> bool:
    """Whether a type is that of a text that may be given for each language; optional or not."""
    if get_origin(hint) in (Union, UnionType):
        return any(is_local_text(inner) for inner in get_args(hint))
    if get_origin(hint) is not Annotated:
        return False
    return any(isinstance(more, Discriminator) for more in get_args(hint)[1:]) or is_local_text(
        get_args(hint)[0]
    )


def all_forms(said: Any) -> tuple[str, ...]:
    """The texts of all languages; none of a text that is not given."""
    if isinstance(said, Mapping):
        return tuple(said.values())
    return (said,) if said else ()


def said_in(said: Mapping[str, str], language: str) -> str | None:
    """The text in a language; None where there is none."""
    same = (text for spoken, text in said.items() if _primary(spoken) == _primary(language))
    return said.get(language) or next(same, None)


def is_same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, of whichever region."""
    return _primary(one) == _primary(other)


def _primary(language: str) -> str:
    return language.partition("-")[0]


def has_words(text: str) -> bool:
    """Whether a text has words of a language, not only numbers and addresses."""
    return _WORD.search(_ADDRESS.sub("", text)) is not None


def local_texts(
    value: BaseModel, field_path: FieldPath = ()
) -> Iterator[tuple[FieldPath, str | Mapping[str, str]]]:
    """Every text of a value that may be given for each language, with its field path."""
    for name, hint in _hints(type(value)).items():
        given = getattr(value, name)
        inside = (*field_path, type(value).model_fields[name].alias or name)
        if given is not None and is_local_text(hint):
            yield inside, given
            continue
        for key, inner in _parts(given):
            yield from local_texts(inner, (*inside, *key))


def _parts(given: Any) -> Iterator[tuple[FieldPath, BaseModel]]:
    """The groups of fields in a value, with the way to each."""
    if isinstance(given, BaseModel):
        yield (), given
    elif isinstance(given, Mapping):
        yield from (((k,), inner) for k, inner in given.items() if isinstance(inner, BaseModel))
    elif isinstance(given, tuple):
        found = enumerate(given)
        yield from (((i,), inner) for i, inner in found if isinstance(inner, BaseModel))


def in_language(value: M, language: str, gap: str) -> M:
    """The value with each text in a language. A text that is not given in it is left out or, where
    a page cannot do without, printed as `gap`: never in another language.
    """
    made = {
        name: _in(getattr(value, name), hint, language, gap)
        for name, hint in _hints(type(value)).items()
    }
    changed = {name: said for name, said in made.items() if said is not getattr(value, name)}
    return value.model_copy(update=changed) if changed else value


def _in(given: Any, hint: Any, language: str, gap: str) -> Any:
    if isinstance(given, BaseModel):
        return in_language(given, language, gap)
    if isinstance(given, Mapping):
        if is_local_text(hint):
            is_optional = type(None) in get_args(_without_binding(hint))
            return said_in(given, language) or (None if is_optional else gap)
        return _kept(given, {k: _in(inner, None, language, gap) for k, inner in given.items()})
    if isinstance(given, tuple):
        made = tuple(_in(inner, None, language, gap) for inner in given)
        return given if all(a is b for a, b in zip(made, given, strict=True)) else made
    return given


def _kept(given: Mapping[Any, Any], made: dict[Any, Any]) -> Mapping[Any, Any]:
    return given if all(made[k] is inner for k, inner in given.items()) else made


def _without_binding(hint: Any) -> Any:
    """The type without what a field's annotation adds to it."""
    while get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) in (Union, UnionType):
        if any(isinstance(more, Discriminator) for more in get_args(hint)[1:]):
            return hint
        hint = get_args(hint)[0]
    return hint


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def lacks(said: str | Mapping[str, str], languages: Iterable[str], spoken: str) -> list[str]:
    """The languages that a text is not given in; one text alone is in the language `spoken`."""
    if isinstance(said, str):
        return [one for one in languages if has_words(said) and not is_same_language(one, spoken)]
    return [one for one in languages if said_in(said, one) is None]
