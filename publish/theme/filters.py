"""What templates can do with a value. Only here, and nowhere in a template, is text marked safe."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias, cast

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from publish import markdown, prose
from publish.edition import Picture
from publish.theme import dates

Tree: TypeAlias = tuple[prose.Node | prose.Inline, ...]

_BLANKS = re.compile(r"[\t\n\r\f]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ATTRIBUTE = re.compile(r"[^ !#-%(-;=?-\[\]-~]|&")
"""All but plain ASCII: quotation marks, backslash, `&`, `<`, `>`, controls and everything beyond."""


def all_of(icon: Callable[[str, str], str]) -> dict[str, Callable[..., Any]]:
    """The filters by name. *icon* draws one: name and colour to SVG."""

    def icon_svg(name: str, colour: str) -> Markup:
        return Markup(icon(name, colour))  # noqa: S704 - checked to be drawing only

    return {
        "html": html,
        "mail": mail,
        "plain": plain,
        "day": day,
        "days": days,
        "iso": date.isoformat,
        "attr": attr,
        "icon_svg": icon_svg,
        "data_uri": data_uri,
        "dial": dial,
    }


@pass_context
def html(context: Context, tree: Tree) -> Markup:
    """Nodes or inline text as semantic HTML. `hooks` among what is rendered with says how pictures are shown."""
    return Markup(markdown.html(tree, hooks=context.get("hooks")))  # noqa: S704


@pass_context
def mail(context: Context, tree: Tree, styles: Mapping[str, str]) -> Markup:
    """The same as HTML that mail clients bear, each element with the style that *styles* has for it."""
    return Markup(markdown.mail_html(tree, styles, hooks=context.get("hooks")))  # noqa: S704


def plain(tree: Tree) -> str:
    """The words alone: of inline text, or of nodes with a space between them."""
    nodes = tuple(node for node in tree if isinstance(node, prose.Node))
    if nodes:
        return " ".join(prose.plain(run) for run in prose.inlines(nodes))
    return prose.plain(cast("tuple[prose.Inline, ...]", tree))


@pass_context
def day(context: Context, value: date) -> str:
    """30 mars 2021, or 30 March 2021, in the edition's language; never broken over two lines."""
    return dates.day(value, context["words"].date_locale)


@pass_context
def days(context: Context, first: date, last: date | None) -> str:
    """4–6 May 2021; the first alone when there is no last."""
    return dates.days(first, last or first, context["words"].date_locale)


def attr(value: object) -> Markup:
    """A value for an attribute of MJML: one line without controls, and everything but plain ASCII as `&#N;`."""
    one_line = _CONTROLS.sub("", _BLANKS.sub(" ", str(value)))
    return Markup(_ATTRIBUTE.sub(lambda found: f"&#{ord(found[0])};", one_line))  # noqa: S704


def dial(phone: str) -> str:
    """A telephone number as programs dial it (RFC 3966): without blanks, and without the 0 that stands in brackets."""
    return re.sub(r"[^\d+]", "", phone.replace("(0)", ""))


def data_uri(value: Picture | Markup) -> str:
    """A picture, or the SVG of an icon, as an address that holds it."""
    if isinstance(value, Picture):
        return f"data:{value.media_type};base64,{b64encode(value.data).decode()}"
    return f"data:image/svg+xml;base64,{b64encode(str(value).encode()).decode()}"
