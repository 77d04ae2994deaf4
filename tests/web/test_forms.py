"""Forms say everything at once, in Chinese, with what to do."""

from datetime import date
from typing import Any

import pytest
from django import forms

from zhibu.exchange.values import parse_date
from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Decision, Objection
from zhibu.web.fields import DayField, PartialDateField
from zhibu.web.forms import NotedField, PageForm

TODAY = date(2026, 11, 24)
PROBATION = Objection("probation", "预备期未满 50%。", "《发展党员工作细则》第三十一条", "请到期后再办。", "joined_on")
GENERAL = Objection("quorum", "到会不足半数。")


class JoinForm(PageForm):
    groups = (("党内信息", ("joined_on", "sex")),)
    name = forms.CharField(label="姓名", max_length=4, min_length=2)
    sex = forms.ChoiceField(label="性别", choices=(("1", "男"), ("2", "女")), widget=forms.RadioSelect)
    joined_on = PartialDateField(label="入党日期", parse=parse_date)
    moved_on = DayField(label="转入日期", parse=parse_date, required=False)
    until = DayField(label="截止日期", parse=parse_date, future=True, required=False)
    origin = forms.CharField(required=False, widget=forms.HiddenInput)


def bound(**changes: str) -> JoinForm:
    given: dict[str, Any] = {"name": "张淑兰", "sex": "2", "joined_on": "1973.6", **changes}
    return JoinForm(given, today=TODAY)


def said(form: PageForm) -> list[tuple[str, str, str]]:
    return [(note.anchor, note.text, note.objection.remedy) for note in form.notes]


def test_a_sound_form() -> None:
    form = bound(moved_on="20240318", until="2031年12月31日")
    assert form.is_valid()
    assert form.cleaned_data == {
        "name": "张淑兰",
        "sex": "2",
        "joined_on": PartialDate(date(1973, 6, 1), month_only=True),
        "moved_on": date(2024, 3, 18),
        "until": date(2031, 12, 31),
        "origin": "",
    }


@pytest.mark.parametrize("text", ["2026-11-24", "2026年11月24日", "2026.11.24", "20261124", " 2026-11-24 "])
def test_ways_to_write_a_day(text: str) -> None:
    form = bound(joined_on=text)
    assert (form.errors, form.cleaned_data["joined_on"]) == ({}, PartialDate(date(2026, 11, 24)))


def test_all_that_is_missing_is_said_at_once_in_the_order_of_the_fields() -> None:
    assert said(JoinForm({}, today=TODAY)) == [
        ("id_name", "请填写「姓名」。", ""),
        ("id_sex", "请选择「性别」。", ""),
        ("id_joined_on", "请填写「入党日期」。", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"name": "张淑兰同志"}, "「姓名」最多 4 个字，现有 5 个。"),
        ({"name": "张"}, "「姓名」至少 2 个字，现有 1 个。"),
        ({"sex": "3"}, "「性别」没有这个选项，请重新选择。"),
        ({"moved_on": "2024.3"}, "转入日期：这里要写到日。"),
    ],
)
def test_each_error_in_chinese(changes: dict[str, str], text: str) -> None:
    assert [note.text for note in bound(**changes).notes] == [text]


@pytest.mark.parametrize("text", ["73年", "明天", "2026-13-01", "2031-01-01"])
def test_a_date_that_cannot_be_taken_says_why_and_what_to_do(text: str) -> None:
    [note] = bound(joined_on=text).notes
    assert (note.anchor, bool(note.objection.message), note.objection.remedy.endswith("。")) == ("id_joined_on", True, True)


def test_a_fault_in_the_parser_is_not_the_users() -> None:
    def parse(text: str, *, today: date) -> PartialDate:
        raise KeyError(text, today)

    class Broken(PageForm):
        day = DayField(label="日期", parse=parse)

    with pytest.raises(KeyError):
        Broken({"day": "2026-11-24"}).is_valid()


def test_objections_of_a_rule_stand_at_their_fields_and_at_the_top() -> None:
    form = bound()
    form.refuse(Decision.of(PROBATION, GENERAL))
    assert [(note.anchor, note.objection) for note in form.notes] == [("", GENERAL), ("id_joined_on", PROBATION)]
    field = form["joined_on"]
    assert isinstance(field, NotedField)
    assert field.notes == [PROBATION]


def test_an_error_names_the_label_that_the_field_bears_by_now() -> None:
    class Named(PageForm):
        unit = forms.CharField(label="单位", max_length=2)

    for data, said in (({}, "请填写「推荐单位」。"), ({"unit": "街道办"}, "「推荐单位」最多 2 个字，现有 3 个。")):
        form = Named(data)
        form.fields["unit"].label = "推荐单位"
        assert [one.text for one in form.notes] == [said]


def test_objections_may_hold_percent_signs() -> None:
    form = bound()
    form.refuse(Decision.of(PROBATION))
    assert [note.text for note in form.notes] == ["入党日期：预备期未满 50%。"]


def test_fields_stand_under_their_headings() -> None:
    assert [(group.title, [field.name for field in group.fields]) for group in JoinForm(today=TODAY).grouped] == [
        ("", ["name", "moved_on", "until"]),
        ("党内信息", ["joined_on", "sex"]),
    ]


def test_days_are_shown_again_as_tables_write_them() -> None:
    form = JoinForm(initial={"joined_on": PartialDate(date(1973, 6, 1), month_only=True), "moved_on": date(2024, 3, 18)})
    assert (form["joined_on"].value(), form["moved_on"].value()) == ("1973-06", "2024-03-18")


def test_no_box_cuts_off_what_is_pasted() -> None:
    assert "maxlength" not in str(bound(name="张淑兰张淑兰")["name"].as_field_group())


def test_the_input_of_a_wrong_field_is_tied_to_its_error_and_hint() -> None:
    html = str(bound(joined_on="73年")["joined_on"].as_field_group())
    assert html.count('aria-describedby="id_joined_on_helptext id_joined_on_error"') == 1
    assert (html.count('id="id_joined_on_helptext"'), html.count('id="id_joined_on_error"'), html.count('aria-invalid="true"')) == (1, 1, 1)


def test_the_summary_leads_to_the_fields() -> None:
    html = str(bound(name=""))
    assert html.count('<a href="#id_name">请填写「姓名」。</a>') == 1
    assert html.count('id="id_name"') == 1


class SignForm(PageForm):
    name = forms.CharField(label="姓名")
    secret = forms.CharField(label="密码", widget=forms.PasswordInput, strip=False)
    note = forms.CharField(label="说明", widget=forms.Textarea, required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("张\u200b三", "张三"),
        ("\u202e三张\u202c", "三张"),
        ("李\u2066四\u2069", "李四"),
        ("王\ufeff五\x07", "王五"),
        ("赵\u00ad六", "赵六"),
        ("䶮\U000e0100", "䶮\U000e0100"),
        ("a\u0301", "a\u0301"),
    ],
)
def test_what_nobody_sees_is_not_read(typed: str, read: str) -> None:
    """A name that reads otherwise than it is written passes for somebody else's, in a list and in the trail."""
    form = SignForm({"name": typed, "secret": "x", "note": ""})
    assert (form.is_valid(), form.cleaned_data["name"]) == (True, read)


def test_only_what_nobody_sees_is_nothing() -> None:
    assert said(SignForm({"name": "\u200b\u202e", "secret": "x"})) == [("id_name", "请填写「姓名」。", "")]


def test_lines_stay_lines_and_a_password_stays_as_it_was_typed() -> None:
    form = SignForm({"name": "a", "secret": " \u200bgeheim\u202e ", "note": "一\r\n\t二\u200b"})
    assert form.is_valid()
    assert (form.cleaned_data["secret"], form.cleaned_data["note"]) == (" \u200bgeheim\u202e ", "一\r\n\t二")
