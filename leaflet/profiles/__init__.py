"""Profiles of checks: one file, one `PROFILE` each."""

from leaflet.profiles.profile import Norms, Profile, find, names

__all__ = ["Norms", "Profile", "find", "names"]
