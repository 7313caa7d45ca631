"""Articles in other forms (Word, web page, Markdown, text) to drafts of leaflets.

A reader makes a document of a file, `structure` finds its headings and lists, `roles` proposes what
the sections are for, and `draft` writes a leaflet in our Markdown. Nothing is invented, nothing is
fetched or run, and what is not kept is named in the report.
"""

from leaflet.importing.draft import Draft, Origin, make_draft
from leaflet.importing.reading import RefusedError, read_document

__all__ = ["Draft", "Origin", "RefusedError", "make_draft", "read_document"]
