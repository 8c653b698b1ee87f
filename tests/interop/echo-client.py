# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A python-socketio client, and one of python-engineio, that try what `sockscope demo --echo` says
back. Exit code 0: all was as it must be.
   echo-client.py URL TRANSPORT    "polling", "websocket" or "upgrade"
"""

import os
import queue
import sys

import engineio
import socketio

PATIENCE = 30
url, transport = sys.argv[1:]
transports = {"polling": ["polling"], "websocket": ["websocket"], "upgrade": None}[transport]


def fail(why):
    print(why, file=sys.stderr, flush=True)
    os._exit(1)  # whatever the client's threads do


def check(found, wanted):
    if found != wanted:
        fail(f"{found!r} is not {wanted!r}")


class Talker:
    """A client, which is used once: its threads may outlive a disconnect."""

    def __init__(self, *namespaces, patience=PATIENCE):
        self.heard = queue.Queue()
        self.client = socketio.Client(reconnection=False)
        self.client.on("ask", lambda number: ("pong", number))
        for namespace in namespaces:
            self.client.on("*", lambda *event, nsp=namespace: self.heard.put((nsp, *event)), namespace=namespace)
        self.client.connect(url, transports=transports, auth={"token": "secret"}, namespaces=list(namespaces),
                            wait_timeout=patience)

    def hears(self, *wanted):
        check(self.heard.get(timeout=PATIENCE), wanted)


def try_events():
    talker = Talker("/")
    client = talker.client
    talker.hears("/", "auth", {"token": "secret"})
    check(client.transport(), "polling" if transport == "polling" else "websocket")
    client.emit("message", (1, "h\u00e9llo", {"a": [True, None]}, b"\x01\x02"))
    talker.hears("/", "message-back", 1, "h\u00e9llo", {"a": [True, None]}, b"\x01\x02")
    client.emit("text", "x")
    talker.hears("/", "text-back", "x")
    check(client.call("message-with-ack", (b"\x03", 4), timeout=PATIENCE), (b"\x03", 4))
    check(client.call("ack-me", "x", timeout=PATIENCE), ("acked", "x"))
    check(client.call("bin-ack", b"\x05\x06", timeout=PATIENCE), b"\x05\x06\x05\x06")
    client.emit("bin", (b"\x01", "x"))
    talker.hears("/", "bin-back", {"first": b"\x01", "rest": ["x"]}, "tail")
    client.emit("please-ask")
    talker.hears("/", "answer-received", "pong", 7)
    check(client.call("join", "red", timeout=PATIENCE), True)
    client.emit("to-all", 1)
    talker.hears("/", "all-msg", 1)
    client.disconnect()


def try_namespaces():
    talker = Talker("/plain", "/chat")
    talker.hears("/chat", "welcome", "/chat")
    talker.client.emit("text", "y", namespace="/plain")
    talker.hears("/plain", "text-back", "y")
    talker.client.disconnect()
    try:
        Talker("/nope", patience=1)  # it waits that long although it has been refused
    except socketio.exceptions.ConnectionError:
        return
    fail("let into /nope")


def try_engineio():
    client = engineio.Client()
    heard = queue.Queue()
    client.on("message", heard.put)
    client.connect(url, transports=transports)
    # Its text over polling is not UTF-8 where it is not ASCII.
    for message in ("hello", b"\x01\x02\xff", "x" * 70000):
        client.send(message)
        check(heard.get(timeout=PATIENCE), message)
    client.disconnect()


try_events()
try_namespaces()
try_engineio()
