"""Balances columns of text with a few layouts.

WeasyPrint looks for the least height in which columns hold their content by laying them out again
and again, mostly a pixel taller each time (`weasyprint/layout/column.py`; Kozea/WeasyPrint#60,
#1689). A leaflet whose columns hold tall parts took up to 1.6 times as long for it. Here the height
is enclosed and halved; the columns that are printed are WeasyPrint's own.

To drop it, leave out `install`: pages take longer and stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: How far the height may be above the least one, in CSS pixels: a small part of a line.
_STEP_PX = 2.0

#: The first step above the mean height of the columns, in CSS pixels: half a line. The next are
#: twice as large each.
_FIRST_STEP_PX = 8.0

#: Columns are tried as if something stood on their page before them: nothing may stick out.
_NOT_EMPTY = False

#: WeasyPrint's layout of columns: a context, a box, the space at the bottom of the page that the
#: box may not use, and further arguments; returns the laid-out box, where it goes on, and more.
LayOut = Callable[..., tuple[Any, ...]]


def install(block: Any) -> None:
    """Has `weasyprint.layout.block` balance columns in this way."""
    if not isinstance(block.columns_layout, _Balanced):
        block.columns_layout = _Balanced(block.columns_layout)


@dataclass(frozen=True, slots=True)
class _Balanced:
    """Lays columns out as WeasyPrint's `columns_layout` does."""

    lay_out: LayOut

    def __call__(self, context: Any, box: Any, bottom_space: float, *rest: Any) -> tuple[Any, ...]:
        """The columns in the least height that holds them, where this page does; else as far as the
        page has room.
        """
        if not _is_plain(context, box):
            return self.lay_out(context, box, bottom_space, *rest)
        filled = _filled_in_turn(box)
        whole = self._whole(context, filled, bottom_space, *rest)
        if whole is None:
            return self.lay_out(context, box, bottom_space, *rest)
        room = context.page_bottom - whole.children[0].position_y
        space = room - _Columns(context, box, whole, rest).least_height()
        laid_out, *more = self.lay_out(context, filled, max(bottom_space, space), *rest)
        if laid_out is not None:
            laid_out.style = box.style
            # The margin below the last part may reach out of the height that holds the content.
            below = min(room - bottom_space, max(column.height for column in laid_out.children))
            laid_out.height = max(laid_out.height, below)
        return (laid_out, *more)

    def _whole(self, context: Any, filled: Any, bottom_space: float, *rest: Any) -> Any | None:
        """The laid-out box with all of its room; None where it does not hold its content."""
        skip_stack, containing_block, _, _, _, margins, *styles = rest
        shapes = len(context.excluded_shapes)
        whole, goes_on, *_ = self.lay_out(
            context, filled, bottom_space, skip_stack, containing_block,
            _NOT_EMPTY, [], [], list(margins), *styles,
        )  # fmt: skip
        del context.excluded_shapes[shapes:]
        return whole if whole is not None and whole.children and not goes_on else None


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a box while their height is looked for. `whole` is the box as it is laid out
    with all of its room, where all of its content is in the first columns.
    """

    context: Any
    box: Any
    whole: Any
    rest: tuple[Any, ...]

    def least_height(self) -> float:
        """The least height in CSS pixels that holds the content, with a step's tolerance; infinite
        where only all of the room does.
        """
        low, step = _mean_height(self.whole), _FIRST_STEP_PX
        tallest = max(map(_content_height, self.whole.children)) + _STEP_PX
        if self._holds(low):
            return low
        high = min(low + step, tallest)
        while not self._holds(high):
            if high == tallest:
                return math.inf
            step *= 2
            low, high = high, min(high + step, tallest)
        while high - low > _STEP_PX:
            middle = (low + high) / 2
            low, high = (low, middle) if self._holds(middle) else (middle, high)
        return high

    def _holds(self, height: float) -> bool:
        """Whether columns of a height hold the content."""
        from weasyprint.layout.block import block_box_layout

        context, (skip_stack, containing_block, _, _, _, _, *styles) = self.context, self.rest
        column, skip_stack = self._column(skip_stack, containing_block)
        space = context.page_bottom - column.position_y - height
        shapes, context.in_column = len(context.excluded_shapes), True
        for _ in range(_count(self.whole)):
            laid_out, skip_stack, *_ = block_box_layout(
                context, column, space, skip_stack, containing_block, _NOT_EMPTY, [], [], [],
                *styles, discard=False, max_lines=None,
            )  # fmt: skip
            if laid_out is None or skip_stack is None:
                break
        context.in_column = False
        del context.excluded_shapes[shapes:]
        return laid_out is not None and skip_stack is None

    def _column(self, skip_stack: Any, containing_block: Any) -> tuple[Any, Any]:
        """A column with all that is still to be laid out, and where its content begins."""
        from weasyprint.layout.percent import resolve_percentages

        (skip,) = skip_stack or (0,)
        children = [child.copy() for child in self.box.children[skip:]]
        column, first = self.box.anonymous_from(self.box, children), self.whole.children[0]
        resolve_percentages(column, containing_block)
        column.is_column, column.width = True, first.width
        column.position_x, column.position_y = first.position_x, first.position_y
        return column, {0: skip_stack[skip]} if skip_stack else None


def _is_plain(context: Any, box: Any) -> bool:
    """Whether columns have no height of their own, stand in no others, and nothing in them moves
    what is elsewhere.
    """
    style = box.style
    return (
        style["column_fill"] == "balance"
        and style["height"] == "auto"
        and not (context.footnotes or context.in_column)
        and bool(box.children)
        and all(child.style["column_span"] == "none" for child in box.children)
    )


def _filled_in_turn(box: Any) -> Any:
    """The box with columns that are filled one after the other."""
    filled = box.copy()
    filled.style = box.style.copy()
    filled.style["column_fill"] = "auto"
    return filled


def _mean_height(box: Any) -> float:
    """The height that the columns of a box would have if their content could be parted anywhere."""
    return sum(map(_content_height, box.children)) / _count(box)


def _content_height(column: Any) -> float:
    """The height of what a laid-out column holds, in CSS pixels."""
    last = next((box for box in reversed(column.children) if box.is_in_normal_flow()), None)
    if last is None:
        return 0.0
    return float(last.position_y + last.margin_height() - last.margin_bottom - column.position_y)


def _count(box: Any) -> int:
    """The number of columns of a laid-out box (CSS Multi-column Layout, 3.4)."""
    from weasyprint.layout.percent import percentage

    style = box.style
    count, width, gap = style["column_count"], style["column_width"], style["column_gap"]
    if width == "auto":
        return int(count)
    gap = style["font_size"] if gap == "normal" else percentage(gap, style, box.width)
    fitting = max(1, int((box.width + gap) // (width + gap)))
    return fitting if count == "auto" else min(int(count), fitting)
