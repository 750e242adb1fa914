"""What is asked of a letter, so that it looks and reads in every mail client as it was meant."""

from publish.check.finding import Rule, Severity

BREAKS, DEGRADES, COSMETIC = Severity.BREAKS, Severity.DEGRADES, Severity.COSMETIC

BOXES = Rule(
    "C101",
    DEGRADES,
    "Columns stand side by side without flex, grid or table-like boxes",
    "Classic Outlook, and Gmail with an account from elsewhere, know neither flex nor grid: what should stand side by "
    "side stands one below the other, or in one heap. Columns of MJML (mj-column) are tables there and stay columns.",
)
MARGINS = Rule(
    "C102",
    DEGRADES,
    "Margins are plain: not negative, not on running text, and centred by a table",
    "Gmail, Outlook and Yahoo drop negative margins, so that what should overlap or stand out does not. Classic "
    "Outlook neither centres by margin nor keeps the margins of `span`. Space that must be there stands as padding "
    "of a table cell, which is what the padding of MJML's elements becomes.",
)
PADDING = Rule(
    "C103",
    DEGRADES,
    "Padding stands on table cells",
    "Classic Outlook pads table cells alone. Elsewhere the space is missing there: text touches the edge of its box, "
    "and a button shrinks to its words. Give the padding to MJML's element, or to a `td`.",
)
SIZES = Rule(
    "C104",
    DEGRADES,
    "Widths and heights are ones that every client keeps",
    "Classic Outlook heeds max-width on tables alone and no width or height of a `div`: a letter may run as wide as "
    "the window, and a picture as wide as its file. A table round it or a `width` attribute tells Outlook too.",
)
POSITIONS = Rule(
    "C105",
    DEGRADES,
    "Nothing is placed by position, float or transform",
    "Most clients take positions and transforms out, for fear that a letter might draw over their own buttons; "
    "classic Outlook knows no float either. What was placed that way stands where the text has room for it, often "
    "on top of something else. Place things by the order of columns and by padding.",
)
PICTURES = Rule(
    "C106",
    DEGRADES,
    "Pictures are PNG, JPEG or GIF",
    "A picture in another format is an empty frame in the clients that cannot draw it: classic Outlook draws no WebP "
    "and no AVIF. Pictures of an edition are turned into PNG or JPEG by themselves; one that a template names must "
    "be in such a format already.",
    ("1.1.1",),
)
EMBEDDED = Rule(
    "C107",
    BREAKS,
    "Pictures are linked, not written into the letter",
    "Gmail shows no picture that stands in the letter as `data:`, so its readers see an empty frame, and the "
    "letter becomes so long that Gmail cuts it. Put the file beside the web page and link to it.",
    ("1.1.1",),
)
UNITS = Rule(
    "C108",
    DEGRADES,
    "Lengths stand in px or per cent",
    "A declaration with a unit or a calculation that a client does not know is dropped as a whole: with `rem`, classic "
    "Outlook and Yahoo show text and distances in sizes of their own. Write px, or write px first and the other after.",
)
BACKGROUNDS = Rule(
    "C109",
    DEGRADES,
    "A background picture has a colour under it, and VML for classic Outlook",
    "Classic Outlook draws no background pictures and no gradients from CSS. Light text that was to stand on one "
    "stands on nothing there and cannot be read. `background-url` of an mj-section writes the VML that Outlook "
    "draws; give it a `background-color` too.",
    ("1.4.3",),
)
DRAWINGS = Rule(
    "C110",
    BREAKS,
    "Drawings are pictures of pixels, not SVG",
    "Gmail, Outlook and Yahoo show no SVG that stands in a letter, and Gmail and others none that is linked: the "
    "drawing is missing. Drawings of an edition are painted as PNG by themselves; one in a template must be linked "
    "as PNG.",
    ("1.1.1",),
)
ACTIVE = Rule(
    "C111",
    BREAKS,
    "Nothing in the letter needs a form, a script or a player",
    "Mail clients take scripts, frames, films and most forms out of letters, some with all that stands in them, and "
    "filters count them as signs of fraud. Show a picture or a button that leads to the web page, where they work.",
)
FUNCTIONS = Rule(
    "C112",
    DEGRADES,
    "Values are plain: no variables, no new notations of colour, no logical properties",
    "Gmail and Outlook drop declarations with `var()` and with colours in a notation they do not know, and Gmail then "
    "drops the whole style attribute or style sheet round it. Jinja fills in the brand's values before the letter "
    "leaves, so nothing needs a variable; write colours as `#rrggbb`.",
)
FONTS = Rule(
    "C113",
    DEGRADES,
    "Every list of fonts ends in one that all readers have",
    "Web fonts show in Apple Mail and a few others alone. Everybody else gets the next font of the list, and classic "
    "Outlook goes to Times New Roman at once unless the font is kept from it. End every list in a common font and in "
    "`serif` or `sans-serif`, and hide `@font-face` from Outlook by `<!--[if !mso]><!-->` or give it "
    "`mso-generic-font-family`.",
)
HIDDEN = Rule(
    "C114",
    DEGRADES,
    "What is hidden is hidden from everybody",
    "Gmail in a phone's browser shows what `display: none` hides, classic Outlook shows hidden tables, and most "
    "clients do not know the attribute `hidden`. Leave out what nobody is to see; a preheader needs the other "
    "means beside it, such as `max-height: 0; overflow: hidden; mso-hide: all`.",
)
SELECTORS = Rule(
    "C115",
    DEGRADES,
    "Rules choose elements by class, and content stands in the letter",
    "Gmail and Outlook drop rules with selectors such as `:not()`, `:has()`, `:first-child` and `>`, and show nothing "
    "that `::before` or `::after` would write. Give the element a class of its own, and write the words in the text.",
)
STYLE_SHEETS = Rule(
    "C116",
    DEGRADES,
    "Style sheets are whole, stand in the head and load nothing",
    "One mistake in a style sheet, such as a missing brace or a nested rule, makes Gmail drop all of it. Most clients "
    "load no style sheets from elsewhere and heed none that stands in the body.",
)
INLINE = Rule(
    "C117",
    DEGRADES,
    "What a letter needs to look right stands in style attributes",
    "Gmail in a phone's browser, and Gmail's app with an account from elsewhere, drop style sheets as a whole. A style "
    'sheet is for phones and dark mode; all else belongs into an `mj-style` with `inline="inline"`, which becomes '
    "style attributes.",
)
ANCHORS = Rule(
    "C118",
    DEGRADES,
    "Links lead out of the letter",
    "A link to another place in the same letter does nothing in Gmail on iOS and several others, or opens an empty "
    "page. Leave it out, or lead to that place on the web page.",
    ("2.4.4",),
)
OTHERS = Rule(
    "C119",
    COSMETIC,
    "Whatever else a letter uses is known to its readers' clients",
    "Some clients do not know this, and show the letter without it. Look whether it can be read and still looks as it "
    "should without; if so, nothing needs to be done.",
)
RULES = (
    *(BOXES, MARGINS, PADDING, SIZES, POSITIONS, PICTURES, EMBEDDED, UNITS, BACKGROUNDS, DRAWINGS),
    *(ACTIVE, FUNCTIONS, FONTS, HIDDEN, SELECTORS, STYLE_SHEETS, INLINE, ANCHORS, OTHERS),
)
