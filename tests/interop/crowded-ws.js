// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Both sides of crowded-common.js on plain WebSockets, by the option side: a server that prints
// {"port":…}, or a client. JSON messages {"own":n} and {"injected":n}.

const {options, load, print} = require('./peer-common.js');
const {Count, sayAll, until} = require('./crowded-common.js');

const WebSocket = load('ws');
const deflate = options.deflate ? {threshold: 0} : false;

async function talk(socket, side, begun) {
    const count = new Count();
    socket.on('message', (data) => {
        const message = JSON.parse(data.toString());
        if ('own' in message)
            count.take(message.own);
        else
            count.takeInjected(message.injected);
    });
    socket.on('close', (code) => {
        if (!count.isDone(0))
            count.fault('closed: ' + code);
    });
    await begun;
    await sayAll((number) => {
        const text = JSON.stringify({own: number, words: 'the same words again'});
        return new Promise((resolve) => socket.send(text, resolve));
    });
    await until(() => count.isDone(0), () => JSON.stringify(count)).catch(
        (error) => count.fault(error.message));
    print(count.toJson(side));
}

if (options.side === 'server') {
    const server = new WebSocket.Server({port: 0, host: '127.0.0.1', perMessageDeflate: deflate});
    server.on('connection', (socket) => talk(socket, 'server', Promise.resolve()));
    server.on('listening', () => print({port: server.address().port}));
} else {
    const socket = new WebSocket(`ws://127.0.0.1:${options.port}/crowded`, {perMessageDeflate: deflate});
    socket.on('open', async () => {
        print({open: true});
        await talk(socket, 'client', new Promise((resolve) => process.stdin.once('data', resolve)));
        process.exit(0);
    });
}
