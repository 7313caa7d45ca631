"""A leaflet's language has the words that checks search for."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found, all_checks
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    language = leaflet_text.leaflet.language
    without = leaflet_text.kind.without
    looking = [check for check in all_checks() if check.lexicon and check.id not in without]
    missing = {
        check.id: lacking for check in looking if (lacking := check.lacks(leaflet_text.lexicon))
    }
    if not missing:
        return
    place = leaflet_text.loaded.place(("language",))
    file = f"content/lexicons/{language.partition('-')[0]}.yaml"
    skipped = f"could not look: {', '.join(missing)}"
    fields = dict.fromkeys(field for lacking in missing.values() for field in lacking)
    if any(field not in fields for check in looking for field in check.lexicon):
        message = f'the lexicon of "{language}" lacks words, so some checks {skipped}'
        yield place, message, f"add to {file}: {', '.join(fields)}", Severity.NOTE
    else:
        yield place, f'no lexicon for "{language}", so checks {skipped}', f"add {file}"


CHECK = Check(
    id="no-lexicon",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="The leaflet's language has a lexicon, so that its words can be checked.",
    run=_run,
    finds="a language without a lexicon, and which checks could not look; a note where its lexicon"
    " lists nothing for some of them",
    mend="add `content/lexicons/<language>.yaml`; its fields are in"
    " [content.md](../content.md#lexicon-file)",
    why="A check without words to look for finds nothing, which does not mean that all is well.",
)
