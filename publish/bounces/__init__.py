"""
What comes back: notices that letters did not arrive, answering machines, complaints, and mails that ask to leave.

    mailbox    mails, one after the other, from a Maildir or an mbox file
    reading    what a mail says, and whom it proves to be about
    acting     what follows from it, together with its evidence
    working    one mail after the other: read, act, commit, and only then put away

Whom a mail is about is decided by what only we can have signed: the return path of the letter (VERP), the token in its
headers, or its Message-ID. A mail that proves none of these changes nothing, whatever it says.
"""
