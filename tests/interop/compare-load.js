// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The official clients at the work of a comparison, on compare-server.js: echoes of text, one after
// the other. Prints {"ready":true}, and for each line that comes on standard input, a JSON array of
// texts, what it took itself: {"p50Us","perSecond"}.
// Options: port, way (websocket, socketio-websocket, socketio-polling).

const readline = require('readline');
const {options, load, print} = require('./peer-common.js');

const now = () => Number(process.hrtime.bigint()) / 1e3; // microseconds

function openWebSocket(ready) {
    const WebSocket = load('ws');
    const socket = new WebSocket(`ws://127.0.0.1:${options.port}/ws/echo`, {perMessageDeflate: false});
    let answered = null;
    socket.on('message', () => answered());
    socket.on('open', () => ready((text, done) => {
        answered = done;
        socket.send(text);
    }));
}

function openSocketIo(ready) {
    const transports = [options.way === 'socketio-polling' ? 'polling' : 'websocket'];
    const socket = load('socket.io-client').io(`http://127.0.0.1:${options.port}`,
        {transports, perMessageDeflate: false});
    socket.on('connect', () => ready((text, done) => socket.emit('repeat', text, done)));
}

function echoAll(ask, texts) {
    const times = [];
    const start = now();
    const next = () => {
        if (times.length === texts.length) {
            const perSecond = texts.length / ((now() - start) / 1e6);
            times.sort((a, b) => a - b);
            print({p50Us: times[Math.ceil(times.length / 2) - 1], perSecond});
            return;
        }
        const asked = now();
        ask(texts[times.length], () => {
            times.push(now() - asked);
            next();
        });
    };
    next();
}

(options.way === 'websocket' ? openWebSocket : openSocketIo)((ask) => {
    readline.createInterface({input: process.stdin})
        .on('line', (line) => echoAll(ask, JSON.parse(line)))
        .on('close', () => process.exit(0));
    print({ready: true});
});
