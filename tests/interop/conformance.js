// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What the documents of Engine.IO and Socket.IO say, tried on a server of the echo contract with
// bare sockets.
//   node conformance.js options             the servers that it needs, and for which revision of
//                                           Engine.IO: a line of JSON for each
//   node conformance.js URL OPTIONS [WORD]  tries all that is for a server with these options (or
//                                           those whose part or rule contains WORD); a line of JSON
//                                           for each: {part, rule, difference}
//   node conformance.js document            writes docs/conformance.md to standard output, of such
//                                           lines on standard input with {server} in each

const fs = require('fs');
const {document} = require('./conformance/document.js');
const {Difference, Peer} = require('./conformance/peer.js');

const all = ['engine4', 'engine3', 'web', 'sockets5', 'sockets4', 'msgpack']
    .flatMap((name) => require(`./conformance/${name}.js`).cases);
const AT_ONCE = 12;
const print = (line) => process.stdout.write(JSON.stringify(line) + '\n');

async function tried(url, {part, rule, run, path}) {
    const peer = new Peer(url, path);
    let difference;
    try {
        await run(peer);
    } catch (error) {
        // What cannot be read is a difference too, and not the same words everywhere.
        difference = error instanceof Difference ? error.message : `what came is not understood (${error.name})`;
        if (process.env.CONFORMANCE_TRACE) console.error(part, rule, error);
    } finally {
        peer.close();
    }
    return {part, rule, difference};
}

async function main([what, options, wanted = '']) {
    if (what === 'options') {
        const revisions = new Map(all.map((one) => [one.options, one.revision]));
        for (const [text, revision] of revisions) print({options: text, revision});
        return;
    }
    if (what === 'document') {
        const lines = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
        fs.writeSync(1, document(all, lines.map((line) => JSON.parse(line))));
        return;
    }
    const waiting = all.filter((one) => one.options === options && `${one.part} ${one.rule}`.includes(wanted));
    const worker = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) print(await tried(what, one));
    };
    await Promise.all(Array.from({length: AT_ONCE}, worker));
}

main(process.argv.slice(2)).then(() => process.exit(0));
