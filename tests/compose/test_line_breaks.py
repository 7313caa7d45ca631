"""What never comes apart at the end of a line: ranges, numbers with units, compounds, addresses."""

from __future__ import annotations

import pytest

from leaflet.compose.html_snippets import dial, fill_line, resolver
from leaflet.compose.line_breaks import (
    LONG_TITLE,
    bind_last_word,
    breakable,
    set_addresses,
    unbroken_name,
)
from leaflet.compose.typography import inline_html, typeset, typeset_title
from leaflet.content.markdown import Mark
from leaflet.model.locale import Locale
from tests.support.printed import shipped_edition, shipped_project


def english() -> Locale:
    locale = shipped_project().locales["en-GB"].value
    assert locale is not None
    return locale


def shown(text: str) -> str:
    """A text with signs for what nobody sees: ~ no-break space, + word joiner, | zero width."""
    return text.replace("\u00a0", "~").replace("\u2060", "+").replace("\u200b", "|")


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("8 am to 8 pm", "8~am~to~8~pm"),
        ("8 am - 8 pm, by day", "8~am~–+~8~pm, by day"),
        ("£200 to £300 each", "£200~to~£300~each"),
        ("£200-£300", "£200+–+£300"),
        ("from £1,200 to £1,500 here", "from £1,200~to~£1,500 here"),
        ("10 % to 20 % of us", "10~%~to~20~% of us"),
        ("30 mg or 5 ml", "30~mg or 5~ml"),
        ("1 in 100 to 1 in 1,000", "1~in~100~to~1~in~1,000"),
        ("wave-like, follow-up", "wave-+like, follow-+up"),
        ("COVID-19", "COVID-+19"),
        ("dermatologist-led care", "dermatologist-led care"),
        ("call 0113-496-0270", "call 0113-496-0270"),
        ("on 2026-11-23", "on 2026-11-23"),
        ("3 metres to the door", "3~metres to the door"),
        ("within 20 working days", "within 20~working days"),
        ("in 2014 the house", "in 2014 the house"),
        ("3 otolaryngologists", "3 otolaryngologists"),
    ],
)
def test_ranges_units_and_short_compounds_do_not_break(plain: str, set_: str) -> None:
    assert shown(typeset(plain, english())) == set_


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("hello@riverside-skin.example", "hello@|riverside-+skin|.example"),
        ("(www.a-clinic.example/x-page)", "(www|.a-+clinic|.example/|x-+page)"),
        ("See https://clinic.example/page.", "See https://|clinic|.example/|page."),
        ("at a-b.example?", "at a-+b.example?"),
        ("e.g. this, z.B. das", "e.g. this, z.B. das"),
        ("2.5 mg, 3.5mm. Then", "2.5 mg, 3.5mm. Then"),
        ("self-care/well-being", "self-care/well-being"),
        ("a@b@c.example", "a@b@c.example"),
    ],
)
def test_addresses_break_at_their_own_signs_alone(plain: str, set_: str) -> None:
    assert shown(set_addresses(plain)) == set_


def test_addresses_in_texts_links_and_marks_are_set() -> None:
    edition = shipped_edition("riverside")
    text = "[a-b.example](https://a-b.example), c@d-e.example.org.example, [our mail](clinic:email)"
    made = shown(inline_html(text, edition.locale, resolver(edition)))
    assert '<a href="https://a-b.example">a-+b.example</a>' in made
    assert "c@|d-+e|.example|.org|.example" in made
    assert edition.clinic.email
    assert shown(breakable(edition.clinic.email)) in made


def test_a_long_link_at_the_end_of_a_text_is_not_bound_to_the_word_before() -> None:
    """Else the line would break after its first word, for want of another place."""
    edition = shipped_edition("riverside")
    text = "How to choose who treats you and what to ask: [{}](https://a.example)"
    long, short = (
        shown(inline_html(text.format(name), edition.locale, resolver(edition)))
        for name in ("nhs.example/cosmetic-procedures", "a.example")
    )
    assert 'ask:<a href="https://a.example"> nhs' in long
    assert 'ask:~<a href="https://a.example">a' in short


def test_a_mark_for_no_value_keeps_its_words() -> None:
    edition = shipped_edition("riverside")
    assert resolver(edition)(Mark("fact", "c1", "12 people")) is None


@pytest.mark.parametrize(
    ("title", "set_"),
    [
        ("Mesotherapy for acne scars", "Mesotherapy for acne~scars"),
        ("Acne scars", "Acne scars"),
        ("Pain after electrolysis", "Pain after electrolysis"),  # does not fit one line of a cover
        ("Treating acne with isotretinoin", "Treating acne with~isotretinoin"),
        ("Behandlung der Akne mit Isotretinoin", "Behandlung der Akne mit~Isotretinoin"),
        ("Living well with radiofrequency microneedling",) * 2,
        (" ", " "),
    ],
)
def test_the_last_two_words_of_a_title_are_bound_where_the_pair_fits(title: str, set_: str) -> None:
    assert shown(typeset_title(title, english())) == set_
    assert len("Treating acne with isotretinoin") >= LONG_TITLE


def test_a_pair_that_is_too_long_for_a_column_is_not_bound() -> None:
    start = "Some words of a sentence "
    assert shown(bind_last_word(f"{start}on acne scars")).endswith("acne~scars")
    assert shown(bind_last_word(f"{start}on hyperpigmentation scars")).endswith("tion scars")
    assert shown(typeset("Rolling scars: wide and wave-like dips", english())).endswith("like dips")
    assert bind_last_word(f"{start}\n") == f"{start}\n"


@pytest.mark.parametrize(
    ("text", "set_", "narrow"),
    [
        (
            "Call us if it lasts longer (shallow: 2 weeks)",
            "(shallow:~2~weeks)",
            "(shallow: 2~weeks)",
        ),
        ("Marks that fade again within a year or more", "or~more", "or~more"),
        ("Scars that can look better after treatment.", "after~treatment.", "after treatment."),
    ],
)
def test_in_a_narrow_cell_only_a_pair_as_short_as_a_word_is_bound(
    text: str, set_: str, narrow: str
) -> None:
    assert shown(typeset(text, english())).endswith(set_)
    assert shown(typeset(text, english(), is_narrow=True)).endswith(f" {narrow}")


def test_numbers_that_a_text_is_filled_with_stay_together() -> None:
    words = english().words
    assert shown(fill_line(words.has_it_not, english(), n=79, of=100)) == "79~of~100~do not."
    number = dial("111", "NHS 111")
    call = shown(fill_line(words.call_urgent_advice, english(), number=number))
    assert call.endswith("the same day or~night")
    assert shown(str(number)) in call


def test_the_parts_of_a_name_stay_together() -> None:
    assert shown(unbroken_name("Dr Ann Lee")) == "Dr~Ann~Lee"
    assert unbroken_name("Ann " * 20) == "Ann " * 20


@pytest.mark.parametrize("sign", ["a.", "a@", "a-", "a+", "1-", "https://"])
def test_a_text_of_nothing_but_signs_is_set_at_once(sign: str) -> None:
    """With work that is quadratic in the length, this would take minutes."""
    text = sign * (200_000 // len(sign))
    assert shown(typeset(text, english())).replace("|", "").replace("+", "") == text.replace(
        "+", ""
    )
