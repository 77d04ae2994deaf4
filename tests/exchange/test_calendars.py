"""Calendars for telephones, by the letter of RFC 5545."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from zhibu.exchange.calendars import CalendarEvent, calendar_text

STAMP = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))


def test_an_event_with_hours_stands_in_utc() -> None:
    begins = datetime(2026, 6, 8, 14, 30, tzinfo=SHANGHAI)
    one = CalendarEvent("a1", "日程 14:30", begins, begins + timedelta(hours=2), "二楼, 会议室; 东侧\\1")
    assert calendar_text([one], name="日程", stamp=STAMP).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//calendar//ZH",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:日程",
        "BEGIN:VEVENT",
        "UID:a1",
        "DTSTAMP:20260601T040000Z",
        "DTSTART:20260608T063000Z",
        "DTEND:20260608T083000Z",
        "SUMMARY:日程 14:30",
        "LOCATION:二楼\\, 会议室\\; 东侧\\\\1",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_day_alone_lasts_the_whole_day_and_what_is_off_says_so() -> None:
    text = calendar_text([CalendarEvent("a1", "日程", date(2026, 6, 8), cancelled=True)], name="日程", stamp=STAMP)
    assert "DTSTART;VALUE=DATE:20260608\r\nSUMMARY:日程\r\nSTATUS:CANCELLED\r\n" in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(place: str) -> None:
    text = calendar_text([CalendarEvent("a1", "日程", date(2026, 6, 8), location=place)], name="日程", stamp=STAMP)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    kept = "".join(part[9:] for part in unfolded.split("\r\n") if part.startswith("LOCATION:"))
    assert kept.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\") == place


@given(st.text(max_size=100))
def test_no_text_begins_a_line_of_its_own(place: str) -> None:
    text = calendar_text([CalendarEvent("a1", "日程", date(2026, 6, 8), location=place)], name="日程", stamp=STAMP)
    begun = [line.split(":")[0].split(";")[0] for line in text.split("\r\n") if line and not line.startswith(" ")]
    head = ["BEGIN", "VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY"]
    assert begun == [*head, *(["LOCATION"] if place else []), "STATUS", "END", "END"]
