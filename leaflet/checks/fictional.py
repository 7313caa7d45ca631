"""Example clinics are plainly fictional, and real ones carry no example details."""

from collections.abc import Iterator

from leaflet.checks import Check
from leaflet.clinic import Clinic
from leaflet.diagnostics import Severity, Span
from leaflet.sources import Loaded


def _run(loaded: Loaded[Clinic]) -> Iterator[tuple[Span, str, str]]:
    clinic = loaded.value
    assert clinic is not None
    for field in ("email", "web", "qr"):
        host = getattr(clinic, field).removeprefix("https://").split("/")[0].split("@")[-1]
        is_example = host.endswith(".example")
        if is_example and not clinic.fictional:
            hint = "write the clinic's own address, or set fictional: true"
            yield loaded.place((field,)), f'"{host}" is an example address', hint
        if clinic.fictional and not is_example:
            hint = "end it in .example (RFC 2606)"
            yield loaded.place((field,)), f'"{host}" may be somebody\'s real address', hint


CHECK = Check(
    id="fictional",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="A fictional clinic uses .example addresses only, a real one none.",
    run=_run,
)
