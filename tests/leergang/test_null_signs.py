"""PostgreSQL takes no NUL in a text, and anybody can write one in an address."""

import pytest

from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("anna", "/certificaten/%00/pdf/", 404),
        ("anna", "/logboek/nieuw/?vraag=%00", 404),
        ("anna", "/controle/%00/", 404),
        ("els", "/organisaties/?naam=%00", 200),
        ("hanna", "/overzicht/?q=%00", 200),
    ],
)
def test_a_null_sign_in_an_address_is_no_error(cast, client_for, name, address, status):
    assert client_for(cast[name]).get(address).status_code == status


def test_a_null_sign_in_an_address_of_mail_is_no_error(
    client, anna, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, anna.email)
    client.post(CODE_PAGE, {"code": code_in_mail()})

    response = client.post("/account/e-mail/", {"action_primary": "", "email": "a\0@b.nl"})

    assert response.status_code == 403
