"""A real SMTP server on a loopback port that can be told how to behave."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailserver:
    """Takes mail, or answers `answer` at the step `refuse_at` ("rcpt" or "data"), or hangs up."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.refuse_at = ""
        self.answer = ""
        self.hang_up_at_data = False

    async def handle_RCPT(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_at == "rcpt":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- idem
        if self.hang_up_at_data:
            server.transport.close()
            return ""
        if self.refuse_at == "data":
            return self.answer
        self.taken.append(envelope.content)
        return "250 OK"


def start(mailserver: Mailserver) -> Controller:
    """Serve on a free loopback port until the controller is stopped."""
    controller = Controller(mailserver, hostname="127.0.0.1", port=0)
    controller.start()
    controller.port = controller.server.sockets[0].getsockname()[1]
    return controller
