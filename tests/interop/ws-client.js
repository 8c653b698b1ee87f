// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A plain `ws` client. Exit code 0: all was as it must be.
// Options: port, run (a name), deflate, task ("talk", "close", "crowd" or "large").

const assert = require('assert');
const {WebSocket, Talker, deflate, options} = require('./ws-common.js');

// A talker that can wait for its answers: next() gives {data, isBinary}.
function open() {
    const socket = new WebSocket(`ws://127.0.0.1:${options.port}/some/path?run=${options.run}`,
                                 {perMessageDeflate: deflate});
    const talker = new Talker(socket, options.run);
    const heard = [];
    const waiting = [];
    talker.onMessage((data, isBinary) => {
        const message = {data, isBinary};
        waiting.length > 0 ? waiting.shift()(message) : heard.push(message);
    });
    talker.next = () => heard.length > 0 ? Promise.resolve(heard.shift())
                                         : new Promise((resolve) => waiting.push(resolve));
    talker.echo = async (isBinary, ...parts) => {
        const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
        talker.say(isBinary, ...parts);
        const answer = await talker.next();
        assert.ok(answer.data.equals(whole));
        assert.strictEqual(answer.isBinary, isBinary);
    };
    talker.closed = new Promise((resolve) => {
        socket.on('close', (code, reason) => resolve([code, reason.toString()]));
    });
    return new Promise((resolve, reject) => {
        socket.on('open', () => resolve(talker));
        socket.on('error', reject);
    });
}

const tasks = {
    async talk() {
        const talker = await open();
        for (const size of [0, 1, 125, 126, 65535, 65536, 300000]) {
            await talker.echo(false, 'ab€'.repeat(size).slice(0, size));
            await talker.echo(true, Buffer.alloc(size, 7));
        }
        await talker.echo(false, 'one ', 'two ', '', 'three');
        await talker.echo(true, Buffer.from([1, 2]), Buffer.alloc(70000, 3));
        talker.say(false, 'fragments');
        assert.strictEqual((await talker.next()).data.toString(), 'in three parts');
        const pong = new Promise((resolve) => talker.socket.once('pong', resolve));
        talker.ping('hello?');
        await pong;
        const ping = new Promise((resolve) => talker.socket.once('ping', resolve));
        talker.say(false, 'ping');
        await ping;
        await talker.echo(false, 'after the pong');
        talker.close(3001, 'done');
        assert.deepStrictEqual(await talker.closed, [3001, 'done']);
    },
    async close() {
        for (const [code, reason] of [[1000, 'bye'], [1001, 'gone'], [1011, 'broken'], [4999, 'mine']]) {
            const talker = await open();
            talker.say(false, `close ${code} ${reason}`);
            assert.deepStrictEqual(await talker.closed, [code, reason]);
        }
    },
    async crowd() {
        const talkers = await Promise.all(Array.from({length: 100}, open));
        await Promise.all(talkers.map(async (talker, number) => {
            for (let i = 0; i < 20; ++i)
                await talker.echo(i % 2 === 1, `message ${i} of ${number}`);
            talker.close(1000, `${number}`);
            await talker.closed;
        }));
    },
    async large() {
        const talker = await open();
        await talker.echo(false, 'sixteen letters.'.repeat(1 << 22));
        await talker.echo(true, Buffer.alloc(1 << 26, 'binary\xff', 'latin1'));
        talker.close(1000, '');
        await talker.closed;
    },
};

setTimeout(() => {
    console.error('nothing came any more');
    process.exit(3);
}, 100000).unref();
tasks[options.task]().then(() => process.exit(0), (error) => {
    console.error(error);
    process.exit(1);
});
