"""
The database of a workspace: members, consent, suppression, and the ledger of what was sent.

SQLite in `.publish/publish.db` unless PUBLISH_DATABASE names a PostgreSQL server. A commit is on the disk when it
returns; what is deleted is overwritten; nobody but the owner can read the files.
"""

from publish.database import tables
from publish.database.opening import FILE, is_on_server, is_there, open_database, where
from publish.database.secrets import keyed, secret
from publish.database.server import told_by

__all__ = ["FILE", "is_on_server", "is_there", "keyed", "open_database", "secret", "tables", "told_by", "where"]
