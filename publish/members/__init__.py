"""
Who may be written to: members, what they have agreed to, and who is never written to again.

1. `received`   a file that came from elsewhere, read into rows whatever Excel made of it
2. `addresses`  what is an address, and which two are the same
3. `arrival`    rows against what is known: new, changed, unchanged, refused; nothing is taken in silently
4. `consent`    what was given, when and where; only ever added to
5. `suppression`  never again, also after a person is forgotten
"""
