"""The exchange with the portal: write what waits, take what came. Both may be done twice, late, or out of order without harm."""

import json
import logging
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from zhibu.exchange.bundles import LARGEST, Bundle, Refused, fresh, read, unseal, write
from zhibu.kernel.readers import SystemReader
from zhibu.postbox.arrivals import HANDLERS, Arrival, NotTaken
from zhibu.postbox.keys import mark_key, opening_key
from zhibu.postbox.models import Arrived, Crossing, Publication
from zhibu.postbox.terms import LARGEST_ARRIVAL
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

logger = logging.getLogger(__name__)

WHY: Final = "门户往来：发出变动的页面，收取来件"
OUTWARD: Final = "to-portal.json"
INWARD: Final = "from-portal.json"
"""Names of the two files in the folder of the exchange: each holds everything that the other side has not told to have."""
READABLE: Final = 0o640
"""The folder's group is the portal's user, where that is another one."""
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
"""Between which a letter may say it was written: no calculation with its day leaves the calendar."""
KEPT: Final = timedelta(days=30)
"""How long an arrival stays that nobody took."""


def outward(at: datetime) -> bytes:
    """Every change behind the one that the portal has told to have; from 0 on it is all there is."""
    with transaction.atomic():
        Crossing.objects.get_or_create(pk=1)
        row = Crossing.objects.select_for_update().get(pk=1)
        if not row.epoch:
            row.epoch, row.acknowledged = int(at.timestamp()), 0
        base = row.acknowledged
        changed = Publication.objects.unguarded(WHY).filter(number__gt=base).order_by("number")
        items = tuple(_item(one) for one in changed if base or one.withdrawn_at is None)
        row.written_at = at
        row.save(update_fields=["written_at", "epoch", "acknowledged"])
    return write(Bundle("portal", row.origin, base, row.newest, row.taken, row.epoch, items), mark_key(row.generation))


def _item(one: Publication) -> dict[str, Any]:
    until = one.until.isoformat() if one.until else ""
    content = None if one.withdrawn_at else json.loads(one.content)
    return {"number": one.number, "page": one.page, "key": one.key, "until": until, "content": content}


def inward(raw: bytes, at: datetime, *, past_gap: bool = False) -> int:
    """Take a bundle of the portal: what is new in it becomes rows, for ``handle``. Returns how many; raises ``Refused``.

    ``past_gap``: what is missing was lost for good, and somebody has decided to go on without it.
    """
    try:
        with transaction.atomic():
            taken = _take_in(raw, at, past_gap=past_gap)
    except Refused as refusal:
        Crossing.objects.update_or_create(pk=1, defaults={"refused_at": at, "refused": str(refusal)})
        raise
    return taken


def _take_in(raw: bytes, at: datetime, *, past_gap: bool) -> int:
    Crossing.objects.get_or_create(pk=1)
    row = Crossing.objects.select_for_update().get(pk=1)
    bundle = read(raw, mark_key(row.generation), towards="inside")
    known = row.taken if bundle.origin == row.origin else 0
    new = fresh(bundle, max(known, bundle.base) if past_gap else known)
    opened = [_opened(one, row.generation) for one in new]
    if opened:
        with recording(Actor(SystemReader("收取门户来件", label="系统"), at, "portal"), "postbox.take") as work:
            for number, told in opened:
                work.add(Arrived, origin=bundle.origin, number=number, taken_at=at, **told)
    _remember(row, bundle, max(known, bundle.to), at)
    return len(opened)


def _remember(row: Crossing, bundle: Bundle, taken: int, at: datetime) -> None:
    """What the portal has of another epoch counts for nothing; has it more than there is, a backup was brought back: all goes anew."""
    ours = bundle.epoch == row.epoch
    if ours and bundle.acknowledged > row.newest:
        row.epoch = 0
    row.acknowledged = bundle.acknowledged if ours and row.epoch else 0
    row.origin, row.taken, row.read_at, row.refused, row.refused_at = bundle.origin, taken, at, "", None
    row.save()


def begin_anew() -> None:
    """A backup was brought back: what the portal has since then may be none of ours, and gets everything once more."""
    Crossing.objects.update(epoch=0, acknowledged=0)


def _opened(item: Mapping[str, Any], generation: int) -> tuple[int, dict[str, Any]]:
    """A letter sealed with the keys of an older generation still opens; one that nobody can open or read is refused with the bundle.

    The portal is not believed: it stands outside, and whoever takes it over writes letters of any shape.
    """
    try:
        return _read(item, generation)
    except Refused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Refused("unreadable", "有一件来件的内容不合规定，没有收取：请检查门户是否被人动过。") from error


def _read(item: Mapping[str, Any], generation: int) -> tuple[int, dict[str, Any]]:
    if not 1 <= int(item["sealed_with"]) <= generation:
        raise Refused("unreadable", "来件不是用本系统的公钥密封的，没有收取。")
    plain = unseal(opening_key(int(item["sealed_with"])), bytes.fromhex(item["sealed"]), str(item["number"]).encode())
    if len(plain) > LARGEST_ARRIVAL:
        raise Refused("too_large", f"有一件来件超过 {LARGEST_ARRIVAL // 1024} KB，没有收取：请检查门户是否被人动过。")
    told = json.loads(plain)
    content = json.dumps({str(name): str(value) for name, value in told["content"].items()}, ensure_ascii=False)
    kind, key, sent = str(told["kind"])[:40], str(told["key"])[:80], datetime.fromisoformat(told["at"])
    if sent.tzinfo is None or not EARLIEST <= sent <= LATEST or "\0" in kind + key:
        raise ValueError(told["at"])
    (kind + key + content).encode()
    return int(item["number"]), {"kind": kind, "key": key, "content": content, "at": sent}


def handle(at: datetime) -> int:
    """Give to packages what waits, the oldest first; what fails for no fault of its own waits for the next time."""
    waiting = Arrived.objects.unguarded(WHY).filter(handled_at=None, refused="", kind__in=list(HANDLERS)).order_by("pk")
    return sum(_handled(pk, at) for pk in waiting.values_list("pk", flat=True))


def _handled(pk: int, at: datetime) -> bool:
    by = Actor(SystemReader("处理门户来件", label="系统"), at, "portal")
    try:
        with transaction.atomic():
            row = Arrived.objects.unguarded(WHY).select_for_update().filter(pk=pk, handled_at=None, refused="").first()
            if row is None:
                return False
            HANDLERS[row.kind](Arrival(row.kind, row.key, json.loads(row.content), row.at, row.pk, row.taken_at))
            with recording(by, "postbox.handle") as work:
                work.change(Arrived, pk, handled_at=at, content="")
    except NotTaken as reason:
        with recording(by, "postbox.handle") as work:
            work.change(Arrived, pk, refused=str(reason)[:200] or "没有说明原因")
        return False
    except Exception:
        logger.exception("arrival %s was not handled", pk)
        return False
    return True


def forget_arrivals(at: datetime) -> int:
    """What nobody took is kept for its time; then its words go, and the line says so."""
    past = Arrived.objects.unguarded(WHY).filter(handled_at=None, taken_at__lt=at - KEPT).values_list("pk", flat=True)
    with recording(Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"), "postbox.forget") as work:
        rows = list(past)
        for pk in rows:
            work.change(Arrived, pk, handled_at=at, content="")
    return len(rows)


def new_generation(*, by: Actor) -> int:
    """Other keys: an old portal's bundles are refused from now on. Everything goes out anew, marked with them."""
    with recording(by, "postbox.new_keys") as work:
        work.note()
        Crossing.objects.get_or_create(pk=1)
        row = Crossing.objects.select_for_update().get(pk=1)
        row.generation += 1
        row.acknowledged = 0
        row.save(update_fields=["generation", "acknowledged"])
    return row.generation


def exchange(queue: Path, at: datetime) -> int:
    """With the folder between both: take what lies there, put what waits. Returns how many arrivals came; raises ``Refused``."""
    queue.mkdir(mode=0o770, parents=True, exist_ok=True)
    incoming, refusal, taken = queue / INWARD, None, 0
    if incoming.exists():
        try:
            taken = inward(_bytes_of(incoming), at)
        except Refused as refused:
            refusal = refused
    handle(at)
    place(queue / OUTWARD, outward(at))
    if refusal is not None:
        raise refusal
    return taken


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def place(file: Path, content: bytes) -> None:
    """Whole from its first moment, and untouched when it says the same already."""
    if file.exists() and file.read_bytes() == content:
        return
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).chmod(READABLE)
    Path(draft.name).replace(file)
