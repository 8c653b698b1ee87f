// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io client of version 2, 3 or 4 that comes back when it is thrown out, and tells what
// happens to it, a JSON object a line. Commands come on the standard input, one a line:
// ask VALUE, say VALUE, count N, transport, end.
// Options: port, transports (a list), tryAll (bool), ackTimeout (ms).

const readline = require('readline');
const {options, version, load, print} = require('./peer-common.js');

const io = load('socket.io-client');
const manager = new io.Manager(`http://127.0.0.1:${options.port}`, {
    transports: options.transports,
    tryAllTransports: Boolean(options.tryAll),
    reconnectionDelay: 100,
    reconnectionDelayMax: 400,
    timeout: 3000,
});
const socket = manager.socket('/');
const transport = () => manager.engine.transport.name;

manager.on('open', () => {
    manager.engine.once('upgrade', () => print({client: 'upgraded'}));
    manager.engine.once('upgradeError', () => print({client: 'not upgraded'}));
});
socket.on('connect', () => print({client: 'connected', id: socket.id,
                                  recovered: Boolean(socket.recovered), transport: transport()}));
socket.on('disconnect', (reason) => print({client: 'disconnected', reason}));
(version > 2 ? socket : manager).on('connect_error', (error) => print({client: 'failed', words: String(error.message || error)}));
socket.on('said', (...values) => print({client: 'heard', values}));
socket.on('number', (number) => print({client: 'number', number}));

const commands = {
    ask: (value) => {
        const asked = Date.now();
        let timer = setTimeout(() => {
            timer = null;
            print({client: 'not answered', value});
        }, options.ackTimeout || 5000);
        socket.emit('ask', value, (answer) => {
            print({client: timer ? 'answered' : 'answered late', value, answer,
                   after: Date.now() - asked});
            clearTimeout(timer);
        });
    },
    say: (value) => socket.emit('say', value),
    count: (value) => socket.emit('count', Number(value)),
    transport: () => print({client: 'transport', name: transport()}),
    end: () => process.exit(0),
};
readline.createInterface({input: process.stdin}).on('line', (line) => {
    const [command, value] = line.split(' ');
    commands[command](value);
});
