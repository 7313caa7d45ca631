"""New projects for tests: the answers of a clinic, as options."""

from __future__ import annotations

ANSWERS = (
    "--clinic", "Harbour Clinic", "--phone", "01632 960140", "--web", "https://harbour.example",
    "--colour", "#0f6e78", "--language", "en-GB", "--country", "GB-ENG",
)  # fmt: skip


def answers(**other: str | None) -> tuple[str, ...]:
    """The options with others in their place; None leaves one out."""
    given: dict[str, str | None] = dict(zip(ANSWERS[::2], ANSWERS[1::2], strict=True))
    given |= {f"--{name.replace('_', '-')}": value for name, value in other.items()}
    return tuple(
        part for name, value in given.items() if value is not None for part in (name, value)
    )
