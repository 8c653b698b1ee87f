// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// HTTP/1.1 and WebSockets by hand, on bare sockets: what is sent can break every rule, and what
// comes is told exactly as it came. Waiting ends after PATIENCE and says so.

const crypto = require('crypto');
const net = require('net');
const zlib = require('zlib');

const PATIENCE = 4000;

// A rule that the server does not keep; the message says what it does instead.
class Difference extends Error {}

const sleep = (time) => new Promise((done) => setTimeout(done, time));

// The bytes of one connection, read when they are asked for.
class Wire {
    constructor(url) {
        const {hostname, port} = new URL(url);
        this.buffer = Buffer.alloc(0);
        this.isEnded = false;
        this.wake = () => {};
        this.socket = net.connect(Number(port), hostname);
        this.socket.setNoDelay(true);
        this.socket.on('data', (bytes) => {
            this.buffer = Buffer.concat([this.buffer, bytes]);
            this.wake();
        });
        const end = () => {
            this.isEnded = true;
            this.wake();
        };
        this.socket.on('end', end).on('error', end).on('close', end);
    }
    write(bytes) {
        if (!this.socket.destroyed) this.socket.write(bytes);
    }
    // What `take` makes of the buffer as soon as it makes something; undefined at the end of the
    // connection, null when nothing came in time.
    async read(take, patience = PATIENCE) {
        const end = Date.now() + patience;
        for (;;) {
            const taken = take();
            if (taken !== undefined) return taken;
            if (this.isEnded) return undefined;
            const left = end - Date.now();
            if (left <= 0) return null;
            await new Promise((done) => {
                const timer = setTimeout(done, left);
                this.wake = () => {
                    clearTimeout(timer);
                    done();
                };
            });
        }
    }
    take(size) {
        const taken = this.buffer.subarray(0, size);
        this.buffer = this.buffer.subarray(size);
        return taken;
    }
    close() {
        this.socket.destroy();
    }
}

function takeHead(wire) {
    const end = wire.buffer.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first, ...lines] = wire.take(end + 4).toString('latin1').trimEnd().split('\r\n');
    const fields = {};
    for (const line of lines) {
        const name = line.slice(0, line.indexOf(':')).toLowerCase();
        const value = line.slice(line.indexOf(':') + 1).trim();
        fields[name] = name in fields ? `${fields[name]}, ${value}` : value;
    }
    return {status: Number(first.split(' ')[1]), fields};
}

function takeChunk(wire) {
    const end = wire.buffer.indexOf('\r\n');
    if (end < 0) return undefined;
    const size = parseInt(wire.buffer.subarray(0, end).toString('latin1'), 16);
    if (wire.buffer.length < end + 2 + size + 2) return undefined;
    wire.take(end + 2);
    const chunk = Buffer.from(wire.take(size));
    wire.take(2);
    return chunk;
}

// One request on `wire`. The answer's status is 'cut' if the connection ends, 'none' if nothing
// comes.
async function exchange(wire, {method = 'GET', target, fields = {}, body, patience}) {
    const all = {Host: 'localhost', ...fields};
    if (body !== undefined && all['Content-Length'] === undefined)
        all['Content-Length'] = Buffer.byteLength(body);
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    wire.write(`${method} ${target} HTTP/1.1\r\n${head}\r\n`);
    if (body !== undefined) wire.write(body);
    const answer = await wire.read(() => takeHead(wire), patience);
    if (!answer) return {status: answer === null ? 'none' : 'cut', fields: {}, body: ''};
    answer.bytes = Buffer.alloc(0);
    if (answer.fields['transfer-encoding'] === 'chunked') {
        for (;;) {
            const chunk = await wire.read(() => takeChunk(wire));
            if (!chunk || !chunk.length) break;
            answer.bytes = Buffer.concat([answer.bytes, chunk]);
        }
    } else if (answer.fields['content-length'] !== undefined && method !== 'HEAD') {
        const size = Number(answer.fields['content-length']);
        answer.bytes = await wire.read(() => (wire.buffer.length < size ? undefined
            : Buffer.from(wire.take(size)))) || answer.bytes;
    }
    answer.body = answer.bytes.toString();
    return answer;
}

// A request on a connection of its own.
async function request(url, what) {
    const wire = new Wire(url);
    const answer = await exchange(wire, what);
    wire.close();
    return answer;
}

class WebSocket {
    constructor(wire, answer) {
        this.wire = wire;
        this.fields = answer.fields;
        const extensions = answer.fields['sec-websocket-extensions'] || '';
        this.inflates = extensions.includes('permessage-deflate');
        this.forgets = extensions.includes('server_no_context_takeover');
        this.window = Buffer.alloc(0); // what came inflated
        this.wasCompressed = false; // the last message
    }
    // A WebSocket, or the answer that refuses it.
    static async open(url, target, fields = {}) {
        const wire = new Wire(url);
        const key = crypto.randomBytes(16).toString('base64');
        const answer = await exchange(wire, {target, fields: {
            Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': 13,
            'Sec-WebSocket-Key': key, ...fields,
        }});
        if (answer.status === 101) {
            const digest = crypto.createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11');
            if (answer.fields['sec-websocket-accept'] !== digest.digest('base64'))
                throw new Difference('Sec-WebSocket-Accept does not fit the key');
            return new WebSocket(wire, answer);
        }
        wire.close();
        return answer;
    }
    frame(first, payload, masked = true) {
        const bytes = Buffer.from(payload);
        const mask = masked ? 0x80 : 0;
        let head = Buffer.from([first, mask | bytes.length]);
        if (bytes.length > 65535) {
            head = Buffer.alloc(10);
            head[0] = first;
            head[1] = mask | 127;
            head.writeBigUInt64BE(BigInt(bytes.length), 2);
        } else if (bytes.length > 125) {
            head = Buffer.from([first, mask | 126, bytes.length >> 8, bytes.length & 255]);
        }
        if (!masked) return this.wire.write(Buffer.concat([head, bytes]));
        const key = crypto.randomBytes(4);
        this.wire.write(Buffer.concat([head, key, bytes.map((byte, i) => byte ^ key[i % 4])]));
    }
    send(message) {
        this.frame(typeof message === 'string' ? 0x81 : 0x82, message);
    }
    inflate(payload) {
        const plain = zlib.inflateRawSync(Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])]),
            {finishFlush: zlib.constants.Z_SYNC_FLUSH, ...(this.window.length ? {dictionary: this.window} : {})});
        this.window = this.forgets ? Buffer.alloc(0) : Buffer.concat([this.window, plain]).subarray(-32768);
        return plain;
    }
    // The next frame: a string for text, a Buffer for binary, else {close}, {ping}, {pong}, {rsv1} if
    // that was not agreed; 'ended' at the end of the connection, 'nothing' if nothing comes.
    async next(patience) {
        const frame = await this.wire.read(() => this.takeFrame(), patience);
        return frame === undefined ? 'ended' : frame === null ? 'nothing' : frame;
    }
    takeFrame() {
        const {buffer} = this.wire;
        if (buffer.length < 2) return undefined;
        let size = buffer[1] & 127;
        let at = 2;
        if (size === 126) {
            if (buffer.length < 4) return undefined;
            size = buffer.readUInt16BE(2);
            at = 4;
        } else if (size === 127) {
            if (buffer.length < 10) return undefined;
            size = Number(buffer.readBigUInt64BE(2));
            at = 10;
        }
        if (buffer.length < at + size) return undefined;
        let payload = Buffer.from(this.wire.take(at + size).subarray(at));
        this.wasCompressed = Boolean(buffer[0] & 0x40);
        if (this.wasCompressed && !this.inflates) return {rsv1: payload};
        if (this.wasCompressed) payload = this.inflate(payload);
        switch (buffer[0] & 15) {
        case 1: return payload.toString();
        case 2: return payload;
        case 8: return {close: payload.length < 2 ? null : payload.readUInt16BE(0)};
        case 9: return {ping: payload.toString()};
        case 10: return {pong: payload.toString()};
        default: return {opcode: buffer[0] & 15};
        }
    }
    // How it ended, whatever came before: {close}, 'ended', or 'still open'.
    async end(patience = PATIENCE) {
        const until = Date.now() + patience;
        for (;;) {
            const left = until - Date.now();
            const frame = await this.next(Math.max(left, 1));
            if (frame === 'nothing' || left <= 0) return 'still open';
            if (frame === 'ended' || (frame && frame.close !== undefined)) return frame;
        }
    }
    close() {
        this.wire.close();
    }
}

module.exports = {Difference, PATIENCE, WebSocket, Wire, exchange, request, sleep};
