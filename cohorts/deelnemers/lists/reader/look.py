"""What a workbook says of a sheet beside its values: what is hidden, and how numbers are shown."""

from dataclasses import dataclass, field
from xml.parsers import expat


@dataclass
class Look:
    """Of one sheet; rows and columns count from 0.

    `shown` has the numbers that a person sees with zeros in front: (1, 4) → "004711".
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)


class Walk:
    """A walk through XML, element by element; memory does not grow with the file.

    A subclass has `start(name, attributes)` and may have `end(name)`; `text` is what stood in the
    element that ends. Names are without their namespace.
    """

    def __init__(self) -> None:
        self.text = ""

    def through(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._said
        parser.EndElementHandler = self._end
        parser.Parse(content, True)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        """Most elements have said all they have to say at their start."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.text = ""
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self.start(name.rpartition(":")[2], plain)

    def _said(self, text: str) -> None:
        self.text += text

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])
