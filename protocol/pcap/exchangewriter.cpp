// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/exchangewriter.h"

#include "protocol/pcap/shownhead.h"

#include <algorithm>
#include <utility>

namespace Pcap {

using Capture::Direction;

namespace {

constexpr qint64 SliceBytes = qint64(1) << 20;

QByteArray hex(qint64 number)
{
    return QByteArray::number(number, 16);
}

} // namespace

/// A request or a response as it is written.
struct ExchangeWriter::Message
{
    Capture::Id exchange = 0;
    Direction direction = Direction::Sent;
    QByteArray head; ///< with the interim ones in front
    qint64 bodySize = 0;
    bool isChunked = false;
    bool isWhole = false; ///< it came to its end
    bool isAtOnce = false; ///< it began and ended at the same time, or never ended
    QByteArrayList notes; ///< what was changed
};

ExchangeWriter::ExchangeWriter(Capture::StoreReader &reader)
    : m_reader(reader)
{
}

ExchangeWriter::Message ExchangeWriter::messageOf(const Capture::ExchangeRecord &exchange,
                                                  Direction direction)
{
    const bool isSent = direction == Direction::Sent;
    Message message;
    message.exchange = exchange.id;
    message.direction = direction;
    const auto ended = isSent ? exchange.requestEnded : exchange.responseEnded;
    message.isAtOnce = isAtOnce(exchange, direction);
    message.isWhole = ended && !exchange.problems.has(Problem::HttpCutOff)
        && !exchange.problems.has(Problem::HttpBadChunk)
        && !exchange.problems.has(Problem::HttpBadLength);
    message.bodySize = (isSent ? exchange.requestBody : exchange.responseBody).size;
    QByteArray head = (isSent ? exchange.requestHead : exchange.responseHead).bytes;
    const BodyFraming framing = framingOf(head);
    const bool hasBody = isSent || !isBodyless(exchange.method, exchange.status);
    message.isChunked = hasBody && framing.isChunked;
    if (message.isChunked && (message.bodySize > 0 || message.isWhole))
        message.notes.append("chunked anew: its own chunks and trailers are not kept");
    const bool isOtherLength = hasBody && !framing.isChunked && message.isWhole && framing.length
        && message.bodySize > 0 && *framing.length != message.bodySize;
    if (isOtherLength) {
        head = withLength(head, message.bodySize);
        message.notes.append("Content-Length was " + QByteArray::number(*framing.length));
    }
    if (!isSent && exchange.status == 101) {
        const QByteArray plain = withoutDeflate(head);
        if (plain.size() != head.size())
            message.notes.append("permessage-deflate was agreed; frames are shown without it");
        head = plain;
    }
    message.head = isSent ? head : exchange.interimHeads + head;
    return message;
}

void ExchangeWriter::write(const Capture::ExchangeRecord &exchange, Direction direction,
                           bool isRest, TcpStream &stream, Capture::Time time,
                           QByteArrayList comments)
{
    const Message message = messageOf(exchange, direction);
    const bool hasBody = message.bodySize > 0 || (message.isChunked && message.isWhole);
    comments += message.notes;
    if (!isRest && !message.isAtOnce)
        comments.clear(); // they come with the rest
    if (hasBody) {
        if (!isRest && !message.isAtOnce)
            stream.data(direction, time, message.head);
        else
            writeBody(message, isRest ? QByteArray() : message.head, stream, time, comments);
        return;
    }
    // Of a head alone that took its time the last byte comes with the rest.
    const qsizetype now
        = message.isAtOnce ? message.head.size() : std::max<qsizetype>(0, message.head.size() - 1);
    stream.data(direction, time, isRest ? message.head.sliced(now) : message.head.first(now),
                comments);
}

/// The body, behind \a bytes.
void ExchangeWriter::writeBody(const Message &message, QByteArray bytes, TcpStream &stream,
                               Capture::Time time, const QByteArrayList &comments)
{
    using Body = Capture::StoreReader::Body;
    const Body body = message.direction == Direction::Sent ? Body::RequestBody : Body::ResponseBody;
    for (qint64 at = 0; at < message.bodySize;) {
        const QByteArray part = m_reader.exchangeBytes(message.exchange, body, at, SliceBytes);
        if (part.isEmpty())
            break; // the file is broken there
        at += part.size();
        bytes += message.isChunked ? hex(part.size()) + "\r\n" + part + "\r\n" : part;
        if (at < message.bodySize) {
            stream.data(message.direction, time, bytes);
            bytes.clear();
        }
    }
    if (message.isChunked && message.isWhole)
        bytes += "0\r\n\r\n";
    stream.data(message.direction, time, bytes, comments);
}

bool ExchangeWriter::isAtOnce(const Capture::ExchangeRecord &exchange, Direction direction)
{
    return direction == Direction::Sent
        ? !exchange.requestEnded || exchange.requestEnded == exchange.requestStarted
        : !exchange.responseEnded || exchange.responseEnded == exchange.responseStarted;
}

bool ExchangeWriter::isEndedByClose(const Capture::ExchangeRecord &exchange)
{
    const BodyFraming framing = framingOf(exchange.responseHead.bytes);
    return exchange.responseEnded && !framing.isChunked && !framing.length
        && !exchange.responseHead.bytes.isEmpty() && !isBodyless(exchange.method, exchange.status);
}

} // namespace Pcap
