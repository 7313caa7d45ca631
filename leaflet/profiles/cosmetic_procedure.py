"""Leaflets on a treatment that nobody needs for their health, offered by those who sell it."""

from leaflet.profiles.profile import Profile

PROFILE = Profile(
    id="cosmetic-procedure",
    summary="A treatment for looks: every check, since who hands it out also sells it.",
)
