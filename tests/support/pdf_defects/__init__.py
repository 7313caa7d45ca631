"""Single defects of a tagged leaflet (PDF/UA-1 and PDF/A-3a), each of which must be found."""

from . import (
    actions,
    figures,
    fonts,
    headings,
    links,
    lists,
    marks,
    metadata,
    operators,
    order,
    pages,
    parents,
    tables,
    targets,
    tree,
    visibility,
    words,
)
from .kinds import Defect

DEFECTS: tuple[Defect, ...] = (
    *headings.DEFECTS,
    *tree.DEFECTS,
    *order.DEFECTS,
    *words.DEFECTS,
    *lists.DEFECTS,
    *tables.DEFECTS,
    *figures.DEFECTS,
    *targets.DEFECTS,
    *links.DEFECTS,
    *actions.DEFECTS,
    *marks.DEFECTS,
    *visibility.DEFECTS,
    *operators.DEFECTS,
    *fonts.DEFECTS,
    *metadata.DEFECTS,
    *parents.DEFECTS,
    *pages.DEFECTS,
)

__all__ = ["DEFECTS", "Defect"]
