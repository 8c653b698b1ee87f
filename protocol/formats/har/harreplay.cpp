// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harreplay.h"

#include "protocol/formats/har/harhttp.h"
#include "protocol/websocket/frameencoder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace Formats {

using Capture::Direction;
using Capture::Id;
using Capture::Time;

namespace {

constexpr quint32 Source = 1;
constexpr std::size_t MostOpen = 10'000; // WebSockets at a time

std::chrono::microseconds micros(double milliseconds)
{
    return std::chrono::microseconds(static_cast<qint64>(milliseconds * 1000));
}

Id connectionOf(std::size_t entry)
{
    return static_cast<Id>(entry) + 1;
}

Direction directionOf(const QByteArray &type)
{
    const QByteArray word = type.toLower();
    const bool isSent = word.startsWith("sen") || word.startsWith("out")
        || word.startsWith("request") || word.startsWith("client");
    return isSent ? Direction::Sent : Direction::Received;
}

/// A number, or a word of RFC 6455; nothing for what is none.
std::optional<int> opCodeOf(const HarElement &element)
{
    const QByteArray word = element.opCode.trimmed().toLower();
    if (word.isEmpty())
        return element.encoding.toLower() == "base64" ? 2 : 1;
    bool isNumber = false;
    const double number = word.toDouble(&isNumber);
    if (isNumber) {
        if (number == 0) // what some write who do not know
            return 1;
        return number > 0 && number < 16 ? std::optional(static_cast<int>(number)) : std::nullopt;
    }
    if (word == "text")
        return 1;
    if (word.startsWith("bin"))
        return 2;
    if (word.startsWith("clos") || word == "connection_close")
        return 8;
    if (word == "ping")
        return 9;
    if (word == "pong")
        return 10;
    return std::nullopt;
}

/// The begin of a frame of \a size bytes; a client's is masked with zeros, which change nothing.
QByteArray frameHead(int opCode, qint64 size, Direction direction)
{
    constexpr char Fin = '\x80';
    const bool isSent = direction == Direction::Sent;
    const char masked = isSent ? '\x80' : '\0';
    QByteArray head(1, static_cast<char>(Fin | opCode));
    if (size < 126) {
        head += static_cast<char>(masked | static_cast<char>(size));
    } else if (size < 65'536) {
        head += static_cast<char>(masked | 126);
        head.resize(4);
        qToBigEndian(static_cast<quint16>(size), head.data() + 2);
    } else {
        head += static_cast<char>(masked | 127);
        head.resize(10);
        qToBigEndian(static_cast<quint64>(size), head.data() + 2);
    }
    return isSent ? head + QByteArray(4, '\0') : head;
}

} // namespace

struct HarReplay::Socket
{
    JsonStream json;
    HarElement element; ///< what comes next
    bool hasElement = false;
    bool sawClose = false;
    std::optional<HarHttp::Close> close;

    Socket(BlockFile &file, const HarList &list)
        : json(file, list.begin)
    {
        if (list.isThere())
            json.enterArray();
    }
    /// Reads what comes next; counts what is none.
    void step(bool isThere, qint64 &odd)
    {
        hasElement = false;
        while (isThere && !hasElement && json.nextElement()) {
            hasElement = element.read(json);
            odd += hasElement ? 0 : 1;
        }
    }
};

HarReplay::HarReplay(Import &work, BlockFile &file, HarScan &scan)
    : m_work(work)
    , m_file(file)
    , m_scan(scan)
    , m_writer(work.store)
{
}

HarReplay::~HarReplay() = default;

/// Entries that do not say when they began, began with the one before.
void HarReplay::placeInTime()
{
    auto &entries = m_scan.entries();
    const qint64 now = QFileInfo(m_work.path).lastModified().toMSecsSinceEpoch();
    Time time {std::chrono::milliseconds(now)};
    const auto first = std::find_if(entries.begin(), entries.end(),
                                    [](const HarEntry &entry) { return entry.started; });
    if (first != entries.end())
        time = *first->started;
    for (HarEntry &entry : entries) {
        m_untimed += entry.started ? 0 : 1;
        time = entry.started.value_or(time);
        entry.started = time;
    }
    for (std::size_t i = 0; i < entries.size(); ++i)
        m_turns.push({*entries[i].started, i, Stage::Request});
}

bool HarReplay::replay()
{
    placeInTime();
    Capture::SourceRecord source;
    source.id = Source;
    source.type = Capture::SourceRecord::Type::Import;
    source.name = QFileInfo(m_work.path).fileName().toUtf8();
    source.time = m_turns.empty() ? Time() : m_turns.top().time;
    m_last = source.time;
    m_writer.addSource(source);
    m_file.watch([this](qint64) {
        const double done = static_cast<double>(m_bytes)
            / static_cast<double>(std::max<qint64>(1, m_file.size()));
        return m_work.goesOn(0.4 + 0.6 * std::min(1.0, done));
    });
    while (!m_turns.empty()) {
        const Turn turn = m_turns.top();
        m_turns.pop();
        m_last = std::max(m_last, turn.time);
        if (!take(turn) || m_file.isStopped())
            return false;
    }
    say();
    return m_writer.finish(m_last);
}

void HarReplay::say()
{
    const auto remark = [this](qint64 count, const QString &one, const QString &many) {
        if (count > 0)
            m_work.remarks.append(count == 1 ? one : many.arg(count));
    };
    remark(m_otherEntries,
           QStringLiteral("one entry is of no http or ws address, and was left out."),
           QStringLiteral("%1 entries are of no http or ws address, and were left out."));
    remark(m_oddMessages,
           QStringLiteral("one WebSocket message could not be read, and was left out."),
           QStringLiteral("%1 WebSocket messages could not be read, and were left out."));
    remark(m_silentSockets,
           QStringLiteral("the file has no list of the messages of one WebSocket: the program that "
                          "wrote it does not save them, or was told not to."),
           QStringLiteral("the file has no list of the messages of %1 WebSockets: the program that "
                          "wrote it does not save them, or was told not to."));
    remark(m_crowdedOut,
           QStringLiteral("the messages of one WebSocket were left out: more than 10000 were open "
                          "at once."),
           QStringLiteral("the messages of %1 WebSockets were left out: more than 10000 were open "
                          "at once."));
    remark(m_cutHeads,
           QStringLiteral("the head of one request or response is longer than any should be, and "
                          "was cut."),
           QStringLiteral("the heads of %1 requests and responses are longer than any should be, "
                          "and were cut."));
    remark(m_missingBodies,
           QStringLiteral("the file does not have the body of one response: it is empty here."),
           QStringLiteral("the file does not have the bodies of %1 responses: they are empty "
                          "here."));
    remark(m_untimed,
           QStringLiteral("one entry does not say when it began: it stands where the one before "
                          "it does."),
           QStringLiteral("%1 entries do not say when they began: they stand where the one before "
                          "them does."));
}

bool HarReplay::take(const Turn &turn)
{
    switch (turn.stage) {
    case Stage::Request:
        return begin(turn);
    case Stage::Response:
        return answer(turn);
    case Stage::Messages:
        break;
    }
    return goOn(turn);
}

void HarReplay::next(const Turn &turn, Stage stage, Time time)
{
    m_turns.push({std::max(time, turn.time), turn.entry, stage});
}

bool HarReplay::send(Id connection, Direction direction, Time time, QByteArray bytes)
{
    m_bytes += bytes.size();
    return bytes.isEmpty()
        || m_writer.take(Capture::WireBytes {.connection = connection,
                                             .direction = direction,
                                             .time = time,
                                             .bytes = std::move(bytes)});
}

bool HarReplay::sendBody(Id connection, Direction direction, Time time, const HarText &body)
{
    bool isGoing = true;
    body.forEachPart(m_file, [&](QByteArray &&part) {
        isGoing = send(connection, direction, time, std::move(part));
        return isGoing;
    });
    return isGoing;
}

bool HarReplay::begin(const Turn &turn)
{
    const HarEntry &entry = m_scan.entries()[turn.entry];
    HarHttp http;
    http.read(m_file, entry);
    if (!http.isHttp()) {
        ++m_otherEntries;
        return true;
    }
    m_cutHeads += (http.request.isCut ? 1 : 0) + (http.response.isCut ? 1 : 0);
    const Id connection = connectionOf(turn.entry);
    const QByteArray tls = http.isSecure() ? "TLS" : "";
    const bool isGoing = m_writer.take(Capture::WireOpened {.connection = connection,
                                                            .source = Source,
                                                            .time = turn.time,
                                                            .client = {},
                                                            .target = http.target(),
                                                            .tls = http.isSecure()})
        && m_writer.take(Capture::WireConnected {
            .connection = connection, .time = turn.time, .peer = http.server, .tls = tls})
        && send(connection, Direction::Sent, turn.time, http.requestHead())
        && (http.isWebSocket()
            || sendBody(connection, Direction::Sent, turn.time, http.request.body));
    if (!isGoing)
        return false;
    Time answered = turn.time
        + micros(http.isWebSocket() ? http.waitMs : std::max(http.waitMs, http.totalMs));
    if (entry.messages.isThere()) { // not behind what it was answered for
        Socket socket(m_file, entry.messages);
        qint64 odd = 0;
        socket.step(true, odd);
        if (const auto first = harTime(socket.element.time))
            answered = std::min(answered, *first);
    }
    next(turn, Stage::Response, answered);
    return true;
}

bool HarReplay::answer(const Turn &turn)
{
    const HarEntry &entry = m_scan.entries()[turn.entry];
    HarHttp http;
    http.read(m_file, entry);
    const Id connection = connectionOf(turn.entry);
    if (!send(connection, Direction::Received, turn.time, http.responseHead()))
        return false;
    if (http.response.status == 101) {
        m_silentSockets += entry.messages.isThere() ? 0 : 1;
        if (m_sockets.size() >= MostOpen) {
            ++m_crowdedOut;
            return close(turn);
        }
        auto socket = std::make_unique<Socket>(m_file, entry.messages);
        socket->close = http.close;
        socket->step(entry.messages.isThere(), m_oddMessages);
        const auto time = harTime(socket->element.time);
        m_sockets[turn.entry] = std::move(socket);
        next(turn, Stage::Messages, time.value_or(turn.time));
        return true;
    }
    if (http.hasResponseBody()) {
        m_missingBodies += http.response.bodyBytes == 0 && http.response.announcedBytes > 0 ? 1 : 0;
        if (!sendBody(connection, Direction::Received, turn.time, http.response.body))
            return false;
    }
    return close(turn);
}

bool HarReplay::close(const Turn &turn, const QByteArray &text)
{
    return m_writer.take(Capture::WireClosed {
        .connection = connectionOf(turn.entry), .time = turn.time, .problem = {}, .text = text});
}

bool HarReplay::goOn(const Turn &turn)
{
    const HarEntry &entry = m_scan.entries()[turn.entry];
    Socket &socket = *m_sockets[turn.entry];
    if (!socket.hasElement) {
        const bool isGoing = closeSocket(turn, socket);
        m_sockets.erase(turn.entry);
        return isGoing;
    }
    if (!sendElement(turn, socket))
        return false;
    socket.step(entry.messages.isThere(), m_oddMessages);
    Time time = turn.time;
    if (socket.hasElement)
        time = harTime(socket.element.time).value_or(time);
    else if (socket.close)
        time = socket.close->time.value_or(time);
    next(turn, Stage::Messages, time);
    return true;
}

/// What says how a WebSocket was closed does not say by whom: by the server, then. One of which
/// nothing is said stays open to the end, unless there are too many.
bool HarReplay::closeSocket(const Turn &turn, const Socket &socket)
{
    constexpr int Abnormal = 1006; // stands in no frame
    if (!socket.close) {
        const bool isOver = socket.sawClose || m_unended >= MostOpen;
        m_unended += isOver ? 0 : 1;
        return !isOver || close(turn);
    }
    if (!socket.sawClose && socket.close->code != 0 && socket.close->code != Abnormal) {
        const QByteArray payload = WebSocket::closePayload(static_cast<quint16>(socket.close->code),
                                                           socket.close->reason);
        if (!sendFrame(connectionOf(turn.entry), Direction::Received, turn.time, 8, payload))
            return false;
    }
    return close(turn, socket.close->code == 0 ? socket.close->reason : QByteArray());
}

bool HarReplay::sendFrame(Id connection, Direction direction, Time time, int opCode,
                          const QByteArray &payload)
{
    return send(connection, direction, time,
                frameHead(opCode, payload.size(), direction) + payload);
}

bool HarReplay::sendElement(const Turn &turn, Socket &socket)
{
    const HarElement &element = socket.element;
    if (element.type.toLower() == "error") { // how Chrome says that the connection failed
        if (!socket.close)
            socket.close = {.code = 0, .reason = element.data, .time = {}};
        return true;
    }
    const auto opCode = opCodeOf(element);
    if (!opCode) {
        ++m_oddMessages;
        return true;
    }
    socket.sawClose = socket.sawClose || *opCode == 8;
    const Id connection = connectionOf(turn.entry);
    const Direction direction = directionOf(element.type);
    // Bytes stand there in base64; text that is none is taken as it is.
    const bool isNamed = element.encoding.toLower() == "base64";
    const bool mayBeBase64 = isNamed || *opCode != 1;
    Base64Parts trial;
    qint64 asText = 0;
    qint64 asBase64 = 0;
    element.forEachPart(m_file, [&](QByteArray &&part) {
        asText += part.size();
        if (mayBeBase64)
            asBase64 += trial.feed(part).size();
        return true;
    });
    asBase64 += mayBeBase64 ? trial.rest().size() : 0;
    const bool isBase64 = mayBeBase64 && (isNamed || trial.isClean());
    bool isGoing = send(connection, direction, turn.time,
                        frameHead(*opCode, isBase64 ? asBase64 : asText, direction));
    Base64Parts decoder;
    element.forEachPart(m_file, [&](QByteArray &&part) {
        isGoing = isGoing
            && send(connection, direction, turn.time,
                    isBase64 ? decoder.feed(part) : std::move(part));
        return isGoing;
    });
    return isGoing && (!isBase64 || send(connection, direction, turn.time, decoder.rest()));
}

} // namespace Formats
