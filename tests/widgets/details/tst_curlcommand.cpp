// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/curlcommand.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

namespace {

// The words that a shell makes of \a command, with printf in curl's place.
QList<QByteArray> shellWords(QString command)
{
    command.replace(QStringLiteral("curl "), QStringLiteral("printf '%s\\n' "));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    if (!shell.waitForFinished(10'000))
        return {};
    QList<QByteArray> words = shell.readAllStandardOutput().split('\n');
    words.removeLast();
    return words;
}

} // namespace

class TestCurlCommand : public QObject
{
    Q_OBJECT

private slots:
    void quotesForTheShell()
    {
        const QByteArray head = "POST /it's?q=[1]&x=$HOME HTTP/1.1\r\nHost: example.org\r\n"
                                "X-Quote: a'b\"c\r\nX-Empty:\r\nContent-Length: 9\r\n"
                                "Accept: */*\r\nConnection: keep-alive\r\n\r\n";
        const auto command = curlCommand("https://example.org", head, "@it's $(x)");
        QVERIFY(command);
        const QList<QByteArray> words = shellWords(*command);
        const QList<QByteArray> expected {"--http1.1",  "--path-as-is",
                                          "--globoff",  "https://example.org/it's?q=[1]&x=$HOME",
                                          "-H",         "Host: example.org",
                                          "-H",         "X-Quote: a'b\"c",
                                          "-H",         "X-Empty;",
                                          "-H",         "Accept: */*",
                                          "-H",         "User-Agent:",
                                          "-H",         "Content-Type:",
                                          "--data-raw", "@it's $(x)"};
        QCOMPARE(words, expected);
    }

    void sendsBytesThroughAPipe()
    {
        const QByteArray body("\x00\x01\xff", 3);
        const auto command
            = curlCommand("http://h", "PUT /u HTTP/1.1\r\nContent-Type: a/b\r\n\r\n", body);
        QVERIFY(command);
        QString piped = *command;
        piped.replace(QRegularExpression(QStringLiteral("curl [^\\n]*\\\\\\n(  [^\\n]*\\n)+")),
                      QStringLiteral("od -An -tx1\n"));
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), piped});
        QVERIFY(shell.waitForFinished(10'000));
        QCOMPARE(shell.readAllStandardOutput().simplified(), QByteArray("00 01 ff"));
        QVERIFY(command->contains(QStringLiteral("--data-binary @-")));
    }

    void asksForAnUpgradeAgain()
    {
        const auto command = curlCommand("http://h",
                                         "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n"
                                         "Connection: keep-alive, Upgrade\r\n\r\n",
                                         {});
        QVERIFY(command);
        QVERIFY(command->contains(QStringLiteral("-H 'Connection: keep-alive, Upgrade'")));
        QVERIFY(command->contains(QStringLiteral("--no-buffer")));
        QVERIFY(!command->contains(QStringLiteral("-X")));
    }

    void takesTheTargetInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("url");
        QTest::newRow("origin") << QByteArray("/a") << QStringLiteral("'http://h:1/a'");
        QTest::newRow("absolute") << QByteArray("http://x/b") << QStringLiteral("'http://x/b'");
        QTest::newRow("asterisk") << QByteArray("*") << QStringLiteral("'http://h:1/*'");
    }

    void takesTheTargetInEveryForm()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, url);
        const auto command
            = curlCommand("http://h:1", "OPTIONS " + target + " HTTP/1.1\r\n\r\n", {});
        QVERIFY(command);
        QVERIFY(command->contains(url));
        QVERIFY(command->contains(QStringLiteral("-X 'OPTIONS'")));
    }

    void refusesWhatIsNoRequest()
    {
        QVERIFY(!curlCommand("http://h", "", {}));
        QVERIFY(!curlCommand("http://h", "nonsense\r\n\r\n", {}));
    }
};

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curlcommand.moc"
