// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io server of version 2, 3 or 4 for crowded-common.js, on a port that it prints first:
// {"port":…}. Prints what it counted when its client says so.
// Options beside those: parser ("default" or "msgpack"), deflate (bool).

const http = require('http');
const {options, load, print} = require('./peer-common.js');
const {Count, asks, asked, sayAll, until} = require('./crowded-common.js');

const io = load('socket.io');
const Server = io.Server || io;
const httpServer = http.createServer((request, response) => response.end('not here'));
const server = new Server(httpServer, {
    perMessageDeflate: options.deflate ? {threshold: 0} : false,
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});

server.on('connection', (socket) => {
    const count = new Count();
    const isStranger = (id) => id > 1e9;
    const parser = socket.conn;
    parser.on('packet', ({type, data}) => {
        const match = type === 'message' && typeof data === 'string' && /^3(\d+)\[/.exec(data);
        if (match && isStranger(Number(match[1])))
            count.fault(`an answer to somebody else: ${data}`);
    });
    socket.on('own', (number, answer) => {
        count.take(number);
        if (answer)
            answer(number * 3);
    });
    socket.on('injected', (number, answer) => {
        count.takeInjected(number);
        if (answer)
            answer('server', number * 2);
    });
    socket.on('begin', async () => {
        await sayAll((number) => {
            if (!asks(number)) {
                socket.emit('own', number);
                return null;
            }
            return new Promise((resolve) => socket.emit('own', number, (answer) => {
                count.takeAnswer(number, answer);
                resolve();
            }));
        });
    });
    socket.on('end', async (answer) => {
        await until(() => count.isDone(asked), () => JSON.stringify(count)).catch(
            (error) => count.fault(error.message));
        print(count.toJson('server'));
        answer();
    });
});

httpServer.listen(0, '127.0.0.1', () => print({port: httpServer.address().port}));
