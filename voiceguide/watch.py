"""Decides from times alone whether an output was lost and whether it is back."""

from dataclasses import dataclass

STARVED = 1.0
"""Seconds without the device taking a frame, while the program was awake, after which it counts as lost."""
STOPPED = 2.0
"""Seconds between two looks after which the program itself, or the machine, must have slept."""
LONGEST_LOOK = 0.25
"""What a single gap between two looks may add to the time a device is seen to be starved."""
SETTLED = 0.5
"""Seconds for which a reopened device must have taken frames before it is trusted."""
AGAIN = 1.0
"""Seconds between attempts to open a lost device."""
SOON = 120.0
"""Sound that returns within so many seconds goes on by itself."""


@dataclass(slots=True)
class LossWatch:
    """Told the time at every look; one look is expected every few hundredths of a second.

    A program that was stopped for a moment finds its device starved through no fault of the device, so
    only time spent awake counts against it.
    """

    looked: float
    """Monotonic seconds of the last look."""
    slept: float
    """Seconds that the machine has slept since it was started, as known at the last look."""
    starved: float = 0.0
    """Seconds awake with a starved device."""

    def look(self, now: float, slept: float, starved: float) -> bool:
        """Whether the output is lost.

        Args:
            now: monotonic seconds.
            slept: seconds that the machine has slept in all.
            starved: seconds since the device last took frames.
        """
        gap = now - self.looked
        asleep = slept - self.slept
        self.looked, self.slept = now, slept
        if gap + asleep > STOPPED:
            return True
        self.starved = self.starved + min(gap, LONGEST_LOOK) if starved > LONGEST_LOOK else 0.0
        return self.starved > STARVED
