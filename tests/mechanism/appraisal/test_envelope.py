"""The inspector's envelope: what lies in it, that it is found when a byte was changed, and that its scores come out of its records."""

import base64
import gzip
import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.cast import make_account, signed_in
from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import met, people, since
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.mechanism.appraisal.envelope.content import content_of
from zhibu.mechanism.appraisal.envelope.papers import cover_words, year_words
from zhibu.mechanism.appraisal.envelope.reckoning import differences, reckoned
from zhibu.mechanism.appraisal.envelope.sealing import ROUNDS, NotOpened, fingerprint, opened
from zhibu.mechanism.appraisal.models import Agreement, Envelope, Scheme
from zhibu.mechanism.appraisal.queries.envelopes import envelope_by
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Measured, Ratio, Rule, Steps, Threshold, Version, score
from zhibu.mechanism.appraisal.rules.sealing import may_seal
from zhibu.mechanism.appraisal.rules.spelling import kept
from zhibu.mechanism.appraisal.rules.totals import Part, total
from zhibu.mechanism.appraisal.services.envelopes import Made, Wanted, make_envelope
from zhibu.mechanism.appraisal.terms import RECORDS, Reach
from zhibu.oversight.duties import Missed

WHY = "测试"
MEETINGS = "meeting.members"
JULY = date(2026, 7, 15)
PASSWORD = "向阳街道二〇二六年度检查"
PHONE = "13912345678"


@pytest.fixture
def street(db: None) -> Street:
    made = make_street()
    since(made.street, date(2026, 1, 1))
    met(made.sunny_first, people(made.sunny_first, 4), date(2026, 2, 10), there=4)
    make_person(made.sunny_first, "李秘密", phone=PHONE)
    return made


def table(street: Street) -> tuple[Scheme, list[Agreement]]:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), MEETINGS)
    add_indicator(scheme, "按比例", Ratio(), MEETINGS, points="7")
    add_indicator(scheme, "会议记录齐全", Ratio(), RECORDS)
    add_indicator(scheme, "评定", Judged())
    return scheme, agree(scheme, street.sunny_first, street.sunny_second)


def made_by_clerk(street: Street) -> Made:
    scheme, agreements = table(street)
    wanted = Wanted(scheme, agreements, street.street, "区委组织部年度检查", PASSWORD, PASSWORD)
    return make_envelope(by=actor(JULY), wanted=wanted, on=JULY)


def test_every_score_comes_out_of_the_records_in_the_envelope(street: Street) -> None:
    content = content_of(*table(street), JULY)
    assert differences(json.loads(json.dumps(content))) == []
    first, second = content["organisations"]
    assert [one["points"] for one in first["lines"]] == ["7.00", "3.50", "10.00", "10.00"]
    assert [(one["said"], one["state"]) for one in first["lines"][0]["items"]] == [
        ("2026年第一季度", "done"),
        ("2026年第二季度没有记录", "missed"),
    ]
    (record,) = first["lines"][0]["items"][0]["records"]
    assert record.endswith("2026-02-10")
    assert [(one["said"], one["state"], one["records"]) for one in first["lines"][2]["items"]] == [
        ("支部党员大会：会议记录齐全", "done", [record])
    ]
    assert second["lines"][0]["points"] == "4.00"


def test_what_stands_below_brings_its_records_too(street: Street) -> None:
    scheme = make_scheme(street.street, kind="committee")
    add_indicator(scheme, "所属党支部按期召开党员大会", Ratio(), MEETINGS, reach=Reach.BELOW)
    content = content_of(scheme, agree(scheme, street.sunny, street.spring), JULY)
    assert differences(content) == []
    items = content["organisations"][0]["lines"][0]["items"]
    assert sum(one["state"] == "done" for one in items) == 1
    assert {one["organisation"] for one in items} == {street.sunny_first.now_short_name, street.sunny_second.now_short_name}


def test_a_record_taken_out_shows_as_a_difference(street: Street) -> None:
    content = content_of(*table(street), JULY)
    del content["organisations"][0]["lines"][0]["items"][0]["records"]
    (line, whole) = differences(content)
    assert (line.organisation, line.what, line.stands, line.reckoned) == (
        content["organisations"][0]["name"], "1. 按期召开支部党员大会", "7.00", "4.00",
    )  # fmt: skip
    assert whole.what == "总分"


def test_nobody_is_named_and_no_number_lies_in_it(street: Street) -> None:
    text = json.dumps(content_of(*table(street), JULY), ensure_ascii=False)
    assert [word in text for word in ("李秘密", PHONE, PHONE[:3], "张", "王")] == [False] * 5


def test_it_is_read_by_as_many_queries_however_many_organisations(street: Street) -> None:
    scheme, agreements = table(street)
    content_of(scheme, agreements, JULY)
    counts = []
    for some in (agreements[:1], agreements):
        with CaptureQueriesContext(connection) as asked:
            content_of(scheme, some, JULY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_changed_byte_is_found_and_so_is_another_password(street: Street) -> None:
    made = made_by_clerk(street)
    known = envelope_by(fingerprint(made.file))
    assert known is not None
    assert (known.code, known.number, known.size, known.recipient) == (made.code, 2, len(made.file), "区委组织部年度检查")
    for place in (0, len(made.file) // 2, len(made.file) - 1):
        changed = bytearray(made.file)
        changed[place] ^= 1
        assert envelope_by(fingerprint(bytes(changed))) is None
    assert differences(opened(made.file, PASSWORD)) == []
    with pytest.raises(NotOpened):
        opened(made.file, f"{PASSWORD}。")


def test_what_is_no_envelope_is_not_opened() -> None:
    for file in (b"", b"<html></html>", b'<script id="sealed" type="application/json">{"rounds": 1}</script>'):
        with pytest.raises(NotOpened):
            opened(file, PASSWORD)


def box_of(plain: bytes) -> bytes:
    """As somebody who knows the password could write it, whatever lies in it."""
    salt, nonce = b"s" * 16, b"n" * 12
    key = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, ROUNDS)
    told = {"salt": salt, "nonce": nonce, "content": AESGCM(key).encrypt(nonce, plain, None)}
    box = {"rounds": ROUNDS, **{name: base64.b64encode(value).decode() for name, value in told.items()}}
    return f'<script id="sealed" type="application/json">{json.dumps(box)}</script>'.encode()


def test_an_envelope_that_was_never_made_here_is_not_opened_either() -> None:
    """Nothing in it would be reckoned, and nothing would differ."""
    strange = [b"x", gzip.compress(b"x"), gzip.compress(b"[]"), gzip.compress(b"{}"), gzip.compress(b'{"organisations": []}')]
    for plain in (*strange, gzip.compress(b'{"organisations": [1]}')[:-4]):
        with pytest.raises(NotOpened):
            opened(box_of(plain), PASSWORD)
    with pytest.raises(NotOpened):
        opened(b'<script id="sealed" type="application/json">{"rounds": 600000, "salt": 1, "nonce": 1, "content": 1}</script>', PASSWORD)


@pytest.mark.parametrize("password", ["202612312026", "aaaaaaaaaaaa", "ababababababab"])
def test_a_password_that_is_tried_first_seals_nothing(password: str) -> None:
    assert [one.code for one in may_seal(password=password, again=password, organisations=1).objections] == ["plain"]


def test_the_content_does_not_lie_open_in_the_file(street: Street) -> None:
    assert str(street.sunny_first).encode() not in made_by_clerk(street).file


def test_a_short_password_or_two_different_ones_write_nothing(street: Street) -> None:
    scheme, agreements = table(street)
    made = make_envelope(by=actor(JULY), wanted=Wanted(scheme, agreements, street.street, "检查", "短", "长"), on=JULY)
    assert [one.code for one in made.outcome.decision.objections] == ["short", "differs"]
    assert (made.file, Envelope.objects.unguarded(WHY).count()) == (b"", 0)
    assert [one.code for one in may_seal(password=PASSWORD, again=PASSWORD, organisations=0).objections] == ["nobody"]


def test_the_page_hands_over_the_file_and_lists_it_with_its_cover(street: Street) -> None:
    _, agreements = table(street)
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    sent = {"recipient": "年度检查", "password": PASSWORD, "again": PASSWORD, "submission": "a" * 32}
    response = clerk.post(f"/appraisal/{agreements[0].code}/envelope", sent)
    page = response.content.decode()
    file = base64.b64decode(page.partition("base64,")[2].partition('"')[0])
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert opened(file, PASSWORD)["organisations"][0]["name"] == str(street.sunny_first)
    one = Envelope.objects.unguarded(WHY).get()
    assert one.code in clerk.get("/envelopes/").content.decode()
    assert b"".join(clerk.get(f"/envelopes/{one.code}/cover.pdf")).startswith(b"%PDF")
    assert f"/envelopes/{one.code}/cover.pdf" in page
    assert cover_words(one)["fingerprint"].replace(" ", "") == fingerprint(file)
    again = clerk.post(f"/appraisal/{agreements[0].code}/envelope", sent).content.decode()
    assert ("没有制作第二份" in again, "base64," in again, Envelope.objects.unguarded(WHY).count()) == (True, False, 1)
    assert clerk.post(f"/appraisal/{agreements[1].code}/envelope", sent).status_code == 422
    assert clerk.post(f"/appraisal/{agreements[0].code}/envelope", sent | {"again": "别的", "submission": "b" * 32}).status_code == 422


def test_the_year_on_paper_holds_the_records(street: Street) -> None:
    scheme, agreements = table(street)
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    assert b"".join(clerk.get(f"/appraisal/{agreements[0].code}/year.pdf")).startswith(b"%PDF")
    (first,) = year_words(content_of(scheme, agreements[:1], JULY))["organisations"]
    row = first["rows"][0]
    assert row["cells"] == ["1", "按期召开支部党员大会", "10", "7"]
    missed, done = row["proof"]
    assert (missed, done[0], len(done[1])) == (("2026年第二季度没有记录（未办）", []), "2026年第一季度（已办）", 1)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
POINTS = st.decimals("0.25", "30", places=2)
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Deduct, st.decimals("0", "9", places=2), st.decimals("0", "5", places=1)),
    st.just(Ratio()),
    st.builds(Threshold, st.decimals("0", "100", places=1)),
    st.builds(lambda steps: Steps(tuple(steps)), st.lists(st.tuples(st.decimals("0", "100", places=1), POINTS), min_size=1, max_size=3)),
    st.just(Judged()),
)
MEASURED = st.builds(
    lambda done, days, unknown, judged: Measured(done + len(days), done, tuple(Missed(day, "没有记录") for day in days), unknown, judged),
    st.integers(0, 14),
    st.lists(DAYS, max_size=6),
    st.integers(0, 3),
    st.one_of(st.none(), st.decimals("0", "40", places=2)),
)


def as_kept(of: Decimal, versions: list[Version], measured: Measured) -> dict[str, Any]:
    items = [{"said": "期", "state": "done", "needed": 1, "records": ["G1 2026-01-01"]}] * measured.done
    items += [{"said": one.said, "state": "missed", "day": one.day.isoformat()} for one in measured.misses]
    items += [{"said": "期", "state": "unknown"}] * measured.unknown
    judged = None if measured.judged is None else str(measured.judged)
    return {"of": str(of), "rules": [[one.first_day.isoformat(), kept(one.rule)] for one in versions], "items": items, "judged": judged}


@settings(max_examples=60)
@given(POINTS, st.lists(st.builds(Version, DAYS, RULES), max_size=3, unique_by=lambda one: one.first_day), MEASURED, DAYS)
def test_reckoned_from_the_file_is_what_the_house_reckons(of: Decimal, versions: list[Version], measured: Measured, on: date) -> None:
    line = json.loads(json.dumps(as_kept(of, versions, measured)))
    assert reckoned(line, on) == score(of, versions, measured, on)


def test_a_ratio_is_rounded_once_and_a_half_goes_up() -> None:
    measured = Measured(24, 5, tuple(Missed(JULY, "没有记录") for _ in range(19)))
    assert str(score(Decimal(3), [Version(date(2026, 1, 1), Ratio())], measured, JULY).points) == "0.63"


def test_a_total_is_rounded_once_whatever_the_weights(street: Street) -> None:
    scheme, agreements = table(street)
    (first, _) = standings(scheme, agreements, JULY)
    assert first.points == total(first.parts.values())
    third = Part(Decimal("33.33"), first.parts[next(iter(first.parts))].scored)
    assert total([third, third, third]) == total([third])
