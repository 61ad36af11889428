"""`export` to a page: the same options, the same refusals, and nothing of anybody's health."""

from pathlib import Path

from running import Run

QUICK = ("--voice", "silent", "--lead", "0", "--talk", "minimal", "--scale", "0.1", "--bed", "none")


def test_a_session_becomes_one_page(run: Run, tmp_path: Path):
    target = tmp_path / "feet.html"

    answer = run(["export", "feet-sitting", "-o", str(target), *QUICK])

    page = target.read_text("utf-8")
    assert (answer.code, [one.name for one in tmp_path.iterdir()]) == (0, ["feet.html"])
    assert answer.out.startswith(f"{target}: ")
    assert page.startswith("<!doctype html>")
    assert "<title>Sitting foot session</title>" in page
    assert "data:image/png;base64," in page


def test_a_page_that_exists_is_kept_unless_force_is_given(run: Run, tmp_path: Path):
    target = tmp_path / "feet.HTML"
    target.write_text("mine", "utf-8")
    order = ("export", "feet-sitting", "-o", str(target), *QUICK)

    refused = run(order)

    assert (refused.code, target.read_text("utf-8")) == (1, "mine")
    assert "exists already; give --force" in refused.err
    assert run([*order, "--force"]).code == 0


def test_what_health_asks_for_is_not_written_into_a_page(run: Run, tmp_path: Path):
    target = tmp_path / "hip.html"

    assert run(["export", "hip", "-o", str(target), "--avoid", "pregnancy", *QUICK]).code == 0

    assert "pregnan" not in target.read_text("utf-8").lower()
