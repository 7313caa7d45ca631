"""Plans which editions are built, in which state, and from which inputs."""
