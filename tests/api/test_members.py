"""Members by the API: who joins, what changes, who leaves, by the services and checks of the forms."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.access.in_the_world import rows_of_everything
from tests.api.callers import Caller, caller, codes, token_of
from tests.api.test_operations import told
from tests.register.factories import Street, make_person, make_street
from zhibu.access.terms import Role
from zhibu.api import limits
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.register.rules.identity_number import check_digit

WHY = "测试"
PHONE = "13912345678"
NUMBER = "11010119700101001" + check_digit("11010119700101001")


@pytest.fixture
def street(db: None) -> Street:
    limits.forget()
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Caller:
    return caller(Role.STREET_CLERK, street.street)


def joining(street: Street, **facts: str) -> dict[str, object]:
    return {
        "organisation": street.sunny_first.code,
        "status": "full",
        "category": "resident",
        "on": today().isoformat(),
        "facts": {"name": "李四", "joined_on": "1999-07", "phone": PHONE, **facts},
    }


def test_somebody_joins_and_sex_and_birth_follow_from_the_number_that_nobody_is_told(street: Street, clerk: Caller) -> None:
    response = clerk.post("members", joining(street, id_number=NUMBER))
    said = told(response)
    assert (said["name"], said["sex"], said["birth_date"], said["joined_on"]) == ("李四", "男", "1970-01-01", "1999-07")
    assert (said["status"], said["category"], said["organisation"]["code"]) == ("正式党员", "居民党员", street.sunny_first.code)
    assert [one in response.content.decode() for one in (NUMBER, PHONE)] == [False, False]


def test_the_same_key_registers_once_and_the_number_is_known_the_second_time(street: Street, clerk: Caller) -> None:
    body = joining(street, id_number=NUMBER)
    first, again = (told(clerk.post("members", body, key="same-key-1")) for _ in range(2))
    assert first == again
    assert clerk.post("members", body).status_code == 422
    assert Person.objects.unguarded(WHY).count() == 1


def test_everything_that_stands_against_it_is_named_at_once_with_its_field(street: Street, clerk: Caller) -> None:
    before = rows_of_everything()
    body = joining(street, name="", id_number="110101197001010011", joined_on="1960-01", confirmed_on="1950-01")
    response = clerk.post("members", body)
    assert response.status_code == 422
    fields = {one["field"] for one in response.json()["objections"]}
    assert {"facts.name", "facts.id_number"} <= fields
    assert rows_of_everything() == before


def test_what_the_list_of_facts_does_not_know_is_refused(street: Street, clerk: Caller) -> None:
    response = clerk.post("members", joining(street, hardship="yes"))
    assert (response.status_code, codes(response)) == (422, ["extra_forbidden"])


def test_a_correction_changes_what_it_names_and_nothing_else(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三", phone=PHONE)
    before: dict[str, object] = {**Person.objects.unguarded(WHY).values().get(pk=one.pk)}
    said = told(clerk.write("PATCH", f"members/{one.code}", {"facts": {"joined_on": "2001-07"}, "reason": "核对档案"}))
    assert said["joined_on"] == "2001-07"
    after: dict[str, object] = {**Person.objects.unguarded(WHY).values().get(pk=one.pk)}
    assert {name for name, value in after.items() if value != before[name]} == {"joined_on", "month_only"}


def test_status_category_mark_post_and_leaving_are_recorded_from_their_day(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三")
    day = today().isoformat()
    assert told(clerk.post(f"members/{one.code}/category", {"category": "retired", "on": day}))["category"] == "离退休党员"
    marked = told(clerk.post(f"members/{one.code}/marks", {"mark": "home_bound", "on": day}))
    assert [fact["value"] for fact in marked["facts"] if fact["kind"] == "mark"] == ["home_bound"]
    holding = {"organisation": street.sunny_first.code, "kind": "secretary", "on": day}
    held = told(clerk.post(f"members/{one.code}/posts", holding))
    assert [fact["value"] for fact in held["facts"] if fact["kind"] == "post"] == ["secretary"]
    assert told(clerk.post(f"members/{one.code}/leave", {"how": "left", "on": day, "reason": "转出"}))["organisation"] is None


def test_hardship_is_no_mark_that_another_system_may_set(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三")
    before = rows_of_everything()
    response = clerk.post(f"members/{one.code}/marks", {"mark": "hardship", "on": today().isoformat()})
    assert (response.status_code, codes(response)) == (422, ["choice"])
    assert rows_of_everything() == before


def test_a_token_without_the_right_changes_nobody(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    reading = Caller(token_of(account, street.street, ["see_register", "see_record"]).secret)
    elsewhere = Caller(token_of(account, street.spring, ["edit_members"], name="春晓").secret)
    body = {"category": "retired", "on": today().isoformat()}
    before = rows_of_everything()
    assert [by.post(f"members/{one.code}/category", body).status_code for by in (reading, elsewhere)] == [403, 404]
    assert rows_of_everything() == before


def test_a_day_before_the_first_is_refused_with_the_words_of_the_page(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三")
    early = date(1930, 1, 1) - timedelta(days=1)
    response = clerk.post(f"members/{one.code}/leave", {"how": "left", "on": early.isoformat()})
    assert response.status_code == 422
    assert response.json()["objections"][0]["remedy"] != ""
