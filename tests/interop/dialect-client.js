// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A client of one dialect. At the end it prints what it knows itself:
// {"ever":[…],"now":[…],"replies":…,"topics":[…]}, the rooms that it was in, those that it is still in, how many
// answers it got, and, where messages do not spell them, the topics of all that it published and heard.
// Arguments: FOLDER (with node_modules), OPTIONS (JSON): peer, port.

const {options, load, print} = require('./peer-common.js');
const ws = load('ws');
const url = (path) => `ws://127.0.0.1:${options.port}${path}`;

const rooms = {ever: new Set(), now: new Set()};
let replies = 0;
let topics;
function joined(room) {
    rooms.ever.add(room);
    rooms.now.add(room);
}
const left = (room) => rooms.now.delete(room);
const answered = () => ++replies;
// Calls \a start with what ends the wait.
const until = (start) => new Promise(start);

async function phoenix(name, hasBinary) {
    const {Socket} = load(name);
    const socket = new Socket(url('/socket'), {transport: ws.WebSocket, heartbeatIntervalMs: 200});
    socket.connect();
    const reply = (push) => until((done) => push.receive('ok', () => done(true)).receive('error', () => done(false)))
        .then((isOk) => answered() && isOk);
    const channels = {};
    for (const topic of ['room:1', 'room:2', 'room:secret']) {
        channels[topic] = socket.channel(topic, {});
        if (await reply(channels[topic].join()))
            joined(topic);
    }
    channels['room:secret'].leave();
    answered(); // in order, before the next one
    await reply(channels['room:1'].push('shout', {body: 'hi'}));
    if (hasBinary)
        await reply(channels['room:1'].push('bytes', new TextEncoder().encode('raw').buffer));
    channels['room:1'].push('quiet', {});
    // The channel itself takes leaving for done before the server said so.
    const isLeft = until((done) => socket.onMessage(
        ({topic, event}) => topic === 'room:2' && event === 'phx_reply' && done()));
    channels['room:2'].leave();
    await isLeft;
    answered();
    left('room:2');
}

const peers = {
    async stomp() {
        global.WebSocket = ws.WebSocket;
        const {Client} = load('@stomp/stompjs');
        const client = new Client({brokerURL: url('/stomp'), reconnectDelay: 0});
        await until((done) => {
            client.onConnect = done;
            client.activate();
        });
        answered();
        const receipt = (name) => until((done) => client.watchForReceipt(name, done)).then(answered);
        let first, second;
        await until((done) => {
            first = client.subscribe('/topic/a', done);
            joined('/topic/a');
            second = client.subscribe('/topic/a', () => {});
            client.publish({destination: '/topic/a', body: 'hello'});
        });
        const confirmed = receipt('sub-b');
        const b = client.subscribe('/topic/b', () => {}, {receipt: 'sub-b'});
        await confirmed;
        joined('/topic/b');
        first.unsubscribe(); // the second subscription is still there
        b.unsubscribe();
        left('/topic/b');
        const sent = receipt('sent-1');
        client.publish({destination: '/queue/x', body: 'kept', headers: {receipt: 'sent-1'}});
        await sent;
        void second;
    },
    phoenix: () => phoenix('phoenix', true),
    phoenix1: () => {
        global.window = global;
        return phoenix('phoenix-v1', false); // the last client that speaks the first serializer
    },
    async graphql() {
        const {createClient} = load('graphql-ws');
        const client = createClient({url: url('/graphql'), webSocketImpl: ws.WebSocket, lazy: false});
        const run = (query, onNext) => until((done, failed) => {
            let isFirst = true;
            client.subscribe({query}, {
                next: () => {
                    if (isFirst)
                        answered();
                    isFirst = false;
                    if (onNext)
                        done();
                },
                error: failed,
                complete: done,
            });
        });
        await run('query Greeting { hello }');
        joined('Ticks');
        await run('subscription Ticks { tick(n: 1) }');
        left('Ticks');
        joined('endless');
        await run('subscription { endless }', true);
        answered(); // connection_ack
    },
    async graphql1() {
        const {SubscriptionClient} = load('subscriptions-transport-ws');
        const client = new SubscriptionClient(url('/subscriptions'), {reconnect: false}, ws.WebSocket);
        await until((done) => client.onConnected(done));
        answered();
        const run = (query) => until((done, failed) => {
            let isFirst = true;
            client.request({query}).subscribe({
                next: () => {
                    if (isFirst)
                        answered();
                    isFirst = false;
                },
                error: failed,
                complete: done,
            });
        });
        // The first event of a subscription that does not end; what ends it.
        const begin = (query, name) => until((done) => {
            const running = client.request({query}).subscribe({
                next: () => {
                    answered();
                    joined(name);
                    done(() => {
                        running.unsubscribe();
                        left(name);
                    });
                },
            });
        });
        await run('query Greeting { hello }');
        joined('Ticks');
        await run('subscription Ticks { tick(n: 1) }');
        left('Ticks');
        const stop = await begin('subscription { endless }', 'endless');
        await begin('subscription Stays { endless }', 'Stays');
        stop();
        await run('{ hello }'); // what was stopped is over by now
    },
    async signalr() {
        global.WebSocket = ws.WebSocket;
        const signalr = load('@microsoft/signalr');
        const hub = new signalr.HubConnectionBuilder()
            .withUrl(`http://127.0.0.1:${options.port}/hub`,
                {skipNegotiation: true, transport: signalr.HttpTransportType.WebSockets})
            .configureLogging(signalr.LogLevel.None).build();
        hub.on('told', () => {});
        await hub.start();
        answered();
        await hub.invoke('echo', 'hi');
        answered();
        await until((done, failed) => hub.stream('count', 2).subscribe({next: () => {}, complete: done, error: failed}));
        answered();
        await hub.send('forget', 1);
    },
    async pusher() {
        global.WebSocket = ws.WebSocket;
        const loaded = load('pusher-js');
        const Pusher = loaded.Pusher || loaded.default || loaded;
        const pusher = new Pusher('key', {wsHost: '127.0.0.1', wsPort: options.port, forceTLS: false, cluster: '',
            enabledTransports: ['ws'], disableStats: true});
        for (const name of ['one', 'two', 'refused']) {
            await until((done) => {
                const channel = pusher.subscribe(name);
                channel.bind('pusher:subscription_succeeded', () => done(joined(name)));
                channel.bind('pusher:subscription_error', done);
            });
            answered();
        }
        pusher.unsubscribe('two');
        left('two');
        pusher.send_event('pusher:ping', {});
        await until((done) => pusher.connection.bind('message', (event) => event.event === 'pusher:pong' && done()));
    },
    async actioncable() {
        global.document = {addEventListener() {}, removeEventListener() {}, visibilityState: 'visible'};
        global.addEventListener = global.removeEventListener = () => {};
        const cable = await import(require('path').join(process.argv[2],
            'node_modules/@rails/actioncable/app/assets/javascripts/actioncable.esm.js'));
        cable.adapters.WebSocket = ws.WebSocket;
        const consumer = cable.createConsumer(url('/cable'));
        const subscribe = (params) => until((done) => {
            const subscription = consumer.subscriptions.create(params, {
                connected: () => done([subscription, joined(JSON.stringify(params))]),
                rejected: () => done([]),
                received: () => subscription.heard(),
            });
        }).then(([subscription]) => answered() && subscription);
        const one = await subscribe({channel: 'ChatChannel', room: 1});
        const two = await subscribe({channel: 'ChatChannel', room: 2});
        await subscribe({channel: 'SecretChannel'});
        await until((done) => {
            one.heard = done;
            one.perform('speak', {body: 'hi'});
        });
        two.unsubscribe();
        left(two.identifier);
        await until((done) => {
            one.heard = done;
            one.perform('speak', {body: 'again'});
        });
    },
    async mqtt() {
        const {connectAsync} = load('mqtt');
        const client = await connectAsync(url('/mqtt'), {protocolVersion: 4});
        answered();
        for (const filter of ['home/+/light', 'news/#']) {
            await client.subscribeAsync(filter, {qos: 1});
            answered();
            joined(filter);
        }
        await client.publishAsync('home/a/light', 'on', {qos: 1});
        answered();
        await client.publishAsync('big', Buffer.alloc(200000, 'x'), {qos: 2});
        replies += 2;
        await client.unsubscribeAsync('news/#');
        answered();
        left('news/#');
    },
    async mqtt5() {
        const {connectAsync} = load('mqtt');
        topics = [];
        const client = await connectAsync(url('/mqtt'), {protocolVersion: 5, autoAssignTopicAlias: true,
            properties: {topicAliasMaximum: 4, sessionExpiryInterval: 60, userProperties: {who: 'me'}}});
        answered();
        client.on('message', (topic) => topics.push(topic));
        const subscribe = async (filter, properties) => {
            await client.subscribeAsync(filter, {qos: 1, nl: false, rap: true, rh: 1, properties})
                .then(() => joined(filter), () => {});
            answered();
        };
        await subscribe('home/#', {subscriptionIdentifier: 300, userProperties: {why: 'to see'}});
        await subscribe('$share/workers/jobs/+');
        await subscribe('forbidden/#');
        const publish = async (topic, qos, properties) => {
            const heard = until((done) => client.once('message', done));
            await client.publishAsync(topic, 'on', {qos, properties});
            topics.push(topic);
            replies += qos;
            await heard;
        };
        // From the second time on an alias stands for the topic, both ways.
        for (const topic of ['home/a/light', 'jobs/1', 'home/a/light', 'jobs/1'])
            await publish(topic, 1, {messageExpiryInterval: 9, contentType: 'text/plain', responseTopic: 'x/y',
                correlationData: Buffer.from('17'), payloadFormatIndicator: true});
        await publish('home/a/light', 2, {userProperties: {a: ['b', 'c']}});
        await client.unsubscribeAsync('home/#', {properties: {userProperties: {why: 'enough'}}});
        answered();
        left('home/#');
        await client.unsubscribeAsync('never/there');
        answered();
    },
    async wamp() {
        const autobahn = load('autobahn');
        const connection = new autobahn.Connection({url: url('/ws'), realm: 'realm1', max_retries: 0});
        const session = await until((done) => {
            connection.onopen = done;
            connection.open();
        });
        answered();
        const topic = await session.subscribe('com.chat.one', () => {});
        joined('com.chat.one');
        await session.subscribe('com.chat.two', () => {});
        joined('com.chat.two');
        await session.subscribe('no.such', () => {}).catch(() => {});
        await session.call('com.add', [1, 2]);
        await session.publish('com.chat.one', ['hi'], {}, {acknowledge: true});
        await session.unsubscribe(topic);
        left('com.chat.one');
        replies += 6;
    },
    async sockjs() {
        const SockJS = load('sockjs-client');
        const socket = new SockJS(`http://127.0.0.1:${options.port}/echo`, null, {transports: ['websocket']});
        await until((done) => {
            socket.onopen = () => socket.send('hello');
            socket.onmessage = done;
        });
    },
    async jsonrpc() {
        const socket = new ws.WebSocket(url('/rpc'));
        await until((done) => socket.on('open', done));
        for (const asked of [
            {jsonrpc: '2.0', method: 'subtract', params: [42, 23], id: 1},
            [{jsonrpc: '2.0', method: 'sum', id: 'a'}, {jsonrpc: '2.0', method: 'log'}],
        ]) {
            socket.send(JSON.stringify(asked));
            await until((done) => socket.once('message', done));
            answered();
        }
    },
};

peers[options.peer]().then(() => {
    print({ever: [...rooms.ever].sort(), now: [...rooms.now].sort(), replies, topics: topics && topics.sort()});
    process.exit(0);
}, (error) => {
    console.error(error);
    process.exit(1);
});
