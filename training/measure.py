"""Measures the shipped head on voices that took no part in training, and writes `training/TABLE.md`.

`python -m training.measure`, the last step of `training/README.md`.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training.examples import CONDITIONS, file_of
from training.latency import latencies
from training.person import FILES, understood
from training.streams import STREAMS
from training.streams import file_of as stream_of
from training.synthesis import HELD_OUT, SPEEDS, TRAIN, Spoken, wanted
from training.voices import MADE_HELD, MADE_TRAIN, MIXED, NATURAL_HELD, NATURAL_TRAIN, TUNING
from voiceguide.core.command import Command, State
from voiceguide.core.phrases import NUMBERS, PHRASES, Answer, Meaning, phrases_for, phrases_in
from voiceguide.listen.choice import close, likeliest, sure
from voiceguide.listen.features import Features
from voiceguide.listen.head import Head, shipped

TABLE = Path(__file__).parent / "TABLE.md"

_IN_TALK: tuple[Meaning, ...] = (Command.OUCH, Command.STOP, Command.REPEAT, Command.HELP, Answer.UNSURE)

SITUATIONS: Mapping[str, frozenset[str]] = {
    "in a hold": phrases_in(State.HOLDING),
    "finding the point": phrases_in(State.SETTLING),
    "paused": phrases_in(State.PAUSED),
    "yes or no": phrases_in(State.ASKING),
    "which session": phrases_for(
        [*_IN_TALK, Answer.HIP, Answer.BACK, Answer.SHORT, Answer.FEET, Command.NO_TURNING, Answer.START]
    ),
    "how long today": phrases_for([*_IN_TALK, Answer.USUAL, Command.SHORTER, Command.LONGER]),
    "which side": phrases_for([*_IN_TALK, Answer.LEFT, Answer.RIGHT, Answer.BOTH, Answer.NONE]),
    "zero to ten": phrases_for([*_IN_TALK, *NUMBERS]),
}
"""What can be asked for at one time, as the session and the conversation narrow it."""

RIGHT, WRONG, NEAR, MISSED = "right", "wrong", "near", "missed"

NEARLY = "?"
"""Stands for what was nearly understood."""


class Heard(NamedTuple):
    """What became of one spoken phrase."""

    spoken: Spoken
    condition: str
    outcome: str
    taken_for: str


def masked(phrase: str) -> frozenset[str]:
    """What is expected in the first situation in which the phrase makes sense."""
    return next((expected for expected in SITUATIONS.values() if phrase in expected), frozenset(PHRASES))


def judged(head: Head, cut: Iterable[Features]) -> list[Mapping[str, float]]:
    """How likely each phrase is in each utterance."""
    likelihoods = (head.judge(features.astype(np.float32)).likelihoods.tolist() for features in cut)
    return [dict(zip(head.phrases, one, strict=False)) for one in likelihoods]


ALONE = (np.inf, 0.0)
"""Seconds of quiet, and of talk, before a phrase that is said alone."""


def chosen(
    cut: Iterable[Mapping[str, float]],
    expected: Collection[str],
    before: Iterable[tuple[float, float]] = itertools.repeat(ALONE),
) -> list[str]:
    """The phrases understood, or nearly, in what was cut out of a stretch of sound."""
    understood = []
    for likelihoods, (quiet, talked) in zip(cut, before, strict=False):
        choice = likeliest(likelihoods, expected)
        if choice and sure(choice, quiet=quiet, talked=talked):
            understood.append(choice.phrase)
        elif choice and close(choice, quiet=quiet, talked=talked):
            understood.append(NEARLY)
    return understood


def heard(head: Head, *, masks: bool) -> Iterator[Heard]:
    for spoken in wanted():
        if spoken.use != HELD_OUT or spoken.text not in PHRASES or not file_of(spoken).exists():
            continue
        cuts = np.load(file_of(spoken))
        expected = masked(spoken.text) if masks else frozenset(PHRASES)
        for condition in CONDITIONS:
            told = chosen(judged(head, cuts[condition]), expected)
            understood = [phrase for phrase in told if phrase != NEARLY]
            wrong = [phrase for phrase in understood if PHRASES[phrase] is not PHRASES[spoken.text]]
            outcome = WRONG if wrong else RIGHT if understood else NEAR if told else MISSED
            yield Heard(spoken, condition, outcome, wrong[0] if wrong else "")


def shares(rows: Iterable[Heard]) -> str:
    """Right / wrong / missed in percent, nearly understood among the missed, and of how many."""
    count = Counter(row.outcome for row in rows)
    total = count.total()
    if not total:
        return "-"
    right, wrong, near, missed = (100 * count[outcome] / total for outcome in (RIGHT, WRONG, NEAR, MISSED))
    return f"{right:.1f} / {wrong:.1f} / {near + missed:.1f} ({total})"


def false_alarms(head: Head) -> Iterator[str]:
    for name in STREAMS:
        if not stream_of(name).exists():
            continue
        stored = np.load(stream_of(name))
        hours, cuts = float(stored["hours"]), judged(head, stored["x"])
        for situation in ("finding the point", "in a hold", "paused", "yes or no", "which session"):
            before = zip(stored["quiet"], stored["talked"], strict=True)
            phrases = Counter(chosen(cuts, SITUATIONS[situation], before))
            nearly = phrases.pop(NEARLY, 0) / hours
            which = ", ".join(f"{phrase} {count}" for phrase, count in phrases.most_common(12))
            rate = phrases.total() / hours
            yield f"| {name} | {situation} | {len(cuts) / hours:.0f} | {rate:.1f} | {nearly:.1f} | {which} |"


def _present(voices: Iterable[str]) -> str:
    made = {spoken.voice for spoken in wanted() if file_of(spoken).exists()}
    return ", ".join(voice for voice in voices if voice in made)


def _table(header: str, rows: Iterable[str]) -> str:
    columns = header.count("|") - 1
    return "\n".join([header, "|" + "---|" * columns, *rows])


def _by_voice(rows: list[Heard]) -> Iterator[str]:
    for voice in (*NATURAL_HELD, *MADE_HELD):
        for speed in SPEEDS:
            mine = [row for row in rows if row.spoken.voice == voice and row.spoken.speed == speed]
            if mine:
                cells = (
                    shares(row for row in mine if row.condition == condition) for condition in CONDITIONS
                )
                yield f"| {voice} | {speed} | " + " | ".join(cells) + " |"


def _by_phrase(rows: list[Heard]) -> Iterator[str]:
    for phrase in PHRASES:
        mine = [row for row in rows if row.spoken.text == phrase]
        cells = (shares(row for row in mine if row.condition == condition) for condition in CONDITIONS)
        mixed = Counter(row.taken_for for row in mine if row.taken_for).most_common(3)
        taken = ", ".join(f"{other} {count}" for other, count in mixed)
        yield f"| {phrase} | " + " | ".join(cells) + f" | {taken} |"


def _summary(rows: list[Heard], title: str) -> Iterator[str]:
    for kind, voices in (("natural", NATURAL_HELD), ("made", MADE_HELD)):
        mine = [row for row in rows if row.spoken.voice in voices]
        cells = (shares(row for row in mine if row.condition == condition) for condition in CONDITIONS)
        yield f"| {title} | {kind} | " + " | ".join(cells) + " |"


def main() -> None:
    head = shipped()
    with_masks, without = list(heard(head, masks=True)), list(heard(head, masks=False))
    natural = [row for row in with_masks if row.spoken.voice in NATURAL_HELD]
    conditions = " | ".join(CONDITIONS)
    both = [*_summary(with_masks, "what makes sense then"), *_summary(without, "any phrase")]
    others = sum(
        spoken.voice.startswith(MIXED) and file_of(spoken).exists() and spoken.use == TRAIN
        for spoken in wanted()
    )
    parts = [
        "# What the recogniser understands, measured",
        "Written by `python -m training.measure`. Right / wrong / missed in percent (of how many).",
        "kokoro-gb is a Kokoro style that pronounces as the British do.",
        "Natural voices are those of neural networks; made voices are older, and plainly machines.",
        "In talk 15 dB five people talk behind the speaker, 15 dB softer.",
        f"In training, as far as clips were made: {_present((*NATURAL_TRAIN, *MADE_TRAIN))}.",
        f"And {others} clips, each by another mixture of two or three Kokoro styles, none of those below.",
        f"Thresholds were set with: {_present(TUNING)}; and with talk that is not measured with.",
        f"Never heard in training: {_present((*NATURAL_HELD, *MADE_HELD))}.",
        "## Voices that took no part in training",
        _table(f"| expected | voices | {conditions} |", both),
        "## By voice and speed, expecting what makes sense then",
        _table(f"| voice | speed | {conditions} |", _by_voice(with_masks)),
        "## False commands per hour",
        "Talk is single words, a real person's prompts one by one, and conversations by eight voices.",
        'Some of the sentences in it are phrases, such as "More time?" and "Speak up".',
        "Where people talk, a command wants a longer quiet before it.",
        "Near misses per hour count what was nearly taken for a phrase.",
        "The sound called near misses is words that are much like a phrase.",
        _table(
            "| sound | expecting phrases | cut per hour | false per hour | near misses per hour | which |",
            false_alarms(head),
        ),
        "## From the end of a word to its action, in seconds, and what listening costs",
        _table("| sound | median | nine in ten | worst | of how many |", latencies()),
        "## A real person, who took no part in training",
        'Debian\'s asterisk-core-sounds-en-wav: "pause" and the numbers from zero to ten.',
        _table(
            "| condition | right | the others |", understood({phrase: masked(phrase) for phrase in FILES})
        ),
        "## By phrase, natural voices, expecting what makes sense then",
        _table(f"| phrase | {conditions} | taken for |", _by_phrase(natural)),
    ]
    TABLE.write_text("\n\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
