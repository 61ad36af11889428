"""Who hands out sound goes first, where that is granted, and only while it does."""

import os
import subprocess
import sys

import pytest
from niceness import first, niceness

from voiceguide.system.priority import hurried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere priority is not a thread's own")
FOR_SOMEBODY_ELSE = "import os; from voiceguide.system.priority import hurried; os.setuid(65534)"
USUAL = "with hurried(): print(os.getpriority(os.PRIO_PROCESS, 0))"


def test_who_asks_goes_first_where_that_is_granted_and_only_for_that_while():
    usual, wished = niceness(), first()
    with hurried():
        meanwhile = niceness()

    assert (meanwhile, niceness()) == (wished, usual)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be somebody else")
def test_whoever_may_not_ask_goes_on_as_usual():
    done = subprocess.run(
        [sys.executable, "-c", f"{FOR_SOMEBODY_ELSE}\n{USUAL}"], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == (f"{niceness()}\n", "")
