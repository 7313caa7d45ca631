"""The numbers of the objects in a joined file.

Pages of a leaflet and slots of a clinic are prepared apart from each other. So that neither is
renumbered when they are joined, the objects that refer from one to the other have fixed numbers.
"""

from __future__ import annotations

#: The most slots of a page set; so many pages have slots, and so many elements hold them, at most.
MOST_SLOTS = 60

INFO, METADATA, PALETTE, KEYS, MOVING, SHIFT = range(1, 7)
#: The resources of pages by their kind; those of both parts are put together.
RESOURCES = {"Font": 7, "ExtGState": 8, "XObject": 9, "Pattern": 10, "Shading": 11}
#: The streams of slots and their elements, by the number of the slot; the elements that hold these;
#: the annotations of pages with slots and the elements of their marks, by the number of the page
#: among these. From CLINIC on stand the objects of a clinic's slots.
SLOT_STREAMS, SLOT_ELEMENTS, HOLDERS, ANNOTATIONS, PARENTS, CLINIC = range(
    12, 12 + 6 * MOST_SLOTS, MOST_SLOTS
)
#: The first number of the objects of a leaflet's pages: a large clinic has some hundred. Readers
#: take more numbers than a third of the bytes of a file for damage (qpdf), and a page with nothing
#: but a heading has some 14,000 bytes.
LEAFLET = 3_000
#: The first key of an annotation in a slot; each slot has so many.
SLOT_KEYS, KEYS_OF_SLOT = 1_000_000, 100_000
