// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io server that a client of another make is tried against. It prints what it sees, a JSON
// object a line, the first being {"port":…}.
// Options: port (0), recovery (bool), allowEIO3 (bool), pingInterval, parser, upgradeDelay (ms).

const http = require('http');
const {options, load, print} = require('./peer-common.js');

const io = load('socket.io');
const Server = io.Server || io;
const httpServer = http.createServer((request, response) => response.end('not here'));
const server = new Server(httpServer, {
    ...(options.recovery ? {connectionStateRecovery: {}} : {}),
    ...(options.allowEIO3 ? {allowEIO3: true} : {}),
    ...(options.pingInterval ? {pingInterval: options.pingInterval} : {}),
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});

// So that there is some traffic before the upgrade, and while it goes on.
if (options.upgradeDelay) {
    server.engine.use((request, response, next) => {
        const upgrades = request._query.sid && request._query.transport === 'websocket';
        setTimeout(next, upgrades ? options.upgradeDelay : 0);
    });
}

server.of('/').on('connection', (socket) => {
    print({saw: 'connect', id: socket.id, recovered: socket.recovered === true});
    socket.on('disconnect', (reason) => print({saw: 'disconnect', reason}));
    // Numbered events, to be counted on either side.
    let next = 0;
    let wrong = 0;
    socket.on('n', (number) => {
        wrong += number === next++ ? 0 : 1;
        socket.emit('n', number);
    });
    socket.on('how many', (answer) =>
        answer(next, wrong, socket.conn.transport.name));
    socket.on('say', (text, answer) => {
        print({saw: 'say', text});
        if (answer)
            answer(text);
    });
    socket.on('cut me', () => {
        socket.conn.close();
        // To all: that is what is kept for who comes back.
        setTimeout(() => server.emit('missed', 1, Buffer.from([1, 2])), 20);
        setTimeout(() => server.emit('missed', 2), 30);
    });
    // For measurements.
    socket.on('ack', (text, answer) => answer(text));
    socket.on('flood', (count, text) => {
        for (let i = 0; i < count; ++i)
            socket.emit('f', i, text);
    });
    socket.on('all', (text) => server.emit('news', text));
});

httpServer.listen(options.port || 0, '127.0.0.1', () => print({port: httpServer.address().port}));
