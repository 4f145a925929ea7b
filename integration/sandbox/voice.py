"""Calls, as Zendesk puts them into tickets: a comment of its own type, with generated words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

_OFFICE_NUMBER, _CALLER = "+442079460100", "+442079460{:03d}"
"""Numbers that are set aside for stories, and ring nowhere."""
_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """One call: who took part, and how long they talked."""

    id: int
    at: datetime
    customer_id: int
    agent_id: int | None
    """Who answered it, or who dialled; None: nobody answered, or a machine did."""
    agent_name: str
    seconds: int
    """0 when nobody picked up; of a voicemail, the length of the message."""
    outbound: bool = False
    voicemail: bool = False
    transcript: str | None = None

    @property
    def numbers(self) -> tuple[str, str]:
        """From and to."""
        pair = (_CALLER.format(self.customer_id % 1000), _OFFICE_NUMBER)
        return pair[::-1] if self.outbound else pair

    def words(self) -> str:
        """The generated text of the comment."""
        caller, called = self.numbers
        lines = [
            f"Call from: {caller}",
            f"Call to: {called}",
            f"Time of call: {self.at:%Y-%m-%d %H:%M:%S} UTC",
        ]
        if self.voicemail:
            lines.insert(0, "Voicemail")
        elif self.agent_id is not None:
            lines.append(f"{'Called' if self.outbound else 'Answered'} by: {self.agent_name}")
        if self.seconds:
            lines.append(f"Length of phone call: {self.seconds // _A_MINUTE} m {self.seconds % _A_MINUTE} s")
        if self.transcript:
            lines.append(f"Transcription: {self.transcript}")
        return "\n".join(lines)

    def parts(self, *, as_texts: bool) -> dict[str, Any]:
        """What the comment's JSON has beside the words; numbers come as texts in some accounts."""
        caller, called = self.numbers
        kind = "voicemail" if self.voicemail else "call"
        data = {
            "from": caller,
            "to": called,
            "recording_url": f"https://harbourline.example/recordings/{self.id}" if self.seconds else None,
            "recording_duration": str(self.seconds),
            "recording_type": kind,
            "call_duration": str(self.seconds) if as_texts else self.seconds,
            "call_id": self.id,
            "answered_by_id": str(self.agent_id) if as_texts and self.agent_id is not None else self.agent_id,
            "answered_by_name": self.agent_name or None,
            "transcription_text": self.transcript,
            "transcription_status": "completed" if self.transcript else "not_available",
            "started_at": f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            "location": "London, United Kingdom",
            "outbound": self.outbound,
        }
        shown = {"data": data, "formatted_from": caller, "formatted_to": called}
        return {**shown, "transcription_visible": self.transcript is not None, "trusted": True}
