"""The walk of an operator, step by step, with the seconds that each step took."""

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from tests.browser.chromium import DESKTOP
from tests.containers import killing, people, site, standins
from tests.containers.engine import BUILD_SECONDS, Project, StuckError, docker
from tests.containers.people import CARLA, ELS, KUBRA, Letterbox

LAST_DAY_OF_ELS = "2099-12-31"
JOURNAL_KEYS = "JOURNAAL_SLEUTELS"
DOUBLED = ("web", "worker", "beat")
NAME = "Kübra Dijkstra"
INVITED, CERTIFICATE = "Je doet mee aan de Leergang", "Je certificaat"


@dataclass
class Walk:
    project: Project
    letters: Letterbox
    mail_address: str
    took: list[tuple[str, float]] = field(default_factory=list)
    # What later steps need of earlier ones.
    key: str = field(init=False)
    tls: SSLContext = field(init=False)
    els: Page = field(init=False)
    kubra: Page = field(init=False)
    others: dict[str, str] = field(init=False)
    days: list[str] = field(init=False)
    pdf: bytes = field(init=False)

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        begin = time.monotonic()
        print(f"{what} …", end=" ", flush=True)
        yield
        self.took.append((what, time.monotonic() - begin))
        print(f"{self.took[-1][1]:.1f} s", flush=True)

    def to_the_end(self) -> None:
        self.install()
        with people.chromium() as browser:
            self.begin(browser)
            self.write_and_mark(browser)
            self.issue()
            self.lose_all_and_come_back()
        print(f"Everything worked. {sum(seconds for _, seconds in self.took):.0f} s in all.")

    # -- The lines of the README -------------------------------------------------------------

    def install(self) -> None:
        with self.step("base images"):
            replaced = standins.replace_what_cannot_be_had(self.project.folder)
        for image in replaced:
            print(f"    no registry answers: Debian's program for {image.partition('@')[0]}")
        with self.step(".env and the folder of the backups"):
            self.key = site.fill_in(self.project, self.mail_address)
        with self.step("docker compose build"):
            self.project.compose("build", seconds=BUILD_SECONDS)
        with self.step("docker compose run --rm migrate"):
            self.project.compose("run", "--rm", "migrate", seconds=300)
        self.start()

    def start(self) -> None:
        with self.step("docker compose up --detach"):
            self.project.compose("up", "--detach", seconds=180)
        with self.step("all healthy"):
            self.project.wait_until_healthy()
        with self.step("/readyz over TLS"):
            self.tls = site.trusted(self.project)
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 120
        while (answer := site.ask(self.tls, "/readyz"))[0] != 200:
            if time.monotonic() > deadline:
                raise StuckError(f"/readyz says {answer}")
            time.sleep(1)

    # -- People ------------------------------------------------------------------------------

    def begin(self, browser: Browser) -> None:
        today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
        self.els = people.device(browser, width=DESKTOP)
        with self.step("first coördinator"):
            self.project.manage(
                *("benoem_coordinator", ELS, "--voornaam", "Els", "--achternaam", "Bakker"),
                *("--tot-en-met", LAST_DAY_OF_ELS),
            )
            people.sign_in(self.els, ELS, self.letters)
            people.add_second_factor(self.els)
        with self.step("a second web, worker and beat beside the first"):
            self.double()
        with self.step("cohort of seven days, with a trainer"):
            people.make_cohort(self.els, today)
            people.assign_trainer(self.els)
        with self.step("import of 14 people"):
            people.import_people(self.els)
        self.letters.forget()
        with self.step("14 people invited"):
            people.invite_people(self.els)
        # At once: most of the letters are still to go.
        self.kill("worker")
        with self.step("14 letters arrived"):
            self.letters.wait_for(14, INVITED)
        self.kill("beat")
        # A minute has passed in which two schedulers started everything for two workers.
        if (count := self.letters.count(INVITED)) != 14:
            raise StuckError(f"two workers and two schedulers sent {count} letters to 14 people")

    def double(self) -> None:
        """From now on two of each, on one database and one broker; a session is one for both."""
        self.others = {service: self.project.start_another(service) for service in DOUBLED}
        self.project.wait_until_healthy(**self.others)
        cookies = "; ".join(f"{it['name']}={it['value']}" for it in self.els.context.cookies())
        for container in (self.project.containers()["web"], self.others["web"]):
            status = site.ask_inside(self.project.address(container, "buiten"), cookies)
            if status != 200:
                raise StuckError(f"a web container answers {status} to who signed in at another")

    def write_and_mark(self, browser: Browser) -> None:
        self.kubra, carla = people.device(browser), people.device(browser)
        with self.step("a deelnemer signs in and writes"):
            people.sign_in(self.kubra, KUBRA, self.letters)
            people.write(self.kubra)
        with self.step("the trainer signs in"):
            people.sign_in(carla, CARLA, self.letters)
            people.add_second_factor(carla)
        self.days = people.presentie_pages(carla)
        middle = len(self.days) // 2
        with self.step("roll call of the first days"):
            for path in self.days[:middle]:
                people.take_the_roll(carla, path)
        for service in ("web", "redis", "caddy"):
            self.kill(service)
        with self.step("roll call of the other days"):
            for path in self.days[middle:]:
                people.take_the_roll(carla, path)
        self.kill("postgres")
        with self.step("every mark is still there"):
            self.expect_all_marks()

    def expect_all_marks(self) -> None:
        found = {path: people.marked(self.els, path) for path in self.days}
        if found != {path: ["14 aanwezig", "14 aanwezig"] for path in self.days}:
            raise StuckError(f"marks are lost: {found}")

    def issue(self) -> None:
        with self.step("a certificate, issued, mailed, downloaded and checked"):
            self.letters.forget()
            people.issue(self.els, NAME)
            self.letters.newest(KUBRA, CERTIFICATE)
            self.pdf = people.certificate_of(self.kubra)
            self.expect_valid()
        with self.step("the second web, worker and beat end"):
            docker("rm", "--force", *self.others.values())
        with self.step("other keys, by the lines of docs/beheer/sleutels.md"):
            self.replace_journal_key()

    def replace_journal_key(self) -> None:
        """The new one first and the old one behind it; then all rows; then the new one alone."""
        old, new = site.setting(self.project, JOURNAL_KEYS), site.new_key("2027a")
        for value, rows in ((f"{new},{old}", 1), (f"{new},{old}", 0), (new, 0)):
            site.change(self.project, JOURNAL_KEYS, value)
            self.project.compose("up", "--detach", seconds=180)
            self.wait_until_ready()
            said = self.project.manage("roteer_sleutel")
            if not re.search(rf"\b{rows} persoonssleutels? omgezet", said):
                raise StuckError(f"roteer_sleutel says: {said}")
        people.expect_words(self.kubra)

    def expect_valid(self) -> None:
        """A stranger reads that the certificate is real."""
        self.kubra.goto("/")
        check = self.kubra.get_by_role("link", name="Zo zien anderen dat het echt is")
        status, page = site.ask(self.tls, check.get_attribute("href").removeprefix(site.ADDRESS))
        if status != 200 or "Geldig" not in page or NAME not in page:
            raise StuckError(f"the check page says {status}")

    # -- The worst day -----------------------------------------------------------------------

    def lose_all_and_come_back(self) -> None:
        self.kill("backup")
        with self.step("backup"):
            said = self.project.compose("run", "--rm", "backup", "maak", seconds=120)
            name = re.search(r"leergang-\S+\.age", said)[0]
        with self.step("docker compose down --volumes"):
            site.remove(self.project)
        with self.step("an empty PostgreSQL"):
            self.project.compose("up", "--detach", "postgres", seconds=120)
            self.project.wait_until_healthy(postgres=self.project.containers()["postgres"])
        with self.step("restore"):
            put_back = ("run", "--rm", "-T", "backup", "zet-terug", name)
            self.project.compose(*put_back, given=self.key, seconds=300)
        self.start()
        with self.step("the same certificate, marks and journal"):
            if people.certificate_of(self.kubra) != self.pdf:
                raise StuckError("the certificate has other bytes than before")
            self.expect_valid()
            self.expect_all_marks()
            people.expect_words(self.kubra)
        with self.step("manage.py diagnose"):
            said = self.project.manage("diagnose")
            if not said.endswith("Alles werkt."):
                raise StuckError(said)

    # -- kill -9 -----------------------------------------------------------------------------

    def kill(self, service: str) -> None:
        """Kill -9 each process of this container; say how long each time took to mend."""
        with self.step(f"kill -9 in {service}"):
            killed = killing.kill_each(self.project, service, self.is_ready)
        for args, seconds in killed:
            print(f"    {seconds:5.1f} s  {args[:80]}")

    def is_ready(self) -> bool:
        return site.ask(self.tls, "/readyz")[0] == 200
