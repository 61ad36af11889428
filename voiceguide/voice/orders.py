"""Texts waiting to be rendered in the background, and what has come of them."""

from collections.abc import Iterable
from threading import Condition

from voiceguide.pcm.clip import Clip


class Orders:
    """May be used from several threads. A text that is waiting or under way is not taken twice."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._urgent: dict[str, None] = {}
        self._waiting: dict[str, None] = {}
        self._under_way: str | None = None
        self._finished: dict[str, Clip] = {}
        self._faults: list[BaseException] = []
        self._closed = False

    def add(self, texts: Iterable[str], urgent: bool) -> None:
        """Queue texts in their order; urgent ones before all others, the latest request first."""
        with self._changed:
            asked = dict.fromkeys(
                text for text in texts if text != self._under_way and text not in self._finished
            )
            if urgent:
                self._urgent = {**asked, **{text: None for text in self._urgent if text not in asked}}
                self._waiting = {text: None for text in self._waiting if text not in asked}
            else:
                self._waiting.update({text: None for text in asked if text not in self._urgent})
            self._changed.notify_all()

    def take(self) -> str | None:
        """Wait for the next text; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._urgent or self._waiting)
            if self._closed:
                return None
            queue = self._urgent or self._waiting
            text = next(iter(queue))
            del queue[text]
            self._under_way = text
            return text

    def finish(self, text: str, clip: Clip) -> None:
        with self._changed:
            self._under_way = None
            self._finished[text] = clip
            self._changed.notify_all()

    def fail(self, fault: BaseException) -> None:
        """What came of the text under way is a fault, unless everything is being closed."""
        with self._changed:
            self._under_way = None
            if not self._closed:
                self._faults.append(fault)
            self._changed.notify_all()

    def collect(self) -> list[tuple[str, Clip]]:
        """What was finished since last time; a fault is raised once, before anything else is given."""
        with self._changed:
            if self._faults:
                raise self._faults.pop(0)
            finished = list(self._finished.items())
            self._finished.clear()
            return finished

    def wait(self, seconds: float) -> bool:
        """Whether there is something to collect, after this many seconds at the latest."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._finished or self._faults), seconds)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._urgent.clear()
            self._waiting.clear()
            self._changed.notify_all()
