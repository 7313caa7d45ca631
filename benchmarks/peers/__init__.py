"""What others need for the same handout; all but `room` runs in an environment without leaflet."""
