// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/guessstore.h"
#include "protocol/formats/membershiplines.h"
#include "tests/support/chatcapture.h"
#include "tests/support/memberships.h"

#include <QFile>
#include <QTest>

#include <limits>

using namespace Capture;
using How = MembershipRecord::How;

class TestGuessStore : public QObject
{
    Q_OBJECT
private slots:
    void replacesWhatWasKept();
    void keepsWhileItIsRecorded();
    void saysWhatFailed();
};

namespace {

MembershipRecord guess(Id id, const QByteArray &room)
{
    MembershipRecord record = Samples::membership(id, "/chat", room, "ann", 2, {}, How::Inferred);
    record.evidence = "rule \"join\": message #4";
    return record;
}

std::vector<MembershipRecord> all(const ChatCapture &chat)
{
    return chat.reader()->memberships(std::numeric_limits<Id>::min(), 100);
}

} // namespace

/// What was told stays, and stands apart: its numbers are above 0.
void TestGuessStore::replacesWhatWasKept()
{
    ChatCapture chat;
    chat.addChat();
    const MembershipRecord told = Samples::membership(1, "/chat", "lobby", "ann", 1);
    chat.addMemberships({told});
    QString error;
    QVERIFY2(storeGuesses(chat.path(), {guess(-1, "a"), guess(-2, "b")}, &error),
             qPrintable(error));
    QVERIFY2(storeGuesses(chat.path(), {guess(-3, "c")}, &error), qPrintable(error));
    QCOMPARE(all(chat), std::vector<MembershipRecord>({guess(-3, "c"), told}));
    QCOMPARE(chat.reader()->memberships(0, 100), std::vector<MembershipRecord>({told}));
    Formats::MembershipLines lines;
    const QByteArray exported = lines.takeAll(*chat.reader());
    QCOMPARE(exported.count('\n'), 2);
    QVERIFY(
        exported.contains(R"("room":"c","member":"ann","change":"joined","source":"inferred")"));
}

void TestGuessStore::keepsWhileItIsRecorded()
{
    ChatCapture chat;
    chat.addChat();
    chat.keepGuesses({guess(-1, "a")});
    chat.keepGuesses({guess(-2, "b")});
    QCOMPARE(all(chat), std::vector<MembershipRecord>({guess(-2, "b")}));
}

void TestGuessStore::saysWhatFailed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("no.sockscope"));
    QString error;
    QVERIFY(!storeGuesses(path, {}, &error));
    QVERIFY(error.contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no capture") > 0);
    file.close();
    QVERIFY(!storeGuesses(path, {guess(-1, "a")}, &error));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("no capture"));
}

QTEST_GUILESS_MAIN(TestGuessStore)
#include "tst_guessstore.moc"
