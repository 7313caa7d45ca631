"""Summaries of files for planning, cached by the digest of the file, so that few files are read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from leaflet.cache import toolchain
from leaflet.cache.file_index import FileIndex
from leaflet.core.diagnostics import Finding, finding_from
from leaflet.core.digests import digest
from leaflet.core.located import Files, Loaded
from leaflet.planning.clinic_details import ClinicDetail, clinic_details, restored_detail
from leaflet.planning.special_days import SpecialDays, restored_days, special_days

if TYPE_CHECKING:
    from leaflet.checks.run import Rules
    from leaflet.content.project import Project
    from leaflet.planning.language_gaps import Spoken

K = TypeVar("K")

_KIND = "summaries"
_DATES = ("review_due", "verify_by", "published")


@dataclass(frozen=True, slots=True)
class FileSummary:
    """The fields of a leaflet, clinic, locale or pack that planning needs, and the findings of the
    content checks in the file.

    `digest` covers the file, its pictures and its shared blocks; it is empty where nothing is
    cached. `is_sound` tells whether the file has a value. `words` is the hash that approvals of
    the file are bound to; `approvals` lists the hash, role and day of each approval in a file of
    approvals, `approved_pages` the hash, role, format and digest of each page approved with it.
    `values` are the short digests that tell what is older in an edition, by the name of the field.
    `spoken` are the languages of each text of a pack, `shared` the ids of the shared blocks of a
    leaflet, `label` the printed names of a kind by language, `exceptions` those of the hours of a
    clinic, `details` what is its own, `related` the paths of files that it extends or looked for.
    `name` is the title of a leaflet, else the name of a clinic or locale.
    """

    digest: str
    is_sound: bool
    findings: tuple[Finding, ...]
    languages: tuple[str, ...] = ()
    jurisdiction: str = ""
    jurisdictions: tuple[str, ...] = ()
    leaflets: tuple[str, ...] | None = None
    formats: tuple[str, ...] | None = None
    review_due: datetime.date = datetime.date.max
    verify_by: datetime.date = datetime.date.max
    withdrawn: bool = False
    fictional: bool = False
    published: datetime.date = datetime.date.min
    kind: str = ""
    words: str = ""
    approvals: tuple[tuple[str, str, str], ...] = ()
    approved_pages: tuple[tuple[str, str, str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    spoken: Spoken = ()
    shared: tuple[str, ...] = ()
    label: tuple[tuple[str, str], ...] = ()
    name: str = ""
    exceptions: tuple[SpecialDays, ...] = ()
    details: tuple[ClinicDetail, ...] = ()
    mentions: tuple[ClinicDetail, ...] = ()
    related: tuple[str, ...] = ()


#: The fields that are copied from the value of a file, where it has them.
_TAKEN = (
    "languages",
    "jurisdiction",
    "jurisdictions",
    "leaflets",
    "formats",
    "review_due",
    "verify_by",
    "withdrawn",
    "fictional",
    "published",
    "kind",
)


class _Found(NamedTuple):
    """The digest of a file, the key of its record in the cache, and the summary there, if any."""

    sha256: str
    record_key: str
    summary: FileSummary | None


class FileSummaries:
    """The summaries of a project's files; without a file index every file is read."""

    def __init__(self, project: Project, file_index: FileIndex | None = None) -> None:
        self.project = project
        self.file_index = file_index
        self._known: dict[tuple[str, Any], FileSummary] = {}

    def of(self, files: Files[K, Any], key: K) -> FileSummary:
        """The summary of a file, from the cache where it is there."""
        name = (files.kind, key)
        if name not in self._known:
            self._known[name] = self._summary(files, key)
        return self._known[name]

    def kept(self, files: Files[K, Any], key: K) -> FileSummary | None:
        """The summary of a file where the cache has it; the file is neither read nor checked."""
        found = self._found(files, key) if self.file_index else None
        return found.summary if found else None

    @cached_property
    def rules(self) -> Rules:
        """The project's severities, lexicons and texts of others, for the checks."""
        from leaflet.checks.run import Rules

        spoken = {language for _, language in self.project.leaflets}
        languages = sorted(spoken | set(self.project.locales))
        made = {language: self.project.lexicon(language) for language in languages}
        lexicons = {name: lexicon for name, lexicon in made.items() if lexicon}
        files = self.project.kinds
        kinds = {name: kind for name in files if (kind := files[name].value)}
        return Rules(self.project.settings.severities, lexicons, self.project.foreign_texts, kinds)

    @cached_property
    def rules_digest(self) -> str:
        """A digest of `rules` from the digests of their files; empty without a file index."""
        project = self.project
        if self.file_index is None:
            return ""
        files = [*project.lexicons.paths.values(), *project.kinds.paths.values()]
        words = [self._digest(project.shown(path)) for path in files]
        texts = [self._digest(project.shown(path)) for path in project.foreign_paths]
        checks = sorted(project.settings.checks.items())
        return digest(repr((checks, words, texts)).encode())

    def _summary(self, files: Files[K, Any], key: K) -> FileSummary:
        found = self._found(files, key) if self.file_index else None
        if found is None:
            return self._read(files[key], "")
        if found.summary:
            return found.summary
        loaded = files[key]
        parts = (*loaded.pictures, *loaded.shared_paths)
        pictures = {name: self._digest(name) for name in parts}
        summary = self._read(loaded, _whole(found.sha256, pictures))
        assert self.file_index
        self.file_index.store.put(_KIND, found.record_key, _record(summary, pictures))
        return summary

    def _found(self, files: Files[K, Any], key: K) -> _Found | None:
        """What the cache has of a file; None for a file that cannot be read."""
        assert self.file_index
        shown = self.project.shown(files.paths[key])
        sha256 = self._digest(shown)
        if not sha256:
            return None
        known = f"{shown}\n{sha256}\n{toolchain.here().key}\n{self.rules_digest}"
        record_key = digest(known.encode())
        record = self.file_index.store.get(_KIND, record_key)
        summary = self._kept(record, sha256) if record is not None else None
        return _Found(sha256, record_key, summary)

    def _read(self, loaded: Loaded[Any], sha256: str) -> FileSummary:
        """The summary of a file that has just been read, with the findings of its checks."""
        from leaflet.checks.run import check_file
        from leaflet.content.fingerprint import value_digests, words_hash
        from leaflet.model.clinic import Clinic, Pack
        from leaflet.model.kind import Kind
        from leaflet.model.leaflet import Leaflet
        from leaflet.planning.language_gaps import spoken_in
        from leaflet.planning.mentioned_details import clinic_mentions, leaflet_mentions

        findings = (*loaded.findings, *check_file(loaded, self.rules))
        value = loaded.value
        given = {name: getattr(value, name, None) for name in _TAKEN}
        taken = {name: part for name, part in given.items() if part is not None}
        taken["shared"] = loaded.shared
        if value is not None:
            taken["words"] = words_hash(value, loaded.uses)
            approvals = getattr(value, "approvals", ())
            taken["approvals"] = tuple(map(_approval, approvals))
            taken["approved_pages"] = tuple(page for a in approvals for page in _pages(a))
            taken["values"] = tuple(value_digests(value, loaded.uses))
            taken["spoken"] = spoken_in(value) if isinstance(value, Pack) else ()
            taken["name"] = str(getattr(value, "title", "") or getattr(value, "name", ""))
            taken["label"] = tuple(value.label.items()) if isinstance(value, Kind) else ()
            if isinstance(value, Clinic):
                taken["exceptions"] = special_days(loaded)
                taken["details"] = tuple(clinic_details(loaded))
                taken["mentions"] = tuple(clinic_mentions(loaded))
                taken["related"] = loaded.shared_paths
            elif isinstance(value, Leaflet):
                taken["mentions"] = tuple(leaflet_mentions(loaded))
        return FileSummary(sha256, value is not None, findings, **taken)

    def _digest(self, shown: str) -> str:
        """The digest of a file of the project; empty where it may not or cannot be read."""
        assert self.file_index
        path = self.project.path_of(shown)
        return self.file_index.digest(path, lambda: self.project.peek(path))

    def _kept(self, record: Any, sha256: str) -> FileSummary | None:
        """The summary of a cache record; None where a picture or shared block has changed."""
        assert self.file_index
        try:
            pictures = {name: self._digest(name) for name in record["pictures"]}
            if pictures != record["pictures"]:
                return None
            return _restored(record["summary"], _whole(sha256, pictures))
        except (AttributeError, KeyError, TypeError, ValueError):
            self.file_index.store.reject(_KIND)
            return None


def _approval(approval: Any) -> tuple[str, str, str]:
    bound_to = approval.words if hasattr(approval, "words") else approval.facts
    return bound_to, approval.role, approval.date.isoformat()


def _pages(approval: Any) -> Iterator[tuple[str, str, str, str]]:
    for format_, digests in getattr(approval, "pages", {}).items():
        for page in digests:
            yield approval.words, approval.role, format_, page


def _whole(sha256: str, pictures: Mapping[str, str]) -> str:
    return digest("\n".join((sha256, *map(str, sorted(pictures.items())))).encode())


def _record(summary: FileSummary, pictures: Mapping[str, str]) -> dict[str, Any]:
    record = asdict(summary)
    for name in _DATES:
        record[name] = record[name].isoformat()
    record["exceptions"] = [one.record for one in summary.exceptions]
    for name in ("details", "mentions"):
        record[name] = [one.record for one in getattr(summary, name)]
    return {"summary": record, "pictures": pictures}


def _restored(record: dict[str, Any], sha256: str) -> FileSummary:
    made: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in record.items()}
    for name in ("approvals", "approved_pages", "values", "label"):
        made[name] = tuple(map(tuple, record[name]))
    made["exceptions"] = tuple(map(restored_days, record["exceptions"]))
    for name in ("details", "mentions"):
        made[name] = tuple(map(restored_detail, record[name]))
    made["spoken"] = tuple((field, tuple(tags)) for field, tags in record["spoken"])
    made |= {name: datetime.date.fromisoformat(record[name]) for name in _DATES}
    made |= {"digest": sha256, "findings": tuple(map(finding_from, record["findings"]))}
    return FileSummary(**made)
