// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The official server with the contract of `sockscope demo --echo`: what clients say to both is
// answered the same. Says on standard error where it listens, and ends with its standard input.
//   node echo-server.js FOLDER [--ping-interval MS] [--ping-timeout MS] [--connect-timeout MS]
//                       [--max-payload BYTES] [--eio3] [--parser msgpack] [--recovery] [--deflate]
//                       [--cookie] [--transports polling,websocket]

const http = require('http');
const path = require('path');
const {createRequire} = require('module');
const {parseArgs} = require('util');

const text = {type: 'string'};
const flag = {type: 'boolean'};
const {values, positionals: [folder]} = parseArgs({allowPositionals: true, options: {
    'ping-interval': text, 'ping-timeout': text, 'connect-timeout': text, 'max-payload': text,
    transports: text, parser: text, eio3: flag, recovery: flag, deflate: flag, cookie: flag,
}});
const version = Number(path.basename(folder).slice(1)); // 2, 3 or 4
const load = createRequire(path.join(path.resolve(folder), 'package.json'));

const options = {cookie: Boolean(values.cookie), perMessageDeflate: values.deflate ? {threshold: 1024} : false};
const number = (name, option) => {
    if (values[option]) options[name] = Number(values[option]);
};
number('pingInterval', 'ping-interval');
number('pingTimeout', 'ping-timeout');
number('connectTimeout', 'connect-timeout');
number('maxHttpBufferSize', 'max-payload');
if (values.transports) options.transports = values.transports.split(',');
if (values.recovery) options.connectionStateRecovery = {};
if (values.parser) options.parser = load('socket.io-msgpack-parser');
if (version > 2) Object.assign(options, {allowEIO3: Boolean(values.eio3), cors: {origin: true, credentials: true}});

const server = http.createServer((request, response) => response.writeHead(404).end());
// A copy for each: version 2 adds to what it is given.
const io = version > 2 ? new (load('socket.io').Server)(server, {...options}) : load('socket.io')(server, {...options});
const engine = load('engine.io').attach(server, {...options, path: '/engine.io'});
engine.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));

function serve(socket) {
    const on = (event, react) => socket.on(event, (...args) => {
        const answer = typeof args[args.length - 1] === 'function' ? args.pop() : () => {};
        react(args, answer);
    });
    on('message', (args) => socket.emit('message-back', ...args));
    on('text', (args) => socket.emit('text-back', ...args));
    on('message-with-ack', (args, answer) => answer(...args));
    on('ack-me', (args, answer) => answer('acked', ...args));
    on('please-ask', () => socket.emit('ask', 7, (...args) => socket.emit('answer-received', ...args)));
    on('bin', ([first, ...rest]) => socket.emit('bin-back', {first, rest}, 'tail'));
    on('bin-ack', ([bytes], answer) => answer(Buffer.concat([bytes, bytes])));
    on('join', ([room], answer) => {
        socket.join(room);
        answer(true);
    });
    on('leave', ([room], answer) => {
        socket.leave(room);
        answer(true);
    });
    on('to-room', ([room, ...args]) => socket.to(room).emit('room-msg', ...args));
    on('to-all', (args) => socket.nsp.emit('all-msg', ...args));
    on('to-others', (args) => socket.broadcast.emit('others-msg', ...args));
    on('set-data', ([data], answer) => {
        socket.data = data;
        answer(true);
    });
    on('kick', () => socket.disconnect());
    on('kick-close', () => socket.disconnect(true));
}

const auth = (socket) => (version > 2 ? socket.handshake.auth : {});
for (const name of ['/', '/custom']) {
    io.of(name).on('connection', (socket) => {
        serve(socket);
        socket.emit('auth', auth(socket));
    });
}
io.of('/plain').on('connection', serve);
io.of((name, query, next) => next(null, /^\/dyn-\d+$/.test(name))).on('connection', serve);
io.of('/chat').use((socket, next) => {
    if ([auth(socket).token, socket.handshake.query.token].includes('secret')) return next();
    return next(Object.assign(new Error('not authorized'), {data: {code: 'E_AUTH', retry: false}}));
}).on('connection', (socket) => {
    serve(socket);
    socket.emit('welcome', '/chat');
});

process.stdin.resume().on('end', () => process.exit(0));
server.listen(0, '127.0.0.1', () => console.error(`server http://127.0.0.1:${server.address().port}`));
