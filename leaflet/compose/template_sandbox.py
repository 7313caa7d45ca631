"""The sandbox of templates: only listed names can be read, and only listed things can be called.

Jinja's sandbox refuses names that begin with an underscore. This one refuses every name that is
not on a list: fields of records, keys of mappings, methods of texts, names of macros, the parts of
`loop`. What a template calls is a helper, a macro, a block or a recursive loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.filters import _GroupTuple
from jinja2.nodes import Concat
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from leaflet.compose import template_filters
from leaflet.compose.template_text import (
    DAY_FIELDS,
    MOST_ITEMS,
    TEXT_METHODS,
    concat,
    operate,
    printable,
    text_method,
)
from leaflet.compose.template_values import (
    METHODS,
    Day,
    Helper,
    Record,
    RefusedError,
    fields_of,
    kind_of,
    names_of,
    read,
)
from leaflet.core.diagnostics import did_you_mean

#: Where the documents list what templates see.
LISTED = "docs/templates.md lists what templates see"

MAPPING_METHODS = ("get", "items", "keys", "values")
LOOP_FIELDS = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length"),
    *("depth", "depth0", "previtem", "nextitem"),
)
LOOP_METHODS = ("changed", "cycle")
GROUP_FIELDS = ("grouper", "list")

#: What a template may call.
CALLABLE = (Helper, Macro, BlockReference, LoopContext)
_MISSING = object()


def _range(*args: int) -> range:
    numbers = range(*args)
    if len(numbers[: MOST_ITEMS + 1]) > MOST_ITEMS:
        raise RefusedError("the range is too long", f"use at most {MOST_ITEMS:,} numbers")
    return numbers


#: The functions that every template may call, besides the helpers of its page.
GLOBALS: Mapping[str, Helper] = {
    "dict": Helper("dict", dict),
    "namespace": Helper("namespace", Namespace),
    "range": Helper("range", _range),
}


class _Code(CodeGenerator):
    """Compiles `~` to a function of the sandbox, which bounds its result."""

    @optimizeconst
    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        self.write("environment.joined(context, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """An environment in which templates read and call only what is listed."""

    code_generator_class = _Code
    concat = staticmethod(concat)
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, finalize=printable, **options)
        self.globals.clear()
        self.globals.update(GLOBALS)
        self.filters.clear()
        self.filters.update(template_filters.filters())
        self.tests.clear()
        self.tests.update(template_filters.tests())

    # --- reading -----------------------------------------------------------------------------

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A listed part of a value by its name; undefined where there is none of that name."""
        if isinstance(obj, Undefined):
            return StrictUndefined.__getattr__(obj, "name")  # raises the error of the undefined
        if attribute.startswith("_"):
            raise RefusedError(f'"{attribute}" cannot be read', LISTED)
        found = _part(obj, attribute)
        return self._none_of(obj, attribute) if found is _MISSING else found

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A member of a list or text by number, or of a mapping by key, else a part by name."""
        if isinstance(obj, str | tuple | list | range | Mapping):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        if isinstance(obj, TemplateReference):
            return obj[argument]
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        if isinstance(obj, Undefined):
            return self.getattr(obj, "")
        return self._none_of(obj, argument)

    def _none_of(self, obj: Any, name: Any) -> Undefined:
        if not isinstance(name, str):
            return self.undefined(obj=obj, name=name)
        error = partial(_unknown, obj, name)
        return self.undefined(obj=obj, name=name, exc=error)  # type: ignore[arg-type]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether the value is what templates see under that name."""
        return not attr.startswith("_") and _part(obj, attr) is value

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: a text's `format` is one of its listed methods."""

    # --- calling -----------------------------------------------------------------------------

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call a value."""
        return type(obj) in CALLABLE

    def call(__self, __context: Context, __obj: Any, *args: Any, **values: Any) -> Any:  # noqa: N805
        """The result of a helper, macro, block or recursive loop."""
        if isinstance(__obj, Undefined):
            return __obj()
        if not __self.is_safe_callable(__obj):
            what, _ = _named(__obj)
            raise RefusedError(f"{what} cannot be called", LISTED)
        return __context.call(__obj, *args, **values)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """The result of an operator, which may not be without bound."""
        return operate(operator, self.binop_table[operator], left, right)

    def joined(self, context: Context, parts: Iterable[Any]) -> str:
        """The result of `~`."""
        texts = [printable(part) for part in parts]
        if not context.eval_ctx.autoescape:
            return concat(map(str, texts))
        if not any(hasattr(text, "__html__") for text in texts):
            return concat(map(str, texts))
        return Markup(concat(str(Markup.escape(text)) for text in texts))


def _of_record(record: Record, name: str) -> Any:
    is_there = name in fields_of(record) or (kind_of(record), name) in METHODS
    return read(record, name) if is_there else _MISSING


def _of_text(text: str, name: str) -> Any:
    if isinstance(text, Day) and name in DAY_FIELDS:
        return getattr(text.date, name)
    return text_method(text, name) if name in TEXT_METHODS else _MISSING


def _of_mapping(mapping: Mapping[Any, Any], name: str) -> Any:
    if name not in MAPPING_METHODS:
        return mapping.get(name, _MISSING)
    if name == "get":
        return Helper(name, mapping.get)
    method: Callable[[], Iterable[Any]] = getattr(mapping, name)
    return Helper(name, lambda: tuple(method()))


def _of_loop(loop: LoopContext, name: str) -> Any:
    if name in LOOP_FIELDS:
        return getattr(loop, name)
    return Helper(name, getattr(loop, name)) if name in LOOP_METHODS else _MISSING


def _of_module(module: TemplateModule, name: str) -> Any:
    return vars(module).get(name, _MISSING)


def _of_group(group: _GroupTuple, name: str) -> Any:
    return getattr(group, name) if name in GROUP_FIELDS else _MISSING


def _of_block(block: BlockReference, name: str) -> Any:
    return block.super if name == "super" else _MISSING


def _of_blocks(blocks: TemplateReference, name: str) -> Any:
    return blocks[name]


def _of_namespace(space: Namespace, name: str) -> Any:
    return getattr(space, name, _MISSING)


def _unknown(obj: Any, name: str, _: str) -> RefusedError:
    """The error for a name that templates do not see, made when it is needed."""
    what, known = _named(obj)
    hint = f"{did_you_mean(name, known)} {LISTED}".strip()
    return RefusedError(f'{what} has no "{name[:80]}" for templates', hint)


_READERS: tuple[tuple[Any, Callable[[Any, str], Any]], ...] = (
    (Record, _of_record),
    (str, _of_text),
    (Mapping, _of_mapping),
    (TemplateModule, _of_module),
    (LoopContext, _of_loop),
    (Namespace, _of_namespace),
    (_GroupTuple, _of_group),
    (BlockReference, _of_block),
    (TemplateReference, _of_blocks),
)


def _part(obj: Any, name: str) -> Any:
    """What templates see of a value under a name; `_MISSING` for nothing."""
    for kind, reader in _READERS:
        if isinstance(obj, kind):
            return reader(obj, name)
    return _MISSING


def _named(obj: Any) -> tuple[str, list[str]]:
    """What a value is called in messages, and the names that can be read of it."""
    if isinstance(obj, Record):
        return f'a record "{kind_of(obj)}"', list(names_of(obj))
    if isinstance(obj, str):
        return "a text", [*TEXT_METHODS, *(DAY_FIELDS if isinstance(obj, Day) else ())]
    if isinstance(obj, Mapping):
        return "a mapping", [*MAPPING_METHODS, *(key for key in obj if isinstance(key, str))]
    if isinstance(obj, LoopContext):
        return "loop", [*LOOP_FIELDS, *LOOP_METHODS]
    if isinstance(obj, TemplateModule):
        return "an imported template", [name for name in vars(obj) if name[0] != "_"]
    what = "a function" if isinstance(obj, Helper | Macro) else f"a {type(obj).__name__}"
    return what, []
