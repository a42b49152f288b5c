"""All faults that a file can get, and one of them as text."""

import ast
import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

from tests.mutation.faults import HOUSE
from tests.tree import ROOT

# Of cosmic-ray: what a person gets wrong. Its other operators make code that cannot work at all.
CORE = (
    "AddNot", "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ReplaceFalseWithTrue",
    "ReplaceTrueWithFalse", "ReplaceUnaryOperator_Delete_Not", "ZeroIterationForLoop",
    *(
        f"ReplaceComparisonOperator_{there}_{fault}"
        for there, fault in (
            ("Eq", "NotEq"), ("NotEq", "Eq"), ("Lt", "LtE"), ("LtE", "Lt"), ("Gt", "GtE"),
            ("GtE", "Gt"), ("Lt", "Gt"), ("Gt", "Lt"), ("Is", "IsNot"), ("IsNot", "Is"),
        )
    ),
    "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_BitOr_BitAnd", "ReplaceBinaryOperator_BitAnd_BitOr",
)  # fmt: skip
OPERATORS: tuple[type[Operator], ...] = (
    *HOUSE,
    *(plugins.get_operator(f"core/{name}") for name in CORE),
)
# A log line is for who keeps the server, a length for the migrations; types, and that nobody
# changes what is frozen, are for mypy; SQLite, on which a fault is tried, has one writer, no locks;
# and of how high a field is a person judges.
NOT_TRIED = (
    *("max_length=", "logger.", "TYPE_CHECKING", "@dataclass("),
    *("select_for_update(", ".locked()", 'attrs={"rows":'),
)


@dataclass(frozen=True)
class Place:
    """The nth place in a file where an operator can make a fault."""

    path: Path
    operator: type[Operator]
    occurrence: int

    @property
    def turn(self) -> str:
        """Where it stands in the shuffle: the same in each run, and no file after the other."""
        name = f"{self.path.relative_to(ROOT)} {self.operator.__name__} {self.occurrence}"
        return hashlib.sha256(name.encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """A file with one fault: `code` is all of it, `before` and `after` the lines that differ."""

    path: Path
    line: int
    kind: str
    before: str
    after: str
    code: str

    @property
    def key(self) -> str:
        """What `docs/kwaliteit.md` calls it: the same until the line itself changes."""
        name = f"{self.path.relative_to(ROOT)}\n{self.before}\n{self.after}"
        return hashlib.sha256(name.encode()).hexdigest()[:8]

    def __str__(self) -> str:
        there = f"{self.path.relative_to(ROOT)}:{self.line}"
        return f"{self.key} {there} {self.kind}\n  - {self.before}\n  + {self.after}"


def places_of(files: list[Path]) -> list[Place]:
    """In an order that a short run can break off: each part of it is a fair sample."""
    found = []
    for path in files:
        nodes = list(ast_nodes(get_ast(path.read_text())))
        for kind in OPERATORS:
            operator = kind()
            count = sum(1 for node in nodes for _ in operator.mutation_positions(node))
            found += [Place(path, kind, number) for number in range(count)]
    return sorted(found, key=lambda place: place.turn)


def fault_at(place: Place) -> Fault | None:
    """None for what is no other program: an annotation, a line that is not tried, no Python."""
    source = place.path.read_text()
    try:
        code = mutate_code(source, place.operator(), place.occurrence)
        if code is None or meaning(code) == meaning(source):
            return None
    # Its operator for exceptions knows plain names only, not `smtplib.SMTPException`.
    except (AttributeError, SyntaxError):
        return None
    matcher = difflib.SequenceMatcher(None, old := source.splitlines(), new := code.splitlines())
    edits = [edit for edit in matcher.get_opcodes() if edit[0] != "equal"]
    first, last = edits[0], edits[-1]
    before = " ".join(line.strip() for line in old[first[1] : last[2]])
    after = " ".join(line.strip() for line in new[first[3] : last[4]])
    if any(word in before for word in NOT_TRIED) or first[1] + 1 in schema_of(place.path):
        return None
    line = next((n for n in range(first[1], last[2]) if old[n].strip()), first[1]) + 1
    return Fault(place.path, line, place.operator.__name__, before.strip(), after.strip(), code)


def meaning(code: str) -> str:
    """What the program does, for Python: annotations and texts of documentation left out."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, ast.Constant(None))
    return ast.dump(tree)


def schema_of(path: Path) -> set[int]:
    """The lines of `class Meta` and of fields: the tests' tables come from the migrations, which
    are compared with these by `makemigrations --check`."""
    return {
        line
        for node in ast.walk(ast.parse(path.read_text()))
        if _is_schema(node)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }


def _is_schema(node: ast.AST) -> TypeGuard[ast.stmt]:
    match node:
        case ast.ClassDef(name="Meta"):
            return True
        case ast.Assign(value=ast.Call(func=ast.Attribute(value=ast.Name(id="models")))):
            return True
    return False


def scope_of(path: Path, line: int) -> range:
    """The lines of the innermost function around a line, its decorators too; else the file."""
    source = path.read_text()
    tree, around = ast.parse(source), range(1, len(source.splitlines()) + 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            own = range(first, (node.end_lineno or first) + 1)
            if line in own and len(own) < len(around):
                around = own
    return around
