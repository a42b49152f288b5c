"""Whose row is it? What an act changed, and of whom, over all tables of the product."""

from collections import defaultdict

from django.apps import apps

from tests.tree import LABELS

# From a row to the person it is about. What is not here is about nobody: a cohort, a day, a place.
OWNER = {
    "accounts.Adreswijziging": "user",
    "accounts.User": "pk",
    "berichten.Bericht": "ontvanger",
    "certificaten.Certificaat": "deelname__user",
    "certificaten.Certificaatdocument": "certificaat__deelname__user",
    "certificaten.Certificaatgebeurtenis": "certificaat__deelname__user",
    "aanwezigheid.Aanwezigheid": "deelname__user",
    "aanwezigheid.Aanwezigheidswijziging": "aanwezigheid__deelname__user",
    "aanwezigheid.Afmelding": "deelname__user",
    "presentie.Betwisting": "aanwezigheid__deelname__user",
    "cohorts.Deelname": "user",
    "cohorts.Dienstverband": "deelname__user",
    "aanwezigheid.Inhaalopdracht": "deelname__user",
    "aanwezigheid.Inhaalplan": "deelname__user",
    "presentie.Opmerking": "deelname__user",
    "reflecties.Deling": "reflectie__eigenaar",
    "reflecties.Persoonssleutel": "user",
    "reflecties.Reflectie": "eigenaar",
    "reflecties.Voorbereidingsvink": "user",
}

Row = tuple[str, object]
Snapshot = dict[Row, tuple]


def snapshot() -> Snapshot:
    """Every row of the product with its owner, or its own key when it is about nobody."""
    rows: Snapshot = {}
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label not in LABELS or model._meta.proxy:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for pk, owner, *values in model._base_manager.values_list(
            "pk", OWNER.get(label, "pk"), *names
        ):
            rows[label, pk] = (owner, *map(bytes_of, values))
    return rows


def bytes_of(value: object) -> object:
    """PostgreSQL and SQLite give binary columns as views that are never equal to each other."""
    return bytes(value) if isinstance(value, memoryview) else value


def changed(before: Snapshot) -> dict[str, set]:
    """Whose rows differ from then, by model: owners, or keys of rows that are about nobody."""
    after, found = snapshot(), defaultdict(set)
    for row in before.keys() | after.keys():
        if before.get(row) != after.get(row):
            found[row[0]].add((after.get(row) or before[row])[0])
    return dict(found)
