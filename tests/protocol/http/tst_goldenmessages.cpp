// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentdecoder.h"
#include "protocol/http/messagedecoder.h"
#include "protocol/http/target.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Http;

namespace {

QByteArray fromBase64(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

struct Decoded
{
    QList<Head> heads; // but interim ones
    QByteArray body;
    QByteArray content;
    Problems problems;
    qint64 wireBytes = 0;
    bool complete = false;
};

Decoded decode(MessageDecoder::Role role, const QByteArray &method, QByteArrayView wire, bool cut)
{
    MessageDecoder decoder(role);
    if (!method.isEmpty())
        decoder.expect(method);
    QRandomGenerator random(static_cast<quint32>(wire.size()));
    Decoded decoded;
    std::optional<ContentDecoder> content;
    const auto take = [&] {
        while (const auto event = decoder.next()) {
            if (const auto *head = std::get_if<Head>(&*event)) {
                decoded.heads.append(*head);
                decoded.problems.add(head->problems);
                decoded.wireBytes += head->wireBytes;
                content.emplace(head->bodyCodings());
            } else if (const auto *part = std::get_if<BodyPart>(&*event)) {
                decoded.body += part->bytes;
                decoded.content += content->feed(part->bytes);
            } else if (const auto *end = std::get_if<End>(&*event)) {
                content->finish();
                decoded.problems.add(content->problems());
                decoded.problems.add(end->problems);
                decoded.wireBytes += end->wireBytes;
                decoded.complete = end->complete;
            } else {
                decoded.problems.add(Problem::NotHttp);
            }
        }
    };
    while (!wire.isEmpty()) {
        const qsizetype size
            = cut ? std::min<qsizetype>(random.bounded(1, 50), wire.size()) : wire.size();
        decoder.feed(wire.first(size).toByteArray());
        take();
        wire = wire.sliced(size);
    }
    decoder.finish();
    take();
    return decoded;
}

void compareHead(const Head &head, const QJsonObject &expected)
{
    const QJsonObject fields = expected.value(QLatin1String("headers")).toObject();
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        const QList<QByteArray> values = head.values(field.key().toLatin1());
        QVERIFY2(!values.isEmpty(), qPrintable(field.key()));
        if (values.size() == 1)
            QCOMPARE(QString::fromUtf8(values.first()), field.value().toString());
    }
    if (!head.isRequest) {
        QCOMPARE(head.status, expected.value(QLatin1String("status")).toInt());
        return;
    }
    QCOMPARE(QString::fromLatin1(head.method), expected.value(QLatin1String("method")).toString());
    const Target target = Target::parse(head.target);
    QCOMPARE(QString::fromUtf8(percentDecode(target.path)),
             expected.value(QLatin1String("path")).toString());
    const QJsonObject query = expected.value(QLatin1String("query")).toObject();
    for (auto parameter = query.begin(); parameter != query.end(); ++parameter) {
        const auto value = target.queryValue(parameter.key().toUtf8());
        QVERIFY2(value.has_value(), qPrintable(parameter.key()));
        QCOMPARE(QString::fromUtf8(*value), parameter.value().toString());
    }
}

void compare(const QJsonObject &entry, const QByteArray &method, bool cut)
{
    const bool isRequest
        = entry.value(QLatin1String("kind")).toString().endsWith(QLatin1String("-request"));
    const QByteArray wire = fromBase64(entry.value(QLatin1String("bytes_base64")));
    const Decoded decoded
        = decode(isRequest ? MessageDecoder::Role::Request : MessageDecoder::Role::Response,
                 isRequest ? QByteArray() : method, wire, cut);
    QCOMPARE(decoded.problems.toCodes(), QByteArray());
    QCOMPARE(decoded.heads.size(), 1);
    QVERIFY(decoded.complete);
    QCOMPARE(decoded.wireBytes, wire.size());
    QCOMPARE(decoded.content, fromBase64(entry.value(QLatin1String("payload_base64"))));
    QVERIFY(wire.startsWith(decoded.heads.first().raw));
    compareHead(decoded.heads.first(), entry.value(QLatin1String("decoded")).toObject());
}

} // namespace

/// Every HTTP message of the golden traces.
class GoldenMessagesTest : public QObject
{
    Q_OBJECT
private slots:
    void decodes_data();
    void decodes();
};

void GoldenMessagesTest::decodes_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(QStringLiteral(SOCKSCOPE_TEST_DATA "/golden"));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void GoldenMessagesTest::decodes()
{
    QFETCH(QString, file);
    QFile trace(file);
    QVERIFY(trace.open(QIODevice::ReadOnly));
    QHash<int, QByteArray> methods; // of the last request on a connection
    const auto entries
        = QJsonDocument::fromJson(trace.readAll()).object().value(QLatin1String("entries"));
    for (const auto &value : entries.toArray()) {
        const QJsonObject entry = value.toObject();
        const QString kind = entry.value(QLatin1String("kind")).toString();
        const int connection = entry.value(QLatin1String("conn")).toInt();
        if (kind.endsWith(QLatin1String("-request"))) {
            const QByteArray wire = fromBase64(entry.value(QLatin1String("bytes_base64")));
            methods[connection] = wire.first(wire.indexOf(' '));
        } else if (!kind.endsWith(QLatin1String("-response"))) {
            continue;
        }
        for (const bool cut : {false, true}) {
            compare(entry, methods.value(connection), cut);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(GoldenMessagesTest)
#include "tst_goldenmessages.moc"
