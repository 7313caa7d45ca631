"""Templates of a project: which of them are its own."""

from pathlib import Path

from leaflet.content.project import SHIPPED, Project

PAGE = "patient/a4.html.j2"
SHIPPED_PAGE = (SHIPPED / "templates" / PAGE).read_text("utf-8")


def own_templates(root: Path, files: dict[str, str]) -> tuple[str, ...]:
    for name, text in files.items():
        path = root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Project(root).templates.own


def test_a_project_without_templates_has_the_shipped_ones_and_none_of_its_own(
    tmp_path: Path,
) -> None:
    assert own_templates(tmp_path, {}) == ()
    assert Project(tmp_path).templates[PAGE] == SHIPPED_PAGE


def test_a_changed_template_and_a_new_one_are_own(tmp_path: Path) -> None:
    files = {PAGE: SHIPPED_PAGE + "x", "a4.css.j2": "p { color: red; }", "icons/new.svg": ICON}
    assert own_templates(tmp_path, files) == ("a4.css.j2", "icons/new.svg", PAGE)


def test_an_equal_copy_of_a_shipped_template_is_not_own(tmp_path: Path) -> None:
    assert own_templates(tmp_path, {PAGE: SHIPPED_PAGE}) == ()


ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>x</title>'
    '<path fill="#111111" d="M0 0h24v24z"/></svg>'
)
