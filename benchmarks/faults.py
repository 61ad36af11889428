"""How long it takes to go on after something broke."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from guided import PROGRAM, Guided, children, guided
from virtual_speaker import VirtualSpeaker, missing

from benchmarks.measure import Row, at_home
from benchmarks.peers import plain_after_loss, termdown_after_loss

ROUTINE = "title: A breath\nsummary: Long.\nsteps:\n  - {breathe: 120s}\n  - {point: CV6, hold: 5s}\n"
KEPT = "the place is kept; nothing of the session is missed"
Disturb = Callable[[VirtualSpeaker], None]


def unplug(speaker: VirtualSpeaker) -> None:
    speaker.unplug("room")
    speaker.unplug("speaker")


def plug(speaker: VirtualSpeaker) -> None:
    speaker.plug("speaker")
    speaker.plug("room")


LOSSES: Mapping[str, tuple[Disturb, Disturb]] = {
    "loudspeaker unplugged": (unplug, plug),
    "sound server killed": (VirtualSpeaker.kill, VirtualSpeaker.start),
    "loudspeaker asleep": (VirtualSpeaker.suspend, VirtualSpeaker.wake),
}


def recovery(folder: Path) -> Iterator[Row]:
    """Each fault in a session of its own."""
    if why := missing():
        yield Row("recovery", "not measured", note=why)
        return
    home = folder / "export"
    for name, (lose, bring_back) in LOSSES.items():
        with VirtualSpeaker() as speaker, tempfile.TemporaryDirectory() as own:
            variables = {**speaker.variables, "VOICEGUIDE_HOME": str(home)}
            with guided(Path(own), variables, routine=ROUTINE) as session:
                session.go_to_the_hold()
                yield _lost(
                    name, session, lambda lose=lose: lose(speaker), lambda back=bring_back: back(speaker)
                )
    with VirtualSpeaker() as speaker:
        plain, spoken = plain_after_loss(speaker), termdown_after_loss(speaker)
    yield Row("sound server killed, the others", "", "", plain, spoken)
    yield _killed_voice(folder)


def _lost(name: str, session: Guided, lose: Callable[[], None], bring_back: Callable[[], None]) -> Row:
    time.sleep(1)
    began = time.perf_counter()
    lose()
    session.wait_for("device_lost")
    noticed = time.perf_counter() - began
    time.sleep(1)
    bring_back()
    back = time.perf_counter()
    session.wait_for("device_back")
    returned = time.perf_counter() - back
    return Row(
        name, f"noticed {noticed:.1f} s, plays again {returned:.1f} s after its return", "3 s, 3 s", note=KEPT
    )


def _killed_voice(folder: Path) -> Row:
    """How much longer an export takes when its voice is killed in the middle."""
    routine = folder / "killed.yaml"
    routine.write_text(ROUTINE, "utf-8")

    def taken(home: Path, kill: bool) -> float:
        command = [*PROGRAM, "export", str(routine), "-o", str(home / "a.wav")]
        home.mkdir()
        began = time.perf_counter()
        writing = subprocess.Popen(command, env=at_home(home), stdout=subprocess.DEVNULL)
        while kill and writing.poll() is None:
            found = children(writing.pid, "voiceguide.voice.hibari_engine")
            if found:
                time.sleep(1)
                os.kill(found[0], signal.SIGKILL)
                kill = False
        assert writing.wait() == 0
        return time.perf_counter() - began

    whole, broken = taken(folder / "whole", kill=False), taken(folder / "killed", kill=True)
    return Row(
        "voice killed while it speaks",
        f"{broken - whole:.1f} s later",
        "3 s",
        note="the text is said anew by the next process",
    )
