"""Lists what an article names and an import leaves as it is: phones, addresses, staff, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.importing import words as of_words
from leaflet.importing.document import Document, Remark, listed

_PHONE = re.compile(
    r"(?<![\w.,])(?:\+|\(0|0)\d[\d ()/–-]{6,18}\d(?!\w)"
    r"(?:,? ?(?:ext(?:ension)?|x)\.? ?\d{1,5})?"
)
_EMERGENCY = re.compile(r"(?<![\w.,+-])(?:111|112|999)(?![\w%,.-]*\d)(?=\W|$)")
_MAIL = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>()\"']+[\w/]")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][\w’']+ ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Walk|Way|Close|Square|St|Rd)\b"
)
_STAFF = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse|Matron)\.? (?:[A-Z][\w’'-]*\.? ?){1,3}"
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\d))+[.!?]?")
_EVIDENCE = re.compile(
    r"(?:\d[\d.,]*\s?(?:%|per ?cent\b)|\b\d[\d,]* (?:in|of|out of) (?:every )?\d[\d,]*"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|half|most|few) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|ten|twenty|hundred|\d+)|\d[\d.]* times (?:as|more|less)|\b1:\d{3,}"
    r"|\b(?:twice|three times|half|double) "
    r"(?:as (?:many|likely|often|high|much)|the (?:risk|chance))"
    r"|\b(?:study|studies|trial|trials|review|survey) (?:of|with|in) \d[\d,]*"
    r"|\b\d[\d,]* (?:people|patients|women|men|children|babies)\b)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:see|in|under) (?:section|page|chapter|part) \d+(?:\.\d+)*", re.IGNORECASE
)
_FACT = "a number of evidence, not marked: give it a fact with its source"
_KINDS = (
    ("an emergency number: [words](help:emergency) or [words](help:urgent_advice)", _EMERGENCY),
    ("a phone number, perhaps a clinic's: [words](clinic:phones.main)", _PHONE),
    ("an e-mail address, perhaps a clinic's: [words](clinic:email)", _MAIL),
    ("a web address", _WEB),
    ("an address, perhaps a clinic's", _POSTCODE),
    ("an address, perhaps a clinic's", _STREET),
    ("a name of staff, perhaps a clinic's", _STAFF),
    ("a reference to a section or page by number: does it still lead there?", _SECTION),
)


def mentions(document: Document) -> Iterator[Remark]:
    """Remarks on what a person may want to mark, each with the words as they stand."""
    text = of_words.all_words(document)
    for about, pattern in _KINDS:
        for found in dict.fromkeys(match[0].strip(" .,;") for match in pattern.finditer(text)):
            yield listed(about, " ".join(found.split()))
    sentences = (found[0].strip() for found in _SENTENCE.finditer(text))
    for said in dict.fromkeys(filter(_EVIDENCE.search, sentences)):
        yield listed(_FACT, " ".join(said.split()))
