"""TLS between the octets of a connection and what they say; it moves nothing by itself."""

import ssl
from contextlib import suppress

_PIECE = 64 * 1024


class Tls:
    """One side of a TLS connection: ours."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self.is_shaken = False
        """Whether the handshake is done, and the server's certificate is its own and trusted."""
        self.is_over = False
        """Whether the server has said that nothing more will come."""

    def feed(self, data: bytes) -> bytes:
        """
        What *data* from the server says, once hands are shaken.

        Raises:
            SSLError: if it is not TLS, or the certificate is not to be trusted.
        """
        self._incoming.write(data)
        if not self.is_shaken:
            self.shake()
        return self._read() if self.is_shaken else b""

    def shake(self) -> None:
        """Go on with the handshake as far as the server has."""
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            return
        self.is_shaken = True

    def write(self, data: bytes) -> bytes:
        """*data* for the server, as octets for the connection."""
        view = memoryview(data)
        while view:
            view = view[self._tls.write(view) :]
        return self.pending()

    def end(self) -> bytes:
        """What tells the server that nothing more will come from us."""
        if self.is_shaken:
            with suppress(ssl.SSLError):
                self._tls.unwrap()
        return self.pending()

    def pending(self) -> bytes:
        """What has to be sent for the protocol's own sake."""
        return self._outgoing.read()

    def _read(self) -> bytes:
        pieces = []
        try:
            while piece := self._tls.read(_PIECE):
                pieces.append(piece)
            self.is_over = True
        except ssl.SSLWantReadError:
            pass  # the rest is still to come
        except ssl.SSLZeroReturnError:
            self.is_over = True
        return b"".join(pieces)
