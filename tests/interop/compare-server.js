// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A server that is compared: socket.io, and beside it (with `ws` in the folder) plain WebSockets at
// /ws/echo and /ws/chat. Prints {"port":…} first.
// Options: parser, recovery (bool), deflate (bool), allowEIO3 (bool), key and cert (PEM: TLS).

const http = require('http');
const https = require('https');
const {options, load, print} = require('./peer-common.js');

const io = load('socket.io');
const notHere = (request, response) => response.end('not here');
const httpServer = options.key ? https.createServer(options, notHere) : http.createServer(notHere);
const deflate = options.deflate ? {threshold: 0} : false;
const server = new io.Server(httpServer, {
    maxHttpBufferSize: 1e7,
    perMessageDeflate: deflate,
    ...(options.allowEIO3 ? {allowEIO3: true} : {}),
    ...(options.recovery ? {connectionStateRecovery: {}} : {}),
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});

server.of('/').on('connection', (socket) => {
    socket.on('repeat', (data, answer) => answer(data));
    socket.on('spread', (text) => socket.broadcast.emit('spread', text));
});

const {Server: WebSocketServer} = load('ws');
const echo = new WebSocketServer({noServer: true, perMessageDeflate: deflate});
const chat = new WebSocketServer({noServer: true, perMessageDeflate: deflate});
echo.on('connection', (socket) => {
    socket.on('message', (data, isBinary = typeof data !== 'string') => // ws 7 tells by the type
        socket.send(data, {binary: isBinary}));
});
chat.on('connection', (socket) => {
    socket.on('message', (data) => {
        for (const other of chat.clients) {
            if (other !== socket)
                other.send(data, {binary: false});
        }
    });
});
httpServer.on('upgrade', (request, socket, head) => {
    const plain = request.url === '/ws/echo' ? echo : request.url === '/ws/chat' ? chat : null;
    if (plain)
        plain.handleUpgrade(request, socket, head, (opened) => plain.emit('connection', opened));
});

httpServer.listen(0, '127.0.0.1', () => print({port: httpServer.address().port}));
