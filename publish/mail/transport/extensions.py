"""What a server says it can do (RFC 5321, 4.1.1.1)."""

from dataclasses import dataclass

from publish.mail.transport.replies import Reply


@dataclass(frozen=True, slots=True)
class Extensions:
    """The answer to EHLO."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keyword and parameters of each line, in capitals."""

    def __contains__(self, keyword: str) -> bool:
        return any(word == keyword for word, _ in self.words)

    def of(self, keyword: str) -> tuple[str, ...]:
        """The parameters of *keyword*."""
        return next((parameters for word, parameters in self.words if word == keyword), ())

    @property
    def size(self) -> int:
        """The largest message (RFC 1870); 0 where none is said."""
        first = "".join(self.of("SIZE")[:1])
        return int(first) if first.isdecimal() and first.isascii() and len(first) < 20 else 0

    @property
    def logins(self) -> tuple[str, ...]:
        """The ways to log in (RFC 4954), also as old servers write them, with `=`."""
        return self.of("AUTH") or self.of("AUTH=")


def read_extensions(reply: Reply) -> Extensions:
    """What stands in the answer to EHLO, after its first line."""
    lines = (line.decode("ascii", "replace").upper().replace("AUTH=", "AUTH= ").split() for line in reply.lines[1:])
    return Extensions(tuple((words[0], tuple(words[1:])) for words in lines if words))
