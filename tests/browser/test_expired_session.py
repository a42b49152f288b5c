"""Without script: a session that ended while somebody wrote, and the way back to the words."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.steps import code_of
from tests.browser.looks import assert_fits, eventually
from tests.browser.test_logboek import sheet, status, stored_text
from tests.reflecties.writing import write

# The live server has its own connection: rows must be committed.
pytestmark = pytest.mark.django_db(transaction=True)


def sign_in_the_long_way(other: Page, user: User, secret: str, mailoutbox: list) -> None:
    """A wrong code, the link in the mail, a wrong code of the app, and then the right one."""
    other.get_by_label("E-mailadres").first.fill(user.email)
    other.get_by_role("button", name="Stuur me een code").click()
    other.locator("input[name=code]").fill("000000")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_text("Deze code klopt niet").first).to_be_visible()
    eventually(lambda: len(mailoutbox), 1)
    other.goto(re.search(r"\S+/account/link/\S+", mailoutbox[0].body)[0])
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", name="Nog één stap")).to_be_visible()
    other.locator("input[name=code]").fill("000000")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_text("Deze code klopt niet").first).to_be_visible()
    other.locator("input[name=code]").fill(code_of(secret))
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_text("Uitloggen")).to_be_attached()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_words_wait_through_wrong_codes_and_a_second_factor(
    browse, open_context, anna, mailoutbox, width
):
    reflectie, secret = write(anna, "Begin."), generate_totp_secret()
    Authenticator.objects.filter(user=anna).delete()
    TOTP.activate(anna, secret)
    signed_in = browse(anna, "/logboek/").context.storage_state()
    context = open_context(java_script_enabled=False, storage_state=signed_in, width=width)
    page = context.new_page()
    page.goto(reflectie.get_absolute_url())
    context.clear_cookies(name="sessionid")

    sheet(page).fill("Begin. Na de pauze.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Je bent uitgelogd")).to_be_visible()
    assert_fits(page)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Log in in een nieuw venster").click()
    sign_in_the_long_way(opened.value, anna, secret, mailoutbox)

    page.get_by_role("button", name="Ga verder").click()
    expect(sheet(page)).to_have_value("Begin. Na de pauze.")
    assert_fits(page)
    assert stored_text() == "Begin."
    page.get_by_role("button", name="Bewaar").click()
    expect(status(page)).to_contain_text("Opgeslagen")
    assert stored_text() == "Begin. Na de pauze."
