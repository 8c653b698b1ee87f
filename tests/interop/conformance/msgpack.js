// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The MessagePack parser: each packet of Socket.IO is one map, and one binary message. The bytes
// are written by hand.

const cases = [];
const add = (rule, run) => cases.push({part: 'MessagePack parser', rule, run, options: '--parser msgpack',
    path: '/socket.io/', revision: 4});

const UNDEFINED = Buffer.from([0xd4, 0, 0]);
const string = (text) => Buffer.concat([Buffer.from([0xa0 | text.length]), Buffer.from(text)]);
const array = (...items) => Buffer.concat([Buffer.from([0x90 | items.length]), ...items]);
const number = (value) => Buffer.from([value]);
const bytes = (data) => Buffer.concat([Buffer.from([0xc4, data.length]), data]);
const map = (members) => Buffer.concat([Buffer.from([0x80 | Object.keys(members).length]),
    ...Object.entries(members).flatMap(([key, value]) => [string(key), value])]);

// What this file's packets are made of, the other way.
function read(buffer, at = {i: 0}) {
    const first = buffer[at.i++];
    const take = (size) => buffer.subarray(at.i, at.i += size);
    if (first < 0x80) return first;
    if (first < 0x90) {
        const object = {};
        for (let n = first & 15; n > 0; --n) {
            const key = read(buffer, at);
            object[key] = read(buffer, at);
        }
        return object;
    }
    if (first < 0xa0) return Array.from({length: first & 15}, () => read(buffer, at));
    if (first < 0xc0) return take(first & 31).toString();
    if (first === 0xc0) return null;
    if (first === 0xc2 || first === 0xc3) return first === 0xc3;
    if (first === 0xc4) return Buffer.from(take(buffer[at.i++]));
    if (first === 0xd4) return take(2) && undefined;
    if (first === 0xd9) return take(buffer[at.i++]).toString();
    throw new Error(`0x${first.toString(16)} is not read here`);
}
const packet = (type, data, more = {}) => map({type: number(type), nsp: string('/'), ...(data ? {data} : {}), ...more});

async function client(peer) {
    const socket = await peer.engine();
    socket.send(packet(0, UNDEFINED));
    const answer = read(await socket.next());
    peer.is('answer', [answer.type, answer.nsp, typeof answer.data.sid], [0, '/', 'string']);
    const greeting = read(await socket.next());
    peer.is('event', [greeting.type, greeting.data[0]], [2, 'auth']);
    return socket;
}
async function hears(peer, socket, expected) {
    const {type, nsp, data} = read(await socket.next());
    peer.is('packet', {type, nsp, data}, {nsp: '/', ...expected});
}

add('CONNECT with undefined, without data and with a map; the answer is a map too.', async (peer) => {
    await client(peer);
    const bare = await peer.engine();
    bare.send(packet(0));
    peer.is('type of the answer', read(await bare.next()).type, 0);
    const named = await peer.engine();
    named.send(packet(0, map({token: string('123')})));
    await named.next();
    await hears(peer, named, {type: 2, data: ['auth', {token: '123'}]});
});
add('Events, acks and bytes, which stand in their places.', async (peer) => {
    const socket = await client(peer);
    socket.send(packet(2, array(string('message'), number(1), bytes(Buffer.from([1, 2])))));
    await hears(peer, socket, {type: 2, data: ['message-back', 1, Buffer.from([1, 2])]});
    socket.send(packet(2, array(string('message-with-ack'), string('x')), {id: number(5)}));
    const ack = read(await socket.next());
    peer.is('ack', [ack.type, ack.id, ack.data], [3, 5, ['x']]);
});
add('Unknown namespaces are refused with a map.', async (peer) => {
    const socket = await peer.engine();
    socket.send(map({type: number(0), nsp: string('/random')}));
    const {type, nsp, data} = read(await socket.next());
    peer.is('answer', [type, nsp, data], [4, '/random', {message: 'Invalid namespace'}]);
});
add('Over polling packets are base64.', async (peer) => {
    const session = await peer.polling();
    await session.say('b' + packet(0, UNDEFINED).toString('base64'));
    const packets = await session.next(2);
    peer.is('types', packets.map((one) => read(Buffer.from(one.slice(1), 'base64')).type), [0, 2]);
});
for (const [words, message] of [
    ['nil as the data of CONNECT', packet(0, Buffer.from([0xc0]))],
    ['An unknown type', packet(7, array(string('x')))],
    ['A packet without a namespace', map({type: number(2), data: array(string('message'))})],
    ['An event whose data is a map', packet(2, map({a: number(1)}))],
    ['Data with DISCONNECT', packet(1, array())],
    ['Half a packet', packet(2, array(string('message'))).subarray(0, 9)],
    ['No map', number(1)],
    ['Nothing', Buffer.alloc(0)],
    ['Text', '42["message"]'],
]) {
    add(`${words} closes the connection.`, async (peer) => {
        const socket = words.includes('CONNECT') && !words.includes('DIS') ? await peer.engine() : await client(peer);
        socket.send(message);
        await peer.closes(socket);
    });
}

module.exports = {cases};
