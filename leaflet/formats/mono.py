"""The complete leaflet on A4 in black: outlines and patterns where the others print fills.

Pages break where those of `a4` do. The logo stays as the clinic drew it, which a black-and-white
printer turns to greys.
"""

from dataclasses import replace

from leaflet.formats.a4 import FORMAT as A4_HANDOUT

FORMAT = replace(
    A4_HANDOUT,
    id="mono",
    title="A4 handout in black, saves toner, the complete leaflet",
    mono=True,
)
