"""Joining: a PDF from pages that were laid out once for a leaflet and slots that were laid out once
for a clinic.

`shared_layout` prepares the pages of a leaflet with places for slots, `clinic_layout` the slots of
a clinic, `join` puts a file together from both without laying anything out.
"""
