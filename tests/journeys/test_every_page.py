"""What holds for every page: it is reached by links, it has no barriers, it fits a phone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from playwright.sync_api import Page

from tests.journeys.places import ANSWERS_OF_ITS_OWN, Place, names, one_of_each
from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.config.checkout import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NARROWEST = 360
A_PART_COMES = 1_000
"""Milliseconds until a part that is asked for by a script stands as it stays."""
EVERYTHING = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
COLOURS = ("color-contrast",)


def test_every_page_is_reached_by_links(places: tuple[Place, ...]) -> None:
    found = {place.name for place in places} | set(ANSWERS_OF_ITS_OWN)
    assert found ^ set(names()) == set()


def test_no_link_leads_nowhere(places: tuple[Place, ...]) -> None:
    dead = [f"{one.reader} {one.linked_from} -> {one.address}: {one.status}" for one in places if one.status != 200]
    assert "\n".join(dead) == ""


def test_no_page_holds_barriers_in_light_or_dark(page: Page, places: tuple[Place, ...]) -> None:
    axe = AXE.read_text(encoding="utf-8")
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = []
    for place in opened(page, one_of_each(places)):
        page.evaluate(axe)
        found += [f"{place.reader} {place.address}: {one}" for one in barriers(page, EVERYTHING)]
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        found += [f"{place.reader} {place.address}, dark: {one}" for one in barriers(page, COLOURS)]
    assert "\n".join(found) == ""


def test_on_a_phone_no_page_scrolls_sideways_breaks_a_date_or_covers_what_is_pressed(window: Window, places: tuple[Place, ...]) -> None:
    """In the usual size, then in the large one: the page is opened once, as that is what takes the time."""
    page = window(viewport={"width": NARROWEST, "height": 740}, has_touch=True, is_mobile=True)
    found: list[str] = []
    for place in opened(page, one_of_each(places)):
        for size in ("normal", "large"):
            page.evaluate("(large) => document.documentElement.classList.toggle('large', large)", size == "large")
            found += [f"{place.reader} {place.address}, {size}: {one}" for one in narrow(page)]
    assert "\n".join(found) == ""


def narrow(page: Page) -> Iterator[str]:
    """What is wrong with a page on a screen as narrow as they come."""
    width = page.evaluate("document.scrollingElement.scrollWidth")
    if width > NARROWEST:
        yield f"{width} because of {page.evaluate(STICKING_OUT)}"
    if page.evaluate(BROKEN_DAYS):
        page.wait_for_timeout(A_PART_COMES)
        yield from (f"broken: {text}" for text in page.evaluate(BROKEN_DAYS))
    yield from (f"covered: {name}" for name in page.evaluate(COVERED))


STICKING_OUT = """[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""


BROKEN_DAYS = r"""(() => {
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode;
        for (const day of node.data.matchAll(/\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日/g)) {
            const range = document.createRange();
            range.setStart(node, day.index);
            range.setEnd(node, day.index + day[0].length);
            if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(node.data.trim());
        }
    }
    return found;
})()"""


COVERED = """[...document.querySelectorAll('main button, main a.btn')].filter((one) => {
    one.scrollIntoView({block: 'center'});
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest('details:not([open])')) return false;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !one.contains(top);
}).map((one) => one.innerText)"""


def opened(page: Page, places: Iterable[Place]) -> Iterator[Place]:
    """Each page, as the reader who comes to it."""
    for reader, theirs in groupby(places, key=lambda place: place.reader):
        page.context.clear_cookies(name="zhibu_session")
        if reader:
            sign_in(page, reader)
        for place in theirs:
            page.goto(place.address)
            yield place


def barriers(page: Page, rules: Sequence[str]) -> list[str]:
    """What axe finds, with where it stands."""
    answer = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(rules)}, resultTypes: ['violations']}})")
    nodes = [(one, node) for one in answer["violations"] for node in one["nodes"][:2]]
    return [f"{one['impact']} {one['id']}: {node['html'][:140]} {node['failureSummary']}" for one, node in nodes]
