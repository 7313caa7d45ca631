"""`python -m leaflet` is the same as the `leaflet` command."""

from leaflet.cli import main

if __name__ == "__main__":
    main()
