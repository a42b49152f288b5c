"""What the first people of an installation do, in a real browser, from the first coördinator on."""

import base64
import contextlib
import hmac
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.berichten.smtp import Mailserver
from tests.browser.chromium import CHROMIUM, FLAGS, PHONE
from tests.cohorts.deelnemers.lists import IMPORTS
from tests.containers.engine import StuckError
from tests.containers.site import HOST

COHORT = "Zutphen A"
ELS, CARLA = "els@stichting.example", "carla.de.wit@stichting.example"
KUBRA = "kubra.dijkstra0@gemeente-zutphen.example"
WORDS = "Ik bel voortaan eerst, en dan pas schrijf ik."
MAIL_SECONDS = 90
PICTURES = Path("var/screenshots")
expect.set_options(timeout=30_000)
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{2}\b")


@dataclass
class Letterbox:
    """The mail that arrived, and what of it has been read."""

    server: Mailserver
    read: int = 0

    def newest(self, address: str, about: str) -> str:
        """The text of the newest letter to this address with this in its subject; waits for it."""
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            for raw in reversed(self.server.taken[self.read :]):
                letter = self._letter(raw)
                if address in letter["To"] and about in letter["Subject"]:
                    return letter.get_body(("plain",)).get_content()
            time.sleep(0.2)
        raise StuckError(f"no mail about {about!r} to {address} within {MAIL_SECONDS} s")

    def wait_for(self, count: int, about: str) -> None:
        """Until this many people got a letter with this in its subject."""
        deadline = time.monotonic() + MAIL_SECONDS
        while len(people := set(self._addressed(about))) < count:
            if time.monotonic() > deadline:
                raise StuckError(f"mail about {about!r} reached {len(people)} of {count} people")
            time.sleep(0.2)

    @staticmethod
    def _letter(raw: bytes) -> EmailMessage:
        return message_from_bytes(raw, policy=policy.default)

    def count(self, about: str) -> int:
        return len(self._addressed(about))

    def _addressed(self, about: str) -> list[str]:
        """To whom the letters with this in their subject went, each as often as it came."""
        letters = [self._letter(raw) for raw in self.server.taken[self.read :]]
        return [letter["To"] for letter in letters if about in letter["Subject"]]

    def forget(self) -> None:
        """From now on only letters that are still to come count."""
        self.read = len(self.server.taken)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium for which the name of the site is this machine."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        try:
            yield browser
        except BaseException:
            keep_pictures(browser)
            raise
        finally:
            browser.close()


def keep_pictures(browser: Browser) -> None:
    """What everybody saw last, for whoever has to find out why the walk ended."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(browser.contexts, start=1):
        target = PICTURES / f"containers-{number}.png"
        context.pages[0].screenshot(path=target, full_page=True)
        print(f"\n    {context.pages[0].url} is in {target}")


def device(browser: Browser, *, width: int = PHONE) -> Page:
    """Another phone or desk, with nobody signed in."""
    context = browser.new_context(
        base_url=f"https://{HOST}",
        viewport={"width": width, "height": 844},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        # The authority of Caddy is not in Chromium's store; `site.ask` does check it.
        ignore_https_errors=True,
    )
    context.set_default_timeout(30_000)
    return context.new_page()


def code_now(secret: str) -> str:
    """What an authenticator app shows at this moment: RFC 6238 with its defaults."""
    counter = int(time.time() // 30).to_bytes(8)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def sign_in(page: Page, address: str, letters: Letterbox) -> None:
    letters.forget()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").first.fill(address)
    page.get_by_role("button", name="Stuur me een code").click()
    code = CODE.search(letters.newest(address, "Je code om in te loggen"))[0]
    page.get_by_label("Code uit de mail").fill(code)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Uitloggen")).to_be_attached()


def add_second_factor(page: Page) -> str:
    """Set up an app, as everybody with a role must; gives its secret."""
    page.goto("/account/beveiliging/app/aanzetten/")
    secret = page.locator("code").first.text_content().strip()
    page.locator("input[name=code]").fill(code_now(secret))
    page.get_by_role("button", name="Zet aan").click()
    page.wait_for_url("**/herstelcodes/")
    return secret


def make_cohort(page: Page, today: date) -> None:
    """Seven days that all take place today: nobody takes part before they were added."""
    page.goto("/cohorten/nieuw/")
    page.get_by_label("Organisatie", exact=True).fill("Zutphen")
    page.get_by_label("Naam van het cohort").fill(COHORT)
    page.get_by_label("Eerste dag op of na").fill(str(today))
    page.get_by_role("button", name="Stel data voor").click()
    page.get_by_label("Datum").first.wait_for()
    for field in page.get_by_label("Datum").all():
        field.fill(str(today))
    page.get_by_role("button", name="Bewaar de planning").click()
    # Seven days on one date: it asks whether that was meant.
    page.get_by_role("button", name="Toch bewaren").click()
    expect(page.get_by_text("De planning is bewaard.")).to_be_visible()


def assign_trainer(page: Page) -> None:
    page.get_by_label("E-mailadres").fill(CARLA)
    page.get_by_label("Voornaam").fill("Carla")
    page.get_by_label("Tussenvoegsel").fill("de")
    page.get_by_label("Achternaam").fill("Wit")
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_role("button", name="Wijs aan").click()
    expect(page.get_by_text(f"is trainer van {COHORT}.")).to_be_visible()


def import_people(page: Page) -> None:
    page.get_by_role("link", name="Verder met deelnemers").click()
    page.get_by_label("Bestand", exact=True).set_input_files(IMPORTS / "zutphen_14.csv")
    page.get_by_role("button", name="Bekijk de lijst").click()
    page.get_by_role("button", name="Voeg 14 toe").click()
    expect(page.get_by_text("14 deelnemers zijn toegevoegd.")).to_be_visible()


def invite_people(page: Page) -> None:
    page.get_by_role("button", name="Nodig 14 deelnemers uit").click()
    expect(page.get_by_text("14 deelnemers zijn uitgenodigd.", exact=True)).to_be_visible()


def write(page: Page) -> None:
    page.goto("/logboek/nieuw/")
    page.get_by_label("Jouw tekst").press_sequentially(WORDS)
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Opgeslagen"))


def expect_words(page: Page) -> None:
    """What was written stands in the journal of its writer."""
    page.goto("/logboek/")
    expect(page.get_by_text(WORDS).first).to_be_visible()


def presentie_pages(page: Page) -> list[str]:
    """The addresses of the seven days' roll calls, the first day first."""
    page.goto("/cohorten/")
    page.get_by_role("link", name=COHORT).first.click()
    links = page.locator("main a[href$='/presentie/']")
    links.first.wait_for()
    return sorted({link.get_attribute("href") for link in links.all()}, key=_number)


def _number(path: str) -> int:
    return int(re.search(r"\d+", path)[0])


def take_the_roll(page: Page, path: str) -> None:
    page.goto(path)
    for dagdeel in ("Ochtend", "Middag"):
        page.get_by_role("link", name=dagdeel).click()
        expect(page).to_have_url(re.compile(f"dagdeel={dagdeel.lower()}"))
        page.get_by_role("button", name="Iedereen aanwezig").click()
        expect(page.locator("#samenvatting")).to_have_text("14 aanwezig")


def marked(page: Page, path: str) -> list[str]:
    """What the roll call of this day says of its two dagdelen."""
    said = []
    for dagdeel in ("ochtend", "middag"):
        page.goto(f"{path}?dagdeel={dagdeel}")
        said.append(page.locator("#samenvatting").text_content().strip())
    return said


def issue(page: Page, name: str) -> None:
    page.goto("/cohorten/")
    page.get_by_role("link", name=COHORT).first.click()
    page.get_by_text("Beheer", exact=True).click()
    page.get_by_role("link", name="Certificaten").first.click()
    page.get_by_role("button", name=f"Geef uit aan {name}").click()
    expect(page.get_by_text(f"Het certificaat van {name} is uitgegeven.")).to_be_visible()


def certificate_of(page: Page) -> bytes:
    """The PDF that the home page of its holder links to."""
    page.goto("/")
    path = page.get_by_role("link", name="Download je certificaat").get_attribute("href")
    deadline = time.monotonic() + MAIL_SECONDS
    # It is made by a worker: until then the page says so.
    while not (document := _bytes_at(page, path)).startswith(b"%PDF"):
        if time.monotonic() > deadline:
            raise StuckError(f"no PDF of the certificate within {MAIL_SECONDS} s")
        time.sleep(1)
    return document


def _bytes_at(page: Page, path: str) -> bytes:
    encoded = page.evaluate(
        """async (path) => {
          const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
          return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        }""",
        path,
    )
    return base64.b64decode(encoded)
