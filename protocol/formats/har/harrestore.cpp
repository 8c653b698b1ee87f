// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harrestore.h"

#include "protocol/capture/collector.h"
#include "protocol/formats/har/fieldreader.h"
#include "protocol/formats/har/recordfields.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>
#include <queue>

namespace Formats {

using Capture::Collector;
using Capture::Content;
using Capture::Id;
using Capture::MessageRecord;

namespace {

constexpr qint64 BatchBytes = qint64(4) << 20;
constexpr qint64 LongestRecord = qint64(256) << 20;
constexpr std::size_t MostGuesses = 1'000'000;

} // namespace

struct HarRestore::Cursor
{
    JsonStream json;
    HarElement element; ///< what comes next
    Id next = 0; ///< its number; 0: none comes
    qint64 end = -1;

    Cursor(BlockFile &file, const HarList &list)
        : json(file, list.begin)
        , end(list.end)
    {
        json.enterArray();
    }
    /// Reads the element that comes next; false if none does.
    bool step() { return json.nextElement() && element.read(json); }
    /// Goes on to the next one that is a message, and no attachment of one.
    void find()
    {
        next = 0;
        while (step()) {
            FieldReader(element.records)("id", next);
            if (next != 0)
                return;
        }
    }
};

HarRestore::HarRestore(Import &work, BlockFile &file, HarScan &scan)
    : m_work(work)
    , m_file(file)
    , m_scan(scan)
{
}

bool HarRestore::restore()
{
    m_file.watch([this](qint64) { return m_work.goesOn(m_done); });
    if (m_scan.frames() >= 0) {
        m_frames = std::make_unique<JsonStream>(m_file, m_scan.frames());
        m_frames->enterArray();
    }
    if (!readRecords() || !readExchanges() || !readMessages())
        return false;
    readFrames(std::numeric_limits<Id>::max());
    m_batch.totals = m_totals;
    return push(true);
}

bool HarRestore::push(bool isForced)
{
    if (!isForced && m_weight < BatchBytes)
        return true;
    m_weight = 0;
    const Capture::RecordBatch batch = std::exchange(m_batch, {});
    return m_work.store.write(batch) && m_work.store.commit();
}

/// What is read is written in portions.
bool HarRestore::forEachRecord(JsonStream &json, const TakeRecord &take)
{
    if (json.peek() != '[')
        return json.skip();
    json.enterArray();
    while (json.nextElement()) {
        const auto object = json.raw(LongestRecord);
        if (!object)
            break;
        take(FieldReader(*object));
        constexpr qint64 AboutBytes = 200; // of a record
        m_weight += AboutBytes + object->size();
        if (!push())
            return false;
    }
    return !m_file.isStopped();
}

bool HarRestore::readRecords()
{
    using namespace RecordFields;
    JsonStream json(m_file, m_scan.records());
    QByteArray name;
    std::vector<Capture::MembershipRecord> guesses;
    Capture::Totals counted;
    using Read = const FieldReader &;
    const QHash<QByteArray, TakeRecord> lists {
        {"sources", [this](Read read) { source(read, m_batch.sources.emplace_back()); }},
        {"connections",
         [&](Read read) {
             connection(read, m_batch.connections.emplace_back());
             ++counted.connections;
         }},
        {"sessions",
         [&](Read read) {
             Capture::SessionRecord &one = m_batch.sessions.emplace_back();
             session(read, one);
             read.list("namespaces", one.namespaces,
                       [](auto &inner, auto &state) { namespaceState(inner, state); });
             read.list("transports", one.transports,
                       [](auto &inner, auto &step) { transportStep(inner, step); });
             ++counted.sessions;
         }},
        {"problems",
         [&](Read read) {
             problem(read, m_batch.problems.emplace_back());
             ++counted.problems;
         }},
        {"annotations",
         [this](Read read) { annotation(read, m_batch.annotations.emplace_back()); }},
        {"session_notes",
         [this](Read read) { sessionNote(read, m_batch.sessionNotes.emplace_back()); }},
        {"gaps", [this](Read read) { gap(read, m_batch.gaps.emplace_back()); }},
        {"memberships",
         [&](Read read) {
             Capture::MembershipRecord one;
             membership(read, one);
             if (one.id >= 0)
                 m_batch.memberships.push_back(one);
             else if (guesses.size() < MostGuesses)
                 guesses.push_back(one);
         }},
        {"servers", [this](Read read) { server(read, m_batch.servers.emplace_back()); }},
        {"sockets", [this](Read read) { socket(read, m_batch.sockets.emplace_back()); }}};
    json.enterObject();
    while (json.nextMember(name)) {
        if (const auto list = lists.constFind(name); list != lists.cend()) {
            if (!forEachRecord(json, *list))
                return false;
        } else if (name == "about" || name == "totals") {
            const QByteArray object = json.raw(LongestRecord).value_or(QByteArray());
            const FieldReader read(object);
            if (name == "about") {
                about(read, m_batch.about.emplace());
            } else {
                totals(read, m_totals);
                m_hasTotals = true;
            }
        } else {
            json.skip();
        }
    }
    if (!guesses.empty()) // what the user kept of them
        m_batch.guesses = std::move(guesses);
    if (!m_hasTotals) {
        m_totals.connections = counted.connections;
        m_totals.sessions = counted.sessions;
        m_totals.problems = counted.problems;
    }
    return push(true);
}

bool HarRestore::readExchanges()
{
    const auto &entries = m_scan.entries();
    const auto foreign = std::count_if(entries.begin(), entries.end(),
                                       [](const HarEntry &entry) { return entry.exchange == 0; });
    if (foreign > 0)
        m_work.remarks.append(
            QStringLiteral("%1 entries are not of the capture that the file was written from, and "
                           "were left out.")
                .arg(foreign));
    QSet<Id> read; // an entry may have been copied
    for (const HarEntry &entry : entries) {
        if (entry.exchange <= 0 || read.contains(entry.exchange))
            continue;
        read.insert(entry.exchange);
        if (!readExchange(entry) || m_file.isStopped() || !push())
            return false;
    }
    return push(true);
}

bool HarRestore::readExchange(const HarEntry &entry)
{
    JsonStream json(m_file, entry.offset);
    QByteArray name;
    QByteArray fields;
    HarText request;
    HarText response;
    HarText coded {.offset = -1, .isBase64 = true};
    const auto within = [&json](const char *member, HarText &text) {
        if (json.peek() != '{') {
            json.skip();
            return;
        }
        json.enterObject();
        QByteArray key;
        while (json.nextMember(key)) {
            if (key == member)
                text.read(json);
            else
                json.skip();
        }
    };
    json.enterObject();
    while (json.nextMember(name)) {
        if (name == "request") {
            within("postData", request);
        } else if (name == "response") {
            within("content", response);
        } else if (name == "_sockscopeResponseBody" && json.peek() == '"') {
            coded.offset = json.offset();
            json.skip();
        } else if (name == "_sockscope") {
            fields = json.raw(LongestRecord).value_or(QByteArray());
        } else if (json.offset() <= entry.messages.begin && entry.messages.end > 0
                   && name == "_webSocketMessages") {
            json.seek(entry.messages.end);
        } else if (name == "_sockscopeMessages" && entry.packets.end > 0) {
            json.seek(entry.packets.end);
        } else {
            json.skip();
        }
    }
    Capture::ExchangeRecord exchange;
    const FieldReader read(fields);
    RecordFields::exchange(read, exchange);
    QByteArray head;
    read("request_head", head);
    exchange.requestHead = head;
    read("response_head", head);
    exchange.responseHead = head;
    const auto bodyOf = [this](const HarText &text) {
        Content content;
        text.forEachPart(m_file, [this, &content](QByteArray &&part) {
            append(content, std::move(part));
            return true;
        });
        end(content);
        return content;
    };
    exchange.requestBody = bodyOf(request);
    exchange.responseBody = bodyOf(coded.isThere() ? coded : response);
    if (!m_hasTotals) {
        ++m_totals.exchanges;
        m_totals.wire.sent += exchange.wireBytes.sent;
        m_totals.wire.received += exchange.wireBytes.received;
    }
    m_weight += 1000 + exchange.requestBody.bytes.size() + exchange.responseBody.bytes.size();
    m_batch.exchanges.push_back(std::move(exchange));
    return true;
}

/// Long contents have their first part and pieces, as when they are recorded.
void HarRestore::append(Content &content, QByteArray &&bytes)
{
    content.size += bytes.size();
    if (content.spill == 0) {
        content.bytes += bytes;
        if (content.bytes.size() <= Collector::InlineBytes)
            return;
        content.spill = ++m_spill;
        m_pieces = 0;
        m_pending = content.bytes.sliced(Collector::HeadBytes);
        content.bytes.truncate(Collector::HeadBytes);
        content.bytes.squeeze();
    } else {
        m_pending += bytes;
    }
    while (m_pending.size() >= Collector::PieceBytes) {
        m_batch.pieces.push_back({.spill = content.spill,
                                  .number = m_pieces++,
                                  .bytes = m_pending.first(Collector::PieceBytes)});
        m_weight += Collector::PieceBytes;
        m_pending = m_pending.sliced(Collector::PieceBytes);
    }
    // Pieces may go before what they belong to.
    if (m_weight > 4 * BatchBytes && m_batch.messages.empty() && m_batch.exchanges.empty())
        push(true);
}

void HarRestore::end(Content &content)
{
    if (content.spill != 0 && !m_pending.isEmpty())
        m_batch.pieces.push_back({.spill = content.spill, .number = m_pieces, .bytes = m_pending});
    m_pending.clear();
}

bool HarRestore::readMessages()
{
    std::vector<std::unique_ptr<Cursor>> cursors;
    using Next = std::pair<Id, const HarList *>;
    std::vector<Next> lists;
    for (const HarEntry &entry : m_scan.entries()) {
        for (const HarList *const list : {&entry.messages, &entry.packets}) {
            if (list->isThere() && list->first > 0)
                lists.emplace_back(list->first, list);
        }
    }
    if (m_scan.others().isThere()) {
        Cursor cursor(m_file, m_scan.others());
        cursor.find();
        lists.emplace_back(cursor.next, &m_scan.others());
    }
    std::sort(lists.begin(), lists.end());
    // Those whose turn has come, by the number of what they have next.
    using Waiting = std::pair<Id, std::size_t>;
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
    auto list = lists.begin();
    Id last = 0;
    for (;;) {
        while (list != lists.end() && (waiting.empty() || list->first <= waiting.top().first)) {
            auto cursor = std::make_unique<Cursor>(m_file, *list->second);
            cursor->find();
            if (cursor->next != 0) {
                waiting.emplace(cursor->next, cursors.size());
                cursors.push_back(std::move(cursor));
            }
            ++list;
        }
        if (waiting.empty())
            return true;
        const std::size_t index = waiting.top().second;
        waiting.pop();
        Cursor &cursor = *cursors[index];
        if (cursor.next > last) {
            last = cursor.next;
            if (!takeMessage(cursor))
                return false;
        } else {
            cursor.find(); // there already
        }
        if (cursor.next != 0)
            waiting.emplace(cursor.next, index);
        else
            cursors[index].reset();
    }
}

/// Reads the message that comes next with its attachments, and what comes behind it.
bool HarRestore::takeMessage(Cursor &cursor)
{
    const qint64 from = cursor.json.offset();
    const QByteArray records = cursor.element.records;
    const FieldReader read(records);
    MessageRecord message;
    RecordFields::message(read, message);
    message.content = contentOf(cursor.element, read);
    Capture::AnswerRecord answer {.asked = message.id, .answer = 0, .latencyUs = 0};
    read("answer", answer.answer);
    read("answer_latency_us", answer.latencyUs, qint64(-1));
    if (answer.answer != 0)
        m_batch.answers.push_back(answer);
    QList<Capture::AlterationRecord> alterations;
    read.list("alterations", alterations,
              [](auto &inner, auto &one) { RecordFields::alteration(inner, one); });
    for (Capture::AlterationRecord &one : alterations) {
        one.message = message.id;
        m_batch.alterations.push_back(one);
    }
    cursor.next = 0;
    while (cursor.step()) {
        const FieldReader fields(cursor.element.records);
        fields("id", cursor.next);
        if (cursor.next != 0)
            break;
        qint64 number = 0;
        fields("attachment", number);
        if (number > 0)
            message.attachments.push_back(contentOf(cursor.element, fields));
    }
    readFrames(message.id);
    if (!m_hasTotals)
        count(message);
    m_weight += 400 + message.content.bytes.size();
    for (const Content &attachment : message.attachments)
        m_weight += attachment.bytes.size();
    const bool isFull = m_weight >= BatchBytes;
    m_batch.messages.push_back(std::move(message));
    m_taken += cursor.json.offset() - from;
    m_done = 0.4
        + 0.6 * std::min(1.0, static_cast<double>(m_taken) / static_cast<double>(m_file.size()));
    return !m_file.isStopped() && (!isFull || push(true));
}

Content HarRestore::contentOf(const HarElement &element, const FieldReader &fields)
{
    bool isBase64 = false;
    qint64 skip = 0;
    qint64 attachment = 0;
    QByteArray prefix;
    fields("base64", isBase64);
    fields("skip", skip);
    fields("attachment", attachment);
    fields("prefix", prefix);
    isBase64 = isBase64 || attachment > 0;
    Content content;
    Base64Parts decoder;
    qint64 passed = 0; // of the prefix
    const auto take = [&](QByteArray &&bytes) {
        const qint64 over = std::min<qint64>(skip, bytes.size());
        skip -= over;
        append(content, over > 0 ? bytes.sliced(over) : std::move(bytes));
        return true;
    };
    element.forEachPart(m_file, [&](QByteArray &&part) {
        if (!isBase64)
            return take(std::move(part));
        const qint64 over = std::min<qint64>(prefix.size() - passed, part.size());
        passed += over;
        return take(decoder.feed(QByteArrayView(part).sliced(over)));
    });
    if (isBase64)
        take(decoder.rest());
    end(content);
    return content;
}

/// Frames stand in the order of their numbers: those of messages up to that one, and the first
/// behind them.
void HarRestore::readFrames(Id upTo)
{
    while (m_frames && m_frames->nextElement()) {
        const auto object = m_frames->raw(LongestRecord);
        if (!object)
            break;
        Capture::FrameRecord frame;
        const FieldReader read(*object);
        RecordFields::frame(read, frame);
        if (frame.id == 0)
            continue;
        m_batch.frames.push_back(frame);
        m_weight += 100;
        m_totals.frames += m_hasTotals ? 0 : 1;
        if (frame.message > upTo || (upTo == std::numeric_limits<Id>::max() && !push()))
            break;
        if (frame.message == upTo && (frame.firstByte & 0x80) != 0)
            break; // its last one, most likely
    }
}

/// As a recording counts them.
void HarRestore::count(const MessageRecord &message)
{
    ++m_totals.messages;
    const auto add
        = [&message](Capture::ByteCount &sum, qint64 bytes) { sum.of(message.direction) += bytes; };
    if (message.kind == Capture::Kind::Handshake || message.kind == Capture::Kind::Http)
        return; // the exchange counts
    add(m_totals.payload, message.payloadBytes);
    add(m_totals.socketIo, message.socketIoBytes);
    add(m_totals.engineIo, message.engineIoBytes);
    add(m_totals.saved, message.savedBytes);
    if (message.transport == Capture::Transport::WebSocket) {
        add(m_totals.webSocket, message.transportBytes);
        add(m_totals.wire, message.wireBytes());
    }
}

} // namespace Formats
