"""Classic Outlook's stand-ins: what has one is no loss, what has none is."""

import pytest

from tests.check.test_clients import codes


def outlook(body: str) -> list[str]:
    """The codes of what classic Outlook loses."""
    return codes(body, only=("outlook.windows",))


def ghost(width: str, inner: str) -> str:
    cell = f'<table role="presentation" align="center" width="{width}"><tr><td>'
    return f"<!--[if mso | IE]>{cell}<![endif]-->{inner}<!--[if mso | IE]></td></tr></table><![endif]-->"


BOX = '<div style="max-width:600px;margin:0 auto">a</div>'
COLUMNS = '<div style="display:inline-block;width:50%">a</div><div style="display:inline-block;width:50%">b</div>'
VML = '<!--[if mso]><v:rect fill="true" stroke="false"><v:fill type="frame" src="https://example.org/a.png"/><v:textbox><![endif]-->'
END = "<!--[if mso]></v:textbox></v:rect><![endif]-->"
PICTURE = '<div style="background-image:url(https://example.org/a.png)">a</div>'


@pytest.mark.parametrize(
    ("lost", "kept"),
    [
        (BOX, ghost("600", BOX)),
        (BOX, BOX.replace(">a<", f">{ghost('600', 'a')}<")),
        (BOX, BOX.replace("max-width:600px;margin:0 auto", "max-width:100%;margin:0")),
        (COLUMNS, ghost("300", COLUMNS.partition("</div>")[0] + "</div>")),
        (PICTURE, VML + PICTURE + END),
        ('<p><a style="padding:12px 24px" href="https://example.org">a</a></p>',
         '<table><tr><td style="mso-padding-alt:12px 24px"><a style="padding:12px 24px">a</a></td></tr></table>'),
        ('<p style="padding:40px">a</p>', '<ul style="padding:40px"><li>a</li></ul>'),
        ('<img src="https://example.org/a.png" style="width:40px" alt="">',
         '<img src="https://example.org/a.png" width="40" style="width:40px" alt="">'),
        ('<div style="height:32px">a</div>', '<div style="height:32px;line-height:32px;mso-line-height-rule:exactly">a</div>'),
        ('<p style="float:left">a</p>', '<table align="left" style="float:left"><tr><td>a</td></tr></table>'),
        ('<div style="display:table-cell">a</div>', "<table><tr><td style='display:table-cell'>a</td></tr></table>"),
        ('<p style="position:relative;top:4px">a</p>', '<p style="position:relative">a</p>'),
    ],
    ids=["ghost", "ghost inside", "whole", "columns", "vml", "button", "list", "picture", "spacer", "align", "cell", "place"],
)  # fmt: skip
def test_what_has_a_stand_in_is_no_loss(lost: str, kept: str) -> None:
    assert outlook(lost) != []
    assert outlook(kept) == []


def test_a_negative_margin_is_lost_in_a_ghost_table_too() -> None:
    assert outlook(ghost("600", '<p style="margin-left:-8px">a</p>')) == ["C102"]


def test_a_wide_padding_matters_and_a_narrow_one_is_polish() -> None:
    assert outlook('<p style="padding:0 0 0 32px">a</p>') == ["C103"]
    assert codes('<p style="padding:8px">a</p>', audience={"outlook.windows": 1, "apple-mail.ios": 99}) == []
