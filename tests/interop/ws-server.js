// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A plain `ws` server that says everything again, on a port that it prints first: {"port":…}.
// "fragments", "ping" and "close CODE REASON" ask for that. Options: deflate (bool).

const {WebSocket, Talker, deflate, print} = require('./ws-common.js');

const server = new WebSocket.Server({host: '127.0.0.1', port: 0, perMessageDeflate: deflate}, () => {
    print({port: server.address().port});
});
server.on('connection', (socket, request) => {
    const talker = new Talker(socket, request.url.split('run=')[1]);
    talker.onMessage((data, isBinary) => {
        const words = isBinary || data.length > 100 ? [] : data.toString().split(' ');
        if (words[0] === 'fragments')
            talker.say(false, 'in ', 'three ', 'parts');
        else if (words[0] === 'ping')
            talker.ping('are you there?');
        else if (words[0] === 'close')
            talker.close(Number(words[1]), words[2]);
        else
            talker.say(isBinary, data);
    });
});
