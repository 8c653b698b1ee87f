// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowshapes.h"

#include "protocol/capture/nametable.h"
#include "protocol/capture/rowvalues.h"

#include <algorithm>

namespace Capture {

namespace {

/// A message's Aside as its label has it; most have no label.
constexpr const char *LabelledAside
    = "(SELECT l.aside FROM message_label l WHERE l.id = message_row.id)";

Direction directionOf(sqlite3_value *value)
{
    return integerOf(value) == static_cast<qint64>(Direction::Received) ? Direction::Received
                                                                        : Direction::Sent;
}

Aside asideOf(sqlite3_value *label, Kind kind)
{
    const qint64 number = integerOf(label);
    if (number == static_cast<qint64>(Aside::Admin))
        return Aside::Admin;
    return number == static_cast<qint64>(Aside::Heartbeat) || isHeartbeat(kind) ? Aside::Heartbeat
                                                                                : Aside::None;
}

MessageTick tickOf(Id, RowWalk::Values row)
{
    auto value = row.begin();
    MessageTick tick;
    tick.time = timeOf(*value++);
    tick.direction = directionOf(*value++);
    const Kind kind = enumOf(*value++, Kind::Raw);
    tick.payloadBytes = bytesOf(*value++);
    qint64 wire = tick.payloadBytes;
    wire += bytesOf(*value++);
    wire += bytesOf(*value++);
    wire += bytesOf(*value++);
    wire -= bytesOf(*value++);
    tick.wireBytes = std::max<qint64>(0, wire);
    tick.isProblem = !isNull(*value++);
    tick.aside = asideOf(*value++, kind);
    return tick;
}

MessageFacts messageFactsOf(Id id, RowWalk::Values row, NameTable &names)
{
    auto value = row.begin();
    MessageFacts facts;
    facts.id = id;
    facts.time = timeOf(*value++);
    facts.session = integerOf(*value++);
    facts.connection = integerOf(*value++);
    facts.exchange = integerOf(*value++);
    facts.direction = directionOf(*value++);
    facts.transport = enumOf(*value++, Transport::Polling);
    facts.kind = enumOf(*value++, Kind::Raw);
    facts.nsp = names.numberOf(textOf(*value++));
    facts.event = names.numberOf(textOf(*value++));
    const bool hasAckId = integerOf(*value++, -1) >= 0;
    facts.asksAnswer = hasAckId && canAsk(facts.kind);
    facts.ackOf = integerOf(*value++);
    facts.ackLatencyUs = integerOf(*value++, -1);
    facts.answer = integerOf(*value++);
    facts.answerLatencyUs = integerOf(*value++, -1);
    facts.payloadBytes = bytesOf(*value++);
    facts.socketIoBytes = bytesOf(*value++);
    facts.engineIoBytes = bytesOf(*value++);
    facts.transportBytes = bytesOf(*value++);
    facts.savedBytes = bytesOf(*value++);
    facts.isProblem = !isNull(*value++);
    const QByteArrayView changed = textOf(*value++);
    facts.isChanged = !changed.isEmpty() && changed != "host";
    facts.aside = asideOf(*value++, facts.kind);
    return facts;
}

ExchangeFacts exchangeFactsOf(Id id, RowWalk::Values row)
{
    auto value = row.begin();
    ExchangeFacts facts;
    facts.id = id;
    facts.connection = integerOf(*value++);
    facts.session = integerOf(*value++);
    facts.message = integerOf(*value++);
    facts.requestStarted = timeOf(*value++);
    facts.requestEnded = momentOf(*value++);
    facts.responseStarted = momentOf(*value++);
    facts.responseEnded = momentOf(*value++);
    facts.isGet = textOf(*value++) == QByteArrayView("GET");
    facts.status = static_cast<int>(std::clamp<qint64>(integerOf(*value++), 0, 999));
    facts.wireBytes.sent = bytesOf(*value++);
    facts.wireBytes.received = bytesOf(*value++);
    facts.isHandshake = integerOf(*value++) != 0;
    facts.isPolling = integerOf(*value++) != 0;
    facts.isProblem = !isNull(*value++);
    facts.isAdmin = integerOf(*value++) == static_cast<qint64>(SourceRecord::Type::Admin);
    return facts;
}

} // namespace

RowShape<MessageTick> tickShape()
{
    return {"message_row",
            QByteArray("time, direction, kind, payload_bytes, socketio_bytes, engineio_bytes, "
                       "transport_bytes, saved_bytes, problems, ")
                + LabelledAside,
            &tickOf};
}

RowShape<MessageFacts> messageFactsShape(NameTable *const *names)
{
    return {
        "message_row",
        QByteArray(
            "time, session, connection, exchange, direction, transport, kind, namespace, event, "
            "ack_id, ack_of, ack_latency_us, answer, answer_latency_us, payload_bytes, "
            "socketio_bytes, engineio_bytes, transport_bytes, saved_bytes, problems, changed, ")
            + LabelledAside,
        [names](Id id, RowWalk::Values row) { return messageFactsOf(id, row, **names); }};
}

RowShape<ExchangeFacts> exchangeFactsShape()
{
    return {"exchange_row",
            "connection, session, message, request_started, request_ended, response_started, "
            "response_ended, method, status, sent_wire_bytes, received_wire_bytes, is_handshake, "
            "is_polling, problems, "
            "(SELECT s.type FROM connection_row c JOIN source_row s ON s.id = c.source "
            "WHERE c.id = exchange_row.connection)",
            &exchangeFactsOf};
}

} // namespace Capture
