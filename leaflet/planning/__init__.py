"""Which editions are meant, in which state they are, and from which inputs they follow."""

from leaflet.planning.planner import make_plan

__all__ = ["make_plan"]
