"""What a trainer does on a device, and what stands on it."""

from playwright.sync_api import Locator, Page, expect

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Deelname
from tests.browser.looks import until

PEOPLE = 5

DATABASE = """new Promise((resolve) => {
  const request = indexedDB.open('leergang-presentie');
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve(null);
  request.onsuccess = () => {
    const store = (name) => new Promise((done) => {
      const all = request.result.transaction(name).objectStore(name).getAll();
      all.onsuccess = () => done(all.result);
    });
    Promise.all(['tikken', 'lijsten', 'toestel'].map(store)).then(([tikken, lijsten, toestel]) => {
      request.result.close();
      resolve({ tikken, lijsten, toestel });
    });
  };
})"""


def ready(page: Page) -> Page:
    """The worker runs, the list stands on the device, and the script hears each tap."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(lambda: kept(page)["lijsten"])
    return page


def kept(page: Page) -> dict[str, list[dict]]:
    """What stands on the device."""
    return page.evaluate(DATABASE) or {"tikken": [], "lijsten": [], "toestel": []}


def tap(page: Page, deelname: Deelname, status: str = "aanwezig") -> None:
    page.locator(f"#{status}-{deelname.pk}").click()


def go_offline(page: Page) -> None:
    page.context.set_offline(True)


def come_back(page: Page) -> None:
    page.context.set_offline(False)


def wait_until_sent(page: Page) -> None:
    """Nothing waits on the device any more, and the bar says nothing."""
    until(lambda: not kept(page)["tikken"])
    expect(bar(page)).to_be_empty()


def bar(page: Page) -> Locator:
    return page.locator("#verzending")


def pressed(page: Page, deelname: Deelname, status: str = "aanwezig") -> Locator:
    return page.locator(f"#{status}-{deelname.pk}[aria-pressed=true]")


def history() -> list[tuple[int, str, str]]:
    """Everything that was said, in the order of the real time."""
    changes = Aanwezigheidswijziging.objects.order_by("moment", "pk")
    return list(changes.values_list("aanwezigheid__deelname", "naar", "door__voornaam"))


def statuses() -> dict[str, int]:
    found = list(Aanwezigheid.objects.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


def sign_out(page: Page) -> None:
    page.locator(".lp-menu > summary").click()
    page.get_by_role("button", name="Uitloggen").click()
