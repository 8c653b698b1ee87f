// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An admin, and people in a chat, all of socket.io-client: says step by step what each of them is
// told. Ids, times and numbers are replaced, so that two servers that do the same give the same.
//   node admin-client.js FOLDER OPTIONS    OPTIONS is JSON: url, user, password, readonly
'use strict';

const {options, load, print} = require('./peer-common.js');
const {io} = load('socket.io-client');

const names = new Map(); // of ids, by id
let log = [];
let stats = [];

const isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
const isDate = (text) => /^\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4} \(.+\)$/.test(text);

function plainText(text) {
    if (isTime(text)) return '<time>';
    if (isDate(text)) return '<date>';
    for (const [id, name] of names) text = text.replaceAll(id, name);
    // Where state can be recovered, events that ask for no answer end with their offset.
    if (/^[A-Z][\w-]{6}(\.[\w-]+)?$/.test(text)) return '<offset>';
    return text.replace(/^127\.0\.0\.1:\d+$/, '<host>');
}

// What is the same on each run.
function plain(value, key = '') {
    if (Buffer.isBuffer(value)) return `<${value.length} bytes>`;
    if (typeof value === 'number') return key === 'issued' ? '<number>' : value;
    if (key === 't' || key === 'sec-websocket-key' || key === 'clientId')
        return `<${value.length} characters>`;
    if (key === 'url') return value.replace(/([?&]t)=\w+/, '$1=<t>');
    if (typeof value === 'string') return plainText(value);
    if (Array.isArray(value)) return value.map((part) => plain(part)).filter((part) => part !== '<offset>');
    if (value && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([k, part]) => [plainText(k), plain(part, k)]));
    return value;
}

const own = (socket) => names.get(socket.id) || '?';
// What is said to know that all before it has come, and what the chat asks now and then.
const isAside = (event, args) => {
    const [name] = event.startsWith('event_') && Array.isArray(args[2]) ? args[2] : [event];
    return name === 'history' || name === 'are you there';
};

function follow(socket, name) {
    socket.on('connect', () => names.set(socket.id, name));
    socket.onAny((event, ...args) => {
        if (event === 'server_stats') stats.push(args[0]);
        else if (event === 'session') log.push([name, event, args.map((id) => id.replace(/[0-9a-f]{16}/, '<id>'))]);
        else if (!isAside(event, args)) log.push([name, event, args]);
    });
    socket.on('connect_error', (error) => log.push([name, 'connect_error', [error.message, error.data]]));
    socket.on('disconnect', (reason) => log.push([name, 'disconnect', [reason]]));
    return socket;
}

const once = (socket, event) => new Promise((done) => socket.once(event, (...args) => done(args)));

async function until(what, holds) {
    for (let i = 0; i < 1000 && !holds(); ++i) await new Promise((done) => setTimeout(done, 10));
    if (!holds()) throw new Error(`never: ${what}`);
}
const heard = (name, event) => until(`${name} hears ${event}`, () => log.some((line) => line[0] === name && line[1] === event));

// Ends a step: what the admin and each client were told in it, each in its order.
function end(step) {
    const told = {};
    for (const [name, event, args] of log) (told[name] = told[name] || []).push([event, ...plain(args)]);
    print({step, told: Object.fromEntries(Object.entries(told).sort())});
    log = [];
}

const open = (path, more) => io(options.url + path, {forceNew: true, reconnection: false, ...more});
const person = (name, transports) => follow(open('/chat', {transports, auth: {name}}), name);
const ask = (socket, ...event) => new Promise((done) => socket.emit(...event, (...answer) => done(answer)));

async function run() {
    const login = {username: options.user, password: options.password};
    if (options.user) {
        for (const auth of [{}, {...login, password: 'wrong'}, {sessionId: '0123456789abcdef'}]) {
            const refused = follow(open('/admin', {transports: ['websocket'], auth}), 'stranger');
            await once(refused, 'connect_error');
            refused.disconnect();
        }
    }
    end('refused');

    const admin = follow(open('/admin', {transports: ['websocket'], auth: options.user ? login : {}}), 'admin');
    let session;
    admin.on('session', (id) => { session = id; });
    await heard('admin', 'all_sockets');
    // In the chat over the admin's connection: once it is answered, all before that has been told.
    const keeper = follow(admin.io.socket('/chat', {auth: {name: 'keeper'}}), 'keeper');
    await heard('keeper', 'welcome');
    // Twice: socket.io tells who left a room one turn later.
    const settled = async () => {
        await ask(keeper, 'history');
        await ask(keeper, 'history');
    };
    await settled();
    end('attached');

    const ann = person('ann', ['websocket']);
    await heard('ann', 'welcome');
    await settled();
    end('a client over a WebSocket');
    const ben = person('ben', ['polling']);
    await heard('ben', 'welcome');
    await settled();
    end('a client over polling');
    const cid = person('cid', ['polling', 'websocket']);
    await heard('cid', 'welcome');
    await until('upgrade', () => log.some((line) => line[1] === 'socket_updated' && line[2][0].transport));
    end('a client that upgrades');

    for (const [who, room] of [[ann, 'red'], [ben, 'red'], [ben, 'blue'], [ben, 'red']]) {
        const answer = await ask(who, 'join', room);
        await settled();
        log.push([own(who), 'answer', answer]);
    }
    await heard('ann', 'entered');
    end('rooms');
    await ask(ann, 'chat message', {from: 'ann', room: 'red', text: 'héllo', n: 1.5, none: null});
    await heard('ben', 'chat message');
    await settled();
    end('a message to a room');
    await ask(ben, 'upload', {name: 'x', content: Buffer.from([1, 2, 3])});
    await heard('cid', 'file');
    await heard('ann', 'file');
    await settled();
    end('attachments');
    log.push(['ben', 'answer', await ask(ben, 'leave', 'red')]);
    await settled();
    end('leaves');

    // Commands. The last of each goes to the keeper, on the admin's own connection.
    const told = async (name, event) => { if (!options.readonly) await heard(name, event); };
    admin.emit('emit', '/chat', null, 'to all', 1, {x: ['y']});
    await told('ben', 'to all');
    await told('cid', 'to all');
    admin.emit('emit', '/chat', 'red', 'to red', Buffer.from([9]), 'text');
    await told('ann', 'to red');
    admin.emit('emit', '/chat', ben.id, 'to ben');
    await told('ben', 'to ben');
    admin.emit('emit', '/chat', 'nowhere', 'to nobody');
    await settled();
    end('emit');
    admin.emit('join', '/chat', 'green', cid.id);
    admin.emit('join', '/chat', 'all of red', 'red');
    admin.emit('join', '/chat', 'everyone');
    await settled();
    admin.emit('leave', '/chat', 'everyone', ann.id);
    admin.emit('leave', '/chat', 'nowhere', ann.id);
    admin.emit('leave', '/chat', 'everyone', 'green');
    admin.emit('leave', '/chat', 'everyone');
    await settled();
    end('join and leave');
    admin.emit('_disconnect', '/chat', false, cid.id);
    await told('cid', 'disconnect');
    admin.emit('_disconnect', '/chat', true, 'red');
    await told('ann', 'disconnect');
    await settled();
    end('disconnect');
    ben.disconnect();
    await until('ben is gone', () => log.some((line) => line[1] === 'socket_disconnected' && names.get(line[2][1]) === 'ben'));
    await settled();
    end('leaves by itself');
    const dot = person('dot', ['websocket']);
    await heard('dot', 'welcome');
    await settled();
    log = [];
    dot.io.engine.close();
    await heard('admin', 'socket_disconnected');
    await settled();
    end('closes its connection');

    await until('all counts', () => ['rawConnection', 'rawDisconnection', 'packetsIn', 'bytesIn', 'packetsOut', 'bytesOut']
        .every((type) => stats.some((one) => one.aggregatedEvents.some((count) => count.type === type))));
    await until('stats', () => stats.length > 2);
    const types = (object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, typeof value]));
    const counts = stats.flatMap((one) => one.aggregatedEvents)
        .map((one) => JSON.stringify({...types(one), type: one.type, subType: one.subType}));
    log = [];
    const {aggregatedEvents, namespaces, ...one} = stats[stats.length - 1];
    print({step: 'stats', server: types(one), host: one.hostname, id: one.serverId,
        namespaces: namespaces.sort((a, b) => (a.name < b.name ? -1 : 1)),
        counts: [...new Set(counts)].sort()});

    if (options.user) {
        const again = follow(open('/admin', {transports: ['polling'], auth: {sessionId: session}}), 'again');
        await heard('again', 'all_sockets');
        again.disconnect();
        const sessions = log.filter((line) => line[0] === 'again' && line[1] === 'session');
        print({step: 'with the session', sessions: sessions.length});
    }
    process.exit(0);
}

run().catch((error) => {
    print({failed: String(error), log: plain(log)});
    process.exit(1);
});
