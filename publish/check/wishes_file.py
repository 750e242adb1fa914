"""`checks.yml` as it is written, and how it becomes wishes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from publish.blocks import Day, Fields, Mistake, refuse
from publish.check.wishes import Acceptance
from publish.problems import Place, Problem
from publish.source import text, yaml
from publish.source.schema import schema
from publish.source.tree import Listing, Mapping, Origin, compose

_SHARE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?%?")
_CODE = re.compile(r"C[0-9]{3}")
_WITH_LINE = re.compile(r"(.+?)(?::[0-9]+)+")


def _typed(value: Any) -> str:
    if not isinstance(value, str):
        refuse(Mistake("E111", "expected text, found a list or fields"))
    return " ".join(str(value).split())


def _words(value: Any) -> str:
    words = _typed(value)
    if not words:
        refuse(Mistake("E112", "expected text, found nothing", "say it in a few words"))
    return words


def _share(value: Any) -> float:
    typed = _typed(value)
    match = _SHARE.fullmatch(typed)
    share = float(match[1].replace(",", ".")) if match else -1
    if not 0 <= share <= 100:
        refuse(Mistake("E220", f"expected a share between 0 and 100, in per cent, found '{typed}'"))
    return share


def _code(value: Any) -> str:
    code = _typed(value).upper()
    if re.fullmatch(r"E[0-9]{3}", code):
        hint = "a problem keeps something from being made, so it has to be mended"
        refuse(Mistake("E222", f"`{code}` is the code of a problem, and only findings (`C…`) can be accepted", hint))
    if not _CODE.fullmatch(code):
        refuse(Mistake("E222", f"expected the code of a finding, like C301, found '{code}'"))
    return code


def _glob(value: Any) -> str:
    path = _words(value)
    if match := _WITH_LINE.fullmatch(path):
        refuse(
            Mistake("E223", f"expected a file, found '{path}'", f"lines move; write `{match[1]}`, and add `says: …`")
        )
    if path.startswith(("/", "~", "./", "../")) or "\\" in path:
        hint = "name it as findings do, like content/2021-03-30-a-title/sv.md; `*` stands for anything"
        refuse(Mistake("E223", f"expected a file from the workspace's folder, found '{path}'", hint))
    return path


def _schema(**keywords: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **keywords})


Share: TypeAlias = Annotated[
    float, PlainValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
Code: TypeAlias = Annotated[str, PlainValidator(_code), _schema(pattern="^C[0-9]{3}$")]
Glob: TypeAlias = Annotated[str, PlainValidator(_glob), _schema(minLength=1)]
Words: TypeAlias = Annotated[str, PlainValidator(_words), _schema(minLength=1)]


class AcceptanceFields(Fields):
    """Findings to live with for a while."""

    code: Code = Field(title="Code", description="Of the findings, like C301; `publish explain C301` tells of it")
    at: Glob = Field(
        default="", title="Where", description="A file or a folder, like content/2021-*/sv.md; all if none"
    )
    says: Words = Field(default="", title="What it says", description="A part of the finding's message")
    reason: Words = Field(title="Why it is accepted")
    until: Day = Field(title="The last day on which it is accepted", description="At most two years ahead")


class WishesFields(Fields):
    """What the checks should know of this workspace."""

    audience: dict[str, Share] = Field(
        default={},
        title="Mail clients of the readers",
        description="The share of each client in per cent; the rest is taken to be like everybody's",
    )
    accept: tuple[AcceptanceFields, ...] = Field(default=(), title="Findings that are accepted for a while")

    @model_validator(mode="after")
    def _is_an_audience(self) -> Self:
        refuse(*_mistakes(self.audience))
        return self


def read(file: Path, path: str) -> tuple[dict[str, float], tuple[Acceptance, ...], tuple[Problem, ...]]:
    """Audience, acceptances and problems of *file*; *path* is its name in them. A file without fields asks nothing."""
    data, missing = text.read_bytes(file, path)
    if any(problem.code == "E106" for problem in missing):
        return {}, (), ()
    written, unreadable = text.read_text(data, path) if not missing else ("", ())
    if missing or unreadable:
        return {}, (), (*missing, *unreadable)
    fields, problems = yaml.load(WishesFields, written, path=path)
    if fields is None:
        return {}, (), problems
    places = _places(written, path)
    accepted = (_acceptance(one, place) for one, place in zip(fields.accept, places, strict=True))
    return fields.audience, tuple(accepted), ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file, with the clients by name."""
    from publish.check.clients import audience

    found = schema(WishesFields, "Checks")
    share = found["properties"]["audience"].pop("additionalProperties")
    found["properties"]["audience"] |= {
        "properties": dict.fromkeys(audience.known_clients(), share),
        "additionalProperties": False,
    }
    return found


def _mistakes(shares: dict[str, float]) -> Iterator[Mistake]:
    from publish.check.clients import audience

    for name, hint in audience.unknown(shares).items():
        yield Mistake("E221", f"there is no mail client `{name}`", hint, ("audience", name))
    if (whole := sum(shares.values())) > 100.001:
        yield Mistake("E220", f"expected shares of at most 100 per cent together, found {whole:g}", at=("audience",))


def _places(written: str, path: str) -> tuple[Place, ...]:
    """Where each acceptance stands."""
    tree, _ = compose(written, Origin(path))
    accept = tree.values.get("accept") if isinstance(tree, Mapping) else None
    return tuple(item.place for item in accept.items) if isinstance(accept, Listing) else ()


def _acceptance(fields: AcceptanceFields, place: Place) -> Acceptance:
    return Acceptance(fields.code, fields.reason, fields.until, place, fields.at, fields.says)
