"""A loudspeaker of our own, on a real sound server, for the tests that need one."""

from collections.abc import Iterator

import pytest
from virtual_speaker import VirtualSpeaker, missing

from voiceguide.sound.clock import SystemClock
from voiceguide.sound.device import MiniaudioOutput


@pytest.fixture
def speaker() -> Iterator[VirtualSpeaker]:
    """A fresh server, which is also the one that this process plays to."""
    if why := missing():
        pytest.skip(why)
    with VirtualSpeaker() as speaker, speaker.here():
        yield speaker


@pytest.fixture
def output(speaker: VirtualSpeaker) -> Iterator[MiniaudioOutput]:  # noqa: ARG001 - it must be there first
    """The real output, closed."""
    output = MiniaudioOutput(SystemClock())
    yield output
    output.close()
