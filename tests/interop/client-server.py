# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A python-socketio server under tornado that a client of another make is tried against. It prints
what it sees, a JSON object a line, the first being {"port": ...}."""

import json
import socket as sockets

import socketio
import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web


def tell(**line):
    print(json.dumps(line), flush=True)


def plain(value):
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value


server = socketio.AsyncServer(async_mode="tornado")


@server.event
async def connect(sid, environ, auth):
    tell(saw="connect", auth=auth)
    await server.emit("early", "before CONNECT", to=sid)


@server.event
async def disconnect(sid):
    tell(saw="disconnect")


@server.on("echo")
async def echo(sid, *args):
    tell(saw="echo", args=plain(args))
    await server.emit("echo", args, to=sid)
    return args


@server.on("ask me")
async def ask(sid):
    await server.emit("question", b"\x00\xff", to=sid,
                      callback=lambda *args: tell(saw="answer", args=plain(args)))


application = tornado.web.Application([(r"/socket.io/", socketio.get_tornado_handler(server))])
listeners = tornado.netutil.bind_sockets(0, "127.0.0.1", family=sockets.AF_INET)
tornado.httpserver.HTTPServer(application).add_sockets(listeners)
tell(port=listeners[0].getsockname()[1])
tornado.ioloop.IOLoop.current().start()
