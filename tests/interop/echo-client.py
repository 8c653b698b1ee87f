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


def try_socketio():
    client = socketio.Client(reconnection=False)
    heard = queue.Queue()

    @client.on("ask")
    def answer(number):
        return "pong", number

    @client.on("*")
    def hear(event, *args):
        heard.put((event, *args))

    for namespace in ("/plain", "/chat"):
        client.on("*", lambda event, *args, nsp=namespace: heard.put((nsp, event, *args)), namespace=namespace)
    client.connect(url, transports=transports, auth={"token": "secret"}, namespaces=["/"], wait_timeout=PATIENCE)

    def next_heard():
        return heard.get(timeout=PATIENCE)

    check(next_heard(), ("auth", {"token": "secret"}))
    check(client.transport(), "polling" if transport == "polling" else "websocket")
    client.emit("message", (1, "h\u00e9llo", {"a": [True, None]}, b"\x01\x02"))
    check(next_heard(), ("message-back", 1, "h\u00e9llo", {"a": [True, None]}, b"\x01\x02"))
    client.emit("text", "x")
    check(next_heard(), ("text-back", "x"))
    check(client.call("message-with-ack", (b"\x03", 4), timeout=PATIENCE), (b"\x03", 4))
    check(client.call("ack-me", "x", timeout=PATIENCE), ("acked", "x"))
    check(client.call("bin-ack", b"\x05\x06", timeout=PATIENCE), b"\x05\x06\x05\x06")
    client.emit("bin", (b"\x01", "x"))
    check(next_heard(), ("bin-back", {"first": b"\x01", "rest": ["x"]}, "tail"))
    client.emit("please-ask")
    check(next_heard(), ("answer-received", "pong", 7))
    check(client.call("join", "red", timeout=PATIENCE), True)
    client.emit("to-all", 1)
    check(next_heard(), ("all-msg", 1))
    client.disconnect()

    client.connect(url, transports=transports, auth={"token": "secret"}, namespaces=["/plain", "/chat"],
                   wait_timeout=PATIENCE)
    check(next_heard(), ("/chat", "welcome", "/chat"))
    client.emit("text", "y", namespace="/plain")
    check(next_heard(), ("/plain", "text-back", "y"))
    client.disconnect()
    try:
        client.connect(url, transports=transports, namespaces=["/nope"], wait_timeout=PATIENCE)
    except socketio.exceptions.ConnectionError:
        return
    fail("let into /nope")


def try_engineio():
    client = engineio.Client()
    heard = queue.Queue()
    client.on("message", heard.put)
    client.connect(url, transports=transports)
    for message in ("h\u00e9llo", b"\x01\x02\xff", "x" * 70000):
        client.send(message)
        check(heard.get(timeout=PATIENCE), message)
    client.disconnect()


try_socketio()
try_engineio()
