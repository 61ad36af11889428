"""Makes what comes next on another thread while what came before is being used."""

from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 4
_GLANCE = 0.1


@dataclass(frozen=True, slots=True)
class _Next(Generic[T]):
    item: T


@dataclass(frozen=True, slots=True)
class _End:
    fault: BaseException | None


def ahead(items: Iterable[T]) -> Generator[T, None, None]:
    """The same items in the same order, and the same fault at the end if there is one.

    Close it where it may be left early: then nothing more is made.
    """
    made: Queue[_Next[T] | _End] = Queue(_MOST)
    given_up = Event()

    def hand_over(one: _Next[T] | _End) -> None:
        while not given_up.is_set():
            with suppress(Full):
                made.put(one, timeout=_GLANCE)
                return

    def make() -> None:
        try:
            for item in items:
                hand_over(_Next(item))
                if given_up.is_set():
                    return
        except BaseException as fault:  # noqa: BLE001 - raised again where the items are used
            hand_over(_End(fault))
        else:
            hand_over(_End(None))

    thread = Thread(target=make, name="ahead", daemon=True)
    thread.start()
    try:
        while isinstance(one := made.get(), _Next):
            yield one.item
        if one.fault:
            raise one.fault
    finally:
        given_up.set()
        thread.join()
