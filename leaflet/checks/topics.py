"""The sections of a leaflet tell of what its kind asks for."""

from collections.abc import Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.told_topics import ToldTopic, told_topics


def _run(text: LeafletText) -> Iterator[Found]:
    if not text.lexicon.topics:
        return  # `no-lexicon` says that nobody looked
    by_role: dict[str, list[ToldTopic]] = {}
    for topic in told_topics(text):
        by_role.setdefault(topic.role, []).append(topic)
    for role, topics in by_role.items():
        place = _place(text, role)
        if missing := _names(topic for topic in topics if topic.is_known and not topic.is_told):
            message = f'section "{role}" does not tell of {missing}'
            yield place, message, "say it in the text or a list of that section"
        if unknown := _names(topic for topic in topics if not topic.is_known):
            message = f"no lexicon has words for {unknown}, so nobody looked"
            yield place, message, "add them to its topics", Severity.WARNING


def _names(topics: Iterator[ToldTopic] | Sequence[ToldTopic]) -> str:
    return ", ".join(topic.name for topic in topics)


def _place(text: LeafletText, role: str) -> Span:
    """The first section with a role, or the kind in the front matter."""
    for index, section in enumerate(text.leaflet.sections):
        if section.role == role:
            return text.loaded.place(("sections", index))
    return text.loaded.place(("kind",))


CHECK = Check(
    id="topics",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Each section tells of the topics that the leaflet's kind asks for.",
    run=_run,
    nouns=("section without a topic", "sections without a topic"),
    finds="a topic of the kind's `topics` of which no running text, list or table cell tells in a"
    " section of that role, by the phrases of the lexicon's `topics`, where the kind's `must` names"
    " the role or the leaflet has such a section; a heading, a caption, a legend or a short form"
    " alone does not count. Advice where the lexicon has no such topic",
    mend="say it in the text or a list of that section",
    why="EQIP and DISCERN ask for whom a treatment is not meant and what a reader can decide; what"
    " is told only beside a picture is read by few, and aloud to nobody.",
    lexicon=("topics",),
)
