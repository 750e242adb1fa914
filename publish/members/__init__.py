"""
Who may be written to: members, what they have agreed to, and who is never written to again.

1. `received`   a file that came from elsewhere, read into rows whatever Excel made of it
                (`encoding`, `headings`); `people` makes persons of rows
2. `addresses`  what is an address, and which two are the same (`scripts`, `typos`)
3. `arrival`    rows against what is `known`: new, changed, unchanged, refused; nothing is taken in silently.
                `importing` looks first, then lets `store` write all of it in one transaction
4. `consent`    what was given, when and where; only ever added to (`bases`)
5. `suppression`  never again, also after a person is forgotten
6. `audience`   who gets an edition, and why the others do not
"""
