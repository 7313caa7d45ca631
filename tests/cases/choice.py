"""Cases of checks on the choice: promises, doing nothing."""

from tests.cases import Case, Fine

REMOVES = "It does not remove scars. Proof"

CASES: dict[str, list[Case]] = {
    "claims": [
        Case(REMOVES, "It removes your scars. Proof", '"removes your scars"', at="It removes"),
        Case("Flat marks may fade.", "A safe way.", '"safe" is a promise', at="A safe way"),
        Case(REMOVES, "It does not hurt, it removes scars. Proof", "removes"),
        Case(REMOVES, "It does not hurt — it removes scars. Proof", "removes"),
        Case(REMOVES, "No one of us says in this leaflet that it removes scars. Proof", "removes"),
        Case(REMOVES, "It not only removes scars. Proof", "removes"),
        Case(REMOVES, "“It removes scars” says Ann. Proof", "removes"),
        Case("Flat marks may fade.", "We are an award winning team.", '"award winning"'),
        Fine(REMOVES, "Avoid a person who says ‘it removes scars’. Proof"),
    ],
    "no-treatment": [
        Case("- name: No treatment\n  kind: none", "- name: Wait\n  kind: self-care",
             "no treatment", at="- name: Wait"),
    ],
}  # fmt: skip
