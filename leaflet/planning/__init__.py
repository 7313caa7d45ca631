"""Plans which editions are built, in which state, and from which inputs."""

from leaflet.planning.planner import make_plan

__all__ = ["make_plan"]
