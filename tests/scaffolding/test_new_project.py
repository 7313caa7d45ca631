"""`leaflet new project`: from nothing to files that build, and nothing left behind on the way."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from leaflet.content.project import SHIPPED
from tests.support.new_projects import ANSWERS, answers
from tests.support.projects import LOGO, PNG, ROOT, Run, place, png, svg, whole

CLINIC = "content/clinics/harbour-clinic/clinic.yaml"
VISIT = "content/leaflets/your-visit/en-GB.md"
EXAMPLES = ("Riverside", "Oswin", "Milford", "Weirside", "riverside")


def made(folder: Path) -> dict[str, Any]:
    clinic: dict[str, Any] = yaml.load((folder / CLINIC).read_text("utf-8"), yaml.BaseLoader)
    return clinic


def test_a_new_project_builds_at_once_and_check_says_what_is_missing(
    tmp_path: Path, run: Run
) -> None:
    ran = run("new", "project", "our leaflets", *ANSWERS, cwd=tmp_path)
    assert ran.code == 0, ran.err
    folder = tmp_path / "our leaflets"
    assert "cd 'our leaflets'\n  leaflet build" in ran.out
    built = run("build", cwd=folder)
    assert (built.code, "2 editions" in built.err) == (0, True), built.err
    checked = run("check", cwd=folder)
    assert checked.code == 1
    for file, todo in ((CLINIC, '"TODO: street'), (VISIT, "TODO: Say in two")):
        assert f"{place(folder, file, todo)}: unfit: still to be filled in" in checked.out
    assert "broken" not in checked.out


def test_the_three_commands_that_it_prints_exist(tmp_path: Path, run: Run) -> None:
    ran = run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    lines = [line.partition("#")[0].split() for line in ran.out.splitlines()]
    assert lines == [["cd", "p"], ["leaflet", "build"], ["leaflet", "check"]]


def test_nothing_of_an_example_clinic_is_left_in_it(tmp_path: Path, run: Run) -> None:
    run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    for name, data in whole(tmp_path / "p").items():
        assert not [word for word in EXAMPLES if word.encode() in data or word in name], name


def test_the_example_is_the_invented_clinic(tmp_path: Path, run: Run) -> None:
    assert run("new", "project", "p", "--example", cwd=tmp_path).code == 0
    folder = tmp_path / "p"
    text = (folder / "content/clinics/riverside/clinic.yaml").read_text("utf-8")
    assert text.endswith((SHIPPED / "content/clinics/riverside/clinic.yaml").read_text("utf-8"))
    assert run("build", cwd=folder).code == 0
    assert "content/clinics" not in run("check", cwd=folder).out


def test_the_example_takes_no_answers(tmp_path: Path, run: Run) -> None:
    ran = run("new", "project", "p", "--example", "--phone", "1", cwd=tmp_path)
    assert (ran.code, "--phone" in ran.err) == (2, True)


#: Real clinics of other countries: phone, language, country, what is written of the phone, and the
#: numbers for emergencies and for urgent advice.
ELSEWHERE = [
    ("030 1234567", "de-DE", "DE", ("+49301234567", "030 1234567"), "112", "116117"),
    ("+353 1 496 0000", "en-IE", "IE", ("+35314960000", "+353 1 496 0000"), "999", "112"),
    ("06 1234 5678", "it-IT", "IT", ("+390612345678", "06 1234 5678"), "112", "116117"),
    ("(213) 373-4253", "en-US", "US", ("+12133734253", "(213) 373-4253"), "911", "911"),
    ("0048 22 123 45 67", "pl-PL", "PL", ("+48221234567", "+48 22 123 45 67"), "112", "112"),
    ("+52 55 1234 5678", "es-MX", "MX", ("+525512345678", "+52 55 1234 5678"), "911", "911"),
]


@pytest.mark.parametrize(
    ("phone", "language", "country", "written", "emergency", "advice"),
    [ELSEWHERE[0], *(pytest.param(*one, marks=pytest.mark.slow) for one in ELSEWHERE[1:])],
)
def test_a_clinic_of_a_country_that_is_not_shipped(
    tmp_path: Path, run: Run, phone: str, language: str, country: str,
    written: tuple[str, str], emergency: str, advice: str,
) -> None:  # fmt: skip
    """Its words and rules are placeholders, and its draft is built."""
    given = answers(phone=phone, language=language, country=country, web="praxis.org",
                    emergency=emergency, urgent_advice=advice)  # fmt: skip
    ran = run("new", "project", "p", *given, cwd=tmp_path)
    assert ran.code == 0, ran.err
    folder = tmp_path / "p"
    main = made(folder)["phones"]["main"]
    assert (main["number"], main["display"]) == written
    assert made(folder)["web"] == "https://praxis.org"
    assert "fictional" not in made(folder)
    assert run("build", cwd=folder).code == 0
    out = run("check", cwd=folder).out
    for file in (f"content/jurisdictions/{country}.yaml", f"content/locales/{language}.yaml"):
        assert f"{file}:" in out
    assert "broken" not in out


def test_an_extension_is_written_apart(tmp_path: Path, run: Run) -> None:
    ran = run("new", "project", "p", *answers(phone="01632 960140 ext. 204"), cwd=tmp_path)
    assert ran.code == 0, ran.err
    main = made(tmp_path / "p")["phones"]["main"]
    assert main == {"number": "+441632960140", "display": "01632 960140", "extension": "204"}


@pytest.mark.parametrize(
    ("emergency", "advice", "says"),
    [
        ("112", "911", '--emergency: "112" is no such number of US'),
        ("911", "116117", "write one of: 211, 911, 988"),
    ],
)
def test_a_number_that_the_country_does_not_have_is_refused(
    tmp_path: Path, run: Run, emergency: str, advice: str, says: str
) -> None:
    given = answers(phone="(213) 373-4253", language="en-US", country="US", web="praxis.org",
                    emergency=emergency, urgent_advice=advice)  # fmt: skip
    ran = run("new", "project", "p", *given, cwd=tmp_path)
    assert (ran.code, (tmp_path / "p").exists()) == (2, False)
    assert says in ran.err


# --- the logo ------------------------------------------------------------------------------------


def test_the_colour_is_that_of_the_logo(tmp_path: Path, run: Run) -> None:
    logo = svg('<path fill="#808080" d="M0 0h40v2h-40z"/><path fill="#b01048" d="M0 2h9v8h-9z"/>')
    (tmp_path / "ours.SVG").write_bytes(logo)
    given = answers(colour=None, logo="ours.SVG")
    assert run("new", "project", "p", *given, cwd=tmp_path).code == 0
    clinic = made(tmp_path / "p")
    assert (clinic["brand"]["rgb"], clinic["logo"]["file"]) == ("#b01048", "logo.svg")
    assert (tmp_path / "p" / CLINIC).with_name("logo.svg").read_bytes() == logo
    assert run("build", cwd=tmp_path / "p").code == 0


def test_the_colour_of_a_png_logo(tmp_path: Path, run: Run) -> None:
    red, white = b"\xc0\x10\x10", b"\xff\xff\xff"
    (tmp_path / "logo.png").write_bytes(png(20, 20, (b"\0" + red * 5 + white * 15) * 20))
    given = answers(colour=None, logo="logo.png")
    assert run("new", "project", "p", *given, cwd=tmp_path).code == 0
    assert made(tmp_path / "p")["brand"]["rgb"] == "#c01010"


@pytest.mark.parametrize("name", [LOGO, PNG])
def test_the_shipped_logos_give_a_colour(tmp_path: Path, run: Run, name: str) -> None:
    given = answers(colour=None, logo=str(ROOT / name))
    assert run("new", "project", "p", *given, cwd=tmp_path).code == 0


def test_a_grey_logo_gives_no_colour(tmp_path: Path, run: Run) -> None:
    (tmp_path / "logo.svg").write_bytes(svg('<path fill="#333333" d="M0 0h9v9h-9z"/>'))
    ran = run("new", "project", "p", *answers(colour=None, logo="logo.svg"), cwd=tmp_path)
    assert (ran.code, "missing: --colour" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("logo.svg", b"no drawing", "logo.svg"),
        ("logo.png", b"<svg/>", "logo.png"),
        ("logo.svg", b"", "empty"),
        ("logo.svg", svg("<script>alert(1)</script>"), "logo.svg"),
        ("logo.docx", b"PK", "neither SVG, PNG nor JPEG"),
        ("logo", b"x", "neither SVG, PNG nor JPEG"),
        ("", b"", "cannot be read"),
    ],
)
def test_a_logo_that_is_none_is_refused(
    tmp_path: Path, run: Run, name: str, data: bytes, says: str
) -> None:
    if name:
        (tmp_path / name).write_bytes(data)
    ran = run("new", "project", "p", *answers(logo=name or "missing.svg"), cwd=tmp_path)
    assert (ran.code, "--logo" in ran.err, says in ran.err) == (2, True, True), ran.err
    assert not (tmp_path / "p").exists()


# --- wrong answers -------------------------------------------------------------------------------

WRONG = [
    ({"phone": "call us"}, "--phone", "is no phone number"),
    ({"phone": "12"}, "--phone", "too few digits for a phone number of GB"),
    ({"web": "http://harbour.org"}, "--web", "https://harbour.org"),
    ({"web": "harbour"}, "--web", "is no web address"),
    ({"web": "https://-härbour.org"}, "--web", "characters that no domain has"),
    ({"colour": "teal"}, "--colour", "is no colour"),
    ({"language": "English"}, "--language", "is no language tag"),
    ({"language": "ar"}, "--language", "right to left"),
    ({"country": "England"}, "--country", "is no jurisdiction"),
    ({"country": "GB"}, "--country", "GB-ENG"),
    ({"country": "FR", "phone": "01 42 34 56 78"}, "--emergency, --urgent-advice", "missing"),
    (
        {"country": "FR", "phone": "01 42 34 56 78", "emergency": "one", "urgent_advice": "15"},
        "--emergency",
        "short number",
    ),
    ({"clinic": " "}, "--clinic", "empty"),
    ({"clinic": "two\nlines"}, "--clinic", "one line"),
    ({"clinic": "turned \u202e over"}, "--clinic", "cannot be printed"),
    ({"email": "at home"}, "--email", "is no e-mail address"),
    ({"web": "https://harbour.org"}, "--phone", "an invented number"),
    ({"phone": "020 7946 1234"}, "--phone", "may be somebody's"),
]


@pytest.mark.parametrize(("other", "option", "says"), WRONG)
def test_a_wrong_answer_names_its_option_and_nothing_is_written(
    tmp_path: Path, run: Run, other: dict[str, str], option: str, says: str
) -> None:
    ran = run("new", "project", "p", *answers(**other), cwd=tmp_path)
    assert (ran.code, option in ran.err, says in ran.err) == (2, True, True), ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_missing_options_are_named(tmp_path: Path, run: Run) -> None:
    ran = run("new", "project", "p", "--clinic", "Harbour", cwd=tmp_path)
    assert ran.code == 2
    assert "missing: --language, --country, --phone, --web, --colour" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Köln-Mitte: Hautärzte & Söhne", "koln-mitte-hautarzte-sohne"),
        ('The "Quoted" \\ {Clinic}', "the-quoted-clinic"),
        ("Δέρμα", "clinic"),
        ("# not a comment", "not-a-comment"),
        ("yes", "yes"),
        ("1.10", "1-10"),
    ],
)
def test_any_name_is_written_as_it_is(tmp_path: Path, run: Run, name: str, id_: str) -> None:
    assert run("new", "project", "p", *answers(clinic=name), cwd=tmp_path).code == 0
    (path,) = (tmp_path / "p").glob("content/clinics/*/clinic.yaml")
    clinic = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert (clinic["name"], clinic["id"], path.parent.name) == (name, id_, id_)
    assert run("build", cwd=tmp_path / "p").code == 0


# --- the folder ----------------------------------------------------------------------------------


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "letter.txt").write_text("theirs", "utf-8")
    ran = run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    assert (ran.code, '"letter.txt"' in ran.err) == (2, True)
    assert whole(tmp_path) == {"p/letter.txt": b"theirs"}


def test_a_file_of_that_name_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "p").write_text("theirs", "utf-8")
    assert run("new", "project", "p", *ANSWERS, cwd=tmp_path).code == 2
    assert whole(tmp_path) == {"p": b"theirs"}


@pytest.mark.parametrize("name", ["p", ".", "deep/in/p", "Füße"])
def test_an_empty_folder_or_a_fresh_repository_is_filled(
    tmp_path: Path, run: Run, name: str
) -> None:
    (tmp_path / name / ".git").mkdir(parents=True)
    ran = run("new", "project", name, *ANSWERS, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ("cd " in ran.out) == (name != ".")
    assert run("build", cwd=tmp_path / name).code == 0


@pytest.mark.parametrize(
    "name", ["content/p", "content/clinics/p", "templates/p", ".git/p", "con", "new\nline"]
)
def test_no_project_is_made_where_none_may_be(project_folder: Path, run: Run, name: str) -> None:
    before = whole(project_folder)
    ran = run("new", "project", name, *ANSWERS, cwd=project_folder)
    assert ran.code == 2, ran.err
    assert whole(project_folder) == before


def test_a_disk_that_fails_leaves_nothing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open
    (tmp_path / "p").mkdir()

    def fail(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if mode == "xb" and path.name == "leaflet.yaml":
            raise OSError(28, "No space left on device")
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", fail)
    ran = run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    assert (ran.code, "no space left" in ran.err) == (4, True), ran.err
    assert list((tmp_path / "p").iterdir()) == []


# --- the questions -------------------------------------------------------------------------------


def talk(folder: Path, *keys: str) -> tuple[int, str]:
    """Calls `leaflet new project p` in a terminal, sends some keys, each after a question."""
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell starts with & ignores Ctrl-C
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        os.chdir(folder)
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
        os.execve(sys.executable, [sys.executable, "-m", "leaflet", "new", "project", "p"], env)
    seen = ""
    try:
        for key in keys:
            seen += _read_until(terminal, (": ",), seen)
            os.write(terminal, key.encode())
        seen += _read_until(terminal, (), seen, again=keys[-1])
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen


def _read_until(terminal: int, ends: tuple[str, ...], before: str, again: str = "") -> str:
    """What is shown until one of the ends, or until the command has ended; not for ever.

    A key `again` is pressed once more where nothing happens: Python notices a Ctrl-C between two
    calls, and one that comes in the instant before it waits for a key is noticed at the next key.
    """
    seen, presses = "", 1
    while not (ends and seen.endswith(ends)):
        if not select.select([terminal], [], [], 10)[0]:
            if presses == 3 or not again:
                pytest.fail(f"it waits after: {before}{seen}")
            presses += 1
            os.write(terminal, again.encode())
            continue
        try:
            read = os.read(terminal, 1000).decode("utf-8", "replace")
        except OSError:  # Linux: the other side is closed
            return seen
        if not read:
            return seen
        seen += read
    return seen


@pytest.mark.process
def test_it_asks_in_a_terminal_and_asks_again_after_a_wrong_answer(tmp_path: Path) -> None:
    keys = ("Harbour Clinic\n", "\n", "\n", "call us\n", "01632 960140\n", "harbour.example\n",
            "missing.svg\n", "\n", "\n", "\n")  # fmt: skip
    code, seen = talk(tmp_path, *keys)
    assert code == 0, seen
    for asked in ("Name of the clinic", "Language [en-GB]", "Country [GB-ENG]", "Phone", "Web"):
        assert asked in seen
    assert "is no phone number" in seen
    assert "cannot be read" in seen
    assert "Traceback" not in seen
    clinic = made(tmp_path / "p")
    assert clinic["phones"]["main"]["display"] == "01632 960140"


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.parametrize("keys", [("Harbour\n", "\x03"), ("\x03",), ("\x04",)])
def test_ctrl_c_in_the_questions_leaves_nothing(tmp_path: Path, keys: tuple[str, ...]) -> None:
    code, seen = talk(tmp_path, *keys)
    assert code == 128 + signal.SIGINT
    assert ("interrupted" in seen, "Traceback" in seen) == (True, False)
    assert list(tmp_path.iterdir()) == []


# --- the first message and the cost --------------------------------------------------------------


def test_in_an_empty_folder_the_message_names_a_command_that_works(
    tmp_path: Path, run: Run
) -> None:
    ran = run("build", cwd=tmp_path)
    assert (ran.code, "leaflet new project NAME" in ran.err) == (2, True)
    assert run("new", "project", "NAME", *ANSWERS, cwd=tmp_path).code == 0
    assert run("build", cwd=tmp_path / "NAME").code == 0


def _loaded(folder: Path, given: Sequence[str]) -> set[str]:
    """The modules that `leaflet new project` imports."""
    code = (
        "import sys\n"
        "from leaflet.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "new", "project", "p", *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.process
def test_it_imports_nothing_that_renders(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, ANSWERS)
    assert "leaflet.scaffolding.starter_files" in loaded
    heavy = {"weasyprint", "markdown_it", "PIL", "fontTools", "zxingcpp", "leaflet.checks"}
    assert loaded & {*heavy, "jinja2", "coloraide"} == set()


@pytest.mark.process
def test_a_logo_of_plain_colours_brings_no_library_of_colours(tmp_path: Path) -> None:
    logo = svg('<path fill="#b01048" d="M0 2h9v8h-9z"/><path fill="white" d="M0 0h4v2h-4z"/>')
    (tmp_path / "logo.svg").write_bytes(logo)
    loaded = _loaded(tmp_path, answers(colour=None, logo="logo.svg"))
    assert "PIL.Image" in loaded
    assert loaded & {"jinja2", "coloraide", "tinycss2", "urllib.request"} == set()
