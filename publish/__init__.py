"""
What happens to an edition, in numbered steps. Read the modules in this order.

1. `workspace`  finds `publish.yaml` above the current folder and reads it and `assets/brand.yml`.
2. `source`     reads `content/<edition>/<lang>.md` into a frozen `edition.Edition`, or tells all its problems.
                `markdown` makes the text a tree (`prose`); `blocks` holds the kinds of block.
3. `theme`      gives templates the edition, the brand and the publisher, and nothing else.
4. `formats`    one module a format: an `Edition` goes in, finished files (`edition.Artefact`) come out.
5. `check`      asks of the finished files what a printer, a mail client and a screen reader would ask.
6. `build`      finds out what is stale, runs it on all cores, and writes `dist/<edition>/<lang>/` if nothing breaks.
7. `archive`    seals editions for good, proves that they are what was sealed, and writes the public site of them.
8. `members`    who may be written to, by what consent, and who never again; in the tables of `database`.
9. `mail`       a sealed letter and a recipient become a signed message; a server's answer becomes a receipt.
10. `send`      everybody of a frozen audience gets the edition once, whatever dies.
11. `bounces`   what comes back proves who cannot be reached, or wants to leave.
12. `cli`       one module a command.

What is wrong on the way is a `problems.Problem` with a place, a code and a hint.
"""

__version__ = "0.1.0"
