// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the page of the demo speaks: Engine.IO 4 over a WebSocket, or over polling where no WebSocket
/// gets through, and one namespace of Socket.IO (protocol 5) on it. Connects again when the connection
/// is lost, and asks for what was missed meanwhile.

const Separator = "\x1e";
const OpenTimeout = 5000; // milliseconds for a WebSocket
const LongestPause = 5000; // between attempts

/// Engine.IO over a WebSocket. onmessage gets strings and ArrayBuffers.
class WebSocketTransport {
    name = "websocket";

    constructor(url) {
        const address = new URL(url, location.href);
        address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
        address.search = "?EIO=4&transport=websocket";
        this.socket = new WebSocket(address);
        this.socket.binaryType = "arraybuffer";
        this.wasOpen = false;
        const patience = setTimeout(() => this.socket.close(), OpenTimeout);
        this.socket.onopen = () => {
            this.wasOpen = true;
            clearTimeout(patience);
        };
        this.socket.onmessage = event => {
            if (typeof event.data === "string")
                this.onpacket(event.data[0], event.data.slice(1));
            else
                this.onpacket("4", event.data);
        };
        this.socket.onclose = event => {
            clearTimeout(patience);
            this.onend(this.wasOpen ? `closed with ${event.code}` : "no WebSocket gets through");
        };
    }

    send(type, data) {
        this.socket.send(typeof data === "string" ? type + data : data);
    }

    close() {
        this.socket.close();
    }
}

/// Engine.IO over requests: a GET waits for packets, POSTs carry ours, one after the other.
class PollingTransport {
    name = "polling";
    wasOpen = true;

    constructor(url) {
        this.url = url;
        this.query = "?EIO=4&transport=polling";
        this.waiting = [];
        this.isPosting = false;
        this.abort = new AbortController();
        this.poll();
    }

    async poll() {
        try {
            while (!this.abort.signal.aborted)
                this.take(await this.request("GET"));
        } catch (error) {
            this.end(error.message);
        }
    }

    async request(method, body) {
        const response = await fetch(this.url + this.query, {
            method, body, cache: "no-store", signal: this.abort.signal,
            headers: body === undefined ? {} : {"Content-Type": "text/plain;charset=UTF-8"},
        });
        const text = await response.text();
        if (!response.ok)
            throw new Error(`the server answered ${response.status}`);
        return text;
    }

    take(payload) {
        for (const packet of payload.split(Separator)) {
            if (this.abort.signal.aborted)
                return;
            if (packet[0] === "0")
                this.query += "&sid=" + encodeURIComponent(JSON.parse(packet.slice(1)).sid);
            if (packet[0] === "b")
                this.onpacket("4", bytesOf(packet.slice(1)));
            else
                this.onpacket(packet[0], packet.slice(1));
        }
    }

    send(type, data) {
        this.waiting.push(typeof data === "string" ? type + data : "b" + base64Of(data));
        this.post();
    }

    async post() {
        if (this.isPosting)
            return;
        this.isPosting = true;
        try {
            while (this.waiting.length > 0 && !this.abort.signal.aborted)
                await this.request("POST", this.waiting.splice(0).join(Separator));
        } catch (error) {
            this.end(error.message);
        }
        this.isPosting = false;
    }

    close() {
        this.end("closed");
    }

    end(reason) {
        if (this.abort.signal.aborted)
            return;
        this.abort.abort();
        this.onend(reason);
    }
}

function bytesOf(base64) {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0)).buffer;
}

function base64Of(bytes) {
    let text = "";
    for (const byte of new Uint8Array(bytes))
        text += String.fromCharCode(byte);
    return btoa(text);
}

/// Takes the ArrayBuffers out of value, in their order, and leaves placeholders.
function withPlaceholders(value, attachments) {
    if (value instanceof ArrayBuffer)
        return {_placeholder: true, num: attachments.push(value) - 1};
    if (Array.isArray(value))
        return value.map(element => withPlaceholders(element, attachments));
    if (value !== null && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(
            ([key, member]) => [key, withPlaceholders(member, attachments)]));
    }
    return value;
}

function withAttachments(value, attachments) {
    if (Array.isArray(value))
        return value.map(element => withAttachments(element, attachments));
    if (value !== null && typeof value === "object") {
        if (value._placeholder === true)
            return attachments[value.num];
        return Object.fromEntries(Object.entries(value).map(
            ([key, member]) => [key, withAttachments(member, attachments)]));
    }
    return value;
}

/// A packet of Socket.IO as text: `51-/chat,7["upload",…]`.
function encode(type, nsp, id, data) {
    const attachments = [];
    const json = data === undefined ? "" : JSON.stringify(withPlaceholders(data, attachments));
    const isBinary = attachments.length > 0;
    const head = isBinary ? `${type + 3}${attachments.length}-` : `${type}`;
    return {text: head + (nsp === "/" ? "" : nsp + ",") + (id ?? "") + json, attachments};
}

const Form = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*),?)?(\d+)?(.*)$/s;

function decode(text) {
    const parts = Form.exec(text);
    if (!parts)
        throw new Error("a packet that cannot be read");
    const [, type, count, nsp, id, json] = parts;
    return {
        type: Number(type) > 4 ? Number(type) - 3 : Number(type),
        awaited: Number(count ?? 0),
        nsp: nsp ?? "/",
        id: id === undefined ? undefined : Number(id),
        data: json === "" ? undefined : JSON.parse(json),
    };
}

const Type = {Connect: 0, Disconnect: 1, Event: 2, Ack: 3, ConnectError: 4};

/// One namespace of a server. Its functions to be set: onstatus(status) and onevent(name, arguments,
/// answer), where answer is undefined if none is asked for.
export class Socket {
    constructor(path, nsp, auth) {
        this.path = path;
        this.nsp = nsp;
        this.auth = auth;
        this.state = "connecting"; // connected, waiting, refused, closed
        this.avoidsWebSocket = false;
        this.attempts = 0;
        this.nextId = 0;
        this.asked = new Map();
        this.recovery = undefined; // {pid, offset}
        this.maxPayload = 0;
        setTimeout(() => this.open());
    }

    get isConnected() { return this.state === "connected"; }

    /// Sends an event that wants no answer; false while there is no connection.
    send(name, ...data) {
        if (this.isConnected)
            this.write(Type.Event, undefined, [name, ...data]);
        return this.isConnected;
    }

    /// Sends an event, and tells the answer and after how many milliseconds it came.
    ask(name, ...data) {
        if (!this.isConnected)
            return Promise.reject(new Error("not connected"));
        const since = performance.now();
        const id = this.nextId++;
        return new Promise((answered, failed) => {
            this.asked.set(id, {
                answered: values => answered({values, took: performance.now() - since}), failed});
            this.write(Type.Event, id, [name, ...data]);
        });
    }

    close() {
        clearTimeout(this.pause);
        if (this.isConnected)
            this.write(Type.Disconnect);
        this.setState("closed");
        this.transport?.close();
    }

    // What follows is for itself.

    open() {
        if (this.state === "closed")
            return;
        this.setState("connecting");
        const transport = this.avoidsWebSocket ? new PollingTransport(this.path)
                                               : new WebSocketTransport(this.path);
        this.transport = transport;
        this.incomplete = undefined;
        transport.onpacket = (type, data) => {
            try {
                this.take(type, data);
            } catch (error) {
                transport.close();
            }
        };
        transport.onend = reason => this.lost(transport, reason);
    }

    lost(transport, reason) {
        if (transport !== this.transport)
            return;
        this.transport = undefined;
        clearTimeout(this.silence);
        for (const {failed} of this.asked.values())
            failed(new Error("the connection was lost"));
        this.asked.clear();
        if (this.state === "closed" || this.state === "refused")
            return;
        if (!transport.wasOpen && !this.avoidsWebSocket) {
            this.avoidsWebSocket = true;
            this.open();
            return;
        }
        this.avoidsWebSocket = false;
        const pause = Math.min(LongestPause, 500 * 2 ** this.attempts++);
        this.setState("waiting", reason);
        this.pause = setTimeout(() => this.open(), pause * (0.75 + Math.random() / 2));
    }

    setState(state, reason) {
        this.state = state;
        this.onstatus?.({state, reason, transport: this.transport?.name, id: this.id});
    }

    take(type, data) {
        if (type === "0") {
            const handshake = JSON.parse(data);
            this.maxPayload = handshake.maxPayload;
            this.longestSilence = handshake.pingInterval + handshake.pingTimeout;
            this.write(Type.Connect, undefined, {...this.recovery, ...this.auth});
        } else if (type === "1") {
            this.transport.close();
        } else if (type === "2") {
            this.transport.send("3", "");
        } else if (type === "4") {
            this.takeMessage(data);
        }
        clearTimeout(this.silence);
        this.silence = setTimeout(() => this.transport?.close(), this.longestSilence);
    }

    takeMessage(data) {
        if (typeof data !== "string") {
            this.incomplete.attachments.push(data);
        } else {
            const packet = decode(data);
            packet.attachments = [];
            this.incomplete = packet;
        }
        const {awaited, attachments} = this.incomplete;
        if (attachments.length < awaited)
            return;
        const packet = this.incomplete;
        this.incomplete = undefined;
        packet.data = withAttachments(packet.data, attachments);
        if (packet.nsp === this.nsp)
            this.takePacket(packet);
    }

    takePacket({type, id, data}) {
        switch (type) {
        case Type.Connect:
            this.isRecovered = data.pid !== undefined && data.pid === this.recovery?.pid;
            this.recovery = data.pid === undefined
                ? undefined : {pid: data.pid, offset: this.isRecovered ? this.recovery.offset : ""};
            this.id = data.sid;
            this.attempts = 0;
            this.setState("connected");
            break;
        case Type.ConnectError:
            this.setState("refused", data.message);
            this.transport.close();
            break;
        case Type.Disconnect:
            this.recovery = undefined;
            this.setState("refused", "the server closed the connection");
            this.transport.close();
            break;
        case Type.Ack:
            this.asked.get(id)?.answered(data);
            this.asked.delete(id);
            break;
        case Type.Event: {
            const [name, ...values] = data;
            if (this.recovery && id === undefined && typeof values.at(-1) === "string")
                this.recovery.offset = values.pop();
            this.onevent?.(name, values, id === undefined
                ? undefined : (...answer) => this.write(Type.Ack, id, answer));
            break;
        }
        }
    }

    write(type, id, data) {
        const {text, attachments} = encode(type, this.nsp, id, data);
        this.transport?.send("4", text);
        for (const bytes of attachments)
            this.transport?.send("4", bytes);
    }
}
