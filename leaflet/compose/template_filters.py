"""The filters and tests of templates: Jinja's own; those that lengthen a text have a bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from jinja2 import pass_eval_context
from jinja2.filters import FILTERS, do_join, do_replace, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.tests import TESTS
from jinja2.utils import _PassArg

from leaflet.compose.template_text import (
    MOST_WIDTH,
    bounded,
    percent,
    printable,
    sized_items,
    sized_replacement,
)
from leaflet.compose.template_values import RefusedError

#: Filters of lists and numbers, as Jinja has them.
_PLAIN = frozenset(
    "abs count d default dictsort first float groupby int items last length list map max min"
    " reject rejectattr reverse safe select selectattr sort sum unique".split()
)
#: Filters of one text.
_TEXTUAL = frozenset(
    "capitalize e escape lower string striptags title trim upper urlencode wordcount".split()
)
#: Filters that take a width, a number of members or a text to fill up with.
_WIDE = frozenset("batch center indent round slice truncate wordwrap".split())

#: The tests that templates may use.
_TESTS = frozenset(TESTS) - {"callable"}

_HINT = f"use at most {MOST_WIDTH:,}"


def filters() -> dict[str, Callable[..., Any]]:
    """The filters by name."""
    made: dict[str, Callable[..., Any]] = {
        "format": _format,
        "join": _join,
        "replace": _replace,
    }
    for name in _PLAIN | _TEXTUAL | _WIDE:
        made[name] = _guarded(FILTERS[name], is_text=name in _TEXTUAL, is_wide=name in _WIDE)
    return made


def tests() -> dict[str, Callable[..., Any]]:
    """The tests by name."""
    known: Mapping[str, Any] = TESTS
    return {name: known[name] for name in _TESTS}


def _guarded(plain: Callable[..., Any], *, is_text: bool, is_wide: bool) -> Callable[..., Any]:
    """A filter of Jinja that is handed printable texts and no width above `MOST_WIDTH`."""
    at = 0 if _PassArg.from_obj(plain) is None else 1

    @wraps(plain)
    def guarded(*args: Any, **values: Any) -> Any:
        if is_text:
            printable(args[at])
        if is_wide:
            for value in (*args[at + 1 :], *values.values()):
                _check_width(value)
        return bounded(plain(*args, **values))

    return guarded


def _check_width(value: Any) -> None:
    if isinstance(value, int) and abs(value) > MOST_WIDTH:
        raise RefusedError(f"a filter is asked for {value:,} places", _HINT)
    if isinstance(value, str) and len(value) > MOST_WIDTH:
        raise RefusedError(f"a filter is given a text of {len(value):,} characters", _HINT)


def _format(text: Any, *args: Any, **values: Any) -> str:
    """`"%s mm" | format(5)`."""
    if args and values:
        raise RefusedError("format takes values by place or by name", "use one of the two")
    printable(text)
    return percent(text if isinstance(text, str) else str(text), values or args)


@pass_eval_context
def _join(
    context: EvalContext, items: Any, between: str = "", attribute: str | int | None = None
) -> str:
    """The items as one text; with `attribute`, that field of each."""
    if attribute is not None:
        items = map(make_attrgetter(context.environment, attribute), items)
    made: str = do_join(context, sized_items(items, str(printable(between))), between)
    return made


@pass_eval_context
def _replace(context: EvalContext, text: Any, old: str, new: str, count: int | None = None) -> str:
    """The text with one part replaced by another."""
    old, new = str(printable(old)), printable(new)
    sized_replacement(str(printable(text)), old, str(new))
    made: str = do_replace(context, text, old, new, count)
    return made
