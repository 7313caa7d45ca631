"""`python -m leaflet` is the same as the `leaflet` command."""

from leaflet.cli.command_line import main

if __name__ == "__main__":
    main()
