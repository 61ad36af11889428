"""A loudspeaker of our own, on a real sound server, for the tests that need one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Furnish
from virtual_speaker import VirtualSpeaker, missing

from voiceguide.sound.clock import SystemClock
from voiceguide.sound.device import MiniaudioOutput


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Path:
    """Settings and history of somebody who stays from one test to the next."""
    return furnish(tmp_path_factory.mktemp("home"))


@pytest.fixture
def fresh_home(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Path:
    """Of somebody who is here for the first time."""
    return furnish(tmp_path_factory.mktemp("home"))


@pytest.fixture
def surroundings(speaker: VirtualSpeaker, home: Path) -> dict[str, str]:
    """What the program needs to hear and speak through the virtual speaker."""
    return {**speaker.variables, "VOICEGUIDE_HOME": str(home)}


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
