"""Names into colours: what stands in `brand.yml` for every purpose and mode, and whether it can be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

from publish.blocks import At, Mistake
from publish.problems import did_you_mean
from publish.workspace import contrast
from publish.workspace.brand import Colours
from publish.workspace.brandfields import BrandFields

Entry: TypeAlias = tuple[str, str, At]
"""A purpose, what is written for it, and where."""

_ROLES = tuple(role.name for role in fields(Colours))
_CONVENTION = ("foreground", "background", "primary", "secondary", "tertiary", "link")
_UNUSED = ("success", "info", "warning", "danger", "light", "dark")
"""Purposes of the convention that nothing here has; other tools may."""
_OURS: At = ("defaults", "publish")
_HEX = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Colouring:
    """The colours of the palette and of each mode, as far as they can be told, and what is wrong."""

    palette: Mapping[str, str]
    modes: Mapping[str, Mapping[str, str]]
    """For `light`, `dark` and `print`: purpose and colour."""
    mistakes: tuple[Mistake, ...]


def colouring(written: BrandFields) -> Colouring:
    """Every name in *written* looked up, every pair measured."""
    mistakes: list[Mistake] = []
    named = ((name, value, ("color", "palette", name)) for name, value in written.color.palette.items())
    palette = _resolve(named, {}, mistakes)
    # A colour that is wrong in the palette is told there and nowhere else.
    lost = frozenset(written.color.palette) - frozenset(palette)
    modes = {mode: _resolve(_entries(written, mode), palette, mistakes, lost) for mode in ("light", "dark")}
    _resolve(_unused(written), palette, mistakes, lost)
    overrides = _resolve(_on_paper(written, mistakes), palette, mistakes, lost)
    modes["print"] = modes["light"] | overrides
    mistakes += _faint(modes, palette, overrides)
    return Colouring(palette, modes, tuple(mistakes))


def _entries(written: BrandFields, mode: str) -> Iterator[Entry]:
    for role in _ROLES:
        section = written.color if role in _CONVENTION else written.defaults.publish.color
        yield role, getattr(getattr(section, role), mode), _way(role, mode)


def _unused(written: BrandFields) -> Iterator[Entry]:
    for role in _UNUSED:
        if pair := getattr(written.color, role):
            yield role, pair.light, ("color", role, "light")
            yield role, pair.dark, ("color", role, "dark")


def _on_paper(written: BrandFields, mistakes: list[Mistake]) -> Iterator[Entry]:
    for name, value in written.defaults.publish.print.items():
        at, role = (*_OURS, "print", name), name.replace("-", "_")
        if role in _ROLES:
            yield role, value, at
        else:
            hint = did_you_mean(name, [_spoken(known) for known in _ROLES])
            mistakes.append(Mistake("E211", f"no colour has the purpose `{name}`", hint, at))


def _resolve(
    entries: Iterable[Entry],
    palette: Mapping[str, str],
    mistakes: list[Mistake],
    lost: frozenset[str] = frozenset(),
) -> dict[str, str]:
    colours = {}
    for role, value, at in entries:
        if value in palette:
            colours[role] = palette[value]
        elif hexadecimal := _hexadecimal(value):
            colours[role] = hexadecimal
        elif value not in lost:
            mistakes.append(_unknown(value, palette, at))
    return colours


def _unknown(value: str, palette: Mapping[str, str], at: At) -> Mistake:
    if value.startswith("#") or not palette:
        hint = "write three or six hexadecimal digits after `#`"
        return Mistake("E212", f"expected a colour like `#0b3454`, found '{value}'", hint, at)
    return Mistake("E211", f"the palette has no colour `{value}`", did_you_mean(value, palette), at)


def _hexadecimal(value: str) -> str:
    """`#rrggbb` in small letters for six or three digits; empty if it is neither."""
    digits = value[1:].lower()
    if value[:1] != "#" or len(digits) not in {3, 6} or not set(digits) <= _HEX:
        return ""
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _way(role: str, mode: str) -> At:
    """The way to a colour in the file."""
    return ("color", role, mode) if role in _CONVENTION else (*_OURS, "color", _spoken(role), mode)


def _spoken(role: str) -> str:
    return role.replace("_", "-")


def _faint(
    modes: Mapping[str, Mapping[str, str]], palette: Mapping[str, str], overrides: Mapping[str, str]
) -> Iterator[Mistake]:
    told = {found.role for found in contrast.faint(modes["light"])}
    for mode, colours in modes.items():
        for found in contrast.faint(colours):
            if mode != "print":
                at = _way(found.role, mode)
            elif found.role in told:
                continue  # the same colour as in light mode, which is told already
            else:
                changed = found.role if found.role in overrides else found.ground
                at = (*_OURS, "print", _spoken(changed))
            yield Mistake("E213", _too_faint(found, colours, mode), _remedy(found, colours, palette), at)


def _too_faint(found: contrast.Faint, colours: Mapping[str, str], mode: str) -> str:
    ink, ground = (f"`{_spoken(role)}` ({colours[role]})" for role in (found.role, found.ground))
    shown = int(found.ratio * 100) / 100  # never rounded up to what is asked
    return f"{ink} on {ground} has a contrast of {shown:.2f}:1 in {mode} mode, expected at least {found.least:g}:1"


def _remedy(found: contrast.Faint, colours: Mapping[str, str], palette: Mapping[str, str]) -> str:
    grounds = [colours[ground] for ground in contrast.GROUNDS[found.role][1] if ground in colours]
    nearest = contrast.remedy(colours[found.role], grounds, found.least)
    if not nearest:
        return f"nothing of this hue can be read on {' and '.join(grounds)}; change the ground"
    fitting = [
        name
        for name, value in palette.items()
        if all(contrast.ratio(value, ground) >= found.least for ground in grounds)
    ]
    if not fitting:
        return f"the nearest that would do is `{nearest}`"
    named = min(fitting, key=lambda name: contrast.distance(palette[name], colours[found.role]))
    return f"the nearest that would do is `{nearest}`, and of the palette `{named}`"
