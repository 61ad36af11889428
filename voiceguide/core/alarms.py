"""What is to happen after so many frames handed out, unless something else comes first."""

from collections.abc import Callable


class Alarms:
    def __init__(self) -> None:
        self._alarms: list[tuple[int, Callable[[], None]]] = []

    def set(self, frame: int, call: Callable[[], None]) -> None:
        self._alarms.append((frame, call))

    def clear(self) -> None:
        self._alarms.clear()

    def first_before(self, frame: int) -> int:
        """The frame of the next alarm, or the given one if that comes first."""
        return min([frame, *(at for at, _ in self._alarms)])

    def ring(self, now: int) -> None:
        """Call what is due; a call may clear the others."""
        for alarm in [alarm for alarm in self._alarms if alarm[0] <= now]:
            if alarm in self._alarms:
                self._alarms.remove(alarm)
                alarm[1]()
