// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A Socket.IO server with an admin namespace and real clients of it, ruled by lines on standard
// input: each is answered by one line of JSON.
//   node admin-server.js FOLDER OPTIONS    OPTIONS is JSON: auth, mode, readonly, msgpack, recovery,
//                                          port, clients, seed, redis (path of its socket)
const path = require('path');

const folder = process.argv[2];
const options = JSON.parse(process.argv[3] || '{}');
const from = (name) => require(require.resolve(name, { paths: [path.resolve(folder)] }));
const { Server } = from('socket.io');
const { io: connect } = from('socket.io-client');
const { instrument, InMemoryStore } = from('@socket.io/admin-ui');
const parser = options.msgpack ? from('socket.io-msgpack-parser') : undefined;

const http = require('http').createServer();
const server = new Server(http, {
  parser,
  connectionStateRecovery: options.recovery ? {} : undefined,
  pingInterval: 500,
});
const auth = options.auth
  ? { type: 'basic', username: options.auth.user,
      password: from('bcryptjs').hashSync(options.auth.password, 4) }
  : false;
const store = new InMemoryStore();
const spaces = ['/', '/chat'];
spaces.forEach((name) => server.of(name).on('connection', (socket) => {
  socket.on('tell', (room, text) => socket.to(room).emit('told', text));
}));

const clients = new Map(); // by id
const heard = []; // what clients received
let port = 0;
// A generator of its own, so that each run is the same.
let seed = options.seed || 1;
function random(below) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 4294967296) * below);
}

async function connected(client, name) {
  await new Promise((resolve) => client.once('connect', resolve));
  // The server's end is there, and not only the packet that says so.
  clients.set(client.id, { client, name });
}

async function addClient() {
  const name = spaces[random(spaces.length)];
  const client = connect(`http://127.0.0.1:${port}${name === '/' ? '' : name}`, {
    parser, forceNew: true, reconnection: false,
    transports: random(2) ? ['websocket'] : ['polling'],
  });
  client.onAny((event, ...args) => {
    heard.push(`${client.id} ${event} ${JSON.stringify(args)}`);
  });
  client.on('disconnect', (reason) => {
    const [id] = [...clients].find(([, it]) => it.client === client) || [];
    if (id) {
      clients.delete(id);
      heard.push(`${id} disconnected: ${reason}`);
    }
  });
  await connected(client, name);
}

async function step() {
  const what = random(10);
  const ids = [...clients.keys()];
  if (ids.length < 3 || (what === 0 && ids.length < 20)) {
    await addClient();
    return;
  }
  const id = ids[random(ids.length)];
  const { client, name } = clients.get(id);
  const socket = server.of(name).sockets.get(id);
  const room = `room ${random(6)}`;
  if (what === 1) {
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    const left = new Promise((resolve) => client.once('disconnect', resolve));
    const isEndedHere = random(2) === 0;
    if (isEndedHere) client.disconnect(); else socket.disconnect(true);
    await gone;
    await left;
    if (!isEndedHere) { // comes back by itself, as apps do
      client.connect();
      await connected(client, name);
    }
  } else if (what < 7) {
    await socket.join(room);
  } else {
    await socket.leave(room);
  }
}

// "namespace room member" of all servers of the cluster; 3.x only knows its own.
async function rooms() {
  const all = [];
  for (const name of spaces) {
    const space = server.of(name);
    if (space.fetchSockets) {
      for (const socket of await space.fetchSockets())
        for (const room of socket.rooms) all.push(`${name} ${room} ${socket.id}`);
      continue;
    }
    for (const [room, members] of space.adapter.rooms)
      for (const member of members) all.push(`${name} ${room} ${member}`);
  }
  return all.sort();
}

const commands = {
  steps: async (count) => {
    for (let i = 0; i < count; ++i) await step();
    return rooms();
  },
  // Each client into two rooms of six.
  fill: async () => {
    let turn = 0;
    for (const [id, { name }] of clients) {
      const socket = server.of(name).sockets.get(id);
      socket.join([`room ${turn % 3}`, `room ${3 + (turn % 3)}`]);
      turn += 1;
    }
    return rooms();
  },
  rooms,
  // What clients have received since it was asked for the last time, in order.
  heard: async () => heard.splice(0),
  // Cuts the admins' connections, changes rooms while they are away.
  cut: async (count) => {
    for (const socket of server.of('/admin').sockets.values()) socket.conn.transport.socket
      ? socket.conn.transport.socket.terminate() : socket.conn.close();
    for (let i = 0; i < count; ++i) await step();
    return rooms();
  },
  // What it gave admins in the place of their passwords.
  sessions: async () => [...store.sessions],
  admins: async () => [...server.of('/admin').sockets.keys()],
};

require('readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  const [name, ...rest] = JSON.parse(line);
  const answer = await commands[name](...rest);
  process.stdout.write(JSON.stringify(answer) + '\n');
}).on('close', () => process.exit(0));

async function joinCluster() {
  const { createAdapter } = from('@socket.io/redis-adapter');
  const { createClient } = from('redis');
  const one = createClient({ socket: { path: options.redis } });
  const other = one.duplicate();
  await Promise.all([one.connect(), other.connect()]);
  server.adapter(createAdapter(one, other));
}

async function start() {
  // The plug-in listens to the adapters that are there when it comes.
  if (options.redis) await joinCluster();
  instrument(server, {
    auth, store, mode: options.mode || 'development', readonly: !!options.readonly,
  });
  // It needs socket.data, which sockets have by themselves from 4.0 on.
  [...spaces, '/admin'].forEach((name) => server.of(name).use((socket, next) => {
    socket.data = socket.data || {};
    next();
  }));
  await new Promise((resolve) => http.listen(options.port || 0, '127.0.0.1', resolve));
  port = http.address().port;
  for (let i = 0; i < (options.clients || 0); ++i) await addClient();
  process.stdout.write(JSON.stringify({ port }) + '\n');
}

start();
