"""Cases of checks on what would harm a reader: signs, risks, medicines, promises of consent."""

from tests.cases import CLINIC, Case, Fine

LOCALE = "content/locales/en-GB.yaml"
_CONDITION = "Skin is lost as acne heals."
_SIGHT = "    - Any change in sight\n"
_SPREADS = "    - Hot, sore, red or swollen skin that spreads\n"
_STROKE = "    - A face that droops, a weak arm, or slurred speech\n"
_SHORT = "Infection, lasting lumps, new scars, severe allergy and skin death can happen."
_AUDIENCE = "audience: Adults (18 and over) thinking about mesotherapy"
_PREGNANT = "- are pregnant or breastfeeding\n"
_WAIT = "## Tell us first if you … {#who-should-wait priority=1}\n"
_CAPTIONED = """
Table: Pregnancy and breastfeeding

| Ask | Why |
|---|---|
| first | it is safer |
"""
_STOP = "- Do not stop any prescribed medicine unless the person who prescribed it agrees."
_ANSWER = "answer_within: 20 working days"

CASES: dict[str, list[Case]] = {
    "help-signs": [
        Case(_SIGHT, "", "no such sign", at="name: Skin death"),
        Case(_STROKE, "", "signs of a stroke", at="name: Skin death"),
        Case(_SPREADS, "", 'no sign is "redness that spreads"', at="- Trouble breathing"),
        Case(f"{_SIGHT}{_STROKE}", _STROKE, "change in sight", at="name: Skin death"),
        Case(
            _SPREADS,
            f"{_SPREADS}    - Chest pain\n",
            'chest pain is "emergency"',
            at="- Chest pain",
        ),
        Case(
            _SPREADS,
            f"{_SPREADS}    - Some trouble with your breath\n",
            'trouble breathing is "emergency", and stands under "same-day"',
            at="- Some trouble",
        ),
        Fine(_SPREADS, f"{_SPREADS}    - Pus or fever\n"),
        Fine("    - Trouble breathing, or collapse", "    - You find it hard to breathe"),
    ],
    "risks-named": [
        Case(_SHORT, "Redness can happen.", '"Severe allergy"', at="Expect swelling"),
        Case("- name: Severe allergy\n", "- name: A rash\n", "has no row", at="Expect swelling"),
        Fine(_SHORT, f"Infections, {_SHORT[11:]}"),
    ],
    "minimised-harm": [
        Case(
            _CONDITION, "It is just a small pain.", '"just a" makes a harm small', at="It is just"
        ),
        Case(_CONDITION, "You may have mild pain and slight swelling.", "makes a harm small"),
        Case(_CONDITION, "You may have mild pain.", "makes a harm small", at="You may have"),
        Case(
            "  lasts: Not known. Can be fatal",
            "  lasts: It passes by itself",
            "makes an emergency small",
            at="lasts: It passes",
        ),
        Fine("  lasts: Not known. Can be fatal", "  lasts: It does not pass by itself"),
        Fine(_CONDITION, "Even a mild infection needs a doctor."),
        Fine(_CONDITION, "Use a mild soap."),
        Case(
            "  lasts: Not known. Can be fatal",
            "  lasts: Just a short while",
            '"just a short" makes a harm small',
            at="lasts: Just",
        ),
    ],
    "word-shares": [
        Case(_CONDITION, "Nearly everyone is pleased.", '"nearly everyone" rests on no fact'),
        Fine(_CONDITION, "Nobody can promise that scars look better."),
        Fine(_CONDITION, "Most people go home on the same day."),
    ],
    "unsafe-advice": [
        Case(
            "- Do not stop any prescribed medicine",
            "- Stop any prescribed medicine",
            "orders a change of a medicine",
            at="- Stop any",
        ),
        Case(_CONDITION, "Take ibuprofen before you come.", "orders a change", at="Take ibuprofen"),
        Case(_CONDITION, "Open small lumps with a clean needle.", "is not safe", at="Open small"),
        Case(_CONDITION, "If your throat swells, text us.", "is too slow", at="If your throat"),
        Case(
            _CONDITION,
            "Tell us what you take, and stop your tablets a week before.",
            "orders a change of a medicine",
        ),
        Case(_CONDITION, "If a lump fills up, prick it and press it empty.", "is not safe"),
        Case(
            "    - Trouble breathing, or collapse",
            "    - Trouble breathing, or collapse (ring our desk first)",
            '"ring our" in a sign of an emergency',
        ),
        Case(
            _SIGHT,
            "    - A change in sight that is there the next day\n",
            '"next day" in a sign of an emergency',
            at="    - A change in sight",
        ),
        Fine(_CONDITION, "A doctor may drain a lump."),
        Fine(_CONDITION, "Ask us to open the needle in front of you."),
        Fine(_CONDITION, "Take your medicines as usual unless your doctor says otherwise."),
        Fine(_CONDITION, "Do not open lumps with a needle at home."),
        Case(
            "- have any allergy\n",
            "- take insulin (stop it two weeks before)\n",
            "orders a change of a medicine",
            at="- take insulin",
        ),
        Case(
            'when: "',
            'when: "Before you try 999, ',
            "is not safe",
            file="content/clinics/st-oswin/clinic.yaml",
        ),
        Fine(_CONDITION, "Call 999 first and then us."),
        Fine(_CONDITION, "Take a list of your medicines with you."),
    ],
    "consent-taken": [
        Case(_CONDITION, "By coming you agree to the treatment.", '"by coming" takes consent'),
        Case(_CONDITION, "Once you begin you must finish the course.", '"must finish"'),
        Fine(_CONDITION, "We ask for your consent each time."),
        Fine(_CONDITION, "Coming to us does not mean that you have agreed."),
    ],
    "audience-age": [
        Case(_AUDIENCE, _AUDIENCE.replace("18", "13"), "begins at 13", at="audience:"),
        Case(_CONDITION, "We treat people from the age of 14.", "from the age of 14"),
        Fine(_CONDITION, "We do not treat people under the age of 18."),
        Fine(_AUDIENCE, _AUDIENCE.replace("18", "21")),
        Case(_CONDITION, "Bring a parent, who can sign for you.", "a parent cannot allow it"),
        Fine(_CONDITION, "It is not for you if you are under 18, even if a parent agrees."),
        Fine(_CONDITION, "You may bring your mother, so that she can listen too."),
    ],
    "contradictions": [
        Case(
            _SPREADS,
            f"    - trouble breathing, OR collapse\n{_SPREADS}",
            'is "emergency" as well as "same-day"',
            at="- trouble",
        ),
        Case(
            _SIGHT,
            f"{_SIGHT}    - Pale skin, swelling\n",
            '"Pale skin, swelling" is an emergency, and the risk',
            at="- Pale skin, swelling",
        ),
        Fine(_SIGHT, f"{_SIGHT}    - Sudden swelling of the tongue\n"),
        Fine(_SIGHT, f"{_SIGHT}    - Sudden bruises all over\n"),
        Fine(_SPREADS, f"{_SPREADS}    - Pain that gets worse\n"),
    ],
    "protected-sentences": [
        Case(
            "waivers: []",
            "waivers: []\nprotect: [It does not remove any scars.]",
            '"It does not remove any scars." is not there',
            at="It does not remove scars.",
        ),
        Case("waivers: []", "waivers: []\nprotect: [Ask twice.]", "not there", at="Ask twice"),
        Fine(_STOP, _STOP.replace("Do not stop", "**Do not stop**")),
        Fine(_STOP, f"- Bring a list. {_STOP[2:]} Ask us."),
        Fine(_STOP, f"{_STOP}\n- Do not stop the pill."),
        Fine("waivers: []", "waivers: []\nprotect: [it does not remove scars]"),
        Fine(
            "waivers: []",
            'waivers: []\nprotect: ["Take time to think. You can say no, or stop at any time."]',
        ),
    ],
    "topics": [
        Case(_PREGNANT, "- breastfeed\n", "does not tell of pregnancy", at="## Tell us first"),
        Case(
            f"{_WAIT}\n```checklist\n{_PREGNANT}",
            f"{_WAIT.replace('you …', 'you are pregnant')}\n```checklist\n",
            "does not tell of pregnancy, breastfeeding",
            at="## Tell us first",
        ),
        Case(
            f"{_WAIT}\n```checklist\n{_PREGNANT}",
            f"{_WAIT}\n### In pregnancy\n\nAsk us.\n\n```checklist\n",
            "does not tell of pregnancy",
        ),
        Case(
            f"{_WAIT}\n```checklist\n{_PREGNANT}",
            f"{_WAIT}{_CAPTIONED}\n```checklist\n",
            "does not tell of pregnancy",
        ),
        Case("You can say no, or stop at any time. The", "The", "does not tell of saying no"),
        Fine(_PREGNANT, "- may be pregnant, or breast-feed\n"),
        Fine(_PREGNANT, "- are expecting a baby or nursing a baby\n"),
        Fine(
            f"{_WAIT}\n```checklist\n{_PREGNANT}",
            f"{_WAIT}\nDo not have it in pregnancy or while breastfeeding.\n\n```checklist\n",
        ),
        Fine("get raised scars, or your family does", "get keloids"),
        Fine("You can say no, or stop at any time. The", "You may refuse. The"),
    ],
    "complaint-times": [
        Case(
            _ANSWER, "answer_within: when we can", "names no time", at="answer_within", file=CLINIC
        ),
        Fine(_ANSWER, "answer_within: 4 weeks", file=CLINIC),
    ],
    "safety-words": [
        Case(
            'call_emergency: "Call {number} now"',
            'call_emergency: "If you wish, call {number}"',
            '"if" leaves open',
            at="call_emergency",
            file=LOCALE,
        ),
        Case(
            'call_emergency: "Call {number} now"',
            'call_emergency: "Call {number}"',
            "does not say how soon",
            at="call_emergency",
            file=LOCALE,
        ),
        Fine(
            'call_emergency: "Call {number} now"',
            'call_emergency: "Call {number} now. Do not wait"',
            file=LOCALE,
        ),
        Fine(
            'call_emergency: "Call {number} now"',
            'call_emergency: "Ring {number} now"',
            file=LOCALE,
        ),
        Case("not_known: not known", "not_known: hardly ever", "says how often", file=LOCALE),
    ],
}
