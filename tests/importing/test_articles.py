"""Twelve articles, each with the traps of its form: words, order and roles are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from leaflet.content.leaflet_file import parse_leaflet
from tests.support.articles import body, drafted, lost, roles, told
from tests.support.word_files import (
    AGAIN,
    bullet,
    heading,
    number,
    paragraph,
    run,
    table,
    word_file,
)

PREGNANT = "If you are pregnant, you must not take this."


@dataclass(frozen=True, slots=True)
class Case:
    """An article: its name and bytes, its words, the roles of its sections, and texts that must, or
    must not, stand in the draft as they are.
    """

    name: str
    data: bytes | str
    words: str
    roles: tuple[str, ...]
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


def _plain(markup: str) -> str:
    return re.sub(r"<[^>]*>", " ", markup)


STYLES = (
    paragraph("Having a scope test", style="Title"),
    heading("What is a scope test?"),
    paragraph("A thin tube ", run("with a camera", "<w:b/>"), run(" looks inside", "<w:i/>"), "."),
    bullet("It takes an hour"),
    bullet("You can go home"),
    bullet("but not alone", 1),
    paragraph(PREGNANT),
    heading("Getting ready"),
    number("Stop eating"),
    number("Drink water"),
    paragraph("The next day:"),
    number("Rest"),
    number("Begin anew", AGAIN),
    table(["Time", "Meal"], ["8:00", "None"], ["13:00", "Soup"]),
    heading("Eating", 2),
    paragraph("Eat lightly."),
)
BOLD = (
    paragraph(run("Mending a wrist", "<w:b/>")),
    paragraph(run("What happens at the clinic", "<w:b/>")),
    paragraph("A nurse meets you. You talk about the plan and you sign a form."),
    paragraph("Bring: • your glasses • your list of tablets"),
    paragraph(run("Going home", "<w:b/>")),
    paragraph("Keep the arm high. Move the fingers every hour of the day."),
)
CAPITALS = """LIVING WITH A STOMA

WHAT IS A STOMA?
A stoma is an opening on the belly.
It is made by an operation.

LOOKING AFTER IT
1. Wash it with water.
2. Dry it well.
If the skin is sore, tell the nurse.

FIND OUT MORE
Ask at the desk.
"""
WRAPPED = """Iron tablets

How do I take iron tablets?

Take one tablet a day with a glass of water or of juice, since juice helps your
body to take up the iron. Do not take it with tea, which stops the iron from be-
ing taken up, as a self-
test may show later on in the year, when the nurse looks at the results again.

What are the side effects?

Common ones:
• dark stools
• a stomach that aches after you
• have eaten
If you are pregnant, you must not take this.

Iron tablets                                                        Page 1 of 2
\f
Iron tablets                                                        Page 2 of 2

How do I store iron tablets?

Keep them in the box. Call 01632 960140. About 1 in 10 people feel sick (10%).
"""
NUMBERED = """Care of a cast

1. About your cast

Your cast keeps the bone still. It dries within two days of the visit to us.

2. Looking after the cast

2.1 At night

Put the arm on a pillow, so that the hand is above the heart while you sleep.

3. When to call us

Call us straight away if:
- the fingers are blue
- the cast is loose

See section 2 for more. Please bring:
☐ this leaflet
☐ your tablets
"""
NO_HEADINGS = """A word about sleep

Sleep is good for everybody, and most people need seven hours of it or even more than that.

Go to bed at the same time every night, and keep the room dark. Read a book, if you like that.
"""
BULLETS_BEHIND = """Packing for your stay

What to bring

Please bring these things, as we have none of them to lend to you:

A towel •
Slippers •
A book •

Money and rings stay at home, since nobody can look after them for you here.
"""
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Dry eyes | Invented Trust</title>
<meta charset="utf-8"><link rel="canonical" href="https://eyes.example/dry">
<meta property="article:modified_time" content="2025-02-01"><style>p {}</style></head><body>
<header><a href="/">Home</a></header><nav><ul><li><a href="/a">Eyes</a></li></ul></nav>
<main><h1>Dry eyes</h1><p>Eyes may <em>feel</em> dry &ndash; or <strong>burn</strong>.</p>
<h2>What causes dry eyes?</h2><ul><li>Wind<ul><li>of a fan</li></ul></li>
<li>Screens<p>Look away often.</p></li></ul><p>If you are pregnant, you must not take this.</p>
<h2>Treatment options</h2><table><caption>What helps</caption><tr><th>Drops<th>How often</tr>
<tr><td rowspan="2">Plain<td>4 times</tr><tr><td>at night</tr></table>
<p>Call <a href="tel:111">111</a> or read <a href="https://eyes.example/more">more</a>.
<sup><a href="#n1">1</a></sup></p><ol start="3"><li>Third</li><li>Fourth</li></ol>
<dl><dt>Gland</dt><dd>It makes tears</dd></dl></main>
<ol><li id="n1">As of this year.</li></ol><footer>Copyright us</footer>
<script>document.write("evil")</script></body></html>"""
NO_MAIN = """<html><body><div class="menu"><a href="1">Site</a> <a href="2">Map</a></div>
<div id="content"><div><h1>Ear wax</h1></div><div><h2>Who can have it removed?</h2>
<p>Most people can.</p><h2>Is it safe?</h2><p>Pain is possible.<br>Loss of hearing is rare.</p>
<iframe src="https://ads.example"></iframe></div></div></body></html>"""
MARKDOWN = f"""---
title: Warm feet
lang: en-GB
---

# Warm feet

Wear *two* pairs of socks.[^1] It costs $5 (c) and 3*4 signs, a_b_c & <5 things.

## How to wear them {{#wear}}

- one over the other
- not too tight
{PREGNANT}

3. Third step
4. Fourth step

> Socks are warm, said a man.

| Sock | Size |
|------|------|
| Long |      |

- [ ] I have wool
- [x] I have time

## Risks

Too tight is bad. <b>Really</b>.

[^1]: Of *any* colour.
"""
MIXED = """Coming home after surgery

When to call for help

Call 999 or go to A&E if you have:
- pain in the chest
- no breath

Call 111 if you feel:
- hot
- very tired

Aftercare

Do
- walk a little
- drink water

Do not
- drive
- lift things

Times for your tablets:
8am - the white one
midday - the blue one
10 pm - both of them

These words stay as they are, and nobody promises you a full cure of 100% by them.
"""
PASTE = (
    "Shots for travel\r\n\r\nWhat are the side effects of shots?\r\n\r\n"
    "It\x92s sore for a day \x96 that\x92s usual. \x93Fine\x94 caf\xe9.\r\n\r\n"
    "\x95 redness\r\n\x95 swelling\r\n"
)

CASES = {
    case.name: case
    for case in (
        Case("styles.docx", word_file(*STYLES), _plain(" ".join(STYLES)),
             ("what-is-it", "preparing"),
             ("- It takes an hour\n- You can go home\n  - but not alone\n\n" + PREGNANT,
              "**with a camera looks inside**", "1. Stop eating\n2. Drink water\n\nThe next day:\n\n3. Rest\n1) Begin",
              "| 8:00 | None |", "### Eating")),
        Case("bold.docx", word_file(*BOLD), _plain(" ".join(BOLD)), ("what-happens", "aftercare"),
             ("Bring:\n\n```checklist\n- \"your glasses\"\n- \"your list of tablets\"\n```",)),
        Case("capitals.txt", CAPITALS, CAPITALS, ("what-is-it", "aftercare", "find-more"),
             ("## WHAT IS A STOMA? {role=what-is-it}",
              "1. Wash it with water.\n2. Dry it well.\n\nIf the skin is sore")),
        Case("wrapped.txt", WRAPPED, WRAPPED.replace("be-\ning", "being").replace("self-\n", "self-"),
             ("doses", "side-effects", "storage"),
             ("helps your body to take up", "from being taken up", "as a self-test may",
              "- a stomach that aches after you have eaten\n\n" + PREGNANT),
             ("Page 1",),
             ("a running head", "01632 960140", "1 in 10", "a sentence over two bullets")),
        Case("numbered.txt", NUMBERED, NUMBERED, ("", "aftercare", "get-help"),
             ("## 2. Looking after the cast", "### 2.1 At night",
              "urgency: same-day", "call: clinic", "```checklist\n- \"this leaflet\""),
             tells=("See section 2",)),
        Case("plain.txt", NO_HEADINGS, NO_HEADINGS, ("",), ("Sleep is good for everybody",)),
        Case("behind.txt", BULLETS_BEHIND, BULLETS_BEHIND, ("preparing",),
             ("A towel", "Slippers", "Money and rings stay"), ("•",), ("bullets behind",)),
        Case("page.html", PAGE, _plain(re.sub(r"<(style|script|sup).*?</\1>", "", PAGE, flags=re.DOTALL))
             .replace("&ndash;", " "),
             ("", "condition?", "alternatives"),
             ("- Wind\n  - of a fan\n- Screens\n\n  Look away often.\n\n" + PREGNANT,
              "Table: What helps", "| Plain | 4 times |\n| Plain | at night |", "3. Third\n4. Fourth",
              "[more](https://eyes.example/more)", "[^1]: As of this year."),
             ("evil", "Copyright", "Home"), ("outside of the main text", "scripts were left out")),
        Case("no-main.html", NO_MAIN, _plain(NO_MAIN), ("who-for", "risks"),
             ("Pain is possible.\\\nLoss of hearing is rare.",), ("Map",), ("frames of other pages",)),
        Case("dialect.md", MARKDOWN, re.sub(r"---.*?---", "", _plain(MARKDOWN), count=1, flags=re.DOTALL)
             .replace("{#wear}", "").replace("[^1]", "").replace("[x]", ""),
             ("", "", "risks"),
             ("Wear **two** pairs of socks.[^1]", "[^1]: Of **any** colour.",
              "- not too tight\n\n" + PREGNANT, "3. Third step\n4. Fourth step", "| Long | – |",
              "```checklist\n- \"I have wool\"\n- \"I have time\"\n```"),
             ("{#wear}",), ("a quotation",)),
        Case("mixed.txt", MIXED, MIXED, ("get-help", "aftercare"),
             ("  call: emergency\n  go: emergency-department", "  call: urgent-advice",
              "do:\n  - \"walk a little\"\n  - \"drink water\"\ndont:\n  - \"drive\"",
              "- day: \"Times for your tablets\"", "{time: \"8am\", do: \"the white one\"}",
              "full cure of 100%"),
             ("urgency: routine", "fact:")),
        Case("windows.txt", PASTE.encode("latin-1"),
             PASTE.encode("latin-1").decode("cp1252"), ("side-effects",),
             ("It’s sore for a day – that’s usual. “Fine” café.", "- redness\n- swelling"),
             tells=("Windows-1252",)),
    )
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_words_order_and_roles_of_an_article_are_kept(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    draft = drafted(tmp_path, name, case.data)
    assert not lost(draft, case.words), body(draft)
    wanted = ["" if role.endswith("?") else role for role in case.roles]
    assert roles(draft) == wanted or roles(draft)[1:] == wanted, body(draft)
    for text in case.holds:
        assert text in body(draft)
    for text in case.lacks:
        assert text not in body(draft)
    for text in case.tells:
        assert text in told(draft)
    loaded = parse_leaflet(draft.path, draft.text)
    assert loaded.value is not None, loaded.findings


def test_a_lost_word_would_be_noticed(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "plain.txt", NO_HEADINGS)
    assert lost(draft, NO_HEADINGS + " Unseen") == {"unseen": 1}


def test_an_article_may_hold_any_sign(tmp_path: Path) -> None:
    signs = "\n\n".join(
        f"Text {one} goes on here." for one in (
            "*a*", "_a_", "`a`", "<b>", "&amp;", "[a](b)", "![a](b)", "a | b", "# a", "~~a~~", "==a==",
            "{{ a }}", "$a^2$", ":smile:", "[^1]", "::: a", "!!! a", "a\\b", "(c)", "**", "H~2~O", "x^2^",
            "++a++", "'''a'''", "[[a]]", "{%a%}", "{.a}", "\\textbf{a}", "[a][b]", "[@a]", "<!-- a -->",
        )
    ) + "\n\n" + "\n\n".join(
        f"{one} begins this line of words." for one in (
            "#", ">", "=", ":", "|", "|---|", "h1.", "..  x::", "[a]: https://b.example", "*[a]: b",
            "```", "~~~", ":::", "!!!", "[ ]x", "Table:", "---", "10.", "[TOC]", "<div>", "    code",
        )
    )  # fmt: skip
    draft = drafted(tmp_path, "signs.txt", "Signs\n\n" + signs)
    assert not lost(draft, signs)
    assert parse_leaflet(draft.path, draft.text).value is not None
