"""Whether the shipped leaflet can be read at the age of eleven, and whether we count honestly."""

from __future__ import annotations

import pytest

from tests.printed import CLINICS, plain, section_texts, sentences, shipped_edition
from tests.readability import Scores, score, split_sentences, syllables, words

LEAFLET = shipped_edition(CLINICS[0]).leaflet

HARD = (
    "Notwithstanding preliminary experimental investigations demonstrating statistically "
    "insignificant improvements, practitioners administering individualised intradermal "
    "formulations occasionally encounter serious mycobacterial complications necessitating "
    "prolonged antimicrobial treatment across numerous unrelated populations."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("skin", 1), ("cause", 1), ("harm", 1), ("scarred", 1), ("looked", 1),
        ("sores", 1), ("changes", 2), ("needles", 2), ("needed", 2), ("treated", 2), ("little", 2),
        ("acne", 2), ("doctor", 2), ("people", 2), ("treatment", 2), ("dummy", 2), ("vitamin", 3),
        ("infection", 3), ("allergy", 3), ("injections", 3), ("swollen", 2), ("medicine", 3),
        ("hyaluronic", 5), ("mesotherapy", 5), ("authority", 4), ("registration", 4), ("study", 2),
        ("studies", 2), ("serious", 3), ("idea", 3), ("radio", 3), ("don't", 1), ("clinic's", 2),
        ("12", 2), ("7", 1), ("are", 1), ("more", 1), ("before", 2), ("severe", 2), ("there", 1),
        ("holes", 1), ("settled", 2), ("lovely", 2), ("redness", 2), ("specialist", 3),
        ("movement", 2), ("purple", 2), ("while", 1), ("layer", 2), ("material", 4), ("the", 1),
        ("blue", 1), ("animal", 3), ("operation", 4), ("bruised", 1), ("bruises", 2),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_at_marks_and_at_the_end_of_a_block() -> None:
    assert split_sentences("It may help. Will it? “No!” she said") == [
        "It may help.",
        "Will it?",
        "“No!” she said",
    ]
    assert split_sentences("About 1.5 mm deep, e.g. here") == ["About 1.5 mm deep, e.g. here"]
    assert split_sentences("–") == []


def test_words_are_counted_by_hand() -> None:
    assert words("It’s a gel-like 4 mm drop, isn't it?") == [
        "It’s", "a", "gel", "like", "4", "mm", "drop", "isn't", "it",
    ]  # fmt: skip


def test_scores_of_a_text_counted_by_hand() -> None:
    """The cat sat on the mat (6 words, 6 syllables); it was a lovely animal (5, 9; one of 3)."""
    made = score(["The cat sat on the mat. It was a lovely animal."])
    assert made == Scores(sentences=2, words=11, syllables=14, polysyllables=1)
    assert made.fkgl == pytest.approx(0.39 * 5.5 + 11.8 * 14 / 11 - 15.59)
    assert made.fkgl == pytest.approx(1.573, abs=0.001)
    assert made.ease == pytest.approx(93.579, abs=0.001)
    assert made.smog == pytest.approx(7.169, abs=0.001)


def test_items_are_sentences_of_their_own() -> None:
    assert score(["Wash your hands", "Keep out of the sun"]).sentences == 2
    assert score(["Wash your hands Keep out of the sun"]).sentences == 1


def faults(blocks: list[str]) -> list[str]:
    """What makes a text too hard for our readers."""
    made = score(blocks)
    found = [f"FKGL {made.fkgl:.1f}"] if made.fkgl > 6 else []
    found += [f"SMOG {made.smog:.1f}"] if made.smog > 8 else []
    found += [f"reading ease {made.ease:.0f}"] if made.ease < 70 else []
    parts = [sentence for block in blocks for sentence in split_sentences(block)]
    return found + [f"{len(words(s))} words: {s}" for s in parts if len(words(s)) > 25]


def test_a_hard_text_is_refused() -> None:
    assert [fault.split()[0] for fault in faults([HARD])[:3]] == ["FKGL", "SMOG", "reading"]


def test_one_long_sentence_among_short_ones_is_refused() -> None:
    short = ["Go on."] * 40
    assert faults(short) == []
    assert faults([*short, "the cat sat on " * 7]) == [
        f"28 words: {('the cat sat on ' * 7).strip()}"
    ]


@pytest.fixture
def prose() -> list[str]:
    """The leaflet's whole prose: headings, sources and addresses are left out."""
    lead = [LEAFLET.subtitle, LEAFLET.main_message, LEAFLET.audience, LEAFLET.decision]
    glossary = [f"{term.term}: {term.means}" for term in LEAFLET.glossary]
    legends = [text for figure in LEAFLET.figures.values() for text in figure.legend]
    texts = [*map(plain, [*lead, *glossary, *legends]), *section_texts(LEAFLET)]
    return [text for text in texts if "nhs.uk/" not in text and "nice.org.uk/" not in text]


def test_the_leaflet_is_easy_to_read(prose: list[str]) -> None:
    assert score(prose).sentences >= 30
    assert score(prose).words >= 500
    assert faults(prose) == []


def test_running_text_alone_is_easy_too() -> None:
    """Without cells and items, which are short and would flatter it."""
    blocks = [b.content for s in LEAFLET.sections for b in s.blocks if b.kind == "prose"]
    running = [plain(part) for text in blocks for part in text.split("\n\n")]
    kept = [text for text in running if not text.startswith("- ")]
    assert score(kept).sentences >= 30
    assert faults(kept) == []


def test_short_versions_are_easy_too() -> None:
    short = [plain(section.short) for section in LEAFLET.sections if section.short]
    assert short
    assert faults(short) == []


def test_no_sentence_is_lost_between_the_two_helpers(prose: list[str]) -> None:
    assert sum(len(sentences(text)) for text in prose) <= score(prose).sentences
