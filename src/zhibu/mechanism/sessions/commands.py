"""``zhibu session topics --within CODE [--json]``: topics of the working committee and how each stands.

``--json``: ``{"on", "topics": [{"code", "title", "kind", "party_building", "state", "why", "proposer", "proposed_on", "session",
"session_on", "case"}]}``; ``why`` says why a topic waits again, else it is empty. Topics on appointments are not named here: whoever runs
commands sits on no committee.
"""

import argparse
import json
from typing import Any, Final

from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.sessions.queries.topics import TopicShown, shown, topics_seen
from zhibu.mechanism.sessions.terms import TopicState
from zhibu.register.commands.exporting import scope_of
from zhibu.store.guards import within

READER: Final = SystemReader("命令行查看党工委议题")
NOBODY: Final[frozenset[int]] = frozenset()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``topics`` with a scope."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="topics")
    topics = acts.add_parser("topics", help="列出党工委议题和到哪一步，新的在前")
    topics.add_argument("--within", default="", metavar="CODE", help="只看这个党组织及其下级提出的：编号、代码或名称")
    topics.add_argument("--state", choices=[str(one) for one in TopicState], default="", help="只看这种状态")
    topics.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """List them."""
    on = today()
    found = topics_seen(READER, on=on)
    if options.within:
        found = found.filter(within("proposer__now_path", [scope_of(options.within, on)]))
    rows = [one for one in shown(found, open_to=NOBODY) if not options.state or one.standing.state == options.state]
    if options.json:
        print(json.dumps({"on": on, "topics": [_row(one) for one in rows]}, ensure_ascii=False, default=str))
    else:
        print("\n".join(_line(one) for one in rows) or "没有党工委议题。")
    return 0


def _row(one: TopicShown) -> dict[str, Any]:
    last = one.last
    return {
        "code": one.topic.code,
        "title": one.title,
        "kind": one.topic.kind,
        "party_building": one.topic.party_building,
        "state": str(one.standing.state),
        "why": str(one.standing.why or ""),
        "proposer": one.topic.proposer.code,
        "proposed_on": one.topic.proposed_on,
        "session": last.code if last else "",
        "session_on": last.on if last else None,
        "case": last.tabling.case_code if last else "",
    }


def _line(one: TopicShown) -> str:
    session = f"{one.last.on.isoformat()} 上会" if one.last else ""
    return "\t".join(filter(None, (one.topic.code, one.standing.label, one.title, str(one.topic.proposer), session)))
