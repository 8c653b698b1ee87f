// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A bare engine.io-client that tries `/engine.io/` of the echo contract. Exit code 0: all was as it
// must be. OPTIONS: url, transport ("polling", "websocket" or "upgrade"), base64 (bool).
//   node engine-client.js FOLDER OPTIONS

const assert = require('assert');
const {options, version, load, print} = require('./peer-common.js');

const engine = load('engine.io-client');
const transports = {polling: ['polling'], websocket: ['websocket'], upgrade: ['polling', 'websocket']}[options.transport];
const open = () => {
    const more = {transports, forceBase64: Boolean(options.base64)};
    return version > 3 ? new engine.Socket(options.url, more) : engine(options.url, more);
};
const once = (socket, event) => new Promise((done) => socket.once(event, (...args) => done(args)));

// What is said comes back in order, text as text and bytes as bytes.
async function talk(socket, messages) {
    const heard = [];
    const all = new Promise((done) => {
        const hear = (data) => {
            // The client has undefined for an empty text.
            heard.push(data instanceof ArrayBuffer ? Buffer.from(data) : data === undefined ? '' : data);
            if (heard.length < messages.length) return;
            socket.off('message', hear);
            done();
        };
        socket.on('message', hear);
    });
    for (const message of messages) socket.send(message);
    await all;
    assert.deepStrictEqual(heard, messages);
}

const various = ['hello', '', 'h\u00e9llo \u20ac \u{1f600}', Buffer.from([1, 2, 3]), '2probe', Buffer.alloc(0),
    'x'.repeat(50000), Buffer.alloc(20000, 7), '"\\n\n'];

async function run() {
    const socket = open();
    await once(socket, 'open');
    await talk(socket, various);
    if (options.transport === 'upgrade' && socket.transport.name !== 'websocket') await once(socket, 'upgrade');
    await talk(socket, various);
    await talk(socket, Array.from({length: 500}, (_, i) => (i % 3 ? `message ${i}` : Buffer.from(`bytes ${i}`))));
    // Two heartbeats pass.
    let ended = null;
    socket.on('close', (reason) => { ended = reason; });
    await new Promise((done) => setTimeout(done, 700));
    assert.strictEqual(ended, null);
    await talk(socket, ['still here']);
    assert.strictEqual(socket.transport.name, options.transport === 'polling' ? 'polling' : 'websocket');
    const closed = once(socket, 'close');
    socket.close();
    assert.strictEqual((await closed)[0], 'forced close');
    // What was said right before the end arrives.
    const other = open();
    await once(other, 'open');
    await talk(other, ['a', 'b']);
    const over = once(other, 'close');
    other.close();
    await over;
    print({done: true});
    process.exit(0);
}

process.exitCode = 1; // unless it comes to its end
run().catch((error) => {
    console.error(error);
    process.exit(1);
});
