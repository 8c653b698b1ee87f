// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io client, or one of ws, that does what it is told and prints what it hears, a line each.
// OPTIONS: url, nsp, auth, query, transports, plain (a WebSocket), more (clients beside it that only listen),
// say: [[wait, what…]…], where wait is "event" or "ack" (for the next of it), a number (milliseconds) or null;
// what an event with its arguments, "?" first to ask for an ack, or of a plain WebSocket a message.
//   node answers-client.js FOLDER OPTIONS

const {options, version, load, print} = require('./peer-common.js');

const bytes = (value) => {
    if (Buffer.isBuffer(value) || value instanceof ArrayBuffer || ArrayBuffer.isView(value))
        return {$binary: Buffer.from(value).toString('base64')};
    if (Array.isArray(value))
        return value.map(bytes);
    if (value && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bytes(member)]));
    return value;
};
const unbytes = (value) => {
    if (value && value.$binary)
        return Buffer.from(value.$binary, 'base64');
    return Array.isArray(value) ? value.map(unbytes) : value;
};

const waiting = [];
const heard = (...line) => {
    print(line.map(bytes));
    for (const entry of waiting.splice(0)) {
        if (entry.kind === line[0])
            entry.resolve();
        else
            waiting.push(entry);
    }
};
const next = (wait) => new Promise((resolve) => {
    if (wait === null)
        resolve();
    else if (typeof wait === 'number')
        setTimeout(resolve, wait);
    else
        waiting.push({kind: wait, resolve});
});

function openPlain() {
    const WebSocket = load('ws');
    const socket = new WebSocket(options.url, options.protocols);
    socket.on('open', () => heard('open', socket.protocol));
    socket.on('message', (data, isBinary) => heard('event', isBinary ? data : data.toString()));
    socket.on('unexpected-response', (request, response) => heard('refused', response.statusCode));
    socket.on('error', (error) => heard('error', error.message));
    socket.on('close', (code, reason) => heard('close', code, reason.toString()));
    return {say: (what) => socket.send(unbytes(what)), close: () => socket.close()};
}

function openSocketIo(name) {
    const io = load('socket.io-client');
    const settings = {transports: options.transports, forceNew: true, reconnection: false};
    if (options.auth)
        settings.auth = options.auth;
    const socket = io(options.url + (options.nsp || '/') + (options.query || ''), settings);
    const own = name === undefined;
    const report = own ? heard : (...line) => print([name, ...line].map(bytes));
    socket.on('connect', () => report('connect'));
    socket.on(version > 2 ? 'connect_error' : 'error',
              (error) => report('refused', error.message || error, error.data || null));
    socket.on('disconnect', (reason) => report('disconnect', reason));
    // Version 2 has no onAny.
    const take = socket.onevent;
    socket.onevent = function(packet) {
        const args = packet.data.slice();
        report('event', ...args);
        if (packet.id !== undefined && packet.id !== null)
            this.ack(packet.id)('yes');
        else
            take.call(this, packet);
    };
    return {
        say: (event, ...args) => {
            if (event === '?') {
                const since = Date.now();
                socket.emit(...args.map(unbytes),
                            (...answer) => report('ack', ...answer, ...(options.timed ? [Date.now() - since] : [])));
            } else {
                socket.emit(event, ...args.map(unbytes));
            }
        },
        close: () => socket.close(),
    };
}

(async () => {
    const client = options.plain ? openPlain() : openSocketIo();
    const others = [];
    for (let number = 1; number <= (options.more || 0); ++number)
        others.push(openSocketIo(`client ${number}`));
    for (const [wait, ...what] of options.say || []) {
        await next(wait);
        if (what.length > 0)
            client.say(...what);
    }
    for (const each of [client, ...others])
        each.close();
})();
