// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat of the embedded server as an app of socket.io with @socket.io/admin-ui, as far as
// admin-client.js uses it.
//   node admin-chat.js FOLDER OPTIONS    OPTIONS is JSON: user, password, readonly
'use strict';

const {options, load, print} = require('./peer-common.js');
const {Server} = load('socket.io');
const {instrument} = load('@socket.io/admin-ui');

const http = require('http').createServer();
const io = new Server(http);
instrument(io, {
    auth: options.user
        ? {type: 'basic', username: options.user, password: load('bcryptjs').hashSync(options.password, 4)}
        : false,
    mode: 'development',
    readonly: !!options.readonly,
});
io.of('/trade').use((socket, next) => next(new Error('not authorized')));

function chat(namespace) {
    let stored = 0;
    const tellWhoIsThere = () => {
        const people = [...namespace.sockets.values()].map((socket) => ({name: socket.data.name, id: socket.id}));
        namespace.emit('presence', {count: people.length, people});
    };
    namespace.on('connection', (socket) => {
        const person = () => ({name: socket.data.name, id: socket.id});
        const rest = (room) => socket.to(room);
        socket.on('history', (ack) => ack([]));
        socket.on('join', (room, ack) => {
            const isNew = !socket.rooms.has(room);
            socket.join(room);
            if (isNew) rest(room).emit('entered', room, person());
            ack('joined', namespace.adapter.rooms.get(room).size);
        });
        socket.on('leave', (room, ack) => {
            if (socket.rooms.has(room)) rest(room).emit('went', room, person());
            socket.leave(room);
            ack('left');
        });
        socket.on('chat message', (said, ack) => {
            (said.room ? rest(said.room) : socket.broadcast).emit('chat message', said);
            ack('stored', ++stored);
        });
        socket.on('upload', (file, ack) => {
            socket.broadcast.emit('file', file);
            ack('stored', file.content.length);
        });
        socket.on('disconnect', (reason) => {
            namespace.emit('user left', person(), reason);
            tellWhoIsThere();
        });
        socket.data.name = socket.handshake.auth.name;
        socket.emit('welcome', person(), {online: namespace.sockets.size});
        socket.broadcast.emit('user joined', person());
        tellWhoIsThere();
    });
}
chat(io.of('/'));
chat(io.of('/chat'));

http.listen(0, '127.0.0.1', () => print({url: `http://127.0.0.1:${http.address().port}`}));
process.stdin.on('end', () => process.exit(0)).resume();
