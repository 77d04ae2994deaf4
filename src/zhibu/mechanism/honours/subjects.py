"""Honours as subjects of the trail: where they stand, and the key of the person honoured, with which the trail seals what it says."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.mechanism.honours.models import Honour, HonourReceived
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
