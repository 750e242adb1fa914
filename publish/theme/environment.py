"""
The Jinja environment: strict, escaping, closed in, and with every fault at its place in a template.

Templates come from the workspace as much as from the package, so they run in Jinja's sandbox.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from pydantic import BaseModel

from publish.problems import Place, Problem, RenderError, SourceError, did_you_mean
from publish.theme import filters
from publish.theme.marks import marked
from publish.workspace import Workspace

SUFFIX = ".j2"
_PLAIN_TEXT = ".txt.j2"
_MJML = ".mjml.j2"
"""Its compiler knows no lines, so ours must know whose lines they are."""


class _MissingNameError(UndefinedError):
    """A name that a template uses and nobody gave it."""

    def __init__(self, message: str, *, name: str, owner: object) -> None:
        if owner is not missing:
            message = f"`{_spoken(owner)}` has no `{name}`"
        elif name:
            message = f"`{name}` is not known here"
        super().__init__(message)
        self.name = name
        self.known = None if owner is missing else _fields(owner)
        """What the owner has; None when it is not something's field that is missing."""


class _Missing(StrictUndefined):
    """Fails as soon as a template does anything with it, and knows what there is instead."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        if exc is UndefinedError and not hint:
            exc = partial(_MissingNameError, name=name or "", owner=obj)
        super().__init__(hint, obj, name, exc)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates see the fields of words and blocks, not the methods of their library, which open and run files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        is_model = isinstance(obj, BaseModel) or (isinstance(obj, type) and issubclass(obj, BaseModel))
        return super().is_safe_attribute(obj, attr, value) and not (is_model and hasattr(BaseModel, attr))


def environment(
    workspace: Workspace, icon: Callable[[str, str], str], *, traced: bool = False
) -> ImmutableSandboxedEnvironment:
    """
    The environment for the templates of *workspace*. *icon* draws one: name and colour to SVG.

    Templates carry marks where their compiler knows no lines, and all of them when they are to be *traced*.
    """
    made = _Sandbox(
        loader=FunctionLoader(_source(workspace, "" if traced else _MJML)),
        undefined=_Missing,
        autoescape=_is_markup,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(filters.all_of(icon))
    return made


@contextmanager
def filling(template: str, workspace: Workspace, *, known: Collection[str]) -> Iterator[None]:
    """Turn whatever goes wrong while *template* is filled into a RenderError with file and line."""
    try:
        yield
    except TemplateSyntaxError as error:
        place = _shown(error.name or template, workspace, error.lineno)
        raise RenderError(Problem("E301", _lower(error.message or "this is not a template"), place)) from error
    except TemplateNotFound as error:
        place = _within(error.__traceback__, template, workspace)
        hint = did_you_mean(str(error), _beside(str(error), workspace))
        raise RenderError(Problem("E302", f"there is no template `{error}`", place, hint)) from error
    except _MissingNameError as error:
        place = _within(error.__traceback__, template, workspace)
        hint = did_you_mean(error.name, known if error.known is None else error.known)
        raise RenderError(Problem("E303", str(error), place, hint)) from error
    except SourceError as error:  # a file that leads out of the workspace
        place = _within(error.__traceback__, template, workspace)
        raise RenderError(*(replace(problem, place=place) for problem in error.problems)) from error
    except RecursionError as error:
        place = _shown(template, workspace, 0)
        raise RenderError(Problem("E304", "templates include each other without end", place)) from error
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        place = _within(error.__traceback__, template, workspace)
        raise RenderError(Problem("E304", _lower(str(error)), place)) from error


def _source(workspace: Workspace, suffix: str) -> Callable[[str], tuple[str, str, None] | None]:
    def read(name: str) -> tuple[str, str, None] | None:
        file = workspace.template(name)
        if file is None:
            return None
        template = _text(file, workspace)
        if name.endswith(suffix):
            template = marked(template, workspace.shown(file))
        return template, str(file), None

    return read


def _text(file: Path, workspace: Workspace) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(Problem("E301", "the template is not UTF-8", Place(workspace.shown(file)))) from error


def _is_markup(name: str | None) -> bool:
    return not (name or "").endswith(_PLAIN_TEXT)


def _beside(name: str, workspace: Workspace) -> list[str]:
    """The templates in the folder of *name*."""
    folder = name.rpartition("/")[0]
    files = [(root, file) for root in workspace.templates for file in sorted((root / folder).glob(f"*{SUFFIX}"))]
    return [file.relative_to(root).as_posix() for root, file in files]


def _within(traceback: TracebackType | None, template: str, workspace: Workspace) -> Place:
    """The innermost line of a template that was being filled."""
    places = [
        Place(workspace.shown(frame.f_code.co_filename), line)
        for frame, line in walk_tb(traceback)
        if _is_template(frame.f_code.co_filename)
    ]
    return places[-1] if places else _shown(template, workspace, 0)


def _is_template(file: str) -> bool:
    return file.endswith(SUFFIX)


def _shown(name: str, workspace: Workspace, line: int) -> Place:
    file = workspace.template(name)
    return Place(workspace.shown(file) if file else f"templates/{name}", line)


def _fields(owner: object) -> tuple[str, ...]:
    names = owner if isinstance(owner, dict) else dir(owner)
    return tuple(str(name) for name in names if not str(name).startswith(("_", "model_")))


def _spoken(owner: object) -> str:
    return type(owner).__name__.lower()


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
