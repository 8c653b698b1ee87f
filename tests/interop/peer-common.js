// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What the server and the client of an interop test share: the version of socket.io that they use,
// and the log of what they say and hear.
// Arguments of both: FOLDER (with node_modules), OPTIONS (JSON).

const fs = require('fs');
const path = require('path');
const {createRequire} = require('module');

const folder = process.argv[2];
exports.options = JSON.parse(process.argv[3]);
exports.version = Number(path.basename(folder).slice(1)); // 2, 3 or 4
exports.load = createRequire(path.join(path.resolve(folder), 'package.json'));

// Written at once: nothing is lost when the process ends.
exports.print = (line) => fs.writeSync(1, JSON.stringify(line) + '\n');

function plain(value) {
    if (value instanceof ArrayBuffer)
        return {$binary: Buffer.from(value).toString('base64')};
    if (ArrayBuffer.isView(value))
        return {$binary: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')};
    if (Array.isArray(value))
        return value.map(plain);
    if (value && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
    return value;
}

// One packet: way is "said" or "heard".
exports.log = (run, way, type, namespace, data) => {
    const line = {run, way, type, namespace};
    if (data !== undefined)
        line.data = plain(data);
    exports.print(line);
};

// A socket of either side whose packets are logged. Handlers get (arguments, answer); answer is
// null unless the other side waits for an acknowledgement.
exports.Talker = class {
    constructor(socket, namespace, run) {
        Object.assign(this, {socket, namespace, run});
    }
    log(way, type, data) {
        exports.log(this.run, way, type, this.namespace, data);
    }
    on(event, handler) {
        this.socket.on(event, (...args) => {
            const acknowledge = typeof args[args.length - 1] === 'function' ? args.pop() : null;
            this.log('heard', 'EVENT', [event, ...args]);
            handler(args, acknowledge && ((...answer) => {
                this.log('said', 'ACK', answer);
                acknowledge(...answer);
            }));
        });
    }
    say(event, ...args) {
        this.log('said', 'EVENT', [event, ...args]);
        this.socket.emit(event, ...args);
    }
    ask(event, ...args) {
        this.log('said', 'EVENT', [event, ...args]);
        return new Promise((resolve) => this.socket.emit(event, ...args, (...answer) => {
            this.log('heard', 'ACK', answer);
            resolve(answer);
        }));
    }
    // The arguments of the next \a event.
    next(event) {
        return new Promise((resolve) => {
            this.waiting = this.waiting || {};
            if (!(event in this.waiting))
                this.on(event, (args) => this.waiting[event].shift()(args));
            (this.waiting[event] = this.waiting[event] || []).push(resolve);
        });
    }
};
