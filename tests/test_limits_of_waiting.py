"""A fault makes a test fail, and does not make it hang: whatever a test waits for has a limit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tree import files, named

WAITS = {"acquire", "communicate", "join", "result", "wait"}
# Tests run for as long as they need, and a signal ends them.
NO_LIMIT = {"tests/servers.py": "status = child.wait()"}


def unlimited(source: str) -> Iterator[int]:
    """Lines that wait for a thread, a process, a lock or an event, however long it takes."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named_words = {keyword.arg for keyword in node.keywords}
        if node.func.attr in WAITS and not node.args and not named_words:
            yield node.lineno
        if ast.unparse(node.func) == "subprocess.run" and "timeout" not in named_words:
            yield node.lineno


def test_every_wait_of_a_test_has_a_limit() -> None:
    found = [
        named(path, line)
        for path in files(".py", under=("tests",))
        for line in unlimited(path.read_text())
        if not is_excepted(path, line)
    ]

    assert found == []


def is_excepted(path: Path, line: int) -> bool:
    return NO_LIMIT.get(named(path)) == path.read_text().splitlines()[line - 1].strip()


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("start.wait()", [1]),
        ("start.wait(10)", []),
        ("thread.join(timeout=3)", []),
        ("', '.join(names)", []),
        ("pool.submit(job).result()", [1]),
        ("subprocess.run(['true'], check=True)", [1]),
        ("subprocess.run(['true'], timeout=3)", []),
    ],
)
def test_the_rule_knows_a_limit_when_it_sees_one(source: str, lines: list[int]) -> None:
    assert list(unlimited(source)) == lines
