// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/formats/har/harimport.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

namespace {

/// What was said, by who said it to whom: "plain send", "<sid> receive".
using Talk = QHash<QByteArray, QByteArrayList>;

QByteArray wordFor(Direction direction)
{
    return direction == Direction::Sent ? " send" : " receive";
}

/// What both ends logged.
Talk logged(const QByteArray &json)
{
    constexpr const char *Types[] {"open", "close", "ping", "pong", "message", "upgrade", "noop"};
    Talk talk;
    const QJsonObject whole = QJsonDocument::fromJson(json).object();
    for (const QJsonValue &value : whole[QStringLiteral("log")].toArray()) {
        const QJsonObject line = value.toObject();
        const QByteArray who = line[QStringLiteral("who")].toString().toUtf8();
        const QByteArray direction = line[QStringLiteral("dir")].toString().toUtf8();
        QByteArray data = line[QStringLiteral("data")].toString().toUtf8();
        if (direction.isEmpty())
            continue; // how it was closed
        const QByteArray type = line[QStringLiteral("type")].toString().toUtf8();
        if (who == "plain") {
            if (line[QStringLiteral("bin")].toBool())
                data = QByteArray::fromBase64(data);
        } else if (type != "message" || !data.startsWith('b')) {
            const auto number = std::find(std::begin(Types), std::end(Types), type);
            data.prepend(QByteArray::number(number - std::begin(Types)));
        }
        talk[who + ' ' + direction].append(data);
    }
    return talk;
}

/// What a server does not log: its handshakes and goodbyes.
bool isUnlogged(const MessageRecord &message)
{
    return message.kind == Kind::EioOpen || message.kind == Kind::EioClose
        || message.kind == Kind::EioUpgrade || message.kind == Kind::EioNoop
        || message.content.bytes == "2probe" || message.content.bytes == "3probe";
}

Talk imported(StoreReader &reader)
{
    QHash<Id, QByteArray> names;
    for (const SessionRecord &session : reader.sessions())
        names.insert(session.id, session.sid.isEmpty() ? QByteArray("plain") : session.sid);
    Talk talk;
    reader.forEachMessage(0, 1 << 20, [&](const MessageRow &row) {
        const MessageRecord &message = row.record;
        const bool isSaid = message.kind != Kind::Http && message.kind != Kind::Handshake
            && message.kind != Kind::Close;
        if (!isSaid || isUnlogged(message))
            return true;
        QByteArrayList &list = talk[names[message.session] + wordFor(message.direction)];
        list.append(message.content.bytes);
        for (int i = 0; i < static_cast<int>(message.attachments.size()); ++i)
            list.append('b' + reader.attachmentBytes(message.id, i, 0, 1 << 20).toBase64());
        return true;
    });
    return talk;
}

} // namespace

/// HARs that other programs wrote of real talk, beside what the servers logged of it.
class TestHarRecorded : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatBothEndsLogged_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("logger");
        QTest::addColumn<int>("talks"); // sessions, in two directions each
        const QString playwright = QStringLiteral("playwright");
        const QString mitmproxy = QStringLiteral("mitmproxy");
        QTest::newRow("Playwright") << playwright << playwright << 8;
        QTest::newRow("mitmproxy") << mitmproxy << mitmproxy << 10;
        QTest::newRow("Chromium") << QStringLiteral("chromium") << mitmproxy << 10;
    }
    void saysWhatBothEndsLogged()
    {
        QFETCH(const QString, program);
        QFETCH(const QString, logger);
        QFETCH(const int, talks);
        const QString recorded = QStringLiteral(SOCKSCOPE_TEST_DATA "/har/recorded-");
        QFile log(recorded + logger + QStringLiteral(".json"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("x"));
        QString error;
        const auto writer = StoreWriter::create(path, &error);
        QVERIFY2(writer, qPrintable(error));
        Formats::Import work {.path = recorded + program + QStringLiteral(".har"),
                              .store = *writer,
                              .progress = {},
                              .remarks = {},
                              .error = {}};
        QVERIFY2(Formats::importHar(work) && writer->finish(), qPrintable(work.error));
        QCOMPARE(work.remarks, QStringList());
        const auto reader = StoreReader::open(path, &error);
        const Talk expected = logged(log.readAll());
        QCOMPARE(expected.size(), talks);
        const Talk found = imported(*reader);
        QCOMPARE(found.size(), expected.size());
        for (auto list = expected.begin(); list != expected.end(); ++list)
            QCOMPARE(found[list.key()], list.value());
        // They leave out control frames.
        for (const ProblemRecord &one : reader->problems(0, 100))
            QCOMPARE(one.problem, Problem::WsNoCloseFrame);
    }
};

QTEST_GUILESS_MAIN(TestHarRecorded)
#include "tst_harrecorded.moc"
