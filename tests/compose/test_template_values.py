"""Templates see plain values: what can be reached from them is held against a list."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import Undefined
from jinja2.utils import Namespace
from markupsafe import Markup

from leaflet.compose import template_tasks
from leaflet.compose.composer import compose
from leaflet.compose.template_environment import template_environment
from leaflet.compose.template_sandbox import (
    GLOBALS,
    LOOP_FIELDS,
    LOOP_METHODS,
    MAPPING_METHODS,
    TemplateSandbox,
)
from leaflet.compose.template_tasks import TemplateTask, template_context
from leaflet.compose.template_text import DAY_FIELDS, TEXT_METHODS
from leaflet.compose.template_values import (
    METHODS,
    RECORDS,
    Day,
    Helper,
    Record,
    fields_of,
    kind_of,
    read,
    view,
)
from leaflet.content.templates import Templates
from leaflet.core import extensions
from leaflet.imposition.print_files import PrintOptions, print_pages
from leaflet.model.leaflet import State
from leaflet.model.settings import Printing
from leaflet.output.reprint_changes import diff
from leaflet.revisions.page_changes import FileFate, TemplateChanges, TemplateFile
from leaflet.staff_documents.page_pictures import PagePair, PagePictures
from leaflet.staff_documents.reprint_notice import compose_reprint_notice
from leaflet.staff_documents.review_copy import compose_review_copy
from tests.output.test_reprint_changes import NEW, OLD
from tests.staff_documents.test_evidence import evidence
from tests.staff_documents.test_review_copy import differ
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.governed import approve_all, make_real
from tests.support.projects import EXAMPLE, ROOT, Run

#: The types of all that templates see.
PLAIN = (str, Markup, Day, int, float, bool, type(None))
GROUPS = (tuple, list, dict, MappingProxyType, range, Namespace)

#: The functions that templates may call, by the page that has them.
HELPERS = frozenset(
    "rows flow rem line prose typeset imprint fill css_text tel link mail_link link_says date clock"
    " slot figure phone_words"
    " shares benefit_groups icon_array qr version_line first rest arrangement is_wide labelled_rows"
    " cite days runs may_break is_long has_list is_tall card_columns stands_beside apart"
    " routine_pair"
    " picture_credits poster_points"
    " breakable treatment headline names".split()
)

#: Calls of helpers whose results are walked too.
CALLS: Mapping[str, str] = {
    "rows": "rows(leaflet.sections)",
    "first": "first()",
    "rest": "rest('about')",
    "apart": "apart('about')",
    "arrangement": "arrangement(leaflet.section('about'))",
    "runs": "runs(leaflet.section('about').blocks)",
    "may_break": "may_break(leaflet.section('about').blocks)",
    "is_long": "is_long(['An item'])",
    "has_list": "has_list('An item')",
    "card_columns": "card_columns([])",
    "routine_pair": "routine_pair([])",
    "is_tall": "is_tall(leaflet.section('about').blocks)",
    "stands_beside": "stands_beside(leaflet.section('key-points'), leaflet.section('about'))",
    "picture_credits": "picture_credits()",
    "cite": "cite([])",
    "poster_points": "poster_points()",
    "is_wide": "is_wide(leaflet.section('about').blocks[0])",
    "rem": "rem(5)",
    "line": "line(leaflet.subtitle)",
    "prose": "prose(leaflet.subtitle)",
    "typeset": "typeset(leaflet.title)",
    "imprint": "imprint(clinic)",
    "treatment": "treatment(clinic)",
    "breakable": "breakable('a')",
    "headline": "headline(leaflet.title)",
    "names": "names(leaflet.authors)",
    "fill": "fill(words.share, n=1, of=2)",
    "css_text": "css_text('a')",
    "tel": "tel('1', '1')",
    "link": "link('https://a.example')",
    "mail_link": "mail_link('a@a.example')",
    "link_says": "link_says('Call {name}', name='us')",
    "date": "date(leaflet.published)",
    "clock": "clock('08:30')",
    "slot": "slot('contact')",
    "flow": "flow('front')",
    "figure": "figure((leaflet.figures | list)[0])",
    "phone_words": "phone_words('main')",
    "benefit_groups": "benefit_groups(())",
    "icon_array": "icon_array(shares([none])[0], 'x') if false else ''",
    "qr": "qr(address, 'x')",
    "section": "leaflet.section('about')",
    "find": "leaflet.section('about').find('prose')",
    "range": "range(3)",
    "dict": "dict(a=1)",
    "namespace": "namespace(a=1)",
}


# --- the walk ------------------------------------------------------------------------------------


def unlisted(environment: TemplateSandbox, context: Mapping[str, Any]) -> list[str]:
    """The paths of what can be reached from variables of templates and stands on no list."""
    found: list[str] = []
    seen: set[int] = set()
    tried: set[tuple[type, str]] = set()
    kept: list[Any] = []  # so that no id is used twice

    def walk(value: Any, path: str) -> None:
        if id(value) in seen:
            return
        seen.add(id(value))
        kept.append(value)
        if not is_listed(value):
            found.append(path)
            return
        kind = (type(value), kind_of(value) if isinstance(value, Record) else "")
        reads = [] if kind in tried else members(environment, value)
        tried.add(kind)
        for name, inner in (*reads, *contents(value)):
            walk(inner, f"{path}.{name}")

    for name, value in context.items():
        walk(value, name)
    return found


def is_listed(value: Any) -> bool:
    if isinstance(value, Record):
        return type(value) is Record and kind_of(value) in RECORDS
    return type(value) in (*PLAIN, *GROUPS, Helper)


#: Names to try on every value, besides those that Python lists for it.
TRIED = (
    *("__class__", "__globals__", "__self__", "__code__", "__wrapped__", "__dict__", "__func__"),
    *("__call__", "__init__", "__mro__", "__subclasses__", "_fields", "_kind", "_function", "mro"),
    *("gi_frame", "cr_frame", "f_globals", "format_map", "model_fields", "parse_raw", "copy"),
)


def members(environment: TemplateSandbox, value: Any) -> Iterator[tuple[str, Any]]:
    """All that a template can read of a value by name, which depends on its type alone."""
    names = {*dir(value), *TRIED, *TEXT_METHODS, *DAY_FIELDS, *MAPPING_METHODS}
    if isinstance(value, Record):
        names |= {*fields_of(value), *(name for _, name in METHODS)}
    for name in sorted(names):
        for reader in (environment.getattr, environment.getitem):
            try:
                inner = reader(value, name)
            except Exception:  # noqa: BLE001  # refused, in whichever way
                continue
            if not isinstance(inner, Undefined):
                assert not name.startswith("_"), name
                yield name, inner


def contents(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields, values and keys, or members of a value."""
    if isinstance(value, Record):
        yield from fields_of(value).items()
    elif isinstance(value, Mapping):
        yield from ((f"[{key!r}]", inner) for key, inner in value.items())
        yield from (("key", key) for key in value)
    elif isinstance(value, tuple | list):
        yield from ((f"[{number}]", inner) for number, inner in enumerate(value))


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The variables of all templates that are filled from here on."""
    seen: list[dict[str, Any]] = []

    def kept(task: TemplateTask) -> dict[str, Any]:
        context = template_context(task)
        more = {"clinic": view(task.edition.clinic)} if task.edition else {}
        seen.append(context | more)
        return context

    monkeypatch.setattr(template_tasks, "template_context", kept)
    return seen


def environment() -> TemplateSandbox:
    return template_environment(tuple(sorted(example_project().templates.items())))


def walk_all(contexts: Iterable[Mapping[str, Any]]) -> list[str]:
    return [path for context in contexts for path in unlisted(environment(), context)]


def helpers_of(contexts: Iterable[Mapping[str, Any]]) -> set[str]:
    return {name for one in contexts for name, value in one.items() if isinstance(value, Helper)}


def compose_all() -> None:
    """Every page of every format, and those for the printer."""
    for clinic in CLINICS:
        edition = example_edition(clinic)
        for format_ in extensions.load_all("formats"):
            made = dataclasses.replace(edition, format=format_)
            compose(made, State.DRAFT, example_project().templates)
            pages = print_pages(
                made,
                2,
                printing=Printing(cover_note=True),
                print_options=PrintOptions(proof=format_.imposition == "folded"),
            )
            for page in pages.values():
                compose(
                    page.edition,
                    State.DRAFT,
                    example_project().templates,
                    extra_context=page.extra_context,
                )


def test_a_leaflets_pages_see_plain_values_alone(contexts: list[dict[str, Any]]) -> None:
    compose_all()
    assert len(contexts) > 2 * len(extensions.names("formats"))
    assert walk_all(contexts) == []
    assert helpers_of(contexts) == HELPERS - {"version_line"}


def test_staff_documents_see_plain_values_alone(contexts: list[dict[str, Any]]) -> None:
    templates = example_project().templates
    pair = PagePair("a4.pdf, page 1", "asset:///a.png", "", "Before", "", "The page is gone.")
    changes = TemplateChanges((TemplateFile("templates/a.j2", FileFate.NEW),))
    pictures = PagePictures(changes, (pair,), 1, {"asset:///a.png": b""})
    compose_review_copy(differ(("version: 0.1.0", "version: 0.2.0")), templates, pictures)
    compose_reprint_notice(diff(OLD, NEW), templates)
    assert len(contexts) == 2
    assert walk_all(contexts) == []
    assert helpers_of(contexts) == {"version_line"}


@pytest.mark.pdf
def test_the_evidence_sees_plain_values_alone(contexts: list[dict[str, Any]]) -> None:
    from leaflet.staff_documents.evidence import print_evidence

    print_evidence(evidence(EXAMPLE), example_project().templates)
    assert len(contexts) == 1
    assert walk_all(contexts) == []
    assert helpers_of(contexts) == set()


def test_status_pages_see_plain_values_alone(
    contexts: list[dict[str, Any]], project_folder: Any, run: Run
) -> None:
    make_real(project_folder)
    approve_all(run, project_folder)
    assert run("build", "--release", "-c", "riverside", cwd=project_folder).code == 0
    contexts.clear()
    ran = run("register", "-o", "site", cwd=project_folder)
    assert ran.code == 0, ran.err
    assert len(contexts) >= 2
    assert walk_all(contexts) == []
    assert helpers_of(contexts) == {"date"}


def test_what_helpers_return_is_plain(contexts: list[dict[str, Any]]) -> None:
    compose(example_edition(CLINICS[0]), State.DRAFT, example_project().templates)
    (context,) = contexts
    results: dict[str, Any] = {}

    def keep(name: str, value: Any) -> str:
        results[name] = value
        return ""

    for name, call in CALLS.items():
        text = f"{{{{ keep('{name}', {call}) }}}}"
        environment().from_string(text).render({**context, "keep": Helper("keep", keep)})
    assert set(results) == set(CALLS)
    assert unlisted(environment(), results) == []
    assert HELPERS - set(CALLS) == {"shares", "version_line", "labelled_rows", "days"}


def test_what_jinja_brings_is_listed() -> None:
    made = environment()
    assert set(made.globals) == set(GLOBALS)
    assert unlisted(made, made.globals) == []
    page = "{% macro m() %}{% endmacro %}{% for x in 'ab' %}{{ keep(loop, m, self) }}{% endfor %}"
    kept: list[Any] = []

    def keep(*values: Any) -> str:
        kept.extend(values)
        return ""

    made.from_string(page).render(keep=Helper("keep", keep))
    loop, macro, blocks = kept[:3]
    assert {name for name, _ in members(made, loop)} <= {*LOOP_FIELDS, *LOOP_METHODS}
    assert {name for name, _ in members(made, macro)} == set()
    assert {name for name, _ in members(made, blocks)} == set()


def test_the_documents_list_what_templates_see(contexts: list[dict[str, Any]]) -> None:
    compose_all()
    text = ROOT.joinpath("docs/templates.md").read_text("utf-8")
    values = text.partition("## Values\n")[2].partition("<!-- table")[0]
    functions = text.partition("## Functions\n")[2].partition("<!-- table")[0]
    named = {name for row in re.findall(r"^\| (`.+?) \|", functions, re.MULTILINE)
             for name in re.findall(r"`(\w+)[(`]", row)}  # fmt: skip
    assert named == {*HELPERS, *GLOBALS}
    listed = {name for row in re.findall(r"^\| (`[a-z].+?) \|", values, re.MULTILINE)
              for name in re.findall(r"`(\w+)`", row)}  # fmt: skip
    seen = {name for context in contexts for name in context}
    assert listed == seen - HELPERS


# --- the walk must be able to say no -------------------------------------------------------------


@pytest.mark.parametrize(
    "added",
    [
        lambda: example_edition(CLINICS[0]).leaflet,
        lambda: example_edition(CLINICS[0]),
        lambda: datetime.date(2026, 11, 29),
        lambda: State.DRAFT,
        lambda: print,
        lambda: re,
        object,
        lambda: {"deep": [example_edition(CLINICS[0]).clinic]},
        lambda: (example_edition(CLINICS[0]).format,),
        lambda: Record("Edition", {}),
        lambda: type("Text", (str,), {})("x"),
    ],
)
def test_the_walk_finds_what_is_no_plain_value(added: Callable[[], Any]) -> None:
    assert [path.split(".")[0] for path in unlisted(environment(), {"new": added()})] == ["new"]


def test_the_walk_finds_a_name_that_the_sandbox_lets_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TemplateSandbox, "getattr", lambda _, obj, name: getattr(obj, name))
    with pytest.raises(AssertionError, match="__"):
        unlisted(environment(), {"leaflet": view(example_edition(CLINICS[0]).leaflet)})


@pytest.mark.parametrize("name", ["leaflet", "edition"])
def test_a_model_cannot_be_added_to_what_a_page_sees(
    contexts: list[dict[str, Any]], name: str
) -> None:
    """A model becomes a view; one that is not listed is a mistake of the program."""
    edition = example_edition(CLINICS[0])
    extra = {"more": {"leaflet": edition.leaflet, "edition": edition}[name]}
    if name == "edition":
        with pytest.raises(TypeError, match="templates do not see a Edition"):
            compose(edition, State.DRAFT, example_project().templates, extra_context=extra)
        return
    compose(edition, State.DRAFT, example_project().templates, extra_context=extra)
    assert type(contexts[0]["more"]) is Record
    assert walk_all(contexts) == []


# --- views ---------------------------------------------------------------------------------------


class Colour(StrEnum):
    RED = "red"


def test_a_view_is_plain() -> None:
    value = {"a": [1, (2.5, True)], "b": None, "c": Colour.RED, "d": datetime.date(2026, 11, 29)}
    seen = view(value)
    assert seen == {"a": (1, (2.5, True)), "b": None, "c": "red", "d": "2026-11-29"}
    assert [type(seen[key]) for key in "abcd"] == [tuple, type(None), str, Day]
    with pytest.raises(TypeError):
        seen["a"] = 1


def test_a_view_holds_declared_fields_and_listed_properties() -> None:
    source = next(iter(example_edition(CLINICS[0]).leaflet.sources.values()))
    seen = view(source)
    assert set(fields_of(seen)) == {*type(source).model_fields, "address"}
    assert view(seen) is seen
    with pytest.raises(AttributeError):
        seen.title = "x"
    with pytest.raises(AttributeError):
        _ = seen.nothing


@pytest.mark.parametrize("value", [object(), print, re, {1, 2}, b"bytes", datetime.time(1)])
def test_what_is_not_listed_has_no_view(value: object) -> None:
    with pytest.raises(TypeError):
        view(value)


def test_a_function_of_records_belongs_to_a_listed_kind() -> None:
    assert {kind for kind, _ in METHODS} <= set(RECORDS)


# --- what templates of projects use --------------------------------------------------------------


def with_page(text: str) -> str:
    name = "patient/a4.html.j2"
    templates = Templates({**example_project().templates, name: text}, (name,))
    return compose(example_edition(CLINICS[0]), State.DRAFT, templates).body


def test_an_own_template_uses_every_declared_value(contexts: list[dict[str, Any]]) -> None:
    """Each field of each value of a page is read by its path, and prints as it always did."""
    with_page("")
    page = contexts[0]
    del page["clinic"]  # slots alone name the clinic
    paths = {path: value for name in page for path, value in leaves(name, page[name])}
    assert len(paths) > 500
    text = "\n".join(f"{path}={{{{ {path} }}}}" for path in paths)
    expected = [f"{path}={Markup.escape(value)}" for path, value in paths.items()]
    assert with_page(text) == "\n".join(expected)


def leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The paths of all texts, numbers and truth values of a value."""
    if isinstance(value, Record):
        for name, inner in fields_of(value).items():
            yield from leaves(f"{path}.{name}", inner)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(f"{path}[{name!r}]", inner)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from leaves(f"{path}[{number}]", inner)
    elif not isinstance(value, Helper):
        yield path, value


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ leaflet.published }}", "2026-11-23"),
        ("{{ leaflet.published.year + 1 }}", "2027"),
        ("{{ leaflet.published < leaflet.review_due }}", "True"),
        ("{{ leaflet.kind == 'cosmetic-procedure' }}", "True"),
        ("{{ words['print_' ~ 'heading'] == words.print_heading }}", "True"),
        ("{{ 'Nope' in leaflet.title }}", "False"),
        ("{{ leaflet.nope is defined }}", "False"),
        ("{{ leaflet.nope | default('none') }}", "none"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
        ("{% set ns = namespace(n=1) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}", "2"),
        ("{% for x in 'abc' %}{{ loop.cycle('o', 'e') }}{{ loop.index }}{% endfor %}", "o1e2o3"),
        ("{% for g in [{'a': 1}, {'a': 2}] | groupby('a') %}{{ g.grouper }}{% endfor %}", "12"),
        ("{% block a %}x{% endblock %}{{ self.a() }}", "xx"),
        ("{% set i = '<i>' | safe %}{{ '<b>' }}{{ i }}{{ '<' ~ i }}", "&lt;b&gt;<i>&lt;<i>"),
        ("{{ '%.1f mm' | format(5) }}{{ '{} {a}'.format(1, a=2) }}", "5.0 mm1 2"),
        ("{{ range(3) | join('-') }}", "0-1-2"),
        ("{{ format.rooms | length == format.slot_sizes | length }}", "True"),
        ("{% macro m() %}x{{ caller() }}{% endmacro %}{% call m() %}y{% endcall %}", "xy"),
    ],
)
def test_what_templates_do_with_values_is_as_before(text: str, printed: str) -> None:
    assert with_page(text) == printed


def test_a_section_is_found_by_its_role_or_by_an_id_that_names_no_role() -> None:
    leaflet = example_edition("riverside").leaflet
    first, second, third, *_ = leaflet.sections
    sections = (
        first.model_copy(update={"id": "questions", "role": None}),
        second.model_copy(update={"id": "asked", "role": "questions"}),
        third.model_copy(update={"id": "our-day", "role": None}),
    )
    seen = view(leaflet.model_copy(update={"sections": sections[:1]}))
    assert read(seen, "section")("questions") is None
    seen = view(leaflet.model_copy(update={"sections": sections}))
    assert read(seen, "section")("questions").id == "asked"
    assert read(seen, "section")("our-day").id == "our-day"
