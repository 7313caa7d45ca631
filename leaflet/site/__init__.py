"""The site of a build: one page that staff open to find and print leaflets; no server is needed."""
