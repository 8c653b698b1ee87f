// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The official client on client-server.js: how many events it sends with an ack, and hears, in a
// second. Prints {"sent","received","residentMiB"}.
// Options: port, acks, window (asked at a time), events, bytes.

const {options, load, print} = require('./peer-common.js');

const io = load('socket.io-client').io;
const socket = io(`http://127.0.0.1:${options.port}`, {transports: ['websocket']});
const text = 'x'.repeat(options.bytes);
const since = (start) => Number(process.hrtime.bigint() - start) / 1e9;

function send(done) {
    const start = process.hrtime.bigint();
    let asked = 0;
    let answered = 0;
    const ask = () => {
        ++asked;
        socket.emit('ack', text, () => {
            if (++answered === options.acks)
                done(options.acks / since(start));
            else if (asked < options.acks)
                ask();
        });
    };
    while (asked < Math.min(options.window, options.acks))
        ask();
}

function receive(done) {
    const start = process.hrtime.bigint();
    let heard = 0;
    socket.on('f', () => {
        if (++heard === options.events)
            done(options.events / since(start));
    });
    socket.emit('flood', options.events, text);
}

socket.on('connect', () => send((sent) => receive((received) => {
    print({sent, received, residentMiB: process.memoryUsage().rss / (1 << 20)});
    process.exit(0);
})));
