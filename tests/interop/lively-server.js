// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io server of version 2, 3 or 4 with short heartbeats that answers what it is asked, on a
// port that it prints first: {"port":…}.
// Options: interval, timeout (ms of heartbeats), recovery (bool, version 4).

const http = require('http');
const {options, load, print} = require('./peer-common.js');

const io = load('socket.io');
const Server = io.Server || io;
const httpServer = http.createServer((request, response) => response.end('not here'));
const server = new Server(httpServer, {
    pingInterval: options.interval,
    pingTimeout: options.timeout,
    ...(options.recovery ? {connectionStateRecovery: {}} : {}),
});

server.on('connection', (socket) => {
    print({server: 'connected', recovered: Boolean(socket.recovered)});
    socket.on('disconnect', (reason) => print({server: 'disconnected', reason}));
    socket.on('ask', (value, answer) => answer(value));
    socket.on('say', (...values) => socket.emit('said', ...values));
    socket.on('count', (count) => {
        for (let i = 0; i < count; ++i)
            socket.emit('number', i);
    });
});

httpServer.listen(0, '127.0.0.1', () => print({port: httpServer.address().port}));
