"""A short name for exactly one plan, the same in every run and with every Python."""

import hashlib
import json

from voiceguide.core.plan import Plan
from voiceguide.core.stage import Stage


def fingerprint(plan: Plan) -> str:
    """64 hexadecimal digits; others as soon as anything that is done or said in a stage is different."""
    content = json.dumps([plan.routine, *map(_content, plan.stages)], separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _content(stage: Stage) -> list[object]:
    return [
        stage.kind.value,
        stage.posture.value,
        stage.point,
        stage.side.value if stage.side else None,
        stage.place,
        [[line.phase.value, line.text] for line in (*stage.lines, *stage.after)],
        stage.quiet,
        stage.settle,
        stage.prepare,
        stage.hold,
        stage.rest,
        stage.repeats_follow,
    ]
