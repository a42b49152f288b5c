import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from certificaten.models import (
    ALPHABET,
    Certificaat,
    Certificaatdocument,
    Certificaatgebeurtenis,
    new_code,
    read_code,
)

codes = st.text(ALPHABET, min_size=20, max_size=20)


@given(codes)
def test_a_code_is_read_back_from_what_is_printed(code):
    assert read_code(Certificaat(code=code).leesbare_code) == code


@given(codes, st.randoms())
def test_a_code_may_be_typed_in_lower_case_with_look_alikes_and_spaces(code, random):
    typed = code.lower().replace("0", random.choice("0Oo")).replace("1", random.choice("1iIlL"))

    assert read_code(f" {typed[:7]} {typed[7:]}\n") == code


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_code_or_nothing(text):
    code = read_code(text)

    assert code is None or (len(code) == 20 and set(code) <= set(ALPHABET))


@pytest.mark.parametrize("text", ["", "K7QD", "U" * 20, "٣" * 20, "A" * 21, "ß" * 20])
def test_what_cannot_be_a_code_is_refused(text):
    assert read_code(text) is None


def test_new_codes_differ():
    assert len({new_code() for _ in range(1000)}) == 1000


def test_only_holder_and_coordinator_reach_a_certificate(uitgegeven, cast):
    reached = {name for name, user in cast.items() if Certificaat.objects.visible_to(user).exists()}

    assert reached == {"anna", "els"}


def test_visible_to_agrees_with_the_rule(uitgegeven, cast):
    people = [user for name, user in cast.items() if name != "beheerder"]

    by_query = {user for user in people if Certificaat.objects.visible_to(user).exists()}
    by_rule = {
        user for user in people if user.has_perm("certificaten.view_certificaat", uitgegeven)
    }

    assert by_query == by_rule


def rows_of(certificaat):
    return [certificaat, certificaat.document, certificaat.gebeurtenissen.get()]


def test_a_saved_row_refuses_to_be_saved_or_deleted(gedrukt):
    for row in rows_of(gedrukt):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Certificaat, {"naam": "Iemand Anders"}),
        (Certificaatdocument, {"sha256": "0" * 64}),
        (Certificaatgebeurtenis, {"reden": "achteraf"}),
    ],
)
def test_the_database_refuses_to_change_a_row(gedrukt, model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)

    assert not model.objects.filter(**change).exists()


@pytest.mark.parametrize("table", ["certificaat", "certificaatdocument", "certificaatgebeurtenis"])
def test_the_database_refuses_to_delete_a_row(gedrukt, table):
    words = f"An issued certificate never changes: DELETE on certificaten_{table} refused"
    refused = pytest.raises(IntegrityError, match=words)

    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM certificaten_{table}")


def test_a_second_first_certificate_is_refused_by_the_database(uitgegeven, els):
    twin = Certificaat.objects.values().get(pk=uitgegeven.pk) | {"id": None, "code": new_code()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificaat.objects.create(**twin)


def test_a_withdrawal_without_reason_is_refused_by_the_database(uitgegeven, els):
    with pytest.raises(IntegrityError), transaction.atomic():
        uitgegeven.gebeurtenissen.create(soort="ingetrokken", door=els)


@pytest.mark.parametrize(
    ("naam", "bestandsnaam"),
    [
        ("Roos Đorđević", "certificaat-roos-dordevic.pdf"),
        ("Ümit Yılmaz", "certificaat-umit-yilmaz.pdf"),
        ("张伟", "certificaat-leergang.pdf"),
    ],
)
def test_the_name_of_the_file_keeps_every_letter_that_latin_has(naam, bestandsnaam):
    assert Certificaat(naam=naam).bestandsnaam == bestandsnaam


@pytest.mark.parametrize(("letters", "kept"), [(79, 79), (80, 80), (81, 80)])
def test_the_name_of_the_file_keeps_80_signs_of_a_name(letters, kept):
    assert Certificaat(naam="a" * letters).bestandsnaam == f"certificaat-{'a' * kept}.pdf"


def test_a_code_is_printed_in_five_groups_of_four():
    printed = Certificaat(code="ABCDEFGHJKMNPQRSTVWX").leesbare_code

    assert printed == "ABCD-EFGH-JKMN-PQRS-TVWX"
    assert len(new_code()) == 20
