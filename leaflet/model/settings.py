"""The settings of a project: what is built, how strict its checks are, how it is printed.

`docs/content.md` documents the fields. Unknown fields, empty texts and wrong types are errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from leaflet.core.diagnostics import Severity
from leaflet.model.fields import ContentModel, FieldError, Language, Slug, Text


class Printing(ContentModel):
    """The settings of print forms. `booklet`: folded and stapled, or two pages on a sheet to cut;
    `creep_mm`: the shift of each inner sheet of a booklet towards the spine (0.1 for 80 g/m²
    paper, from about 20 pages); `cover_note`: a first sheet that states paper, edge and fold.
    """

    booklet: Literal["saddle-stitch", "two-up"] = "saddle-stitch"
    creep_mm: float = Field(default=0.0, ge=0, le=1)
    cover_note: bool = False


Names = Annotated[tuple[Slug, ...], Field(min_length=1)] | None
Languages = Annotated[tuple[Language, ...], Field(min_length=1)] | None


class Rule(ContentModel):
    """A rule for the editions to build: these leaflets, clinics, languages and formats; a field
    that is left out restricts nothing.
    """

    clinics: Names = None
    leaflets: Names = None
    languages: Languages = None
    formats: Names = None


#: The most sides that a project may allow.
MOST_LIMIT = 200


class Limits(ContentModel):
    """The limits of one rendering in a worker process: `seconds`, after which it is stopped, and
    `megabytes` of memory; and `sides`, the most that a long text may take.
    """

    seconds: float = Field(default=120.0, ge=0.1, le=3600)
    megabytes: int = Field(default=2000, ge=200, le=64_000)
    sides: int = Field(default=48, ge=4, le=MOST_LIMIT)


def _effect(text: str) -> str:
    if text not in ("unfit", "advice", "error", "warning"):
        hint = "write unfit or advice; to excuse a finding, waive its check in the leaflet"
        raise FieldError(f'"{text}" is no effect that a project may give', hint)
    return text


LeastEffect = Annotated[Text, AfterValidator(_effect)]


class Settings(ContentModel):
    """The project file. `formats`: the formats of clinics that name none; `editions`: rules, of
    which an edition must meet one; `checks`: the least effect of what single checks find, `unfit`
    or `advice` (also `error` or `warning`, their severities); `approval`: the roles whose approval
    a leaflet needs.
    """

    formats: Names = None
    checks: Mapping[Slug, LeastEffect] = Field(default_factory=dict)
    approval: Annotated[tuple[Slug, ...], Field(min_length=1)] = ("clinician",)
    editions: Annotated[tuple[Rule, ...], Field(min_length=1)] | None = None
    printing: Printing = Printing()
    limits: Limits = Limits()

    @property
    def severities(self) -> dict[str, Severity]:
        """The least severities of checks in this project, by check id."""
        unfit = ("unfit", "error")
        return {
            check: Severity.ERROR if least in unfit else Severity.WARNING
            for check, least in self.checks.items()
        }
