"""A clock that the test moves, and every output that keeps the same promises."""

from collections.abc import Iterator

import pytest
from virtual_speaker import VirtualSpeaker, missing

from voiceguide.sound.clock import Clock, SystemClock
from voiceguide.sound.device import MiniaudioOutput
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput


class HandClock:
    """Stands still but for `sleep`."""

    def __init__(self) -> None:
        self._now = 1000.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += max(0.0, seconds)


@pytest.fixture
def clock() -> Clock:
    return HandClock()


@pytest.fixture(scope="session")
def speaker() -> Iterator[VirtualSpeaker]:
    if why := missing():
        pytest.skip(why)
    with VirtualSpeaker() as speaker:
        yield speaker


@pytest.fixture(params=["silent", pytest.param("miniaudio", marks=pytest.mark.device)])
def output(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Output]:
    """Every output there is, closed; its own clock runs by hand where it can."""
    if request.param == "silent":
        yield SilentOutput(clock)
        return
    speaker: VirtualSpeaker = request.getfixturevalue("speaker")
    device = MiniaudioOutput(SystemClock())
    with speaker.here():
        yield device
        device.close()
