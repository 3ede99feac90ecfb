"""The documentation site: built without a warning, whole in its links, and used in a browser as people use it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import importlib
import os
import shutil
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from markdown_it import MarkdownIt

import vnrelations as vn
from vnrelations.vocabulary import NO_PARTNERS

from . import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "docs" / "_build" / "html"
SCREENSHOTS = ROOT / "docs" / "_build" / "screenshots"
PARTNERS = [c for c in vn.countries() if c.kind not in NO_PARTNERS]
# One of each kind of page.
KINDS = [
    "index.html",
    "partners/index.html",
    "partners/us.html",
    "partners/vi/cn.html",
    "partners/suhh.html",
    "map.html",
    "records/index.html",
    "records/events.html",
    "records/reckoning.html",
    "reference/questions.html",
    "reference/command-line.html",
    "method.html",
    "search.html",
]


# -- whatever a cell says


class _Tags(HTMLParser):
    """The elements of some HTML, each with the names of its attributes, but not with what they say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("!",))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("!",))

    def handle_pi(self, data: str) -> None:
        self.seen.append(("?",))

    def unknown_decl(self, data: str) -> None:
        self.seen.append(("!",))


def _shape(page: str) -> list[Any]:
    """What a page is made of, whatever it says: the blocks and spans of its Markdown, the elements of its HTML."""
    shape: list[Any] = []
    for token in MarkdownIt().parse(page):
        spans = [child.type for child in token.children or [] if child.type != "text"]
        shape += [
            token.type,
            token.tag,
            token.info,
            spans,
            _Tags(token.content).seen if token.info == "{raw} html" else 0,
        ]
    return shape


SHOWN = {
    "agreements": ("title_en", "title_vi", "note"),
    "aliases": ("text", "note"),
    "countries": ("name", "name_vi", "note"),
    "disputes": ("title_en", "title_vi", "note"),
    "dissents": ("value", "reason", "note"),
    "events": ("title_en", "place", "people", "note"),
    "indicators": ("counting", "note"),
    "periods": ("title_en", "title_vi", "note"),
    "sources": ("title", "publisher", "note"),
    "ties": ("note",),
}


def test_hostile_texts_change_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    pages = importlib.import_module("_pages").pages
    for table, columns in SHOWN.items():
        texts = [
            "".join(text.split("\n")) if table == "sources" else text for text in hostile.TEXTS
        ]  # has a row a line
        meant = hostile.edited(tmp_path / "hostile", table, texts, *columns)
        plain = hostile.edited(tmp_path / "plain", table, [f"name {n}" for n, _ in enumerate(texts)], *columns)
    shapes, others = ({path: _shape(text) for path, text in pages(dataset)} for dataset in (meant, plain))
    assert len(shapes) > 400
    assert set(shapes) == set(others)
    assert [path for path, shape in shapes.items() if shape != others[path]] == []


@pytest.fixture(scope="module")
def site() -> Path:
    """The site, built as CI publishes it: every warning and every reference that leads nowhere is an error."""
    shutil.rmtree(BUILT, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-n", "-W", "--keep-going", str(ROOT / "docs"), str(BUILT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return BUILT


class _Links(HTMLParser):
    """What a page leads to, loads and can be pointed into."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids |= {known[name] for name in ("id", "name") if name in known}
        if tag == "a" and "href" in known:
            self.leads.append(known["href"])
        elif "src" in known:
            self.loads.append(known["src"])
        elif tag in ("link", "image", "use") and "href" in known:
            self.loads.append(known["href"])


@pytest.fixture(scope="module")
def links(site: Path) -> dict[Path, _Links]:
    return {page: _Links(page) for page in site.rglob("*.html")}


def test_every_link_between_pages_leads_somewhere(site: Path, links: dict[Path, _Links]) -> None:
    broken = []
    for page, known in links.items():
        for link in [*known.leads, *known.loads]:
            address, fragment = urldefrag(link)
            if urlsplit(address).scheme:
                continue
            path = unquote(urlsplit(address).path)
            target = (page.parent / path).resolve() if path else page
            if not target.is_file() or (fragment and target in links and unquote(fragment) not in links[target].ids):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert len(links) > 2 * len(PARTNERS)
    assert not broken, "\n".join(broken[:50])


def test_no_page_loads_anything_from_elsewhere(site: Path, links: dict[Path, _Links]) -> None:
    loaded = {(str(page.relative_to(site)), link) for page, known in links.items() for link in known.loads}
    assert not [pair for pair in loaded if urlsplit(pair[1]).scheme not in ("", "data")]
    for style in site.rglob("*.css"):
        text = style.read_text("utf-8")
        assert "url(http" not in text
        assert "@import" not in text


def test_every_partner_has_a_page_in_both_languages_and_every_record_a_row(
    site: Path, links: dict[Path, _Links]
) -> None:
    for partner in PARTNERS:
        assert site / "partners" / f"{partner.id.lower()}.html" in links
        assert site / "partners" / "vi" / f"{partner.id.lower()}.html" in links
    for table, records in vn.dataset().tables.items():
        assert {r.id for r in records} <= links[site / "records" / f"{table}.html"].ids


def test_everything_public_is_in_the_reference(site: Path, links: dict[Path, _Links]) -> None:
    documented = {name for page in (site / "reference").glob("*.html") for name in links[page].ids}
    homes = {name: getattr(getattr(vn, name), "__module__", "") for name in vn.__all__}
    missing = [name for name, home in homes.items() if not {f"vnrelations.{name}", f"{home}.{name}"} & documented]
    assert not missing


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the name is http.server's
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Debian's chromium is needed: apt-get install chromium"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextlib.contextmanager
def opened(browser: Browser, url: str, *, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """A page that must neither complain nor ask anything of another machine."""
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: faults.append(r.url) if urlsplit(r.url).hostname not in ("127.0.0.1", None) else None)
    page.on("requestfailed", lambda r: faults.append(f"failed: {r.url}"))
    try:
        page.goto(url)
        page.wait_for_load_state("networkidle")
        yield page
        assert not faults
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_serious_fault_for_those_who_see_or_move_otherwise(
    browser: Browser, address: str, kind: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, f"{address}/{kind}", scheme=scheme) as page:
        page.screenshot(path=SCREENSHOTS / f"{kind.replace('/', '-').removesuffix('.html')}-{scheme}.png")
        found = Axe().run(page).response["violations"]
    serious = [
        f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert not serious, "\n".join(serious)


@pytest.mark.parametrize("kind", KINDS)
def test_a_narrow_screen_never_scrolls_sideways(browser: Browser, address: str, kind: str) -> None:
    with opened(browser, f"{address}/{kind}", width=360) as page:
        page.screenshot(path=SCREENSHOTS / f"{kind.replace('/', '-').removesuffix('.html')}-narrow.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("text", "found"), [("hoa ky", "US"), ("美国", "US"), ("Han Quoc", "KR"), ("GBR", "GB"), ("Liên Xô", "SUHH")]
)
def test_the_partner_browser_finds_a_name_in_any_language(
    browser: Browser, address: str, text: str, found: str
) -> None:
    with opened(browser, f"{address}/partners/index.html") as page:
        page.get_by_label("Name or code").fill(text)
        rows = page.locator(".vnr-browser tbody tr:visible")
        assert found in rows.evaluate_all("rows => rows.map(row => row.id)")
        assert rows.count() < 6
        assert page.locator(".vnr-count").inner_text() == f"{rows.count()} partners"


def test_the_partner_browser_works_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/partners/index.html", width=360) as page:
        page.get_by_label("Name or code").focus()
        page.keyboard.type("viet nam cong hoa nothing")
        assert page.locator(".vnr-browser tbody tr:visible").count() == 0
        page.get_by_label("Name or code").fill("")
        page.keyboard.press("Tab")
        page.keyboard.type("special")
        page.keyboard.press("Tab")  # the table, which scrolls
        page.keyboard.press("Tab")  # its first link
        shown = page.locator(".vnr-browser tbody tr:visible").evaluate_all("rows => rows.map(row => row.id)")
        assert set(shown) == {p.partner.id for p in vn.partners("special")}
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/partners/{shown[0].lower()}.html")


def test_the_map_works_with_the_mouse(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/map.html") as page:
        page.locator("svg a[data-id=BR] path").hover()
        assert page.locator("#vnr-map-told").inner_text() == "Brazil: strategic partnership"
        slider = page.locator("input[type=range]")
        slider.fill("1994")
        assert page.locator("#vnr-map-day").inner_text() == "end of 1994"
        page.locator("svg a[data-id=US] path").first.hover(position={"x": 60, "y": 60}, force=True)
        assert page.locator("svg a[data-id=US]").first.get_attribute("aria-label") == "United States: no relations"
        slider.fill("1980")
        assert "Soviet Union" in (page.locator("svg a[data-id=KZ]").first.get_attribute("aria-label") or "")
        page.screenshot(path=SCREENSHOTS / "map-1980.png")
        page.locator("svg a[data-id=SG] circle").click()
        page.wait_for_url("**/partners/sg.html")


def test_the_map_works_with_the_keyboard_on_a_narrow_screen(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/map.html", width=360) as page:
        slider = page.locator("input[type=range]")
        slider.focus()
        page.keyboard.press("Home")
        assert page.locator("#vnr-map-day").inner_text() == "end of 1945"
        page.keyboard.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") == "end of 1946"
        page.keyboard.press("End")
        assert page.locator("#vnr-map-day").inner_text() == str(vn.dataset().as_of)
        page.keyboard.press("Tab")  # the way past the map
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.dataset.id")
        assert page.locator("#vnr-map-told").inner_text().startswith(vn.country(first).name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/partners/{first.lower()}.html")


def test_the_colours_of_the_map_are_those_of_the_records(browser: Browser, address: str) -> None:
    from vnrelations.plot import world_rows

    with opened(browser, f"{address}/map.html") as page:
        for year in (1950, 1978, 1995, 2013, 2024):
            page.locator("input[type=range]").fill(str(year))
            shown = page.locator("svg a").evaluate_all(
                "links => Object.fromEntries(links.filter(a => a.style.display !== 'none')"
                ".map(a => [a.dataset.id, a.firstElementChild.getAttribute('fill')]))"
            )
            rows = {row["id"]: row["standing"] for row in world_rows(year)}
            assert shown.keys() == rows.keys()
            alike = {(rows[key], fill) for key, fill in shown.items()}
            assert len(alike) == len({standing for standing, _ in alike}) == len({fill for _, fill in alike})


def test_the_search_finds_what_is_on_the_pages(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/search.html?q=Paracel") as page:
        page.wait_for_selector("ul.search li a")
        assert page.locator("ul.search li a").count() > 3
