// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io client of version 2, 3 or 4 that says one of everything and checks what it hears.
// Exit code 0: all was as it must be. Options: port, run (a name), transport ("polling",
// "websocket" or "upgrade"), parser, deflate.

const assert = require('assert');
const {options, version, load, log, Talker} = require('./peer-common.js');

const io = load('socket.io-client');
const transports = {
    polling: ['polling'],
    websocket: ['websocket'],
    upgrade: ['polling', 'websocket'],
}[options.transport];
const manager = new io.Manager(`http://127.0.0.1:${options.port}`, {
    transports,
    reconnection: false,
    query: {run: options.run},
    perMessageDeflate: options.deflate ? {threshold: 0} : false,
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
});

function socketOf(namespace, auth) {
    const socket = manager.socket(namespace, auth ? {auth} : {});
    if (version > 2 || namespace !== '/')
        log(options.run, 'said', 'CONNECT', namespace, version > 2 ? auth : undefined);
    return socket;
}

// prepare(talker) is called before anything else can be heard.
function connected(namespace, auth, prepare = () => {}) {
    const socket = socketOf(namespace, auth);
    return new Promise((resolve, reject) => {
        socket.on('connect', () => {
            const talker = new Talker(socket, namespace, options.run);
            talker.log('heard', 'CONNECT', version > 2 ? {sid: socket.id} : undefined);
            prepare(talker);
            resolve(talker);
        });
        socket.on(version > 2 ? 'connect_error' : 'error', reject);
        manager.on(version > 2 ? 'error' : 'connect_error', reject);
    });
}

function refused(namespace) {
    const socket = socketOf(namespace);
    return new Promise((resolve, reject) => {
        socket.on('connect', () => reject(new Error('connected to ' + namespace)));
        socket.on(version > 2 ? 'connect_error' : 'error', (error) => {
            const data = version > 2 ? {message: error.message, data: error.data} : error;
            log(options.run, 'heard', 'CONNECT_ERROR', namespace, data);
            resolve(data);
        });
    });
}

const bytes = (value) => Buffer.from(value instanceof ArrayBuffer ? new Uint8Array(value) : value);

async function talk() {
    const auth = version > 2 ? {token: 'abc', n: 1} : undefined;
    const upgraded = new Promise((resolve) => {
        if (options.transport !== 'upgrade')
            resolve();
        else
            manager.once('open', () => manager.engine.once('upgrade', resolve));
    });
    const root = await connected('/', auth);
    // In the middle of an upgrade, if there is one.
    assert.deepStrictEqual(await root.ask('echo', 'early'), ['early']);
    await upgraded;
    assert.strictEqual(manager.engine.transport.name,
                       options.transport === 'polling' ? 'polling' : 'websocket');

    const words = ['héllo wörld', '€ 😀 \u0000 "\\', {a: [1, -2.5, 1.5e-9, true, null], b: {}}, [[]]];
    assert.deepStrictEqual(await root.ask('echo', ...words), words);
    root.say('echo', ...words);
    assert.deepStrictEqual(await root.next('echo'), words);

    const blob = Buffer.from(Array.from({length: 3000}, (_, i) => (i * 7) & 255));
    const answer = await root.ask('echo', blob, {deep: [Buffer.from('€'), {in: Buffer.alloc(0)}]}, 'end');
    assert.ok(bytes(answer[0]).equals(blob));
    assert.strictEqual(bytes(answer[1].deep[0]).toString(), '€');
    assert.strictEqual(bytes(answer[1].deep[1].in).length, 0);
    assert.strictEqual(answer[2], 'end');

    root.on('question', ([question], acknowledge) => {
        assert.ok(bytes(question.of).equals(Buffer.from([0, 255, 128])));
        acknowledge('blue', Buffer.from([1, 2, 3]));
    });
    root.say('ask me');
    const [colour, proof] = await root.next('you said');
    assert.strictEqual(colour, 'blue');
    assert.ok(bytes(proof).equals(Buffer.from([1, 2, 3])));

    const large = 'a rose is a rose '.repeat(4000);
    assert.deepStrictEqual(await root.ask('echo', large), [large]);

    const numbers = [];
    const all = new Promise((resolve) => root.on('number', ([number]) => {
        if (numbers.push(number) === 100)
            resolve();
    }));
    root.say('count', 100);
    await all;
    assert.deepStrictEqual(numbers, [...Array(100).keys()]);

    let welcome = null;
    const talker = await connected('/chat', auth, (chat) => {
        welcome = chat.next('welcome');
    });
    assert.deepStrictEqual(await welcome, ['to the chat']);
    const [length, reply] = await talker.ask('chat message', {from: 'me', text: 'hi'});
    assert.strictEqual(length, 1);
    assert.strictEqual(bytes(reply).toString(), 'héllo');

    const refusal = await refused('/forbidden');
    assert.deepStrictEqual(refusal, version > 2 ? {message: 'not today', data: {code: 7}} : 'not today');

    talker.log('said', 'DISCONNECT');
    const left = root.next('left');
    talker.socket.disconnect();
    await left;

    const gone = new Promise((resolve) => root.socket.on('disconnect', resolve));
    root.say('bye');
    assert.strictEqual(await gone, 'io server disconnect');
    root.log('heard', 'DISCONNECT');
}

const late = setTimeout(() => {
    console.error('nothing came any more');
    process.exit(3);
}, 20000);
talk().then(() => {
    clearTimeout(late);
    process.exit(0);
}, (error) => {
    console.error(error);
    process.exit(1);
});
