"""Turns what a session hands out into samples, the same ones in blocks of any size."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voiceguide.core.cue import Tone
from voiceguide.core.facts import BedChange, Hush, Part, Sound, SoundFact, VolumeChange
from voiceguide.core.frames import FADE
from voiceguide.pcm.bed import breath_bed
from voiceguide.pcm.clip import Clip, Signal, samples_of
from voiceguide.pcm.limiter import limited
from voiceguide.pcm.loudness import gain
from voiceguide.pcm.tones import tone


@dataclass(slots=True)
class _Sounding:
    """A sound under way: where it began, and where it fades in or out."""

    sound: Sound
    signal: Signal
    fade_in: int | None = None
    fade_out: int | None = None

    @property
    def end(self) -> int:
        end = self.sound.frame + len(self.signal)
        return end if self.fade_out is None else min(end, self.fade_out + FADE)


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A value that moves evenly from one to another, beginning at a frame."""

    frame: int
    start: float
    goal: float
    length: int

    def at(self, frame: int, count: int) -> Signal:
        share = np.clip(np.arange(frame - self.frame, frame - self.frame + count) / self.length, 0.0, 1.0)
        return (self.start + (self.goal - self.start) * share).astype(np.float32)

    def towards(self, goal: float, frame: int, length: int) -> "_Ramp":
        """From the value reached at a frame."""
        return _Ramp(frame, float(self.at(frame, 1)[0]), goal, max(1, length))


@dataclass(frozen=True, slots=True)
class _Bed:
    """The bed in one rhythm, as loud as its ramp says."""

    breath: int
    ramp: _Ramp

    def is_silent(self, frame: int) -> bool:
        return self.ramp.goal == 0 and self.ramp.at(frame, 1)[0] == 0

    def towards(self, goal: float, change: BedChange) -> "_Bed":
        """As steep from where it stands as it would be from silence to full strength."""
        distance = abs(goal - float(self.ramp.at(change.frame, 1)[0]))
        return _Bed(self.breath, self.ramp.towards(goal, change.frame, round(change.over * distance)))


class Mixer:
    """Adds up speech, tones and bed at the volume asked for."""

    def __init__(self, clip_of: Callable[[str], Clip]) -> None:
        """`clip_of` gives the clip of every text that the session starts."""
        self._clip_of = clip_of
        self._volume = 0.0
        self._sounding: list[_Sounding] = []
        self._beds: list[_Bed] = []
        self._bed_volume = _Ramp(0, 1.0, 1.0, FADE)
        for each in Tone:
            tone(each)  # Made and kept now, not while something sounds.

    def mix(self, part: Part) -> bytes:
        """The samples of a part: 16-bit little-endian mono."""
        end = part.start + part.frames
        at, pieces = part.start, []
        for fact in part.sounds:
            pieces.append(self._span(at, fact.frame))
            at = fact.frame
            self._follow(fact)
        pieces.append(self._span(at, end))
        return _pcm(np.concatenate(pieces))

    def whole(self, sound: Sound) -> bytes:
        """One sound alone, at the volume of now, in the form of `mix`."""
        return _pcm(self._signal(sound))

    def _follow(self, fact: SoundFact) -> None:
        match fact:
            case Sound():
                self._sounding.append(_Sounding(fact, self._signal(fact)))
            case Hush():
                self._fade_out(fact.frame)
            case BedChange():
                self._change_bed(fact)
            case VolumeChange():
                self._change_volume(fact)

    def _fade_out(self, frame: int) -> None:
        for sounding in self._sounding:
            sounding.fade_out = frame if sounding.fade_out is None else sounding.fade_out

    def _change_bed(self, change: BedChange) -> None:
        """Move to silence or full strength; a bed in another rhythm is faded over, not shifted."""
        beds = [bed.towards(0.0, change) for bed in self._beds if not bed.is_silent(change.frame)]
        if change.on:
            same = beds.pop() if beds and beds[-1].breath == change.breath else None
            bed = same or _Bed(change.breath, _Ramp(change.frame, 0.0, 0.0, 1))
            beds.append(bed.towards(1.0, change))
        self._beds = beds

    def _change_volume(self, change: VolumeChange) -> None:
        """Cross-fade what sounds into itself at the new volume, since the limiter works on whole clips."""
        if change.decibels == self._volume:
            return
        self._volume = change.decibels
        self._bed_volume = self._bed_volume.towards(gain(change.decibels), change.frame, FADE)
        fading = [sounding for sounding in self._sounding if sounding.fade_out is None]
        self._fade_out(change.frame)
        self._sounding += [
            _Sounding(old.sound, self._signal(old.sound), fade_in=change.frame) for old in fading
        ]

    def _signal(self, sound: Sound) -> Signal:
        source = sound.source
        clip = tone(source) if isinstance(source, Tone) else self._clip_of(source)
        decibels = sound.gain + self._volume
        if decibels == 0:
            return clip.signal
        louder = clip.signal * np.float32(gain(decibels))
        return limited(louder) if decibels > 0 else louder

    def _span(self, start: int, end: int) -> Signal:
        """The mix between two frames, in which nothing begins or changes."""
        count = end - start
        mix = np.zeros(count, np.float32)
        if not count:
            return mix
        for bed in self._beds:
            if not bed.is_silent(start):
                wind = breath_bed(start - bed.breath, count)
                mix += wind * bed.ramp.at(start, count) * self._bed_volume.at(start, count)
        for sounding in self._sounding:
            self._add(mix, sounding, start)
        self._sounding = [sounding for sounding in self._sounding if sounding.end > end]
        return mix

    @staticmethod
    def _add(mix: Signal, sounding: _Sounding, start: int) -> None:
        count = min(len(mix), sounding.end - start)
        if count <= 0:
            return
        offset = start - sounding.sound.frame
        piece = sounding.signal[offset : offset + count]
        if sounding.fade_in is not None:
            piece = piece * _Ramp(sounding.fade_in, 0.0, 1.0, FADE).at(start, count)
        if sounding.fade_out is not None:
            piece = piece * _Ramp(sounding.fade_out, 1.0, 0.0, FADE).at(start, count)
        mix[:count] += piece


def _pcm(signal: Signal) -> bytes:
    return bytes(samples_of(signal).astype("<i2").tobytes())
