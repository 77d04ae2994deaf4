"""Path and key of the register's subjects, for the trail."""

import os
from collections.abc import Iterable, Mapping

from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.store.keys import key_store
from zhibu.store.sealing import KEY
from zhibu.trail.subjects import SubjectFacts

WHY = "路径与密钥，供审计记录使用"


def persons(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """Persons seal what the trail says of them; whose key is destroyed gets one that nobody keeps, so that nothing is told in plain."""
    found = Person.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "now_path", "key_name")
    rows = list(found)
    keys = key_store().of(name for _, _, name in rows)
    return {pk: SubjectFacts(path, keys.get(name) or os.urandom(KEY)) for pk, path, name in rows}


def organisations(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """Organisations stand where they stand."""
    found = Organisation.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def units(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """Units stand where the Party organisation of their place stands."""
    found = ResidentUnit.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}
