"""What to do after a treatment: the choice is made, so nothing is weighed."""

from leaflet.profiles.profile import Profile

PROFILE = Profile(
    id="aftercare",
    summary="What to do afterwards: signs, help and steps, but no choice to weigh.",
    without=frozenset(
        ["alternatives", "balance", "benefit-evidence", "no-treatment", "unknowns", "decision-aids"]
    ),
)
