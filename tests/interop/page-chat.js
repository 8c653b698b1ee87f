// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opens the page of the demo in a browser, more than once, and uses it as somebody would.
// OPTIONS: url, chromium (the program), folder (for what it keeps), play (which of the plays below). Says
// {"what"} for each thing that was seen, at last "done" or "failed", and ends when it is told a line.
//   node page-chat.js FOLDER OPTIONS

'use strict';

const fs = require('fs');
const path = require('path');
const {startBrowser, endBrowser} = require('./browser.js');
const {options, load, print} = require('./peer-common.js');

const {WebSocket} = load('ws');
const profile = path.join(options.folder, 'profile');
const Patience = 60000;

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const say = (what, more = {}) => print({what, ...more});

async function until(what, holds) {
    const end = Date.now() + Patience;
    while (Date.now() < end) {
        const value = await holds();
        if (value)
            return value;
        await pause(50);
    }
    throw new Error(`waited in vain: ${what}`);
}

const browser = startBrowser(options.chromium, options.folder, ['--remote-debugging-port=0', 'about:blank']);
const leave = () => endBrowser(browser).then(() => process.exit());
process.stdin.once('data', leave);
process.stdin.once('end', leave);

/// One page, driven over the browser's debugging protocol.
class Page {
    static async open(port, query, script) {
        const answer = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, {method: 'PUT'});
        const page = new Page();
        page.commands = 0;
        page.waiting = new Map();
        page.socket = new WebSocket((await answer.json()).webSocketDebuggerUrl);
        await new Promise((resolve, reject) => {
            page.socket.on('open', resolve);
            page.socket.on('error', reject);
        });
        page.socket.on('message', text => {
            const message = JSON.parse(text);
            page.waiting.get(message.id)?.(message);
            page.waiting.delete(message.id);
        });
        await page.command('Page.enable');
        if (script)
            await page.command('Page.addScriptToEvaluateOnNewDocument', {source: script});
        await page.command('Page.navigate', {url: options.url + query});
        return page;
    }

    command(method, params = {}) {
        const id = ++this.commands;
        return new Promise((resolve, reject) => {
            this.waiting.set(id, message => {
                if (message.error)
                    reject(new Error(`${method}: ${message.error.message}`));
                else
                    resolve(message.result);
            });
            this.socket.send(JSON.stringify({id, method, params}));
        });
    }

    async evaluate(expression) {
        const {result, exceptionDetails} = await this.command('Runtime.evaluate', {expression});
        if (exceptionDetails)
            throw new Error(`${expression}: ${exceptionDetails.exception.description}`);
        return result.value;
    }

    text(id) {
        return this.evaluate(`document.getElementById('${id}')?.textContent ?? ''`);
    }

    sees(id, wanted) {
        return until(`${wanted} in ${id}`, async () => {
            const text = await this.text(id);
            return text.includes(wanted) && text;
        });
    }

    submit(form, field, value) {
        return this.evaluate(`document.getElementById('${field}').value = ${JSON.stringify(value)};
            document.getElementById('${form}').requestSubmit()`);
    }

    async sendFile(file) {
        const {root} = await this.command('DOM.getDocument');
        const {nodeId} = await this.command('DOM.querySelector', {nodeId: root.nodeId, selector: '#file'});
        await this.command('DOM.setFileInputFiles', {files: [file], nodeId});
    }

    async shoot(file) {
        const {data} = await this.command('Page.captureScreenshot');
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
    }
}

const NoWebSocket = `window.WebSocket = class {
    constructor() { setTimeout(() => this.onclose?.({code: 1006})); }
    close() {}
};`;

const plays = {
    /// Two pages over WebSocket and one that has none talk in a room.
    async chat(port) {
        const file = path.join(options.folder, 'cat.bin');
        fs.writeFileSync(file, Buffer.from(Array.from({length: 300}, (_, i) => i % 256)));
        const ann = await Page.open(port, '?name=ann');
        const ben = await Page.open(port, '?name=ben');
        const cid = await Page.open(port, '?name=cid', NoWebSocket);
        await ann.sees('status', 'connected over websocket');
        await ben.sees('status', 'connected over websocket');
        await cid.sees('status', 'connected over polling');
        for (const name of ['ann', 'ben', 'cid'])
            await ann.sees('people', name);
        await ann.sees('people', 'ann (you)');
        await ann.sees('ticker', 'SOCK ');
        say('presence', {count: await ann.text('count')});

        for (const page of [ben, cid]) {
            await page.submit('join', 'room', 'lunch');
            await page.sees('messages', 'You are in lunch');
        }
        await ben.sees('messages', 'cid entered lunch');
        await ann.submit('compose', 'text', '<b>soup</b> & noodles');
        await ann.sees('messages', 'stored after ');
        for (const page of [ben, cid])
            await page.sees('messages', '<b>soup</b> & noodles');
        say('text', {tags: await ben.evaluate("document.querySelectorAll('#messages b').length")});

        // To the room alone: its button is the second.
        await ben.evaluate("document.querySelectorAll('#rooms button')[1].click()");
        await ben.submit('compose', 'text', 'for lunch only');
        await cid.sees('messages', 'for lunch only');
        await ben.sendFile(file);
        await cid.sees('messages', 'cat.bin, 300 bytes');
        await cid.sendFile(file);
        await ann.sees('messages', 'cat.bin, 300 bytes');
        say('file', {leaked: (await ann.text('messages')).includes('for lunch only')});

        await ann.evaluate("document.getElementById('search').click()");
        const late = await ann.sees('messages', 'search: ');
        await until('the latency', async () => /after 1[5-9]\d\d|after [2-9]\d\d\d/.test(await ann.text('messages')));
        say('late', {text: late.includes('found')});
        if (options.picture)
            await ann.shoot(options.picture);
    },

    /// A page whose connection is cut comes back to what it missed.
    async recover(port) {
        const ann = await Page.open(port, '?name=ann&room=lunch');
        const ben = await Page.open(port, '?name=ben');
        await ann.sees('messages', 'You are in lunch');
        await ben.sees('status', 'connected over websocket');
        await ann.evaluate("document.getElementById('text').dispatchEvent(new Event('input'))");
        await ben.sees('messages', 'ann left');
        await ben.submit('compose', 'text', 'while you were away');
        await ann.sees('status', 'where it was before');
        await ann.sees('messages', 'while you were away');
        await ben.sees('messages', 'ann is back');
        say('recovered');
    },
};

async function main() {
    const port = await until('the browser', () => {
        try {
            return fs.readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
        } catch {
            return '';
        }
    });
    await plays[options.play](port);
    say('done');
}

main().catch(error => {
    say('failed', {error: error.message});
    process.exitCode = 1;
    leave();
});
