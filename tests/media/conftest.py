"""A session bus of our own, and keys that are seen on it."""

from collections.abc import Iterator

import pytest
from session_bus import SessionBus, missing


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    if why := missing():
        pytest.skip(why)
    with SessionBus() as bus:
        yield bus
