// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// The official client in Chromium, on a page that tries the echo contract (browser/play.js). Exit
// code 0: all was as it must be. OPTIONS: url, chromium (its path), folder (an empty one for its
// files), jsonp (bool), sameOrigin (bool): the page reaches the server under its own address,
// through the proxy that is here; else it comes from another origin.
//   node browser-client.js FOLDER OPTIONS

const fs = require('fs');
const http = require('http');
const net = require('net');
const path = require('path');
const {startBrowser, endBrowser} = require('./browser.js');
const {options, version, load, print} = require('./peer-common.js');

const target = new URL(options.url);
const client = path.join(path.dirname(load.resolve('socket.io-client/package.json')), 'dist/socket.io.js');
const files = {
    '/': [path.join(__dirname, 'browser/page.html'), 'text/html; charset=utf-8'],
    '/play.js': [path.join(__dirname, 'browser/play.js'), 'text/javascript; charset=utf-8'],
    '/client.js': [client, 'text/javascript; charset=utf-8'],
};
let browser;
let step = 'the start';

function finish(result) {
    print(result);
    process.exitCode = result.done ? 0 : 1;
    if (!result.done) console.error(result.error);
    endBrowser(browser).then(() => process.exit());
}

const server = http.createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://x');
    if (pathname === '/step') {
        step = decodeURIComponent(request.url.slice('/step?'.length));
        response.end();
        return;
    }
    if (pathname === '/result') {
        let body = '';
        request.on('data', (part) => { body += part; });
        request.on('end', () => {
            response.end();
            finish(JSON.parse(body));
        });
        return;
    }
    if (files[pathname]) {
        response.setHeader('Content-Type', files[pathname][1]);
        fs.createReadStream(files[pathname][0]).pipe(response);
        return;
    }
    if (pathname === '/favicon.ico' || !options.sameOrigin) {
        response.writeHead(404).end();
        return;
    }
    const passed = http.request({host: target.hostname, port: target.port, path: request.url,
        method: request.method, headers: request.headers}, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
});
server.on('upgrade', (request, socket, head) => {
    const passed = net.connect(Number(target.port), target.hostname, () => {
        const lines = [];
        for (let i = 0; i < request.rawHeaders.length; i += 2)
            lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}\r\n`);
        passed.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
        passed.write(head);
        socket.pipe(passed).pipe(socket);
    });
    const end = () => {
        passed.destroy();
        socket.destroy();
    };
    passed.on('error', end).on('close', end);
    socket.on('error', end).on('close', end);
});

server.listen(0, '127.0.0.1', () => {
    const own = `http://127.0.0.1:${server.address().port}`;
    const query = new URLSearchParams({url: options.sameOrigin ? own : options.url, version, jsonp: Boolean(options.jsonp)});
    browser = startBrowser(options.chromium, options.folder, [`${own}/?${query}`]);
    browser.on('error', (error) => {
        console.error(error);
        process.exit(1);
    });
    setTimeout(() => finish({error: `the page has not come to its end: ${step}`}), 50000).unref();
});
