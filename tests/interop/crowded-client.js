// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The client of crowded-server.js. Prints {"sid":…} when it is connected, begins when a line comes
// on the standard input, and ends by itself.
// Options beside those: port, transport ("polling", "websocket" or "upgrade"), parser, deflate.

const {options, version, load, print} = require('./peer-common.js');
const {Count, asks, asked, sayAll, until} = require('./crowded-common.js');

const io = load('socket.io-client');
const transports = {
    polling: ['polling'],
    websocket: ['websocket'],
    upgrade: ['polling', 'websocket'],
}[options.transport];
const manager = new io.Manager(`http://127.0.0.1:${options.port}`, {
    transports,
    reconnection: false,
    perMessageDeflate: options.deflate ? {threshold: 0} : false,
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});
const socket = manager.socket('/');
const count = new Count();

manager.on('packet', (packet) => {
    if (packet.id > 1e9 && (packet.type === 3 || packet.type === 6))
        count.fault(`an answer to somebody else: ${JSON.stringify(packet)}`);
});
socket.on('own', (number, answer) => {
    count.take(number);
    if (answer)
        answer(number * 3);
});
socket.on('injected', (number, answer) => {
    count.takeInjected(number);
    if (answer)
        answer('client', number * 2);
});
socket.on('disconnect', (reason) => count.fault('disconnected: ' + reason));

async function run() {
    await new Promise((resolve) => socket.on('connect', resolve));
    if (options.transport === 'upgrade')
        await until(() => manager.engine.transport.name === 'websocket', () => 'the upgrade');
    print({sid: manager.engine.id, version});
    await new Promise((resolve) => process.stdin.once('data', resolve));
    socket.emit('begin');
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
    await until(() => count.isDone(asked), () => JSON.stringify(count));
    await new Promise((resolve) => socket.emit('end', resolve));
}

run().catch((error) => count.fault(error.message)).then(() => {
    print(count.toJson('client'));
    process.exit(0);
});
