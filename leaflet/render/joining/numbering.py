"""The numbers of the objects in a joined file.

Pages of a leaflet and slots of a clinic are prepared apart from each other. So that neither is
renumbered when they are joined, the objects that refer from one to the other have fixed numbers.
"""

from __future__ import annotations

INFO, METADATA, PALETTE, KEYS, MOVING, SHIFT = range(1, 7)
#: The resources of pages by their kind; those of both parts are put together.
RESOURCES = {"Font": 7, "ExtGState": 8, "XObject": 9, "Pattern": 390, "Shading": 391}
#: The streams of slots and their elements, by the number of the slot.
SLOT_STREAMS, SLOT_ELEMENTS = 10, 40
#: The annotations of pages and the elements of their marks, by the number of the page.
ANNOTATIONS, PARENTS = 70, 230
#: The elements that hold those of slots.
HOLDERS = 392
#: From here on stand the objects of the clinic's slots, then those of the leaflet's pages.
CLINIC, LEAFLET = 422, 2000
MOST_SLOTS, MOST_PAGES = 30, 160
#: The first key of an annotation in a slot; each slot has so many.
SLOT_KEYS, KEYS_OF_SLOT = 100_000, 1_000
