"""Reads one content file: Markdown with front matter, every complaint with file and field."""

import re
from datetime import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Self

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler


class InhoudError(Exception):
    """A content file that cannot be loaded; the message names the file and the field."""

    def __init__(self, file: Path, field: str, problem: str) -> None:
        where = f"{file.parent.name}/{file.name}"
        super().__init__(f"{where}, veld '{field}': {problem}" if field else f"{where}: {problem}")


# libyaml reads seven times as fast; where it is missing, PyYAML's own parser does the same.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _EachFieldOnce(_SafeLoader):
    """YAML keeps the last of two fields with one name, and so would lose the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [name.value for name, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"'{name}' staat er twee keer", node.start_mark
                )
        return super().construct_mapping(node, deep)


class _FrontMatter(YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> Any:
        return yaml.load(fm, Loader=_EachFieldOnce)  # noqa: S506 -- it is a SafeLoader


class Fields:
    """One mapping of a content file. Each question refuses what is missing or of another kind."""

    def __init__(self, values: object, *, file: Path, path: str = "") -> None:
        self.file = file
        self._path = path
        if not isinstance(values, dict):
            raise self._error("", f"verwacht velden met een naam, kreeg {_shown(values)}.")
        self._values: dict[str, Any] = values

    def only(self, *names: str) -> Self:
        """Refuse a field that nobody reads: mostly a name with a typing error."""
        for name in self._values:
            if name not in names:
                raise self._error(str(name), f"onbekend veld; bekend zijn: {', '.join(names)}.")
        return self

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """Text that is not empty, without white space around it."""
        value = self._get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._error(name, f"verwacht tekst, kreeg {_shown(value)}.")
        return value.strip()

    def number(self, name: str) -> int:
        """A whole number."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._error(name, f"verwacht een geheel getal, kreeg {_shown(value)}.")
        return value

    def decimal(self, name: str) -> Decimal:
        """A number that may have a fraction."""
        try:
            return Decimal(str(self._get(name)))
        except InvalidOperation as error:
            value = self._get(name)
            raise self._error(name, f"verwacht een getal, kreeg {_shown(value)}.") from error

    def clock(self, name: str) -> str:
        """A time of day as "09:15". YAML reads 11:15 without quotes as a number of seconds."""
        value = self._get(name)
        if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value):
            try:
                return time.fromisoformat(value).strftime("%H:%M")
            except ValueError:
                pass
        raise self._error(
            name, f"verwacht een tijd tussen aanhalingstekens als '09:15', kreeg {_shown(value)}."
        )

    def texts(self, name: str) -> list[str]:
        """A list of texts, at least one."""
        items = self._list(name)
        return [self._item(name, index, item).text("tekst") for index, item in enumerate(items, 1)]

    def blocks(self, name: str, *fields: str) -> list["Fields"]:
        """A list of mappings that each hold no other fields than these, at least one."""
        return [
            Fields(item, file=self.file, path=f"{self._path}{name}[{index}].").only(*fields)
            for index, item in enumerate(self._list(name), 1)
        ]

    def block(self, name: str, *fields: str) -> "Fields":
        """One mapping that holds no other fields than these."""
        return Fields(self._get(name), file=self.file, path=f"{self._path}{name}.").only(*fields)

    def refuse(self, name: str, problem: str) -> InhoudError:
        """The complaint about one field, for a rule that the caller knows."""
        return self._error(name, problem)

    def _get(self, name: str) -> Any:
        if name not in self._values:
            raise self._error(name, "dit veld ontbreekt.")
        return self._values[name]

    def _list(self, name: str) -> list[Any]:
        value = self._get(name)
        if not isinstance(value, list) or not value:
            raise self._error(name, f"verwacht een lijst, kreeg {_shown(value)}.")
        return value

    def _item(self, name: str, index: int, item: object) -> "Fields":
        if not isinstance(item, str):
            raise self._error(f"{name}[{index}]", f"verwacht tekst, kreeg {_shown(item)}.")
        return Fields({"tekst": item}, file=self.file, path=f"{self._path}{name}[{index}].")

    def _error(self, name: str, problem: str) -> InhoudError:
        return InhoudError(self.file, f"{self._path}{name}".rstrip("."), problem)


def read(file: Path) -> tuple[Fields, str]:
    """The front matter of a file, and the Markdown below it."""
    try:
        post = frontmatter.loads(file.read_text(encoding="utf-8"), handler=_FrontMatter())
    except FileNotFoundError as error:
        raise InhoudError(file, "", "dit bestand ontbreekt.") from error
    except UnicodeDecodeError as error:
        raise InhoudError(file, "", "dit bestand is geen UTF-8.") from error
    except yaml.YAMLError as error:
        raise InhoudError(file, "", f"de velden boven de tekst zijn geen YAML: {error}") from error
    return Fields(post.metadata, file=file), post.content.strip()


def _shown(value: object) -> str:
    """What was found, short enough for a message."""
    return "niets" if value is None else repr(value)[:60]
