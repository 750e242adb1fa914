"""
How `assets/brand.yml` becomes a `Brand`: names into colours, fonts into faces, and everything measured.

What is wrong with a single value is told by its schema (`brandfields`); what is wrong between values, here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from publish.problems import Problem, did_you_mean
from publish.workspace import contrast, fonts
from publish.workspace.brand import Brand, Colours, Face, Scale, Size, Typeface
from publish.workspace.brandfields import BrandFields, SizeFields, TypefaceFields
from publish.workspace.reading import Finding, Step, read

MODES = ("light", "dark", "print")
_ROLES = tuple(role.name for role in fields(Colours))
_CONVENTION = ("foreground", "background", "primary", "secondary", "tertiary", "link")


def read_brand(file: Path, path: str, asset: Callable[[str], Path | None]) -> tuple[Brand | None, tuple[Problem, ...]]:
    """
    The brand in *file*, None if it cannot be used; and all problems.

    *asset* finds a file below assets/.
    """
    source, written, problems = read(BrandFields, file, path)
    if written is None:
        return None, problems
    resolved = _Colouring(written)
    findings = [*resolved.findings, *_faint(resolved), *_typography(written), *_fonts(written, asset)]
    problems += source.problems(findings)
    return (None, problems) if problems else (_brand(written, resolved), ())


@dataclass
class _Colouring:
    """The colours of all modes with their names resolved, as far as they can be."""

    written: BrandFields
    palette: dict[str, str] = field(default_factory=dict)
    modes: dict[str, dict[str, str]] = field(default_factory=lambda: {mode: {} for mode in MODES})
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, value in self.written.color.palette.items():
            self._set(self.palette, name, value, ("color", "palette", name), {})
        for mode in ("light", "dark"):
            for role in _ROLES:
                at = way(role, mode)
                self._set(self.modes[mode], role, self._written(role, mode), at, self.palette)
        self._print()
        for role in ("success", "info", "warning", "danger", "light", "dark"):
            pair = getattr(self.written.color, role)
            for mode in ("light", "dark") if pair else ():
                self._set({}, role, getattr(pair, mode), ("color", role, mode), self.palette)

    def _print(self) -> None:
        self.modes["print"] |= self.modes["light"]
        for name, value in self.written.defaults.publish.print.items():
            at = ("defaults", "publish", "print", name)
            role = name.replace("-", "_")
            if role in _ROLES:
                self._set(self.modes["print"], role, value, at, self.palette)
            else:
                hint = did_you_mean(name, [known.replace("_", "-") for known in _ROLES])
                self.findings.append(Finding("E211", f"no colour has the purpose `{name}`", at, hint))

    def _written(self, role: str, mode: str) -> str:
        section = self.written.color if role in _CONVENTION else self.written.defaults.publish.color
        return str(getattr(getattr(section, role), mode))

    def _set(
        self, into: dict[str, str], name: str, value: str, at: tuple[Step, ...], palette: Mapping[str, str]
    ) -> None:
        if value.startswith("#") or not palette:
            if hexadecimal := _hexadecimal(value):
                into[name] = hexadecimal
            else:
                message = f"expected a colour like `\"#0b3454\"`, found '{value}'"
                self.findings.append(Finding("E212", message, at, "six hexadecimal digits, or three, after `#`"))
        elif value in palette:
            into[name] = palette[value]
        elif value not in self.written.color.palette:
            message = f"the palette has no colour `{value}`"
            self.findings.append(Finding("E211", message, at, did_you_mean(value, palette)))


def way(role: str, mode: str) -> tuple[Step, ...]:
    """The way to a colour in the file."""
    name = role.replace("_", "-")
    return ("color", name, mode) if role in _CONVENTION else ("defaults", "publish", "color", name, mode)


def _hexadecimal(value: str) -> str:
    """`#rrggbb` in small letters for six or three digits; empty if it is neither."""
    digits = value.removeprefix("#").lower()
    if value[:1] != "#" or len(digits) not in {3, 6} or not set(digits) <= set("0123456789abcdef"):
        return ""
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _faint(resolved: _Colouring) -> Iterator[Finding]:
    light = {found.role for found in contrast.faint(resolved.modes["light"])}
    for mode, colours in resolved.modes.items():
        for found in contrast.faint(colours):
            if mode == "print" and found.role in light:
                continue  # the same colour, told already
            at = way(found.role, "light" if mode == "print" else mode)
            yield Finding("E213", _too_faint(found, colours, mode), at, _remedy(found, resolved, mode))


def _too_faint(found: contrast.Faint, colours: Mapping[str, str], mode: str) -> str:
    ink, ground = (f"`{role.replace('_', '-')}` ({colours[role]})" for role in (found.role, found.ground))
    shown = int(found.ratio * 100) / 100  # never rounded up to what is asked
    return f"{ink} on {ground} has a contrast of {shown:.2f}:1 in {mode} mode, expected at least {found.least:g}:1"


def _remedy(found: contrast.Faint, resolved: _Colouring, mode: str) -> str:
    colours = resolved.modes[mode]
    grounds = [colours[ground] for ground in contrast.GROUNDS[found.role][1] if ground in colours]
    nearest = contrast.remedy(colours[found.role], grounds, found.least)
    passing = [
        name
        for name, value in resolved.palette.items()
        if all(contrast.ratio(value, ground) >= found.least for ground in grounds)
    ]
    passing.sort(key=lambda name: contrast.distance(resolved.palette[name], colours[found.role]))
    if not nearest:
        return f"no lightness of this colour is far enough from {' and '.join(grounds)}; change the ground"
    return f"the nearest that would do is `{nearest}`" + (f", or `{passing[0]}` of the palette" if passing else "")


def _typography(written: BrandFields) -> Iterator[Finding]:
    families = {font.family: font for font in written.typography.fonts}
    for name in ("headings", "base"):
        typeface: TypefaceFields = getattr(written.typography, name)
        at = ("typography", name)
        font = families.get(typeface.family)
        if font is None:
            message = f"`typography: fonts:` has no family `{typeface.family}`"
            yield Finding("E217", message, (*at, "family"), did_you_mean(typeface.family, families))
        elif typeface.weight not in (weights := {file.weight for file in font.files if file.style == "normal"}):
            message = f"`{typeface.family}` has no upright file of weight {typeface.weight}"
            yield Finding("E217", message, (*at, "weight"), did_you_mean(typeface.weight, sorted(weights)))
    for index, family in enumerate(written.defaults.publish.fallbacks):
        if family not in families:
            message = f"`typography: fonts:` has no family `{family}`"
            at_fallback = ("defaults", "publish", "fallbacks", index)
            yield Finding("E217", message, at_fallback, did_you_mean(family, families))


def _fonts(written: BrandFields, asset: Callable[[str], Path | None]) -> Iterator[Finding]:
    ranges = written.defaults.publish.unicode_ranges
    for number, font in enumerate(written.typography.fonts):
        for index, file in enumerate(font.files):
            at: tuple[Step, ...] = ("typography", "fonts", number, "files", index)
            for fault in fonts.faults(file.path, asset):
                yield Finding(fault.code, fault.message, (*at, "path"), fault.hint)
            if file.unicode_range and file.unicode_range not in ranges:
                message = f"`unicode-ranges` has no `{file.unicode_range}`"
                yield Finding("E217", message, (*at, "unicode-range"), did_you_mean(file.unicode_range, ranges))


def _brand(written: BrandFields, resolved: _Colouring) -> Brand:
    ours = written.defaults.publish
    return Brand(
        name=written.meta.name.full,
        palette=resolved.palette,
        light=Colours(**resolved.modes["light"]),
        dark=Colours(**resolved.modes["dark"]),
        print=Colours(**resolved.modes["print"]),
        headings=_typeface(written.typography.headings, ours.mail.headings, ours.fallbacks),
        base=_typeface(written.typography.base, ours.mail.base, ours.fallbacks),
        mail_headings=ours.mail.headings,
        mail_base=ours.mail.base,
        scale=_scale(written),
        faces=tuple(_faces(written)),
        fallbacks=ours.fallbacks,
    )


def _typeface(form: TypefaceFields, system: str, fallbacks: tuple[str, ...]) -> Typeface:
    generic = system.rpartition(",")[2].strip()
    return Typeface(
        family=form.family,
        weight=int(form.weight),
        print=", ".join((form.family, *fallbacks, generic)),
        web=f"{form.family}, {system}",
    )


def _scale(written: BrandFields) -> Scale:
    steps = written.defaults.publish.scale
    return Scale(**{step.name: _size(getattr(steps, step.name)) for step in fields(Scale)})


def _size(form: SizeFields) -> Size:
    return Size(px=_tidy(form.px), phone=_tidy(form.phone), pt=_tidy(form.pt), leading=_tidy(form.leading))


def _tidy(value: float) -> float:
    """Without a decimal that says nothing: 10 and not 10.0."""
    return int(value) if value == int(value) else value


def _faces(written: BrandFields) -> Iterator[Face]:
    ranges = written.defaults.publish.unicode_ranges
    for font in written.typography.fonts:
        for file in font.files:
            yield Face(
                family=font.family,
                weight=int(file.weight),
                style=file.style,
                path=file.path,
                unicode_range=ranges.get(file.unicode_range, ""),
                use=frozenset({"web" if file.path.endswith(".woff2") else "print"}),
            )
