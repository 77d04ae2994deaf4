"""What ``zhibu portal`` does inside: keys for the portal, a bundle out, a bundle in, how it stands."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from zhibu.exchange.bundles import LARGEST, Refused
from zhibu.kernel.clock import minute_of, now
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.postbox.keys import keys_for_the_portal
from zhibu.postbox.queries import crossing, standing
from zhibu.postbox.services.carrying import handle, inward, new_generation, outward, place
from zhibu.postbox.terms import page_label
from zhibu.trail.actors import Actor

OWNER_ALONE: Final = 0o600


def keys(file: Path, *, new: bool) -> str:
    """The portal's half of the keys, to be put into its folder as ``portal.keys``."""
    if new:
        new_generation(by=Actor(SystemReader("更换门户密钥"), now(), "command"))
    text = json.dumps(asdict(keys_for_the_portal(crossing().generation)))
    if not file.exists() or file.read_text(encoding="ascii") != text:
        file.touch(mode=OWNER_ALONE)
        file.chmod(OWNER_ALONE)
        file.write_text(text, encoding="ascii")
    return f"已写入 {file}：请放到门户的数据目录里，文件名 portal.keys，不要发在群里，也不要留在 U 盘上。"


def out(file: Path) -> str:
    """Everything that the portal has not told to have."""
    place(file, outward(now()))
    return f"已写入 {file}，请带到门户：zhibu portal take {file.name}"


def take_in(file: Path, *, past_gap: bool) -> str:
    """What arrived outside, and what it led to."""
    at = now()
    with file.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    try:
        taken = inward(raw, at, past_gap=past_gap)
    except Refused as refusal:
        hint = "；确实找不回来的，加 --past-gap 跳过" if refusal.code == "gap" else ""
        raise Unusable(f"{str(refusal).rstrip('。')}{hint}。({refusal.code})") from refusal
    handled = handle(at)
    return f"已收取 {taken} 件，处理 {handled} 件。请再导出一次带给门户，门户才会删掉已收取的。"


def show() -> str:
    """Numbers and moments, as the page says them."""
    found = standing()
    row = found.crossing
    pages = "、".join(f"{page_label(page)} {number}" for page, number in found.pages.items()) or "没有"
    moments = [f"{word}：{minute_of(at)}" for word, at in (("发出", row.written_at), ("收到", row.read_at)) if at]
    lines = [f"公布中的页面：{pages}", f"待发出的变动：{found.waiting_out}", f"待处理的来件：{found.waiting_in}", *moments]
    lines += [f"最近一次没有收取：{row.refused}"] if row.refused else []
    return "\n".join([*lines, *(f"没有接收的来件 {number}：{why}" for _, number, _, why in found.refused)])
