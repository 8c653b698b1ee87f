// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Socket.IO protocol 5, against the echo contract.

const {sleep} = require('./wire.js');

const HURRIED = '--connect-timeout 400 --max-payload 1000';
const cases = [];
const add = (part, rule, run, options = '') =>
    cases.push({part: `Socket.IO 5: ${part}`, rule, run, options, path: '/socket.io/', revision: 4});
const place = (num) => `{"_placeholder":true,"num":${num}}`;

add('connect', 'CONNECT is answered with CONNECT and the id of the socket, which is not that of the session.', async (peer) => {
    const socket = await peer.engine();
    socket.send('40');
    const answer = await socket.next();
    peer.holds(`answer: ${answer}`, /^40\{"sid":"[^"]+"\}$/.test(answer));
    peer.holds('the id is the session\'s', JSON.parse(answer.slice(2)).sid !== socket.handshake.sid);
    peer.is('event', await socket.next(), '42["auth",{}]');
});
add('connect', 'The payload of CONNECT is the auth object, as it was sent.', async (peer) => {
    peer.is('event', (await peer.client('/', '{"token":"123","n":[1.50,{"a":null}]}')).greeting.replace('1.5,', '1.50,'),
        '42["auth",{"token":"123","n":[1.50,{"a":null}]}]');
});
add('connect', 'A namespace is named behind the type, with a comma or at the end, and in every packet of it.', async (peer) => {
    peer.is('event', (await peer.client('/custom', '{"token":"abc"}')).greeting, '42/custom,["auth",{"token":"abc"}]');
    const socket = await peer.engine();
    socket.send('40/custom');
    const answer = await socket.next();
    peer.holds(`answer: ${answer}`, /^40\/custom,\{"sid":"[^"]+"\}$/.test(answer));
    peer.is('event', await socket.next(), '42/custom,["auth",{}]');
    await peer.answers(socket, '/custom');
});
add('connect', 'Several namespaces share a connection; each socket has an id of its own.', async (peer) => {
    const socket = await peer.client();
    const ids = [socket.id];
    for (const nsp of ['/custom', '/plain', '/dyn-1']) {
        await peer.enter(socket, nsp);
        ids.push(socket.id);
        await peer.answers(socket, nsp);
    }
    await peer.answers(socket);
    peer.is('different ids', new Set(ids).size, 4);
});
add('connect', 'An unknown namespace is answered with CONNECT_ERROR "Invalid namespace", and the connection goes on.', async (peer) => {
    const socket = await peer.engine();
    socket.send('40/random');
    peer.is('answer', await socket.next(), '44/random,{"message":"Invalid namespace"}');
    await peer.enter(socket);
    await peer.answers(socket);
});
add('connect', 'A refusal is CONNECT_ERROR with its message and data, and can be tried again.', async (peer) => {
    const socket = await peer.engine();
    for (const auth of ['', '{}', '{"token":"wrong"}']) {
        socket.send(`40/chat,${auth}`);
        peer.is('answer', await socket.next(), '44/chat,{"message":"not authorized","data":{"code":"E_AUTH","retry":false}}');
    }
    await peer.enter(socket, '/chat', '{"token":"secret"}');
    peer.is('event', socket.greeting, '42/chat,["welcome","/chat"]');
});
for (const [words, packet] of [['Text', '40hello'], ['A truth', '40/plain,true'], ['An array', '40/plain,[]'], ['Broken JSON', '40{"a":']]) {
    add('connect', `${words} in the place of the auth object closes the connection.`, async (peer) => {
        const socket = await peer.engine();
        socket.send(packet);
        await peer.closes(socket);
    });
}
add('connect', 'A second CONNECT to a namespace closes the connection.', async (peer) => {
    const socket = await peer.client();
    socket.send('40');
    await peer.closes(socket);
});
for (const [words, packet] of [['An event', '42["message"]'], ['An ack', '430[]'], ['A DISCONNECT', '41'], ['Anything else', '4abc']]) {
    add('connect', `${words} before CONNECT closes the connection.`, async (peer) => {
        const socket = await peer.engine();
        socket.send(packet);
        await peer.closes(socket);
    });
}
add('connect', 'Who gets into no namespace in time is closed, and who does is not.', async (peer) => {
    const since = Date.now();
    const [silent, refused, late] = [await peer.engine(), await peer.engine(), await peer.engine()];
    refused.send('40/random');
    await refused.next();
    await sleep(200);
    await peer.enter(late);
    await peer.closes(silent);
    peer.holds('closed before its time', Date.now() - since > 300);
    await peer.closes(refused);
    await peer.answers(late);
}, HURRIED);

add('events', 'Arguments of every kind come back as they were.', async (peer) => {
    const socket = await peer.client();
    for (const args of ['', ',1,"2",{"3":[true]}', ',null,[],{},"",-0.5,1e+21', ',"h\u00e9llo \u20ac \u{1f600}","\\u0000\\n\\"\\\\"']) {
        socket.send(`42["message"${args}]`);
        peer.is('event', await socket.next(), `42["message-back"${args}]`);
    }
});
add('events', 'In a namespace too.', async (peer) => {
    const socket = await peer.client('/custom');
    socket.send('42/custom,["message",1]');
    peer.is('event', await socket.next(), '42/custom,["message-back",1]');
});
add('events', 'An event that nobody listens to is passed over; so is a number as a name.', async (peer) => {
    const socket = await peer.client();
    socket.send('42["nobody",1]');
    socket.send('42[1,2]');
    await peer.answers(socket);
});
for (const [words, packet] of [['An object', '42{"a":1}'], ['An empty array', '42[]'], ['Text', '42"message"'], ['Nothing', '42'],
    ['Broken JSON', '42["message"'], ['An array whose first element is an object', '42[{}]']]) {
    add('events', `${words} as the payload of an event closes the connection.`, async (peer) => {
        const socket = await peer.client();
        socket.send(packet);
        await peer.closes(socket);
    });
}
for (const name of ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']) {
    add('events', `The reserved name ${name} closes the connection.`, async (peer) => {
        const socket = await peer.client();
        socket.send(`42["${name}"]`);
        await peer.closes(socket);
    });
}
add('events', 'An event for a namespace that the client is not in closes the connection.', async (peer) => {
    const socket = await peer.client();
    socket.send('42/custom,["message"]');
    await peer.closes(socket);
});
for (const [words, packet] of [['An unknown type', '47["x"]'], ['No type', '4'], ['A CONNECT_ERROR', '44{"message":"x"}'], ['A letter in front', '4x2["message"]']]) {
    add('events', `${words} closes the connection.`, async (peer) => {
        const socket = await peer.client();
        socket.send(packet);
        await peer.closes(socket);
    });
}
add('events', 'Several in one POST are answered in order.', async (peer) => {
    const session = await peer.polling();
    await session.say('40');
    await session.next(2);
    await session.say('42["message",1]', '421["message-with-ack",2]', '42["message",3]');
    peer.is('packets', await session.next(3), ['42["message-back",1]', '431[2]', '42["message-back",3]']);
});
add('events', 'What breaks the protocol over polling closes the session; what stood before it is taken.', async (peer) => {
    const session = await peer.polling();
    await session.say('40');
    await session.next(2);
    await session.post('42["message",1]\x1e42{}\x1e42["message",2]');
    await session.ends();
});

add('acks', 'An event with an id is answered with an ACK of that id, in its namespace.', async (peer) => {
    const socket = await peer.client();
    await peer.enter(socket, '/custom');
    for (const [packet, answer] of [['42456["message-with-ack",1,"2"]', '43456[1,"2"]'], ['420["message-with-ack"]', '430[]'],
        ['42/custom,7["message-with-ack",{}]', '43/custom,7[{}]'], ['429007199254740991["ack-me",1]', '439007199254740991["acked",1]']]) {
        socket.send(packet);
        peer.is('ack', await socket.next(), answer);
    }
});
add('acks', 'The server may ask: the answer with its id is told, once.', async (peer) => {
    const socket = await peer.client();
    socket.send('42["please-ask"]');
    const asked = await socket.next();
    const id = /^42(\d+)\["ask",7\]$/.exec(asked);
    peer.holds(`question: ${asked}`, id);
    socket.send(`43${id[1]}["pong",1]`);
    peer.is('event', await socket.next(), '42["answer-received","pong",1]');
    socket.send(`43${id[1]}["again"]`);
    await peer.answers(socket);
});
add('acks', 'An ACK that nobody waits for is passed over.', async (peer) => {
    const socket = await peer.client();
    socket.send('43999["x"]');
    await peer.answers(socket);
});
add('acks', 'One whose id is no number closes the connection; so does one whose payload is no array.', async (peer) => {
    for (const packet of ['42abc["message-with-ack",1]', '43x[]', '430{"a":1}', '430"x"']) {
        const socket = await peer.client();
        socket.send(packet);
        await peer.closes(socket);
    }
});
add('acks', 'One without a payload closes the connection.', async (peer) => {
    const socket = await peer.client();
    socket.send('430');
    await peer.closes(socket);
});

const [first, second] = [Buffer.from([1, 2, 3]), Buffer.from([4, 5, 6])];
add('binary', 'Attachments follow the event, in the order of their numbers, and come back so.', async (peer) => {
    const socket = await peer.client();
    socket.send(`452-["message",${place(0)},{"a":[${place(1)}]}]`);
    socket.send(first);
    socket.send(second);
    peer.is('event', await socket.next(), `452-["message-back",${place(0)},{"a":[${place(1)}]}]`);
    peer.is('attachment', await socket.next(), first);
    peer.is('attachment', await socket.next(), second);
});
add('binary', 'In a namespace, with an ack, and empty.', async (peer) => {
    const socket = await peer.client('/custom');
    socket.send(`451-/custom,789["message-with-ack",${place(0)}]`);
    socket.send(Buffer.alloc(0));
    peer.is('ack', await socket.next(), `461-/custom,789[${place(0)}]`);
    peer.is('attachment', await socket.next(), Buffer.alloc(0));
});
add('binary', 'An answer to the server may be binary.', async (peer) => {
    const socket = await peer.client();
    socket.send('42["please-ask"]');
    const id = /^42(\d+)/.exec(await socket.next())[1];
    socket.send(`461-${id}[${place(0)}]`);
    socket.send(first);
    peer.is('event', await socket.next(), `451-["answer-received",${place(0)}]`);
    peer.is('attachment', await socket.next(), first);
});
add('binary', 'Over polling, also spread over several POSTs.', async (peer) => {
    const session = await peer.polling();
    await session.say('40');
    await session.next(2);
    await session.say(`452-["message",${place(0)},${place(1)}]`);
    await session.say('bAQID');
    await session.say('bBAUG');
    peer.is('packets', await session.next(3), [`452-["message-back",${place(0)},${place(1)}]`, 'bAQID', 'bBAUG']);
});
for (const [words, messages] of [
    ['An attachment that no event announced', [first]],
    ['One more than was announced', [`451-["message",${place(0)}]`, first, second]],
    ['Text while attachments are missing', [`452-["message",${place(0)},${place(1)}]`, first, '42["message"]']],
    ['A placeholder whose number is too high', [`451-["message",${place(1)}]`, first]],
    ['A placeholder whose number is none', [`451-["message",${place('"0"')}]`, first]],
    ['A binary event without a count', [`45["message",${place(0)}]`]],
    ['A count that is no number', [`45a-["message",${place(0)}]`]],
    ['A count of none', ['450-["message",1]']],
    ['More than ten attachments announced', [`4511-["message",${place(0)}]`]],
]) {
    add('binary', `${words} closes the connection.`, async (peer) => {
        const socket = await peer.client();
        for (const message of messages) socket.send(message);
        await peer.closes(socket);
    });
}

add('disconnect', 'DISCONNECT of one namespace leaves the others.', async (peer) => {
    const socket = await peer.client();
    await peer.enter(socket, '/custom');
    socket.send('41/custom');
    await peer.answers(socket);
    await peer.enter(socket, '/custom');
    socket.send('41');
    await peer.answers(socket, '/custom');
});
add('disconnect', 'There is no answer to it, and the namespace can be entered again.', async (peer) => {
    const socket = await peer.client();
    const {id} = socket;
    socket.send('41');
    await sleep(50);
    await peer.enter(socket);
    peer.holds('the same id', socket.id !== id);
    await peer.answers(socket);
});
add('disconnect', 'The server disconnects from one namespace with a packet, and the connection goes on.', async (peer) => {
    const socket = await peer.client();
    await peer.enter(socket, '/custom');
    socket.send('42/custom,["kick"]');
    peer.is('packet', await socket.next(), '41/custom,');
    await peer.answers(socket);
});
add('disconnect', 'The server disconnects the client: a packet for each namespace, and the connection is closed.', async (peer) => {
    const socket = await peer.client();
    await peer.enter(socket, '/custom');
    socket.send('42["kick-close"]');
    peer.is('packets', [await socket.next(), await socket.next()].sort(), ['41', '41/custom,']);
    await peer.closes(socket);
});
add('disconnect', 'Over polling the packet comes with the next GET, and the close in an answer of its own.', async (peer) => {
    const session = await peer.polling();
    await session.say('40');
    await session.next(2);
    await session.say('42["kick-close"]');
    const packets = await session.poll();
    peer.holds(`packets: ${packets}`, packets.every((one) => one === '41'));
    await session.ends();
});

add('rooms', 'Messages to a room reach its other members, once, and nobody else.', async (peer) => {
    const [ann, ben, cid] = [await peer.client('/dyn-2'), await peer.client('/dyn-2'), await peer.client('/dyn-2')];
    for (const one of [ann, ben]) {
        one.send('42/dyn-2,0["join","red"]');
        peer.is('ack', await one.next(), '43/dyn-2,0[true]');
        one.send('42/dyn-2,1["join","red"]');
        peer.is('ack', await one.next(), '43/dyn-2,1[true]');
    }
    ann.send('42/dyn-2,["to-room","red","hi"]');
    peer.is('event', await ben.next(), '42/dyn-2,["room-msg","hi"]');
    for (const one of [ann, ben, cid]) await peer.answers(one, '/dyn-2');
    ben.send('42/dyn-2,2["leave","red"]');
    peer.is('ack', await ben.next(), '43/dyn-2,2[true]');
    ann.send('42/dyn-2,["to-room","red","hi"]');
    for (const one of [ann, ben]) await peer.answers(one, '/dyn-2');
});
add('rooms', 'Messages to all and to all others, with attachments.', async (peer) => {
    const [ann, ben, other] = [await peer.client('/dyn-3'), await peer.client('/dyn-3'), await peer.client('/dyn-4')];
    ann.send(`451-/dyn-3,["to-all",${place(0)}]`);
    ann.send(first);
    for (const one of [ann, ben]) {
        peer.is('event', await one.next(), `451-/dyn-3,["all-msg",${place(0)}]`);
        peer.is('attachment', await one.next(), first);
    }
    ann.send('42/dyn-3,["to-others",1]');
    peer.is('event', await ben.next(), '42/dyn-3,["others-msg",1]');
    await peer.answers(ann, '/dyn-3');
    await peer.answers(other, '/dyn-4');
});
add('rooms', 'Whoever left the namespace is in no room any more.', async (peer) => {
    const [ann, ben] = [await peer.client('/dyn-5'), await peer.client('/dyn-5')];
    ben.send('42/dyn-5,0["join","red"]');
    await ben.next();
    ben.send('41/dyn-5,');
    await sleep(50);
    await peer.enter(ben, '/dyn-5');
    ann.send('42/dyn-5,["to-room","red","hi"]');
    await peer.answers(ann, '/dyn-5');
    await peer.answers(ben, '/dyn-5');
});

add('transports', 'An upgrade in the middle of a conversation loses nothing.', async (peer) => {
    const session = await peer.polling();
    await session.say('40');
    await session.next(2);
    const socket = await session.upgrade();
    socket.send('2probe');
    peer.is('answer to the probe', await socket.next(), '3probe');
    await session.say('42["message",1]', `451-["message",${place(0)}]`, 'bAQID');
    socket.send('5');
    socket.send('42["message",2]');
    const heard = [];
    for (let i = 0; i < 4; ++i) heard.push(await socket.next());
    peer.is('messages', heard, ['42["message-back",1]', `451-["message-back",${place(0)}]`, first, '42["message-back",2]']);
});
add('transports', 'A message longer than maxPayload closes a WebSocket with 1009.', async (peer) => {
    const socket = await peer.client();
    socket.send(`42["message","${'x'.repeat(1000)}"]`);
    peer.is('end', await socket.end(), {close: 1009});
}, HURRIED);

const KEPT = '--recovery';
add('recovery', 'CONNECT tells a private id beside the public one; events without an ack end with an offset.', async (peer) => {
    const socket = await peer.engine();
    socket.send('40');
    const ids = JSON.parse((await socket.next()).slice(2));
    peer.is('keys', Object.keys(ids), ['sid', 'pid']);
    peer.holds('the private id is the public one', ids.pid !== ids.sid);
    const [name, auth, offset] = JSON.parse((await socket.next()).slice(2));
    peer.is('event', [name, auth, typeof offset], ['auth', {}, 'string']);
    socket.send('420["message-with-ack",1]');
    peer.is('ack', await socket.next(), '430[1]');
}, KEPT);
// A client of /dyn-N: its ids, and the offset of the last event that it heard.
async function kept(peer, nsp) {
    const socket = await peer.engine();
    socket.send(`40${nsp},`);
    const ids = JSON.parse((await socket.next()).slice(2 + nsp.length + 1));
    return {socket, ...ids};
}
async function heard(socket, nsp) {
    return JSON.parse((await socket.next()).slice(2 + nsp.length + 1));
}
async function lost(peer, nsp) {
    const [ann, ben] = [await kept(peer, nsp), await kept(peer, nsp)];
    ann.socket.send(`42${nsp},0["join","red"]`);
    await ann.socket.next();
    ben.socket.send(`42${nsp},["to-others","seen"]`);
    const offset = (await heard(ann.socket, nsp)).pop();
    ann.socket.close();
    await sleep(50);
    return {ann, ben, offset};
}
add('recovery', 'Who comes back with private id and offset gets what it missed, then the same ids, and is in its rooms.', async (peer) => {
    const nsp = '/dyn-11';
    const {ann, ben, offset} = await lost(peer, nsp);
    for (const event of [`42${nsp},["to-room","blue","not for ann"]`, `42${nsp},["to-room","red","missed"]`, `42${nsp},["to-others","missed too"]`])
        ben.socket.send(event);
    await sleep(50);
    const socket = await peer.engine();
    socket.send(`40${nsp},${JSON.stringify({pid: ann.pid, offset})}`);
    peer.is('missed', (await heard(socket, nsp)).slice(0, 2), ['room-msg', 'missed']);
    peer.is('missed', (await heard(socket, nsp)).slice(0, 2), ['others-msg', 'missed too']);
    const ids = JSON.parse((await socket.next()).slice(2 + nsp.length + 1));
    peer.is('the same ids', [ids.sid === ann.sid, ids.pid === ann.pid], [true, true]);
    ben.socket.send(`42${nsp},["to-room","red","now"]`);
    peer.is('event', (await heard(socket, nsp)).slice(0, 2), ['room-msg', 'now']);
}, KEPT);
for (const [words, wrong] of [['a private id', {pid: 'nobody'}], ['an offset', {offset: 'never'}]]) {
    add('recovery', `With ${words} that is not known the client is new.`, async (peer) => {
        const nsp = wrong.pid ? '/dyn-12' : '/dyn-13';
        const {ann, offset} = await lost(peer, nsp);
        const socket = await peer.engine();
        socket.send(`40${nsp},${JSON.stringify({pid: ann.pid, offset, ...wrong})}`);
        const answer = await socket.next();
        peer.holds(`answer: ${answer}`, answer.startsWith(`40${nsp},{`));
        const ids = JSON.parse(answer.slice(2 + nsp.length + 1));
        peer.is('the same ids', [ids.sid === ann.sid, ids.pid === ann.pid], [false, false]);
    }, KEPT);
}
add('recovery', 'A private id is good once.', async (peer) => {
    const nsp = '/dyn-14';
    const {ann, offset} = await lost(peer, nsp);
    const back = `40${nsp},${JSON.stringify({pid: ann.pid, offset})}`;
    for (const expected of [true, false]) {
        const socket = await peer.engine();
        socket.send(back);
        peer.is('the same id', JSON.parse((await socket.next()).slice(2 + nsp.length + 1)).sid === ann.sid, expected);
    }
}, KEPT);
add('recovery', 'Who left the namespace is new when it comes back.', async (peer) => {
    const nsp = '/dyn-15';
    const {ben} = await lost(peer, nsp);
    ben.socket.send(`42${nsp},["message"]`);
    const offset = (await heard(ben.socket, nsp)).pop();
    ben.socket.send(`41${nsp},`);
    await sleep(50);
    ben.socket.send(`40${nsp},${JSON.stringify({pid: ben.pid, offset})}`);
    peer.is('the same id', JSON.parse((await ben.socket.next()).slice(2 + nsp.length + 1)).sid === ben.sid, false);
}, KEPT);

module.exports = {cases};
