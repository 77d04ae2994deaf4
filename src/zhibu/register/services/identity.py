"""Whether somebody is in the register already: by number, else by name, birth date and branch."""

from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, Person
from zhibu.register.rules import member_acts
from zhibu.store.keys import key_store

WHY: Final = "登记前查重"
NAMES: Final = "see_names"


def number_known(number: str, *, reader: Reader, but: int = 0) -> Objection | None:
    """The record that has the number; named to those who reach it."""
    if not number:
        return None
    index = key_store().index_of_number(number)
    others = Person.objects.unguarded(WHY).filter(id_number_index=index, merged_into=None).exclude(pk=but)
    found = others.select_related("now_organisation").order_by("pk").first()
    if found is None:
        return None
    in_reach = reader.everywhere or reader.may(NAMES, found.now_path)
    return member_acts.number_known(known_as=_called(found), in_reach=in_reach)


def same_person(facts: dict[str, Any], *, branch: Organisation) -> Objection | None:
    """Somebody of the same name and birth date on the roll of the branch; two different numbers are two people."""
    birth: date | None = facts.get("birth_date")
    alike = Person.objects.unguarded(WHY).filter(name=facts.get("name", ""), birth_date=birth, now_organisation=branch, merged_into=None)
    if facts.get("id_number"):
        alike = alike.filter(id_number_index=None)
    found = alike.select_related("now_organisation").order_by("pk").first()
    return member_acts.same_person(known_as=_called(found) if found else "", birth=birth)


def _called(person: Person) -> str:
    place = str(person.now_organisation) if person.now_organisation else "不在名册上"
    return f"{person.name}（{person.code}，{place}）"
