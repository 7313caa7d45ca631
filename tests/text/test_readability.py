"""Whether we count honestly, and whether the shipped leaflet can be read at the age of eleven."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import pytest

from leaflet.text.leaflet_text import LeafletText
from leaflet.text.readability import Counts, Score, costliest, count, scores
from leaflet.text.sentences import Sentence, split
from leaflet.text.syllables import COUNTED, syllables
from leaflet.text.units import Unit
from tests.support.printed import section_texts, sentences, shipped_project
from tests.support.projects import FIXTURES
from tests.support.steps import growth

LISTED = FIXTURES / "syllables-en.txt"

#: One sentence that asks for a degree.
HARD = (
    "Notwithstanding preliminary experimental investigations demonstrating statistically "
    "insignificant improvements, practitioners administering individualised intradermal "
    "formulations occasionally encounter serious mycobacterial complications necessitating "
    "prolonged antimicrobial treatment across numerous unrelated populations."
)


def cut(text: str) -> list[Sentence]:
    """The sentences of a paragraph, as the product cuts them."""
    return list(split(Unit("", "prose", (), text)))


def by_id(counts: Counts, language: str) -> dict[str, Score]:
    return {score.id: score for score in scores(counts, language)}


# --- syllables ---------------------------------------------------------------------------------


def listed() -> dict[str, set[int]]:
    lines = LISTED.read_text("utf-8").splitlines()
    pairs = [line.split() for line in lines if not line.startswith("#")]
    return {word: set(map(int, counts.split(","))) for word, counts in pairs}


def test_english_agrees_with_a_dictionary_of_pronunciations() -> None:
    wrong = {word for word, counts in listed().items() if syllables(word, "en") not in counts}
    share = 1 - len(wrong) / len(listed())
    assert share >= 0.96, sorted(wrong)


def test_the_dictionary_knows_most_words_of_the_shipped_leaflet(leaflet_text: LeafletText) -> None:
    words = {word for s in leaflet_text.sentences for word in s.words if word.isalpha()}
    assert len(words & set(listed())) >= 0.92 * len(words)


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
        ("tissue", 2), ("filled", 1), ("keloids", 2), ("microneedling", 4), ("ageing", 2),
        ("something", 2), ("Everything", 3), ("centre", 2), ("litres", 2), ("anaesthetic", 4),
        ("diarrhoea", 4), ("psoriasis", 4), ("headaches", 2), ("isn’t", 2), ("nurse's", 2),
        ("diabetes", 4), ("naïve", 2), ("GP", 2), ("80%", 2), ("physiotherapy", 6),
    ],
)  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    assert syllables(word, "en") == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("piel", 1), ("día", 2), ("país", 2), ("aún", 2), ("aun", 1), ("cicatriz", 3),
        ("hialurónico", 5), ("mesoterapia", 5), ("inyección", 3), ("farmacéutico", 5),
        ("leer", 2), ("oído", 3), ("vehículo", 4), ("cuídate", 3), ("construían", 3),
        ("averiguáis", 4), ("continúa", 4), ("continua", 3), ("antiinflamatorio", 7),
        ("que", 1), ("quiere", 2), ("guitarra", 3), ("pingüino", 3), ("agua", 2),
        ("ahora", 3), ("prohíbe", 3), ("hueso", 2), ("cacahuete", 4), ("chihuahua", 3),
        ("y", 1), ("muy", 1), ("hoy", 1), ("cayó", 2), ("Uruguay", 3), ("ÁCIDO", 3), ("12", 2),
    ],
)  # fmt: skip
def test_spanish_syllables(word: str, count: int) -> None:
    assert syllables(word, "es") == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skóra", 2), ("blizna", 2), ("trądzik", 2), ("leczenie", 3), ("zabieg", 2),
        ("iniekcja", 3), ("pielęgniarka", 4), ("zaczerwienienie", 5), ("mezoterapia", 5),
        ("miesiąc", 2), ("alergii", 3), ("auto", 2), ("Europa", 3), ("nauka", 3),
        ("zauważyć", 4), ("i", 1), ("w", 1), ("ŻÓŁTY", 2), ("12", 2),
    ],
)  # fmt: skip
def test_polish_syllables(word: str, count: int) -> None:
    assert syllables(word, "pl") == count


def test_a_language_without_rules_is_refused() -> None:
    assert sorted(COUNTED) == ["en", "es", "pl"]
    with pytest.raises(KeyError):
        syllables("Haut", "de")


@pytest.mark.parametrize("language", sorted(COUNTED))
@pytest.mark.parametrize(
    "piece", ["a", "b", "y", "ae", "abbbe", "eful", "ia", "gue", "h", "'", "8"]
)
def test_the_work_of_counting_grows_with_the_word_and_no_faster(language: str, piece: str) -> None:
    """Squared, 300,000 letters would take minutes."""
    assert growth(lambda size: syllables(piece * size, language), 1_000) < 2.2
    assert syllables(piece * (300_000 // len(piece)), language) >= 1


# --- counts ------------------------------------------------------------------------------------


def test_words_and_sentences_are_counted() -> None:
    """cat 1, animal 3; doctor 2: six syllables in three words, one of them hard."""
    assert count([["Cat", "animal"], [], ["doctor"]], "en-GB") == Counts(3, 2, 6, 1)
    assert count([], "en-GB") == Counts(0, 0, 0, 0)


def test_a_taught_word_is_not_hard() -> None:
    text = [["Mesotherapy", "hurts"], ["mesotherapy’s", "harm"]]
    assert count(text, "en") == Counts(4, 2, 12, 2)
    assert count(text, "en", taught={"mesotherapy", "harm"}) == Counts(4, 2, 6, 0)


def test_polish_words_are_hard_from_four_syllables() -> None:
    assert count([["lekarze", "pielęgniarka"]], "pl-PL").hard == 1
    assert count([["médicos", "doctor"]], "es-ES").hard == 1


def test_the_costliest_words_of_a_sentence() -> None:
    words = "An allergy or an infection in the laboratory is an Allergy to medicine".split()
    assert costliest(words, "en-GB") == ("laboratory", "allergy", "infection")
    assert costliest(words, "en-GB", most=1) == ("laboratory",)
    assert costliest(["skin", "doctor"], "en-GB") == ()
    assert costliest(["Entzündungen"], "de") == ()


# --- formulas ----------------------------------------------------------------------------------


def test_english_formulas_by_hand() -> None:
    """The cat sat on the mat (6 words, 6 syllables); it was a lovely animal (5, 8; one hard).

    FKGL: 0.39 × 11/2 + 11.8 × 14/11 − 15.59 = 2.145 + 15.0182 − 15.59 = 1.5732
    SMOG: 1.043 × √(30 × 1/2) + 3.1291 = 1.043 × 3.87298 + 3.1291 = 7.1686
    Ease: 206.835 − 1.015 × 5.5 − 84.6 × 14/11 = 206.835 − 5.5825 − 107.6727 = 93.5798
    """
    text = ["The cat sat on the mat".split(), "It was a lovely animal".split()]
    counts = count(text, "en-GB")
    assert counts == Counts(words=11, sentences=2, syllables=14, hard=1)
    made = by_id(counts, "en-GB")
    assert list(made) == ["fkgl", "smog", "fre"]
    assert made["fkgl"].value == pytest.approx(1.5732, abs=1e-4)
    assert made["smog"].value == pytest.approx(7.1686, abs=1e-4)
    assert made["fre"].value == pytest.approx(93.5798, abs=1e-4)


def test_inflesz_by_hand() -> None:
    """1 + 1 + 2 + 2 = 6 syllables in 4 words; 1 + 3 + 3 + 1 + 3 = 11 in 5, three of them hard.

    206.835 − 62.3 × 17/9 − 9/2 = 206.835 − 117.6778 − 4.5 = 84.6572
    """
    text = ["La piel sana pronto".split(), "El médico explica la cicatriz".split()]
    counts = count(text, "es")
    assert counts == Counts(words=9, sentences=2, syllables=17, hard=3)
    made = by_id(counts, "es-419")
    assert list(made) == ["inflesz"]
    assert made["inflesz"].value == pytest.approx(84.6572, abs=1e-4)


def test_polish_fog_by_hand() -> None:
    """2 + 2 + 1 + 3 = 8 syllables in 4 words; 4 + 2 + 4 = 10 in 3, two of them hard.

    0.4 × (7/2 + 100 × 2/7) = 0.4 × (3.5 + 28.5714) = 12.8286
    """
    text = ["Skóra goi się powoli".split(), "Opatrunek zmienia pielęgniarka".split()]
    counts = count(text, "pl")
    assert counts == Counts(words=7, sentences=2, syllables=18, hard=2)
    made = by_id(counts, "pl-PL")
    assert list(made) == ["fog-pl"]
    assert made["fog-pl"].value == pytest.approx(12.8286, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "language", "length", "weight", "constant"),
    [
        ("fkgl", "en", 0.39, 11.8, -15.59),
        ("fre", "en", -1.015, -84.6, 206.835),
        ("inflesz", "es", -1, -62.3, 206.835),
    ],
)
def test_each_weight_is_the_published_one(
    name: str, language: str, length: float, weight: float, constant: float
) -> None:
    """Weights are read off the values: longer sentences alone, then longer words alone."""

    def value(words: int, sentences: int, syllables: int) -> float:
        return by_id(Counts(words, sentences, syllables, 0), language)[name].value

    start = value(100, 10, 100)
    assert (value(100, 5, 100) - start) / 10 == pytest.approx(length)
    assert value(100, 10, 200) - start == pytest.approx(weight)
    assert start - 10 * length - weight == pytest.approx(constant)


def test_each_weight_of_the_formulas_of_hard_words_is_the_published_one() -> None:
    def value(name: str, language: str, words: int, sentences: int, hard: int) -> float:
        return by_id(Counts(words, sentences, words, hard), language)[name].value

    none = value("smog", "en", 100, 30, 0)
    assert none == pytest.approx(3.1291)
    assert value("smog", "en", 100, 30, 1) - none == pytest.approx(1.0430)
    assert value("smog", "en", 100, 60, 1) - none == pytest.approx(1.0430 / math.sqrt(2))
    assert value("fog-pl", "pl", 100, 10, 0) == pytest.approx(0.4 * 10)
    assert value("fog-pl", "pl", 100, 10, 1) == pytest.approx(0.4 * 11)


def test_which_way_is_easy_and_what_may_decide() -> None:
    long, short = Counts(300, 30, 400, 10), Counts(290, 29, 390, 10)
    every = [score for language in COUNTED for score in scores(long, language)]
    assert {score.id for score in every if score.low_is_easy} == {"fkgl", "smog", "fog-pl"}
    assert {score.id for score in every if score.is_indicative} == {"fog-pl"}
    assert by_id(short, "en")["smog"].is_indicative


@pytest.mark.parametrize("language", ["de", "fr-FR", "eng", "e", "", "und", "enx-GB"])
def test_another_language_has_no_score(language: str) -> None:
    """Never a number by English weights."""
    assert scores(Counts(100, 10, 150, 10), language) == ()
    assert count([["Die", "Haut", "heilt"]], language) == Counts(3, 1, 0, 0)


def test_case_and_region_of_a_tag_do_not_matter() -> None:
    counts = Counts(100, 10, 150, 10)
    assert scores(counts, "EN-us") == scores(counts, "en") != ()


def test_nothing_to_read_has_no_score() -> None:
    assert scores(Counts(0, 0, 0, 0), "en") == ()
    assert scores(Counts(5, 0, 9, 0), "en") == ()


# --- the shipped leaflet -----------------------------------------------------------------------


def faults(found: Iterable[Sentence]) -> list[str]:
    """What makes an English text too hard for our readers."""
    kept = list(found)
    made = by_id(count([s.words for s in kept], "en-GB"), "en-GB")
    fkgl, smog, ease = (made[name].value for name in ("fkgl", "smog", "fre"))
    said = [f"FKGL {fkgl:.1f}"] if fkgl > 6 else []
    said += [f"SMOG {smog:.1f}"] if smog > 8 else []
    said += [f"reading ease {ease:.0f}"] if ease < 70 else []
    return said + [f"{len(s.words)} words: {s.text}" for s in kept if len(s.words) > 25]


@pytest.fixture(scope="module")
def leaflet_text() -> LeafletText:
    return LeafletText(shipped_project().leaflets["mesotherapy-acne-scars", "en-GB"], None)


def test_a_hard_text_is_refused() -> None:
    assert [fault.split()[0] for fault in faults(cut(HARD))[:3]] == ["FKGL", "SMOG", "reading"]


def test_one_long_sentence_among_short_ones_is_refused() -> None:
    short = cut("Go on.") * 40
    long = ("the cat sat on " * 7).strip()
    assert faults(short) == []
    assert faults([*short, *cut(long)]) == [f"28 words: {long}"]


def scored(found: Sequence[Sentence]) -> None:
    """Enough sentences for SMOG to mean something, and no fault."""
    assert len(found) >= 30
    assert faults(found) == []


def test_the_leaflet_is_easy_to_read(leaflet_text: LeafletText) -> None:
    assert sum(len(s.words) for s in leaflet_text.prose) >= 500
    scored(leaflet_text.prose)


def test_front_matter_cells_glossary_and_legends_are_easy_too(leaflet_text: LeafletText) -> None:
    """All that is printed, headings and what small formats print instead left out."""
    out = ("title", "heading", "short")
    scored([s for s in leaflet_text.sentences if s.unit.kind not in out])


def test_running_text_alone_is_easy_too(leaflet_text: LeafletText) -> None:
    """Without cells and items, which are short and would flatter it."""
    scored([s for s in leaflet_text.prose if s.unit.kind == "prose" and not s.unit.is_item])


def test_short_versions_are_easy_too(leaflet_text: LeafletText) -> None:
    scored([s for s in leaflet_text.sentences if s.unit.kind == "short"])


def test_no_sentence_is_lost_between_page_and_score(leaflet_text: LeafletText) -> None:
    inside = {unit.number for unit in leaflet_text.body}
    read = [s for s in leaflet_text.sentences if s.unit.number in inside]
    printed = [s for text in section_texts(leaflet_text.leaflet) for s in sentences(text)]
    assert len(printed) <= len(read)


def test_units_are_numbered_in_the_order_of_the_leaflet(leaflet_text: LeafletText) -> None:
    """Checks tell units apart by their numbers, and paragraphs of the same words too."""
    assert [unit.number for unit in leaflet_text.units] == list(range(len(leaflet_text.units)))
    assert {s.unit.number for s in leaflet_text.sentences} <= set(range(len(leaflet_text.units)))
