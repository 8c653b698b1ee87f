// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Holds the HARs in a folder to the schema of HAR 1.2. Prints a JSON object for each: its name, how
// many entries it has, what is wrong.
// Arguments: FOLDER (with node_modules), FOLDER (of the HARs).

const fs = require('fs');
const path = require('path');
const {createRequire} = require('module');

const validator = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'))('har-validator');
const folder = process.argv[3];

async function check(name) {
    const har = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
    const wrong = await validator.har(har).then(() => [], (error) => error.errors.map(
        (one) => `${one.dataPath} ${one.message}`));
    console.log(JSON.stringify({name, entries: har.log.entries.length, wrong: wrong.slice(0, 10)}));
}

(async () => {
    for (const name of fs.readdirSync(folder).sort())
        await check(name);
})();
