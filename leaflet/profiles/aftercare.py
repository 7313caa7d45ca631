"""Leaflets on care after a treatment: the decision is made, so they weigh no options."""

from leaflet.profiles.profile import Profile

PROFILE = Profile(
    id="aftercare",
    summary="What to do afterwards: signs, help and steps, but no choice to weigh.",
    without=frozenset(
        ["alternatives", "balance", "benefit-evidence", "no-treatment", "unknowns", "decision-aids"]
    ),
)
