"""What counts as typed twice, and as typed although it was known."""

from zhibu.config.bench.hand import Typed, known_before, twice

TOPIC = Typed("安排会议活动", "topic", "学习长江保护法")
AGAIN = Typed("写会议记录", "topic", " 学习长江保护法")
NUMBER = Typed("只填人数", "present", "9")
NAMED = Typed("写会议记录", "resolutions", "由王芳负责。")


def test_the_second_time_of_the_same_words_is_one_too_many() -> None:
    assert twice([TOPIC, NAMED, AGAIN]) == [AGAIN]


def test_a_single_sign_may_come_again() -> None:
    assert twice([NUMBER, NUMBER]) == []


def test_a_name_that_stands_on_the_roll_is_known() -> None:
    assert known_before([TOPIC, NAMED, NUMBER], ["王芳", "9", "社区会议室"]) == [NAMED]


def test_what_was_typed_is_said_with_its_page_and_field() -> None:
    assert str(Typed("安排会议活动", "items", "通报工作\n讨论计划")) == "安排会议活动 items：通报工作 / 讨论计划"
