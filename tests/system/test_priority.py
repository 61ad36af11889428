"""Who hands out sound goes first, where that is granted, and only while it does."""

import os
import subprocess
import sys
import threading

import pytest

from voiceguide.system.priority import FIRST, hurried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere priority is not a thread's own")
FOR_SOMEBODY_ELSE = "import os; from voiceguide.system.priority import hurried; os.setuid(65534)"
USUAL = "with hurried(): print(os.getpriority(os.PRIO_PROCESS, 0))"


def own() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def granted() -> bool:
    found = []
    thread = threading.Thread(target=lambda: found.append(_asked()))
    thread.start()
    thread.join()
    return found[0]


def _asked() -> bool:
    try:
        os.setpriority(os.PRIO_PROCESS, 0, FIRST)
    except PermissionError:
        return False
    return True


def test_who_asks_goes_first_where_that_is_granted_and_only_for_that_while():
    usual = own()
    with hurried():
        first = own()

    assert own() == usual
    assert first == (FIRST if granted() else usual)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be somebody else")
def test_whoever_may_not_ask_goes_on_as_usual():
    done = subprocess.run(
        [sys.executable, "-c", f"{FOR_SOMEBODY_ELSE}\n{USUAL}"], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == (f"{own()}\n", "")
