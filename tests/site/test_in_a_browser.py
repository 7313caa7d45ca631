"""The page of a site as staff use it: opened from a folder, searched, printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from leaflet.cache.store import Store
from leaflet.governance.register import RegisteredFile, RegisteredLeaflet, RegisteredVersion
from leaflet.governance.status_pages import StatusPages
from leaflet.governance.verification import VerificationStatus
from leaflet.model.leaflet import State
from leaflet.model.settings import Printing
from leaflet.site.site_folder import SiteRequest, write_site
from tests.support.browsers import Opened, chromium, opened, with_large_letters
from tests.support.printed import TODAY, shipped_edition, shipped_project
from tests.support.sites import entry_of, write_build

pytestmark = pytest.mark.process

#: The folder has a name that has to be encoded in an address.
FOLDER = "Müller & Söhne (Blätter) #1"
EDITIONS = [
    *(
        entry_of(clinic, leaflet, format_, pages=pages)
        for clinic in ("riverside", "st-oswin")
        for leaflet in ("peels", "sun")
        for format_, pages in (("a4", 5), ("trifold", 2), ("large-print", 9), ("phone", 1))
    ),
    entry_of("riverside", "peels", "poster-a3", pages=1, state="draft"),
    entry_of("riverside", "peels", "a4", language="pl", language_name="Polski", title="Blizny"),
    entry_of("riverside", "tattoos", "a4", stale=("an older phone number",)),
    entry_of("riverside", "warts", "a4", review_due="2020-02-29"),
]
BEFORE = [entry_of("riverside", "peels", "a4", sha256="00" * 32), entry_of("riverside", "x", "a4")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


LETTERS = ["usual letters", "letters of twice the size"]


@pytest.fixture(scope="module", params=LETTERS)
def any_browser(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Browser]:
    if request.param == "usual letters":
        yield browser
    else:
        with with_large_letters(browser) as started:
            yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of a site."""
    folder = tmp_path_factory.mktemp("built")
    built = write_build(folder / "dist", EDITIONS, print_forms=["trifold", "poster-a3"])
    request = SiteRequest(built, folder / FOLDER, Printing(), since=tuple(BEFORE), archives=True)
    write_site(request, folder, Store(None))
    return (folder / FOLDER / "index.html").as_uri()


@pytest.fixture
def shown(browser: Browser, address: str) -> Iterator[Opened]:
    with opened(browser, address) as page:
        yield page


def titles(shown: Opened) -> list[str]:
    """The cards that can be seen: title and format."""
    cards = shown.page.locator(".cards > li:visible")
    return [
        f"{card.locator('h3').inner_text()}, {card.locator('p b').first.inner_text()}"
        for card in cards.all()
    ]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_use_it(any_browser: Browser, address: str, width: int, colours: str) -> None:
    with opened(any_browser, address, width, color_scheme=colours) as shown:
        shown.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert shown.violations() == []
        assert not shown.is_too_wide()


def test_it_opens_from_a_folder_without_asking_for_anything_else(shown: Opened) -> None:
    shown.page.locator("img").last.scroll_into_view_if_needed()
    assert shown.page.evaluate("[...document.images].filter(i => i.complete && i.naturalWidth)")
    assert {address.partition(":")[0] for address in shown.asked_for} == {"file"}
    assert shown.complaints == []


def test_its_own_policy_lets_script_and_pictures_pass(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    page.fill("#q", "sun")
    assert page.locator("#found").inner_text() == "8 of 20 shown"
    assert page.evaluate("document.images[0].decode().then(() => true)")
    assert complaints == []
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), "
                  "{textContent: 'window.foreign = 1'}))")  # fmt: skip
    assert page.evaluate("window.foreign") is None
    context.close()


def test_typing_finds_the_large_print_of_a_clinic(shown: Opened) -> None:
    shown.page.locator("#q").press_sequentially("large print for Riverside in English")
    assert titles(shown) == [
        "Chemical peels, Large print on A4",
        'Sun <b>& "shade"</b>, Large print on A4',
    ]
    assert shown.page.locator("#found").inner_text() == "2 of 20 shown"
    assert shown.page.locator(".clinic h2:visible").all_inner_texts() == ["Riverside Skin Clinic"]


@pytest.mark.parametrize(
    ("typed", "count"),
    [("TRI-FOLD", 4), ("trifold oswin", 2), ("blizny", 1), ("polish", 1), ("draft", 1), ("zzz", 0)],
)
def test_search_takes_words_as_people_write_them(shown: Opened, typed: str, count: int) -> None:
    shown.page.fill("#q", typed)
    assert len(titles(shown)) == count
    assert shown.page.locator("#none").is_visible() == (count == 0)


def test_choices_narrow_the_list_and_stand_in_the_address(browser: Browser, address: str) -> None:
    with opened(browser, address) as shown:
        shown.page.select_option("#c", "st-oswin")
        shown.page.select_option("#f", "trifold")
        assert titles(shown) == ["Chemical peels, Tri-fold on A4",
                                 'Sun <b>& "shade"</b>, Tri-fold on A4']  # fmt: skip
        assert shown.page.locator(".changes h3:visible").all_inner_texts() == [
            "St Oswin’s Hospital"
        ]
        kept = shown.page.url
        shown.page.get_by_role("button", name="Show all").click()
        shown.page.wait_for_function("document.getElementById('found').textContent[0] === 'A'")
        assert len(titles(shown)) == 20
    with opened(browser, kept) as again:
        assert len(titles(again)) == 2
    with opened(browser, f"{address}#c=%E0%A4%A&f=<b>&x=1") as odd:
        assert (len(titles(odd)), odd.complaints) == (20, [])


def test_the_first_key_is_for_the_search_and_every_link_can_be_reached(shown: Opened) -> None:
    page = shown.page
    for expected in ("list", "q", "c", "l", "f"):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.id || document.activeElement.hash.slice(1)")
        assert at == expected
    reachable = page.locator(".cards a:not([tabindex='-1'])").count()
    assert reachable == page.locator(".links a").count()


def test_an_approval_that_has_run_out_since_is_not_shown_as_one(shown: Opened) -> None:
    card = shown.page.locator(".cards > li", has_text="warts")
    assert card.locator(".state").text_content() == "Review overdue. Not for patients"
    assert card.locator(".state").evaluate("e => e.className") == "state bad"


def test_without_scripts_it_is_a_plain_list(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as shown:
        assert shown.page.locator(".cards > li").count() == 20
        assert not shown.page.locator("#find").is_visible()


def test_on_paper_there_is_what_to_reprint_and_no_form(shown: Opened) -> None:
    shown.page.emulate_media(media="print")
    assert shown.page.locator(".box").first.is_visible()
    for name in ("#find", ".pic", ".links"):
        assert not shown.page.locator(name).first.is_visible()


def test_links_lead_to_files_beside_the_page(shown: Opened) -> None:
    found = shown.page.eval_on_selector_all("main a", "all => all.map(a => a.href)")
    assert len(found) > 40
    for link in found:
        assert Path(unquote(urlsplit(link).path)).is_file(), link


STATES = [VerificationStatus.CURRENT, VerificationStatus.SUPERSEDED, VerificationStatus.WITHDRAWN]


def status_page(status: VerificationStatus) -> bytes:
    """The page of a version of which there are files to read and a newer one."""
    edition = shipped_edition("riverside")
    files = tuple(
        RegisteredFile(format=name, sha256="0" * 64, state=State.APPROVED, is_current=True)
        for name in ("a4", "large-print", "phone")
    )
    version = RegisteredVersion(
        version="1.0.0",
        words="1" * 64,
        state=State.APPROVED,
        published=TODAY,
        review_due=TODAY,
        files=files,
    )
    leaflet = RegisteredLeaflet(
        code=edition.code,
        leaflet=edition.leaflet.id,
        language=edition.leaflet.language,
        title=edition.leaflet.title,
        versions=(version,),
    )
    pages = StatusPages(shipped_project().templates, edition.clinic, edition.locale)
    return pages.of(leaflet, version, status)


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_read_the_state_of_a_leaflet(
    any_browser: Browser, tmp_path: Path, colours: str, status: VerificationStatus
) -> None:
    (tmp_path / "index.html").write_bytes(status_page(status))
    file = (tmp_path / "index.html").as_uri()
    with opened(any_browser, file, 320, color_scheme=colours) as shown:
        assert shown.violations(unsure=False) == []
        assert not shown.is_too_wide()


def test_letters_of_twice_the_size_are_that(browser: Browser, address: str) -> None:
    with with_large_letters(browser) as enlarging:
        sizes = []
        for one in (browser, enlarging):
            with opened(one, address) as shown:
                sizes.append(
                    shown.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
                )
    assert sizes[1] == 2 * sizes[0]
