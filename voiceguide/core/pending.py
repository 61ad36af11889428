"""What an aside leads to once it is told, as a value; one thing at most is pending.

Whatever interrupts an aside settles what is pending, so that none is ever lost or done twice:

- Pausing, a lost output, leaving a stage or letting go make a leap at once.
- Pain and the question whether to end keep a leap: going on makes it, leaving for elsewhere forgets it.
- Pain puts an end off: how to get up is told again before it.
- Everything else that is pending goes on from where position stands, and is dropped.
"""

from dataclasses import dataclass

from voiceguide.core.command import By


@dataclass(frozen=True, slots=True)
class Leap:
    """To the start of a section; past the last one, to the end."""

    index: int
    skipped_by: By | None = None
    """Who skips the stage that is left, if it is skipped."""


@dataclass(frozen=True, slots=True)
class HoldOn:
    """The rest of a hold, after settling again."""

    by: By


@dataclass(frozen=True, slots=True)
class GoOn:
    """Going on by itself, as there is sound again."""


@dataclass(frozen=True, slots=True)
class End:
    """The end, after the way of getting up."""

    reason: str


Pending = Leap | HoldOn | GoOn | End
