"""The structural validator: what PDF/UA-1 and PDF/A-3a ask of a file that a machine can decide, and
whether a file says what its pages were laid out to say.
"""
