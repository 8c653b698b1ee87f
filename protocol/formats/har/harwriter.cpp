// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harwriter.h"

#include "protocol/formats/har/fieldwriter.h"
#include "protocol/formats/har/harexchange.h"
#include "protocol/formats/har/recordfields.h"
#include "protocol/formats/jsontext.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace Formats {

using Capture::Direction;
using Capture::Id;
using Capture::Kind;
using Capture::MessageRecord;
using Capture::MessageRow;
using Capture::StoreReader;

namespace {

constexpr qsizetype FlushBytes = qsizetype(256) << 10;
constexpr std::size_t Portion = 256;

/// `"name":[{…},…]`, nothing of none.
template<typename Records, typename Fields>
QByteArray listOf(const char *name, const Records &records, Fields fields)
{
    QByteArray json;
    for (const auto &record : records) {
        json += json.isEmpty() ? "" : ",";
        fields(json, record);
    }
    return json.isEmpty() ? json : ",\"" + QByteArray(name) + "\":[" + json + ']';
}

/// Seconds since 1970.
QByteArray seconds(Capture::Time time)
{
    const qint64 count = time.time_since_epoch().count();
    return QByteArray::number(count / 1'000'000) + '.'
        + QByteArray::number(std::abs(count % 1'000'000)).rightJustified(6, '0');
}

int opCode(const MessageRecord &message)
{
    switch (message.kind) {
    case Kind::Close:
        return 8;
    case Kind::Ping:
        return 9;
    case Kind::Pong:
        return 10;
    default:
        return message.isBinary ? 2 : 1;
    }
}

bool isControl(const MessageRecord &message)
{
    return opCode(message) >= 8;
}

QByteArray elementHead(const MessageRecord &message, int code)
{
    return QByteArray(R"({"type":")") + (message.direction == Direction::Sent ? "send" : "receive")
        + R"(","time":)" + seconds(message.time) + R"(,"opcode":)" + QByteArray::number(code)
        + R"(,"data":)";
}

/// Title and description for readers that do not know our own records.
QByteArray commentOf(const Capture::About &about)
{
    if (about.isEmpty())
        return {};
    QByteArray comment = "\"comment\":";
    const bool isBoth = !about.title.isEmpty() && !about.description.isEmpty();
    appendJsonString(comment, about.title + (isBoth ? "\n\n" : "") + about.description);
    return comment + ',';
}

/// Whether a frame is the first one of a data message.
bool beginsData(const Capture::FrameRecord &frame)
{
    const int code = frame.firstByte & 0x0f;
    return code == 1 || code == 2;
}

} // namespace

HarWriter::HarWriter(Export &work)
    : m_work(work)
{
}

bool HarWriter::put(QByteArrayView text)
{
    m_out += text;
    return m_out.size() < FlushBytes || flush();
}

bool HarWriter::flush()
{
    const bool isSunk = m_out.isEmpty() || m_work.sink(m_out);
    m_out.clear();
    return isSunk;
}

Sink HarWriter::sink()
{
    return [this](QByteArrayView text) { return put(text); };
}

bool HarWriter::write()
{
    if (!m_plan.make(m_work))
        return false;
    for (const Capture::ConnectionRecord &connection : m_work.reader.connections())
        m_connections.insert(connection.id, connection);
    for (const Capture::SessionRecord &session : m_work.reader.sessions())
        m_revisions.insert(session.id, session.engineIo);
    bool isGoing = put(R"({"log":{"version":"1.2","creator":{"name":"Sockscope","version":"1"},)")
        && put(commentOf(m_work.reader.about())) && put(R"("pages":[],"_sockscope":)")
        && writeRecords() && put(R"(,"entries":[)");
    bool isFirst = true;
    for (const Id exchange : m_plan.exchanges()) {
        isGoing = isGoing && put(isFirst ? "\n" : ",\n") && writeEntry(exchange);
        isFirst = false;
        if (!isGoing)
            return false;
    }
    isGoing = isGoing && put("\n]");
    const std::vector<Id> others = m_plan.ofNone();
    if (!others.empty())
        isGoing
            = isGoing && put(",\n\"_sockscopeMessages\":") && writeMessages(others, List::Packets);
    return isGoing && writeFrames() && put("}}\n") && flush()
        && m_work.reader.errorText().isEmpty();
}

bool HarWriter::writeRecords()
{
    using namespace RecordFields;
    StoreReader &reader = m_work.reader;
    const auto by = [](auto fields) {
        return [fields](QByteArray &json, const auto &record) {
            FieldWriter writer(json);
            fields(writer, record);
            writer.end();
        };
    };
    QByteArray json = R"({"version":1)";
    json += listOf("sources", reader.sources(), by([](auto &w, const auto &r) { source(w, r); }));
    json += listOf("connections", reader.connections(),
                   by([](auto &w, const auto &r) { connection(w, r); }));
    json += listOf("sessions", reader.sessions(), [&by](QByteArray &text, const auto &record) {
        FieldWriter writer(text);
        session(writer, record);
        writer.end();
        text.chop(1);
        text += listOf("namespaces", record.namespaces,
                       by([](auto &w, const auto &r) { namespaceState(w, r); }));
        text += listOf("transports", record.transports,
                       by([](auto &w, const auto &r) { transportStep(w, r); }));
        text += '}';
    });
    std::vector<Capture::ProblemRecord> problems;
    for (Id after = 0;;) {
        const auto portion = reader.problems(after, 10'000);
        if (portion.empty())
            break;
        after = portion.back().id;
        std::copy_if(portion.begin(), portion.end(), std::back_inserter(problems),
                     [this](const Capture::ProblemRecord &one) {
                         return m_plan.isWhole()
                             || (one.message != 0 && m_plan.isWanted(one.message));
                     });
    }
    json += listOf("problems", problems, by([](auto &w, const auto &r) { problem(w, r); }));
    std::vector<Capture::Annotation> annotations = reader.annotations();
    std::erase_if(annotations,
                  [this](const Capture::Annotation &one) { return !m_plan.isWanted(one.message); });
    json
        += listOf("annotations", annotations, by([](auto &w, const auto &r) { annotation(w, r); }));
    json += listOf("session_notes", reader.sessionNotes(),
                   by([](auto &w, const auto &r) { sessionNote(w, r); }));
    json += ",\"about\":";
    const Capture::About words = reader.about();
    by([](auto &w, const auto &r) { about(w, r); })(json, words);
    if (m_plan.isWhole()) {
        json += listOf("gaps", reader.gaps(), by([](auto &w, const auto &r) { gap(w, r); }));
        std::vector<Capture::MembershipRecord> memberships;
        for (Id after = std::numeric_limits<Id>::min();;) { // kept guesses are below 0
            const auto portion = reader.memberships(after, 10'000);
            if (portion.empty())
                break;
            after = portion.back().id;
            memberships.insert(memberships.end(), portion.begin(), portion.end());
        }
        json += listOf("memberships", memberships,
                       by([](auto &w, const auto &r) { membership(w, r); }));
        json += listOf("servers", reader.servers(),
                       by([](auto &w, const auto &r) { server(w, r); }));
        json += listOf("sockets", reader.sockets(),
                       by([](auto &w, const auto &r) { socket(w, r); }));
        json += ",\"totals\":";
        FieldWriter writer(json);
        const Capture::Totals sums = reader.totals();
        totals(writer, sums);
        writer.end();
    }
    return put(json + '}');
}

bool HarWriter::writeEntry(Id id)
{
    auto exchange = m_work.reader.exchange(id);
    if (!exchange)
        return put("{}");
    exchange->aside = m_plan.isAside(id) ? Capture::Aside::Admin : Capture::Aside::None;
    const auto connection = m_connections.constFind(exchange->connection);
    const HarExchange http(m_work.reader, *exchange,
                           connection == m_connections.cend() ? std::nullopt
                                                              : std::optional(*connection));
    const std::vector<Id> packets = m_plan.ofExchange(id);
    const std::vector<Id> onWebSocket = m_plan.ofWebSocket(id);
    QByteArray json = ",\"_sockscope\":";
    FieldWriter writer(json);
    RecordFields::exchange(writer, *exchange);
    writer("request_head", http.requestHead());
    writer("response_head", http.responseHead());
    writer("first_packet", packets.empty() ? Id(0) : packets.front());
    writer("first_message", onWebSocket.empty() ? Id(0) : onWebSocket.front());
    writer.end();
    bool isGoing = put("{") && http.write(sink()) && put(json);
    if (http.isDecoded())
        isGoing = isGoing && put(",\"_sockscopeResponseBody\":")
            && writeJsonBase64(sink(), http.body(StoreReader::Body::ResponseBody));
    if (exchange->isHandshake && exchange->status == 101)
        isGoing = isGoing && put(",\"_webSocketMessages\":")
            && writeMessages(onWebSocket, List::WebSocket) && put(closeOf(onWebSocket));
    if (!packets.empty())
        isGoing
            = isGoing && put(",\"_sockscopeMessages\":") && writeMessages(packets, List::Packets);
    return isGoing && put("}");
}

/// As HTTP Toolkit has it: how the WebSocket was closed, by the first side that said so.
QByteArray HarWriter::closeOf(std::span<const Id> ids)
{
    constexpr std::size_t Late = 8; // where close frames are
    const auto rows = m_work.reader.messages(ids.size() > Late ? ids.last(Late) : ids);
    for (const MessageRow &row : rows) {
        const QByteArray &content = row.record.content.bytes;
        if (row.record.kind != Kind::Close || content.size() < 2)
            continue;
        QByteArray json = R"(,"_webSocketClose":{"code":)"
            + QByteArray::number(qFromBigEndian<quint16>(content.constData())) + R"(,"reason":)";
        appendJsonString(json, content.sliced(2));
        return json + R"(,"timestamp":)" + seconds(row.record.time) + '}';
    }
    return {};
}

bool HarWriter::writeMessages(std::span<const Id> ids, List list)
{
    if (!put("["))
        return false;
    bool isFirst = true;
    while (!ids.empty()) {
        const auto portion = ids.first(std::min(Portion, ids.size()));
        ids = ids.subspan(portion.size());
        for (const MessageRow &row : m_work.reader.messages(portion)) {
            if (!writeMessage(row, list, isFirst))
                return false;
            isFirst = false;
        }
        m_written += std::ssize(portion);
        const auto all = static_cast<double>(std::max<qint64>(1, m_plan.messageCount()));
        if (!m_work.goesOn(std::min(1.0, static_cast<double>(m_written) / all)))
            return false;
    }
    return put("]");
}

bool HarWriter::writeMessage(const MessageRow &row, List list, bool isFirst)
{
    const MessageRecord &message = row.record;
    ByteSource content = ByteSource::of(message.content.bytes);
    if (message.content.bytes.size() < message.content.size)
        content = {message.content.size, [this, id = message.id](qint64 offset, qint64 length) {
                       return m_work.reader.messageBytes(id, offset, length);
                   }};
    const bool isBase64 = message.isBinary || isControl(message) || !content.isUtf8();
    const QByteArray head = (isFirst ? "\n" : ",\n") + elementHead(message, opCode(message));
    if (!put(head)
        || !(isBase64 ? writeJsonBase64(sink(), content) : writeJsonText(sink(), content)))
        return false;
    QByteArray json = ",\"_sockscope\":";
    FieldWriter writer(json);
    RecordFields::message(writer, message);
    writer("base64", isBase64);
    writer("answer", row.answer);
    writer("answer_latency_us", row.answerLatencyUs, qint64(-1));
    writer("attachments", qint64(message.attachments.size()));
    writer.end();
    if (!row.alterations.empty()) {
        json.chop(1);
        json += listOf("alterations", m_work.reader.alterations(message.id),
                       [](QByteArray &text, const auto &record) {
                           FieldWriter fields(text);
                           RecordFields::alteration(fields, record);
                           fields.end();
                       });
        json += '}';
    }
    return put(json + '}') && writeAttachments(row, list);
}

/// Each as it crossed: as bytes, behind a 4 in revision 3 of Engine.IO, or as text in base64.
bool HarWriter::writeAttachments(const MessageRow &row, List list)
{
    const MessageRecord &message = row.record;
    if (message.attachments.empty())
        return true;
    std::vector<Capture::FrameRecord> starts;
    if (list == List::WebSocket) {
        starts = m_work.reader.framesOfMessage(message.id);
        std::erase_if(starts, [](const auto &frame) { return !beginsData(frame); });
    }
    const bool isOld = m_revisions.value(message.session) == 3;
    for (int number = 0; number < static_cast<int>(message.attachments.size()); ++number) {
        const auto at = static_cast<std::size_t>(number) + 1; // behind the packet itself
        const bool isText = at < starts.size() && (starts[at].firstByte & 0x0f) == 1;
        const qint64 skip = list == List::WebSocket && isOld && !isText ? 1 : 0;
        const qint64 size = m_work.reader.attachmentSize(message.id, number);
        const ByteSource bytes {
            size + skip, [this, skip, number, id = message.id](qint64 offset, qint64 length) {
                if (offset >= skip)
                    return m_work.reader.attachmentBytes(id, number, offset - skip, length);
                return '\x04' + m_work.reader.attachmentBytes(id, number, 0, length - skip);
            }};
        const QByteArray prefix = !isText ? "" : isOld ? "b4" : "b";
        if (!put(",\n" + elementHead(message, isText ? 1 : 2) + '"' + prefix))
            return false;
        const Sink quoteless = [this](QByteArrayView text) { return text == "\"" || put(text); };
        QByteArray json = R"(","_sockscope":)";
        FieldWriter writer(json);
        writer("attachment", number + 1);
        writer("skip", skip);
        writer("prefix", prefix);
        writer.end();
        if (!writeJsonBase64(quoteless, bytes) || !put(json + '}'))
            return false;
    }
    return true;
}

bool HarWriter::writeFrames()
{
    if (!put(",\n\"_sockscopeFrames\":["))
        return false;
    const Id last = m_work.reader.lastFrame();
    bool isFirst = true;
    std::vector<Id> ids;
    for (Id from = 1; from <= last; from = ids.back() + 1) {
        ids.clear();
        for (Id id = from; id <= last && std::ssize(ids) < 1000; ++id)
            ids.push_back(id);
        QByteArray json;
        for (const Capture::FrameRecord &frame : m_work.reader.frames(ids)) {
            if (!m_plan.isWhole() && (frame.message == 0 || !m_plan.isWanted(frame.message)))
                continue;
            json += isFirst ? "\n" : ",\n";
            isFirst = false;
            FieldWriter writer(json);
            RecordFields::frame(writer, frame);
            writer.end();
        }
        if (!put(json) || !m_work.goesOn(1))
            return false;
    }
    return put("]");
}

bool writeHar(Export &work)
{
    return HarWriter(work).write();
}

} // namespace Formats
