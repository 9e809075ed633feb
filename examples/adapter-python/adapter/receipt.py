"""The receipt 回执 (proto/README.md section 5): the bureau's signature under exactly the bytes it answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from .jws import SigningKey

RECEIPT_TYPE = "dianda-receipt+jws"


@dataclass(frozen=True)
class ReceiptClerk:
    """Signs receipts in the name of the bureau."""

    key: SigningKey
    agency_code: str
    operator: str

    def sign(
        self,
        number: str,
        leg_id: str,
        round_number: int,
        page_token: str,
        rung: str,
        answer: bytes,
        answered_at: datetime,
    ) -> bytes:
        return self.key.sign(
            RECEIPT_TYPE,
            {
                "number": number,
                "iss": self.agency_code,
                "legId": leg_id,
                "round": round_number,
                "pageToken": page_token,
                "rung": rung,
                "answerSha256": hashlib.sha256(answer).hexdigest(),
                "answeredAt": answered_at.isoformat(timespec="milliseconds"),
                "operator": self.operator,
            },
        )
