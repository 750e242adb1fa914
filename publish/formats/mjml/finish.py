"""
From the compiler's HTML to a letter: rules become style attributes, lines become short, limits are kept.

What Gmail cuts off or throws away it does without a word, so its limits are faults here.
"""

import re
from collections.abc import Iterator

import css_inline

from publish.formats import marks
from publish.formats.mjml.faults import Fault, Faulty
from publish.formats.mjml.lines import break_lines
from publish.problems import did_you_mean

LARGEST = 90_000
"""Octets. Gmail hides what comes after some 102 kB, and services that send make links longer."""
MOST_STYLE = 16_384
"""Octets of all style rules together; Gmail drops the rules that follow."""
LONGEST_LINE = 998
"""Octets that a line of a message may have (RFC 5322, 2.1.1)."""
UNSUBSCRIBE = marks.mark(marks.UNSUBSCRIBE)
"""What every letter has to hold; replaced as a letter is composed."""


def finish(html: str, css: str) -> str:
    """
    The finished letter, with the rules of *css* in style attributes.

    Raises:
        Faulty: when mail programs would cut, drop or misread it.
    """
    letter = break_lines(styled(html, css))
    if faults := tuple(_faults(letter)):
        raise Faulty(*faults)
    return letter


def styled(html: str, css: str) -> str:
    """The letter with its rules in style attributes, its limits not yet looked at."""
    return _tidy(_inline(html, css))


def _inline(html: str, css: str) -> str:
    """Rules in `<style>` stay there: they are for dark mode and phones, which attributes cannot tell."""
    inliner = css_inline.CSSInliner(
        inline_style_tags=False,
        keep_style_tags=True,
        minify_css=True,
        load_remote_stylesheets=False,
        extra_css=css or None,
    )
    return inliner.inline(html)


_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_NO_ATTRIBUTES = re.compile(r' (?:vertical-align="[a-z]*"|height="auto")')
_CELL_FOR_WORD = re.compile(r'<td style="((?:[^"]*;)?width:(\d+)px;[^"]*)">')
_TWICE_FOR_WORD = "<![endif]--><!--[if mso | IE]>"


def _tidy(html: str) -> str:
    """Drop attributes that no HTML has, and tell Word the widths of cells in the way it heeds."""
    without = _TAG.sub(lambda tag: _NO_ATTRIBUTES.sub("", tag[0]), html)
    return _CELL_FOR_WORD.sub(r'<td width="\2" style="\1">', without).replace(_TWICE_FOR_WORD, "")


def _faults(letter: str) -> Iterator[Fault]:
    if "<mj-" in letter:
        name = re.findall(r"<(mj-[a-z-]*)", letter)[0]
        yield Fault(0, 0, "E411", f"`<{name}>` is left in the letter")
    yield from _sizes(letter)
    for mark in sorted(set(re.findall(r"%%\w+%%", letter)) - set(marks.MARKS)):
        yield Fault(0, 0, "E416", f"unknown mark {mark}", did_you_mean(mark.strip("%"), marks.FIELDS))


def _sizes(letter: str) -> Iterator[Fault]:
    size = len(letter.encode())
    if size > LARGEST:
        hint = "Gmail hides the end of long letters; shorten the text, it is all on the web page"
        yield Fault(0, 0, "E412", f"the letter has {_kilo(size)} kB, {_kilo(LARGEST)} at most", hint)
    rules = sum(len(rule.encode()) for rule in re.findall(r"<style[^>]*>(.*?)</style>", letter, re.DOTALL))
    if rules > MOST_STYLE:
        yield Fault(0, 0, "E413", f"the style rules have {_kilo(rules)} kB, 16 at most", "Gmail drops the rest")
    longest = max(letter.split("\n"), key=lambda line: len(line.encode()))
    if len(longest.encode()) > LONGEST_LINE:
        message = f"a line of {len(longest.encode())} octets without a place to break it: {longest[:40]}…"
        yield Fault(0, 0, "E414", message, f"mail has room for {LONGEST_LINE}; is a link that long?")


def _kilo(octets: int) -> str:
    return f"{octets / 1000:.1f}".removesuffix(".0")
