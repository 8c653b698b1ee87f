// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// One side of a busy connection into which somebody puts messages: says its own, numbered, counts
// what it hears, and sees that everything comes once and in order.
// Options: total (messages of each side), injected (that come beside them).

const {options} = require('./peer-common.js');

exports.Count = class {
    constructor() {
        this.heard = 0; // of the other side's own
        this.injected = 0;
        this.answered = 0; // acks of the other side to what was said here
        this.faults = [];
    }
    fault(words) {
        if (this.faults.length < 20)
            this.faults.push(words);
    }
    take(number) {
        if (number !== this.heard)
            this.fault(`own ${number} instead of ${this.heard}`);
        ++this.heard;
    }
    takeInjected(number) {
        if (number !== this.injected)
            this.fault(`injected ${number} instead of ${this.injected}`);
        ++this.injected;
    }
    takeAnswer(asked, answer) {
        if (answer !== asked * 3)
            this.fault(`${asked} was answered ${answer}`);
        ++this.answered;
    }
    isDone(asked) {
        return this.heard === options.total && this.injected === options.injected
            && this.answered === asked;
    }
    toJson(side) {
        const {heard, injected, answered, faults} = this;
        return {side, heard, injected, answered, faults};
    }
};

// Every tenth message asks for an answer.
exports.asks = (number) => number % 10 === 0;
exports.asked = Math.ceil(options.total / 10);

// Says all of them, some at a time: say(number, whenTaken).
exports.sayAll = async (say) => {
    for (let number = 0; number < options.total; ++number) {
        const answered = say(number);
        if (answered && number % 100 === 0)
            await answered;
        else if (number % 50 === 0)
            await new Promise(setImmediate);
    }
};

exports.until = async (holds, words) => {
    const end = Date.now() + 100000;
    while (!holds()) {
        if (Date.now() > end)
            throw new Error('waited in vain for ' + words());
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
};
