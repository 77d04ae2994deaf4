"""Which browser asks, as coarse as somebody needs to know the own one again."""

from typing import Final

from django.http import HttpRequest

SYSTEMS: Final = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
PROGRAMS: Final = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "火狐"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""The first that fits: many call themselves Chrome or Safari besides."""


def browser_of(request: HttpRequest) -> str:
    """System and program, as 安卓 微信; versions are nobody's business."""
    said = request.headers.get("User-Agent", "")
    found = (next((name for mark, name in words if mark in said), "") for words in (SYSTEMS, PROGRAMS))
    return " ".join(filter(None, found)) or "未知浏览器"
