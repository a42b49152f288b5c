"""How our own scripts and styles are made and named."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from huisstijl import sheets, thema

STYLES: Path = settings.BASE_DIR / "static/css"
ROOM_SHEETS = "css/rooms/"
VENDOR: Path = settings.BASE_DIR / "vendor"
# Its components and its tokens come first in the frame: what we wrote wins.
DESIGN_SYSTEM = (
    VENDOR / "@utrecht/component-library-css/dist/index.css",
    VENDOR / "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
)


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Our modules ask for their parts by the name of their contents: no old part meets a new one.

    Django does this for every script or for none; what others wrote names parts we do not have.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]),  # type: ignore[attr-defined]
    )


class RoomSheetFinder(BaseStorageFinder):
    """Finds `css/rooms/<room>.css`, made of what `static/css/<room>/index.css` imports.

    The same sheet is served here, in the tests and in production.
    """

    storage = FileSystemStorage(location=settings.VAR_DIR / "static")

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """The file at this path, made again when something it comes from has changed."""
        if path.startswith(ROOM_SHEETS):
            self._write()
        return super().find(path, *args, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every sheet, for `collectstatic`."""
        self._write()
        yield from super().list(ignore_patterns)

    def _write(self) -> None:
        for path, text in room_sheets().items():
            file = Path(self.storage.path(path))
            if file.is_file() and file.read_text() == text:
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            # In one step: another process may be reading it.
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_text(text)
            fresh.replace(file)


def room_sheets() -> dict[str, str]:
    """The text of each sheet by its path below /static/: "css/rooms/reflecties.css"."""
    ours = [Path(config.path) for config in apps.get_app_configs()]
    rooms = [path for path in ours if path.parent == settings.BASE_DIR]
    users = [
        *(settings.BASE_DIR / "templates").rglob("*.html"),
        *(settings.BASE_DIR / "static/js").rglob("*.js"),
        *(file for room in rooms for file in room.rglob("*.py")),
    ]
    sources = [*sorted([*STYLES.rglob("*.css"), *users]), VENDOR / ".stamp"]
    return _sheets_of(tuple((path, path.stat().st_mtime_ns) for path in sources))


@lru_cache(maxsize=1)
def _sheets_of(sources: tuple[tuple[Path, int], ...]) -> dict[str, str]:
    """The sheets made from these files, as they were changed at these moments."""
    own = [path for path, _ in sources if path.suffix == ".css"]
    classes = sheets.words(path for path, _ in sources if path.suffix in {".html", ".js", ".py"})
    rooms = {
        path.parent.name: sheets.joined(sheets.parts(path))
        for path in own
        if path.name == "index.css"
    }
    others = sheets.used(DESIGN_SYSTEM, classes, sheets.joined(own))
    # The colours of the house, also for an error page that knows of no organisatie.
    rooms["huisstijl"] = others + thema.stylesheet(thema.DEFAULT_COLOUR) + rooms["huisstijl"]
    return {f"{ROOM_SHEETS}{room}.css": text for room, text in rooms.items()}
