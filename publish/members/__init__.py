"""
Who may be written to: members, what they have agreed to, and who is never written to again.

1. `received`   a file that came from elsewhere, read into rows whatever Excel made of it (`encoding`, `headings`)
2. `people`     a row becomes a person, or has a reason why not (`cells`, `languages`, `bases`)
3. `addresses`  what is an address, and which two are the same (`scripts`; `typos`, `online`: is it alive?)
4. `arrival`    persons against what is `known`: new, changed, unchanged, refused; nothing is taken in silently.
                `importing` looks first, then lets `store` write all of it in one transaction (`writing`)
5. `consent`    what was given, when and where; only ever added to. `prove` tells it
6. `suppression`, `forget`  never again, also after a person is forgotten
7. `audience`   who gets an edition, and why the others do not (`segments`)
8. `listing`, `export`  what is kept of members, for who may see it (`private`)
"""
