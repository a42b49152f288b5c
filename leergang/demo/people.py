"""Who plays in the demo. Everybody is made up; every address ends in `.example`."""

from dataclasses import dataclass
from typing import NamedTuple


class Naam(NamedTuple):
    """First name, prefix, last name, department."""

    voornaam: str
    tussenvoegsel: str
    achternaam: str
    afdeling: str = ""


@dataclass(frozen=True)
class DemoOrganisatie:
    """An employer in the demo: a gemeente by its CBS code, or another by its name."""

    naam: str
    domein: str
    cbs_code: str = ""
    merkkleur: str = ""


@dataclass(frozen=True)
class DemoCohort:
    """A cohort in the demo. Day `today_is` is today; 0 means that none is."""

    naam: str
    organisatie: DemoOrganisatie
    deelnemers: tuple[Naam, ...]
    trainer: str
    locatie: tuple[str, str, str]
    first_day: int
    weeks_between: int = 3
    absent: tuple[tuple[int, int], ...] = ()
    # Who sent an afmelding, and for which day.
    cannot_come: tuple[int, int] | None = None


ZUTPHEN = DemoOrganisatie("Zutphen", "gemeente-zutphen.example", "GM0301", "#00696b")
MIDDEN_GRONINGEN = DemoOrganisatie(
    "Midden-Groningen", "midden-groningen.example", "GM1952", "#7a2e5d"
)
DOUANE = DemoOrganisatie("Douane", "douane.example", merkkleur="#154273")

TRAINERS = {
    "carla.de.wit@beroepseer.example": (Naam("Carla", "de", "Wit"), "06 0000 0101"),
    "dirk.mulder@beroepseer.example": (Naam("Dirk", "", "Mulder"), "06 0000 0102"),
    "mara.van.dam@beroepseer.example": (Naam("Mara", "van", "Dam"), "06 0000 0103"),
}
COORDINATOR = ("els.bakker@beroepseer.example", Naam("Els", "", "Bakker"))
HR = {
    "hanna.hr@gemeente-zutphen.example": (Naam("Hanna", "", "Peters"), ZUTPHEN),
    "henk.hr@midden-groningen.example": (Naam("Henk", "", "Smit"), MIDDEN_GRONINGEN),
}

SD, RU, BZ, JZ, CO, OW = (
    "Sociaal Domein",
    "Ruimte",
    "Burgerzaken",
    "Juridische Zaken",
    "Communicatie",
    "Openbare Werken",
)
ZUTPHEN_A = DemoCohort(
    naam="Zutphen A",
    organisatie=ZUTPHEN,
    trainer="carla.de.wit@beroepseer.example",
    locatie=("De Broodfabriek", "Pakhuisplein 4", "Zutphen"),
    first_day=-12,
    # Esra missed day 3, and Kübra day 1.
    absent=((3, 3), (7, 1)),
    # Lotte cannot come to day 6.
    cannot_come=(8, 6),
    deelnemers=(
        Naam("Anna", "", "Jansen", SD),
        Naam("Bas", "van der", "Çelik", RU),
        Naam("Chaimae", "", "Amrani", BZ),
        Naam("Esra", "", "Khalifi", JZ),
        Naam("Gijs", "ten", "Brouwer", OW),
        Naam("Imane", "el", "Öztürk", SD),
        Naam("Jeroen", "", "Dekker", CO),
        Naam("Kübra", "", "Hendriks", JZ),
        Naam("Lotte", "", "IJsselstein", RU),
        Naam("Mees", "in 't", "Veen", BZ),
        Naam("Noor", "", "Willems", CO),
        Naam("Sjoerd", "van den", "Bosch", OW),
    ),
)
ZUTPHEN_2025 = DemoCohort(
    naam="Zutphen 2025",
    organisatie=ZUTPHEN,
    trainer="carla.de.wit@beroepseer.example",
    locatie=("De Broodfabriek", "Pakhuisplein 4", "Zutphen"),
    first_day=-52,
    absent=((4, 2), (9, 6)),
    deelnemers=(
        Naam("Pieter", "", "Visser", SD),
        Naam("Quinten", "de", "Vries", RU),
        Naam("Roos", "", "Đorđević", BZ),
        Naam("Tineke", "van 't", "Koster", JZ),
        Naam("Ümit", "", "Yılmaz", SD),
        Naam("Vera", "", "Núñez", CO),
        Naam("Wout", "van", "Meijer", OW),
        Naam("Xander", "", "Peters", RU),
        Naam("Yasmina", "", "Smit", BZ),
        Naam("Zoë", "van der", "Linden", SD),
    ),
)
MIDDEN_GRONINGEN_B = DemoCohort(
    naam="Midden-Groningen B",
    organisatie=MIDDEN_GRONINGEN,
    trainer="dirk.mulder@beroepseer.example",
    locatie=("Huis van Cultuur", "Gorecht-Oost 157", "Hoogezand"),
    first_day=-4,
    absent=((1, 1), (6, 1)),
    deelnemers=(
        Naam("Aagje", "", "Boersma", SD),
        Naam("Bram", "", "Hoekstra", RU),
        Naam("Coen", "de", "Groot", BZ),
        Naam("Douwe", "", "Postma", JZ),
        Naam("Eline", "van", "Leeuwen", CO),
        Naam("Fenna", "", "Mulder", OW),
        Naam("Geert", "", "Dijkstra", SD),
        Naam("Hilde", "ter", "Veen", RU),
        Naam("Ineke", "", "Bos", BZ),
        Naam("Jorrit", "", "Kuipers", JZ),
        Naam("Karin", "van den", "Berg", CO),
        Naam("Lieke", "", "Zijlstra", OW),
        Naam("Marit", "", "Wiersma", SD),
        Naam("Nynke", "", "Hofman", RU),
    ),
)
# Joined Midden-Groningen B after its second day.
LATE_STARTER = Naam("Olga", "", "Veldman", SD)
DOUANE_1 = DemoCohort(
    naam="Douane",
    organisatie=DOUANE,
    trainer="mara.van.dam@beroepseer.example",
    locatie=("Kantoor Haven", "Kadeweg 12", "Rotterdam"),
    first_day=4,
    deelnemers=(
        Naam("Oscar", "", "Timmer", "Toezicht"),
        Naam("Petra", "", "Kok", "Toezicht"),
        Naam("Ravi", "", "Sharma", "Klantbehandeling"),
        Naam("Sanne", "de", "Haan", "Klantbehandeling"),
        Naam("Thijmen", "", "Prins", "Opsporing"),
        Naam("Ursula", "van", "Wijk", "Opsporing"),
        Naam("Vincent", "", "Blok", "Bedrijfsvoering"),
        Naam("Willemijn", "", "Kramer", "Bedrijfsvoering"),
        Naam("Yusuf", "", "Kaya", "Toezicht"),
        Naam("Zara", "el", "Idrissi", "Toezicht"),
    ),
)
COHORTEN = (ZUTPHEN_2025, ZUTPHEN_A, MIDDEN_GRONINGEN_B, DOUANE_1)
