"""What a trainer does on a device, and what stands on it."""

import time as clock
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from cohorts.models import Aanwezigheid, Aanwezigheidswijziging, Deelname

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
    Promise.all(['tikken', 'lijsten'].map(store)).then(([tikken, lijsten]) => {
      request.result.close();
      resolve({ tikken, lijsten });
    });
  };
})"""


def ready(page: Page) -> Page:
    """The worker runs, and the list stands on the device."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(lambda: kept(page)["lijsten"])
    return page


def until(condition: Callable[[], object]) -> None:
    """Look again for half a minute; then it never comes."""
    latest = clock.monotonic() + 30
    while not condition():
        assert clock.monotonic() < latest
        clock.sleep(0.1)


def kept(page: Page) -> dict[str, list[dict]]:
    """What stands on the device."""
    return page.evaluate(DATABASE) or {"tikken": [], "lijsten": []}


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
    page.locator(".lp-user summary").click()
    page.get_by_role("button", name="Uitloggen").click()
