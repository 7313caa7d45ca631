"""Types of option values; only click is imported here."""

from __future__ import annotations

from typing import Any

import click


class OneOf(click.Choice[str]):
    """One of several words; a wrong one is told with the word that was probably meant."""

    def get_invalid_choice_message(self, value: Any, ctx: Any) -> str:  # noqa: ARG002
        """What is said of a wrong word."""
        from leaflet.core.diagnostics import near_word

        near = near_word(str(value), self.choices)
        hint = f'did you mean "{near}"?' if near else f"use one of: {', '.join(self.choices)}"
        return f'"{value}" is not known; {hint}'


class NumberParameter(click.ParamType[Any]):
    """A whole number between two others."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Parse the text of an option; fails with a usage error."""
        text = str(value)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
        if not self.least <= number <= self.most:
            self.fail(f'"{value}" is no number from {self.least} to {self.most}', param, ctx)
        return number


class DateParameter(click.ParamType[Any]):
    """A date in ISO 8601: 2026-11-23."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Parse the text of an option; fails with a usage error."""
        import datetime

        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f'"{value}" is no date; write it as 2026-11-23', param, ctx)


class PointsParameter(click.ParamType[Any]):
    """A type size in points: 24pt or 24."""

    name = "points"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Parse the text of an option; fails with a usage error."""
        import re

        match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:pt)?", str(value))
        if not match:
            self.fail(f'"{value}" is no type size; write it as 24pt', param, ctx)
        return float(match[1])


class ShardParameter(click.ParamType[Any]):
    """A shard, as its number and the number of shards: 2/4."""

    name = "shard"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Parse the text of an option; fails with a usage error."""
        import re

        match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= of:
            self.fail(f'"{value}" is no shard; write the second of four as 2/4', param, ctx)
        return number, of


class DaysParameter(click.ParamType[Any]):
    """A time span in days or weeks: 90d or 12w."""

    name = "days"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Parse the text of an option; fails with a usage error."""
        import datetime
        import re

        match = re.fullmatch(r"(\d{1,4})([dw]?)", str(value))
        if not match:
            self.fail(f'"{value}" is no span; write it as 90d or 12w', param, ctx)
        return datetime.timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
