"""Whether the people of a list can be added: what is wrong, and what only a person can answer.

An address decides whose account it is. So a row in which the name says otherwise is asked about:
the place would go to somebody who is not on the list.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from accounts.names.folding import folded
from accounts.people.persons import Persoon
from cohorts.deelnemers.lists.mail_domains import UNKNOWN, Domeinen
from cohorts.deelnemers.lists.rows import ReadRow

LEADS = "Deze persoon is trainer van dit cohort en kan er geen deelnemer van zijn."
# The answer that leaves a row out; any other answer is the key of the question.
LEFT_OUT = "weg"


@dataclass(frozen=True)
class Known:
    """Somebody with an account; the number is that of the organisation of the cohort."""

    pk: int
    voornaam: str
    tussenvoegsel: str
    achternaam: str
    email: str
    personeelsnummer: str = ""

    @property
    def naam(self) -> str:
        return self.as_persoon.naam

    @property
    def as_persoon(self) -> Persoon:
        return Persoon(self.voornaam, self.achternaam, self.email, self.tussenvoegsel)


@dataclass(frozen=True)
class Company:
    """Who is known already around a list.

    `accounts` holds the account at each canonical address of the list, `colleagues` everybody who
    was employed at the organisation; `in_cohort` and `leading` are keys of accounts, and
    `employers` says by those keys who works at another organisation today.
    """

    accounts: Mapping[str, Known] = field(default_factory=dict)
    colleagues: Collection[Known] = ()
    in_cohort: Collection[int] = ()
    leading: Collection[int] = ()
    domeinen: Domeinen = UNKNOWN
    employers: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, list[Known]]:
        """The colleagues by their full name, folded: looked up for each row of a list."""
        return _grouped(self.colleagues, lambda other: _full_name(other.as_persoon))

    @cached_property
    def by_number(self) -> dict[str, list[Known]]:
        return _grouped(self.colleagues, lambda other: _bare(other.personeelsnummer))


@dataclass(frozen=True)
class Question:
    """What a coördinator has to say of a row; `key` names it, and whom it is about.

    `yes` is the button that lets the row stand. `address` is the one to take instead.
    """

    key: str
    text: str
    yes: str
    address: str = ""


@dataclass(frozen=True)
class JudgedRow:
    """One row of a list: whom it names, and whether that person can be added."""

    nummer: int
    persoon: Persoon
    fouten: tuple[str, ...] = ()
    account: Known | None = None
    in_cohort: bool = False
    waarschuwing: str = ""
    doubts: tuple[str, ...] = ()
    question: Question | None = None
    left_out: bool = False
    is_answered: bool = False

    @property
    def can_be_added(self) -> bool:
        return not (self.fouten or self.in_cohort or self.question or self.left_out)

    @property
    def naam(self) -> str:
        """Who gets the place: the account keeps its own name, once that is no question."""
        if self.account and not (self.question or self.fouten):
            return self.account.naam
        return self.persoon.naam

    @property
    def has_account(self) -> bool:
        return self.account is not None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return bool(self.question) and not (self.fouten or self.in_cohort or self.left_out)


def judge_rows(
    rows: Iterable[ReadRow],
    company: Company,
    answers: Mapping[str, Collection[str]] | None = None,
) -> list[JudgedRow]:
    """Each row with what is wrong with it, in Dutch, or the first question without an answer.

    `answers` holds, by the number of a row, the keys of the questions that were answered with yes.
    """
    above = _Above()
    judged = []
    for row in rows:
        given = (answers or {}).get(str(row.nummer), ())
        account = company.accounts.get(row.persoon.adres)
        pk = account.pk if account else None
        asked = above.questions(row, account, company) if LEFT_OUT not in given else iter(())
        judged.append(
            JudgedRow(
                nummer=row.nummer,
                persoon=row.persoon,
                fouten=(
                    *row.faults,
                    *above.repeated(row, account),
                    *([LEADS] if pk in company.leading else []),
                ),
                account=account,
                in_cohort=pk in company.in_cohort,
                waarschuwing=company.domeinen.warning_about(row.persoon.adres),
                doubts=row.doubts,
                question=next((q for q in asked if q.key not in given), None),
                left_out=LEFT_OUT in given,
                is_answered=bool(given),
            )
        )
        if LEFT_OUT not in given:
            above.take(row, account)
    return judged


def fingerprint(rows: Iterable[JudgedRow]) -> str:
    """Of who would be added, with all that is written of them: what somebody saw, to compare."""
    seen = [(row.account.pk if row.account else 0, row.persoon) for row in rows if row.can_be_added]
    return sha256(repr(seen).encode()).hexdigest()[:16]


class _Above:
    """The rows that were read before: what they have, the next one may not have again."""

    def __init__(self) -> None:
        self._addresses: dict[str, ReadRow] = {}
        self._accounts: dict[int, ReadRow] = {}
        self._names: dict[str, ReadRow] = {}
        self._numbers: dict[str, ReadRow] = {}

    def take(self, row: ReadRow, account: Known | None) -> None:
        if row.persoon.adres:
            self._addresses.setdefault(row.persoon.adres, row)
        if account:
            self._accounts.setdefault(account.pk, row)
        self._names.setdefault(_full_name(row.persoon), row)
        if number := _bare(row.persoon.personeelsnummer):
            self._numbers.setdefault(number, row)

    def repeated(self, row: ReadRow, account: Known | None) -> Iterator[str]:
        """That a row names an account that a row before it named."""
        if earlier := self._addresses.get(row.persoon.adres):
            yield f"Dit e-mailadres staat ook in rij {earlier.nummer}."
        elif account and (earlier := self._accounts.get(account.pk)):
            yield (
                f"Dit is dezelfde persoon als rij {earlier.nummer}: {earlier.persoon.email} en "
                f"{row.persoon.email} horen bij één account, van {account.naam}."
            )

    def questions(
        self, row: ReadRow, account: Known | None, company: Company
    ) -> Iterator[Question]:
        """What has to be asked of a row, the weightiest first."""
        persoon = row.persoon
        if account and not persoon.has_name_like(account.as_persoon):
            yield Question(
                f"adres:{account.pk}",
                f"Dit adres hoort bij {account.naam}, en in de lijst staat {persoon.naam}.",
                f"Voeg {account.naam} toe",
            )
        if account and (employer := company.employers.get(account.pk)):
            yield Question(
                f"werk:{account.pk}:{employer}",
                f"{account.naam} staat bij ons als medewerker van {employer}.",
                "Voeg toch toe",
            )
        if not account:
            yield from self._same_names(row, company)
        yield from self._same_numbers(row, account, company)

    def _same_names(self, row: ReadRow, company: Company) -> Iterator[Question]:
        name = _full_name(row.persoon)
        for other in company.by_name.get(name, ()):
            yield Question(
                f"naam:{other.pk}",
                f"{other.naam} is hier al bekend met een ander adres: {other.email}.",
                "Het is iemand anders",
                other.email,
            )
        if earlier := self._names.get(name):
            yield Question(
                f"rij:{earlier.persoon.adres}",
                f"In rij {earlier.nummer} staat dezelfde naam met een ander adres.",
                "Het zijn twee mensen",
            )

    def _same_numbers(
        self, row: ReadRow, account: Known | None, company: Company
    ) -> Iterator[Question]:
        number = _bare(row.persoon.personeelsnummer)
        if not number:
            return
        if earlier := self._numbers.get(number):
            whose = f"{earlier.persoon.naam} (rij {earlier.nummer})"
            yield _number(row, whose, earlier.persoon.adres)
        for other in company.by_number.get(number, ()):
            if not account or account.pk != other.pk:
                yield _number(row, other.naam, str(other.pk))


def _number(row: ReadRow, whose: str, key: str) -> Question:
    nummer = row.persoon.personeelsnummer
    return Question(
        f"nummer:{key}", f"Personeelsnummer {nummer} hoort ook bij {whose}.", "Het klopt zo"
    )


def _grouped(people: Iterable[Known], key: Callable[[Known], str]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for person in people:
        found.setdefault(key(person), []).append(person)
    return found


def _full_name(persoon: Persoon) -> str:
    return folded(f"{persoon.voornaam} {persoon.tussenvoegsel} {persoon.achternaam}")


def _bare(number: str) -> str:
    """A personnel number as systems compare it: without zeros in front, capitals and spaces."""
    return number.replace(" ", "").casefold().lstrip("0")
