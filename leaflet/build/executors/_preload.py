"""Loads what all workers need, once, in the process that they are forked from."""

import gc

from leaflet.render.renderer import warm_up

warm_up()
gc.collect()
gc.freeze()
