"""Faults as people make them here, beside those that cosmic-ray knows: one edit of one expression.

Each is an operator of cosmic-ray. `rewrites` of a node gives the faulty texts it may get.
"""

import re
from collections.abc import Iterator

import parso
from cosmic_ray.operators.operator import Example, Operator
from parso.tree import BaseNode, NodeOrLeaf

# Calls whose arguments choose rows, and links of a chain that change which rows, not what is read.
CHOOSING = {"filter", "exclude", "Q"}
READING = {
    "aggregate", "all", "annotate", "bulk_create", "bulk_update", "count", "create", "defer",
    "delete", "earliest", "exists", "first", "get", "get_or_create", "in_bulk", "iterator", "last",
    "latest", "objects", "only", "prefetch_related", "select_for_update", "select_related",
    "update", "update_or_create", "using", "values", "values_list",
}  # fmt: skip
BOUNDARY = {"__lte": "__lt", "__lt": "__lte", "__gte": "__gt", "__gt": "__gte"}
# A letter without one still goes out: nobody sees it but who answers.
OPTIONAL = {"antwoord_aan", "exclude", "reply_to"}
CHAIN = {"atom_expr", "power"}
IN_UTC = (
    (re.compile(r"timezone\.localdate\(\)"), "timezone.now().date()"),
    (re.compile(r"timezone\.localdate\(([\w.]+)\)"), r"\1.date()"),
    (re.compile(r"timezone\.localtime\(\)"), "timezone.now()"),
    (re.compile(r"timezone\.localtime\(([\w.]+)\)"), r"\1"),
)


class Rewrite(Operator):
    """An operator whose faults are texts: one for each way to get this node wrong."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        raise NotImplementedError

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple]:
        for _ in self.rewrites(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        return parso.parse(list(self.rewrites(node))[index])


def text(nodes: list[NodeOrLeaf]) -> str:
    return "".join(node.get_code() for node in nodes)


def without(nodes: list[NodeOrLeaf], index: int) -> str:
    """A list between commas or operators with one member less: `a, b, c` becomes `a, c`."""
    after = 2 if index == 0 else 1
    return text(nodes[: max(index - 1, 0)] + nodes[index + after :])


def is_call(node: NodeOrLeaf) -> bool:
    return node.type == "trailer" and node.children[0] == "("


def called(trailer: NodeOrLeaf) -> str:
    """The name before these parentheses: `filter` of `.filter(…)` and of `filter(…)`."""
    before = trailer.get_previous_sibling()
    return before.get_last_leaf().value if before is not None else ""


def arguments(call: BaseNode) -> list[NodeOrLeaf]:
    inner = call.children[1:-1]
    return inner[0].children if inner and inner[0].type == "arglist" else inner


class RemoveChoice(Rewrite):
    """One condition less in a filter: the set of one person becomes that of everybody."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        if not is_call(node):
            return
        parts = arguments(node)
        choosing, name = called(node) in CHOOSING, called(node)
        for index, part in enumerate(parts):
            optional = part.type == "argument" and part.children[0].get_code().strip() in OPTIONAL
            several = name == "get" and len(parts) > 1 and part.type == "argument"
            if part.get_code().strip() != "," and (choosing or optional or several):
                yield f"({without(parts, index)})"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("rows.filter(user=user, open=True)", "rows.filter( open=True)"),
            Example("rows.filter(user=user, open=True)", "rows.filter(user=user)", 1),
            Example("rows.filter(user=user)", "rows.filter()"),
            Example("send(words, antwoord_aan=trainer)", "send(words)"),
        )


class ShiftBoundary(Rewrite):
    """The day itself out, or in: `lte` for `lt`."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        if node.type != "name" or not (found := re.search(r"__(lte?|gte?)$", node.value)):
            return
        yield node.prefix + node.value[: found.start()] + BOUNDARY[found.group()]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("rows.filter(vanaf__lte=day)", "rows.filter(vanaf__lt=day)"),)


class RemoveLink(Rewrite):
    """One link less in a chain that chooses rows: `.of(user)` left out."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        parts = node.children if node.type in CHAIN else []
        manager = "objects" in {leaf.get_code().strip(" .") for leaf in parts}
        for index in range(1, len(parts) - 1):
            if not is_call(parts[index + 1]) or parts[index].children[0] != ".":
                continue
            name = parts[index].children[1].value
            if name not in READING and (manager or name in CHOOSING | {"distinct", "order_by"}):
                yield text(parts[:index] + parts[index + 2 :])

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("Deelname.objects.of(user).open()", "Deelname.objects.open()"),
            Example("rows.exclude(user=user).first()", "rows.first()"),
        )


class RemoveOperand(Rewrite):
    """One part less of `a and b`, `a or b`, `Q() & Q()`, `Q() | Q()`."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        if node.type in {"and_test", "or_test", "expr", "and_expr"}:
            for index in range(0, len(node.children), 2):
                yield " " + without(node.children, index).strip()

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("x = a and b", "x = b"),
            Example("x = a or b or c", "x = a or c", 1),
            Example("x = a | b", "x = a", 1),
        )


class RemoveMember(Rewrite):
    """One member less of the set that a value must be in."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        if node.type not in {"testlist_comp", "dictorsetmaker"}:
            return
        test = node.parent.get_previous_sibling()
        if test is not None and test.get_code().strip() in {"in", "not in"}:
            for index in range(0, len(node.children), 2):
                yield without(node.children, index)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("if a in {X, Y}: pass", "if a in {X}: pass", 1),)


class NeverSo(Rewrite):
    """A guard that never stops anybody."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        parts = node.children if node.type == "if_stmt" else []
        for index, part in enumerate(parts):
            if part.get_code().strip() in {"if", "elif"}:
                yield f"{text(parts[: index + 1])} False{text(parts[index + 2 :])}"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("if late:\n    stop()\n", "if False:\n    stop()\n"),)


class RemoveAct(Rewrite):
    """A call for its effect alone that is not made."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        statement = node.children[0] if node.type == "simple_stmt" else node
        if statement is not node and statement.type in CHAIN and is_call(statement.children[-1]):
            yield f"{node.get_first_leaf().prefix}pass\n"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("    tell(trainers)\n", "    pass\n"),)


class DayInUtc(Rewrite):
    """The date or time of Greenwich: wrong in the Netherlands between 00.00 and 02.00."""

    def rewrites(self, node: NodeOrLeaf) -> Iterator[str]:
        code = node.get_code() if node.type in CHAIN else ""
        for dutch, utc in IN_UTC:
            if dutch.match(code.strip()):
                yield dutch.sub(utc, code, count=1)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("day = timezone.localdate()", "day = timezone.now().date()"),
            Example("day = timezone.localdate(moment)", "day = moment.date()"),
        )


HOUSE = (
    RemoveChoice,
    ShiftBoundary,
    RemoveLink,
    RemoveOperand,
    RemoveMember,
    NeverSo,
    RemoveAct,
    DayInUtc,
)
