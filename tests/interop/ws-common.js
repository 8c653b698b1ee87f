// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What the server and the client on plain `ws` share: the log of what they say and hear.
// Arguments of both: FOLDER (with node_modules), OPTIONS (JSON).

const crypto = require('crypto');
const {options, load, print} = require('./peer-common.js');

exports.options = options;
exports.print = print;
exports.WebSocket = load('ws');
exports.deflate = options.deflate ? {threshold: 0} : false;

function log(run, way, kind, data) {
    const bytes = Buffer.from(data);
    const sha1 = crypto.createHash('sha1').update(bytes).digest('hex');
    print({run, way, kind, size: bytes.length, sha1});
}

function closePayload(code, reason) {
    return Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]);
}

// A WebSocket of either side whose messages, pings, pongs and closes are logged.
exports.Talker = class {
    constructor(socket, run) {
        this.socket = socket;
        this.run = run;
        socket.on('ping', (data) => {
            this.log('heard', 'ping', data);
            this.log('said', 'pong', data); // by itself
        });
        socket.on('pong', (data) => this.log('heard', 'pong', data));
        socket.on('close', (code, reason) => {
            if (code !== 1006)
                this.log('heard', 'close', closePayload(code, reason));
            if (code !== 1006 && !this.hasClosed)
                this.log('said', 'close', closePayload(code, reason)); // by itself
        });
    }
    log(way, kind, data) {
        log(this.run, way, kind, data);
    }
    // Handlers get (data, isBinary).
    onMessage(handler) {
        this.socket.on('message', (data, isBinary) => {
            this.log('heard', isBinary ? 'binary' : 'text', data);
            handler(data, isBinary);
        });
    }
    // In as many fragments as there are parts.
    say(isBinary, ...parts) {
        const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
        this.log('said', isBinary ? 'binary' : 'text', whole);
        parts.forEach((part, i) => this.socket.send(part, {binary: isBinary, fin: i === parts.length - 1}));
    }
    ping(data) {
        this.log('said', 'ping', data);
        this.socket.ping(data);
    }
    close(code, reason) {
        this.log('said', 'close', closePayload(code, reason));
        this.hasClosed = true;
        this.socket.close(code, reason);
    }
};
