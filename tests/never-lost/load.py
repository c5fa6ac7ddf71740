"""People who draft, submit, approve and issue, all at once."""

from __future__ import annotations

import random
import threading

from house import House, Ledger

# What a step leads through, who does it, and what may be said to it besides yes.
WAY = [("submit", "clerk"), ("approve", "leader"), ("issue", "records")]


class Load:
    """Some clients, each writing one document after another until told to stop."""

    def __init__(self, house: House, clients: int = 8, ledger: Ledger | None = None):
        self.house, self.ledger = house, ledger or Ledger()
        self.stopped = threading.Event()
        self.form = house.form()
        self.accept: list[str] = []
        self.threads = [threading.Thread(target=self.client, args=(number,), daemon=True) for number in range(clients)]
        for thread in self.threads:
            thread.start()

    def client(self, number: int) -> None:
        chance = random.Random(number)
        while not self.stopped.is_set():
            try:
                self.document(chance)
            except OSError:
                # The server is gone: whether the last step was taken is not known.
                self.stopped.wait(0.05)

    def document(self, chance: random.Random) -> None:
        form = dict(self.form, note=f"lần {chance.random()}")
        status, sheet, headers = self.house.ask("POST", "/api/v1/documents", form, key="clerk")
        if not self.was_taken(status, sheet, 201):
            return
        if chance.random() < 0.3:
            status, sheet, headers = self.house.ask(
                "PUT", f"/api/v1/documents/{sheet['id']}/draft", form, key="clerk", etag=headers["etag"])
            if not self.was_taken(status, sheet, 200):
                return
        for step, who in WAY:
            if self.stopped.is_set():
                return
            body = {"accept_findings": self.accept} if step == "submit" else {}
            status, answer, headers = self.house.ask(
                "POST", f"/api/v1/documents/{sheet['id']}/{step}", body, key=who, etag=headers["etag"])
            if not self.was_taken(status, answer, 200):
                return
            if step == "issue":
                self.ledger.number(sheet["id"], answer["issued"]["number"])

    def was_taken(self, status: int, answer: dict, expected: int) -> bool:
        if status != expected:
            self.ledger.refuse(status, answer.get("code", ""))
            self.last = answer
            return False
        self.ledger.step(answer)
        return True

    def stop(self) -> Ledger:
        self.stopped.set()
        for thread in self.threads:
            thread.join(90)
        return self.ledger
