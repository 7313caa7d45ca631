"""Cases of checks on what would harm a reader: signs, risks, medicines, promises of consent."""

from tests.cases import CLINIC, Case, Fine

LOCALE = "content/locales/en-GB.yaml"
_CONDITION = "Skin is lost as acne heals."
_SIGHT = "    - Any change in sight\n"
_SPREADS = "    - Hot, sore, red or swollen skin that spreads\n"
_STROKE = "    - A face that droops, a weak arm, or slurred speech\n"
_SHORT = "Infection, lasting lumps, new scars, severe allergy and skin death can happen."
_AUDIENCE = "audience: Adults (18 and over) thinking about mesotherapy"
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
    ],
    "consent-taken": [
        Case(_CONDITION, "By coming you agree to the treatment.", '"by coming" takes consent'),
        Case(_CONDITION, "Once you begin you must finish the course.", '"must finish"'),
        Fine(_CONDITION, "We ask for your consent each time."),
    ],
    "audience-age": [
        Case(_AUDIENCE, _AUDIENCE.replace("18", "13"), "begins at 13", at="audience:"),
        Case(_CONDITION, "We treat people from the age of 14.", "from the age of 14"),
        Fine(_CONDITION, "We do not treat people under the age of 18."),
        Fine(_AUDIENCE, _AUDIENCE.replace("18", "21")),
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
    ],
}
