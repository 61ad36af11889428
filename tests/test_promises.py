"""Promises kept by the real program on any Linux machine; those about loudspeakers stand in tests/device."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from guided import JUMPING, PROGRAM, ROUTINE, children, guided

from voiceguide.voice.worker import Worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are disturbed as Linux allows it")

SHORT = "title: One\nsummary: A hold.\nsteps:\n  - {point: LR3, sides: left, hold: 5s, rest: 0s}\n"


def without_namespaces(*kinds: str) -> str:
    """Why this user cannot have a network or disks of their own; empty if they can."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    tried = subprocess.run(["unshare", "-r", *kinds, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this machine gives nobody a world of their own (user namespaces)"


def export(
    home: Path,
    *,
    program: Sequence[str] = PROGRAM,
    meanwhile: Callable[["subprocess.Popen[str]"], None] = lambda _: None,
) -> tuple[bytes, str]:
    """The sound of a short session, and what was complained of; `meanwhile` may disturb it."""
    home.mkdir(exist_ok=True)
    routine, target = home / "one.yaml", home / "one.wav"
    routine.write_text(SHORT, "utf-8")
    command = [*program, "export", str(routine), "--lead", "0", "--bed", "none", "--force", "-o", str(target)]
    exporting = subprocess.Popen(
        command,
        env={**os.environ, "VOICEGUIDE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    meanwhile(exporting)
    _, complaints = exporting.communicate(timeout=100)
    assert exporting.returncode == 0, complaints
    with wave.open(str(target), "rb") as file:
        return file.readframes(file.getnframes()), complaints


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A home with kept speech, and the session's sound."""
    home = tmp_path_factory.mktemp("home")
    sound, complaints = export(home)
    assert complaints == ""
    return home, sound


def kept_speech(home: Path) -> Sequence[Path]:
    return sorted((home / "cache" / "clips").glob("*.clip"))


def test_damaged_kept_speech_is_made_anew_and_nobody_hears_a_difference(
    undisturbed: tuple[Path, bytes], tmp_path: Path
):
    home, sound = undisturbed
    other = tmp_path / "home"
    shutil.copytree(home / "cache", other / "cache")
    cut, empty, swapped, linked, folder, *_ = kept = kept_speech(other)
    cut.write_bytes(cut.read_bytes()[:-100])
    empty.write_bytes(b"")
    shutil.copy(kept[-1], swapped)
    for path in (linked, folder):
        path.unlink()
    linked.symlink_to("/dev/zero")
    folder.mkdir()

    assert export(other) == (sound, "")
    assert export(other) == (sound, "")
    assert all(path.is_file() and not path.is_symlink() for path in kept_speech(other))


def disturb_its_voice(times: int, act: Callable[[int], None]) -> Callable[["subprocess.Popen[str]"], None]:
    """Do something to the first processes of the natural voice that a program starts."""

    def disturb(program: "subprocess.Popen[str]") -> None:
        seen: set[int] = set()
        until = time.monotonic() + 30
        while len(seen) < times and program.poll() is None and time.monotonic() < until:
            for pid in set(children(program.pid, "voiceguide.voice.hibari_engine")) - seen:
                seen.add(pid)
                act(pid)

    return disturb


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_a_voice_that_is_killed_is_replaced_and_nobody_hears_a_difference(
    undisturbed: tuple[Path, bytes], tmp_path: Path
):
    sound, complaints = export(tmp_path / "home", meanwhile=disturb_its_voice(1, kill))

    assert (sound, complaints) == (undisturbed[1], "")


def test_a_voice_that_is_always_killed_gives_way_to_the_next_in_one_sentence(tmp_path: Path):
    sound, complaints = export(tmp_path / "home", meanwhile=disturb_its_voice(2, kill))

    assert complaints.count("\n") == 1
    assert "going on with the voice system" in complaints
    assert any(sound)


def test_a_voice_that_hangs_is_replaced():
    worker = Worker("voiceguide.voice.hibari_engine", "heart", answer_seconds=5)
    worker.render("Let go.", 0.85)
    first = worker.pid
    assert first
    os.kill(first, signal.SIGSTOP)

    clip = worker.render("Rest.", 0.85)

    assert clip.frames
    assert worker.pid != first
    worker.close()


def test_where_no_speech_can_be_kept_it_is_made_each_time_and_that_is_said_once(
    undisturbed: tuple[Path, bytes], tmp_path: Path
):
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").write_text("in the way", "utf-8")

    sound, complaints = export(home)

    assert sound == undisturbed[1]
    assert complaints.count("\n") == 1
    assert "Speech cannot be" in complaints


@pytest.mark.skipif(bool(without_namespaces("-m")), reason=without_namespaces("-m"))
def test_on_a_full_disk_the_session_goes_on_from_memory(tmp_path: Path):
    home = tmp_path / "home"
    cache = home / "cache"
    cache.mkdir(parents=True)
    small = f'mount -t tmpfs -o size=64k none {cache} && exec "$@"'
    program = ("unshare", "-rm", "sh", "-c", small, "sh", *PROGRAM)

    with guided(tmp_path, {"VOICEGUIDE_HOME": str(home)}, "--output", "none", program=program) as session:
        session.go_to_the_hold()
        session.process.send_signal(signal.SIGINT)
        code = session.end()

    assert code == 130
    assert session.complaints.count("\n") == 1
    assert "no space left on device" in session.complaints


LITTLE = 100 * 2**20
"""Bytes in which the natural voice with its networks finds no room."""


def test_a_voice_without_memory_gives_way_to_the_next(tmp_path: Path):
    def starve(pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_AS, (LITTLE, LITTLE))

    sound, complaints = export(tmp_path / "home", meanwhile=disturb_its_voice(2, starve))

    assert complaints.count("\n") == 1
    assert "going on with the voice system" in complaints
    assert any(sound)


SHORTER = ROUTINE.replace("15s", "5s")


def test_a_clock_that_is_set_forward_and_back_changes_nothing(tmp_path: Path):
    program = (sys.executable, "-c", JUMPING)
    home = {"VOICEGUIDE_HOME": str(tmp_path / "home")}

    with guided(tmp_path, home, "--output", "none", program=program, routine=SHORTER) as session:
        began = session.go_to_the_hold()
        ended = session.wait_for("hold_ended")
        session.process.send_signal(signal.SIGINT)
        code = session.end()

    assert (code, session.complaints) == (130, "")
    assert ended["at"] - began["at"] == pytest.approx(5, abs=1e-3)
    assert ended["t"] - began["t"] == pytest.approx(5, abs=0.05)


COUNTED = """
"$@"
code=$?
cat /proc/net/snmp /proc/net/snmp6 > "$0"
exit $code
"""
ASKING = "import socket; [socket.socket().connect_ex((name, 80)) for name in ('192.0.2.1', '127.0.0.1')]"
needs_its_own_network = pytest.mark.skipif(bool(without_namespaces("-n")), reason=without_namespaces("-n"))


def cut_off(counts: Path, *program: str) -> tuple[str, ...]:
    """A program where there is no network at all, and the system counts whatever finds no way out."""
    return ("unshare", "-rn", "sh", "-c", COUNTED, str(counts), *program)


def asked_of_the_network(counts: Path) -> int:
    """How often something was to be sent to another machine, or to this one."""
    lines = counts.read_text().splitlines()
    asked = 0
    for names, values in pairwise(lines):
        if names.startswith(("Ip:", "Tcp:", "Udp:")) and values[-1].isdigit():
            pairs = dict(zip(names.split(), values.split(), strict=True))
            asked += sum(int(pairs.get(name, 0)) for name in ("OutRequests", "OutNoRoutes", "OutDatagrams"))
    sixth = [line.split() for line in lines if line.startswith(("Ip6OutRequests", "Ip6OutNoRoutes"))]
    return asked + sum(int(value) for _, value in sixth)


@needs_its_own_network
def test_what_asks_the_network_would_be_counted(tmp_path: Path):
    counts = tmp_path / "counts"
    subprocess.run(cut_off(counts, sys.executable, "-c", ASKING), check=True)

    assert asked_of_the_network(counts) == 2


@needs_its_own_network
@pytest.mark.parametrize("words", ["export {routine} -o {folder}/one.mp3", "doctor", "voices"])
def test_nothing_asks_the_network(tmp_path: Path, words: str):
    routine, counts = tmp_path / "one.yaml", tmp_path / "counts"
    routine.write_text(SHORT, "utf-8")
    command = words.format(routine=routine, folder=tmp_path).split()
    environment = {**os.environ, "VOICEGUIDE_HOME": str(tmp_path / "home")}
    subprocess.run(cut_off(counts, *PROGRAM, *command), env=environment, capture_output=True, check=False)

    assert asked_of_the_network(counts) == 0


@needs_its_own_network
def test_a_whole_silent_session_asks_nothing_of_the_network(tmp_path: Path):
    counts, home = tmp_path / "counts", {"VOICEGUIDE_HOME": str(tmp_path / "home")}

    with guided(tmp_path, home, "--output", "none", program=cut_off(counts, *PROGRAM)) as session:
        session.go_to_the_hold()
        session.press("nn")
        code = session.end()

    assert (code, session.complaints) == (0, "")
    assert session.events()[-1]["reason"] == "done"
    assert asked_of_the_network(counts) == 0
