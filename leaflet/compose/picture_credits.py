"""Who made the pictures of a page, under which licence, and the consent of people who are shown."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.model.clinic import CoverPhoto
from leaflet.model.leaflet import Figure, Leaflet, texts


def picture_credits(leaflet: Leaflet) -> tuple[str, ...]:
    """The credits of the figures that a leaflet shows, in its order; each begins with what there is
    to see where not all are the same. A figure that names nobody has none.
    """
    credited = [(figure, credit(figure)) for figure in _shown(leaflet)]
    named = [(figure, said) for figure, said in credited if said]
    alike = tuple(dict.fromkeys(said for _, said in named))
    if len(alike) == 1:
        return alike
    return tuple(f"{figure.alt.rstrip('.')}: {said}" for figure, said in named)


def credit(picture: Figure | CoverPhoto) -> str:
    """Author and licence as one sentence, then the consent of whom it shows; empty for neither."""
    made = ", ".join(text.rstrip(".") for text in (picture.author, picture.licence) if text)
    said = (made, str(picture.consent or "").rstrip("."))
    return " ".join(f"{text}." for text in said if text)


def _shown(leaflet: Leaflet) -> Iterator[Figure]:
    names = [name for name, figure in leaflet.figures.items() if figure.cover]
    for section in leaflet.sections:
        for block in section.blocks:
            for field_path, text in texts(block.content):
                if block.kind == "figures" or field_path[-1:] == ("picture",):
                    names.append(text)
    for name in dict.fromkeys(names):
        if name in leaflet.figures:
            yield leaflet.figures[name]
