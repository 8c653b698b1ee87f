// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/names.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/formats/har/harimport.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// A capture made of a HAR.
struct ImportedHar
{
    explicit ImportedHar(const QByteArray &har) { read(har); }
    void read(const QByteArray &har)
    {
        const QString path = dir.filePath(QStringLiteral("x.har"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(har) == har.size());
        file.close();
        readFile(path);
    }
    void readFile(const QString &path)
    {
        const QString capture = dir.filePath(QStringLiteral("capture"));
        QString text;
        const auto writer = Capture::StoreWriter::create(capture, &text);
        QVERIFY2(writer, qPrintable(text));
        Formats::Import work {
            .path = path, .store = *writer, .progress = {}, .remarks = {}, .error = {}};
        isRead = Formats::importHar(work);
        QVERIFY2(writer->finish(), qPrintable(writer->errorText()));
        remarks = work.remarks.join(u' ');
        error = work.error;
        reader = Capture::StoreReader::open(capture, &text);
        QVERIFY2(reader, qPrintable(text));
        reader->forEachMessage(0, 1 << 20, [this](Capture::MessageRow &&row) {
            messages.push_back(std::move(row));
            return true;
        });
    }
    /// "received eio-open | sent connect | …", without the exchanges of HTTP.
    QByteArray story() const
    {
        QByteArray text;
        for (const Capture::MessageRow &row : messages) {
            if (row.record.kind == Capture::Kind::Handshake
                || row.record.kind == Capture::Kind::Http)
                continue;
            text += text.isEmpty() ? "" : " | ";
            text += Capture::directionName(row.record.direction).toByteArray() + ' '
                + Capture::kindName(row.record.kind).toByteArray();
        }
        return text;
    }

    QTemporaryDir dir;
    bool isRead = false;
    QString remarks;
    QString error;
    std::unique_ptr<Capture::StoreReader> reader;
    std::vector<Capture::MessageRow> messages;
};

/// A HAR with one WebSocket that has these messages.
inline QByteArray webSocketHar(const QByteArray &messages)
{
    return R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","request":{"url":"ws://a/b"},)"
           R"("_webSocketMessages":)"
        + messages + "}]}}";
}
