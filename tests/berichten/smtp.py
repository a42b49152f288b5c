"""A real SMTP server on a loopback port that can be told how to behave."""

from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailserver:
    """Takes mail, or answers `answer` at the step `refuse_at` ("rcpt" or "data"), or hangs up."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.refuse_at = ""
        self.answer = ""
        self.hangs_up = False

    async def handle_RCPT(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_at == "rcpt":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.hangs_up:
            server.transport.close()
            return "421 bye"
        if self.refuse_at == "data":
            return self.answer
        self.taken.append(envelope.content)
        return "250 OK"
