"""A report as a file: which rows, which notes, which name, in which format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, ClassVar

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from accounts.models import User
from cohorts.models import Organisatie
from huisstijl import thema
from rapportages import csvfile, ods, paper, xlsx
from rapportages.models import ALWAYS, Download, InzetQuerySet, Periode
from rapportages.outcomes import hidden_lines
from rapportages.overview import lines_of
from rapportages.page.totals import totals_of
from rapportages.people import HEADER as PEOPLE_HEADER
from rapportages.people import people_of
from rapportages.rows import HEADER, About, Row, printable, rows_of

CONTENT_TYPES = {
    Download.Formaat.CSV: "text/csv; charset=utf-8",
    Download.Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Download.Formaat.ODS: ods.MIMETYPE,
}
WRITERS = {Download.Formaat.XLSX: xlsx.write, Download.Formaat.ODS: ods.write}


@dataclass(frozen=True)
class Report:
    """One report, a row per employee per day: its rows and what must be known about them later."""

    source: InzetQuerySet
    total: int
    filters: str
    by: User
    made_at: datetime
    periode: Periode = ALWAYS

    sheet: ClassVar[str] = "Aanwezigheid"
    header: ClassVar[tuple[str, ...]] = HEADER

    @staticmethod
    def rows_from(own: InzetQuerySet, periode: Periode) -> InzetQuerySet:
        """These employments with one row per line of the file."""
        return own.per_day(periode)

    @property
    def rows(self) -> Iterator[Row]:
        return rows_of(self.source, self.today)

    @property
    def when(self) -> list[tuple[str, date]]:
        """What the rows cover in time, and what that is called."""
        first, last = self._period
        return [("Eerste dag", first), ("Laatste dag", last)]

    @property
    def meanings(self) -> list[Row]:
        """What the columns hold that do not speak for themselves."""
        return [
            ("Uren", "Uren die iemand volgde of inhaalde, binnen dit dienstverband."),
            ("Status", "De uitkomst per dag. Redenen van afwezigheid staan hier nooit in."),
        ]

    @property
    def today(self) -> date:
        return timezone.localdate(self.made_at)

    @property
    def naam(self) -> str:
        """The name without extension: what, of whom, of when, by whom, when it was made."""
        days = [f"{day}" for _, day in self.when]
        parts = (self.sheet, self._employers, *days, self.by.naam)
        made = timezone.localtime(self.made_at)
        return "_".join([slugify(part)[:60] for part in parts] + [f"{made:%Y%m%d-%H%M}"])

    @property
    def notes(self) -> list[Row]:
        """The second sheet. A CSV has none: it stays readable by machines (besluit 0010)."""
        return [
            ("Toelichting", ""),
            ("Organisatie", printable(self._employers)),
            *self.when,
            ("Filter", printable(self.filters)),
            ("Aantal rijen", self.total),
            ("Gemaakt door", printable(self.by.naam)),
            ("Gemaakt op", date_format(timezone.localtime(self.made_at), "j F Y, H.i")),
            *self.meanings,
            *(
                ("Wat je niet ziet", f"{word.capitalize()}: {rule}" if word else rule)
                for word, rule in hidden_lines()
            ),
        ]

    def response(self, formaat: str) -> HttpResponseBase:
        """The file: CSV leaves while it is read, a spreadsheet is first laid down on disk."""
        name = f"{self.naam}.{formaat}"
        content_type = CONTENT_TYPES[Download.Formaat(formaat)]
        if formaat == Download.Formaat.CSV:
            response = StreamingHttpResponse(
                csvfile.stream(self.header, self.rows), content_type=content_type
            )
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        file = self._on_disk(formaat)
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)

    def _on_disk(self, formaat: str) -> IO[bytes]:
        file = TemporaryFile()  # noqa: SIM115 -- the response closes it once it has been sent
        rows: Iterator[Row] = chain([self.header], self.rows)
        WRITERS[Download.Formaat(formaat)](
            file, [(self.sheet, rows), ("Toelichting", self.notes)], self._about
        )
        file.seek(0)
        return file

    @property
    def _about(self) -> About:
        days = " t/m ".join(f"{day:%d-%m-%Y}" for _, day in self.when)
        title = f"{self.sheet} {self._employers}, {days}"
        return About(printable(title), printable(self.by.naam), self.made_at)

    @cached_property
    def _period(self) -> tuple[date, date]:
        return self.source.period()

    @cached_property
    def _employers(self) -> str:
        ids = self.source.order_by().values("organisatie_id")
        names = Organisatie.objects.filter(pk__in=ids).values_list("weergavenaam", flat=True)
        return ", ".join(names)


class PeopleReport(Report):
    """One report with a row per employee, as things stand on the day that it is made."""

    sheet = "Medewerkers"
    header = PEOPLE_HEADER

    @staticmethod
    def rows_from(own: InzetQuerySet, periode: Periode) -> InzetQuerySet:
        return own

    @property
    def rows(self) -> Iterator[Row]:
        return people_of(self.source, self.today)

    @property
    def when(self) -> list[tuple[str, date]]:
        return [("Stand van", self.today)]

    @property
    def meanings(self) -> list[Row]:
        return [
            ("Dag 1 tot en met 7", "De uitkomst per dag. Redenen van afwezigheid staan er niet."),
            ("Periode", "Een periode in het filter kiest wie hier staan, met alle zeven dagen."),
            ("Uren", "Uren die iemand volgde of inhaalde, binnen dit dienstverband."),
            ("Norm gehaald", "Ook wat iemand eerder of elders volgde, telt mee voor de norm."),
            ("Certificaat", "Het woord dat ook in het overzicht staat."),
        ]


class PaperReport(PeopleReport):
    """The overview to read or to file: a PDF and nothing else."""

    sheet = "Overzicht"

    def response(self, formaat: str) -> HttpResponseBase:
        _, document = paper.render(self.blad)
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{self.naam}.{formaat}"'
        return response

    @property
    def blad(self) -> paper.Blad:
        """What is printed; the totals are of the people on it."""
        rows = self.source.for_page().sorted_by("naam")
        return paper.Blad(
            organisatie=self._employers,
            kleur=self._colour,
            periode=self.periode.in_words,
            filter=self.filters,
            door=self.by.naam,
            op=timezone.localtime(self.made_at),
            totals=totals_of(self.source, self.today, up_to=paper.MAX_ROWS),
            lines=lines_of(list(rows), self.today),
        )

    @property
    def _colour(self) -> str:
        """That of the employer; the house's own when it has none, or there are several."""
        ids = self.source.order_by().values("organisatie_id")
        colours = Organisatie.objects.filter(pk__in=ids).values_list("merkkleur", flat=True)
        found = set(colours)
        return (found.pop() if len(found) == 1 else "") or thema.DEFAULT_COLOUR


REPORTS: dict[str, type[Report]] = {
    Download.Soort.DAG: Report,
    Download.Soort.MEDEWERKER: PeopleReport,
}


def report_of(soort: str, formaat: str) -> type[Report]:
    """Which report is asked for: a PDF is always the overview."""
    return PaperReport if formaat == Download.Formaat.PDF else REPORTS[soort]
