// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A server of socket.io, and a plain WebSocket at /feed, whose sessions are recorded to be served again.
// Prints {"port"}.
//   node answers-server.js FOLDER OPTIONS

const http = require('http');
const {version, load, print} = require('./peer-common.js');

const server = http.createServer();
const io = version > 2 ? new (load('socket.io').Server)(server) : load('socket.io')(server);
io.of('/chat').on('connection', (socket) => {
    socket.emit('welcome', {pi: 3.14159, price: 1.5});
    socket.on('search', (query, answer) => setTimeout(() => answer({found: 3, for: query.text}), 150));
    socket.on('upload', (bytes, answer) => {
        socket.emit('file', {name: 'cat.bin', content: Buffer.concat([bytes, bytes])});
        answer('stored', bytes);
    });
    socket.on('out', () => socket.disconnect());
});

if (version === 4) {
    const {WebSocketServer} = load('ws');
    const feed = new WebSocketServer({noServer: true});
    server.on('upgrade', (request, socket, head) => {
        if (request.url === '/feed')
            feed.handleUpgrade(request, socket, head, (client) => feed.emit('connection', client));
    });
    feed.on('connection', (client) => {
        client.send('hello');
        client.on('message', (data, isBinary) => {
            if (isBinary)
                client.send(Buffer.from([1, 2, 3]));
            else if (data.toString() === 'bye')
                client.close(4001, 'as you say');
            else
                client.send('{"type":"pong","n":1.50}');
        });
    });
}
server.listen(0, '127.0.0.1', () => print({port: server.address().port}));
