"""Cases of checks on numbers, sources and what a decision needs."""

from tests.cases import Case, Fine

FADE = "Flat marks may fade."
SUMMARY = "No one knows how often."
RISK = "Skill lowers the risk but does not end it."
DOSES = """

```doses
source: {source}
rows:
  - {{who: Adults, how_much: "{much}", how_often: at night}}
```
"""

CASES: dict[str, list[Case]] = {
    "frequency-words": [
        Case(SUMMARY, "Harm is rare.", '"rare" has no number', at="Harm is rare"),
        Case(SUMMARY, "Bruises are very common.", '"very common"'),
        Case(RISK, "Harm is rare ([1 in 10](fact:c3)).", '"rare" does not fit its number'),
        Case(RISK, "Harm is uncommon, [30%](fact:c3).", "does not fit"),
        Fine(SUMMARY, "No one knows how common it is."),
        Fine(SUMMARY, "Have you a common cold?"),
        Fine(RISK, "Harm is common: [2 in 100](fact:c3) people."),
        Fine(SUMMARY, "Whether it is rare is not known."),
    ],
    "orphan-numbers": [
        Case(SUMMARY, "It helped 12 people.", '"12" is', at="It helped 12"),
        Case(SUMMARY, "We know of 3 small new studies.", '"3" is'),
        Case(SUMMARY, "Two in three people bruise.", '"two" is marked with no fact'),
        Case(SUMMARY, "You are 3 times more likely to bruise.", '"3" is'),
        Case(FADE, "90% fade.", '"90%" is marked'),
        Case(SUMMARY, "Two people may get better skin.", '"two" is marked'),
        Case(SUMMARY, "Two people can lose their sight.", '"two" is marked'),
        Case(SUMMARY, "Two studies may show it.", '"two" is marked'),
        Case(SUMMARY, "Twelve people had it.", '"twelve" is marked'),
        Case(SUMMARY, "2 people may have the same name.", '"2" is marked'),
        Case(SUMMARY, "Half of the people got better after [3 to 6](fact:c18) visits.",
             '"half" is marked'),
        Case("[2 studies](fact:c4) of vitamin mixes took",
             "Of two people, [2 studies](fact:c4) took", '"two" is marked'),
        Fine(SUMMARY, "Two people may have the same name."),
        Fine(SUMMARY, "No two people are alike."),
        Fine(SUMMARY, "You need two people to take you home."),
        Fine(SUMMARY, "You must be 18 or over."),
        Fine(SUMMARY, "Rest for 3 days. Drink 2 glasses by 8 am, in 10 minutes. Call room 14."),
        Fine(SUMMARY, "Type 2, vitamin B12, SPF 30, 1,000 steps, aged 50 to 74."),
        Fine("What is mesotherapy?", "What are the 2 kinds?"),
    ],
    "fact-numbers": [
        Case("[4 mm](fact:c3)", "[4 cm](fact:c3)", '"4 cm" is not a number of fact "c3"',
             at="[4 cm]"),
        Case("[3 to 6](fact:c18)", "[3 to 8](fact:c18)", '"8" is not a number of fact "c18"'),
        Case("[8 or 9 in 10](fact:c10)", "[7 or 9 in 10](fact:c10)", '"7" is not a number'),
        Case("[10 and 6 people](fact:c4)", "[10 and 6 people](fact:c15)", '"10" is not a number'),
        Case("[1 to 12 weeks](fact:c25)", "[1 to 12 days](fact:c25)", '"12 day" is not'),
        Case("[3 small studies](fact:c15) with", "[four small studies](fact:c15) with",
             '"four" is not a number of fact "c15"'),
        Case("[3 small studies](fact:c15) with", "[eleven small studies](fact:c15) with",
             '"eleven" is not a number of fact "c15"'),
        Case("[8 or 9 in 10](fact:c10)", "[80 or 90](fact:c10)", '"80" is not a number'),
        Case("[4 mm](fact:c3)", "[4](fact:c3) cm", '"4 cm" is not a number of fact "c3"'),
        Case("are not standardised.\n", "are not standardised.\n    prints: [up to 4 cm]\n",
             '"4 cm" is no form of what fact "c3" says', at="prints:"),
        Case("Studies used 3 to 6 visits.", "Studies used some visits.",
             '"3" is not a number of fact "c18"', at="[3 to 6]"),
        Fine("are not standardised.\n", 'are not standardised.\n    prints: ["0.16 inch"]\n'),
        Fine("[8 or 9 in 10](fact:c10)", "[80% to 90%](fact:c10)"),
        Fine("[3 small studies](fact:c15) with", "[three small studies](fact:c15) with"),
        Fine("up to about [4 mm](fact:c3) deep", "up to about [4](fact:c3) mm deep"),
    ],
    "polarity": [
        Case("[10 and 6 people](fact:c4) and saw no clear change",
             "[10 and 6 people](fact:c4) and saw a clear change",
             'fact "c4" says "no clear change"', at="[2 studies]"),
        Case("found no good proof that it works.", "found good proof that it works.",
             'fact "c15b" says "no positive clinical evidence"', at="[In 2014]"),
        Fine("[10 and 6 people](fact:c4) and saw no clear change",
             "[10 and 6 people](fact:c4) and saw hardly any change"),
        Fine("[10 and 6 people](fact:c4) and saw no clear change",
             "[10 and 6 people](fact:c4) and could not see a clear change"),
        Fine("found no good proof that it works.", "asked if it works."),
        Fine("[10 and 6 people](fact:c4) and saw no clear change.", "[10 and 6 people](fact:c4)."),
        Fine(RISK, "Needles go in up to [4 mm](fact:c3) deep."),
    ],
    "doses": [
        Case(SUMMARY, DOSES.format(much="10", source="nice-ng198"), 'the dose "10" has no unit',
             at="{who: Adults"),
        Case(SUMMARY, DOSES.format(much="10 mg", source="").replace("source: \n", ""),
             "no source is named for these doses"),
        Fine(SUMMARY, DOSES.format(much="10 mg or 2 tablets", source="nice-ng198")),
        Fine(SUMMARY, DOSES.format(much="a thin layer", source="nice-ng198")),
    ],
    "unmarked-claims": [
        Case(SUMMARY, "Many studies show that it works a bit.", "a result without a source",
             at="Many studies"),
        Case(SUMMARY, "Researchers found less redness.", "a result without a source"),
        Fine(SUMMARY, "No study has shown that it works."),
        Fine(SUMMARY, "What did studies find?"),
        Fine(SUMMARY, "Read a study if you like."),
        Fine(SUMMARY, "[A review](source:has-2014) found some harm."),
        Fine(SUMMARY, "[A review](source:has-2014) found no proof."),
    ],
    "natural-frequencies": [
        Case(RISK, "It hurts [30%](fact:c3) of people.", '"30%" is a percentage', at="It hurts"),
        Case(RISK, "It hurts [2.5 people](fact:c3) of ten.", "not a whole number of people"),
        Case(RISK, "[1 in 10](fact:c3) bruise, [1 in 50](fact:c3) bleed.", '"1 in 50" after'),
        Fine(RISK, "It hurts [30 in 100](fact:c3), that is [30%](fact:c3)."),
        Fine(RISK, "[1 in 10](fact:c3) bruise, [1 in 10](fact:c3) bleed."),
    ],
    "relative-risk": [
        Case(SUMMARY, "Lumps are twice as likely.", '"twice as" compares', at="Lumps are twice"),
        Fine(SUMMARY, "Wash your face twice a day."),
    ],
    "risk-order": [
        Case("class: expected\n", "class: emergency\n", 'comes after "emergency"',
             at="class: call-us"),
    ],
    "alternatives": [
        Case("- name: No treatment\n  kind: none\n  what: Leave scars alone.",
             f"- name: No treatment\n  kind: none\n  what: {'Leave scars alone, all. ' * 9}",
             '"what" is described in', at="what: Leave"),
    ],
    "unknowns": [
        Case("```unknowns", "```checklist", "nothing is said to be unknown", at="id:"),
    ],
    "benefit-evidence": [
        Case("  sources: [purdy-2006]", "  sources: []", "no source is named",
             at="- name: No treatment"),
        Case('in each"\n  sources: [dierickx-2018, halachmi-2013, dual-plane-2020]',
             'in each"\n  sources: []', "no source is named"),
        Case("  evidence: weak\n  size: not known", "  evidence: good\n  size: not known",
             "good evidence without"),
    ],
    "sources": [
        *(
            Case("    doi: 10.1002/14651858.CD011946.pub2\n", f"    doi: {doi}\n",
                 "is no possible DOI", at=f"doi: {doi}")
            for doi in ("10.1002/14651858.CD011946.pub2.", "10.1002/https://doi.org/10.1002/1",
                        "10.0002/14651858", "10.1016/S0140-6736(05)71146-6)",
                        "10.1016/S0140-6736(05")
        ),
        *(
            Fine("    doi: 10.1002/14651858.CD011946.pub2\n", f"    doi: {doi}\n")
            for doi in ("10.1016/S0140-6736(05)71146-6", "10.1000/182", "10.1055/a-2218-8248",
                        "10.1002/(SICI)1097-4687(199905)1:1<1::AID-X>3.0.CO;2-5")
        ),
        Fine("    doi: 10.1002/14651858.CD011946.pub2\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: true",
             "    doi: 10.1002/14651858.CD011946.pub2\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: false"),
        Case("sources:\n  has-2014:", "sources:\n  extra:\n    title: A\n"
             "    body: B\n    year: 2020\n"
             "    url: https://www.nhs.uk/x\n    level: review\n    accessed: 2026-11-22\n"
             "    verified: true\n  has-2014:", 'source "extra" is not used'),
        Case("    doi: 10.1002/14651858.CD011946.pub2\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: true",
             "    doi: 10.1002/14651858.CD011946.pub2\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: false", "cochrane-2016"),
    ],
    "unverified": [
        Case("    doi: 10.4103/0378-6323.104689\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: true",
             "    doi: 10.4103/0378-6323.104689\n    level: review\n"
             "    accessed: 2026-11-22\n    verified: false",
             'source "konda-2013" was not read, and', at="verified: false"),
        Case("    - Trouble breathing, or", "    - Trouble [breathing](fact:c10), or",
             'fact "c10" was not read, and 1 number and 1 emergency rest on it',
             at="verified: false"),
        Case("Flat marks may fade.", "About [9 in 10](source:fda-fillers) flat marks may fade.",
             'source "fda-fillers" was not read, and 1 number rests on it', at="verified: false"),
    ],
    "evidence-age": [
        Case("evidence_searched: 2026-11-22", "evidence_searched: 2020-11-22",
             "searched more than 3 years before", at="evidence_searched"),
        Case("    year: 2014\n    url: https://database.inahta.org/article/17010",
             "    year: 2030\n    url: https://database.inahta.org/article/17010",
             "was read before its year"),
    ],
    "review-dates": [
        Case("review_due: 2027-11-23", "review_due: 2026-11-23", "before the leaflet is published",
             at="review_due"),
        Case("review_due: 2027-11-23", "review_due: 2030-11-23", "after 48 months"),
        Case("review_due: 2027-11-23", "review_due: 2029-03-23", "after 28 months"),
        Case("  - version: 0.1.0", "  - version: 0.0.9", 'no entry of changes is for version'),
        Fine("review_due: 2027-11-23", "review_due: 2028-11-23"),
    ],
    "help-levels": [
        Case("- urgency: emergency\n", "- urgency: routine\n", "out of order or repeated"),
        Case("- urgency: same-day\n", "- urgency: routine\n", 'no signs are "same-day"'),
        Case("  call: emergency\n", "  call: clinic\n", 'signs say call: clinic',
             at="call: clinic"),
        Case("  call: emergency\n", "  go: gp\n", 'signs say go: gp', at="go: gp"),
        Case("- urgency: same-day\n", "- urgency: emergency\n  signs: [Pain]\n"
             "  call: emergency\n- urgency: same-day\n", "out of order or repeated"),
        Fine("- urgency: same-day\n", "- urgency: emergency\n  signs: [Pain]\n"
             "  go: emergency-department\n- urgency: same-day\n"),
    ],
    "timeline": [
        Case("- phase: day\n", "- phase: before\n", 'no step is "day"'),
        Case("- phase: before\n  when: First visit", "- phase: after\n  when: First visit",
             '"before" comes after "after"'),
    ],
    "decision-aids": [
        Case("```questions lines=3", "```questions", "no room to write questions"),
        Case("```questions lines=3", "```checklist lines=3", "no questions to ask"),
    ],
    "find-more": [
        Case("(https://www.nhs.uk/conditions/cosmetic-procedures/choosing-who-will-do-your-procedure/)"
             "\n- Acne care: [nice.org.uk/guidance/ng198]"
             "(https://www.nice.org.uk/guidance/ng198/chapter/recommendations)",
             "(source:nhs-choosing)", "nothing says where to find out more"),
    ],
    "provenance": [
        Case("authors: []", "authors:\n  - name: A\n    role: b", "no clinician has checked it",
             at="reviewers"),
    ],
    "waivers": [
        Case("waivers: []", "waivers:\n  - check: clams\n    reason: it is right here\n    by: A\n"
             "    date: 2026-11-24", 'no check "clams" to waive', at="check: clams"),
        Case("waivers: []", "waivers:\n  - check: claims\n    reason: so\n    by: A\n"
             "    date: 2026-11-24", '"so" is not a reason', at="reason: so"),
        Case("waivers: []", "waivers:\n  - check: waivers\n"
             "    reason: it is right here\n    by: A\n"
             "    date: 2026-11-24", '"waivers" cannot be waived'),
        Case("waivers: []", "waivers:\n  - check: band\n"
             "    reason: it is right here\n    by: A\n"
             "    date: 2026-11-24", '"band" cannot be waived', at="check: band"),
        Fine("waivers: []", "waivers:\n  - check: claims\n    reason: it is right here\n    by: A\n"
             "    date: 2026-11-24"),
    ],
    "approval-fields": [
        Case("kind: cosmetic-procedure\n", "", "no kind is named", at="title:"),
        Case("\ndecision: ", "\n# decision: ", 'needs "decision" before approval',
             at="title:"),
        Case("\npublished: ", "\n# published: ", 'needs "published"'),
        Fine("\nkeywords: ", "\n# keywords: "),
    ],
}  # fmt: skip
