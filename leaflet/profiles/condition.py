"""Leaflets on a condition and what can be done about it, not on a single treatment."""

from leaflet.profiles.profile import Profile

PROFILE = Profile(
    id="condition",
    summary="What a condition is and what can be done: no single treatment, so no visit's steps.",
    without=frozenset(["balance", "timeline"]),
)
