"""What the source never does, read from the source itself: it holds for code that no other test happens to run."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

import zhibu
from zhibu.config.checkout import ROOT

SOURCE: Final = Path(zhibu.__file__).parent
MODULES: Final = {file.relative_to(SOURCE).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))}
KEEPS_WHAT_COULD_NOT_BE_SENT: Final = frozenset({"unsent.js"})
"""Minutes typed where there is no signal, bound to the account and gone with the log-out: the one script that keeps anything."""
SCRIPTS: Final = sorted((SOURCE / "web" / "assets" / "js").glob("*.js"))

OUT_INTO_THE_WORLD: Final = frozenset(
    {"socket", "ssl", "urllib.request", "http.client", "smtplib", "ftplib", "imaplib", "requests", "httpx"}
)
MAY_OPEN_CONNECTIONS: Final = {
    "config/bench/browser.py": "measures our own server",
    "config/bench/pages.py": "the same",
    "config/cluster.py": "looks for a free port for the database of the tests",
    "config/preconditions.py": "looks whether a port is free",
    "config/serve.py": "asks our own server for its health",
    "config/trial.py": "the same, after an installation",
}
MAY_UNPICKLE: Final = {"store/hands.py": "between a process of ours and the one that it started"}


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def modules_where(found: Callable[[ast.Module], bool]) -> list[str]:
    return [name for name, tree in MODULES.items() if found(tree)]


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_runs_text_as_a_program() -> None:
    assert modules_where(lambda tree: any(name_of(call) in {"eval", "exec", "compile", "__import__"} for call in calls(tree))) == []


def test_programs_are_started_without_a_shell() -> None:
    def by_shell(tree: ast.Module) -> bool:
        named = any(name_of(call) in {"os.system", "os.popen", "subprocess.getoutput"} for call in calls(tree))
        return named or any(keyword.arg == "shell" for call in calls(tree) for keyword in call.keywords)

    assert modules_where(by_shell) == []


def test_no_page_and_no_service_opens_a_connection() -> None:
    found = modules_where(lambda tree: bool(imported(tree) & OUT_INTO_THE_WORLD))
    assert [name for name in found if name not in MAY_OPEN_CONNECTIONS] == []


def test_pickles_travel_between_our_own_processes_alone() -> None:
    found = modules_where(lambda tree: bool(imported(tree) & {"pickle", "marshal", "shelve"}))
    assert [name for name in found if name not in MAY_UNPICKLE] == []


def test_yaml_is_read_without_objects() -> None:
    unsafe = modules_where(lambda tree: any(name_of(call) in {"yaml.load", "yaml.unsafe_load", "yaml.full_load"} for call in calls(tree)))
    assert unsafe == []


def test_templates_come_from_files_alone() -> None:
    """``nodes.Template`` is a tree of what a Word file asks for, which is looked at and never run."""
    names = {"Template", "from_string"}
    made = modules_where(
        lambda tree: any(name_of(call).split(".")[-1] in names and name_of(call) != "nodes.Template" for call in calls(tree))
    )
    assert made == []


def test_no_broken_hash_or_cipher_is_used() -> None:
    def broken(tree: ast.Module) -> bool:
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        return bool(named & {"md5", "MD5", "MD4", "ARC4", "DES", "TripleDES", "ECB", "CBC"})

    assert modules_where(broken) == []


def test_every_text_says_its_characters() -> None:
    def silent(call: ast.Call) -> bool:
        given = next((one.value for one in call.keywords if one.arg == "content_type"), None)
        said = given.value if isinstance(given, ast.Constant) else ""
        return isinstance(said, str) and said.startswith("text/") and "charset=" not in said

    assert modules_where(lambda tree: any(silent(call) for call in calls(tree))) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_text_not_markup_keep_nothing_and_take_no_messages(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|sessionStorage|indexedDB"
    assert re.findall(markup, text) == []
    assert ("localStorage" in text) == (script.name in KEEPS_WHAT_COULD_NOT_BE_SENT)


def test_there_are_modules_and_scripts_to_read() -> None:
    assert (len(MODULES) > 200, len(SCRIPTS) > 5) == (True, True)


SPACED_YEAR: Final = re.compile(r"(?:(?:18|19|20)\d\d|\{[^{}\n]*year\b[^{}\n]*\}{1,2}) 年")
SAYS_SOMETHING: Final = frozenset({".py", ".html", ".js", ".yaml", ".typ"})


def test_a_year_is_written_without_a_space() -> None:
    """2026年, as in 2026年3月1日; a span of years is a number with its unit and keeps the space."""
    files = [one for place in (SOURCE, ROOT / "regulations") for one in place.rglob("*") if one.suffix in SAYS_SOMETHING]
    written = [one.name for one in files if "dist" not in one.parts and SPACED_YEAR.search(one.read_text(encoding="utf-8"))]
    assert written == []
