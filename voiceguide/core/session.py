"""A session: what each command does to it, as one table of answers.

Read this page first. A session is asked for the next frames (`advance`) and hands out what sounds in
them; it is told what people want (`command`) and which clips are ready (`learn`). It knows no clock:
time passes only by the frames handed out.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from voiceguide.core import wording
from voiceguide.core.command import COMMANDS, By, Command, State
from voiceguide.core.cue import Phase, Tone
from voiceguide.core.facts import EventName, Part, VolumeChange
from voiceguide.core.frames import RATE, frames
from voiceguide.core.holding import HOLD_STEP, acknowledge, change_hold, hold_of, ready, rehold, release, wait
from voiceguide.core.plan import Plan
from voiceguide.core.playhead import Aside, Playhead
from voiceguide.core.point import Posture
from voiceguide.core.preferences import LEAST_HOLD, LEAST_VOLUME, MOST_HOLD, MOST_VOLUME, Preferences, Talk
from voiceguide.core.score import CLOSE_GAIN
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.telling import how_long, repeat
from voiceguide.core.timeline import delivery, programme, vocabulary
from voiceguide.core.turning import stay_on_back

VOLUME_STEP = 3.0
"""Decibels by which louder and quieter change the volume."""
LONG_PAUSE = frames(60)
"""After a longer pause a hold is given again from its start."""
RESTART = frames(5)
"""So early in a stage, go-back means the one before."""
REMIND_PAUSED, LEAVE_PAUSED = frames(120), frames(1200)
SAY_WAITING = frames(2)

_STATES: Mapping[Phase, State] = {
    Phase.OPEN: State.OPENING,
    Phase.MOVE: State.MOVING,
    Phase.ANNOUNCE: State.GUIDING,
    Phase.LOCATE: State.GUIDING,
    Phase.PRESS: State.GUIDING,
    Phase.SETTLE: State.SETTLING,
    Phase.HOLD: State.RESTING,
    Phase.REST: State.RESTING,
    Phase.CLOSE: State.CLOSING,
}
"""By phase, while nothing is held: past the release, the phase of the hold is already rest."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a session is doing at one frame handed out, for faces."""

    frame: int
    position: int
    state: State
    stage: Stage
    following: Stage | None
    hold_left: int | None
    """Frames, while something is held."""
    running: bool
    """Whether position moves."""


class Session:
    """One run of a plan."""

    def __init__(self, plan: Plan, preferences: Preferences) -> None:
        self._plan = plan
        self._head = head = Playhead(programme(plan, preferences), delivery(preferences))
        head.on_waiting = self._tell_waiting
        head.on_last_section_done = lambda: self.end("done")
        self._volume = preferences.volume
        self._paused_at: int | None = None
        self._asking = self._choosing = self._leaving = False
        head.fact(VolumeChange(0, self._volume))
        head.emit(EventName.SESSION_STARTED, routine=plan.routine)
        self._answers: Mapping[Command, Callable[[], None]] = {
            Command.PAUSE: self._pause,
            Command.RESUME: self._resume,
            Command.NEXT: self._next,
            Command.ENOUGH: lambda: release(head),
            Command.GO_BACK: self._go_back,
            Command.REPEAT: lambda: repeat(head),
            Command.READY: lambda: ready(head),
            Command.WAIT: lambda: self._pause() if head.in_hold else wait(head),
            Command.LONGER: lambda: change_hold(head, longer=True),
            Command.SHORTER: lambda: change_hold(head, longer=False),
            Command.LOUDER: lambda: self._change_volume(VOLUME_STEP),
            Command.QUIETER: lambda: self._change_volume(-VOLUME_STEP),
            Command.LESS_TALKING: self._talk_less,
            Command.HOW_LONG: lambda: how_long(head),
            Command.OUCH: self._ouch,
            Command.NO_TURNING: self._stay_on_back,
            Command.STOP: self._ask_to_stop,
            Command.YES: self._leave,
            Command.NO: self._resume,
            Command.HELP: lambda: None,
        }

    @property
    def state(self) -> State:
        """What it is doing, as far as commands care."""
        head = self._head
        if head.ended or self._leaving:
            return State.ENDED
        if self._asking:
            return State.ASKING
        if self._choosing:
            return State.CHOOSING
        if self._paused_at is not None:
            return State.PAUSED
        if head.in_hold:
            return State.HOLDING
        hold = head.score.hold if head.score else None
        return State.SETTLING if hold and head.frame == hold.start else _STATES[head.phase]

    @property
    def stage(self) -> Stage:
        return self._head.stage

    @property
    def ended(self) -> bool:
        return self._head.ended

    @property
    def handed_out(self) -> int:
        return self._head.handed_out

    @property
    def moment(self) -> Moment:
        """What a face shows now."""
        head = self._head
        hold = hold_of(head)
        following = head.sections[head.index + 1] if head.index + 1 < len(head.sections) else None
        left = hold.end - head.frame if hold else None
        running = head.moving and not head.aside_running and not head.ended
        return Moment(head.handed_out, head.position, self.state, head.stage, following, left, running)

    # What it needs

    @property
    def wanted(self) -> tuple[str, ...]:
        """Texts whose clips are needed next, the most urgent first."""
        stage, told = self._head.stage, self._head.told
        soon = (stage.announced_hold(hold, told.talk) for hold in _holds_near(stage))
        unknown = (text for text in soon if text and not self._head.length_of(text))
        return tuple(dict.fromkeys((*self._head.missing, *unknown)))

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Every text that this session says if nothing is asked of it, in order."""
        return vocabulary(self._head.sections, self._head.told)

    @property
    def spare_vocabulary(self) -> tuple[str, ...]:
        """Texts that commands may need."""
        holds = (
            stage.announced_hold(hold, self._head.told.talk)
            for stage in self._head.sections
            for hold in _holds_near(stage)
        )
        getting_up = wording.getting_up(self._head.sections[-1].posture)
        return tuple(dict.fromkeys((*wording.ANSWERS, *getting_up, *(text for text in holds if text))))

    def learn(self, text: str, length: int) -> None:
        """A clip is ready; `length` in frames."""
        self._head.lengths[text] = length

    # What happens to it

    def advance(self, count: int) -> Part:
        """Hand out the next `count` frames."""
        return self._head.advance(count)

    def command(self, command: Command, by: By) -> bool:
        """Do what was asked; False if it is not accepted now."""
        head = self._head
        accepted = self.state in COMMANDS[command].states
        head.by = by
        head.emit(EventName.COMMAND_HEARD, command=command.value, accepted=accepted)
        if accepted:
            self._answers[command]()
        head.by = By.PROGRAM
        return accepted

    def end(self, reason: str) -> None:
        """End now, with a fade and no more words: done, stopped, interrupted or failed."""
        if not self._head.ended:
            self._head.end()
            self._head.emit(EventName.SESSION_ENDED, reason=reason)

    # Pause and resume

    def _pause(self) -> None:
        self._head.break_off()
        self._head.hush()
        self._freeze()
        words = (wording.PAUSED, wording.LET_GO) if self._head.in_hold else (wording.PAUSED,)
        self._head.say_aside(Aside(words))

    def _freeze(self) -> None:
        """Stand still until asked to go on; remind once, and leave in the end."""
        head = self._head
        if self._paused_at is None:
            self._paused_at = head.handed_out
            head.emit(EventName.PAUSED)
        head.moving = False
        head.quiet_alarms()
        head.alarm(REMIND_PAUSED, lambda: head.say_aside(Aside((wording.STILL_PAUSED,))))
        head.alarm(LEAVE_PAUSED, lambda: self.end("stopped"))

    def _thaw(self) -> bool:
        """Let position move again; whether it stood still by pause."""
        head, was_paused = self._head, self._paused_at is not None
        self._asking = self._choosing = False
        self._paused_at = None
        head.break_off()
        head.hush()
        head.quiet_alarms()
        head.moving = True
        return was_paused

    def _resume(self) -> None:
        head = self._head
        paused = head.handed_out - (self._paused_at if self._paused_at is not None else head.handed_out)
        self._thaw()
        hold = hold_of(head)
        if hold is None:
            cut = head.interrupted
            if cut:
                head.stand_at(cut.frame)
            head.emit(EventName.RESUMED)
            return
        from_start = paused > LONG_PAUSE
        left = math.ceil((hold.end - (hold.start if from_start else head.frame)) / RATE)
        by = head.by
        words = (wording.KEEP_BREATHING, wording.hold_left(left)) if left else ()
        head.say_aside(
            Aside(
                (head.stage.place, head.stage.settle * RATE, *words),
                then=lambda: self._hold_on(by, from_start),
            )
        )

    def _hold_on(self, by: By, from_start: bool) -> None:
        """Play the rest of a hold, or all of it."""
        head = self._head
        hold = hold_of(head)
        if hold:
            now = hold.start if from_start else head.frame
            head.stand_at(now)
            head.emit(EventName.RESUMED, by)
            rehold(head, hold.end - hold.start, start_again=not from_start)

    # Places

    def _next(self) -> None:
        by = self._head.by
        self._leave_stage(lambda: self._skip(by))

    def _skip(self, by: By) -> None:
        self._head.emit(EventName.SKIPPED, by)
        self._head.go_to(self._head.index + 1)

    def _go_back(self) -> None:
        head = self._head
        target = head.index - 1 if head.frame < RESTART else head.index
        self._leave_stage(lambda: head.go_to(max(target, min(1, head.index))))

    def _leave_stage(self, then: Callable[[], None]) -> None:
        """Release first if something is held, then go on."""
        head = self._head
        was_paused = self._thaw()
        if not head.in_hold:
            then()
        elif was_paused:
            head.emit(EventName.HOLD_ENDED)
            then()
        else:
            release(head, lambda: head.say_aside(Aside((wording.LET_GO,), then), patient=True))

    # Pain, questions, the end

    def _ouch(self) -> None:
        head, by = self._head, self._head.by
        was_paused = self._thaw()
        self._choosing = True
        if head.in_hold and not was_paused:
            release(head, lambda: self._ask_after_ouch(by))
        else:
            self._ask_after_ouch(by)

    def _ask_after_ouch(self, by: By) -> None:
        self._head.by, before = by, self._head.by
        self._freeze()
        self._head.by = before
        self._head.say_aside(Aside(wording.IT_HURTS), patient=True)

    def _ask_to_stop(self) -> None:
        """Pause at once and ask; asked twice, or after pain, it is a yes."""
        if self._asking or self._choosing:
            self._leave()
            return
        self._head.break_off()
        self._head.hush()
        self._freeze()
        self._asking = True
        self._head.say_aside(Aside(wording.END_HERE))

    def _leave(self) -> None:
        """Tell how to get up, then end."""
        head = self._head
        self._leaving = True
        head.quiet_alarms()
        words = wording.getting_up(head.stage.posture)
        head.say_aside(Aside(words, lambda: self.end("stopped"), CLOSE_GAIN))

    # The rest

    def _tell_waiting(self) -> None:
        head = self._head
        head.emit(EventName.WAITING, By.PROGRAM)

        def apologise() -> None:
            known = head.length_of(wording.ONE_MOMENT)
            head.say_aside(Aside((wording.ONE_MOMENT if known else Tone.ATTENTION,)))

        head.alarm(SAY_WAITING, apologise)

    def _change_volume(self, by: float) -> None:
        self._volume = min(MOST_VOLUME, max(LEAST_VOLUME, self._volume + by))
        self._head.fact(VolumeChange(self._head.handed_out, self._volume))
        acknowledge(self._head)

    def _talk_less(self) -> None:
        self._head.told = replace(self._head.told, talk=Talk.MINIMAL)
        acknowledge(self._head)

    def _stay_on_back(self) -> None:
        """Play the rest without lying on a side; say what falls out."""
        head, by = self._head, self._head.by
        now, close = head.stage, head.sections[-1]
        on_side = now.posture is Posture.SIDE_LYING and now.kind is not Kind.OPEN
        remaining = head.sections[head.index + (not (on_side and now.kind is Kind.POINT)) : -1]
        stages, fallen = stay_on_back(self._plan, now, remaining)

        def say(then: Callable[[], None] | None) -> None:
            head.sections[head.index + 1 :] = [*stages, close]
            words = (wording.NO_TURNING, *wording.left_out_now(stage.place for stage in fallen))
            head.say_aside(Aside(words, then), patient=True)

        if on_side:
            self._leave_stage(lambda: say(lambda: self._skip(by)))
        else:
            if self.state is State.PAUSED:
                self._resume()
            say(None)


def _holds_near(stage: Stage) -> tuple[int, ...]:
    """Seconds that longer and shorter would make of a stage's hold."""
    if not stage.held:
        return ()
    return (min(MOST_HOLD, stage.hold + HOLD_STEP), max(LEAST_HOLD, stage.hold - HOLD_STEP), stage.hold)
