"""A clock that the test moves, and every output that keeps the same promises."""

from collections.abc import Iterator

import pytest
from fakes import HandClock
from virtual_speaker import VirtualSpeaker, missing

from voiceguide.sound.clock import Clock, SystemClock
from voiceguide.sound.device import MiniaudioOutput
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput


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
