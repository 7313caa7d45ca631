"""The simplest batch with WeasyPrint: one process, one page after another, no shared work.

python -m benchmarks.warm_loop OUTPUT PAGE.html…
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Render each page with the PDF options of `leaflet` and defaults otherwise."""
    from weasyprint import HTML

    output, *pages = map(Path, sys.argv[1:])
    output.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages):
        target = output / f"{number}.pdf"
        HTML(filename=page).write_pdf(target, pdf_variant="pdf/a-3a", pdf_tags=True)


if __name__ == "__main__":
    main()
