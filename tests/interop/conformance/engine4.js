// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Engine.IO protocol 4. Bare sessions, whose server says back every message.

const {sleep} = require('./wire.js');

const QUICK = '--ping-interval 300 --ping-timeout 200 --max-payload 1000';
const error = (code, message) => JSON.stringify({code, message});
const cases = [];
const add = (part, rule, run, options = '') =>
    cases.push({part: `Engine.IO 4: ${part}`, rule, run, options, path: '/engine.io/', revision: 4});

// What a handshake request without `sid` is refused with.
async function refused(peer, query, code, message, more) {
    const answer = await peer.request({target: `/engine.io/?${query}`, ...more});
    peer.is('status', answer.status, 400);
    peer.is('Content-Type', answer.fields['content-type'], 'application/json');
    peer.is('body', answer.body, error(code, message));
}

add('handshake', 'A GET without `sid` is answered 200 with one open packet: sid, upgrades, pingInterval, pingTimeout, maxPayload.', async (peer) => {
    const {opening, handshake} = await peer.polling();
    peer.is('Content-Type', opening.fields['content-type'], 'text/plain; charset=UTF-8');
    peer.is('keys', Object.keys(handshake).sort(), ['maxPayload', 'pingInterval', 'pingTimeout', 'sid', 'upgrades']);
    peer.is('type of sid', typeof handshake.sid, 'string');
    delete handshake.sid;
    peer.is('values', handshake, {upgrades: ['websocket'], pingInterval: 300, pingTimeout: 200, maxPayload: 1000});
}, QUICK);
add('handshake', 'A WebSocket without `sid` begins with the open packet, which offers no upgrade.', async (peer) => {
    const {handshake} = await peer.engine();
    peer.is('upgrades', handshake.upgrades, []);
    peer.is('type of sid', typeof handshake.sid, 'string');
});
add('handshake', 'Session ids are not given twice.', async (peer) => {
    const sessions = await Promise.all([1, 2, 3, 4, 5].map(() => peer.polling()));
    peer.is('different ids', new Set(sessions.map((one) => one.sid)).size, 5);
});
add('handshake', 'Without EIO: 400, code 5.', (peer) => refused(peer, 'transport=polling', 5, 'Unsupported protocol version'));
add('handshake', 'With an EIO that is not served: 400, code 5.', async (peer) => {
    for (const eio of ['3', '5', 'abc', '']) await refused(peer, `EIO=${eio}&transport=polling`, 5, 'Unsupported protocol version');
});
add('handshake', 'Without a transport: 400, code 0.', (peer) => refused(peer, 'EIO=4', 0, 'Transport unknown'));
add('handshake', 'With an unknown transport: 400, code 0.', async (peer) => {
    for (const name of ['abc', 'Polling', 'webtransport', 'constructor', ''])
        await refused(peer, `EIO=4&transport=${name}`, 0, 'Transport unknown');
});
add('handshake', 'With another method than GET: 400, code 2.', async (peer) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        await refused(peer, 'EIO=4&transport=polling', 2, 'Bad handshake method', {method, body: ''});
});
add('handshake', 'transport=websocket without an Upgrade: 400, code 3.', (peer) => refused(peer, 'EIO=4&transport=websocket', 3, 'Bad request'));
add('handshake', 'transport=polling with an Upgrade is refused or closed.', async (peer) => {
    const answer = await peer.webSocket('/engine.io/?EIO=4&transport=polling');
    if (answer.status) peer.is('status', answer.status, 400);
    else await peer.closes(answer);
});
add('handshake', 'A WebSocket without EIO, with one that is not served or with an unknown transport is closed or refused.', async (peer) => {
    for (const query of ['transport=websocket', 'EIO=abc&transport=websocket', 'EIO=4', 'EIO=4&transport=abc']) {
        const socket = await peer.webSocket(`/engine.io/?${query}`);
        if (socket.status) {
            peer.is('status', socket.status, 400);
            continue;
        }
        const first = await socket.next();
        peer.holds(`${query}: a WebSocket that stays open`, first !== 'nothing' && String(first)[0] !== '0');
    }
});
add('handshake', 'A request with an unknown `sid`: 400, code 1.', async (peer) => {
    await refused(peer, 'EIO=4&transport=polling&sid=abcdefghijklmnopqrst', 1, 'Session ID unknown');
    await refused(peer, 'EIO=4&transport=polling&sid=abcdefghijklmnopqrst', 1, 'Session ID unknown', {method: 'POST', body: '4x'});
    const answer = await peer.webSocket('/engine.io/?EIO=4&transport=websocket&sid=abcdefghijklmnopqrst');
    peer.is('status of a WebSocket', answer.status, 400);
});
add('handshake', 'Parameters in another order, unknown ones beside them, percent-encoded values: no difference.', async (peer) => {
    const answer = await peer.request({target: '/engine.io/?t=x%20y&transport=poll%69ng&a=b&EIO=4&t=z'});
    peer.is('status', answer.status, 200);
});
add('handshake', 'Only what --transports names is offered and served: polling.', async (peer) => {
    peer.is('upgrades', (await peer.polling()).handshake.upgrades, []);
    peer.is('a WebSocket', (await peer.webSocket('/engine.io/?EIO=4&transport=websocket')).status, 400);
}, '--transports polling');
add('handshake', 'Only what --transports names is offered and served: websocket.', async (peer) => {
    peer.is('upgrades', (await peer.engine()).handshake.upgrades, []);
    await refused(peer, 'EIO=4&transport=polling', 0, 'Transport unknown');
}, '--transports websocket');

add('polling', 'A POST is answered 200 `ok`, its packets are taken in order, and a GET is answered with all that waits.', async (peer) => {
    const session = await peer.polling();
    await session.say('4one', '4two', '4three');
    peer.is('packets', await session.poll(), ['4one', '4two', '4three']);
});
add('polling', 'A GET with nothing to send waits for it.', async (peer) => {
    const session = await peer.polling();
    const got = session.poll();
    await sleep(50);
    await session.say('4hello');
    peer.is('packets', await got, ['4hello']);
});
add('polling', 'Text is UTF-8, and any of it comes back: empty, quotes, every plane.', async (peer) => {
    const session = await peer.polling();
    const packets = ['4', '4h\u00e9llo \u20ac \u{1f600}', '4{"a":"\\"\\n"}', '4\n\t', '42probe'];
    await session.say(...packets);
    peer.is('packets', await session.poll(), packets);
});
add('polling', 'Binary is base64 behind `b`, between text as it came.', async (peer) => {
    const session = await peer.polling();
    await session.say('4hello', 'bAQIDBA==', 'b', '4end');
    peer.is('packets', await session.poll(), ['4hello', 'bAQIDBA==', 'b', '4end']);
});
add('polling', 'A POST without Content-Type is plain text.', async (peer) => {
    const session = await peer.polling();
    const answer = await session.post('4plain', {fields: {}});
    peer.is('status', answer.status, 200);
    peer.is('packets', await session.poll(), ['4plain']);
});
add('polling', 'Bytes that come in pieces, and chunked, are the same POST.', async (peer) => {
    const session = await peer.polling();
    const {wire, ask} = peer.wire();
    const asked = ask({method: 'POST', target: session.target(), fields: {'Transfer-Encoding': 'chunked'}});
    for (const piece of ['3\r\n4he\r', '\n2\r\nl', 'l\r\n0\r\n', '\r\n']) {
        await sleep(20);
        wire.write(piece);
    }
    peer.is('status', (await asked).status, 200);
    peer.is('packets', await session.poll(), ['4hell']);
});
add('polling', 'Connections are kept alive for the next request.', async (peer) => {
    const session = await peer.polling();
    const {ask} = peer.wire();
    for (const text of ['4a', '4b']) {
        peer.is('POST', (await ask({method: 'POST', target: session.target(), body: text})).status, 200);
        peer.is('GET', (await ask({target: session.target()})).body, text);
    }
});
add('polling', 'A second GET while one waits: 400, and the session is closed; the first is answered with a close packet.', async (peer) => {
    const session = await peer.polling();
    const first = session.get();
    await sleep(50);
    peer.is('status of the second', (await session.get()).status, 400);
    const answer = await first;
    peer.is('answer to the first', [answer.status, answer.body], [200, '1']);
    await session.isGone();
});
add('polling', 'A second POST while one is not finished: 400, and the session is closed.', async (peer) => {
    const session = await peer.polling();
    const {wire} = peer.wire();
    wire.write(`POST ${session.target()} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n4h`);
    await sleep(50);
    peer.is('status of the second', (await session.post('4x')).status, 400);
    await session.isGone();
});
add('polling', 'A GET that the client gives up closes the session.', async (peer) => {
    const session = await peer.polling();
    const {wire} = peer.wire();
    wire.write(`GET ${session.target()} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await sleep(50);
    wire.close();
    await sleep(50);
    await session.isGone();
});
for (const [words, body] of [['an unknown packet', 'abc'], ['an unknown packet behind a good one', '4a\x1e9'], ['nothing', ''], ['an empty packet', '4a\x1e'], ['a probe', '2probe'], ['a ping', '2']]) {
    add('polling', `A POST with ${words} closes the session.`, async (peer) => {
        const session = await peer.polling();
        const answer = await session.post(body);
        peer.holds(`status: ${answer.status}`, [200, 400, 'cut'].includes(answer.status));
        await session.isGone();
    });
}
add('polling', 'A pong that nobody asked for, an open, an upgrade and a noop are passed over.', async (peer) => {
    const session = await peer.polling();
    await session.say('3', '0{}', '5', '6');
    await session.isAlive();
});
add('polling', 'A body of exactly maxPayload bytes is taken, one of more is answered 413.', async (peer) => {
    const session = await peer.polling();
    await session.say('4' + 'x'.repeat(999));
    peer.is('length', (await session.next(1))[0].length, 1000);
    const answer = await session.post('4' + 'x'.repeat(1000));
    peer.is('status', answer.status, 413);
}, QUICK);
add('polling', 'A chunked body of more than maxPayload bytes: the same.', async (peer) => {
    const session = await peer.polling();
    const {wire, ask} = peer.wire();
    const asked = ask({method: 'POST', target: session.target(), fields: {'Transfer-Encoding': 'chunked'}});
    wire.write(`3e9\r\n4${'x'.repeat(1000)}\r\n0\r\n\r\n`);
    peer.is('status', (await asked).status, 413);
}, QUICK);
add('polling', 'A close packet: the waiting GET is answered with a noop, and the session is closed.', async (peer) => {
    const session = await peer.polling();
    const got = session.get();
    await sleep(50);
    await session.say('1');
    const answer = await got;
    peer.is('answer to the GET', [answer.status, answer.body], [200, '6']);
    await session.isGone();
});
add('polling', 'Another method than GET and POST with a `sid` is refused, and the session goes on.', async (peer) => {
    const session = await peer.polling();
    for (const method of ['PUT', 'DELETE'])
        peer.is(method, (await session.get({method, body: ''})).status, 500);
    await session.isAlive();
});
add('polling', 'A POST of application/octet-stream closes the session: payloads are text.', async (peer) => {
    const session = await peer.polling();
    const answer = await session.post('4x', {fields: {'Content-Type': 'application/octet-stream'}});
    peer.is('status', answer.status, 400);
    await session.isGone();
});
add('polling', 'Answers must not be cached.', async (peer) => {
    const {opening} = await peer.polling();
    peer.is('Cache-Control', opening.fields['cache-control'], 'no-store');
});

add('websocket', 'Each packet is a message of its own: text as text, bytes as bytes, in order.', async (peer) => {
    const socket = await peer.engine();
    socket.send('4hello');
    socket.send(Buffer.from([1, 2, 3, 4]));
    socket.send(Buffer.alloc(0));
    socket.send('4');
    socket.send('4\x1e\u20ac');
    for (const expected of ['4hello', Buffer.from([1, 2, 3, 4]), Buffer.alloc(0), '4', '4\x1e\u20ac'])
        peer.is('message', await socket.next(), expected);
});
add('websocket', 'With b64=1 bytes come as text.', async (peer) => {
    const socket = await peer.engine(4, '&b64=1');
    socket.send(Buffer.from([1, 2, 3, 4]));
    peer.is('message', await socket.next(), 'bAQIDBA==');
    socket.send('bAQIDBA==');
    peer.is('message', await socket.next(), 'bAQIDBA==');
});
add('websocket', 'Fragments are one message; a ping between them is answered.', async (peer) => {
    const socket = await peer.engine();
    socket.frame(0x01, '4he');
    socket.frame(0x89, 'x');
    socket.frame(0x80, 'llo');
    peer.is('pong', await socket.next(), {pong: 'x'});
    peer.is('message', await socket.next(), '4hello');
});
for (const [words, message] of [['An unknown packet', 'abc'], ['An empty message', ''], ['A ping', '2'], ['A probe', '2probe']]) {
    add('websocket', `${words} closes the session.`, async (peer) => {
        const socket = await peer.engine();
        socket.send(message);
        await peer.closes(socket);
    });
}
add('websocket', 'A close packet closes the session.', async (peer) => {
    const socket = await peer.engine();
    socket.send('1');
    await peer.closes(socket);
});
add('websocket', 'A pong that nobody asked for, an open, an upgrade and a noop are passed over.', async (peer) => {
    const socket = await peer.engine();
    for (const packet of ['3', '0', '5', '6', '4still here']) socket.send(packet);
    peer.is('answer', await socket.next(), '4still here');
});
add('websocket', 'A close frame is answered, and the session is closed.', async (peer) => {
    const socket = await peer.engine();
    socket.frame(0x88, Buffer.from([3, 232]));
    peer.is('answer', await socket.next(), {close: 1000});
    peer.is('then', await socket.next(), 'ended');
});
add('websocket', 'A message of exactly maxPayload bytes is taken, a longer one closes with 1009.', async (peer) => {
    const socket = await peer.engine();
    socket.send('4' + 'x'.repeat(999));
    peer.is('length', (await socket.next()).length, 1000);
    socket.send('4' + 'x'.repeat(1000));
    peer.is('end', await socket.end(), {close: 1009});
}, QUICK);
for (const [words, code, send] of [
    ['A frame without mask', 1002, (socket) => socket.frame(0x81, '4x', false)],
    ['A reserved opcode', 1002, (socket) => socket.frame(0x83, '4x')],
    ['A reserved bit', 1002, (socket) => socket.frame(0xc1, '4x')],
    ['A fragmented ping', 1002, (socket) => socket.frame(0x09, '')],
    ['A continuation of nothing', 1002, (socket) => socket.frame(0x80, 'x')],
    ['Text that is no UTF-8', 1007, (socket) => socket.frame(0x81, Buffer.from([0x34, 0xff]))],
    ['A close frame with a code that must not be sent', 1002, (socket) => socket.frame(0x88, Buffer.from([3, 237]))],
]) {
    add('websocket', `${words} closes with ${code} (RFC 6455).`, async (peer) => {
        const socket = await peer.engine();
        send(socket);
        peer.is('end', await socket.end(), {close: code});
    });
}
add('websocket', 'A handshake without or with a bad key, or of another version, is refused.', async (peer) => {
    const target = '/engine.io/?EIO=4&transport=websocket';
    peer.is('bad key', (await peer.webSocket(target, {'Sec-WebSocket-Key': 'x'})).status, 400);
    const other = await peer.webSocket(target, {'Sec-WebSocket-Version': 12});
    peer.holds(`version 12: ${other.status}`, [400, 426].includes(other.status));
});

add('heartbeat', 'The server pings after pingInterval and again after each pong.', async (peer) => {
    const socket = await peer.engine();
    for (let i = 0; i < 3; ++i) {
        const since = Date.now();
        peer.is('packet', await socket.next(), '2');
        peer.holds('a ping comes before its time', Date.now() - since > 200);
        socket.send('3');
    }
}, QUICK);
add('heartbeat', 'The same over polling.', async (peer) => {
    const session = await peer.polling();
    for (let i = 0; i < 3; ++i) {
        peer.is('packets', await session.poll(), ['2']);
        await session.say('3');
    }
}, QUICK);
add('heartbeat', 'Without a pong within pingTimeout the session is closed.', async (peer) => {
    const socket = await peer.engine();
    const since = Date.now();
    await peer.closes(socket);
    peer.holds('closed before its time', Date.now() - since > 400);
    const session = await peer.polling();
    await sleep(900);
    await session.isGone();
}, QUICK);
add('heartbeat', 'No other packet than a pong keeps the session.', async (peer) => {
    const socket = await peer.engine();
    const timer = setInterval(() => socket.send('4x'), 50);
    const end = await socket.end(1500);
    clearInterval(timer);
    peer.holds('it stays open', end !== 'still open');
}, QUICK);

async function upgraded(peer, session) {
    const socket = await session.upgrade();
    socket.send('2probe');
    peer.is('answer to the probe', await socket.next(), '3probe');
    return socket;
}
add('upgrade', '`2probe` is answered `3probe`; after `5` the session is on the WebSocket.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    socket.send('5');
    socket.send('4hello');
    peer.is('message', await socket.next(), '4hello');
});
add('upgrade', 'A GET that waits is let go with a noop.', async (peer) => {
    const session = await peer.polling();
    const got = session.poll();
    await sleep(50);
    await upgraded(peer, session);
    peer.is('packets', await got, ['6']);
    peer.is('packets of another GET', await session.poll(), ['6']);
});
add('upgrade', 'What waits when `5` comes goes over the WebSocket, in order, and nothing twice.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    await session.say('4one', '4two');
    socket.send('5');
    socket.send('4three');
    for (const expected of ['4one', '4two', '4three']) peer.is('message', await socket.next(), expected);
});
add('upgrade', 'After it polling with that `sid` is refused with 400, code 3, and the session goes on.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    socket.send('5');
    socket.send('4hello');
    peer.is('message', await socket.next(), '4hello');
    for (const answer of [await session.get(), await session.post('4x')])
        peer.is('answer', [answer.status, answer.body], [400, error(3, 'Bad request')]);
    socket.send('4again');
    peer.is('message', await socket.next(), '4again');
});
add('upgrade', 'A second WebSocket with that `sid` is closed, before and after, and the first goes on.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    await peer.closes(await session.upgrade());
    socket.send('5');
    socket.send('4hello');
    peer.is('message', await socket.next(), '4hello');
    await peer.closes(await session.upgrade());
    socket.send('4again');
    peer.is('message', await socket.next(), '4again');
});
add('upgrade', 'A WebSocket that begins with anything but the probe is closed, and polling goes on.', async (peer) => {
    for (const message of ['4x', '2', '2probes', 'abc', Buffer.from([1])]) {
        const session = await peer.polling();
        const socket = await session.upgrade();
        socket.send(message);
        await peer.closes(socket);
        await session.isAlive();
    }
});
add('upgrade', 'A probe that is given up leaves polling as it was.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    socket.close();
    await sleep(50);
    await session.isAlive();
    const again = await upgraded(peer, session);
    again.send('5');
    again.send('4second try');
    peer.is('message', await again.next(), '4second try');
});
add('upgrade', 'The heartbeat goes on over the WebSocket.', async (peer) => {
    const session = await peer.polling();
    const socket = await upgraded(peer, session);
    socket.send('5');
    for (let i = 0; i < 2; ++i) {
        peer.is('packet', await socket.next(), '2');
        socket.send('3');
    }
    await peer.closes(socket);
    await session.isGone();
}, QUICK);
add('upgrade', 'A session that began on a WebSocket is not open to polling or to a second WebSocket.', async (peer) => {
    const socket = await peer.engine();
    const {sid} = socket.handshake;
    peer.is('polling', (await peer.request({target: `/engine.io/?EIO=4&transport=polling&sid=${sid}`})).status, 400);
    await peer.closes(await peer.webSocket(`/engine.io/?EIO=4&transport=websocket&sid=${sid}`));
    socket.send('4still here');
    peer.is('message', await socket.next(), '4still here');
});

module.exports = {cases, QUICK};
