"""What others need for the same handout; all but `virtualenv` run in an environment without
leaflet.
"""
