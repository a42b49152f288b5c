"""Where a name stands in a list, and that its key follows it wherever it is written."""

import random
import unicodedata

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.names.folding import KEY_LENGTH, folded, name_key_of
from accounts.people.persons import Persoon, accounts_of
from accounts.tasks import write_name_keys
from tests.factories import UserFactory

# The sign for micro counts as a letter, and is a Greek one.
LATIN = st.text(st.characters(max_codepoint=0x17F, categories=["L"], exclude_characters="µ"))
# First name, prefix, surname, in the order in which a Dutch reader looks for them.
IN_ORDER = [
    ("Ane", "", "Æbelø"), ("Ad", "", "Aerts"), ("Bo", "", "Bakker"), ("Aad", "de", "Berg"),
    ("Jo", "", "Berg"), ("Jo", "van den", "Berg"), ("Aad", "", "Berg Aap"), ("Aad", "", "Bergman"),
    ("Ali", "", "Çelik"), ("Bas", "", "Çelik"), ("Cas", "", "Celik"), ("Goran", "", "Đorđević"),
    ("Eva", "", "Groß"), ("Eva", "", "Grosz"), ("Jo", "", "Ihsan"), ("An", "van", "Ĳssel"),
    ("Bo", "", "IJsselstein"), ("Jo", "", "Ikink"), ("Deniz", "", "Işık"), ("Jo", "", "İzmir"),
    ("Ewa", "", "Łuczak"), ("Jo", "", "Lul"), ("Zoë", "", "Oneil"), ("Zus", "", "O’Neil"),
    ("Karl", "", "Ößler"), ("Lars", "", "Østergaard"), ("Zofia", "", "Zwart"),
    ("Jo", "", "Яковлев"), ("Wei", "", "李"),
]  # fmt: skip


def named(first: str, prefix: str, last: str) -> User:
    return User(voornaam=first, tussenvoegsel=prefix, achternaam=last)


@pytest.fixture
def shuffled(db: None) -> list[User]:
    people = [named(*parts) for parts in IN_ORDER]
    for number, user in enumerate(people):
        user.email = f"n{number}@testdam.example"
        user.set_unusable_password()
    random.Random(7).shuffle(people)
    return User.objects.bulk_create(people)


def test_a_list_stands_as_a_dutch_reader_expects_on_every_database(shuffled):
    found = list(User.objects.all().by_name())

    assert [(row.voornaam, row.tussenvoegsel, row.achternaam) for row in found] == IN_ORDER
    assert [row.sorteernaam for row in found] == sorted(row.sorteernaam for row in found)


def test_of_two_with_one_name_the_first_to_come_stands_first(db):
    people = [UserFactory(voornaam="Jo", achternaam="Bos", email=f"{n}@a.example") for n in "zya"]

    assert list(User.objects.all().by_name()) == people


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łuczak", "luczak"), ("ẞ", "ss"), ("Ǽ", "ae"), ("ŉ", "n"), ("İıIi", "iiii"),
        ("’t Veld", "t veld"), ("d’Ancona", "dancona"), ("Gal·la", "galla"), ("Gaŀla", "galla"),
        ("Anne-Marie  Bos", "anne marie bos"), ("Ho\u00adger", "hoger"), ("ﬁ", "fi"),
        ("Ελένη", "ελενη"), ("Яковлев", "яковлев"), ("किरण", "किरण"), ("が", "が"), ("李", "李"),
        ("علی\u200cرضا", "علیرضا"), ("-", "-"), ("", ""), (" ", ""),
    ],
)  # fmt: skip
def test_letters_fold_and_other_scripts_keep_theirs(text, plain):
    assert folded(text) == unicodedata.normalize("NFC", plain)


@given(LATIN)
def test_neither_case_nor_marks_change_a_key(text):
    for other in (text.upper(), text.lower(), unicodedata.normalize("NFD", text)):
        assert folded(other) == folded(text)
    bare = unicodedata.normalize("NFD", text)
    assert folded("".join(sign + "\u0301" for sign in bare)) == folded(text)
    assert folded(text).isascii()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_name_with_anything_in_it_has_a_key_that_stays_as_it_is(text):
    key = folded(text)

    assert bool(key) == bool(text.split())
    assert folded(key) == key
    assert len(name_key_of(named(text, text, text))) <= KEY_LENGTH


def test_only_who_has_no_name_at_all_has_no_key():
    assert name_key_of(named("", "", "")) == ""
    assert name_key_of(named("Jo", "", "")) == "\x1fjo\x1f"
    # The widest letter there is, in the widest names that fit.
    assert len(name_key_of(named("ﷺ" * 60, "", "ﷺ" * 120))) == KEY_LENGTH


@pytest.fixture
def zoe(db: None) -> User:
    return UserFactory(voornaam="Zoë", achternaam="Łuczak")


def key_of(user: User) -> str:
    return User.objects.values_list("sorteernaam", flat=True).get(pk=user.pk)


def renamed_by_save(user: User) -> None:
    user.achternaam = "Öz"
    user.save()


def renamed_by_save_of_one_field(user: User) -> None:
    user.achternaam = "Öz"
    user.save(update_fields=["achternaam"])


def renamed_by_update(user: User) -> None:
    User.objects.filter(achternaam="Łuczak").update(achternaam="Öz")


def renamed_by_bulk_update(user: User) -> None:
    user.achternaam = "Öz"
    User.objects.bulk_update([user], ["achternaam"])


def renamed_by_update_or_create(user: User) -> None:
    User.objects.update_or_create(email=user.email, defaults={"achternaam": "Öz"})


def renamed_by_upsert(user: User) -> None:
    again = User(email=user.email, voornaam="Zoë", achternaam="Öz", password="!")
    User.objects.bulk_create(
        [again], update_conflicts=True, unique_fields=["email"], update_fields=["achternaam"]
    )


@pytest.mark.parametrize(
    "rename",
    [
        renamed_by_save, renamed_by_save_of_one_field, renamed_by_update, renamed_by_bulk_update,
        renamed_by_update_or_create, renamed_by_upsert,
    ],
)  # fmt: skip
def test_a_key_follows_its_name_however_it_changes(zoe, rename):
    other = UserFactory(voornaam="Bo", achternaam="Bos")
    assert key_of(zoe) == zoe.sorteernaam == "luczak\x1fzoe\x1f"

    rename(zoe)

    assert key_of(zoe) == "oz\x1fzoe\x1f"
    assert key_of(other) == "bos\x1fbo\x1f"


def test_what_is_no_name_leaves_the_key_alone(zoe, django_assert_num_queries):
    zoe.telefoon, zoe.achternaam = "0575 000000", "Öz"
    zoe.save(update_fields=["telefoon"])
    with django_assert_num_queries(1):
        User.objects.filter(pk=zoe.pk).update(telefoon="0575 111111")

    zoe.refresh_from_db()
    assert (zoe.achternaam, zoe.sorteernaam) == ("Łuczak", "luczak\x1fzoe\x1f")


def test_the_people_of_a_list_have_a_key_from_the_start(db):
    made = accounts_of([Persoon("Şule", "Yıldız", "s@testdam.example", "van der")])

    assert key_of(made["s@testdam.example"]) == "yildiz\x1fsule\x1fvan der"


@pytest.mark.parametrize("key", ["", "łuczak"])
def test_a_key_that_is_missing_or_wrong_is_written_at_night(zoe, key):
    UserFactory()
    User.objects.filter(pk=zoe.pk).update(sorteernaam=key)

    write_name_keys()

    assert User.objects.all().write_keys() == 0
    assert key_of(zoe) == "luczak\x1fzoe\x1f"


def test_the_migration_fills_the_keys_of_who_was_there_before(shared_database, monkeypatch):
    """More people than fit in one batch, among them one without a name."""
    monkeypatch.setattr("accounts.migrations.0005_fill_sorteernaam.BATCH", 2)
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("accounts")
    old = MigrationExecutor(connection)
    old.migrate([("accounts", "0003_adreswijziging")])
    before = old.loader.project_state([("accounts", "0003_adreswijziging")]).apps
    people = before.get_model("accounts", "User").objects
    names = [("Zoë", "Łuczak"), ("", ""), ("Ali", "Çelik"), ("Bo", "Bos"), ("Ane", "Æbelø")]
    for number, (first, last) in enumerate(names):
        row = {"email": f"n{number}@a.example", "password": "!"}
        people.create(voornaam=first, achternaam=last, **row)

    MigrationExecutor(connection).migrate(latest)

    found = list(User.objects.order_by("pk"))
    assert [user.sorteernaam for user in found] == [name_key_of(user) for user in found]
    assert [user.voornaam for user in User.objects.all().by_name()] == [
        "", "Ane", "Bo", "Ali", "Zoë",
    ]  # fmt: skip
