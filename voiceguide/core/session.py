"""A session: what each command does to it, as one table of answers.

Read this page first. A session is asked for the next frames (`advance`) and hands out what sounds in
them; it is told what people want (`command`) and which clips are ready (`learn`). It knows no clock:
time passes only by the frames handed out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from voiceguide.core import needs, wording
from voiceguide.core.aside import Aside, Beat
from voiceguide.core.attention import Attention
from voiceguide.core.command import COMMANDS, STATE_IN, By, Command, State, command_for_key
from voiceguide.core.cue import Tone
from voiceguide.core.facts import EventName, Moment, Part, VolumeChange
from voiceguide.core.frames import frames
from voiceguide.core.holding import acknowledge, change_hold, hold_of, ready, release, wait
from voiceguide.core.leaving import Leaving
from voiceguide.core.lying import lies
from voiceguide.core.pending import End, GoOn, HoldOn, Leap, Pending
from voiceguide.core.phrases import Meaning
from voiceguide.core.plan import Plan
from voiceguide.core.playhead import Playhead
from voiceguide.core.preferences import VOLUME_STEP, Preferences, Talk, possible_volume
from voiceguide.core.score import CLOSE_GAIN
from voiceguide.core.standstill import Standstill
from voiceguide.core.telling import Remaining, how_long, repeat, wait_for_clips
from voiceguide.core.timeline import delivery, programme, vocabulary
from voiceguide.core.undoing import ways_back

REST_BEFORE_RISING = frames(10)
"""Quiet after pain while getting up, before getting up is told again."""


class Session:
    """One run of a plan."""

    def __init__(self, plan: Plan, preferences: Preferences) -> None:
        self._head = head = Playhead(programme(plan, preferences), delivery(preferences))
        head.on_waiting = lambda: wait_for_clips(head)
        head.on_last_section_done = lambda: self.end("done")
        head.on_pending = self._lead_to
        self._volume = preferences.volume
        self._standstill = still = Standstill(head, lambda: self.end("interrupted"))
        self._leaving = leaving = Leaving(head, still, lambda: self._leave("done"))
        self._attention = Attention(head, lambda: self.state)
        self._remaining = Remaining(head)
        self._asked_while_paused = False
        head.fact(VolumeChange(0, self._volume))
        head.emit(EventName.SESSION_STARTED, routine=plan.routine)
        self._answers: Mapping[Command, Callable[[], None]] = {
            Command.PAUSE: still.pause,
            Command.RESUME: still.resume,
            Command.NEXT: leaving.next,
            Command.ENOUGH: lambda: release(head),
            Command.GO_BACK: leaving.go_back,
            Command.REPEAT: lambda: repeat(head),
            Command.READY: lambda: ready(head),
            Command.WAIT: lambda: still.pause() if self.state is State.HOLDING else wait(head),
            Command.LONGER: lambda: self._change_hold(longer=True),
            Command.SHORTER: lambda: self._change_hold(longer=False),
            Command.LOUDER: lambda: self._set_volume(self._volume + VOLUME_STEP),
            Command.QUIETER: lambda: self._set_volume(self._volume - VOLUME_STEP),
            Command.LESS_TALKING: self._talk_less,
            Command.HOW_LONG: lambda: how_long(head),
            Command.OUCH: self._ouch,
            Command.NO_TURNING: lambda: leaving.stay_on_back(plan),
            Command.STOP: self._stop,
            Command.YES: lambda: self._leave("stopped"),
            Command.NO: self._say_no,
            Command.HELP: self._help,
        }

    @property
    def state(self) -> State:
        """What it is doing, as far as commands care."""
        head = self._head
        if head.ended:
            return State.ENDED
        if self._standstill.state:
            return self._standstill.state
        if head.in_hold:
            return State.HOLDING
        hold = head.score.hold if head.score else None
        return State.SETTLING if hold and head.frame == hold.start else STATE_IN[head.phase]

    @property
    def ended(self) -> bool:
        return self._head.ended

    @property
    def volume(self) -> float:
        """How loud it is by now, in decibels."""
        return self._volume

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
        running = head.moving and head.score is not None and not head.aside_running
        return Moment(
            head.handed_out,
            head.position,
            self.state,
            head.stage,
            following,
            left,
            running,
            max(stage.steps_done for stage in head.sections),
            self._remaining.frames,
            self._leaving.refusals,
        )

    @property
    def wanted(self) -> tuple[str, ...]:
        """Texts whose clips are needed next, the most urgent first."""
        return needs.wanted(self._head)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Every text that this session says if nothing is asked of it, in order."""
        return vocabulary(self._head.sections, self._head.told)

    @property
    def ahead(self) -> tuple[str, ...]:
        """Texts without a clip that are needed from here on, in order; a command may have brought some."""
        return needs.ahead(self._head)

    @property
    def spare_vocabulary(self) -> tuple[str, ...]:
        """Texts that commands may need."""
        return needs.spare(self._head)

    def learn(self, text: str, length: int) -> None:
        """A clip is ready; `length` in frames."""
        self._head.lengths[text] = length

    def advance(self, count: int) -> Part:
        """Hand out the next `count` frames."""
        return self._head.advance(count)

    @property
    def expected(self) -> frozenset[Meaning]:
        """What makes sense to be said now."""
        state = self.state
        taken_back = (Command.NO,) if self._attention.may_take_back else ()
        return frozenset((*taken_back, *(one for one, row in COMMANDS.items() if state in row.states)))

    @property
    def hint(self) -> str:
        """Nothing beside the keys that always hold."""
        return ""

    def meaning(self, key: str) -> Meaning | None:
        """What a key means now."""
        return command_for_key(key, self.state)

    def command(self, command: Meaning, by: By) -> bool:
        """Do what was asked; False if it is not accepted now."""
        if not isinstance(command, Command):
            return False
        head, accepted = self._head, command in self.expected
        head.by = by
        head.emit(EventName.COMMAND_HEARD, command=command.value, accepted=accepted)
        if accepted:
            way_back = self._way_back(command)
            self._answers[command]()
            self._attention.obeyed(way_back)
        self._standstill.wait_anew()
        head.by = By.PROGRAM
        return accepted

    def near_miss(self) -> None:
        """Something was said that was almost understood."""
        self._attention.near_miss()

    def end(self, reason: str) -> None:
        """End now, with a fade and no more words: done, stopped, interrupted or failed."""
        head = self._head
        if not head.ended:
            head.end_hold()
            head.end()
            head.emit(EventName.SESSION_ENDED, reason=reason)

    def change_voice(self, name: str) -> None:
        """Another voice speaks from here on."""
        self._head.emit(EventName.VOICE_CHANGED, voice=name)

    # The output

    def lose_output(self, unheard: int) -> int:
        """Nothing is heard any more: stand still where the last was heard.

        Args:
            unheard: frames that were handed out in vain.

        Returns:
            How many of the last frames handed out are undone, and will be handed out again.
        """
        return self._standstill.lose_output(unheard)

    def find_output(self, *, go_on: bool) -> None:
        """Sound is heard again; go on only if nobody paused but the device."""
        self._standstill.find_output(go_on=go_on)

    # Pain, questions, the end

    def _ouch(self) -> None:
        head, holding = self._head, self.state is State.HOLDING
        if self.state in (State.LEAVING, State.CLOSING):
            self._put_off_the_end()
            return
        if holding:
            release(head)
        self._standstill.begin(State.CHOOSING)
        words = wording.IT_HURTS if holding else (Tone.RELEASE, *wording.IT_HURTS)
        head.say_aside(Aside(words), patient=holding)

    def _stop(self) -> None:
        """Pause at once and ask; asked twice, or after pain, it is a yes."""
        if self._standstill.state is State.LEAVING:
            self.end("stopped")
        elif self._standstill.state in (State.ASKING, State.CHOOSING):
            self._leave("stopped")
        else:
            self._asked_while_paused = self._standstill.state is State.PAUSED
            self._standstill.begin(State.ASKING)
            self._head.say_aside(Aside(wording.END_HERE))

    def _say_no(self) -> None:
        """Not to end; or not what was just done."""
        if self._standstill.state is not State.ASKING:
            self._attention.take_back()
        elif self._asked_while_paused:
            self._standstill.pause()
        else:
            self._standstill.resume()

    def _way_back(self, command: Command) -> Callable[[], None] | None:
        """What would undo a command that is about to be carried out."""
        volume = self._volume
        if command in (Command.LOUDER, Command.QUIETER):
            return lambda: self._set_volume(volume)
        return ways_back(self._head, self._standstill, self._leaving).get(command)

    def _leave(self, reason: str, *before: Beat) -> None:
        """Tell how to get up, after what comes `before`, then end."""
        self._standstill.leave()
        self._head.say_aside(Aside((*before, *wording.getting_up(lies(self._head))), CLOSE_GAIN), End(reason))

    def _put_off_the_end(self) -> None:
        """It hurts while getting up: there is nothing to choose, only time to rest."""
        closing, end = self.state is State.CLOSING, self._head.drop_aside()
        usual = "done" if closing else "stopped"
        self._leave(end.reason if isinstance(end, End) else usual, wording.REST, REST_BEFORE_RISING)

    # The rest

    def _lead_to(self, pending: Pending) -> None:
        """Do what an aside has led to."""
        match pending:
            case Leap():
                self._leaving.leap(pending)
            case HoldOn(by):
                self._standstill.hold_on(by)
            case GoOn():
                self._standstill.go_on_by_itself()
            case End(reason):
                self.end(reason)

    def _help(self) -> None:
        """Whoever speaks hears what can be said; whoever presses keys is shown them."""
        if self._head.by is By.VOICE:
            self._head.say_aside(Aside((self._attention.help,)), patient=True)

    def _change_hold(self, *, longer: bool) -> None:
        change_hold(self._head, longer=longer)
        self._standstill.told_anew()

    def _set_volume(self, decibels: float) -> None:
        self._volume = possible_volume(decibels)
        self._head.fact(VolumeChange(self._head.handed_out, self._volume))
        acknowledge(self._head)

    def _talk_less(self) -> None:
        self._head.told = replace(self._head.told, talk=Talk.MINIMAL)
        acknowledge(self._head)
