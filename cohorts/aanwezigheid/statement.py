from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheidswijziging
from cohorts.models import Bijeenkomst

Bron = Aanwezigheidswijziging.Bron


@dataclass(frozen=True)
class Statement:
    """What somebody says about a dagdeel: the ledger decides what it does to the mark.

    `door` is empty when the platform speaks. `moment` is the real time, now when it is left out;
    `toesteltijd` what the clock of the device said. `bijeenkomst` is where somebody was, or was
    expected. The same `kenmerk` twice is one tap that arrived twice.
    """

    naar: str
    door: User | None = None
    bron: str = Bron.PRESENTIE
    moment: datetime | None = None
    toesteltijd: datetime | None = None
    kenmerk: UUID = field(default_factory=uuid4)
    bijeenkomst: Bijeenkomst | None = None
    reden: str = ""
