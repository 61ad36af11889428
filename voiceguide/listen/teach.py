"""The user's own recordings of a phrase sharpen how it is recognised; only their traces are kept."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from voiceguide.core.advice import reason
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.errors import ListenError
from voiceguide.system.files import sweep, write_whole

RECORDINGS = 3
"""Of one phrase, said one after the other."""

ALIKE = 0.80
"""Cosine between a trace and the taught one above which a taught phrase is heard."""

SURE = 0.92
"""Cosine from which on nothing speaks against it."""

Trace = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """The mean trace of each taught phrase, of length 1."""

    taught: Mapping[str, Trace]

    def sharpened(self, likelihoods: Mapping[str, float], trace: Trace) -> Mapping[str, float]:
        """The likelihoods, moved towards the taught phrase that this trace is like, if it is like one."""
        near = {phrase: float(mean @ _unit(trace)) for phrase, mean in self.taught.items()}
        phrase = max(near, key=lambda one: near[one], default=None)
        if phrase is None or near[phrase] <= ALIKE:
            return likelihoods
        share = min(1.0, (near[phrase] - ALIKE) / (SURE - ALIKE))
        moved = {one: (1 - share) * likelihood for one, likelihood in likelihoods.items()}
        moved[phrase] = moved.get(phrase, 0.0) + share
        return moved

    def with_phrase(self, phrase: str, traces: Sequence[Trace]) -> "Lessons":
        """With one phrase taught, or taught anew, by recordings that are alike."""
        mean = _unit(np.mean([_unit(trace) for trace in traces], axis=0))
        return Lessons({**self.taught, phrase: mean})

    def without(self, phrase: str) -> "Lessons":
        return Lessons({taught: mean for taught, mean in self.taught.items() if taught != phrase})


def save(lessons: Lessons, file: Path) -> None:
    """Replace the file by a whole one, however this is interrupted.

    Raises:
        ListenError: it cannot be written.
    """
    content = io.BytesIO()
    np.savez(content, **lessons.taught)  # type: ignore[arg-type]
    try:
        sweep(file)
        write_whole(file, content.getvalue())
    except OSError as error:
        raise ListenError(f"{file} cannot be written; check the folder and the disk.") from error


def load(file: Path, hidden: int) -> Lessons:
    """What was taught; nothing if there is no file, or if it was taught to a head of another size.

    Raises:
        ListenError: the file is damaged, or cannot be read.
    """
    try:
        with file.open("rb") as stream, np.load(stream) as stored:
            taught = {phrase: stored[phrase].astype(np.float32) for phrase in stored.files}
    except FileNotFoundError:
        return Lessons({})
    except OSError as error:
        told = f"What was taught in {file} cannot be read ({reason(error)}); see to that, or teach it anew."
        raise ListenError(told) from error
    except (ValueError, EOFError, BadZipFile) as error:
        raise ListenError(f"{file} is damaged; delete it and teach your phrases again.") from error
    return Lessons(
        {phrase: mean for phrase, mean in taught.items() if phrase in PHRASES and mean.shape == (hidden,)}
    )


def _unit(trace: Trace) -> Trace:
    return np.asarray(trace / max(float(np.sqrt(trace @ trace)), 1e-9), np.float32)
