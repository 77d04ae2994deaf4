"""``bench record``: a members' meeting of a branch of 40 with three items and a vote, from the plan to the signature, over HTTP.

The vote is by paper ballot: the secretary and an officer each enter a count of their own.
"""

import argparse
import gzip
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from zhibu.config.bench.browser import Browser
from zhibu.config.bench.figures import Figure, median, percentile, progress
from zhibu.config.bench.filling import form_with
from zhibu.config.bench.pages import HEALTH, server
from zhibu.config.bench.places import place_with

SECRETARY, OFFICER = "bench-secretary", "bench-officer"
CASE: Final = "meeting"
PEOPLE: Final = 40
ON_LEAVE: Final = 3
ITEMS: Final = ("通报上季度工作", "讨论下季度工作计划", "讨论环境整治志愿服务安排")
QUESTION: Final = "下季度工作计划"
DECISION: Final = "志愿服务由组织委员负责安排。"
THERE: Final = PEOPLE - ON_LEAVE
COUNTED: Final = {"for_it": THERE - 2, "against": 1, "abstained": 1, "invalid": 0, "returned": THERE}
MEMBERS_MEETING: Final = "members_meeting"
OPENING: Final = re.compile(r'href="([^"]+/votes/at/[0-9]+)"')
VOTE: Final = re.compile(r'href="([^"]+/votes/[0-9]+)"')
MARK: Final = re.compile(r'name="(p-[^"]+)"')


@dataclass
class Playing:
    """Somebody who works through pages: every request is timed, and followed by one to the floor."""

    browser: Browser
    location: str = ""
    page: str = ""
    """To which the last form led."""
    seconds: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    sent: int = 0
    received: int = 0
    compressed: int = 0
    """The same answers, their bodies compressed as a server in front of ours does it."""

    def get(self, path: str) -> str:
        """A page."""
        return self._ask("GET", path, "", HTTPStatus.OK)

    def send(self, path: str, page: str, changes: Mapping[str, Sequence[str]]) -> str:
        """The form of a page, filled in; then the page that it leads to. Returns that page's address."""
        self._ask("POST", path, form_with(page, next(iter(changes))).filled(changes), HTTPStatus.FOUND)
        where = urlsplit(urljoin(path, self.location))
        address = f"{where.path}?{where.query}" if where.query else where.path
        self.page = self.get(address)
        return address

    def _ask(self, method: str, path: str, body: str, expected: HTTPStatus) -> str:
        begin = time.perf_counter()
        status, content = self.browser.ask(method, path, body)
        self.seconds.append(time.perf_counter() - begin)
        if status != expected:
            raise RuntimeError(f"{method} {path} answered {status}")
        self.location = self.browser.location
        self.sent += self.browser.sent
        self.received += self.browser.received
        self.compressed += min(self.browser.received, self.browser.received - len(content) + len(gzip.compress(content, 6)))
        self.floors.append(self.browser.time(HEALTH))
        return content.decode()


def measure(options: argparse.Namespace) -> list[Figure]:
    """The meeting, so many times, each a gathering of its own."""
    if options.case and CASE not in options.case:
        return []
    place = place_with(options.data_dir, members=options.members, task="branch", size=PEOPLE, groups=0, last_month=False)
    with place as data, server(data) as port:
        played = [_play(port, data.facts) for _ in range(options.runs + 1)][1:]
    return [_figure(played)]


def _figure(played: Sequence[Playing]) -> Figure:
    """The first time warms up and is left out."""
    taken = [1000 * seconds for one in played for seconds in one.seconds]
    floors = [1000 * seconds for one in played for seconds in one.floors]
    one = played[-1]
    more = {
        "p50": median(taken),
        "p95": percentile(taken, 95),
        "total_seconds": median([sum(each.seconds) for each in played]),
        "requests": len(one.seconds),
        "bytes_sent": one.sent,
        "bytes_received": one.received,
        "bytes_received_gzip": one.compressed,
        "people": PEOPLE,
        "items": len(ITEMS),
        "votes": 1,
    }
    return Figure(CASE, median(taken), "ms", median(floors), more=more)


def _play(port: int, facts: Mapping[str, Any]) -> Playing:
    """The log-ins are not part of the figure."""
    progress(f"{CASE} ……")
    accounts = facts["accounts"]
    with closing(Browser(port)) as secretary, closing(Browser(port)) as officer:
        secretary.sign_in(SECRETARY, accounts[SECRETARY])
        officer.sign_in(OFFICER, accounts[OFFICER])
        playing = Playing(secretary)
        address = _plan(playing)
        _mark(playing, address)
        vote = _put(playing, address)
        _count(playing, vote, facts["people"][2])
        playing.browser = officer
        _count(playing, vote, facts["people"][3])
        playing.browser = secretary
        _write(playing, address)
        _sign(playing, address)
        return playing


def _plan(who: Playing) -> str:
    """What, for the own branch, today, with the agenda; all else stands in the form."""
    path = "/gatherings/new"
    page = who.get(path)
    return who.send(path, page, {"parts": [MEMBERS_MEETING], "items": ["\n".join(ITEMS)], "place": ["支部活动室"], "begins": ["14:30"]})


def _mark(who: Playing, address: str) -> None:
    """Three are on leave, all others there."""
    path = f"{address}attendance"
    page = who.get(path)
    names = list(dict.fromkeys(map(unescape, MARK.findall(page))))
    if len(names) != PEOPLE:
        raise RuntimeError(f"{len(names)} people are expected, not {PEOPLE}")
    marks = {name: ["on_leave" if place < ON_LEAVE else "present"] for place, name in enumerate(names)}
    who.send(path, page, marks)


def _put(who: Playing, address: str) -> str:
    """The question, by paper ballot; returns the address of the vote."""
    path = f"{address}votes"
    opening = _found(OPENING, who.get(path))
    page = who.get(opening)
    who.send(opening, page, {"question": [QUESTION], "ballot": ["paper"], "issued": [str(THERE)]})
    return _found(VOTE, who.page)


def _count(who: Playing, vote: str, counter: str) -> None:
    """One of the two, who does not see the other's numbers."""
    who.get(vote)
    path = f"{vote}/count"
    page = who.get(path)
    who.send(path, page, {"counted_by": [counter], **{name: [str(number)] for name, number in COUNTED.items()}})


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError(f"{pattern.pattern} is not on the page")
    return found[1]


def _write(who: Playing, address: str) -> None:
    """A paragraph below each item, and what was decided without a vote; the result of the vote stands ticked."""
    who.get(f"{address}minutes")
    path = f"{address}minutes/1/write"
    page = who.get(path)
    text = "\n\n".join(f"{number}. {item}\n会议听取了情况，大家发表了意见。" for number, item in enumerate(ITEMS, 1))
    who.send(path, page, {"text": [text], "resolutions": [DECISION]})


def _sign(who: Playing, address: str) -> None:
    """What stands ticked is signed."""
    path = f"{address}sign"
    page = who.get(path)
    signed = form_with(page, "holdings")
    who.send(path, page, {"holdings": [value for name, value in signed.fields if name == "holdings"]})
