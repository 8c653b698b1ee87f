// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A server of one dialect on a port that it prints first: {"port":…}. Real ones are graphql-ws',
// subscriptions-transport-ws' (the older protocol of GraphQL), aedes (MQTT 3.1.1) and sockjs; those of STOMP, Phoenix
// (both serializers), SignalR, Pusher, Action Cable, WAMP, JSON-RPC and MQTT 5 (on mqtt-packet) are small ones that
// say what their specifications ask for.
// Arguments: FOLDER (with node_modules), OPTIONS (JSON): peer.

const http = require('http');
const {options, load, print} = require('./peer-common.js');
const ws = load('ws');

function listen(server) {
    server.listen(0, '127.0.0.1', () => print({port: server.address().port}));
}

function serve(onSocket, subprotocols) {
    const server = http.createServer();
    const sockets = new ws.WebSocketServer({
        server,
        handleProtocols: (offered) => (subprotocols || []).find((name) => offered.has(name)) || false,
    });
    sockets.on('connection', onSocket);
    listen(server);
}

// What both GraphQL servers have to subscribe to.
const graphqlSubscriptions = {
    tick: async function* () {
        yield {tick: 1};
        yield {tick: 2};
    },
    endless: async function* () {
        yield {endless: 1};
        await new Promise(() => {});
    },
};

const peers = {
    stomp() {
        serve((socket) => {
            const subscriptions = new Map();
            const say = (command, headers, body = '') =>
                socket.send(command + '\n' + Object.entries(headers).map(([key, value]) => `${key}:${value}\n`).join('')
                    + '\n' + body + '\0');
            socket.on('message', (data) => {
                for (const frame of data.toString().split('\0')) {
                    const [head, body] = frame.trimStart().split('\n\n');
                    const [command, ...lines] = head.split('\n');
                    const headers = Object.fromEntries(lines.map((line) => [
                        line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
                    if (command === 'CONNECT' || command === 'STOMP')
                        say('CONNECTED', {version: '1.2', 'heart-beat': '0,0'});
                    if (command === 'SUBSCRIBE')
                        subscriptions.set(headers.id, headers.destination);
                    if (command === 'UNSUBSCRIBE')
                        subscriptions.delete(headers.id);
                    for (const [id, destination] of command === 'SEND' ? subscriptions : []) {
                        if (destination === headers.destination)
                            say('MESSAGE', {subscription: id, 'message-id': '1', destination}, body);
                    }
                    if (headers.receipt)
                        say('RECEIPT', {'receipt-id': headers.receipt});
                }
            });
        }, ['v12.stomp']);
    },
    phoenix() {
        serve((socket) => socket.on('message', (data, isBinary) => {
            if (isBinary) { // a push: sizes of join_ref, ref, topic and event, then these
                const [, joinSize, refSize, topicSize] = data;
                const text = data.subarray(5).toString('latin1');
                const fields = [joinSize, refSize, topicSize].map((size, i, sizes) => {
                    const at = sizes.slice(0, i).reduce((sum, one) => sum + one, 0);
                    return text.slice(at, at + size);
                });
                socket.send(Buffer.concat([Buffer.from([1, joinSize, refSize, topicSize, 2]),
                    Buffer.from(fields.join('') + 'ok' + 'bytes')]));
                return;
            }
            const [joinRef, ref, topic, event] = JSON.parse(data);
            const status = topic === 'room:secret' ? 'error' : 'ok';
            if (event !== 'quiet')
                socket.send(JSON.stringify([joinRef, ref, topic, 'phx_reply', {status, response: {}}]));
            if (event === 'shout')
                socket.send(JSON.stringify([joinRef, null, topic, 'shouted', {}]));
        }));
    },
    phoenix1() { // the first serializer: objects, and no number for the join
        serve((socket) => {
            const say = (message) => socket.send(JSON.stringify(message));
            socket.on('message', (data) => {
                const {topic, event, ref} = JSON.parse(data);
                const status = topic === 'room:secret' ? 'error' : 'ok';
                if (event !== 'quiet')
                    say({topic, event: 'phx_reply', payload: {status, response: {}}, ref});
                if (event === 'shout')
                    say({topic, event: 'shouted', payload: {}, ref: null});
                if (event === 'phx_leave')
                    say({topic, event: 'phx_close', payload: {}, ref: null});
            });
        });
    },
    graphql() {
        const {buildSchema} = load('graphql');
        const {useServer} = load('graphql-ws/lib/use/ws');
        const schema = buildSchema('type Query { hello: String } type Subscription { tick(n: Int): Int, endless: Int }');
        const roots = {
            query: {hello: 'world'},
            subscription: graphqlSubscriptions,
        };
        const server = http.createServer();
        useServer({schema, roots}, new ws.WebSocketServer({server, path: '/graphql'}));
        listen(server);
    },
    graphql1() {
        const {buildSchema, execute, subscribe} = load('graphql');
        const {SubscriptionServer} = load('subscriptions-transport-ws');
        const schema = buildSchema('type Query { hello: String } type Subscription { tick(n: Int): Int, endless: Int }');
        const rootValue = {
            hello: 'world',
            ...graphqlSubscriptions,
        };
        const server = http.createServer();
        SubscriptionServer.create({schema, execute, subscribe, rootValue, keepAlive: 100},
            {server, path: '/subscriptions'});
        listen(server);
    },
    signalr() {
        serve((socket) => {
            const say = (...records) => socket.send(records.map((record) => JSON.stringify(record) + '\x1e').join(''));
            socket.on('message', (data) => {
                for (const text of data.toString().split('\x1e').filter(Boolean)) {
                    const record = JSON.parse(text);
                    if (record.protocol)
                        say({});
                    else if (record.type === 1 && record.invocationId)
                        say({type: 1, target: 'told', arguments: [1]},
                            {type: 3, invocationId: record.invocationId, result: record.arguments[0]});
                    else if (record.type === 4)
                        say({type: 2, invocationId: record.invocationId, item: 1},
                            {type: 2, invocationId: record.invocationId, item: 2},
                            {type: 3, invocationId: record.invocationId});
                    else if (record.type === 6)
                        say({type: 6});
                }
            });
        });
    },
    pusher() {
        serve((socket) => {
            const say = (event, channel, data) => socket.send(JSON.stringify({event, channel, data: JSON.stringify(data)}));
            say('pusher:connection_established', undefined, {socket_id: '1.1', activity_timeout: 120});
            socket.on('message', (data) => {
                const {event, data: about} = JSON.parse(data);
                if (event === 'pusher:ping')
                    say('pusher:pong', undefined, {});
                if (event !== 'pusher:subscribe')
                    return;
                if (about.channel === 'refused') {
                    say('pusher:subscription_error', about.channel, {status: 403});
                } else {
                    say('pusher_internal:subscription_succeeded', about.channel, {});
                    say('hello', about.channel, {});
                }
            });
        });
    },
    actioncable() {
        serve((socket) => {
            const say = (message) => socket.send(JSON.stringify(message));
            say({type: 'welcome'});
            say({type: 'ping', message: 1});
            socket.on('message', (data) => {
                const {command, identifier} = JSON.parse(data);
                if (command === 'subscribe')
                    say({identifier, type: identifier.includes('Secret') ? 'reject_subscription' : 'confirm_subscription'});
                if (command === 'message')
                    say({identifier, message: {body: 'said'}});
            });
        }, ['actioncable-v1-json']);
    },
    async mqtt() {
        const createBroker = load('aedes');
        const broker = createBroker();
        const server = http.createServer();
        const sockets = new ws.WebSocketServer({server, handleProtocols: () => 'mqtt'});
        sockets.on('connection', (socket) => broker.handle(ws.createWebSocketStream(socket)));
        listen(server);
    },
    mqtt5() {
        const packets = load('mqtt-packet');
        const version = {protocolVersion: 5};
        const matches = (filter, topic) => new RegExp('^' + filter.replace(/^\$share\/[^/]+\//, '')
            .replace(/\+/g, '[^/]+').replace(/#$/, '.*') + '$').test(topic);
        serve((socket) => {
            const parser = packets.parser(version);
            const say = (packet) => socket.send(packets.generate(packet, version));
            const filters = new Map(); // with what they were subscribed with
            const clientAliases = new Map();
            const ownAliases = new Map();
            let lastId = 0;
            const publish = (topic, payload, properties) => {
                const isKnown = ownAliases.has(topic);
                if (!isKnown)
                    ownAliases.set(topic, ownAliases.size + 1);
                say({cmd: 'publish', topic: isKnown ? '' : topic, payload, qos: 1, messageId: ++lastId,
                    properties: {...properties, topicAlias: ownAliases.get(topic)}});
            };
            const answers = {
                connect: () => say({cmd: 'connack', reasonCode: 0, sessionPresent: false,
                    properties: {topicAliasMaximum: 8, assignedClientIdentifier: 'me', userProperties: {a: 'b'}}}),
                subscribe({messageId, subscriptions, properties}) {
                    const granted = subscriptions.map(({topic, qos}) => topic.startsWith('forbidden') ? 0x87 : qos);
                    subscriptions.filter((one, i) => granted[i] < 0x80)
                        .forEach(({topic}) => filters.set(topic, properties || {}));
                    say({cmd: 'suback', messageId, granted, properties: {reasonString: 'as asked'}});
                },
                unsubscribe: ({messageId, unsubscriptions}) => say({cmd: 'unsuback', messageId,
                    properties: {userProperties: {a: 'b'}},
                    granted: unsubscriptions.map((filter) => filters.delete(filter) ? 0 : 0x11)}),
                publish({topic: spelled, payload, qos, messageId, properties}) {
                    const {topicAlias, ...others} = properties || {};
                    if (spelled && topicAlias)
                        clientAliases.set(topicAlias, spelled);
                    const topic = spelled || clientAliases.get(topicAlias);
                    if (qos > 0)
                        say({cmd: qos === 1 ? 'puback' : 'pubrec', messageId, reasonCode: 0});
                    for (const [filter, {subscriptionIdentifier}] of filters) {
                        if (matches(filter, topic))
                            publish(topic, payload, subscriptionIdentifier ? {...others, subscriptionIdentifier} : others);
                    }
                },
                pubrel: ({messageId}) => say({cmd: 'pubcomp', messageId, reasonCode: 0}),
            };
            parser.on('packet', (packet) => answers[packet.cmd] && answers[packet.cmd](packet));
            socket.on('message', (data) => parser.parse(data));
        }, ['mqtt']);
    },
    wamp() {
        serve((socket) => {
            const say = (...message) => socket.send(JSON.stringify(message));
            let last = 100;
            socket.on('message', (data) => {
                const [code, request, third, fourth, args] = JSON.parse(data);
                if (code === 1)
                    say(2, 9129137332, {roles: {broker: {}, dealer: {}}});
                if (code === 6)
                    say(6, {}, 'wamp.close.goodbye_and_out');
                if (code === 16 && third.acknowledge)
                    say(17, request, ++last);
                if (code === 32 && fourth === 'no.such')
                    say(8, 32, request, {}, 'wamp.error.not_authorized');
                else if (code === 32) {
                    say(33, request, ++last);
                    say(36, last, ++last, {}, ['hello']);
                }
                if (code === 34)
                    say(35, request);
                if (code === 48)
                    say(50, request, {}, args);
                if (code === 64)
                    say(65, request, ++last);
            });
        }, ['wamp.2.json']);
    },
    sockjs() {
        const server = http.createServer();
        const echo = load('sockjs').createServer({log: () => {}});
        echo.on('connection', (connection) => connection.on('data', (text) => connection.write('again ' + text)));
        echo.installHandlers(server, {prefix: '/echo'});
        listen(server);
    },
    jsonrpc() {
        serve((socket) => socket.on('message', (data) => {
            const asked = JSON.parse(data);
            const answer = ({id}) => ({jsonrpc: '2.0', result: 19, id});
            socket.send(JSON.stringify(Array.isArray(asked) ? asked.filter((one) => one.id).map(answer) : answer(asked)));
        }));
    },
};

peers[options.peer]();
