"""`list` and `show`: what there is to choose from, and what a session will be."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from voiceguide.cli.as_json import print_json
from voiceguide.cli.folders import LEAD, Chosen, chosen, folders, settings_store, shelf
from voiceguide.cli.options import usual_preferences
from voiceguide.core.choices import Care
from voiceguide.core.cue import Mark, Tone
from voiceguide.core.duration import format_duration
from voiceguide.core.errors import PlanError
from voiceguide.core.frames import RATE
from voiceguide.core.plan import Plan, plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Routine
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.timeline import (
    Placed,
    delivery,
    estimated_seconds,
    programme,
    timeline,
    total_frames,
    vocabulary,
)


def show_list(given: argparse.Namespace) -> int:
    """Print the sessions as the settings make them; one that health refuses is as it would be, and marked."""
    library, reading = shelf(), settings_store().read()
    sys.stderr.writelines(f"{fault}\n" for fault in reading.faults)
    usual = usual_preferences(reading.settings, LEAD)
    rows, left = [], set[str]()
    for routine in library.routines().values():
        made, possible = _listed(routine, library.points(), usual)
        left |= {routine.id} if possible else set()
        seconds = round(estimated_seconds(made, usual))
        rows.append({"id": routine.id, "title": routine.title, "seconds": seconds, "points": made.points})
    if given.json:
        print_json(rows)
        return 0
    for row, routine in zip(rows, library.routines().values(), strict=True):
        sys.stdout.write(
            f"{row['id']:<14} about {_minutes(float(str(row['seconds']))):>2} min  {routine.title}\n"
        )
        sys.stdout.write(f"{'':<14} {routine.summary}{'' if routine.id in left else ' Not for you now.'}\n")
    for name, path in library.shadowing.items():
        sys.stdout.write(f"Your own {name} ({path}) stands in front of the bundled one.\n")
    for fault in library.faults:
        sys.stderr.write(f"{fault}\n")
    return 0


def _listed(routine: Routine, points: Mapping[str, Point], usual: Preferences) -> tuple[Plan, bool]:
    """A session, and whether health leaves any of it; if not, as it would be."""
    try:
        return plan(routine, points, usual), True
    except PlanError:
        return plan(routine, points, replace(usual, concerns=())), False


def show(given: argparse.Namespace) -> int:
    choice = chosen(given, LEAD)
    if given.timeline:
        return _show_timeline(given, choice)
    seconds = round(estimated_seconds(choice.plan, choice.preferences))
    if given.json:
        print_json(
            {
                "routine": choice.plan.routine,
                "seconds": seconds,
                "estimated": True,
                "stages": [_stage_row(stage) for stage in choice.plan.stages],
                "left_out": [
                    {"point": left.point, "side": left.side, "reason": left.reason}
                    for left in choice.plan.left_out
                ],
                "notes": list(choice.plan.notes),
            }
        )
    else:
        lines = _lines(choice.plan, Care(choice.preferences.concerns), shelf().points(), seconds)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _stage_row(stage: Stage) -> Mapping[str, object]:
    return {
        "stage": stage.number,
        "point": stage.point,
        "side": stage.side,
        "posture": stage.posture,
        "hold": stage.hold,
        "rest": stage.rest,
    }


def _lines(made: Plan, care: Care, points: Mapping[str, Point], seconds: float) -> Iterator[str]:
    yield f"{made.title}, about {_minutes(seconds)} minutes"
    posture = None
    for stage in made.stages:
        if stage.posture is not posture:
            posture = stage.posture
            yield f"  {posture}"
        if stage.kind is Kind.MOVE:
            yield f"       {stage.title}"
            continue
        step = f"{stage.step:>4} " if stage.first else "     "
        name = stage.title if stage.kind is Kind.BREATHE else f"{stage.title} ({stage.place[:-1].lower()})"
        yield f"{step} {format_duration(stage.hold):>6}  {name}"
    for left in made.left_out:
        yield f"Left out: {left.point}, {left.side} ({left.reason})"
    pressed = ((stage.point, stage.side) for stage in made.stages if stage.point and stage.side)
    for point, side in dict.fromkeys(one for one in pressed if care.softens(points[one[0]], one[1])):
        yield f"Lightly: {point}, {side}"
    yield from made.notes


def _show_timeline(given: argparse.Namespace, choice: Chosen) -> int:
    from voiceguide.cli.rendering import rendered  # noqa: PLC0415 - rendering loads numpy, a list needs none

    stages, told = programme(choice.plan, choice.preferences), delivery(choice.preferences)
    clips = rendered(given, folders(), vocabulary(stages, told))

    def length(text: str) -> int:
        return clips[text].frames

    cues = list(timeline(stages, length, told))
    if given.json:
        print_json(
            {
                "routine": choice.plan.routine,
                "seconds": total_frames(stages, length, told) / RATE,
                "sample_rate": RATE,
                "cues": [_cue_row(placed) for placed in cues],
            }
        )
        return 0
    for placed in cues:
        minutes, seconds = divmod(placed.frame / RATE, 60)
        row = _cue_row(placed)
        sound = row.get("text") or f"[{row['name']}]"
        sys.stdout.write(f"{int(minutes):>3}:{seconds:06.3f}  {placed.cue.phase:<9} {sound}\n")
    return 0


def _cue_row(placed: Placed) -> Mapping[str, object]:
    cue, stage = placed.cue, placed.stage
    kind = "mark" if isinstance(cue.sound, Mark) else "tone" if isinstance(cue.sound, Tone) else "say"
    return {
        "at": placed.frame / RATE,
        "frame": placed.frame,
        "kind": kind,
        "text" if kind == "say" else "name": str(cue.sound),
        "seconds": cue.length / RATE,
        "stage": stage.number,
        "phase": cue.phase,
        "point": stage.point,
        "side": stage.side,
    }


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
