"""Whether work is counted honestly."""

from __future__ import annotations

from tests.support.steps import growth, lines_run


def linear(size: int) -> None:
    for _ in range(size):
        pass


def quadratic(size: int) -> None:
    for _ in range(size):
        linear(size)


def test_more_work_is_more_lines() -> None:
    assert 10 * lines_run(lambda: linear(10)) < lines_run(lambda: linear(1_000))


def test_linear_work_is_told_from_quadratic_work() -> None:
    assert growth(linear, 1_000) < 2.2
    assert growth(quadratic, 100) > 3.5


def test_a_comprehension_on_one_line_counts_each_round() -> None:
    assert growth(lambda size: [n for n in range(size)], 1_000) > 1.9  # noqa: C416
