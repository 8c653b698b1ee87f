// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The page of browser-client.js: the official client, as browsers load it, tries the echo contract
// of the server at `url`; then plain WebSockets do. Tells its own server how that went.

const query = new URLSearchParams(location.search);
const url = query.get('url');
const version = Number(query.get('version'));
const jsonp = query.get('jsonp') === 'true';

// What is tried from here on, for who waits in vain.
let step;
function begin(what) {
    step = what;
    fetch(`/step?${encodeURIComponent(what)}`);
}

const shown = (value) => JSON.stringify(value, (key, part) => (part instanceof ArrayBuffer
    ? {bytes: [...new Uint8Array(part)]} : part));
function same(actual, expected) {
    if (shown(actual) !== shown(expected))
        throw new Error(`${shown(actual)} instead of ${shown(expected)}`);
}
const bytes = (...data) => new Uint8Array(data).buffer;
const once = (socket, event) => new Promise((done) => { socket.once(event, (...args) => done(args)); });
const ask = (socket, ...event) => new Promise((done) => { socket.emit(...event, (...answer) => done(answer)); });

async function hears(socket, event, expected, act) {
    const heard = once(socket, event);
    act();
    same(await heard, expected);
}

async function until(holds) {
    for (let i = 0; i < 1000 && !holds(); ++i) await new Promise((done) => { setTimeout(done, 10); });
    if (!holds()) throw new Error('waited in vain');
}

async function talk(socket) {
    for (const args of [[], [1, '2', {3: [true, null]}, 'h\u00e9llo \u20ac \u{1f600}'], [bytes(1, 2), {b: new ArrayBuffer(2000)}]]) {
        await hears(socket, 'message-back', args, () => socket.emit('message', ...args));
        same(await ask(socket, 'message-with-ack', ...args), args);
        same(await ask(socket, 'ack-me', ...args), ['acked', ...args]);
    }
    await hears(socket, 'message-back', [bytes(7, 8, 9), 'x'], () => socket.emit('message', new Blob([new Uint8Array([7, 8, 9])]), 'x'));
    if (version > 2) // it sends views as objects
        await hears(socket, 'message-back', [bytes(3, 4)], () => socket.emit('message', new Uint8Array([3, 4])));
    await hears(socket, 'bin-back', [{first: bytes(1), rest: ['x']}, 'tail'], () => socket.emit('bin', bytes(1), 'x'));
    same(await ask(socket, 'bin-ack', bytes(5, 6)), [bytes(5, 6, 5, 6)]);
    socket.once('ask', (number, answer) => answer('pong', number, bytes(9)));
    await hears(socket, 'answer-received', ['pong', 7, bytes(9)], () => socket.emit('please-ask'));
    const many = Array.from({length: 200}, (_, i) => ask(socket, 'ack-me', i, 'x'.repeat(500)));
    same((await Promise.all(many)).map((one) => one[1]), Array.from({length: 200}, (_, i) => i));
}

async function socketIo(transport, transports) {
    begin(transport);
    const options = {transports, forceNew: true, forceJSONP: jsonp, withCredentials: true,
        reconnectionDelay: 50, reconnectionDelayMax: 50};
    const socket = io(url, {...options, auth: {token: 'abc'}});
    same(await once(socket, 'auth'), [version > 2 ? {token: 'abc'} : {}]);
    if (transport === 'upgrade') await until(() => socket.io.engine.transport.name === 'websocket');
    await talk(socket);
    same(socket.io.engine.transport.name, transport === 'polling' ? 'polling' : 'websocket');

    begin(`${transport}: namespaces`);
    const chat = version > 2 ? io(`${url}/chat`, {...options, auth: {token: 'secret'}}) : io(`${url}/chat?token=secret`, {...options});
    same(await once(chat, 'welcome'), ['/chat']);
    chat.disconnect();
    begin(`${transport}: a refusal`);
    const refused = io(`${url}/chat`, options);
    const [error] = await once(refused, version > 2 ? 'connect_error' : 'error');
    same(version > 2 ? [error.message, error.data] : error,
        version > 2 ? ['not authorized', {code: 'E_AUTH', retry: false}] : {code: 'E_AUTH', retry: false});
    refused.disconnect();

    begin(`${transport}: rooms`);
    const other = io(`${url}/`, options);
    await once(other, 'connect');
    same(await ask(other, 'join', transport), [true]);
    await hears(other, 'room-msg', ['hi', bytes(1)], () => socket.emit('to-room', transport, 'hi', bytes(1)));
    other.disconnect();

    begin(`${transport}: the connection is lost`);
    const id = socket.id;
    const back = once(socket, 'connect');
    socket.io.engine.close();
    await back;
    if (socket.id === id) throw new Error('the same id');
    same(await ask(socket, 'ack-me', 1), ['acked', 1]);

    begin(`${transport}: away and back`);
    socket.disconnect();
    same(socket.connected, false);
    const again = once(socket, 'connect');
    socket.connect();
    await again;
    same(await ask(socket, 'ack-me', 2), ['acked', 2]);

    begin(`${transport}: sent away`);
    for (const event of ['kick', 'kick-close']) {
        const gone = once(socket, 'disconnect');
        socket.emit(event);
        same((await gone)[0], 'io server disconnect');
        const next = once(socket, 'connect');
        socket.connect();
        await next;
    }
    socket.disconnect();
}

// What comes next on a plain WebSocket.
const next = (socket) => new Promise((done, fail) => {
    socket.onmessage = (event) => done(event.data);
    socket.onclose = () => fail(new Error('closed'));
});
async function plain(path) {
    const socket = new WebSocket(url.replace('http', 'ws') + path);
    socket.binaryType = 'arraybuffer';
    socket.first = next(socket);
    await new Promise((done, fail) => {
        socket.onopen = done;
        socket.onerror = () => fail(new Error(`${path} does not open`));
    });
    return socket;
}
async function plainWebSockets() {
    begin('/ws/echo');
    const echo = await plain('/ws/echo');
    echo.first.catch(() => {});
    for (const message of ['hello', '', 'h\u00e9llo \u{1f600}', bytes(1, 2, 3), 'x'.repeat(100000), new ArrayBuffer(100000)]) {
        const heard = next(echo);
        echo.send(message);
        same(await heard, message);
    }
    const blob = next(echo);
    echo.send(new Blob([new Uint8Array([4, 5])]));
    same(await blob, bytes(4, 5));
    const closed = new Promise((done) => { echo.onclose = done; });
    echo.close(4001, 'enough');
    const event = await closed;
    same([event.code, event.wasClean], [4001, true]);

    begin('/ws/ticker');
    const ticker = await plain('/ws/ticker');
    const first = JSON.parse(await ticker.first);
    if (!first.price) throw new Error(`no price: ${shown(first)}`);
    JSON.parse(await next(ticker));
    ticker.onclose = null;
    ticker.close();

    begin('/ws/chat');
    const [ann, ben] = [await plain('/ws/chat?room=red'), await plain('/ws/chat?room=red')];
    for (const message of ['hi', bytes(1, 2)]) {
        const heard = next(ben);
        ann.send(message);
        same(await heard, message);
    }
    for (const one of [ann, ben]) {
        one.onclose = null;
        one.close();
    }
}

async function run() {
    await socketIo('polling', ['polling']);
    if (jsonp) return;
    await socketIo('websocket', ['websocket']);
    await socketIo('upgrade', ['polling', 'websocket']);
    await plainWebSockets();
}

const tell = (result) => fetch('/result', {method: 'POST', body: JSON.stringify(result)});
window.addEventListener('error', (event) => tell({error: `${step}: ${event.message}`}));
run().then(() => tell({done: true}), (error) => tell({error: `${step}: ${error.stack}`}));
