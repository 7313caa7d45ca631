"""Sixty single defects of tagged patient leaflets, to try a validator on.

A third is forbidden by a rule of PDF/UA-1 or PDF/A-3a (`rules_...`), a third passes the rules and
misleads a reader (`words_...`), and a third shows only between parts of the file (`relations_...`).
"""

from __future__ import annotations

from . import (
    relations_content,
    relations_links,
    rules_file,
    rules_tree,
    words_page,
    words_tree,
)
from .model import FORMATS, Defect, NothingToDamageError

RULES: tuple[Defect, ...] = (*rules_tree.DEFECTS, *rules_file.DEFECTS)
WORDS: tuple[Defect, ...] = (*words_tree.DEFECTS, *words_page.DEFECTS)
RELATIONS: tuple[Defect, ...] = (*relations_links.DEFECTS, *relations_content.DEFECTS)

DEFECTS: tuple[Defect, ...] = (*RULES, *WORDS, *RELATIONS)

__all__ = ["DEFECTS", "FORMATS", "RELATIONS", "RULES", "WORDS", "Defect", "NothingToDamageError"]
