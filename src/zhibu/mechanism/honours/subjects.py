"""Honours as subjects of the trail: where they stand, and the key of the person honoured, with which the trail seals what it says."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.terms import SEE
from zhibu.register.models import Person
from zhibu.store.keys import key_store
from zhibu.store.sealing import KEY
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：荣誉所在的党组织和本人密钥"


def granted(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """Of honours that were granted here."""
    return _facts(Honour, ids)


def received(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """Of honours from above."""
    return _facts(HonourReceived, ids)


def _facts(model: type[Honour | HonourReceived], ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    found = model.objects.unguarded(WHY).filter(pk__in=list(ids))
    rows = list(found.values_list("pk", "place__now_path", "person__key_name"))
    keys = key_store().of(name for _, _, name in rows if name)
    return {pk: SubjectFacts(path, (keys.get(name) or os.urandom(KEY)) if name else b"") for pk, path, name in rows}


def granted_before(ids: Iterable[int]) -> Mapping[int, Sequence[bytes]]:
    """Of records that were merged into that of the person: under them it stood before."""
    return _keys_before(Honour, ids)


def received_before(ids: Iterable[int]) -> Mapping[int, Sequence[bytes]]:
    """The same of honours from above."""
    return _keys_before(HonourReceived, ids)


def _keys_before(model: type[Honour | HonourReceived], ids: Iterable[int]) -> Mapping[int, Sequence[bytes]]:
    of = dict(model.objects.unguarded(WHY).filter(pk__in=list(ids)).exclude(person=None).values_list("pk", "person_id"))
    merged = list(Person.objects.unguarded(WHY).filter(merged_into__in=set(of.values())).values_list("merged_into_id", "key_name"))
    keys = key_store().of(name for _, name in merged)
    return {pk: [keys[name] for into, name in merged if into == person and name in keys] for pk, person in of.items()}


def names_granted(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By the number of the certificate alone: whose it is stays on its page."""
    found = Honour.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "certificate")
    view = "honour" if reader.paths(SEE) else ""
    return {pk: Label(f"荣誉 {number}", view, number) for pk, number in found}


def names_received(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By its code alone."""
    found = HonourReceived.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "code")
    view = "honour_received" if reader.paths(SEE) else ""
    return {pk: Label(f"上级荣誉 {code}", view, code) for pk, code in found}
