"""What a coördinator sees of a list before anybody is added."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from cohorts.deelnemers.lists.judging import JudgedRow, fingerprint
from cohorts.deelnemers.models import Deelnemerimport


@dataclass(frozen=True)
class Preview:
    """The judged rows of a waiting list, counted."""

    deelnemerimport: Deelnemerimport
    judged: list[JudgedRow]

    @cached_property
    def rows(self) -> list[JudgedRow]:
        """Rows that need a look first: nobody should have to search 2,000 rows for a mistake."""
        return sorted(self.judged, key=_needs_a_look)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.judged)

    @cached_property
    def good(self) -> int:
        return sum(row.can_be_added for row in self.judged)

    @cached_property
    def known(self) -> int:
        """How many of the good ones have an account already."""
        return sum(row.can_be_added and row.has_account for row in self.judged)

    @cached_property
    def present(self) -> int:
        """How many are in the cohort already."""
        return sum(row.in_cohort and not row.fouten and not row.left_out for row in self.judged)

    @cached_property
    def wrong(self) -> int:
        return sum(bool(row.fouten) and not row.left_out for row in self.judged)

    @cached_property
    def open(self) -> int:
        """How many wait for an answer, and stay out until then."""
        return sum(row.is_open for row in self.judged)

    @cached_property
    def left_out(self) -> int:
        return sum(row.left_out for row in self.judged)

    @cached_property
    def odd(self) -> int:
        """How many of the good ones have an address that looks out of place."""
        return sum(row.can_be_added and bool(row.waarschuwing) for row in self.judged)

    @cached_property
    def doubtful(self) -> int:
        """How many of the good ones have a name that a person has to look at."""
        return sum(row.can_be_added and bool(row.doubts) for row in self.judged)

    @property
    def odd_warning(self) -> str:
        """Said before the confirmation: it may be the list of another organisation."""
        cohort = self.deelnemerimport.cohort
        adressen = "1 adres heeft" if self.odd == 1 else f"{self.odd} adressen hebben"
        return (
            f"{adressen} een ander maildomein dan je bij {cohort.organisatie} verwacht. "
            "Kijk of dit de goede lijst is."
        )

    @cached_property
    def seats_short(self) -> int:
        """How many people too many this cohort would have."""
        cohort = self.deelnemerimport.cohort
        present = cohort.deelnames.not_ended(timezone.localdate()).count()
        return max(0, present + self.good - cohort.capaciteit)

    @property
    def seats_warning(self) -> str:
        """Said before the confirmation; a coördinator may decide to go on."""
        places = self.deelnemerimport.cohort.capaciteit
        return (
            f"Dit cohort heeft {places} plaatsen. Met deze lijst zijn het er "
            f"{places + self.seats_short}: {self.seats_short} te veel."
        )


def _needs_a_look(row: JudgedRow) -> tuple[bool, ...]:
    return (row.left_out, not row.fouten, not row.is_open, not row.doubts, not row.waarschuwing)
