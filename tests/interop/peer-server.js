// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io server of version 2, 3 or 4 on a port that it prints first: {"port":…}.
// Options: parser ("default" or "msgpack"), deflate (bool).

const http = require('http');
const {options, version, load, print, log, Talker} = require('./peer-common.js');

const io = load('socket.io');
const Server = io.Server || io;
const httpServer = http.createServer((request, response) => response.end('not here'));
const server = new Server(httpServer, {
    perMessageDeflate: options.deflate ? {threshold: 0} : false,
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});

const runOf = (socket) => socket.handshake.query.run;

// Logs that a client came: what it said and what the server says to that.
function greet(socket) {
    const run = runOf(socket);
    const namespace = socket.nsp.name;
    if (version > 2)
        log(run, 'heard', 'CONNECT', namespace,
            Object.keys(socket.handshake.auth).length > 0 ? socket.handshake.auth : undefined);
    else if (namespace !== '/')
        log(run, 'heard', 'CONNECT', namespace);
    log(run, 'said', 'CONNECT', namespace, version > 2 ? {sid: socket.id} : undefined);
    return new Talker(socket, namespace, run);
}

server.of('/').on('connection', (socket) => {
    const talker = greet(socket);
    talker.on('echo', (args, answer) => answer ? answer(...args) : talker.say('echo', ...args));
    talker.on('count', ([count]) => {
        for (let i = 0; i < count; ++i)
            talker.say('number', i, 'x'.repeat(i));
    });
    talker.on('ask me', async () => {
        const answer = await talker.ask('question', {what: 'colour', of: Buffer.from([0, 255, 128])});
        talker.say('you said', ...answer);
    });
    talker.on('bye', () => {
        talker.log('said', 'DISCONNECT');
        socket.disconnect();
    });
});

server.of('/chat').on('connection', (socket) => {
    const talker = greet(socket);
    talker.say('welcome', 'to the chat');
    talker.on('chat message', (args, answer) => answer(args.length, Buffer.from('héllo')));
    socket.on('disconnect', (reason) => {
        if (reason !== 'client namespace disconnect')
            return;
        talker.log('heard', 'DISCONNECT');
        // Over the other namespace, so that the client knows that this one is left.
        for (const other of Object.values(server.of('/').connected || {}))
            tellLeft(other, socket);
        if (server.of('/').sockets instanceof Map)
            server.of('/').sockets.forEach((other) => tellLeft(other, socket));
    });
});

function tellLeft(other, socket) {
    if (other.conn === socket.conn)
        new Talker(other, '/', runOf(other)).say('left');
}

// Lets in who has the token: in version 2 it is in the query.
server.of('/members').use((socket, next) => {
    const {token} = version > 2 ? socket.handshake.auth : socket.handshake.query;
    next(token === 'secret' ? undefined : new Error('wrong token'));
});
server.of('/members').on('connection', (socket) => {
    const talker = greet(socket);
    talker.on('who', (args, answer) => answer('members', ...args));
});

server.of('/forbidden').use((socket, next) => {
    const run = runOf(socket);
    const error = new Error('not today');
    if (version > 2) // the msgpack parser of 2 takes nothing but text
        error.data = {code: 7};
    log(run, 'heard', 'CONNECT', '/forbidden');
    log(run, 'said', 'CONNECT_ERROR', '/forbidden',
        version > 2 ? {message: error.message, data: error.data} : error.message);
    next(error);
});

httpServer.listen(0, '127.0.0.1', () => print({port: httpServer.address().port}));
