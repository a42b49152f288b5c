"""Fills in the {{words}} of a mail or a certificate, in Django's own template language.

The texts come from people: besides words in {{ and }} they may hold {% if %}, and nothing else.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, TextNode, Variable, VariableNode
from django.template.defaulttags import IfNode

_ENGINE = Engine(autoescape=False)


class PlaceholderError(ValueError):
    """A text that cannot be filled in; the message says what is wrong with it."""


def names_in(text: str) -> set[str]:
    """The words that this text needs, in {{ }} and in conditions. Refuses any other tag."""
    try:
        nodes = _compiled(text).nodelist.get_nodes_by_type(Node)
    except TemplateSyntaxError as error:
        raise PlaceholderError(f"de tekst met accolades klopt niet: {error}.") from error
    names: set[str] = set()
    for node in nodes:
        names |= _names_of(node)
    return names


def fill_in(text: str, values: Mapping[str, str | int]) -> str:
    """The text with its words filled in; a condition that fails leaves no empty paragraph.

    Refuses a text that asks for a word without a value: a mail never says "Dag ,".
    """
    missing = names_in(text) - values.keys()
    if missing:
        raise PlaceholderError(f"geen waarde voor {', '.join(sorted(missing))}.")
    filled = _compiled(text).render(Context(dict(values), autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def _names_of(node: Node) -> set[str]:
    if isinstance(node, TextNode):
        return set()
    if isinstance(node, VariableNode):
        return _names_of_expression(node.filter_expression)
    if isinstance(node, IfNode):
        return set().union(*(_names_of_condition(part) for part, _ in node.conditions_nodelists))
    raise PlaceholderError("tussen {% en %} mag alleen 'if' staan.")


def _names_of_condition(condition: Any) -> set[str]:
    """The words in a condition: a tree of operators with expressions as leaves."""
    if condition is None:
        return set()
    if hasattr(condition, "value") and condition.value is not None:
        return _names_of_expression(condition.value)
    return _names_of_condition(condition.first) | _names_of_condition(condition.second)


def _names_of_expression(expression: FilterExpression) -> set[str]:
    variable = expression.var
    if isinstance(variable, Variable) and variable.lookups is not None:
        return {str(variable.var)}
    return set()


@cache
def _compiled(text: str) -> Template:
    return Template(text, engine=_ENGINE)
