// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A Socket.IO chat without an admin namespace, and the clients that talk in its rooms.
//   node rooms-server.js FOLDER OPTIONS    OPTIONS is JSON: named (broadcasts say their room), seed,
//                                          rounds
// Prints {"port"}, waits for a line with the port that clients are to use, and prints in the end
// {"memberships": [{room, member, from, to}], "moments": [...], "broadcasts": n}: times are
// milliseconds; at a moment each room has been spoken in since its last change.
const path = require('path');

const folder = process.argv[2];
const options = JSON.parse(process.argv[3] || '{}');
const from = (name) => require(require.resolve(name, { paths: [path.resolve(folder)] }));
const { Server } = from('socket.io');
const { io: connect } = from('socket.io-client');

const http = require('http').createServer();
const server = new Server(http, { pingInterval: 2000 });
const space = server.of('/');
const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// A generator of its own, so that each run is the same.
let seed = options.seed || 1;
function random(below) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 4294967296) * below);
}
const any = (list) => list[random(list.length)];

const memberships = [];
const open = new Map();
space.adapter.on('join-room', (room, id) => {
  if (room === id) return;
  const membership = { room, member: id, from: now(), to: null };
  open.set(`${room} ${id}`, membership);
  memberships.push(membership);
});
space.adapter.on('leave-room', (room, id) => {
  const membership = open.get(`${room} ${id}`);
  if (membership) membership.to = now();
  open.delete(`${room} ${id}`);
});

const told = (room, more) => (options.named ? { room, ...more } : more);
let broadcasts = 0;
function tell(target, event, ...data) {
  ++broadcasts;
  target.emit(event, ...data);
}

space.on('connection', (socket) => {
  socket.on('join', (room, done) => { socket.join(room); done(true); });
  socket.on('leave', (room, done) => { socket.leave(room); done(true); });
  // To all of a room, to all but who speaks, and what it says is the same each time.
  socket.on('say', (room, text) => tell(server.to(room), 'said', told(room, { text })));
  socket.on('whisper', (room, text) => tell(socket.to(room), 'whisper', told(room, { text })));
  socket.on('typing', (room) => tell(socket.to(room), 'typing', told(room, { on: true })));
  socket.on('shout', (text) => tell(socket.broadcast, 'shout', { text }));
});

const clients = new Map(); // by socket id
let port = 0;
async function addClient() {
  const client = connect(`http://127.0.0.1:${port}`, {
    forceNew: true, reconnection: false,
    transports: [clients.size % 4 === 3 ? 'polling' : 'websocket'],
  });
  await new Promise((resolve) => { client.on('connect', resolve); });
  clients.set(client.id, client);
  return client.id;
}
async function removeClient(id) {
  const gone = new Promise((resolve) => { space.sockets.get(id).on('disconnect', resolve); });
  clients.get(id).disconnect();
  clients.delete(id);
  await gone;
}
const ask = (id, event, room) => new Promise((resolve) => {
  clients.get(id).emit(event, room, resolve);
});
const members = (room) => [...(space.adapter.rooms.get(room) || [])];

const sizes = { attic: 2, bar: 3, cellar: 5, den: 8, east: 12, foyer: 15 };
const rooms = Object.keys(sizes);
let count = 0;

async function fill() {
  for (let i = 0; i < 40; ++i) await addClient();
  for (const room of rooms) {
    const ids = [...clients.keys()];
    while (members(room).length < sizes[room]) await ask(any(ids), 'join', room);
  }
}

async function speak(room) {
  const inside = members(room);
  const speaker = clients.get(any(inside));
  // Where there are two, what one says to the other is no broadcast.
  const how = inside.length < 3 ? 0 : random(3);
  ++count;
  if (how === 0) speaker.emit('say', room, `text ${count}`);
  else if (how === 1) speaker.emit('whisper', room, `text ${count}`);
  else speaker.emit('typing', room);
  await pause(60);
}

async function change() {
  const what = random(4);
  if (what === 0) {
    await removeClient(any([...clients.keys()].filter((id) => rooms.every(
      (room) => members(room).length > 3 || !members(room).includes(id)))));
    await addClient();
  }
  const room = any(rooms);
  const outside = [...clients.keys()].filter((id) => !members(room).includes(id));
  if (what !== 1 && members(room).length < 15) await ask(any(outside), 'join', room);
  if (what !== 2 && members(room).length > 2) await ask(any(members(room)), 'leave', room);
}

async function run() {
  await fill();
  const moments = [];
  await pause(300);
  for (let round = 0; round < (options.rounds || 20); ++round) {
    for (const room of rooms) {
      await speak(room);
      // Noise: what everyone hears, and what a few hear alone.
      if (random(4) === 0) tell(space, 'news', { number: ++count });
      if (random(6) === 0) clients.get(any([...clients.keys()])).emit('shout', `shout ${++count}`);
      if (random(3) === 0) {
        const few = new Set([any([...clients.keys()]), any([...clients.keys()])]);
        for (const id of few) space.sockets.get(id).emit('score', { points: random(3) });
      }
      await pause(20);
    }
    for (const room of rooms) await speak(room);
    moments.push(now());
    await pause(20);
    if (round % 2 === 1) await change();
    await pause(60);
  }
  await pause(1500); // those who poll get what is still on its way
  process.stdout.write(`${JSON.stringify({ memberships, moments, broadcasts })}\n`);
  for (const client of clients.values()) client.disconnect();
  await pause(200);
  process.exit(0);
}

http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: http.address().port })}\n`);
});
require('readline').createInterface({ input: process.stdin }).once('line', (line) => {
  port = Number(line);
  run();
});
setTimeout(() => process.exit(3), 100000); // whatever happens
