"""What somebody with hands on the database can put where it does not belong: none of it opens."""

import threading

import pytest
from django.db import connection, transaction

from reflecties.actions import create_reflectie, rewrite_reflectie
from reflecties.encryption import DamagedError, KeyLostError
from reflecties.models import Deling, Persoonssleutel, Reflectie
from reflecties.reading import shared_text_of, text_of
from tests.factories import UserFactory
from tests.reflecties.writing import fresh, post_tekst, share, write

NEW = "0d8e2b6c-3f1d-4a39-9a55-5b2f6d1c7e01"


def execute(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def put(row: Reflectie | Deling, blob: bytes | memoryview) -> None:
    """Straight into the column, as a hand in the database does."""
    key = row.pk if connection.vendor == "postgresql" else row.pk.hex
    table = row._meta.db_table
    execute(f"UPDATE {table} SET versleutelde_tekst = %s WHERE id = %s", bytes(blob), key)


def rewrite(reflectie: Reflectie, tekst: str) -> Reflectie:
    owner = fresh(reflectie.eigenaar)
    rewrite_reflectie(reflectie_id=reflectie.pk, tekst=tekst, versie=reflectie.versie, by=owner)
    return Reflectie.objects.get(pk=reflectie.pk)


def opened(reflectie: Reflectie) -> str:
    stored = Reflectie.objects.get(pk=reflectie.pk)
    return text_of(stored, owner=fresh(stored.eigenaar))


def shared(deling: Deling) -> str:
    return shared_text_of(Deling.objects.for_detail().get(pk=deling.pk))


def test_an_old_text_put_back_into_its_own_row_does_not_open(cast, client_for, anna):
    old = write(anna, "Wat ik eerst schreef.")
    rewrite(old, "Wat ik ervan maakte.")

    put(old, old.versleutelde_tekst)

    with pytest.raises(DamagedError):
        opened(old)
    page = client_for(anna).get(old.get_absolute_url())
    assert page.status_code == 422
    assert "Deze bladzijde is beschadigd" in page.content.decode()


def test_every_version_opens_as_itself_only(cast, anna):
    versions = [write(anna, "Een.")]
    for tekst in ("Twee.", "Drie."):
        versions.append(rewrite(versions[-1], tekst))

    assert opened(versions[2]) == "Drie."
    for older in versions[:2]:
        put(older, older.versleutelde_tekst)
        with pytest.raises(DamagedError):
            opened(older)
    put(versions[2], versions[2].versleutelde_tekst)
    assert opened(versions[2]) == "Drie."


def test_two_pages_of_one_writer_cannot_change_places(cast, anna):
    one, two = write(anna, "Een."), write(anna, "Twee.")

    put(one, two.versleutelde_tekst)
    put(two, one.versleutelde_tekst)

    for page in (one, two):
        with pytest.raises(DamagedError):
            opened(page)


def test_a_page_cannot_be_given_to_somebody_else(cast, anna, bas):
    page = write(anna)
    write(bas)

    Reflectie.objects.filter(pk=page.pk).update(eigenaar=bas)

    with pytest.raises(DamagedError):
        opened(page)


def test_the_text_of_a_page_does_not_open_as_what_was_shared(cast, anna, carla):
    page = write(anna, "Gedeeld.")
    deling = share(page, carla)
    later = rewrite(page, "Nooit gedeeld.")

    put(deling, later.versleutelde_tekst)

    with pytest.raises(DamagedError):
        shared(deling)


def test_a_share_cannot_be_readdressed(cast, anna, carla, dirk):
    deling = share(write(anna), carla)

    Deling.objects.filter(pk=deling.pk).update(met=dirk)

    with pytest.raises(DamagedError):
        shared(deling)


def test_a_share_cannot_be_put_under_another_page(cast, anna, carla):
    deling, other = share(write(anna), carla), write(anna, "Iets anders.")

    Deling.objects.filter(pk=deling.pk).update(reflectie=other)

    with pytest.raises(DamagedError):
        shared(deling)


def test_what_was_shared_first_does_not_open_as_what_was_shared_last(cast, anna, carla):
    page = write(anna, "Eerst.")
    first = share(page, carla)
    kept = bytes(Deling.objects.get(pk=first.pk).versleutelde_tekst)
    last = share(rewrite(page, "Later."), carla)

    put(last, kept)

    with pytest.raises(DamagedError):
        shared(last)


def test_a_lost_key_is_told_and_none_is_made_beside_it(cast, client_for, anna):
    page = write(anna)
    Persoonssleutel.objects.filter(user=anna).delete()

    with pytest.raises(KeyLostError):
        opened(page)
    with pytest.raises(KeyLostError):
        write(anna, "Nog een bladzijde.")
    with pytest.raises(KeyLostError):
        rewrite(page, "Andere woorden.")

    client = client_for(anna)
    assert "De sleutel van je logboek is er niet." in client.get(page.get_absolute_url()).text
    assert post_tekst(client, NEW, anna).status_code == 503
    assert not Persoonssleutel.objects.filter(user=anna).exists()
    assert Reflectie.objects.count() == 1


def test_who_has_no_pages_left_starts_again_with_a_new_key(cast, anna, bas):
    write(bas)
    page = write(anna)
    Persoonssleutel.objects.filter(user=anna).delete()
    page.delete()

    assert opened(write(anna, "Opnieuw begonnen.")) == "Opnieuw begonnen."


def test_a_first_page_that_is_not_stored_leaves_no_key(cast, anna, bas):
    taken = write(bas)

    with pytest.raises(Reflectie.DoesNotExist), transaction.atomic():
        create_reflectie(
            reflectie_id=taken.pk, tekst="Botst.", vraag=None, cursusdag=None, by=fresh(anna)
        )

    assert not Persoonssleutel.objects.filter(user=anna).exists()


def test_requests_that_race_after_the_key_is_gone_make_none(shared_database):
    user = UserFactory()
    write(user)
    Persoonssleutel.objects.all().delete()
    together, refused = threading.Barrier(4), []

    def request() -> None:
        together.wait(timeout=10)
        try:
            write(user, "Uit een ander venster.")
        except KeyLostError:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=request) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(refused) == 4
    assert not Persoonssleutel.objects.exists()


def test_first_pages_that_race_all_open(shared_database):
    user = UserFactory()
    together = threading.Barrier(4)

    def request(number: int) -> None:
        together.wait(timeout=10)
        try:
            write(user, f"Bladzijde {number}.")
        finally:
            connection.close()

    threads = [threading.Thread(target=request, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    pages = {opened(page) for page in Reflectie.objects.all()}
    assert pages == {f"Bladzijde {number}." for number in range(4)}
    assert Persoonssleutel.objects.count() == 1
