"""What is wrong in the settings: where it stands, in words that are safe to print."""

from dataclasses import dataclass

from voiceguide.core import advice


class Wrong(ValueError):  # noqa: N818 - a value is wrong; its reader knows where it stands
    """What is wrong with a value, and what would be right."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line and a column, both from 1; line 0 is the file as a whole."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right."""

    file: str
    spot: Spot
    message: str
    """What is wrong, what would be right; printable ASCII."""
    key: str = ""
    """The setting that is concerned, as `holds.GB30`; empty for the file as a whole."""

    @property
    def line(self) -> int:
        return self.spot.line

    @property
    def column(self) -> int:
        return self.spot.column

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{advice.printable(self.file)}{place}: {self.message}"


def quoted(value: object) -> str:
    """A value in quotes, as TOML writes it."""
    return advice.quoted({True: "true", False: "false"}[value] if isinstance(value, bool) else str(value))
