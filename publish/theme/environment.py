"""
The Jinja environment: strict, escaping, closed in, and with every fault at its place in a template.

Templates come from the workspace as much as from the package, so they run in Jinja's sandbox.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import pairwise
from traceback import walk_tb
from types import TracebackType
from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from publish.problems import Place, Problem, RenderError, did_you_mean
from publish.theme import filters
from publish.workspace import Workspace

if TYPE_CHECKING:
    from publish.theme import Theme

SUFFIX = ".j2"
_PLAIN_TEXT = ".txt.j2"


class _MissingNameError(UndefinedError):
    """A name that a template uses and nobody gave it."""

    def __init__(self, name: str, known: tuple[str, ...], message: str) -> None:
        super().__init__(message)
        self.name = name
        self.known = known


class _Missing(StrictUndefined):
    """Fails when it is used, and knows what there is instead."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: Any, **_more: Any) -> Any:
        if self._undefined_exception is not UndefinedError:  # what the sandbox refuses
            raise self._undefined_exception(self._undefined_message)
        name, owner = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            raise _MissingNameError(name, (), self._undefined_hint)
        if owner is missing:
            raise _MissingNameError(name, (), f"`{name}` is not known here")
        raise _MissingNameError(name, _fields(owner), f"`{_spoken(owner)}` has no `{name}`")

    # Whatever a template does with it ends here.
    __getattr__ = __getitem__ = __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = (
        __contains__
    ) = __call__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __lt__ = __le__ = __gt__ = (
        __ge__
    ) = _fail_with_undefined_error  # type: ignore[assignment]


def environment(workspace: Workspace, theme: "Theme") -> ImmutableSandboxedEnvironment:
    """The environment for the templates of *workspace*."""
    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source(workspace)),
        undefined=_Missing,
        autoescape=_is_markup,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(filters.all_of(theme))
    return made


@contextmanager
def filling(template: str, workspace: Workspace, *, known: Collection[str]) -> Iterator[None]:
    """Turn what is wrong in a template into a RenderError with its file and line."""
    try:
        yield
    except TemplateSyntaxError as error:
        place = _shown(error.name or template, workspace, error.lineno)
        raise RenderError(Problem("E301", _lower(error.message or "not a template"), place)) from error
    except TemplateNotFound as error:
        place = _within(error.__traceback__, template, workspace)
        raise RenderError(_not_found(str(error), template, place, workspace)) from error
    except _MissingNameError as error:
        place = _within(error.__traceback__, template, workspace)
        hint = did_you_mean(error.name, error.known or (() if " has no " in str(error) else tuple(known)))
        raise RenderError(Problem("E303", str(error), place, hint)) from error
    except TemplateError as error:
        place = _within(error.__traceback__, template, workspace)
        raise RenderError(Problem("E304", _lower(error.message or type(error).__name__), place)) from error
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        if not _is_templates_own(error.__traceback__):
            raise
        place = _within(error.__traceback__, template, workspace)
        raise RenderError(Problem("E304", _lower(str(error)), place)) from error


def _source(workspace: Workspace) -> Callable[[str], tuple[str, str, None] | None]:
    def read(name: str) -> tuple[str, str, None] | None:
        file = workspace.template(name)
        return (file.read_text(encoding="utf-8"), str(file), None) if file else None

    return read


def _is_markup(name: str | None) -> bool:
    return not (name or "").endswith(_PLAIN_TEXT)


def _not_found(name: str, template: str, place: Place, workspace: Workspace) -> Problem:
    folder = name.rpartition("/")[0]
    near = [
        file.relative_to(root).as_posix()
        for root in workspace.templates
        for file in sorted((root / folder).glob(f"*{SUFFIX}"))
    ]
    place = Place(f"templates/{template}") if name == template else place
    return Problem("E302", f"there is no template `{name}`", place, did_you_mean(name, near))


def _within(traceback: TracebackType | None, template: str, workspace: Workspace) -> Place:
    """The innermost line of a template that was being filled."""
    places = [
        Place(workspace.shown(frame.f_code.co_filename), line)
        for frame, line in walk_tb(traceback)
        if _is_template(frame.f_code.co_filename)
    ]
    return places[-1] if places else _shown(template, workspace, 0)


def _is_templates_own(traceback: TracebackType | None) -> bool:
    """Whether the fault was made by a template and not in our own code below it."""
    files = [frame.f_code.co_filename for frame, _ in walk_tb(traceback)]
    return any(_is_template(above) for above, below in pairwise([*files, files[-1]]) if below == files[-1])


def _is_template(file: str) -> bool:
    return file.endswith(SUFFIX)


def _shown(name: str, workspace: Workspace, line: int) -> Place:
    file = workspace.template(name)
    return Place(workspace.shown(file) if file else f"templates/{name}", line)


def _fields(owner: object) -> tuple[str, ...]:
    if isinstance(owner, dict):
        return tuple(str(key) for key in owner)
    own = getattr(type(owner), "model_fields", None) or {n: None for n in dir(owner)}
    return tuple(name for name in own if not name.startswith("_"))


def _spoken(owner: object) -> str:
    return type(owner).__name__.strip("_").lower()


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
