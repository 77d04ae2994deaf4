"""What people paste: a 接龙 of the work group, a list of names, a line out of somebody's head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.gatherings.rules.roll_call import read_roll_call

ROLL = ("张三", "李四", "王五", "欧阳海燕", "阿布都·热合曼", "王芳", "马到", "赵书记")
Short = tuple[str, str]


def heard(text: str, *, names: tuple[str, ...] = ROLL, usual: str = "present") -> list[Short]:
    """Names and presence; in attendance says so."""
    read = read_roll_call(text, names, usual=usual)
    return [(one.name, "in_attendance" if one.standing == "in_attendance" else one.presence) for one in read.said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 张三 2. 李四 请假", [("张三", "present"), ("李四", "on_leave")]),
        ("#接龙\n1. 张三\n2. 李四（请假）\n3. 王五 +1", [("张三", "present"), ("李四", "on_leave"), ("王五", "present")]),
        ("１．张三　２．李四　请假", [("张三", "present"), ("李四", "on_leave")]),
        ("①张三②李四", [("张三", "present"), ("李四", "present")]),
        ("1张三 2李四", [("张三", "present"), ("李四", "present")]),
        ("张三、李四，王五。", [("张三", "present"), ("李四", "present"), ("王五", "present")]),
        ("张 三\n李　四", [("张三", "present"), ("李四", "present")]),
        ("张 三 李 四", [("张三", "present"), ("李四", "present")]),
        ("张三李四王五", [("张三", "present"), ("李四", "present"), ("王五", "present")]),
        ("张三👍🏻 ❤️李四✅", [("张三", "present"), ("李四", "present")]),
        ("王芳书记、李四同志", [("王芳", "present"), ("李四", "present")]),
        ("书记王芳", [("王芳", "present")]),
        ("李四请假了", [("李四", "on_leave")]),
        ("李四病假，张三线上参加", [("李四", "on_leave"), ("张三", "remote")]),
        ("请假：李四、王五\n缺席：张三", [("李四", "on_leave"), ("王五", "on_leave"), ("张三", "absent")]),
        ("列席人员：刘大明", [("刘大明", "in_attendance")]),
        ("刘大明（列席）", [("刘大明", "in_attendance")]),
        ("阿布都•热合曼 到", [("阿布都·热合曼", "present")]),
        ("欧阳海燕", [("欧阳海燕", "present")]),
        ("马到", [("马到", "present")]),
        ("赵书记", [("赵书记", "present")]),
        ("2024新来的同志", []),
        ("张三（请假） 李四", [("张三", "on_leave"), ("李四", "present")]),
        ("张三 李四请假 王五", [("张三", "present"), ("李四", "on_leave"), ("王五", "present")]),
        ("张三李四请假", [("张三", "present"), ("李四", "on_leave")]),
        ("请假 张三 李四", [("张三", "on_leave"), ("李四", "on_leave")]),
        ("李四（请假，生病）", [("李四", "on_leave")]),
        ("【张三】", []),
        ("张三 生病请假", [("张三", "on_leave")]),
        ("张三（生病请假）", [("张三", "on_leave")]),
        ("张三 出差，请假", [("张三", "on_leave")]),
        ("张三，出差请假", [("张三", "on_leave")]),
        ("张三 在外地，请假", [("张三", "on_leave")]),
        ("张三（请假至12月1日）", [("张三", "on_leave")]),
        ("1. 李四 到\n2. 张三，请了半天假", [("李四", "present"), ("张三", "on_leave")]),
        ("1. 李四 2. 张三，请假", [("李四", "present"), ("张三", "on_leave")]),
        ("请假张三", [("张三", "on_leave")]),
        ("到会：李四、王五；请假2人：张三、王芳", [("李四", "present"), ("王五", "present"), ("张三", "on_leave"), ("王芳", "on_leave")]),
        ("请假：\n张三\n李四\n\n王五", [("张三", "on_leave"), ("李四", "on_leave"), ("王五", "present")]),
        ("李四、王五\n应到 5 人，请假 2 人", [("李四", "present"), ("王五", "present")]),
        ("请假：无\n张三", [("张三", "present")]),
        ("请假人员：张三（生病）、李四", [("张三", "on_leave"), ("李四", "on_leave")]),
        ("张三、李四，收到", [("张三", "present"), ("李四", "present")]),
    ],
)
def test_it_is_read_as_it_was_meant(text: str, expected: list[Short]) -> None:
    assert heard(text) == expected


EXCUSED = (
    "张三 出差|张三出差了|张三 不能参加|张三不能参加|张三 来不了|张三来不了|张三 生病|张三，生病|张三 在外地|生病：张三|张三（住院）|"
    "张三 病|张三（外出，来不了）|张三没请假|张三 到 请假|请假、张三|请假\n张三|张三\n请假|张三（书记代签）|张三 代签|张三（家属代）|"
    "代张三|张三由家属代签|张三，书记代签|张三 钱七请假|张三，下乡请假"
)


@pytest.mark.parametrize("text", EXCUSED.split("|"))
def test_who_may_not_have_been_there_is_asked_and_never_present(text: str) -> None:
    assert [short for short in heard(text) if short[0] == "张三"] == [("张三", "")]


def test_one_for_another_asks_of_both_and_no_remark_is_a_guest() -> None:
    assert heard("张三代李四") == [("张三", ""), ("李四", "")]
    assert heard("张三，李四，出差") == [("张三", ""), ("李四", "")]
    assert [one.why for one in read_roll_call("张三 出差", ROLL).said] == ["写了“出差”，没有说清是不是请假"]


AWAY = st.sampled_from(["请假", "生病请假", "出差", "来不了", "不能参加", "在外地", "代签", "住院", "有事请假", "没来"])


@given(name=st.sampled_from(ROLL), away=AWAY, glue=st.sampled_from(("", *" ，（、：\n")), number=st.sampled_from(("", "3. ")))
def test_whatever_stands_between_a_name_and_its_excuse_nobody_is_present(name: str, away: str, glue: str, number: str) -> None:
    text = f"{number}{name}{glue}{away}{'）' if glue == '（' else ''}"
    assert [presence for _, presence in heard(text) if presence in {"present", "remote"}] == []


def test_by_proxy_has_to_be_asked() -> None:
    (one,) = read_roll_call("王五 代", ROLL).said
    assert (one.name, one.presence, one.why) == ("王五", "", "写了“代”：本人没有到会的，不能由别人代替")


def test_a_word_behind_several_names_is_asked() -> None:
    first, second = read_roll_call("张三 李四 请假", ROLL).said
    assert (first.presence, second.presence, second.why) == ("", "", "同一处写了几个名字和“请假”，不清楚指谁")


def test_a_very_long_run_without_anything_between_is_read() -> None:
    (one,) = read_roll_call("张三" * 4000, ROLL).said
    assert (one.name, one.times) == ("张三", 4000)


def test_named_twice_is_one_and_asked_where_it_differs() -> None:
    same, differs = read_roll_call("张三 张三、李四，李四 请假", ROLL).said
    assert (same.times, same.presence) == (2, "present")
    assert (differs.times, differs.presence, differs.why) == (2, "", "写了不止一次，前后说法不同")


def test_a_name_that_nobody_bears_stays_a_name() -> None:
    assert heard("钱七 请假") == [("钱七", "on_leave")]


def test_what_is_no_name_is_handed_back() -> None:
    read = read_roll_call("1. 张三（晚到10分钟）\n下午两点半在社区活动中心二楼会议室开会\nhello", ROLL)
    assert [one.name for one in read.said] == ["张三"]
    assert read.left == ("晚到10分钟", "下午两点半在社区活动中心二楼会议室开会", "hello")


def test_the_same_list_can_mean_leave() -> None:
    assert heard("张三 李四", usual="on_leave") == [("张三", "on_leave"), ("李四", "on_leave")]


NAMES = st.lists(st.sampled_from(ROLL), min_size=1, max_size=8, unique=True)
STATES = st.sampled_from(["", "请假", "缺席", "线上", "到会"])
MEANS = {"": "present", "请假": "on_leave", "缺席": "absent", "线上": "remote", "到会": "present"}


@given(rows=st.lists(st.tuples(st.sampled_from(ROLL), STATES), min_size=1, max_size=8, unique_by=lambda row: row[0]), data=st.data())
def test_whatever_the_numbering_and_the_marks_everybody_is_found_once(rows: list[Short], data: st.DataObject) -> None:
    numbers = data.draw(st.sampled_from(["{}. ", "{}、", "{}) ", "（{}）", "{} ", ""]))
    between = data.draw(st.sampled_from(["\n", "，", "；", "、\n"]))
    brackets = data.draw(st.booleans())
    said = [
        numbers.format(number) + name + ((f"（{word}）" if brackets else f" {word}") if word else "")
        for number, (name, word) in enumerate(rows, 1)
    ]
    assert heard(between.join(said)) == [(name, MEANS[word]) for name, word in rows]


@given(text=st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_no_name_comes_twice(text: str) -> None:
    names = [one.name for one in read_roll_call(text, ROLL).said]
    assert len(names) == len(set(names))
    assert all(len(name) > 1 for name in names)


@given(names=NAMES, more=st.text(alphabet="0123456789 ，。、👍✅（）()+abcXYZ", max_size=30))
def test_whatever_stands_around_them_no_name_is_lost(names: list[str], more: str) -> None:
    found = {one.name for one in read_roll_call(f"{more}\n{'、'.join(names)}\n{more}", ROLL).said}
    assert found == set(names)
