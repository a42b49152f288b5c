"""One style sheet a room: its parts in their order and, of what others wrote, only what is used.

A room's `index.css` imports its parts. The design system comes as two sheets of 600 kB together, of
which we use a twentieth: a rule stays when each class it asks for is a word of our own files; a
token stays when a sheet of ours, or a rule that stays, reads it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import tinycss2
from tinycss2.ast import Declaration, Node

_IMPORT = re.compile(r'@import url\("([^"]+)"\);')
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# A comment that begins with an exclamation mark names the authors, and stays.
_COMMENT_OR_SPACE = re.compile(r"/\*(?!!).*?\*/|\s+", re.DOTALL)
_CONDITIONS = {"media", "supports"}


@dataclass(frozen=True)
class Rule:
    """`selector` within these conditions ("@media print"), with what it declares."""

    within: tuple[str, ...]
    selector: str
    declarations: Sequence[Declaration]

    def text(self, tokens: frozenset[str]) -> str:
        """The rule as CSS, with of its own tokens only these; empty when nothing is left."""
        kept = [d for d in self.declarations if not _is_token(d) or d.name in tokens]
        if not kept:
            return ""
        body = f"{self.selector}{{{''.join(f'{d.serialize()};' for d in kept)}}}"
        for condition in reversed(self.within):
            body = f"{condition}{{{body}}}"
        return body


def parts(index: Path) -> list[Path]:
    """The sheets that an index imports, in their order."""
    return [(index.parent / name).resolve() for name in _IMPORT.findall(index.read_text())]


def words(files: Iterable[Path]) -> frozenset[str]:
    """Every word of these files, as a class could be written in it: "utrecht-button--hover"."""
    return frozenset(word for file in files for word in _WORD.findall(file.read_text()))


def joined(own: Iterable[Path]) -> str:
    """Sheets of our own as one text, without comments but for those that name an author."""
    return _squeezed("".join(sheet.read_text() for sheet in own))


def used(others: Iterable[Path], classes: frozenset[str], own: str) -> str:
    """What is used of the sheets of others, as one text; `own` is the text of all our sheets."""
    rules = [
        rule
        for sheet in others
        for rule in _rules_of(tinycss2.parse_stylesheet(sheet.read_text(), True, True), classes)
    ]
    tokens = _tokens_read(rules, own)
    return _squeezed("".join(rule.text(tokens) for rule in rules))


def _squeezed(css: str) -> str:
    return _COMMENT_OR_SPACE.sub(" ", css).strip() + "\n"


def _rules_of(
    nodes: Iterable[Node], classes: frozenset[str], within: tuple[str, ...] = ()
) -> Iterator[Rule]:
    """The rules that can match something. Animations and fonts of others have no use here."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [s for s in _selectors(node.prelude) if _classes(s) <= classes]
            if selectors:
                declared = tinycss2.parse_blocks_contents(node.content, True, True)
                yield Rule(within, ",".join(map(tinycss2.serialize, selectors)), declared)
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONS:
            condition = f"@{node.lower_at_keyword}{tinycss2.serialize(node.prelude)}"
            inside = tinycss2.parse_rule_list(node.content, True, True)
            yield from _rules_of(inside, classes, (*within, condition))


def _selectors(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """`.a, .b` as two selectors."""
    selector: list[Node] = []
    for node in prelude:
        if node == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector


def _classes(selector: Sequence[Node]) -> set[str]:
    """The classes that must be there: what stands within `:not(…)` or `:is(…)` is not asked for."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}


def _tokens_read(rules: Iterable[Rule], own: str) -> frozenset[str]:
    """The tokens that end in something visible: read by a sheet of ours, or by a rule itself."""
    values: dict[str, set[str]] = {}
    waiting = set(_READ.findall(own))
    for declaration in (d for rule in rules for d in rule.declarations):
        read = _READ.findall(tinycss2.serialize(declaration.value))
        if _is_token(declaration):
            values.setdefault(declaration.name, set()).update(read)
        else:
            waiting.update(read)
    found: set[str] = set()
    while waiting:
        token = waiting.pop()
        found.add(token)
        waiting |= values.get(token, set()) - found
    return frozenset(found)


def _is_token(declaration: Declaration) -> bool:
    return bool(declaration.name.startswith("--"))
