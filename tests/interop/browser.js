// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Chromium without a window.

const {spawn} = require('child_process');
const fs = require('fs');
const path = require('path');

const EndsIn = 5000; // milliseconds

/// Starts it; all that it writes stands in folder. Its profile is folder/profile.
function startBrowser(chromium, folder, more) {
    const temporary = path.join(folder, 'tmp');
    fs.mkdirSync(temporary, {recursive: true});
    // It goes with us, however we go.
    return spawn('setpriv', ['--pdeathsig', 'KILL', chromium, '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
        '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--disable-dev-shm-usage', `--user-data-dir=${path.join(folder, 'profile')}`, ...more],
    {stdio: 'ignore', detached: true, env: {...process.env, TMPDIR: temporary}});
}

/// Ends it and all processes of its group, and waits until none of them can write any more.
async function endBrowser(browser) {
    const gone = new Promise(resolve => browser.once('exit', resolve));
    const end = Date.now() + EndsIn;
    try {
        process.kill(-browser.pid, 'SIGKILL');
        if (browser.exitCode === null && browser.signalCode === null)
            await gone;
        while (Date.now() < end) {
            process.kill(-browser.pid, 0);
            await new Promise(resolve => setTimeout(resolve, 20));
        }
    } catch (error) {
        if (error.code !== 'ESRCH') // that is: there is none left
            throw error;
    }
}

module.exports = {startBrowser, endBrowser};
