// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A socket.io client that tries every event of `sockscope demo --echo`. Exit code 0: all was as it
// must be. OPTIONS: url, transport ("polling", "websocket" or "upgrade"), parser, deflate, cookie,
// recovery (bool).
//   node echo-client.js FOLDER OPTIONS

const assert = require('assert');
const {options, version, load, print} = require('./peer-common.js');

const io = load('socket.io-client');
const transports = {polling: ['polling'], websocket: ['websocket'], upgrade: ['polling', 'websocket']}[options.transport];
const common = {
    transports,
    forceNew: true,
    reconnection: false,
    perMessageDeflate: options.deflate ? {threshold: 0} : false,
    ...(options.parser === 'msgpack' ? {parser: load('socket.io-msgpack-parser')} : {}),
};

const open = (path, more) => io(options.url + path, {...common, ...more});
const once = (socket, event) => new Promise((done) => socket.once(event, (...args) => done(args)));
const ask = (socket, ...event) => new Promise((done) => socket.emit(...event, (...answer) => done(answer)));
// With recovery on, events have the offset as one more argument.
function told(args) {
    if (!options.recovery) return args;
    assert.strictEqual(typeof args[args.length - 1], 'string');
    return args.slice(0, -1);
}
async function hears(socket, event, expected, act) {
    const heard = once(socket, event);
    act();
    assert.deepStrictEqual(told(await heard), expected);
}
const refusal = version > 2 ? 'connect_error' : 'error';

async function until(holds) {
    for (let i = 0; i < 1000 && !holds(); ++i) await new Promise((done) => setTimeout(done, 10));
    assert.ok(holds());
}

async function sayAndHear(socket) {
    for (const args of [[], ['x'], [1, '2', {3: [true, null]}, 'h\u00e9llo \u20ac \u{1f600}'], [Buffer.from([1, 2]), {b: Buffer.alloc(2000, 7)}]]) {
        await hears(socket, 'message-back', args, () => socket.emit('message', ...args));
        await hears(socket, 'text-back', args, () => socket.emit('text', ...args));
        assert.deepStrictEqual(await ask(socket, 'message-with-ack', ...args), args);
        assert.deepStrictEqual(await ask(socket, 'ack-me', ...args), ['acked', ...args]);
    }
    socket.once('ask', (number, answer) => answer('pong', number, Buffer.from([9])));
    await hears(socket, 'answer-received', ['pong', 7, Buffer.from([9])], () => socket.emit('please-ask'));
    const first = Buffer.from([1, 2, 3]);
    await hears(socket, 'bin-back', [{first, rest: ['x', {deep: Buffer.from([4])}]}, 'tail'],
        () => socket.emit('bin', first, 'x', {deep: Buffer.from([4])}));
    assert.deepStrictEqual(await ask(socket, 'bin-ack', Buffer.from([5, 6])), [Buffer.from([5, 6, 5, 6])]);
    assert.deepStrictEqual(await ask(socket, 'set-data', {a: [1]}), [true]);
    let answered = false;
    socket.emit('never', () => { answered = true; });
    await ask(socket, 'ack-me');
    assert.ok(!answered);
}

async function rooms(path) {
    const [ann, ben, cid] = [0, 1, 2].map(() => open(path));
    await Promise.all([ann, ben, cid].map((one) => once(one, 'connect')));
    assert.deepStrictEqual(await ask(ann, 'join', 'red'), [true]);
    assert.deepStrictEqual(await ask(ben, 'join', 'red'), [true]);
    const heard = {ann: [], ben: [], cid: []};
    for (const [name, one] of Object.entries({ann, ben, cid})) {
        for (const event of ['room-msg', 'all-msg', 'others-msg'])
            one.on(event, (...args) => heard[name].push([event, ...told(args)]));
    }
    ann.emit('to-room', 'red', 'hi', Buffer.from([1]));
    ann.emit('to-all', 'x', 1);
    ann.emit('to-others', 'y');
    await until(() => heard.cid.length >= 2 && heard.ben.length >= 3 && heard.ann.length >= 1);
    assert.deepStrictEqual(await ask(ben, 'leave', 'red'), [true]);
    ann.emit('to-room', 'red', 'nobody');
    ann.emit('to-others', 'end');
    await until(() => heard.cid.length >= 3 && heard.ben.length >= 4);
    assert.deepStrictEqual(heard, {
        ann: [['all-msg', 'x', 1]],
        ben: [['room-msg', 'hi', Buffer.from([1])], ['all-msg', 'x', 1], ['others-msg', 'y'], ['others-msg', 'end']],
        cid: [['all-msg', 'x', 1], ['others-msg', 'y'], ['others-msg', 'end']],
    });
    for (const one of [ann, ben, cid]) one.disconnect();
}

async function namespaces() {
    for (const path of ['/', '/custom']) {
        const socket = open(path, {auth: {token: 'abc', n: 1}});
        assert.deepStrictEqual(told(await once(socket, 'auth')), [version > 2 ? {token: 'abc', n: 1} : {}]);
        socket.disconnect();
    }
    for (const path of ['/plain', '/dyn-17']) {
        const socket = open(path);
        await once(socket, 'connect');
        assert.deepStrictEqual(await ask(socket, 'ack-me', 1), ['acked', 1]);
        socket.disconnect();
    }
    const chat = version > 2 ? open('/chat', {auth: {token: 'secret'}}) : open('/chat?token=secret');
    assert.deepStrictEqual(told(await once(chat, 'welcome')), ['/chat']);
    chat.disconnect();
    const refused = open('/chat');
    const [error] = await once(refused, refusal);
    const data = {code: 'E_AUTH', retry: false};
    assert.deepStrictEqual(version > 2 ? [error.message, error.data] : error, version > 2 ? ['not authorized', data] : data);
    const [unknown] = await once(open('/nope'), refusal);
    assert.strictEqual(version > 2 ? unknown.message : unknown, 'Invalid namespace');
    // Several over one connection.
    const manager = new io.Manager(options.url, common);
    const [root, plain] = [manager.socket('/'), manager.socket('/plain')];
    await Promise.all([once(root, 'connect'), once(plain, 'connect')]);
    assert.deepStrictEqual(await ask(plain, 'ack-me', 2), ['acked', 2]);
    plain.disconnect();
    assert.deepStrictEqual(await ask(root, 'ack-me', 3), ['acked', 3]);
    root.disconnect();
}

async function kicks() {
    for (const event of ['kick', 'kick-close']) {
        const socket = open('/');
        await once(socket, 'connect');
        const [reason] = await new Promise((done) => {
            socket.once('disconnect', (...args) => done(args));
            socket.emit(event);
        });
        assert.strictEqual(reason, 'io server disconnect');
        const engine = socket.io.engine;
        if (event === 'kick-close') await until(() => engine.readyState === 'closed');
        socket.disconnect();
    }
}

// The connection is lost; what is sent meanwhile comes when it is back.
async function recovers() {
    const ann = open('/', {reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100});
    const ben = open('/');
    await Promise.all([once(ann, 'auth'), once(ben, 'auth')]);
    await ask(ann, 'join', 'red');
    const id = ann.id;
    const heard = [];
    ann.on('room-msg', (...args) => heard.push(told(args)));
    ann.on('others-msg', (...args) => heard.push(told(args)));
    ben.emit('to-room', 'red', 'before');
    await until(() => heard.length === 1);
    const back = once(ann, 'connect');
    ann.io.engine.close();
    await once(ann.io, 'reconnect_attempt');
    ben.emit('to-room', 'blue', 'not for ann');
    ben.emit('to-room', 'red', 'missed', Buffer.from([1, 2]));
    ben.emit('to-others', 'missed too');
    await back;
    await until(() => heard.length >= 3);
    assert.deepStrictEqual(heard.map((args) => args[0]).sort(), ['before', 'missed', 'missed too']);
    assert.deepStrictEqual(heard.find((args) => args[0] === 'missed')[1], Buffer.from([1, 2]));
    assert.strictEqual(ann.recovered, true);
    assert.strictEqual(ann.id, id);
    ben.emit('to-room', 'red', 'after');
    await until(() => heard.length === 4);
    ann.disconnect();
    ben.disconnect();
}

async function run() {
    const socket = open('/');
    await once(socket, 'connect');
    if (options.transport === 'upgrade') await until(() => socket.io.engine.transport.name === 'websocket');
    await sayAndHear(socket);
    const name = options.transport === 'polling' ? 'polling' : 'websocket';
    assert.strictEqual(socket.io.engine.transport.name, name);
    if (options.deflate && name === 'websocket')
        assert.ok(socket.io.engine.transport.ws.extensions.includes('permessage-deflate'));
    socket.disconnect();
    await namespaces();
    await rooms('/plain');
    await kicks();
    if (options.recovery) await recovers();
    print({done: true});
    process.exit(0);
}

process.exitCode = 1; // unless it comes to its end
run().catch((error) => {
    console.error(error);
    process.exit(1);
});
