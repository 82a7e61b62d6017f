"""Checks the built documentation without a network: every internal link and anchor leads somewhere, and no page
asks anything of another host (scripts, styles, fonts, pictures).

    python scripts/check_links.py site
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# attributes that make a browser fetch something by itself
FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "link": "href",
}  # fmt: skip
# of <link>, those that are fetched; rel=canonical and the like only name an address
FETCHED_RELS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest"}


class Page(HTMLParser):
    """The anchors of a page, what it links to and what it fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names, links to and fetches."""
        values = {name: value or "" for name, value in attrs}
        if anchor := values.get("id") or (values.get("name") if tag == "a" else None):
            self.anchors.add(anchor)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        target = values.get(FETCHED.get(tag, ""))
        if target and (tag != "link" or FETCHED_RELS & set(values.get("rel", "").split())):
            self.fetched.append(target)


def faults(site: Path) -> list[str]:
    """What is wrong with the pages of `site`, a line each."""
    pages = {path: _parse(path) for path in sorted(site.rglob("*.html"))}
    if not pages:
        return [f"{site}: no pages; build them with `make docs`"]
    found: list[str] = []
    for path, page in pages.items():
        where = path.relative_to(site)
        for target in page.fetched:
            if urlsplit(target).netloc:
                found.append(f"{where}: fetches {target}, which is on another host")
            elif not urlsplit(target).scheme and not _file(path, site, target).is_file():
                found.append(f"{where}: {target} is missing")
        for target in page.links:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            file = _file(path, site, target)
            if not file.is_file():
                found.append(f"{where}: the link {target} leads nowhere")
            elif (
                parts.fragment
                and file in pages
                and unquote(parts.fragment) not in pages[file].anchors | {"__top"}
            ):
                found.append(f"{where}: the link {target} names an anchor that is not there")
    return found


def _parse(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _file(page: Path, site: Path, target: str) -> Path:
    path = unquote(urlsplit(target).path)
    if not path:
        return page
    file = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    file = Path(file.resolve())
    return file / "index.html" if file.is_dir() else file


def main() -> int:
    """Print the faults; exit status 1 where there are any."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    found = faults(site)
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
