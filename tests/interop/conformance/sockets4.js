// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Socket.IO protocol 4, what differs from 5, on sessions of Engine.IO 3.

const cases = [];
const add = (part, rule, run, options = '--eio3') =>
    cases.push({part: `Socket.IO 4: ${part}`, rule, run, options, path: '/socket.io/', revision: 3});
const bytes = (...data) => Buffer.from([4, ...data]);

add('connect', 'The client is in `/` at once: CONNECT without a payload comes unasked.', async (peer) => {
    peer.is('event', (await peer.oldClient()).greeting, '42["auth",{}]');
});
add('connect', 'Over polling it comes with the handshake or the next answer.', async (peer) => {
    const session = await peer.polling(3);
    peer.is('packets', await session.next(2), ['40', '42["auth",{}]']);
});
add('connect', 'A namespace is answered without a payload; its query is left out.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('40/plain,');
    peer.is('answer', await socket.next(), '40/plain,');
    socket.send('40/chat?token=secret,');
    peer.is('answer', await socket.next(), '40/chat,');
    peer.is('event', await socket.next(), '42/chat,["welcome","/chat"]');
    await peer.answers(socket, '/chat');
});
add('connect', 'A refusal is ERROR with the data of the error alone.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('40/chat,');
    peer.is('answer', await socket.next(), '44/chat,{"code":"E_AUTH","retry":false}');
    await peer.answers(socket);
});
add('connect', 'An unknown namespace is answered with ERROR, whose payload is the message.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('40/random,');
    peer.is('answer', await socket.next(), '44/random,"Invalid namespace"');
});

add('events', 'Events, acks and attachments as in protocol 5.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('42["message",1,"\u20ac"]');
    peer.is('event', await socket.next(), '42["message-back",1,"\u20ac"]');
    socket.send('4212["message-with-ack",1]');
    peer.is('ack', await socket.next(), '4312[1]');
    socket.send('451-["message",{"_placeholder":true,"num":0}]');
    socket.send(bytes(1, 2, 3));
    peer.is('event', await socket.next(), '451-["message-back",{"_placeholder":true,"num":0}]');
    peer.is('attachment', await socket.next(), bytes(1, 2, 3));
});
add('events', 'The server may ask.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('42["please-ask"]');
    const id = /^42(\d+)\["ask",7\]$/.exec(await socket.next())[1];
    socket.send(`43${id}["pong"]`);
    peer.is('event', await socket.next(), '42["answer-received","pong"]');
});
for (const [words, packet] of [['An object as the payload of an event', '42{"a":1}'], ['An empty array', '42[]'], ['No type', '4abc']]) {
    add('events', `${words} closes the connection.`, async (peer) => {
        const socket = await peer.oldClient();
        socket.send(packet);
        await peer.closes(socket);
    });
}
add('disconnect', 'DISCONNECT of one namespace leaves the others; the server\'s closes with kick-close.', async (peer) => {
    const socket = await peer.oldClient();
    socket.send('40/plain,');
    await socket.next();
    socket.send('41/plain,');
    await peer.answers(socket);
    socket.send('42["kick-close"]');
    peer.is('packet', await socket.next(), '41');
    await peer.closes(socket);
});

module.exports = {cases};
