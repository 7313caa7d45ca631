"""Frequency words such as "rare" stand with a number that matches them."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.lexicon import FrequencyBand
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match

#: "3 in 100", "3 of 100", "3 out of 100", "3%".
_SHARE = re.compile(r"(\d[\d,]*)\s+(?:in|of|out of)\s+(?:every\s+)?(\d[\d,]*)|(\d+(?:\.\d+)?)\s?%")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    bands = {phrase: band for band in leaflet_text.lexicon.frequencies for phrase in band.find}
    allowed = {(m.sentence, m.start) for m in _spread(leaflet_text)}
    for match in leaflet_text.find("frequencies"):
        is_told = (match.sentence, match.start) in allowed
        is_of_gain = leaflet_text.has("results", match.sentence)
        if is_told or is_of_gain or _is_denied(leaflet_text, match):
            continue
        place = leaflet_text.place(match.sentence.unit, match.offset)
        shares = _shares(match.sentence.text)
        if not shares and not _has_number(leaflet_text, match):
            hint = "give the number, as 1 in 100 people, or say that it is not known"
            yield place, f'"{match.text}" has no number', hint
        elif shares and not any(_fits(bands[match.meaning], share) for share in shares):
            yield place, f'"{match.text}" does not fit its number', "leave the word out"


def _is_denied(leaflet_text: LeafletText, match: Match) -> bool:
    """Whether a negation comes before in the same clause: "we cannot tell you that any is rare"."""
    sentence = match.sentence
    for _, end, _ in leaflet_text.search("negations").matches(sentence.words[: match.start]):
        if "," not in sentence.unit.text[sentence.offsets[end - 1] : match.offset]:
            return True
    return False


def _spread(leaflet_text: LeafletText) -> Iterator[Match]:
    """Every word of phrases that only look like a frequency, such as "common cold"."""
    for match in leaflet_text.find("not_frequencies"):
        for at in range(match.start, match.end):
            yield Match(match.sentence, at, at + 1, "")


def _has_number(leaflet_text: LeafletText, match: Match) -> bool:
    words = match.sentence.words
    is_given = any(word[0].isdigit() for word in words) or "not known" in " ".join(words)
    return is_given or any(leaflet_text.search("numbers").matches(words))


def _shares(text: str) -> list[float]:
    found = []
    for n, of, percent in _SHARE.findall(text):
        whole = float(of.replace(",", "")) if of else 100.0
        found.append(float((n or percent).replace(",", "")) / whole if whole else 0.0)
    return found


def _fits(band: FrequencyBand, share: float) -> bool:
    return band.least <= share <= band.most


CHECK = Check(
    id="frequency-words",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A frequency word never stands without its number.",
    run=_run,
    finds="a word of the lexicon's `frequencies` in a sentence without a number, or with a share"
    " outside of the word's range; not where it is denied, or said of a result",
    mend="write the number first, such as 1 in 100 people; if nobody knows it, say so",
    why='Words alone inflate risk: "rare" is heard as 7 to 21 % (Andreadis 2021, J Gen Intern Med,'
    " doi 10.1007/s11606-021-07050-7); numbers did better than words in ten trials (Buechter 2014,"
    " BMC Med Inform Decis Mak). The bands are those of the European guideline on the summary of"
    " product characteristics.",
    lexicon=("frequencies",),
)
