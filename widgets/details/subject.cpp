// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/subject.h"

#include "protocol/capture/records.h"
#include "protocol/http/contentdecoder.h"
#include "protocol/socketio/data.h"
#include "widgets/common/capturefeed.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace {

using Capture::StoreReader;

QString words(const char *text)
{
    return QCoreApplication::translate("Subject", text);
}

std::shared_ptr<Payload> makePayload(const QString &name, qint64 size,
                                     std::function<QByteArray(qint64, qint64)> read)
{
    auto payload = std::make_shared<Payload>();
    payload->name = name;
    payload->size = size;
    payload->head = read(0, std::min(size, Payload::FirstPart));
    payload->isWhole = payload->head.size() >= size;
    payload->read = std::move(read);
    return payload;
}

void addMessage(Subject *subject, CaptureFeed &feed, Capture::Id id)
{
    const QPointer<CaptureFeed> guard(&feed);
    const Capture::MessageRecord &record = subject->message->record;
    subject->payloads.push_back(
        makePayload(words(QT_TRANSLATE_NOOP("Subject", "Message")), record.content.size,
                    [guard, id](qint64 offset, qint64 length) {
                        StoreReader *const reader = guard ? guard->reader() : nullptr;
                        return reader ? reader->messageBytes(id, offset, length) : QByteArray();
                    }));
    const int count = feed.reader()->attachmentCount(id);
    for (int number = 0; number < count; ++number) {
        subject->payloads.push_back(makePayload(
            words(QT_TRANSLATE_NOOP("Subject", "Attachment %1")).arg(number),
            feed.reader()->attachmentSize(id, number),
            [guard, id, number](qint64 offset, qint64 length) {
                StoreReader *const reader = guard ? guard->reader() : nullptr;
                return reader ? reader->attachmentBytes(id, number, offset, length) : QByteArray();
            }));
    }
}

QList<QByteArray> codings(const QByteArray &field)
{
    QList<QByteArray> list;
    const QList<QByteArray> parts = field.toLower().split(',');
    for (const QByteArray &part : parts) {
        const QByteArray coding = part.trimmed();
        if (!coding.isEmpty() && coding != "identity")
            list += coding;
    }
    return list;
}

QString decodingNote(const Problems &problems)
{
    if (problems.has(Problem::HttpUnknownCoding))
        return words(
            QT_TRANSLATE_NOOP("Subject", "Coded in a way that is not known: as it crossed."));
    if (problems.has(Problem::HttpBadCoding))
        return words(QT_TRANSLATE_NOOP("Subject", "The rest could not be decoded."));
    if (problems.has(Problem::HttpBomb))
        return words(QT_TRANSLATE_NOOP("Subject", "Cut here: it grows too large when decoded."));
    return {};
}

// A coded body: its first part is decoded now, the rest when it is asked for.
std::shared_ptr<Payload> decodedPayload(const QString &name, qint64 size,
                                        const QList<QByteArray> &applied,
                                        const std::function<QByteArray(qint64, qint64)> &read)
{
    auto payload = std::make_shared<Payload>();
    payload->name = name;
    const QByteArray coded = read(0, std::min(size, Payload::FirstPart));
    Http::ContentDecoder decoder(applied, 4 * Payload::FirstPart);
    payload->head = decoder.feed(coded);
    const bool isAllRead = coded.size() >= size;
    const bool isFilled = decoder.problems().has(Problem::HttpBomb);
    if (isAllRead && !isFilled) {
        decoder.finish();
        payload->size = payload->head.size();
        payload->note = decodingNote(decoder.problems());
        if (payload->head.isEmpty() && !coded.isEmpty()) {
            payload->head = coded;
            payload->size = coded.size();
        }
        return payload;
    }
    payload->size = -1;
    payload->isWhole = false;
    const std::weak_ptr<Payload> weak = payload;
    payload->readWhole = [weak, read, size, applied] {
        const auto decoded = Http::decodeContent(applied, read(0, size));
        if (const auto self = weak.lock())
            self->note = decodingNote(decoded.problems);
        return decoded.bytes;
    };
    return payload;
}

void addExchange(Subject *subject, CaptureFeed &feed, Capture::Id id)
{
    const QPointer<CaptureFeed> guard(&feed);
    const Capture::ExchangeRecord &record = *subject->exchange;
    const auto add
        = [&](const QString &name, StoreReader::Body body, qint64 size, const QByteArray &coding) {
              const auto read = [guard, id, body](qint64 offset, qint64 length) {
                  StoreReader *const reader = guard ? guard->reader() : nullptr;
                  return reader ? reader->exchangeBytes(id, body, offset, length) : QByteArray();
              };
              const QList<QByteArray> applied = codings(coding);
              subject->payloads.push_back(applied.isEmpty() || size == 0
                                              ? makePayload(name, size, read)
                                              : decodedPayload(name, size, applied, read));
          };
    add(words(QT_TRANSLATE_NOOP("Subject", "Request")), StoreReader::Body::RequestBody,
        record.requestBody.size, record.requestCoding);
    add(words(QT_TRANSLATE_NOOP("Subject", "Response")), StoreReader::Body::ResponseBody,
        record.responseBody.size, record.responseCoding);
}

void addMask(Subject *subject)
{
    if (subject->session)
        subject->mask.add(subject->session->sid);
    if (!subject->message || subject->message->record.kind != Capture::Kind::Connect)
        return;
    const Capture::MessageRecord &record = subject->message->record;
    const QByteArray data = subject->payloads.front()->head.mid(record.dataOffset);
    if (const auto pid = SocketIo::connectPid(data))
        subject->mask.add(*pid);
}

} // namespace

Subject readSubject(CaptureFeed &feed, const Selection::Item &item)
{
    Subject subject;
    subject.item = item;
    StoreReader *const reader = feed.reader();
    if (!reader || item.level == Selection::Level::None)
        return subject;

    Capture::Id connection = item.connection;
    Capture::Id session = item.session;
    Capture::Id carrier = item.exchange;
    Capture::Id exchange = item.level == Selection::Level::Exchange ? item.exchange : 0;

    if (exchange == 0 && item.message != 0)
        subject.message = reader->message(item.message);
    if (subject.message) {
        const Capture::MessageRecord &record = subject.message->record;
        connection = record.connection;
        session = record.session;
        carrier = record.exchange;
        // A line that stands for an exchange is shown as that exchange.
        if (record.kind == Capture::Kind::Handshake || record.kind == Capture::Kind::Http)
            exchange = record.exchange;
        if (exchange == 0)
            addMessage(&subject, feed, item.message);
    }
    if (exchange != 0) {
        subject.exchange = reader->exchange(exchange);
        if (subject.exchange) {
            connection = subject.exchange->connection;
            session = subject.exchange->session;
            addExchange(&subject, feed, exchange);
        } else if (subject.message) {
            addMessage(&subject, feed, item.message);
        }
    }
    if (connection == 0 && session != 0) {
        // The one that carries it now.
        if (const auto *const record = feed.session(session);
            record && !record->transports.isEmpty())
            connection = record->transports.last().connection;
        const auto &all = feed.connections();
        const auto found = std::find_if(all.begin(), all.end(), [session](const auto &record) {
            return record.session == session;
        });
        if (connection == 0 && found != all.end())
            connection = found->id;
    }
    if (connection != 0) {
        subject.connection = reader->connection(connection);
        subject.handshake = exchange != 0 ? exchange : reader->handshakeOf(connection);
    }
    if (subject.handshake == 0)
        subject.handshake = carrier;
    if (session == 0 && subject.connection)
        session = subject.connection->session;
    if (const auto *const record = feed.session(session))
        subject.session = *record;
    addMask(&subject);
    return subject;
}
