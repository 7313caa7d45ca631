"""A jurisdiction pack has the emergency and urgent numbers of its country."""

import re
from collections.abc import Iterator
from typing import get_args

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Pack
from leaflet.model.emergency_numbers import Service, numbers_of

_SHORT = re.compile(r"\d{2,6}")
_BETWEEN = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f\u2011-](?=\d)")


def _run(loaded: Loaded[Pack]) -> Iterator[Found]:
    pack = loaded.value
    assert pack is not None
    known = numbers_of(pack.code)
    if known is None:
        message = f'the emergency numbers of "{pack.code}" are not known here'
        hint = "have them checked by somebody who knows them"
        yield loaded.place(("emergency",)), message, hint, Severity.WARNING
        return
    for name in get_args(Service):
        right, service = known.of(name), getattr(pack, name)
        printed = _SHORT.findall(_BETWEEN.sub("", service.display))
        for field, numbers in (("number", [service.number]), ("display", printed)):
            for number in numbers:
                if number not in right:
                    what = "emergencies" if name == "emergency" else "urgent advice"
                    message = f'"{number}" is no number for {what} in {pack.code}'
                    yield (
                        loaded.place((name, field)),
                        message,
                        f"write one of: {known.proposed(name)}",
                    )


CHECK = Check(
    id="emergency-numbers",
    stage="content",
    reads=Pack,
    severity=Severity.ERROR,
    summary="A jurisdiction has the emergency and urgent numbers of its country.",
    run=_run,
    breaks="a wrong number in an emergency harms at once, on a draft as well",
    finds="an `emergency` or `urgent_advice` whose `number` or `display` is not listed for the"
    " country of `code`; a warning where the country is not listed: then nothing was checked",
    mend="write the number of the country; where the list is wrong, tell us",
    why="A wrong digit in an emergency number costs the minutes that count. The list holds"
    " well-known numbers of national numbering plans (ITU-T E.129) and EU decision 2007/116/EC.",
)
