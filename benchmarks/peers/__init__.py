"""Drivers of the peers; all except `virtualenv` run in an environment without leaflet."""
