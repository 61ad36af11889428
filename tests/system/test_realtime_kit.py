"""Who may not go first by itself asks the desktop's RealtimeKit, here our own, and never waits for it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from niceness import granted

pytestmark = [
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (Debian: dbus)"),
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or not granted(),
        reason="only root can be somebody else, and give priority",
    ),
]
CONFIGURATION = """\
<busconfig>
  <type>custom</type>
  <listen>unix:path={folder}/socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/> <allow own="*"/> <allow send_destination="*"/> <allow receive_sender="*"/>
  </policy>
</busconfig>
"""
KIT = """
import asyncio, os
from dbus_fast import BusType
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method

class Kit(ServiceInterface):
    @dbus_method()
    def MakeThreadHighPriority(self, thread: "t", priority: "i"):
        os.setpriority(os.PRIO_PROCESS, thread, priority)

async def main():
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    bus.export("/org/freedesktop/RealtimeKit1", Kit("org.freedesktop.RealtimeKit1"))
    await bus.request_name("org.freedesktop.RealtimeKit1")
    print("ready", flush=True)
    await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""
SOMEBODY_ELSE = """
import asyncio, collections.abc, os, threading, time, dbus_fast.aio
import voiceguide.system.realtime_kit
from voiceguide.system.priority import FIRST, hurried

def nice():
    return os.getpriority(os.PRIO_PROCESS, 0)

os.setpriority(os.PRIO_PROCESS, 0, 0)
os.setuid(65534)
began = time.monotonic()
with hurried():
    waited = time.monotonic() - began
    while nice() != FIRST and time.monotonic() < began + {patience}:
        time.sleep(0.01)
    meanwhile = nice()
if {later}:
    [asking] = [thread for thread in threading.enumerate() if thread.name == "priority"]
    asking.join(20)
print(meanwhile, nice(), waited < 1)
"""


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """The environment of somebody with a system bus, which everybody may reach."""
    with tempfile.TemporaryDirectory(prefix="bus-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "bus.conf").write_text(CONFIGURATION.format(folder=folder), "utf-8")
        command = ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--print-address=1"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as daemon:
            assert daemon.stdout
            yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": daemon.stdout.readline().strip()}
            daemon.kill()


def somebody_else(environment: dict[str, str], patience: float, *, later: bool = False) -> str:
    """`patience`: seconds to wait for priority; `later`: look again when the answer has come."""
    done = subprocess.run(
        [sys.executable, "-c", SOMEBODY_ELSE.format(patience=patience, later=later)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip() or done.stderr


def test_the_desktop_lets_a_thread_go_first_and_it_does_so_only_for_that_while(bus: dict[str, str]):
    with subprocess.Popen([sys.executable, "-c", KIT], env=bus, stdout=subprocess.PIPE, text=True) as kit:
        assert kit.stdout
        ready = kit.stdout.readline()
        told = somebody_else(bus, patience=20) if ready else ""
        kit.kill()

    assert (ready, told) == ("ready\n", "-11 0 True")


def test_an_answer_that_comes_when_it_is_over_changes_nothing(bus: dict[str, str]):
    slow = KIT.replace("        os.set", "        time.sleep(1)\n        os.set")
    slow = slow.replace("import asyncio", "import time, asyncio")
    with subprocess.Popen([sys.executable, "-c", slow], env=bus, stdout=subprocess.PIPE, text=True) as kit:
        assert kit.stdout
        ready = kit.stdout.readline()
        told = somebody_else(bus, patience=0, later=True) if ready else ""
        kit.kill()

    assert (ready, told) == ("ready\n", "0 0 True")


def test_where_nobody_answers_it_takes_turns_as_before(bus: dict[str, str]):
    assert somebody_else(bus, patience=1) == "0 0 True"


def test_where_there_is_no_bus_it_takes_turns_as_before(tmp_path: Path):
    nowhere = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/nowhere"}

    assert somebody_else(nowhere, patience=1) == "0 0 True"
