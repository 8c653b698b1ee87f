// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// docs/conformance.md, made of the cases and of what each server did.

const SERVERS = [['own', 'Sockscope'], ['v4', 'socket.io 4.8.4'], ['v3', 'socket.io 3.1.2'], ['v2', 'socket.io 2.5.1']];

const HEAD = `# Conformance

What the published documents of Engine.IO (protocol 3 and 4) and Socket.IO (protocol 4 and 5), RFC 6455 and RFC 7692 ask of a
server, and what clients can see of it beyond that; tried with bare sockets on the embedded server (\`sockscope demo --echo\`) and
on the official servers with the same contract. The embedded server keeps every rule. Where an official server does something
else it stands in the last column.

This page is written by \`tests/interop/tst_conformance.cpp\`, which fails when it is no longer true. One server alone:
\`node tests/interop/conformance.js http://127.0.0.1:3000 ""\`, with the options of the server instead of \`""\`.
`;

const cell = (text) => text.replace(/\|/g, '\\|');

// `results` has lines of {server, part, rule, difference}.
exports.document = (cases, results) => {
    const found = new Map(results.map((one) => [`${one.server} ${one.part} ${one.rule}`, one]));
    let text = HEAD;
    for (const part of new Set(cases.map((one) => one.part))) {
        text += `\n## ${part}\n\n| rule | ${SERVERS.map(([, name]) => name).join(' | ')} | what differs |\n|---|---|---|---|---|---|\n`;
        for (const one of cases.filter((it) => it.part === part)) {
            const differences = [];
            const marks = SERVERS.map(([server, name]) => {
                const result = found.get(`${server} ${part} ${one.rule}`);
                if (!result || (one.newest && server === 'v2')) return '–';
                if (result.difference === undefined) return 'yes';
                differences.push([name.split(' ')[1] || name, result.difference]);
                return 'no';
            });
            // Those that do the same stand together.
            const words = [...new Set(differences.map(([, difference]) => difference))].map((difference) => {
                const who = differences.filter(([, other]) => other === difference).map(([name]) => name);
                return `${who.join(', ')}: ${difference}`;
            });
            text += `| ${cell(one.rule)} | ${marks.join(' | ')} | ${cell(words.join('; '))} |\n`;
        }
    }
    return text;
};
