"""Making ahead on another thread changes neither the items nor the end."""

import threading
from collections.abc import Iterator

import pytest

from voiceguide.export.ahead import ahead


def test_items_come_in_their_order():
    assert list(ahead(range(100))) == list(range(100))


def test_a_fault_comes_after_the_items_before_it():
    def items() -> Iterator[int]:
        yield 1
        raise LookupError("gone")

    seen = ahead(items())

    assert next(seen) == 1
    with pytest.raises(LookupError, match="gone"):
        next(seen)


def test_nothing_more_is_made_once_it_is_closed():
    made: list[int] = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            made.append(number)
            yield number
            number += 1

    seen = ahead(endless())
    next(seen)
    seen.close()

    count = len(made)
    assert count < 20
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]
