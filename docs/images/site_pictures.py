"""The pictures of the page that `leaflet site` writes, and of the summary of a job: run it in the
root of the repository, `python docs/images/site_pictures.py`.

Needs `chromium` and the development packages. It renders some 30 editions.
"""

from __future__ import annotations

import datetime
import io
import shutil
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from pictures import HERE, LEAFLET, Course
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

#: A day on which all leaflets have been written and none is overdue.
DAY = "2026-12-01"
APPROVED = (LEAFLET, "sun-protection", "microneedling-acne-scars", "acne-scars")
BY = ("--by", "Ann Example", "--role", "clinician", "--as-of", DAY)
CLINIC = "content/clinics/riverside/clinic.yaml"
PHONE = 'number: "+441632970141"'
#: Much like the summary of a job on a forge.
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 18px; color: #1f2328; }
table { border-collapse: collapse; margin: 0 0 14px; }
td, th { border: 1px solid #d1d9e0; padding: 6px 12px; text-align: left; vertical-align: top; }
code { font-size: 13px; background: #f0f1f2; padding: 1px 4px; border-radius: 4px; }
h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: 5px; margin-top: 0; }
"""


def keep(page: Page, name: str, *, full: bool = False) -> None:
    """A screenshot as a small file."""
    shot = Image.open(io.BytesIO(page.screenshot(full_page=full))).convert("RGB")
    shot.quantize(96, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def opened(browser: Browser, address: str, width: int, height: int) -> Page:
    """A page on the day of the pictures."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{DAY}T09:00:00"))
    page.goto(address)
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    return page


def built(folder: Path) -> Course:
    """A project with approved leaflets and a draft, and its site."""
    course = Course(folder)
    (folder / "leaflet.yaml").write_text("formats: [a4, trifold, large-print, phone]\n", "utf-8")
    for leaflet in APPROVED:
        course.call("approve", leaflet, *BY)
    course.call("approve", "-c", "riverside", *BY)
    course.call("build", "-c", "riverside", "--as-of", DAY)
    course.call("site", "--zip")
    return course


def summary(course: Course) -> str:
    """The summary of a job after somebody typed a wrong phone number, as HTML."""
    file = course.folder / "summary.md"
    course.rewrite(CLINIC, PHONE, 'number: "01632 97014O"')
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(file)}
    course.call("build", "-c", "riverside", "--as-of", DAY, env=env, check=False)
    course.rewrite(CLINIC, 'number: "01632 97014O"', PHONE)
    html = MarkdownIt("commonmark").enable("table").render(file.read_text("utf-8"))
    return f"<meta charset=utf-8><style>{STYLE}</style>{html.partition('<h3>Failed')[0]}"


def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        course = built(Path(name))
        address = (course.folder / "site/index.html").as_uri()
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        wide = opened(browser, address, 1280, 860)
        keep(wide, "site-1280.png")
        wide.locator("#q").fill("large print")
        keep(wide, "site-search.png")
        keep(opened(browser, address, 390, 844), "site-390.png")
        course.rewrite(CLINIC, "1632970140", "1632970141")
        course.rewrite(CLINIC, "01632 970 140", "01632 970 141")
        course.call("build", "-c", "riverside", "--as-of", DAY)
        course.call("site")
        changed = opened(browser, address, 900, 560)
        changed.add_style_tag(content="form { display: none }")
        keep(changed, "site-reprint.png")
        page = opened(browser, "about:blank", 860, 300)
        page.set_content(summary(course))
        keep(page, "job-summary.png", full=True)
        browser.close()


if __name__ == "__main__":
    main()
