"""
Sending an edition: every member of the audience gets it once, whatever dies.

1. `freeze`   the audience, in one transaction, with counts that add up
2. `loop`     intent, send, result, on every connection
3. `resume`   what a stopped run left, and what nobody can know
"""
