"""Fills the starter files, which lie in `starter/` beside this module."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "starter"
#: The word that the check `placeholders` looks for.
TODO = "TODO"


def fill(name: str, /, *, language: str = "en", **values: Any) -> bytes:
    """A starter file with values. Text of its own that is not in English becomes a placeholder."""
    environment = _environment()
    template = environment.get_template(f"{name}.j2")
    is_english = language.partition("-")[0] == "en"
    text = template.render(**values, language=language, prefix="" if is_english else f"{TODO} ")
    return text.encode("utf-8")


def quoted(text: str) -> str:
    """A text in double quotes: what JSON writes is YAML and Python, too."""
    return json.dumps(str(text), ensure_ascii=False)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    @pass_context
    def in_language(context: Any, text: str) -> str:
        return f"{context['prefix']}{text}"

    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  # no HTML is made; what goes into YAML is quoted
    )
    made.filters |= {"q": quoted, "t": in_language}
    return made
