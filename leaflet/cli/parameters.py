"""Kinds of values that commands take; only click is imported here."""

from __future__ import annotations

from typing import Any

import click


class DateParameter(click.ParamType[Any]):
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of what was typed."""
        import datetime

        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f'"{value}" is no date; write it as 2026-11-23', param, ctx)


class PointsParameter(click.ParamType[Any]):
    """A type size in points, as 24pt or 24."""

    name = "points"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of what was typed."""
        import re

        match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:pt)?", str(value))
        if not match:
            self.fail(f'"{value}" is no type size; write it as 24pt', param, ctx)
        return float(match[1])


class ShardParameter(click.ParamType[Any]):
    """A part of all editions, as 2/4."""

    name = "shard"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of what was typed."""
        import re

        match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= of:
            self.fail(f'"{value}" is no shard; write the second of four as 2/4', param, ctx)
        return number, of


class DaysParameter(click.ParamType[Any]):
    """A span of days or weeks, as 90d or 12w."""

    name = "days"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of what was typed."""
        import datetime
        import re

        match = re.fullmatch(r"(\d{1,4})([dw]?)", str(value))
        if not match:
            self.fail(f'"{value}" is no span; write it as 90d or 12w', param, ctx)
        return datetime.timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
