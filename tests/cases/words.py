"""Cases of checks on words: how hard they are, whom they speak to, how much of them there is."""

from tests.cases import CLINIC, Case, Fine

_ABOUT = "Use it to choose with us."
_CONDITION = "Skin is lost as acne heals."
_PREPARING = "- Keep a few days free of big events."
_PREPARE = (
    "- Tell us about all medicines and supplements.\n- Do not stop any prescribed medicine unless"
    " the person who prescribed it agrees.\n- Keep a few days free of big events.\n"
)
_KELOID = "  - term: keloid\n    say: KEE-loyd\n    means: a scar that outgrows its wound\n"
_STEP = "do: Tell us about your health. Ask questions."
_HARD = "Subsequent administration of hyaluronic preparations necessitates evaluation.\n\n"
_LONG = (
    "Some of us may at times have one or two more words than you can hold in mind when you read"
    " them all today"
)
_HEALS = "The skin of the face heals well.\n\n"
_BENEFIT = "It helps skin heal and gives a good, better look. "
_SCAR_ALT = "alt: Slice through skin with a narrow, deep, V-shaped pit."
_PHONE = '  main: {number: "+441632960140", display: "01632 960 140"}\n'
_ITEMS = "".join(f"- One thing, number {n}\n" for n in range(8))
_WARN = "Avoid group events, vouchers, home visits."

_CELL = "downsides: Keloids can come back."
_TERMS = (
    "downsides: Iatrogenic epidermal attenuation attributable to corticosteroid diffusion"
    " necessitates longitudinal surveillance."
)
_CHOPPED = "Skin is thin. It takes time. You can ask. We help you. It is slow. " * 4
_UNCONNECTED = "The top layer of the skin holds the water of the body in its place all day. " * 10
_DAYS = "Marks may show for days. Ask when you can work and play sport."

CASES: dict[str, list[Case]] = {
    "choppiness": [
        Case(_ABOUT, _CHOPPED, "words on average", at="Skin is thin"),
        Case(_ABOUT, _UNCONNECTED, "without a word that connects", at="The top layer"),
        Fine(_CONDITION, "Skin is lost as acne heals. It heals. It takes time."),
        Fine(_ABOUT, _UNCONNECTED[:400] + "That is so because it is tight. " + _UNCONNECTED[:400]),
        Fine(_PREPARING, "- Eat.\n- Drink.\n- Sleep.\n- Walk.\n- Ask.\n- Rest.\n- Wait.\n"),
    ],
    "hidden-actor": [
        Case(_DAYS, f"{_DAYS} The dressing must be changed daily.", '"must be …"', at="The dress"),
        Case(_PREPARING, "- Creams should first be washed off.", '"should first be …" does'),
        Case(_DAYS, f"{_DAYS} Skin has to be kept clean.", '"has to be …"'),
        Fine(_DAYS, f"{_DAYS} The dressing must be changed by a nurse."),
        Fine(_DAYS, f"{_DAYS} You must be awake."),
        Fine(_DAYS, f"{_DAYS} Should the dressing be changed?"),
        Fine(_CONDITION, "It must be said that scars stay."),
    ],
    "spelling": [
        Case(_CONDITION, "The color can change.", '"color" is not spelled so in en-GB',
             at="The color"),
        Case(_PREPARING, "- Keep away from gray areas.", '"gray"'),
        Fine(_CONDITION, "The colour can change."),
        Fine(_CONDITION, "Look at the Center for Scars."),
        Fine(_CONDITION, "See www.color-of-skin.example or https://color.example."),
    ],
    "reading-level": [
        Case(_CELL, _TERMS, "this text by itself: Flesch-Kincaid grade", at="downsides: Iatro"),
        Fine(_CELL, "downsides: Keloids can come back. The skin may get thin or pale for a while."),
        Case(_ABOUT, _HARD * 70, "Flesch-Kincaid grade", at="title:"),
        Case(_ABOUT, _HARD * 70, "SMOG grade", at="title:"),
        Case(_ABOUT, _HARD * 70, "with the glossary's words counted as easy", at="title:"),
        Case(_ABOUT, _HARD * 20, 'section "about": Flesch', at="## About this leaflet"),
        Case("language: en-GB", "language: de", "no validated formula", at="title:"),
        Fine(_ABOUT, _HARD * 8),
        Fine(_ABOUT, "You can use it at home, and it helps to have a look. " * 20),
    ],
    "long-sentences": [
        Case(_ABOUT, f"{_LONG} or so.", "a sentence of 26 words", at="Some of us"),
        Case("Skin may be sore, swollen or bruised.", f"{_LONG} or so.", "26 words", at="do: Some"),
        Case(_ABOUT, f"{_LONG}.\n\n" * 200, "words on average", at="title:"),
        Case(_CONDITION, "We say so. You do so. It is so.", "a paragraph of 5", at="(fact:c10)"),
        Case(_CONDITION, "We say so. " * 5, "a paragraph of 7", at="(fact:c10)"),
        Fine(_ABOUT, f"{_LONG}."),
        Fine(_ABOUT, f"{_LONG} riverside-skin.example/one/two/three/four."),
        Fine(_PREPARING, f"- {_LONG}\n- {_LONG}"),
        Fine(_CONDITION, "We do so.\n\nWe say so. You do so. So it is."),
    ],
    "hard-words": [
        Case(_CONDITION, "There may be erythema.", '"erythema"', at="There may be"),
        Case("## What are the risks?", "## Adverse effects", '"adverse effects"', at="## Adverse"),
        Case("means: a protein in skin", "means: a component of skin, or two components",
             '"components"', at="means:"),
        Fine(_KELOID, f"{_KELOID}  - term: inflammation\n    say: in-flam-AY-shun\n"
             "    means: redness and swelling; inflammations come and go\n"),
        Fine(_ABOUT, "See riverside-skin.example/procedures/therapy for more."),
    ],
    "taught-terms": [
        Case(_KELOID, f"{_KELOID}  - term: fibrin\n    say: FY-brin\n    means: a thread\n",
             '"fibrin" is taught but never used', at="term: fibrin"),
        Case("collagen, a protein that keeps skin strong", "collagen, which may look bad",
             '"collagen" is not explained', at="collagen, which"),
        Case(_ABOUT, "It tells of keloids. You have time. We are open. Read it.",
             '"keloid" is not explained', at="It tells"),
        Fine("A keloid is a raised scar", "A keloid may come. Keloids are a raised scar"),
        Fine("collagen, a protein that keeps skin strong", "collagen. This is one of the proteins"),
    ],
    "third-person": [
        Case(_ABOUT, "Patients should read it.", '"patients"', at="Patients should"),
        Case(_ABOUT, _HEALS * 600, "speak to the reader", at="title:"),
        Fine(_ABOUT, "People like you should read it."),
        Fine(_ABOUT, "Please be patient with us."),
        Fine(_ABOUT, _HEALS * 20),
    ],
    "passive-voice": [
        Case(_ABOUT, "The skin is then cleaned. " * 60, "in the passive voice", at="How often"),
        Case(_ABOUT, "It is not yet known. " * 60, "sentences", at="How often"),
        Fine(_ABOUT, "It is a raised scar. " * 60),
        Fine(_ABOUT, "You need to be in bed. " * 60),
        Fine(_ABOUT, "The skin is then cleaned. " * 10),
    ],
    "latin": [
        Case(_CONDITION, "Some, e.g. boxcar scars, are wide.", '"e g"', at="e.g."),
        Case(_CONDITION, "Drops, gels, etc. may be used.", '"etc"', at="etc."),
        Case(_CONDITION, "Ask the GMC about it. The GMC knows.", '"GMC"', at="Ask the GMC"),
        Fine(_CONDITION, "Ask the General Medical Council (GMC) about it. The GMC knows."),
        Fine(_CONDITION, "Ask the GMC (General Medical Council) about it."),
        Fine(_CONDITION, "Ask your GP or the NHS for an A4 sheet on type II scars."),
        Fine("## What are acne scars?", "## WHAT ARE ACNE SCARS?"),
        Fine(_KELOID, f"{_KELOID}  - term: HAS\n    say: H A S\n    means: the HAS of France\n"),
    ],
    "offers": [
        Case(_ABOUT, "A special offer ends on Monday.", '"special offer"', at="A special"),
        Case(_ABOUT, "One visit costs £ 120.", '"£ 120', at="One visit"),
        Case(_ABOUT, "One visit costs 120 €.", '"120 €"', at="One visit"),
        Case(_ABOUT, "We use Botox too.", '"botox"', at="We use"),
        Case(_ABOUT, "Do not wait: a special offer ends.", '"special offer"', at="Do not wait"),
        Case(_ABOUT, "I love my new skin.", "in somebody's own voice", at="I love"),
        Case(_ABOUT, "Pay a deposit today.", '"deposit today"', at="Pay a"),
        Case(_ABOUT, "Bring a friend and you both pay less.", "is advertising", at="Bring a"),
        Fine(_ABOUT, "You can bring a friend, so that you need not remember it all."),
        Fine(_ABOUT, "Be careful with vouchers and offers that end today."),
        Fine(_WARN, "Avoid discounts, special offers and free consultations."),
        Fine(_ABOUT, "Wash before and after you touch it. We deal with it."),
    ],
    "fillers": [
        Case(_ABOUT, "It is important to note that it is short.", '"it is important to note"',
             at="It is important"),
        Case(_WARN, "Please note where you were treated.", '"please note"', at="Please note"),
        Fine(_ABOUT, "What is important to you? Make a note."),
    ],
    "section-length": [
        Case(_ABOUT, "You can use it at home. " * 25, 'section "about" has', at="## About"),
        Case(_ABOUT, "You can use it at home. " * 70, "words of running text", at="## About"),
        Case(_ABOUT, "You can use it at home. " * 190, "words together", at="title:"),
        Fine(_ABOUT, "You can use it at home. " * 22),
        Fine(_PREPARING, f"{_PREPARING}\n\n```checklist\n" + _ITEMS * 4 + "```"),
    ],
    "headings": [
        Case("## What are acne scars?", "## What are the scars that acne leaves on you?", "9 words",
             at="## What are the"),
        Case("## What are acne scars?", "## Acne scars.", "full stop", at="## Acne scars."),
        Case("## What are acne scars?", "## ACNE SCARS", "in capitals", at="## ACNE"),
        Case("## What are acne scars?", "## What is mesotherapy?", "is used twice",
             at="{#condition}"),
        Fine("## What are acne scars?", "## What are the scars that acne leaves?"),
        Fine("## What are acne scars?", "## FAQ"),
        Fine("## What are acne scars?", "## Acne scars are …"),
    ],
    "list-length": [
        Case(_PREPARING, _ITEMS, "a list of 10 items", at="- Tell us about all"),
        Case("- have or had cancer", "- have or had cancer\n- have an illness", "8 items",
             at="- are pregnant"),
        Case("  - Do not use sunbeds\n", "  - Do not use sunbeds\n" * 6, "9 items",
             at="Do not rub"),
        Case("    - Any change in sight\n", "    - Any change in sight\n" * 3, "8 items",
             at="- Trouble breathing"),
        Fine(_PREPARING, f"{_PREPARING}\n\nThen:\n\n{_ITEMS[:115]}"),
        Fine("  - Do not use sunbeds\n", "  - Do not use sunbeds\n" * 4),
    ],
    "cells": [
        Case("downsides: Pits stay.", f"downsides: {_LONG} or so.", '"downsides" has 26 words',
             at="downsides:"),
        Case("onset: Soon after", f"onset: {_LONG}. Or so, we say.", '"onset" has', at="onset:"),
        Case(_STEP, f"do: {_LONG}. Ask them to.", '"do" has', at="do:"),
        Fine("downsides: Pits stay.", f"downsides: {_LONG}."),
    ],
    "balance": [
        Case("It may, but we cannot be sure. It", _BENEFIT * 20 + "It", "words of benefit",
             at="title:"),
        Case("It may, but we cannot be sure. It", "Harm, pain, sores and bruises. " * 10 + "It",
             "of harm", at="title:"),
        Fine("It may, but we cannot be sure. It", "It does not help or heal. " * 20 + "It"),
        Fine(_ABOUT, _BENEFIT * 20),
    ],
    "actions": [
        Case(_PREPARE, "- Your skin should be clean.\n", 'section "preparing"',
             at="## How do I get"),
        Fine(_PREPARE, "- If you bleed, call us.\n"),
        Fine(_PREPARE, "- ‘Ask us’ is on the door.\n"),
    ],
    "one-action": [
        Case(_STEP, "do: Wash your face and then call us.", '"and then"', at="do: Wash"),
        Case(_STEP, "do: Tell us, then ask.", '"then"', at="do: Tell"),
        Fine(_STEP, "do: We talk, and then you choose."),
        Fine(_STEP, "do: Ask us. The skin may then look red."),
        Fine(_ABOUT, "Read it and then ask us."),
    ],
    "no-lexicon": [
        Case("language: en-GB", "language: de", 'no lexicon for "de"', at="language: de"),
        Case("language: en-GB", "language: de", "could not look: actions, alt-text,"),
    ],
    "script": [
        Case(_ABOUT, "Мезотерапия может помочь, но это не доказано. " * 25, "(cyrillic)",
             at="Мезотерапия"),
        Case("language: en-GB", "language: el", "(latin)", at="title:"),
        Case("language: en-GB", "language: sr-Cyrl", "foreign to sr-Cyrl", at="title:"),
        Fine(_ABOUT, "The letter β is Greek, and μ too. Имя: Анна."),
        Fine(_ABOUT, "Zażółć gęślą jaźń, ½ µm, naïve."),
        Fine("language: en-GB", "language: am"),
    ],
    "double-negatives": [
        Case(_ABOUT, "Do not come without it.", '"not come without" is a double negative',
             at="Do not"),
        Case(_ABOUT, "It is never not sore.", '"never not"', at="It is never"),
        Fine(_ABOUT, "Do not wait, and do not go without us.".replace("go without", "go with")),
        Fine(_ABOUT, "If it does not heal, do not wait."),
        Fine(_ABOUT, "It is not a cure and we have found that so far there is no proof."),
    ],
    "noun-chains": [
        Case(_ABOUT, "Read our treatment effectiveness evaluation.",
             '"treatment effectiveness evaluation"', at="Read our"),
        Fine(_ABOUT, "Read about treatment and infection."),
        Fine(_ABOUT, "The treatment, and the infection, and the allergy test."),
    ],
    "one-word": [
        Case(_ABOUT, "A jab may hurt. Ask about each shot.", '"jab" after "injections"',
             at="A jab"),
        Case(_ABOUT, "A jab may hurt. Ask about each shot.", '"shot" after', at="each shot"),
        Fine(_ABOUT, "An injection may hurt. Ask about the injections."),
    ],
    "daily-life": [
        Case("  - Do not use make-up until we agree\n", "", '"make up"', at="title:"),
        Case("Ask when you can work and play sport.", "Ask how you can play sport.",
             '"your work"', at="title:"),
        Fine("Ask when you can work and play sport.", "Ask about your work and your gym."),
    ],
    "alt-text": [
        Case(_SCAR_ALT, "alt: A pit", "a description of 2 words", at="alt: A pit"),
        Case(_SCAR_ALT, "alt: " + "A deep pit in skin. " * 13, "characters", at="alt: A deep"),
        Case(_SCAR_ALT, "alt: A drawing of a narrow pit.", "is a picture", at="A drawing"),
        Case(_SCAR_ALT, "alt: Ice pick - narrow and deep\n    legend:\n      - ICE PICK - narrow"
             " and deep.\n  spare:\n    file: scar-icepick.svg\n    alt: A narrow pit.",
             "the legend",
             at="alt: Ice pick"),
        Case(_SCAR_ALT, f"{_SCAR_ALT}\n  spare:\n    file: scar-icepick.svg\n    {_SCAR_ALT}",
             '"spare" is used in no section'),
        Fine(_SCAR_ALT, f"{_SCAR_ALT}\n  spare:\n    file: scar-icepick.svg\n    cover: whole\n"
             f"    {_SCAR_ALT}"),
        Fine(_SCAR_ALT, "alt: Drawings of three pits in the skin."),
        Fine("![](figure:skin-section)", "![](figure:skin-section) ![](figure:scar-raised)"),
    ],
    "clinic-contacts": [
        Case("fictional: true\n", "", "no number for urgent calls", at="  main:", file=CLINIC),
        Case("fictional: true\n", "", "no practitioner", at="practitioners:", file=CLINIC),
        Case(_PHONE, _PHONE + _PHONE.replace("main", "urgent"), 'are the same number',
             at="  urgent:", file=CLINIC),
        Case(_PHONE, '  main: {number: "+441622222222", display: "01622 222 222"}\n',
             "placeholder", at="  main:", file=CLINIC),
        Case("outside_body: Ask us which outside body handles complaints about this service.",
             "outside_body: Complaints@riverside-skin.example", "own contact",
             at="outside_body:", file=CLINIC),
        Case("qr: https://riverside-skin.example/leaflets", "qr: https://short.example/r",
             '"short.example"', at="qr:", file=CLINIC),
        Case("feedback: feedback@riverside-skin.example", "feedback: hello@other.example",
             '"other.example" is the host of neither', at="feedback:", file=CLINIC),
        Case("contact: complaints@riverside-skin.example",
             "contact: Write to Complaints@Other.example.",
             '"other.example"', at="contact:", file=CLINIC),
        Fine("contact: complaints@riverside-skin.example",
             "contact: pals@trust.riverside-skin.example", file=CLINIC),
        Fine(_PHONE, _PHONE + '  urgent: {number: "+441632960141", display: "01632 960 141"}\n',
             file=CLINIC),
        Fine("qr: https://riverside-skin.example/leaflets",
             "qr: https://www.riverside-skin.example/l", file=CLINIC),
    ],
    "contrast": [
        Case('rgb: "#0f6e78"', 'rgb: "#ffe680"', "too pale for text", at="rgb:", file=CLINIC),
        Case('rgb: "#0f6e78"', 'rgb: "#00ffff"', '"#00ffff"', at="rgb:", file=CLINIC),
        Fine('rgb: "#0f6e78"', 'rgb: "#767676"', file=CLINIC),
        Fine('rgb: "#0f6e78"', 'rgb: "#000000"', file=CLINIC),
    ],
}  # fmt: skip
