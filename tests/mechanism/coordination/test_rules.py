"""What fits, what may be done, and what a stranger may have written: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.register.factories import TODAY
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.coordination.rules.acts import Said, may_agree, may_deliver, may_issue, may_match, may_say, offer_state
from zhibu.mechanism.coordination.rules.arriving import LENGTHS, read, shown
from zhibu.mechanism.coordination.rules.fitting import Offered, Wanted, fits
from zhibu.mechanism.coordination.terms import Deed, NeedState, OfferState

DAY = timedelta(days=1)


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def test_the_nearest_offer_comes_first_by_kind_and_then_by_time() -> None:
    wanted = Wanted("venue", TODAY + 10 * DAY, asker=0)
    offers = [
        Offered(1, "goods", 7, TODAY),
        Offered(2, "venue", 7, TODAY + 20 * DAY),
        Offered(3, "venue", 8, TODAY + 5 * DAY),
        Offered(4, "goods", 8, TODAY + 20 * DAY),
    ]
    assert [fit.offer.id for fit in fits(wanted, offers, on=TODAY)] == [3, 2, 1, 4]


def test_the_own_offer_an_ended_one_and_one_of_who_was_not_asked_do_not_fit() -> None:
    offers = [Offered(1, "venue", 7, TODAY), Offered(2, "venue", 0, TODAY), Offered(3, "venue", 8, TODAY - 9 * DAY, TODAY)]
    assert [fit.offer.id for fit in fits(Wanted("venue", None, asker=7), offers, on=TODAY)] == [2]
    assert [fit.offer.id for fit in fits(Wanted("venue", None, asker=0, asked=9), offers, on=TODAY)] == []


@settings(max_examples=60)
@given(st.lists(st.builds(Offered, st.integers(1, 99), st.sampled_from(["venue", "goods"]), st.integers(0, 3), st.just(TODAY)), max_size=8))
def test_the_order_of_offers_does_not_matter(offers: list[Offered]) -> None:
    unlike = list({one.id: one for one in offers}.values())
    wanted = Wanted("venue", None, asker=1)
    assert fits(wanted, unlike, on=TODAY) == fits(wanted, unlike[::-1], on=TODAY)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (Said("venue", "教室"), []),
        (Said("money", " "), ["kind", "title_missing"]),
        (Said("venue", "教" * 61, "室" * 501), ["too_long", "too_long"]),
        (Said("venue", "教室", until=TODAY), []),
        (Said("venue", "教室，联系张大爷138 1234 5678", "999101195507030011"), ["personal", "personal"]),
        (Said("venue", "教室", "办公电话 0571-87654321，编号 20261129001234"), []),
        (Said("venue", "教室", until=TODAY - DAY), ["over"]),
        (Said("venue", "教室", since=TODAY + DAY, until=TODAY + DAY), ["turned"]),
    ],
)
def test_what_is_entered_has_a_kind_a_line_and_days_that_make_sense(said: Said, refused: list[str]) -> None:
    assert codes(may_say(said, today=TODAY)) == refused


@pytest.mark.parametrize(
    ("need", "offer", "sides", "refused"),
    [
        (NeedState.OPEN, OfferState.READY, (0, 7, 0), []),
        (NeedState.OPEN, OfferState.READY, (0, 7, 7), []),
        (NeedState.OPEN, OfferState.READY, (0, 7, 8), ["asked_other"]),
        (NeedState.MATCHED, OfferState.ENDED, (7, 7, 0), ["not_open", "offer_over", "one_side"]),
        (None, OfferState.READY, (0, 0, 0), ["no_partner"]),
    ],
)
def test_two_sides_meet_once(need: NeedState | None, offer: OfferState, sides: tuple[int, int, int], refused: list[str]) -> None:
    asker, giver, asked = sides
    assert codes(may_match(need=need, offer=offer, asker=asker, giver=giver, asked=asked, title="托管")) == refused


def test_an_agreement_says_what_when_and_how_and_all_that_is_missing_is_told_at_once() -> None:
    assert codes(may_agree(until=None, what="", how="", on=TODAY)) == ["what_missing", "how_missing", "until_missing"]
    assert codes(may_agree(until=TODAY - DAY, what="借教室", how="电话", on=TODAY)) == ["until_early"]
    assert codes(may_agree(until=TODAY, what="借教室", how="电话", on=TODAY)) == []


def test_what_is_yet_to_come_has_not_been_done() -> None:
    assert codes(may_deliver(on=TODAY + DAY, today=TODAY, outcome="")) == ["outcome_missing", "after_today"]


@pytest.mark.parametrize(("days", "refused"), [(0, ["until_early"]), (1, []), (180, []), (181, ["until_late"])])
def test_a_link_ends_within_the_streets_own_number_of_days(days: int, refused: list[str]) -> None:
    assert codes(may_issue(until=TODAY + days * DAY, today=TODAY, most_days=180, reason="要求", ended=False)) == refused


def test_an_offer_ends_on_the_day_of_its_end() -> None:
    assert offer_state(withdrawn=False, until=TODAY + DAY, on=TODAY) is OfferState.READY
    assert offer_state(withdrawn=False, until=TODAY, on=TODAY) is OfferState.ENDED
    assert offer_state(withdrawn=True, until=FAR, on=TODAY) is OfferState.WITHDRAWN


@pytest.mark.parametrize(
    ("deed", "content", "refused"),
    [
        (Deed.OFFER, {"kind": "venue", "title": "会议室", "until": "2026-07-01"}, []),
        (Deed.OFFER, {"kind": "venue", "title": "会议室", "role": "admin"}, ["unknown"]),
        (Deed.OFFER, {"kind": "<script>", "title": "会议室"}, ["kind"]),
        (Deed.OFFER, {"kind": "venue", "title": "会" * 61}, ["too_long"]),
        (Deed.OFFER, {"kind": "venue", "title": "会议室", "until": "31/12"}, ["day"]),
        (Deed.OFFER, {"kind": "venue", "title": "会议室", "until": "9999-12-31"}, ["day"]),
        (Deed.OFFER, {"kind": "venue", "title": 7}, ["type"]),
        (Deed.OFFER, {"kind": "venue", "title": "\0\n "}, ["title_missing"]),
        (Deed.CONFIRM, {"project": "M000001", "verdict": "maybe"}, ["verdict"]),
        (Deed.CONFIRM, {"project": "M000001", "verdict": "no"}, ["note"]),
        (Deed.CONFIRM, {"project": "M000001", "verdict": "yes"}, []),
    ],
)
def test_what_comes_from_outside_is_read_with_care(deed: Deed, content: dict[str, object], refused: list[str]) -> None:
    assert codes(read(deed, content, today=TODAY).decision) == refused


def test_what_is_read_holds_no_sign_that_nobody_sees() -> None:
    found = read(Deed.OFFER, {"kind": "venue", "title": " 会\0议\u202e室\n一间 ", "detail": "一楼\n\x07二楼"}, today=TODAY)
    assert (found.said.title, found.said.detail) == ("会议室 一间", "一楼\n二楼")


@settings(max_examples=80)
@given(st.sampled_from(list(Deed)), st.dictionaries(st.sampled_from([*LENGTHS, "since", "until", "odd"]), st.text(max_size=80)))
def test_whatever_is_written_is_judged_and_never_breaks(deed: Deed, content: dict[str, object]) -> None:
    found = read(deed, content, today=date(2026, 6, 1))
    assert "\0" not in found.said.title + found.said.detail + found.note + shown(content)
    assert len(shown(content)) <= 700
