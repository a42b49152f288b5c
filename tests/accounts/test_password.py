"""Sign-in by password, and leaving."""

import pytest

from tests.accounts.steps import signed_in

pytestmark = pytest.mark.django_db


def test_a_password_signs_in(client, zus):
    zus.set_password("een lange zin van mij")
    zus.save()

    client.post("/account/login/", {"login": zus.email, "password": "een lange zin van mij"})

    assert signed_in(client) == str(zus.pk)


def test_a_wrong_password_keeps_the_address(client, zus):
    response = client.post("/account/login/", {"login": zus.email, "password": "mis"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "horen niet bij elkaar" in page
    assert 'value="zus@gemeente.example"' in page
    assert '<details class="lp-fold" open>' in page


# -- Out -----------------------------------------------------------------------------------


def test_leaving_is_a_post(client_for, zus):
    inside = client_for(zus)

    assert inside.get("/account/logout/").status_code == 200
    assert signed_in(inside) == str(zus.pk)
    inside.post("/account/logout/")
    assert signed_in(inside) is None
