"""The five places by name, and everybody who walks through them."""

from typing import Final

from zhibu.access.terms import Role

WHY: Final = "测试"
RELATIONS: Final = ("own", "parent", "child", "sibling", "other")
INSIDE: Final = frozenset({"own", "child"})
SURNAMES: Final = {"own": "赵本", "parent": "钱上", "child": "孙下", "sibling": "李旁", "other": "周外"}
WITHOUT_RIGHTS: Final = ("ended", "ended_post", "future", "bare")
"""A role that has ended, one that ended with its post, one that begins tomorrow, none at all."""
SUBJECTS: Final = (*map(str, Role), *WITHOUT_RIGHTS, "anonymous")
