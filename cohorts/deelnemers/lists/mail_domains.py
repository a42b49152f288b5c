"""Whether a list may be that of another organisation: by the domains of its addresses."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

# Below this number of addresses a majority says nothing.
ENOUGH = 3


@dataclass(frozen=True)
class Domeinen:
    """The mail domain of most earlier people of an organisation, and of most rows of a list."""

    eerder: str = ""
    lijst: str = ""

    def warning_about(self, address: str) -> str:
        """Why an address looks out of place, in Dutch; nothing when it does not."""
        domain = domain_of(address)
        if not domain:
            return ""
        if self.eerder and domain != self.eerder:
            return f"Eerdere deelnemers van deze organisatie mailen vanaf {self.eerder}."
        if not self.eerder and self.lijst and domain != self.lijst:
            return f"De meeste adressen in deze lijst eindigen op {self.lijst}."
        return ""


UNKNOWN = Domeinen()


def usual_domains(*, listed: Iterable[str], earlier: Collection[str]) -> Domeinen:
    """What is usual among these addresses; an address that stands twice counts twice."""
    return Domeinen(eerder=_usual(earlier), lijst=_usual(listed))


def domain_of(address: str) -> str:
    """What stands after the last @, in lower case; nothing when there is none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def _usual(addresses: Iterable[str]) -> str:
    """The domain of more than half of the addresses, when there are enough to tell."""
    domains = Counter(domain for address in addresses if (domain := domain_of(address)))
    if domains.total() < ENOUGH:
        return ""
    domain, count = domains.most_common(1)[0]
    return domain if 2 * count > domains.total() else ""
