"""The words of one reminder: those of the programme for deelnemers, our own for trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.models import User
from berichten.mail import html_of
from cohorts.day_messages import letterhead_of
from cohorts.models import Bijeenkomst, Trainerschap
from programma.inhoud.placeholders import fill_in
from programma.models import Mailsjabloon

# Stands in the letter of a whole group until it becomes one person's.
NAAM = "{{voornaam}}"
TEAM = "het team van de leergang"
NUMBERS = ("drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
NEARBY = {
    14: "over twee weken",
    13: "over dertien dagen",
    7: "over een week",
    2: "overmorgen",
    1: "morgen",
    0: "vandaag",
    -1: "gisteren",
    -2: "eergisteren",
} | {days: f"over {word} dagen" for days, word in enumerate(NUMBERS, start=3) if days != 7}


@dataclass(frozen=True)
class Groepsbrief:
    """A letter to a group: the same words for everybody but the name."""

    onderwerp: str
    tekst: str
    html: str

    def to(self, user: User) -> tuple[str, str]:
        """Text and HTML for one person."""
        naam = user.aanspreeknaam
        return self.tekst.replace(NAAM, naam), self.html.replace(NAAM, escape(naam))


def wanneer(datum: date, today: date) -> str:
    """How far away a date is, as people say it: "overmorgen", "afgelopen dinsdag"."""
    days = (datum - today).days
    if days in NEARBY:
        return NEARBY[days]
    return f"afgelopen {format_date(datum, 'l')}" if days < 0 else f"op {format_date(datum, 'j F')}"


def brief_for_deelnemers(
    sjabloon: Mailsjabloon,
    bijeenkomst: Bijeenkomst,
    *,
    trainer: User | None,
    volgende: date | None,
    today: date,
) -> Groepsbrief:
    """The reminder as the programme words it. Unknown facts leave their sentence out."""
    dag = bijeenkomst.cursusdag
    words: dict[str, str | int] = {
        **_facts(bijeenkomst, today),
        "voornaam": NAAM,
        "essentie": dag.essentie,
        "minuten": sum(item.minuten for item in dag.voorbereidingen.all()),
        "meenemen": dag.meenemen,
        "reflectievraag_voor": _vraag(bijeenkomst, "voor"),
        "reflectievraag_na": _vraag(bijeenkomst, "na"),
        "praktijkopdracht_kort": dag.praktijkopdracht_kort,
        "datum_volgende_dag": format_date(volgende, "l j F") if volgende else "de volgende keer",
        "naam_begeleider": trainer.naam if trainer else TEAM,
        "naam_maatje": "",
        "telefoon": trainer.telefoon if trainer else "",
    }
    tekst = fill_in(sjabloon.tekst, words)
    if bijeenkomst.datum >= today:
        tekst = _with_facts(tekst, sjabloon, bijeenkomst, words)
    return _brief(fill_in(sjabloon.onderwerp, words), tekst, bijeenkomst)


def brief_for_trainers(bijeenkomst: Bijeenkomst, *, deelnemers: int, today: date) -> Groepsbrief:
    """What somebody who leads the day needs to know; the deelnemers' text is not about them."""
    context = {
        **_facts(bijeenkomst, today),
        "voornaam": NAAM,
        "cohort": bijeenkomst.cohort.naam,
        "deelnemers": deelnemers,
    }
    onderwerp = fill_in("{{wanneer|capfirst}}: dag {{dagnummer}} van {{cohort}}", context)
    return _brief(
        onderwerp,
        render_to_string("cohorts/herinneringen/emails/herinnering_trainer.txt", context).strip(),
        bijeenkomst,
    )


def trainer_of(trainers: Sequence[Trainerschap]) -> User | None:
    """Who signs: a trainer of the whole cohort before a substitute for the day."""
    ranked = sorted(trainers, key=lambda row: (row.cohort_id is None, row.pk))
    return ranked[0].user if ranked else None


def _facts(bijeenkomst: Bijeenkomst, today: date) -> Mapping[str, str | int]:
    """When, where and what, for both kinds of readers."""
    dag, plek = bijeenkomst.cursusdag, bijeenkomst.locatie
    return {
        "dagnummer": dag.nummer,
        "dagtitel": dag.titel,
        "dagtitel_klein": dag.titel[:1].lower() + dag.titel[1:],
        "wanneer": wanneer(bijeenkomst.datum, today),
        "datum": format_date(bijeenkomst.datum, "l j F"),
        "inlooptijd": format(bijeenkomst.inlooptijd, "%H.%M"),
        "begintijd": format(bijeenkomst.begintijd, "%H.%M"),
        "eindtijd": format(bijeenkomst.eindtijd, "%H.%M"),
        "locatie": f"{plek.naam} in {plek.plaats}" if plek else "",
        "adres": f"{plek.adres} in {plek.plaats} ({plek.naam})" if plek else "",
        "link_dag": f"{settings.BASE_URL}{bijeenkomst.get_absolute_url()}",
    }


def _vraag(bijeenkomst: Bijeenkomst, fase: str) -> str:
    """The first question of this phase of the day, or of the day when the phase has none."""
    vragen = sorted(bijeenkomst.cursusdag.reflectievragen.all(), key=lambda row: row.fase != fase)
    return vragen[0].tekst if vragen else ""


def _with_facts(
    tekst: str, sjabloon: Mailsjabloon, bijeenkomst: Bijeenkomst, words: Mapping[str, str | int]
) -> str:
    """The letter with when, where and the page of the day under its greeting.

    What the words of the programme say themselves is not said twice. A letter of one paragraph has
    no greeting, and stays as it is.
    """
    greeting, _, rest = tekst.strip().partition("\n\n")
    if not rest:
        return tekst
    parts = [greeting]
    if "{{locatie" not in sjabloon.tekst:
        parts.append(_when_and_where(bijeenkomst, words))
    if "{{link_dag" not in sjabloon.tekst:
        parts.append(f"Bekijk de dag: {words['link_dag']}")
    return "\n\n".join([*parts, rest])


def _when_and_where(bijeenkomst: Bijeenkomst, words: Mapping[str, str | int]) -> str:
    plek = bijeenkomst.locatie
    when = "Wanneer: {datum}, {begintijd} tot {eindtijd} uur, inloop {inlooptijd}".format(**words)
    where = f"Waar: {plek.naam}, {plek.adres}, {plek.plaats}" if plek else "Waar: dat hoor je nog"
    return f"{when}\n{where}"


def _brief(onderwerp: str, tekst: str, bijeenkomst: Bijeenkomst) -> Groepsbrief:
    onderwerp = " ".join(onderwerp.split())
    head = letterhead_of(bijeenkomst.cohort, bijeenkomst.cursusdag.nummer)
    return Groepsbrief(onderwerp=onderwerp, tekst=tekst, html=html_of(onderwerp, tekst, head))
