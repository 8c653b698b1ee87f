// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/stomp.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace Dialects {

namespace {

constexpr const char *ClientCommands[]
    = {"CONNECT", "STOMP", "SEND",   "SUBSCRIBE", "UNSUBSCRIBE", "ACK",
       "NACK",    "BEGIN", "COMMIT", "ABORT",     "DISCONNECT"};
constexpr const char *ServerCommands[] = {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR"};
constexpr int MaxFrames = 256;
constexpr std::size_t MaxHeaders = 64;
/// The key of a CONNECT, which no receipt can have: a header's value holds no line end as spelled.
constexpr char ConnectKey[] = "\n";

template<std::size_t Size>
bool isOneOf(const char *const (&names)[Size], QByteArrayView name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// The next line without its end; nothing if it has none.
std::optional<QByteArrayView> takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    if (end < 0)
        return std::nullopt;
    QByteArrayView line = rest.first(end);
    rest = rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

void skipLineEnds(QByteArrayView &rest)
{
    while (rest.startsWith('\n') || rest.startsWith('\r'))
        rest = rest.sliced(1);
}

/// STOMP 1.2, Value Encoding.
QByteArray decoded(QByteArrayView value)
{
    QByteArray text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        const char meant = next == 'n' ? '\n'
            : next == 'r'              ? '\r'
            : next == 'c'              ? ':'
            : next == '\\'             ? '\\'
                                       : '\0';
        text += meant != '\0' ? meant : value[i];
        if (meant != '\0')
            ++i;
    }
    return text;
}

} // namespace

struct Stomp::Frame
{
    QByteArrayView command;
    std::vector<std::pair<QByteArrayView, QByteArrayView>> headers;

    QByteArrayView raw(QByteArrayView name) const
    {
        // Of repeated headers the first counts (STOMP 1.2, Repeated Header Entries).
        for (const auto &[key, value] : headers) {
            if (key == name)
                return value;
        }
        return {};
    }
};

std::optional<Stomp::Frame> Stomp::takeFrame(QByteArrayView &rest)
{
    const auto command = takeLine(rest);
    if (!command || (!isOneOf(ClientCommands, *command) && !isOneOf(ServerCommands, *command)))
        return std::nullopt;
    Frame frame {.command = *command, .headers = {}};
    for (;;) {
        const auto line = takeLine(rest);
        if (!line)
            return frame; // cut off
        if (line->isEmpty())
            break;
        const qsizetype colon = line->indexOf(':');
        if (colon > 0 && frame.headers.size() < MaxHeaders)
            frame.headers.emplace_back(line->first(colon), line->sliced(colon + 1));
    }
    bool hasLength = false;
    const qsizetype length
        = frame.raw("content-length").trimmed().toByteArray().toLongLong(&hasLength);
    const qsizetype end
        = hasLength && length >= 0 && length < rest.size() ? length : rest.indexOf('\0');
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return frame;
}

QByteArray Stomp::header(const Frame &frame, QByteArrayView name) const
{
    const QByteArrayView raw = frame.raw(name);
    if (m_isOld || frame.command == QByteArrayView("CONNECT")
        || frame.command == QByteArrayView("CONNECTED"))
        return clipped(raw.trimmed());
    return clipped(decoded(raw));
}

Note Stomp::noteOf(const Frame &frame, bool isSent)
{
    Note note;
    note.verb = frame.command.toByteArray();
    note.topic = header(frame, "destination");
    if (!isSent) {
        takeServer(frame, &note);
        return note;
    }
    QByteArray id = header(frame, "id");
    if (id.isEmpty()) // 1.0: a subscription may be told by its destination
        id = '\n' + note.topic;
    const QByteArray receipt = header(frame, "receipt");
    if (!receipt.isEmpty())
        note.asks.append(receipt);
    if (note.verb == "CONNECT" || note.verb == "STOMP") {
        note.asks.append(ConnectKey);
    } else if (note.verb == "SUBSCRIBE") {
        if (receipt.isEmpty())
            m_subscriptions.open(id, note.topic, &note.moves);
        else
            m_asked.insert(receipt, {id, note.topic});
    } else if (note.verb == "UNSUBSCRIBE") {
        if (note.topic.isEmpty())
            note.topic = m_subscriptions.room(id);
        m_subscriptions.close(id, &note.moves);
    }
    return note;
}

void Stomp::takeServer(const Frame &frame, Note *note)
{
    const QByteArray receipt = header(frame, "receipt-id");
    if (note->verb == "CONNECTED") {
        m_isOld = frame.raw("version").isEmpty() || frame.raw("version") == QByteArrayView("1.0");
        note->answers.append(ConnectKey);
    } else if (note->verb == "RECEIPT" || note->verb == "ERROR") {
        note->answers.append(receipt.isEmpty() ? QByteArray(ConnectKey) : receipt);
        const Asked asked = m_asked.take(receipt);
        if (note->verb == "RECEIPT" && !asked.room.isEmpty()) {
            note->topic = asked.room;
            m_subscriptions.open(asked.id, asked.room, &note->moves);
        }
    }
}

std::optional<Note> Stomp::read(const Unit &unit)
{
    QByteArrayView rest = unit.bytes;
    skipLineEnds(rest);
    Note note;
    if (rest.isEmpty() && !unit.bytes.isEmpty()) {
        note.verb = "heart-beat";
        note.isHeartbeat = true;
    }
    for (int i = 0; i < MaxFrames && !rest.isEmpty(); ++i) {
        const auto frame = takeFrame(rest);
        if (!frame)
            break;
        note.merge(noteOf(*frame, unit.isSent));
        skipLineEnds(rest);
    }
    return note.verb.isEmpty() ? std::nullopt : std::optional(note);
}

Likeness Stomp::likeness(const Unit &unit)
{
    QByteArrayView rest = unit.bytes;
    const auto command = takeLine(rest);
    if (!command)
        return Likeness::None;
    const bool opens = unit.isSent
        ? *command == QByteArrayView("CONNECT") || *command == QByteArrayView("STOMP")
        : *command == QByteArrayView("CONNECTED");
    // 1.0's frames may be without headers.
    const bool hasEnd = !unit.isWhole() || unit.bytes.contains('\0');
    return opens && hasEnd ? Likeness::Proves : Likeness::None;
}

} // namespace Dialects
