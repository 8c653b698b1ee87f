// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What browsers need of an Engine.IO server: CORS, cookies; and permessage-deflate (RFC 7692).

const zlib = require('zlib');

const ORIGIN = 'http://app.example:8080';
const cases = [];
const add = (part, rule, run, options = '', revision = 4) =>
    cases.push({part, rule, run, options, revision, path: '/engine.io/'});

function isOpen(peer, answer) {
    peer.is('Access-Control-Allow-Origin', answer.fields['access-control-allow-origin'], ORIGIN);
    peer.is('Access-Control-Allow-Credentials', answer.fields['access-control-allow-credentials'], 'true');
}
for (const [revision, options] of [[4, ''], [3, '--eio3']]) {
    const part = `CORS, protocol ${revision}`;
    add(part, 'Pages of another origin may read every answer, with credentials: the opening, a GET, a POST.', async (peer) => {
        const fields = {Origin: ORIGIN};
        const session = await peer.polling(revision);
        isOpen(peer, await peer.request({target: `/engine.io/?EIO=${revision}&transport=polling`, fields}));
        isOpen(peer, await session.post(session.payload(['4x']), {fields}));
        isOpen(peer, await session.get({fields}));
    }, options, revision);
    add(part, 'Refusals too.', async (peer) => {
        const answer = await peer.request({target: `/engine.io/?EIO=${revision}&transport=abc`, fields: {Origin: ORIGIN}});
        peer.is('status', answer.status, 400);
        isOpen(peer, answer);
    }, options, revision);
    add(part, 'A preflight is answered without a body, and allows what it asks for.', async (peer) => {
        const answer = await peer.request({method: 'OPTIONS', target: `/engine.io/?EIO=${revision}&transport=polling`,
            fields: {Origin: ORIGIN, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type'}});
        peer.holds(`status: ${answer.status}`, [200, 204].includes(answer.status));
        peer.is('body', answer.body, '');
        isOpen(peer, answer);
        peer.holds(`methods: ${answer.fields['access-control-allow-methods']}`,
            (answer.fields['access-control-allow-methods'] || '').split(',').includes('POST'));
        peer.is('headers', (answer.fields['access-control-allow-headers'] || '').toLowerCase(), 'content-type');
    }, options, revision);
    add(part, 'What is sent back depends on the origin, and caches are told so.', async (peer) => {
        const answer = await peer.request({target: `/engine.io/?EIO=${revision}&transport=polling`, fields: {Origin: ORIGIN}});
        peer.holds(`Vary: ${answer.fields.vary}`, (answer.fields.vary || '').includes('Origin'));
    }, options, revision);
}
add('CORS, protocol 4', 'WebSockets are open to every origin.', async (peer) => {
    const socket = await peer.engine(4, '', {Origin: ORIGIN});
    socket.send('4x');
    peer.is('message', await socket.next(), '4x');
});

add('Cookies', 'None unless --cookie.', async (peer) => {
    const session = await peer.polling();
    peer.is('cookie', session.opening.fields['set-cookie'], undefined);
});
add('Cookies', 'With it the opening over polling sets `io` to the sid, for scripts unreadable; nothing else does.', async (peer) => {
    const session = await peer.polling();
    peer.is('cookie', session.opening.fields['set-cookie'], `io=${session.sid}; Path=/; HttpOnly; SameSite=Lax`);
    peer.is('cookie of a POST', (await session.post('4x')).fields['set-cookie'], undefined);
    peer.is('cookie of a GET', (await session.get()).fields['set-cookie'], undefined);
    const socket = await peer.engine();
    peer.is('cookie of a WebSocket', socket.fields['set-cookie'], undefined);
}, '--cookie');

const offer = {'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits'};
const deflated = (text) => zlib.deflateRawSync(text, {finishFlush: zlib.constants.Z_SYNC_FLUSH}).subarray(0, -4);
add('Compression', 'permessage-deflate is not agreed to unless --deflate.', async (peer) => {
    peer.is('extensions', (await peer.engine(4, '', offer)).fields['sec-websocket-extensions'], undefined);
});
add('Compression', 'With it, it is agreed to where it is offered; long messages come back compressed.', async (peer) => {
    const socket = await peer.engine(4, '', offer);
    peer.is('extensions', socket.fields['sec-websocket-extensions'], 'permessage-deflate');
    const text = '4' + 'lorem ipsum '.repeat(500);
    socket.frame(0xc1, deflated(text));
    socket.frame(0x81, '4short');
    peer.is('length', (await socket.next()).length, text.length);
    peer.holds('the long message is not compressed', socket.wasCompressed);
    peer.is('short message', await socket.next(), '4short');
}, '--deflate');
add('Compression', 'With it, a client that does not offer it gets plain messages, and may not send others.', async (peer) => {
    const socket = await peer.engine();
    const text = '4' + 'lorem ipsum '.repeat(500);
    socket.send(text);
    peer.is('message', (await socket.next()).length, text.length);
    socket.frame(0xc1, deflated(text));
    peer.is('end', await socket.end(), {close: 1002});
}, '--deflate');
add('Compression', 'Parameters that the client asks for are agreed to: no context takeover, a smaller window.', async (peer) => {
    const wanted = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10';
    const socket = await peer.engine(4, '', {'Sec-WebSocket-Extensions': wanted});
    const agreed = (socket.fields['sec-websocket-extensions'] || '').split(/; */).sort();
    peer.is('extensions', agreed, ['client_no_context_takeover', 'permessage-deflate', 'server_max_window_bits=10', 'server_no_context_takeover']);
    for (let i = 0; i < 2; ++i) {
        const text = '4' + 'lorem ipsum '.repeat(500);
        socket.frame(0xc1, deflated(text));
        peer.is('message', await socket.next() === text, true);
        peer.holds('the message is not compressed', socket.wasCompressed);
    }
}, '--deflate');
add('Compression', 'What cannot be inflated closes the connection.', async (peer) => {
    const socket = await peer.engine(4, '', offer);
    socket.frame(0xc1, Buffer.from([0xff, 0xff, 0xff]));
    await peer.closes(socket);
}, '--deflate');
add('Compression', 'A compressed message that grows beyond maxPayload closes with 1009.', async (peer) => {
    const socket = await peer.engine(4, '', offer);
    socket.frame(0xc1, deflated('4' + 'x'.repeat(60000)));
    peer.is('end', await socket.end(), {close: 1009});
}, '--deflate --max-payload 50000');

module.exports = {cases};
