"""A report as a file: which rows, which notes, which name, in which format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from accounts.models import User
from cohorts.models import Organisatie
from rapportages import csvfile, ods, xlsx
from rapportages.models import Download, InzetQuerySet
from rapportages.outcomes import hidden_lines
from rapportages.rows import HEADER, About, Row, printable, rows_of

CONTENT_TYPES = {
    Download.Formaat.CSV: "text/csv; charset=utf-8",
    Download.Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Download.Formaat.ODS: ods.MIMETYPE,
}
WRITERS = {Download.Formaat.XLSX: xlsx.write, Download.Formaat.ODS: ods.write}


@dataclass(frozen=True)
class Report:
    """One report: its rows and what must be known about them later."""

    days: InzetQuerySet
    total: int
    filters: str
    by: User
    made_at: datetime

    @property
    def naam(self) -> str:
        """The name without extension: what, of whom, period, by whom, when."""
        first, last = self._period
        parts = ("aanwezigheid", self._employers, f"{first}", f"{last}", self.by.naam)
        made = timezone.localtime(self.made_at)
        return "_".join([slugify(part)[:60] for part in parts] + [f"{made:%Y%m%d-%H%M}"])

    @property
    def notes(self) -> list[Row]:
        """The second sheet. A CSV has none: it stays readable by machines (besluit 0010)."""
        first, last = self._period
        return [
            ("Toelichting", ""),
            ("Organisatie", printable(self._employers)),
            ("Eerste dag", first),
            ("Laatste dag", last),
            ("Filter", printable(self.filters)),
            ("Aantal rijen", self.total),
            ("Gemaakt door", printable(self.by.naam)),
            ("Gemaakt op", date_format(timezone.localtime(self.made_at), "j F Y, H.i")),
            ("Uren", "Uren die iemand volgde of inhaalde, binnen dit dienstverband."),
            ("Status", "De uitkomst per dag. Redenen van afwezigheid staan hier nooit in."),
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
                csvfile.stream(HEADER, self._rows), content_type=content_type
            )
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        file = self._on_disk(formaat)
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)

    def _on_disk(self, formaat: str) -> IO[bytes]:
        file = TemporaryFile()  # noqa: SIM115 -- the response closes it once it has been sent
        rows: Iterator[Row] = chain([HEADER], self._rows)
        WRITERS[Download.Formaat(formaat)](
            file, [("Aanwezigheid", rows), ("Toelichting", self.notes)], self._about
        )
        file.seek(0)
        return file

    @property
    def _about(self) -> About:
        first, last = self._period
        title = f"Aanwezigheid {self._employers}, {first:%d-%m-%Y} t/m {last:%d-%m-%Y}"
        return About(printable(title), printable(self.by.naam), self.made_at)

    @property
    def _rows(self) -> Iterator[Row]:
        return rows_of(self.days, timezone.localdate(self.made_at))

    @cached_property
    def _period(self) -> tuple[date, date]:
        return self.days.period()

    @cached_property
    def _employers(self) -> str:
        ids = self.days.order_by().values("organisatie_id")
        names = Organisatie.objects.filter(pk__in=ids).values_list("weergavenaam", flat=True)
        return ", ".join(names)
