// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Engine.IO protocol 3, what differs from 4. Bare sessions, whose server says back every message.

const {sleep} = require('./wire.js');

const QUICK = '--eio3 --ping-interval 300 --ping-timeout 200 --max-payload 1000';
const cases = [];
const add = (part, rule, run, options = '--eio3') =>
    cases.push({part: `Engine.IO 3: ${part}`, rule, run, options, path: '/engine.io/', revision: 3});

add('handshake', 'A GET without `sid` is answered with a payload whose first packet is open: sid, upgrades, pingInterval, pingTimeout.', async (peer) => {
    const {opening, handshake} = await peer.polling(3);
    peer.is('Content-Type', opening.fields['content-type'], 'text/plain; charset=UTF-8');
    peer.is('values', [handshake.upgrades, handshake.pingInterval, handshake.pingTimeout], [['websocket'], 300, 200]);
}, QUICK);
add('handshake', 'A WebSocket without `sid` begins with the open packet, which offers no upgrade.', async (peer) => {
    peer.is('upgrades', (await peer.engine(3)).handshake.upgrades, []);
});
add('handshake', 'Clients of protocol 4 are served beside it, where the server knows both.', async (peer) => {
    const session = await peer.polling(4);
    await session.say('4hello', 'bAQIDBA==');
    peer.is('packets', await session.poll(), ['4hello', 'bAQIDBA==']);
});
cases[cases.length - 1].newest = true;

add('polling', 'Packets are counted in UTF-16 units: `2:4\u20ac`.', async (peer) => {
    const session = await peer.polling(3);
    const answer = await session.post('6:4hello2:4\u20ac3:4\u{1f600}1:4');
    peer.is('answer', [answer.status, answer.body], [200, 'ok']);
    peer.is('payload', (await session.get()).body, '6:4hello2:4\u20ac3:4\u{1f600}1:4');
});
add('polling', 'With b64=1 binary is `b4` and base64.', async (peer) => {
    const session = await peer.polling(3, '&b64=1');
    await session.say('4\u20ac', 'b4AQIDBA==', 'b4');
    peer.is('payload', (await session.get()).body, '2:4\u20ac10:b4AQIDBA==2:b4');
});
add('polling', 'Without it a payload with binary is bytes: kind, length, ff, packet.', async (peer) => {
    const session = await peer.polling(3);
    const payload = Buffer.from('0004ff34e282ac0105ff0401020304', 'hex');
    const fields = {'Content-Type': 'application/octet-stream'};
    peer.is('status', (await session.post(payload, {fields})).status, 200);
    const answer = await session.get();
    peer.is('Content-Type', answer.fields['content-type'], 'application/octet-stream');
    peer.is('payload', answer.bytes, payload);
});
add('polling', 'A payload of bytes with text alone is answered with text.', async (peer) => {
    const session = await peer.polling(3);
    const fields = {'Content-Type': 'application/octet-stream'};
    await session.post(Buffer.from('0004ff34e282ac', 'hex'), {fields});
    peer.is('payload', (await session.get()).body, '2:4\u20ac');
});
add('polling', 'JSONP: `j` wraps the payload in a call of `___eio[j]`; posts are a form with the field d.', async (peer) => {
    const session = await peer.polling(3, '&j=7&b64=1').catch(() => null);
    peer.is('a bare payload', session, null);
    const opening = await peer.request({target: '/engine.io/?EIO=3&transport=polling&j=7&b64=1'});
    peer.holds(`answer: ${opening.body}`, /^___eio\[7\]\("\d+:0\{.*"\);$/s.test(opening.body));
    const sid = /sid\\":\\"([^"\\]+)/.exec(opening.body)[1];
    const target = `/engine.io/?EIO=3&transport=polling&j=7&b64=1&sid=${sid}`;
    const text = '4a "b" \u2028 \n';
    const body = 'd=' + encodeURIComponent(`${text.length}:${text}`.replace(/\n/g, '\\n'));
    const fields = {'Content-Type': 'application/x-www-form-urlencoded'};
    const posted = await peer.request({method: 'POST', target, body, fields});
    peer.is('status', posted.status, 200);
    const answer = await peer.request({target});
    peer.holds(`answer: ${answer.body}`, answer.body.startsWith('___eio[7]("') && answer.body.endsWith('");'));
    peer.holds('U+2028 stands in a script', !answer.body.includes('\u2028'));
    const payload = JSON.parse(answer.body.slice(10, -2));
    peer.is('payload', payload, `${text.length}:${text}`);
});
for (const [words, body] of [['no payload', 'abc'], ['a length that is too long', '9:4x'], ['an unknown packet', '1:9'], ['nothing', '']]) {
    add('polling', `A POST with ${words} closes the session.`, async (peer) => {
        const session = await peer.polling(3);
        await session.post(body);
        await session.isGone();
    });
}
add('polling', 'A second GET while one waits is refused, the first is answered with a close packet, and the session is closed.', async (peer) => {
    const session = await peer.polling(3);
    const first = session.get();
    await sleep(50);
    const second = await session.get();
    peer.holds(`status of the second: ${second.status}`, [400, 500].includes(second.status));
    const answer = await first;
    peer.is('answer to the first', [answer.status, answer.body], [200, '1:1']);
    await session.isGone();
});
add('polling', 'A close packet: the waiting GET is answered with a noop, and the session is closed.', async (peer) => {
    const session = await peer.polling(3);
    const got = session.get();
    await sleep(50);
    await session.say('1');
    peer.is('answer to the GET', (await got).body, '1:6');
    await session.isGone();
});

add('websocket', 'Bytes have the type in front as a number; text is as in protocol 4.', async (peer) => {
    const socket = await peer.engine(3);
    socket.send(Buffer.from([4, 1, 2, 3, 4]));
    socket.send('4\u20ac');
    peer.is('message', await socket.next(), Buffer.from([4, 1, 2, 3, 4]));
    peer.is('message', await socket.next(), '4\u20ac');
});
add('websocket', 'With b64=1 bytes come as text.', async (peer) => {
    const socket = await peer.engine(3, '&b64=1');
    socket.send(Buffer.from([4, 1, 2, 3, 4]));
    peer.is('message', await socket.next(), 'b4AQIDBA==');
});
add('websocket', 'A close packet closes the session.', async (peer) => {
    const socket = await peer.engine(3);
    socket.send('1');
    await peer.closes(socket);
});
add('websocket', 'An unknown packet closes the session.', async (peer) => {
    const socket = await peer.engine(3);
    socket.send('abc');
    await peer.closes(socket);
});

add('heartbeat', 'The client pings, the server answers at once.', async (peer) => {
    const socket = await peer.engine(3);
    const session = await peer.polling(3);
    for (let i = 0; i < 3; ++i) {
        socket.send('2');
        peer.is('packet', await socket.next(), '3');
        await session.say('2');
        peer.is('packets', await session.poll(), ['3']);
        await sleep(200);
    }
}, QUICK);
add('heartbeat', 'Pings keep the session; the server sends none by itself.', async (peer) => {
    const socket = await peer.engine(3);
    for (let i = 0; i < 4; ++i) {
        peer.is('packet', await socket.next(250), 'nothing');
        socket.send('2');
        peer.is('packet', await socket.next(), '3');
    }
}, QUICK);
add('heartbeat', 'Without a ping the session is closed after pingInterval and pingTimeout.', async (peer) => {
    const socket = await peer.engine(3);
    const since = Date.now();
    await peer.closes(socket);
    peer.holds('closed before its time', Date.now() - since > 400);
    const session = await peer.polling(3);
    await sleep(900);
    await session.isGone();
}, QUICK);

add('upgrade', '`2probe` is answered `3probe`, a GET that waits with a noop; after `5` the session is on the WebSocket.', async (peer) => {
    const session = await peer.polling(3);
    const got = session.poll();
    const socket = await session.upgrade();
    socket.send('2probe');
    peer.is('answer to the probe', await socket.next(), '3probe');
    peer.is('packets', await got, ['6']);
    await session.say('4one');
    socket.send('5');
    socket.send('4two');
    for (const expected of ['4one', '4two']) peer.is('message', await socket.next(), expected);
    peer.is('polling', (await session.get()).status, 400);
});

module.exports = {cases, QUICK};
