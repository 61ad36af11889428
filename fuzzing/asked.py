"""The command line with words that nobody should write, and the event file with words nobody should see."""

import io
import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from fuzzing.chance import Chance
from fuzzing.outcome import Target, keep, keep_sentence
from fuzzing.texts import hostile
from voiceguide.cli.events import EventFile
from voiceguide.cli.main import main
from voiceguide.core.command import COMMANDS, By, Command, State, command_for_key
from voiceguide.core.facts import Event, EventName
from voiceguide.player import Heard

_OPTIONS = (
    "--hold",
    "--scale",
    "--skip",
    "--avoid",
    "--talk",
    "--count",
    "--bed",
    "--rate",
    "--volume",
    "--lead",
)
_VALUES = (
    *("45s", "GB30=20s", "gb30=1:30", "=5", "ZZ=9", "-5", "999999999"),
    *("1e9999", "1e4000000", "1/0", "nan", "0.7", "٣", "1_0"),
    *("GB30:left", "GB30:up", "pregnancy", "hip-replacement:left", "blood-clot"),
    *("full", "calm", "none", "", " ", "-"),
)  # fmt: skip
_ROUTINES = (
    "hip",
    "back",
    "HIP",
    "feet-sitting",
    "nothing",
    "../x.yaml",
    "/dev/null",
    "/dev/zero",
    "/",
    "a.yaml",
    "\\",
)
_SHORT = ("list", "check", "voices --rate x", "doctor --x", "export --all", "play", "export hip", "nonsense")


def targets(folder: Path) -> Sequence[Target]:
    return (
        Target("events", 6, _events),
        Target("keys", 2, _keys),
        Target("arguments", 0.4, _arguments(folder / "home")),
    )


def _events(chance: Chance) -> None:
    more = {hostile(chance): hostile(chance), "hold": chance.choice((45, 1.5, None, True))}
    word, written = hostile(chance), io.BytesIO()
    event = Event(1, chance.uniform(0, 1e9), chance.choice(tuple(EventName)), By.KEY, 0, word, word, more)
    EventFile(written, _unheard).hear(Heard(1.25, event))
    line = written.getvalue().decode("utf-8")
    keep(line.endswith("\n") and "\n" not in line[:-1], "an event is not one line")
    keep(line[:-1].isprintable() and line.isascii(), "an event holds more than printable ASCII")
    # Two halves of one letter, as no file holds them, are read back as the letter.
    read, same = json.loads(line)["point"], word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    keep(read in (word, same) or "point" in more, "an event's words were changed")


def _unheard(sentence: str) -> None:
    keep(not sentence, "an event could not be written")


def _keys(chance: Chance) -> None:
    key, state = hostile(chance)[:1] or " ", chance.choice(tuple(State))
    command = command_for_key(key, state)
    keep(command is None or COMMANDS[command].key == key, "a key has another key's meaning")
    keep(isinstance(command, Command | None), "a key means something else than a command")


def _arguments(home: Path) -> Callable[[Chance], None]:
    home.mkdir()

    def attempt(chance: Chance) -> None:
        os.environ["VOICEGUIDE_HOME"] = str(home)
        words = _words(chance)
        out, err = io.StringIO(), io.StringIO()
        began = time.process_time()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(words)
            except SystemExit as leaving:
                code = int(str(leaving.code))
        keep(code in (0, 1, 2), f"the exit code is {code}")
        keep(code == 0 or bool(err.getvalue()), "a fault was not told")
        keep("Traceback" not in err.getvalue(), "a traceback was shown")
        keep(time.process_time() - began < 1, "an answer took more than a second")
        keep_sentence(out.getvalue())
        keep_sentence(err.getvalue())

    return attempt


def _words(chance: Chance) -> list[str]:
    """Words for a command that neither plays nor writes."""
    if chance.one_in(3):
        words = chance.choice(_SHORT).split()
    else:
        words = ["show", chance.choice(_ROUTINES) if chance.randrange(4) else _word(chance)]
    for _ in chance.some(4, 0):
        option = chance.choice(_OPTIONS) if chance.randrange(6) else _word(chance)
        words += [option, chance.choice(_VALUES) if chance.one_in(2) else _word(chance)]
    plays = words[0] in {"doctor", "voices", "play"} or words[0] == "export"
    return [*words, "--no-such-option"] if plays else words


def _word(chance: Chance) -> str:
    """A system gives no NUL to a program, and no word of a megabyte."""
    return hostile(chance).replace("\0", "")
