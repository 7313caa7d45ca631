"""The codes of findings that are not ids of checks: of files, fields, names and pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its group, what it finds, and what to do about it."""

    group: str
    finds: str
    mend: str


CODES: dict[str, Code] = {
    "missing-file": Code(
        "Reading a file",
        "a file that is named and does not exist",
        "add the file, or correct the name",
    ),
    "outside-project": Code(
        "Reading a file",
        "a file that leads out of the project, most often by a symbolic link",
        "copy it into the project",
    ),
    "unreadable-file": Code(
        "Reading a file",
        "a folder, a device, or a file without the right to read it",
        "replace it by a plain file",
    ),
    "too-large": Code(
        "Reading a file",
        "a text file above 300 kB",
        "split it, or cut what is not text",
    ),
    "not-utf8": Code(
        "Reading a file",
        "a file in another encoding",
        "save it as UTF-8",
    ),
    "control-character": Code(
        "Reading a file",
        "a control, or a character that turns the direction of text",
        "delete it",
    ),
    "invisible-character": Code(
        "Reading a file",
        "a note: characters without a shape, such as soft hyphens, which were left out before"
        " anything was checked, hashed or printed",
        "delete them in the file",
    ),
    "mixed-scripts": Code(
        "Reading a file",
        "a warning: a word with letters of two scripts, such as an English one with a Cyrillic"
        " letter",
        "type the letter that is named anew",
    ),
    "cut-value": Code(
        "Reading a file",
        "a text of which YAML takes a part for a comment, as from `12 Weir Walk #4`; a warning"
        " where a short line goes on in the next",
        "put the text in quotes, or the comment on a line of its own",
    ),
    "front-matter": Code(
        "Reading a file",
        "no front matter, or front matter without an end",
        "put it between two lines `---`",
    ),
    "yaml": Code(
        "Reading a file",
        "fields that cannot be read, a tab in the indent, a refused feature of YAML, "
        "more than 12 levels",
        "mend the indent, use quotes, write values out",
    ),
    "duplicate-key": Code(
        "Reading a file",
        "a field that occurs twice",
        "keep one",
    ),
    "table": Code(
        "Reading a file",
        "a table without rows, with too many columns or rows, or with a row of more or fewer cells"
        " than columns",
        "give each row a cell for each column",
    ),
    "empty-cell": Code(
        "Reading a file",
        "a cell of a table without words, which might hide a dose or a time",
        "write what it holds, or `none`",
    ),
    "markdown": Code(
        "Reading a file",
        "raw HTML, italics, code, foreign pictures and links, HTML entities and"
        " other markup of other dialects, an id that two headings have, an unknown role or"
        " attribute of a heading, an unknown option of a fence",
        "do what the hint says",
    ),
    "unknown-block": Code(
        "Reading a file",
        "a fence with an unknown name",
        "use one of the fences",
    ),
    "picture": Code(
        "Reading a file",
        "an SVG or PNG that is too large, broken, of another kind, or holds what does not print; a"
        " logo that cannot be seen on white paper",
        "see security.md",
    ),
    "unknown-field": Code(
        "Fields",
        "a field that does not exist here, often a misspelt one",
        "correct it",
    ),
    "missing-field": Code(
        "Fields",
        "a required field that is missing; the place is that of its parent",
        "add it",
    ),
    "empty-text": Code(
        "Fields",
        "a field without a value",
        "fill it in",
    ),
    "wrong-type": Code(
        "Fields",
        "a list where a text is wanted, a word where a date is wanted",
        "write the kind of value that is named",
    ),
    "unknown-value": Code(
        "Fields",
        "a value outside a fixed list",
        "use one of the list",
    ),
    "bad-value": Code(
        "Fields",
        "a text that is no id, date, colour, number …; a number or a list outside its "
        "limits; a phone that is printed otherwise than it is dialled",
        "do what the hint says",
    ),
    "wrong-name": Code(
        "Fields",
        "an `id` or `language` that is not the name of its folder or file",
        "make the two agree",
    ),
    "kind-without": Code(
        "Fields",
        "a warning: a check under `without` of a kind of the project's own that the shipped kind of"
        " that name, or else a leaflet without a kind, does not do without; it applies all the"
        " same",
        "delete it; a leaflet waives a finding that somebody accepts",
    ),
    "kind-looser": Code(
        "Fields",
        "a warning: a kind of the project's own asks for fewer sections, fields, signs, topics or"
        " protected sentences than the shipped kind of that name, or a bound under `norms` is"
        " looser than that of the shipped kind or the usual one; it holds",
        "delete it unless that is meant",
    ),
    "unknown-leaflet": Code(
        "Between files",
        "a clinic that asks for a leaflet that does not exist",
        "correct the name under `leaflets`",
    ),
    "unknown-locale": Code(
        "Between files",
        "a leaflet or a clinic in a language without a locale file",
        "add `content/locales/<language>.yaml`",
    ),
    "extends": Code(
        "Between files",
        "a clinic whose `extends` names no group and no clinic, or leads back to itself; a site"
        " with an address of its own and the hours, exceptions, holidays or departments of another"
        " (advice)",
        "mend the name, or add `content/groups/<id>.yaml`; write the site's own",
    ),
    "shared-detail": Code(
        "Between files",
        "a phone number, an e-mail address, an address or a logo that an earlier clinic of the"
        " project has too, of which the clinic is no site; phones named `interpreter` or"
        " `out_of_hours` and short national numbers may be shared; with `-c` the selected clinics"
        " alone are compared; it is unfit. Advice: the street and town of another clinic with"
        " another postcode. Unfit as well: a number or a mail address under `complaints.contact` or"
        " `feedback` that is another clinic's",
        "write the clinic's own; let sites of one clinic extend one group, or the clinic",
    ),
    "clinic-detail": Code(
        "Between files",
        "in the text of a leaflet, a phone number, e-mail or web address of a clinic of the project"
        " (unfit), or its name in two words or more (advice): every other clinic that hands the"
        " leaflet out would print it; with `-c` those of the selected clinics alone are looked for",
        "write a mark in its place, such as `[call us](clinic:phones.main)`",
    ),
    "special-days": Code(
        "Between files",
        "an exception of a clinic's hours whose days are over, which is not printed any more, or"
        " that lies more than a year ahead (both advice)",
        "delete it, or write the next one; check the year",
    ),
    "stale-pack": Code(
        "Between files",
        "a jurisdiction whose `verify_by` is past",
        "verify each value, then set a new date",
    ),
    "shared-block": Code(
        "Between files",
        "a fence `shared` that names no block of `content/shared/`, or one that is placed inside"
        " itself, told at each place on the way; a shared block that no leaflet places (advice)",
        "mend the id, add the file, or take the fence out",
    ),
    "shared-change": Code(
        "Between files",
        "a shared block in leaflets of which an approval is void; it names them all",
        "see what changed, then run `leaflet approve --shared ID`",
    ),
    "other-language": Code(
        "Between files",
        "a text of a jurisdiction that is not given in the language of a leaflet; it is unfit",
        "write one for each language: `reporting: {en-GB: …, es-ES: …}`",
    ),
    "unknown-pack": Code(
        "Between files",
        "a clinic or a leaflet in a jurisdiction without a pack",
        "add `content/jurisdictions/<code>.yaml`",
    ),
    "unknown-format": Code(
        "Between files",
        "a clinic that asks for a format that does not exist",
        "use one of `leaflet list formats`",
    ),
    "manifest-gap": Code(
        "Between files",
        "in `leaflet merge`: an edition that was planned and is not listed, a shard or "
        "a listed file that is missing",
        "build that shard again, and name or copy what is missing",
    ),
    "manifest-duplicate": Code(
        "Between files",
        "in `leaflet merge`: a shard or a manifest that is given twice, an edition that "
        "two of them list",
        "name each once, let one shard alone build an edition",
    ),
    "manifest-conflict": Code(
        "Between files",
        "in `leaflet merge`: two different files of one name, a file that is not what "
        "is listed, an edition that its shard did not plan, shards of different builds",
        "rebuild all shards from the same content, each into its own folder",
    ),
    "unused-waiver": Code(
        "Dates and approvals",
        "a waiver of a content check that finds nothing in this leaflet",
        "delete it, so that it hides nothing later",
    ),
    "overdue": Code(
        "Dates and approvals",
        "a leaflet whose `review_due` is before today; every page of it says so",
        "review it, then set a new date; `leaflet check --strict` fails until then",
    ),
    "due-soon": Code(
        "Dates and approvals",
        "a leaflet whose review is due within 90 days",
        "review it, then set a new date",
    ),
    "approval-void": Code(
        "Dates and approvals",
        "an approval of words, or of a clinic's safety facts, that have changed since",
        "see what changed (`leaflet diff`), then approve it, or take the change back",
    ),
    "approval-pages": Code(
        "Dates and approvals",
        "a leaflet whose words are approved, while templates of the project's own print other pages"
        " than the shipped ones, and these are not approved",
        "look at the pages, then run `leaflet approve`; or take the change of the template back",
    ),
    "approval-unfit": Code(
        "Dates and approvals",
        "a warning: a leaflet whose words are approved and in which something is unfit for"
        " patients, as after an upgrade of the program or a change of `checks` in `leaflet.yaml`;"
        " it is a draft again, and `leaflet due` lists it",
        "mend what `leaflet check` shows and approve the new words, or waive it in the leaflet",
    ),
    "approval-unverified": Code(
        "Dates and approvals",
        "a warning: a leaflet whose words are approved, and in which a number or an emergency rests"
        " on a fact or a source that nobody has read: see [`unverified`](checks/unverified.md)",
        "read it in the source itself, then write `verified: true`, which voids no approval",
    ),
    "approval-words": Code(
        "Dates and approvals",
        "an approval with the hash of another leaflet or clinic",
        "delete the entry; approve what was read",
    ),
    "approval-date": Code(
        "Dates and approvals",
        "an approval that is dated in the future",
        "write the day of the approval",
    ),
    "unsigned-approval": Code(
        "Dates and approvals",
        "in `leaflet approve --check-signature`: an approval that is not committed, or that is"
        " from a commit that no allowed key signed",
        "have the approver commit it with a signature",
    ),
    "template": Code(
        "While pages are made",
        "a mistake in a template, or an address in it that is not declared; the exit code is 2",
        "mend the template at the line that is named",
    ),
    "time": Code(
        "While pages are made",
        "a rendering that took longer than `limits.seconds` and was stopped",
        "shorten the text, or raise the limit",
    ),
    "memory": Code(
        "While pages are made",
        "a rendering that needed more than `limits.megabytes`",
        "make its pictures smaller, or raise the limit",
    ),
    "worker": Code(
        "While pages are made",
        "a worker that ended during its work: by a signal, by the system that "
        "was short of memory, by a fault of a native library",
        "build it again; if it stays so, make its pictures and texts smaller",
    ),
    "bug": Code(
        "While pages are made",
        "a mistake of the program",
        "please report it, with the finding",
    ),
}
