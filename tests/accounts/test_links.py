"""Sign-in by link: a look never uses it, a press does, once."""

import pytest

from accounts.models import User
from accounts.ways_in import links
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, link_in_mail, signed_in

pytestmark = pytest.mark.django_db


def test_a_mail_scanner_leaves_the_link_valid(client, zus):
    ask_for_code(client)
    link = link_in_mail()
    scanner = type(client)()

    looks = [scanner.get(link).status_code for _ in range(20)]
    looks += [scanner.head(link).status_code for _ in range(20)]

    assert looks == [200] * 40
    assert signed_in(scanner) is None
    other = type(client)()
    assert other.post(link).status_code == 302
    assert signed_in(other) == str(zus.pk)


def test_the_link_page_shows_one_button_to_the_one_it_is_for(client, zus):
    ask_for_code(client)

    response = client.get(link_in_mail())

    assert "Welkom, Zus" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_link_works_once(client, zus):
    ask_for_code(client)
    link = link_in_mail()
    type(client)().post(link)

    second = type(client)()
    response = second.post(link)

    assert response.status_code == 410
    assert "Deze link werkt niet meer" in response.content.decode()
    assert 'href="/account/login/"' in response.content.decode()
    assert signed_in(second) is None


def test_a_link_dies_with_any_later_sign_in(client, zus):
    ask_for_code(client)
    link = link_in_mail()
    client.post(CODE_PAGE, {"code": code_in_mail()})

    assert type(client)().get(link).status_code == 410


@pytest.mark.parametrize(
    "change", [{"email": "anders@gemeente.example"}, {"is_active": False}, {"password": "anders"}]
)
def test_a_link_dies_when_the_account_changes(client, zus, change):
    ask_for_code(client)
    link = link_in_mail()
    User.objects.filter(pk=zus.pk).update(**change)

    assert type(client)().get(link).status_code == 410


def test_a_link_lives_twenty_minutes(client, zus, time_machine):
    time_machine.move_to("2026-11-24 10:00+01:00", tick=False)
    ask_for_code(client)
    link = link_in_mail()

    time_machine.move_to("2026-11-24 10:20+01:00", tick=False)
    assert client.get(link).status_code == 200
    time_machine.move_to("2026-11-24 10:20:01+01:00", tick=False)
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


@pytest.mark.parametrize(
    "token", ["x", "1-x-y", "zzzzzzzzzzzzzzzz-a-b", "1-", "-", "%00", "🙂", "a" * 3000]
)
def test_a_made_up_token_is_an_expired_link(client, zus, token):
    assert client.get(f"/account/link/{token}/").status_code == 410


def test_a_link_of_one_person_is_no_link_of_another(client, zus):
    broer = User.objects.create_user("broer@gemeente.example")
    ask_for_code(client)
    number, rest = link_in_mail().removeprefix("/account/link/").split("-", 1)
    assert int(number, 36) == zus.pk

    assert client.get(f"/account/link/{broer.pk}-{rest}").status_code == 410


def test_a_link_needs_the_page_it_came_from(zus, client):
    ask_for_code(client)
    strict = type(client)(enforce_csrf_checks=True)

    assert strict.post(link_in_mail()).status_code == 403


def test_a_link_gives_a_new_session(client, zus):
    ask_for_code(client)
    before = client.session.session_key

    client.post(link_in_mail())

    assert client.session.session_key not in {None, before}


def test_a_link_replaces_whoever_was_signed_in(client, client_for, zus):
    broer = User.objects.create_user("broer@gemeente.example")
    ask_for_code(client)
    shared = client_for(broer)

    shared.post(link_in_mail())

    assert signed_in(shared) == str(zus.pk)


def test_a_link_pressed_twice_at_the_same_moment_lets_one_in(zus, monkeypatch):
    token, looked, second = links.make_token(zus), links.holder_of, []

    def look_while_another_presses(token):
        holder = looked(token)
        monkeypatch.setattr(links, "holder_of", lambda token: holder)
        second.append(links.use(token))
        return holder

    monkeypatch.setattr(links, "holder_of", look_while_another_presses)

    assert sorted([links.use(token), *second], key=bool) == [None, zus]
