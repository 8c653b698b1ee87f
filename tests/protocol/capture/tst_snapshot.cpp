// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/snapshot.h"

#include "tests/support/chatcapture.h"

#include <QTest>

using namespace Capture;

/// One pass over a capture sees one state of it, though it is recorded into.
class TestSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void whatComesLaterIsNotSeen();
    void readsAFinishedCapture();
    void aCancelledReadBreaksOff();
    void saysWhatCannotBeOpened();
};

namespace {

qint64 countOf(StoreReader &reader, const StoreReader::Choice &choice = {})
{
    qint64 count = 0;
    reader.choose(StoreReader::Rows::Messages, choice, 0, reader.lastMessage(), false,
                  [&count](std::span<const Id> ids) { count += std::ssize(ids); });
    return count;
}

} // namespace

void TestSnapshot::whatComesLaterIsNotSeen()
{
    ChatCapture capture;
    QVERIFY(capture.isGood());
    capture.addChat();
    const auto snapshot = openSnapshot(capture.path(), nullptr);
    QVERIFY(snapshot);
    const Id last = capture.lastMessage();
    const qint64 sessions = std::ssize(snapshot->sessions());
    capture.addTicks(5'000);
    QCOMPARE(snapshot->lastMessage(), last);
    QCOMPARE(countOf(*snapshot), last);
    qint64 visited = 0;
    snapshot->forEachMessage(0, 10, [&visited](MessageRow && /*row*/) {
        ++visited;
        return true;
    });
    QCOMPARE(visited, last);
    QCOMPARE(snapshot->totals().messages, last);
    QVERIFY(!snapshot->message(last + 1));
    QCOMPARE(std::ssize(snapshot->sessions()), sessions);
    QVERIFY2(snapshot->errorText().isEmpty(), qPrintable(snapshot->errorText()));
    // While any other reader sees it, and the next snapshot too.
    QCOMPARE(capture.reader()->lastMessage(), last + 5'000);
    QCOMPARE(openSnapshot(capture.path(), nullptr)->lastMessage(), last + 5'000);
}

void TestSnapshot::readsAFinishedCapture()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plain.sockscope"));
    {
        const auto writer = StoreWriter::create(path, nullptr);
        QVERIFY(writer && writer->finish());
    }
    QString error;
    const auto snapshot = openSnapshot(path, &error);
    QVERIFY2(snapshot, qPrintable(error));
    QCOMPARE(snapshot->lastMessage(), Id(0));
    QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
}

void TestSnapshot::aCancelledReadBreaksOff()
{
    ChatCapture capture;
    capture.addChat();
    capture.addTicks(20'000);
    std::atomic_bool cancelled = false;
    const auto snapshot = openSnapshot(capture.path(), nullptr, &cancelled);
    QVERIFY(snapshot);
    QCOMPARE(countOf(*snapshot), capture.lastMessage());
    // No row matches, so nobody else has a say in when it ends.
    auto nothing = std::make_shared<Condition>();
    nothing->where = "m.time < 0";
    StoreReader::Choice choice;
    choice.condition = nothing;
    QCOMPARE(countOf(*snapshot, choice), 0);
    QVERIFY(snapshot->errorText().isEmpty());
    cancelled = true;
    QCOMPARE(countOf(*snapshot, choice), 0);
    QVERIFY(!snapshot->errorText().isEmpty());
}

void TestSnapshot::saysWhatCannotBeOpened()
{
    QString error;
    QVERIFY(!openSnapshot(QStringLiteral("/nowhere/a.sockscope"), &error));
    QCOMPARE(error, QStringLiteral("/nowhere/a.sockscope does not exist."));
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
