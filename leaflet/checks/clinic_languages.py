"""A clinic's texts are given in each of the languages of its leaflets."""

from collections.abc import Iterator, Mapping

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.clinic import Clinic
from leaflet.model.departments import all_phones
from leaflet.model.locale import LocaleWords
from leaflet.model.translations import is_same_language, lacks, local_texts

_LISTED = 3


def _run(loaded: Loaded[Clinic]) -> Iterator[Found]:
    clinic = loaded.value
    assert clinic is not None
    for field_path, said in local_texts(clinic):
        if isinstance(said, str):
            yield from _one_text(loaded, clinic, field_path, said)
        else:
            yield from _by_language(loaded, clinic, field_path, said)
    yield from _names(loaded, clinic)


def _one_text(
    loaded: Loaded[Clinic], clinic: Clinic, field_path: FieldPath, said: str
) -> Iterator[Found]:
    missing = lacks(said, clinic.languages, clinic.languages[0])
    if missing:
        name, tags = _name(field_path), (clinic.languages[0], *missing)
        message = f'"{name}" is one text, for leaflets in {_listed(tags)}'
        shown = ", ".join(f'{tag}: "…"' for tag in tags[:_LISTED])
        yield loaded.place(field_path), message, f"write one for each language: {{{shown}}}"


def _by_language(
    loaded: Loaded[Clinic], clinic: Clinic, field_path: FieldPath, said: Mapping[str, str]
) -> Iterator[Found]:
    place, name = loaded.place(field_path), _name(field_path)
    if missing := lacks(said, clinic.languages, ""):
        yield place, f'"{name}" has no text in {_listed(missing)}', f'add "{missing[0]}:"'
    for tag in said:
        if not any(is_same_language(tag, one) for one in clinic.languages):
            hint = "add it to languages, or delete the text"
            message = f'"{name}" has a text in {tag}, no language of the clinic'
            yield loaded.place((*field_path, tag)), message, hint, Severity.WARNING


def _names(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings on phones whose own names are printed on leaflets of several languages."""
    missing = lacks("words", clinic.languages, clinic.languages[0])
    for field_path, phone in all_phones(clinic):
        name = str(field_path[-1])
        if missing and phone.label is None and f"phone_{name}" not in LocaleWords.model_fields:
            hint = "give it a label for each language"
            message = (
                f'"{name}" is printed on leaflets in {_listed((clinic.languages[0], *missing))}'
            )
            yield loaded.place(field_path), message, hint


def _name(field_path: FieldPath) -> str:
    return next(str(key) for key in reversed(field_path) if isinstance(key, str))


def _listed(tags: tuple[str, ...] | list[str]) -> str:
    return " and ".join((", ".join(tags[:-1]), tags[-1])) if tags[1:] else tags[0]


CHECK = Check(
    id="clinic-languages",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="A clinic with leaflets in several languages gives its texts in each of them.",
    run=_run,
    finds="a text of a clinic that is not given in one of its `languages`, or that is one text for"
    " several; a phone with a name of the clinic's own and no `label`; a text in a language that"
    " the clinic does not have (a warning)",
    mend="write a text for each language: `directions: {en-GB: …, es-ES: …}`; mail addresses and"
    " numbers alone need none",
    why="Words in another language are lost on a reader who needs this one.",
)
