"""Loaded once by the process that workers are forked from: what they all need."""

import gc

from leaflet.render.renderer import warm_up

warm_up()
gc.collect()
gc.freeze()
