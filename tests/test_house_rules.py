"""The rules of the house that no other tool can see: words, direction and sizes."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from django.apps import apps
from django.db import models
from django.urls import URLResolver, get_resolver

from tests.tree import APPS, LABELS, ROOT, application_files, files, named

# Words of Django, of the trade of computing, and proper names of standards.
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """active change css data demo email favicon healthz history html ico id is js key known
        last login manifest message metrics password pdf query readyz robots security sha256 slug
        staff superuser sw token txt uid url user uuid web webmanifest well""",
    )
)
FORBIDDEN_MODULES = {"common", "exceptions", "helpers", "managers", "selectors", "services"} | {
    "signals",
    "utils",
}
# Modules, beside those of models, that hold nothing but sentences over rows.
# What an English twin of a noun of the glossary would be called: gast, afmelding, opmerking,
# betwisting, presentie.
TWINS = {"guest", "guests", "notice", "notices", "remark", "remarks", "contest", "contests", "roll"}
SENTENCES = {"attended.py", "expected.py", "periods.py", "places.py", "waiting.py"}
FILE_LINES, FUNCTION_LINES, VIEW_LINES, FOLDER_FILES = 300, 40, 20, 15


def own_models() -> list[type[models.Model]]:
    return [model for label in LABELS for model in apps.get_app_config(label).get_models()]


# -- Language ------------------------------------------------------------------------------


@cache
def glossary() -> frozenset[str]:
    """The Dutch words the code may use: the first column of docs/begrippenlijst.md."""
    text = (ROOT / "docs/begrippenlijst.md").read_text()
    rows = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)
    return frozenset(chain.from_iterable(row.lower().split() for row in rows[1:]))


@cache
def is_known(word: str) -> bool:
    """In the glossary, English, or a compound of known words with a linking s, e, n or en."""
    if word in glossary() or word in ENGLISH or word.isdigit():
        return True
    return any(
        word[:cut].removesuffix(link) in glossary() and is_known(word[cut:])
        for cut in range(3, len(word) - 2)
        for link in ("", "s", "e", "n", "en")
    )


def test_every_word_of_models_and_fields_stands_in_the_glossary():
    names = {
        f"{model.__name__}.{name}": word
        for model in own_models()
        for name in (model.__name__, *(field.name for field in model._meta.local_fields))
        for word in name.lower().split("_")
    }

    unknown = {name: word for name, word in names.items() if not is_known(word)}

    assert unknown == {}, "Add the word to docs/begrippenlijst.md, or use one that stands there."


def own_routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The addresses of our own views; those of allauth and the admin keep their names."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from own_routes(entry, route)
        elif entry.callback.__module__.partition(".")[0] in APPS:
            yield route


def is_noun_of_a_path(word: str) -> bool:
    plurals = {model._meta.verbose_name_plural for model in own_models()}
    singulars = (word, word.removesuffix("s"), word.removesuffix("en"))
    return word in plurals or any(map(is_known, singulars))


def test_every_word_of_our_addresses_stands_in_the_glossary():
    words = {
        word: route
        for route in own_routes(get_resolver())
        if not route.startswith(("account/", "admin/"))
        for word in re.findall(r"[a-z]+", re.sub(r"<[^>]*>", "", route))
    }

    unknown = {word: route for word, route in words.items() if not is_noun_of_a_path(word)}

    assert len(words) > 20
    assert unknown == {}, "Add the noun to docs/begrippenlijst.md, or use one that stands there."


def names_given_in(path: Path) -> Iterator[str]:
    """The module, and its functions, classes, arguments and variables."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name


def test_a_noun_has_no_english_twin_in_the_names_of_the_code():
    twins = {
        (named(path), name)
        for path in application_files()
        for name in names_given_in(path)
        if TWINS & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
    }

    assert twins == set(), "docs/begrippenlijst.md has a word for it."


def test_the_glossary_is_alphabetical_and_says_each_word_once():
    text = (ROOT / "docs/begrippenlijst.md").read_text()
    rows = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)[1:]

    assert rows == sorted(set(rows), key=str.lower)


def test_every_model_explains_its_noun():
    # Django writes a docstring such as "Model(id, name)" where there is none.
    silent = [
        model.__name__
        for model in own_models()
        if (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]

    assert silent == []


def test_every_constraint_says_in_dutch_what_is_wrong():
    silent = [
        constraint.name
        for model in own_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == []


def test_the_database_knows_every_choice():
    loose = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields
        if field.choices
        if not any(
            f"{field.name}__in" in str(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        )
    ]

    assert loose == []


def test_every_action_says_what_it_promises():
    actions = [path for path in application_files() if "actions" in named(path)]

    silent = [
        f"{named(path, node.lineno)} {node.name}"
        for path in actions
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]

    assert silent == []


# -- Direction -----------------------------------------------------------------------------


def test_every_relation_names_its_way_back():
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields + model._meta.local_many_to_many
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        if not field.remote_field.related_name
    ]

    assert nameless == []


def test_filters_over_relations_stand_in_models_only():
    """A path such as `cohort__organisatie` outside a QuerySet class is a nameless sentence."""
    lookups = re.compile(r"__(gte?|lte?|in|isnull|exact|iexact|contains|icontains|date|year)$")
    places = [
        f"{named(path, word.value.lineno)} {word.arg}"
        for path in application_files()
        if "models" not in named(path) and path.name not in SENTENCES
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in {"filter", "exclude", "get"}
        for word in call.keywords
        if word.arg and "__" in lookups.sub("", word.arg)
    ]

    assert places == []


# -- Rooms and sizes -----------------------------------------------------------------------


def test_no_junk_drawers():
    drawers = [
        named(path)
        for path in application_files()
        if FORBIDDEN_MODULES & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]

    assert drawers == []


def test_files_stay_short():
    code = [
        path
        for path in files(".py", ".js", ".css")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > FILE_LINES
    ]

    assert [named(path) for path in code] == []


def test_no_folder_of_a_room_is_too_long_to_look_over():
    folders = Counter(path.parent for path in application_files() if path.name != "__init__.py")

    assert {named(path): n for path, n in folders.items() if n > FOLDER_FILES} == {}


def functions(path: Path) -> list[ast.FunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]


def body_lines(node: ast.FunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_functions_stay_short():
    long = [
        f"{named(path, node.lineno)} {node.name} ({body_lines(node)})"
        for path in application_files()
        for node in functions(path)
        if body_lines(node) > (VIEW_LINES if "views" in named(path) else FUNCTION_LINES)
    ]

    assert long == []


def test_browser_tests_measure_pages_only_in_one_place_that_waits():
    hasty = re.compile(r"scrollWidth|Axe\(|\.inner_text\(|\.text_content\(\) ?==|\.content\(\)")
    found = [
        f"{named(path, number)} {line.strip()}"
        for path in files(".py", under=("tests",))
        if "browser" in path.parts and path.name != "looks.py"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if hasty.search(line)
    ]

    assert found == []
