// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What the cases of conformance.js say to a server, and how they judge what it answers.

const assert = require('assert');
const {Difference, WebSocket, Wire, exchange, request} = require('./wire.js');

const shown = (value) => (value === undefined ? 'nothing' : JSON.stringify(value,
    (key, part) => (part && part.type === 'Buffer' ? `<${Buffer.from(part.data).toString('hex')}>` : part)));

// Session ids are random: they are told as <id>.
const withoutIds = (text) => text.replace(/\b[\w-]{20}(?=[";\\])/g, '<id>').slice(0, 200);

function is(what, actual, expected) {
    try {
        assert.deepStrictEqual(actual, expected);
    } catch {
        throw new Difference(withoutIds(`${what}: ${shown(actual)} instead of ${shown(expected)}`));
    }
}

function holds(what, condition) {
    if (!condition) throw new Difference(withoutIds(what));
}

const isClose = (frame) => frame === 'ended' || (frame && frame.close !== undefined);

// A polling session.
class Polling {
    constructor(peer, revision, query) {
        Object.assign(this, {peer, revision, query});
    }
    async open() {
        this.opening = await this.peer.request({target: this.target()});
        is('status of the opening', this.opening.status, 200);
        const [first, ...rest] = this.packets(this.opening.body);
        is('first packet', first[0], '0');
        this.handshake = JSON.parse(first.slice(1));
        this.sid = this.handshake.sid;
        this.first = rest;
        return this;
    }
    target() {
        const sid = this.sid ? `&sid=${this.sid}` : '';
        return `${this.peer.path}?EIO=${this.revision}&transport=polling${this.query}${sid}`;
    }
    // The packets of a payload of text.
    packets(body) {
        if (this.revision === 4) return body.split('\x1e');
        const packets = [];
        for (let at = 0; at < body.length;) {
            const colon = body.indexOf(':', at);
            const size = Number(body.slice(at, colon));
            if (colon < 0 || !(size >= 0)) throw new Difference(`payload: ${shown(body)}`);
            packets.push(body.slice(colon + 1, colon + 1 + size));
            at = colon + 1 + size;
        }
        return packets;
    }
    payload(packets) {
        return this.revision === 4 ? packets.join('\x1e')
            : packets.map((packet) => `${packet.length}:${packet}`).join('');
    }
    get(more) {
        return this.peer.request({target: this.target(), ...more});
    }
    // The packets of the next answer.
    async poll() {
        const answer = await this.get();
        is('status of a GET', answer.status, 200);
        return this.packets(answer.body);
    }
    // The next `count` packets, in as many answers as it takes; pings are passed over.
    async next(count) {
        const packets = this.first.splice(0, count);
        while (packets.length < count)
            packets.push(...(await this.poll()).filter((one) => one !== '2'));
        return packets;
    }
    post(body, more) {
        const fields = {'Content-Type': 'text/plain;charset=UTF-8'};
        return this.peer.request({method: 'POST', target: this.target(), body, fields, ...more});
    }
    async say(...packets) {
        const answer = await this.post(this.payload(packets));
        is('answer to a POST', [answer.status, answer.body], [200, 'ok']);
    }
    async isGone() {
        const answer = await this.get({patience: 500});
        is('the session afterwards', answer.status, 400);
        is('the session afterwards', JSON.parse(answer.body).code, 1);
    }
    // It is gone, or its next answer says so.
    async ends() {
        const answer = await this.get({patience: 500});
        if (answer.status !== 400)
            is('last packet', this.packets(answer.body).pop(), '1');
        await this.isGone();
    }
    async isAlive() {
        await this.say('4are you there');
        is('the session afterwards', await this.next(1), ['4are you there']);
    }
    upgrade() {
        return this.peer.webSocket(this.target().replace('polling', 'websocket'));
    }
}

// One server under one path, and all that one case opens there.
class Peer {
    constructor(url, path) {
        Object.assign(this, {url, path, opened: []});
        Object.assign(this, {is, holds});
    }
    close() {
        for (const one of this.opened) one.close();
    }
    request(what) {
        return request(this.url, what);
    }
    // A connection for several requests.
    wire() {
        const wire = new Wire(this.url);
        this.opened.push(wire);
        return {wire, ask: (what) => exchange(wire, what)};
    }
    polling(revision = 4, query = '') {
        return new Polling(this, revision, query).open();
    }
    async webSocket(target, fields) {
        const socket = await WebSocket.open(this.url, target, fields);
        if (!(socket instanceof WebSocket)) return socket;
        this.opened.push(socket);
        return socket;
    }
    // A session on a WebSocket from the beginning, and its handshake.
    async engine(revision = 4, query = '', fields = {}) {
        const target = `${this.path}?EIO=${revision}&transport=websocket${query}`;
        const socket = await this.webSocket(target, fields);
        if (!(socket instanceof WebSocket)) throw new Difference(`the opening is answered ${socket.status}`);
        const first = await socket.next();
        is('first packet', String(first)[0], '0');
        socket.handshake = JSON.parse(first.slice(1));
        return socket;
    }
    // A client in a namespace, protocol 5, past what greets it.
    async client(nsp = '/', auth = '') {
        const socket = await this.engine();
        await this.enter(socket, nsp, auth);
        return socket;
    }
    async enter(socket, nsp = '/', auth = '') {
        const place = nsp === '/' ? '' : `${nsp},`;
        socket.send(`40${place}${auth}`);
        const answer = await socket.next();
        holds(`CONNECT is answered ${shown(answer)}`, String(answer).startsWith(`40${place}{"sid":`));
        socket.id = JSON.parse(answer.slice(2 + place.length)).sid;
        if (nsp !== '/plain' && !nsp.startsWith('/dyn-')) socket.greeting = await socket.next();
    }
    // A client of protocol 4, on a session of revision 3.
    async oldClient() {
        const socket = await this.engine(3);
        is('packet behind the handshake', await socket.next(), '40');
        socket.greeting = await socket.next();
        return socket;
    }
    async closes(socket) {
        const end = await socket.end(1500);
        holds('the connection stays open', isClose(end));
        return end;
    }
    // It answers, and nothing else comes before.
    async answers(socket, nsp = '/') {
        const place = nsp === '/' ? '' : `${nsp},`;
        socket.send(`42${place}["message","still here"]`);
        is('answer afterwards', await socket.next(), `42${place}["message-back","still here"]`);
    }
}

module.exports = {Difference, Peer, isClose, shown};
