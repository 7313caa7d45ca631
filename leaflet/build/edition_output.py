"""Puts the files of editions into the output folder and the cache, and makes their outcomes."""

from __future__ import annotations

import re
from dataclasses import replace

from leaflet.build.edition_job import EditionJob, EditionSteps
from leaflet.build.outcome import Outcome, Result
from leaflet.build.request import PreparedBuild
from leaflet.build.tasks import Failure
from leaflet.build.up_to_date import BuiltEdition
from leaflet.core.diagnostics import Finding, Span, error
from leaflet.output.folder import OutputFolder
from leaflet.planning.plan import PlannedEdition, withheld_by

#: The place with which a message about a template begins: its file and line.
_TEMPLATE_PLACE = re.compile(r"(?P<path>templates/[\w./-]+)(?::(?P<line>\d+))?: ")

#: The failures of a rendering that was too much work.
_LIMITS = ("memory", "time")


class EditionOutput:
    """The output folder and the cache of finished editions, kept in step."""

    def __init__(self, prepared: PreparedBuild, folder: OutputFolder, steps: EditionSteps) -> None:
        self._folder = folder
        self._store = prepared.store
        self._up_to_date = prepared.up_to_date
        self._steps = steps
        self._is_release = prepared.request.release

    def withhold(self, planned: PlannedEdition) -> Outcome:
        """Delete the files of an edition that may not be released."""
        self._folder.withhold(planned.path)
        return Outcome(planned, Result.WITHHELD, planned.findings, stage="withheld")

    def restore(self, planned: PlannedEdition) -> Outcome | None:
        """Keep the files of an edition that is up to date, or restore them from the cache; None
        if it has to be built.
        """
        built = self._up_to_date.find(planned)
        if built is None:
            return None
        if unreleased := self.unreleased(planned, built.findings):
            return unreleased
        if self._up_to_date.is_in_folder(built):
            self._folder.confirm(built.entry, built.files)
        elif not self._restored(built):
            return None
        self._up_to_date.confirm(planned)
        return Outcome(planned, Result.CACHED, built.findings, entry=built.entry)

    def unreleased(self, planned: PlannedEdition, findings: tuple[Finding, ...]) -> Outcome | None:
        """The outcome of an edition that a release withholds because of its findings; None for any
        other.
        """
        if not self._is_release:
            return None
        withheld = withheld_by(replace(planned, findings=findings), findings)
        return self.withhold(withheld) if withheld else None

    def _restored(self, built: BuiltEdition) -> bool:
        """Whether the cache had all files of an edition."""
        files = {suffix: self._store.get_file(sha256) for suffix, sha256 in built.files.items()}
        whole = {suffix: data for suffix, data in files.items() if data is not None}
        if len(whole) < len(files):
            return False
        self._folder.keep(built.entry, whole)
        return True

    def write(self, job: EditionJob) -> Outcome:
        """Write the files of a job whose pages are all rendered. Raises `UsageError` where the
        output folder cannot be written.
        """
        assert job.files is not None
        planned = job.planned
        found = (*planned.findings, *job.findings)
        entry = self._up_to_date.with_inputs(self._steps.entry(job))
        built = BuiltEdition(entry, found, self._folder.keep(entry, job.files))
        for suffix, data in job.files.items():
            if suffix:  # the reading file is cached with its rendering
                self._store.put_file(data)
        self._up_to_date.keep(planned, built)
        result = Result.BUILT if job.is_rendered else Result.CACHED
        return Outcome(planned, result, found, job.seconds, entry=entry)

    def fail(
        self,
        planned: PlannedEdition,
        stage: str,
        findings: tuple[Finding, ...] = (),
        seconds: float = 0.0,
    ) -> Outcome:
        """Delete the files of an edition that failed at a stage."""
        self._folder.drop(planned.path)
        found = (*planned.findings, *findings)
        return Outcome(planned, Result.FAILED, found, seconds, stage)

    def fail_job(self, job: EditionJob, failure: Failure) -> Outcome:
        """Delete the files of an edition that a template, a worker or the program failed. The
        finding stands at the template that the message names, else at the project's own template
        where it reached a limit, else at the leaflet.
        """
        place, message, hint = Span(job.planned.files[0].path), failure.message, failure.hint
        if at := _TEMPLATE_PLACE.match(message):
            line = int(at["line"] or 0)
            place, message = Span(at["path"], line, min(line, 1)), message[at.end() :]
        elif failure.code in _LIMITS and job.own_templates:
            place = Span(f"templates/{job.own_templates[0]}")
            hint = f"let it make fewer and simpler elements and rules; or {hint}"
        finding = error(failure.code, place, message, hint)
        stage = "template" if failure.code == "template" else "rendered"
        return self.fail(job.planned, stage, (finding,), job.seconds)
