// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/conditions.h"
#include "tests/support/records.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstring>

using namespace Capture;

namespace {

/// A small capture with something in every table.
QByteArray makeCapture()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    auto writer = StoreWriter::create(path, &error);
    RecordBatch batch = Samples::traffic(1, 30);
    batch.sources.resize(1);
    batch.sources[0].id = 1;
    batch.connections = {Samples::connection(1)};
    batch.sessions = {Samples::session(1)};
    batch.exchanges.resize(1);
    batch.exchanges[0].id = 1;
    batch.exchanges[0].connection = 1;
    batch.exchanges[0].isHandshake = true;
    batch.exchanges[0].requestHead = QByteArray("GET / HTTP/1.1\r\n\r\n");
    batch.messages[4].attachments = {Content(QByteArray(5'000, 'x')), Content(QByteArray("y"))};
    batch.messages[5].content.spill = 1;
    batch.messages[5].content.size += 20'000;
    batch.pieces = {{1, 0, QByteArray(20'000, 'z')}};
    batch.problems.resize(1);
    batch.problems[0].id = 1;
    batch.problems[0].message = 3;
    batch.gaps.resize(1);
    batch.gaps[0].id = 1;
    writer->write(batch);
    writer->finish();
    writer.reset();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Overwrites bytes as the input says: 4 bytes where, one byte how many, then these.
QByteArray mutated(QByteArray bytes, QByteArrayView input)
{
    constexpr qsizetype HeadSize = 5;
    while (input.size() > HeadSize) {
        quint32 at = 0;
        std::memcpy(&at, input.data(), sizeof at);
        const qsizetype length
            = std::min<qsizetype>(static_cast<uchar>(input[4]), input.size() - HeadSize);
        const auto place = static_cast<qsizetype>(at % static_cast<quint32>(bytes.size()));
        const qsizetype fits = std::min(length, bytes.size() - place);
        std::memcpy(bytes.data() + place, input.data() + HeadSize, static_cast<std::size_t>(fits));
        // An unused byte count of zero cuts the file there.
        if (length == 0)
            bytes.truncate(std::max<qsizetype>(place, 1));
        input = input.sliced(HeadSize + length);
    }
    return bytes;
}

void readAll(StoreReader &reader)
{
    constexpr qint64 Much = qint64(1) << 40;
    const std::vector<Id> ids = reader.messageIds(true);
    const std::span<const Id> some = std::span(ids).first(std::min<std::size_t>(ids.size(), 50));
    reader.messages(some);
    reader.frames(some);
    reader.exchanges(reader.exchangeIds());
    reader.sources();
    reader.connections();
    reader.sessions();
    reader.gaps();
    reader.problems(0, 100);
    reader.totals();
    reader.lastFrame();
    reader.handshakeOf(1);
    for (Id id = 1; id < 8; ++id) {
        reader.message(id);
        reader.exchange(id);
        reader.framesOfMessage(id);
        reader.problemsOfMessage(id);
        reader.messageBytes(id, 3, Much);
        for (int number = 0; number < std::min(reader.attachmentCount(id), 3); ++number)
            reader.attachmentBytes(id, number, 0, Much);
    }
    const std::atomic_bool cancelled = false;
    reader.choose(StoreReader::Rows::Messages, containing("zzzq"), 0, 8, cancelled,
                  [](std::span<const Id>) {});
    reader.timeline(0, cancelled, [](std::span<const MessageTick>) {});
    int visits = 0;
    reader.forEachMessage(0, 1'000, [&visits](MessageRow &&) { return ++visits < 100; });
}

} // namespace

/// Opens a capture with some bytes overwritten, and reads everything in it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QByteArray whole = makeCapture();
    static const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("mutated"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return 0;
    file.write(mutated(whole, {reinterpret_cast<const char *>(data), qsizetype(size)}));
    file.close();
    QString error;
    if (const auto reader = StoreReader::open(path, &error))
        readAll(*reader);
    else if (error.isEmpty())
        qFatal("no reader and no reason");
    return 0;
}
