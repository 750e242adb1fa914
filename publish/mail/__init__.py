"""
From a sealed letter to what a server has answered, one recipient at a time.

1. `message`    what was sealed, cut at its merge fields: a template of octets; with a `Recipient`, one `Message`
2. `dkim`       signs it
3. `transport`  hands it to a server or a folder, and says in a `Receipt` what came of it, and in which phase
4. `ledger`     one row a recipient: the intent is on the disk before the body leaves, the result with the next intent
"""
