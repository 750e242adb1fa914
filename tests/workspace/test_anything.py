"""Whatever stands in publish.yaml and brand.yml, a workspace opens or tells its problems."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.problems import Problem, SourceError
from publish.workspace import open_workspace, stock
from tests.workspace.making import BRAND, SETTINGS

TEXTS = {file: (stock() / file).read_text(encoding="utf-8").splitlines() for file in (SETTINGS, BRAND)}
JUNK = st.one_of(
    st.sampled_from(
        ["", "x", "- x", "  : ", "[]", "{}", "#fff", '"', "\t", "null", "a: {b: c}", "🎉", "é" * 300, "1e999"]
    ),
    st.text(max_size=20),
)


@st.composite
def damaged(draw: st.DrawFn, file: Path) -> str:
    """The real file with a line replaced, doubled, moved or lost."""
    lines = list(TEXTS[file])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "replace", "value", "indent"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "replace":
                lines[at] = draw(JUNK)
            case "value":
                lines[at] = f"{lines[at].partition(':')[0]}: {draw(JUNK)}"
            case _:
                lines[at] = f"  {lines[at]}"
    return "\n".join(lines)


@pytest.mark.parametrize("file", [SETTINGS, BRAND], ids=str)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_told_and_never_a_crash(tmp_path: Path, file: Path, data: st.DataObject) -> None:
    (tmp_path / "assets").mkdir(exist_ok=True)
    for name, lines in TEXTS.items():
        text = data.draw(damaged(file)) if name == file else "\n".join(lines)
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))

    found = _problems(tmp_path)

    assert found is None or found
    assert {problem.place.path for problem in found or ()} <= {str(file)}
    assert all(problem.message for problem in found or ())


def _problems(root: Path) -> tuple[Problem, ...] | None:
    """What opening tells; None if it opens."""
    try:
        open_workspace(root)
    except SourceError as error:
        return error.problems
    return None
