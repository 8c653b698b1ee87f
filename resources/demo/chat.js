// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

import {Socket} from "./socket.js";

const MostLines = 500;
const Everyone = "everyone";

const element = id => document.getElementById(id);
const parameters = new URLSearchParams(location.search);
const rooms = new Set([Everyone]); // that we are in
let name = parameters.get("name") || `guest-${Math.floor(Math.random() * 900) + 100}`;
let room = Everyone; // that we talk to
let socket;

function make(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
}

// The list of messages

function add(line) {
    const list = element("messages");
    const follows = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    list.append(line);
    while (list.childElementCount > MostLines)
        list.firstElementChild.remove();
    if (follows)
        list.scrollTop = list.scrollHeight;
}

function note(text) {
    add(make("li", "note", text));
}

function addMessage(from, where, text) {
    const line = make("li", from === undefined ? "own" : "", "");
    const head = make("div", "head", `${from ?? "you"} to ${where ?? Everyone}`);
    line.append(head, make("div", "body", text));
    add(line);
    return {line, head};
}

function addFile(line, fileName, bytes) {
    const url = URL.createObjectURL(new Blob([bytes]));
    const link = make("a", "", `${fileName}, ${bytes.byteLength} bytes`);
    link.href = url;
    link.download = fileName;
    line.append(link);
    if (/\.(png|jpe?g|gif|bmp|webp)$/i.test(fileName)) {
        const picture = document.createElement("img");
        picture.alt = "";
        picture.src = url;
        line.append(picture);
    }
}

/// Writes beside a message of ours what became of it.
async function watch(head, question) {
    const before = head.textContent;
    head.textContent = `${before}, sending…`;
    try {
        const {values, took} = await question;
        const word = typeof values[0] === "string" ? values[0] : "answered";
        head.textContent = `${before}, ${word} after ${took.toFixed(0)} ms`;
        return values;
    } catch (error) {
        head.textContent = `${before}, not sent: ${error.message}`;
        return undefined;
    }
}

// Rooms and people

function showRooms() {
    element("rooms").replaceChildren(...[...rooms].map(each => {
        const item = document.createElement("li");
        const button = make("button", "", each);
        button.setAttribute("aria-pressed", String(each === room));
        button.onclick = () => {
            room = each;
            showRooms();
        };
        item.append(button);
        if (each !== Everyone) {
            const leave = make("button", "leave", "✕");
            leave.title = `Leave ${each}`;
            leave.onclick = () => leaveRoom(each);
            item.append(leave);
        }
        return item;
    }));
}

async function joinRoom(wanted) {
    try {
        const {values} = await socket.ask("join", wanted);
        if (values[0] !== "joined")
            return note(`You may not join ${wanted}.`);
        rooms.add(wanted);
        note(`You are in ${wanted}. Members: ${values[1]}.`);
        showRooms();
    } catch (error) {
        note(`You could not join ${wanted}: ${error.message}.`);
    }
}

function leaveRoom(left) {
    socket.send("leave", left);
    rooms.delete(left);
    if (room === left)
        room = Everyone;
    showRooms();
}

function showPeople({count, people}) {
    element("count").textContent = count;
    element("people").replaceChildren(...people.map(
        ({name: who, id}) => make("li", "", id === socket.id ? `${who} (you)` : who)));
}

// What the server says

let typingTimer;

const reactions = {
    "welcome": (you, {online}) => note(
        online > 1 ? `Welcome, ${you.name}. ${online} people are here.` : `Welcome, ${you.name}. Nobody else is here yet.`),
    "presence": showPeople,
    "user joined": who => note(`${who.name} joined.`),
    "user left": (who, reason) => note(`${who.name} left: ${reason}.`),
    "user back": who => note(`${who.name} is back.`),
    "entered": (where, who) => note(`${who.name} entered ${where}.`),
    "went": (where, who) => note(`${who.name} left ${where}.`),
    "chat message": message => addMessage(message.from, message.room, message.text),
    "file": file => {
        const {line} = addMessage(file.from, file.room, "");
        addFile(line, String(file.name), file.content);
    },
    "typing": who => {
        element("typing").textContent = `${who} is typing…`;
        clearTimeout(typingTimer);
        typingTimer = setTimeout(() => { element("typing").textContent = ""; }, 1500);
    },
};

function showStatus({state, reason, transport}) {
    const words = {
        connecting: "connecting…",
        connected: `connected over ${transport}${socket.isRecovered ? ", where it was before" : ""}`,
        waiting: `lost: ${reason}; trying again…`,
        refused: `refused: ${reason}`,
        closed: "closed",
    };
    element("status").className = state;
    element("status").textContent = words[state];
    if (state === "connected" && !socket.isRecovered) {
        for (const each of rooms) {
            if (each !== Everyone)
                joinRoom(each);
        }
    }
}

function connect() {
    socket?.close();
    socket = new Socket("/socket.io/", "/chat", {name});
    socket.onstatus = showStatus;
    socket.onevent = (event, values, answer) => {
        try {
            reactions[event]?.(...values);
        } catch (error) {
            note(`An event that cannot be shown: ${event}`);
        }
        answer?.("yes", name);
    };
}

// What the user does

element("compose").onsubmit = event => {
    event.preventDefault();
    const text = element("text").value;
    if (text === "")
        return;
    element("text").value = "";
    const {head} = addMessage(undefined, room, text);
    const message = {from: name, text};
    if (room !== Everyone)
        message.room = room;
    watch(head, socket.ask("chat message", message));
};

let lastTyping = 0;
element("text").oninput = () => {
    if (Date.now() - lastTyping > 1000) {
        lastTyping = Date.now();
        socket.send("typing", name);
    }
};

element("file").onchange = async event => {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file)
        return;
    const content = await file.arrayBuffer();
    if (content.byteLength * 1.4 > socket.maxPayload)
        return note(`${file.name} is too large: the server takes messages of ${socket.maxPayload} bytes.`);
    const {line, head} = addMessage(undefined, room, "");
    addFile(line, file.name, content);
    const upload = {name: file.name, from: name, content};
    if (room !== Everyone)
        upload.room = room;
    await watch(head, socket.ask("upload", upload));
};

element("search").onclick = () => {
    const {head} = addMessage(undefined, Everyone, "search…");
    watch(head, socket.ask("search", {text: element("text").value, limit: 10})).then(values => {
        if (values)
            head.nextSibling.textContent = `search: ${values[0].found} found`;
    });
};

element("join").onsubmit = event => {
    event.preventDefault();
    const wanted = element("room").value.trim();
    element("room").value = "";
    if (wanted !== "")
        joinRoom(wanted);
};

element("rename").onsubmit = event => {
    event.preventDefault();
    name = element("name").value.trim() || name;
    connect();
};

element("name").value = name;
if (parameters.get("room"))
    rooms.add(parameters.get("room"));
showRooms();
connect();

const ticker = new WebSocket(location.origin.replace(/^http/, "ws") + "/ticker");
ticker.onmessage = event => {
    const {symbol, price} = JSON.parse(event.data);
    element("ticker").textContent = `${symbol} ${price.toFixed(2)}`;
};
