"""
From a sealed letter to what a server has answered, one recipient at a time.

1. `letter`     what was sealed, cut at its merge fields: a template of octets
2. `message`    the template and a `Recipient` give one `Message`; the same recipient, the same octets
3. `dkim`       signs it
4. `transport`  hands it to a server or a folder, and says in a `Receipt` what came of it, and in which phase
5. `ledger`     one row a recipient: the intent is on the disk before the body leaves, the result with the next intent
"""
