"""The server against its own description, by schemathesis: as nobody, and signed in by a key."""

from __future__ import annotations

import html
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse

import pytest

PASSWORD = "mot hai ba bon nam"


def test_every_route_does_what_its_description_says(server, tmp_path):
    asked(server, tmp_path)


def test_every_route_does_so_for_whoever_is_signed_in(signed, tmp_path):
    address, key = signed
    # Said as what the description calls a key, so that wrong ones can be tried too. A key that
    # ends itself would ask the rest as nobody.
    config = f'[auth.openapi.key]\nbearer = "{key}"\n'
    asked(address, tmp_path, config, "--exclude-path", "/api/v1/tokens/{id}")


def asked(address: str, folder: pathlib.Path, more: str = "", *options: str) -> None:
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    config = folder / "schemathesis.toml"
    config.write_text(pathlib.Path(__file__).with_name("schemathesis.toml").read_text() + "\n" + more)
    ran = subprocess.run(
        [program, "--config-file", config, "run", f"{address}/openapi.json", "--max-examples", "20",
         "--generation-deterministic", "--no-color", *options],
        cwd=folder, capture_output=True, text=True, timeout=600,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "serializers", "PYTHONPATH": str(pathlib.Path(__file__).parent)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert re.search(r"[1-9]\d* generated", ran.stdout), ran.stdout[-2000:]


@pytest.fixture
def signed(workshop, tmp_path):
    """A server of its own with its first administrator, and a key that may everything."""
    process = subprocess.Popen(
        [workshop.binary, "serve", "--listen", "127.0.0.1:0", "--rate-limit", "0", "--data", str(tmp_path / "data")],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address, link = None, None
        for line in process.stderr:
            line = re.sub(r"\x1b\[[\d;]*m", "", line)
            if found := re.search(r"serving on (http://[\d.:]+)/", line):
                address = found[1]
            if found := re.search(r"http://\S+(/thiet-lap\?\S+)", line):
                link = found[1]
                break
        else:
            pytest.fail("the server said no link")
        threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
        yield address, key(address, link)
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0, "the server does not stop in peace"


def key(address: str, link: str) -> str:
    """A key of the first administrator, whom a browser enters by the link."""
    browser = http.client.HTTPConnection(address.removeprefix("http://"))
    cookies: dict[str, str] = {}

    def ask(method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        browser.request(method, path, body, headers)
        answer = browser.getresponse()
        for cookie in answer.headers.get_all("set-cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            cookies[name] = value
        return answer.status, answer.read().decode()

    _, page = ask("GET", link)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields = {name: html.unescape(value) for name, value in hidden.items()} | {
        "office": "Ủy ban nhân dân xã Quảng Châu", "parent": "", "place": "Quảng Châu",
        "name": "Đỗ Quang Vinh", "login": "vinh.do", "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    form = urllib.parse.urlencode(fields)
    status, page = ask("POST", "/thiet-lap", form, content_type="application/x-www-form-urlencoded")
    assert status == 303, page
    _, who = ask("GET", "/api/v1/session")
    scopes = ["render", "read", "draft", "approve", "issue", "templates", "admin"]
    status, made = ask(
        "POST", "/api/v1/tokens", json.dumps({"name": "schemathesis", "scopes": scopes}),
        content_type="application/json", x_csrf_token=json.loads(who)["csrf"],
    )  # fmt: skip
    assert status == 201, made
    return json.loads(made)["secret"]
