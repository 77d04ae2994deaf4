"""What upper packages offer on a lower page is seen by whoever may, and nowhere else."""

from zhibu.kernel.readers import SystemReader
from zhibu.web import offers


def test_what_is_offered_on_a_page_is_seen_by_whoever_may() -> None:
    class Reader(SystemReader):
        def may(self, act: str, path: str) -> bool:
            return (act, path) == ("see_record", "0000001")

    offers.add("test page", offers.Offer("谁能看到", "member_readers", "see_record"), offers.Offer("打印", "member_slip", "print_slips"))
    reader = Reader("测试")
    assert [(act.label, act.url) for act in offers.acts("test page", reader, "0000001", "R1")] == [("谁能看到", "/members/R1/readers")]
    assert offers.acts("test page", reader, "0000002", "R1") == []
    assert offers.acts("another page", reader, "0000001", "R1") == []
