// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/failurewords.h"

#include <QTest>

using namespace Client;

class TestFailureWords : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasASentence()
    {
        ClientOptions options;
        options.url = "https://example.org";
        QStringList all;
        for (int kind = 1; kind <= static_cast<int>(FailureKind::NotConnected); ++kind) {
            Failure failure;
            failure.kind = static_cast<FailureKind>(kind);
            failure.status = 400;
            failure.text = "the system's words";
            const QString words = failureWords(failure, options);
            QVERIFY2(words.endsWith(u'.'), qPrintable(QString::number(kind) + words));
            QVERIFY2(!words.contains(QLatin1String("..")), qPrintable(words));
            all.append(words);
        }
        // The status decides between three of them.
        QVERIFY(all.removeDuplicates() <= 1);
        QVERIFY(failureWords({}, options).isEmpty());
    }

    void saysWhatToDo_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QString>("part");
        const auto row
            = [](const char *name, FailureKind kind, int status, int revision, const char *part) {
                  Failure failure;
                  failure.kind = kind;
                  failure.status = status;
                  failure.revision = revision;
                  QTest::newRow(name) << failure << QString::fromLatin1(part);
              };
        row("version 3", FailureKind::WrongVersion, 400, 3, "choose Socket.IO 2");
        row("version 4", FailureKind::WrongVersion, 400, 4, "Choose Socket.IO 4");
        row("no such path", FailureKind::NotSocketIo, 404, 0, "Check the path");
        row("a page", FailureKind::NotSocketIo, 200, 0, "choose WebSocket");
        row("gateway", FailureKind::HttpStatus, 502, 0, "the server behind it does not answer");
        row("login", FailureKind::HttpStatus, 401, 0, "Authorization");
        row("refused", FailureKind::Refused, 0, 0, "Start the server");
        row("redirect", FailureKind::Redirected, 301, 0, "Connect there instead");
    }

    void saysWhatToDo()
    {
        QFETCH(Failure, failure);
        QFETCH(QString, part);
        const QString words = failureWords(failure, {});
        QVERIFY2(words.contains(part), qPrintable(words));
    }

    void namesNoSecretsOfTheAddress()
    {
        ClientOptions options;
        options.url = "https://me:pass@example.org:8443/?token=abc";
        const QString words = failureWords(
            {.kind = FailureKind::Refused, .text = {}, .location = {}, .fingerprint = {}}, options);
        QVERIFY2(words.contains(QLatin1String("https://example.org:8443:")), qPrintable(words));
        QVERIFY(!words.contains(QLatin1String("pass")) && !words.contains(QLatin1String("abc")));
    }

    void offersTheCertificate()
    {
        Failure failure;
        failure.kind = FailureKind::TlsSelfSigned;
        QVERIFY(!canAcceptCertificate(failure));
        failure.fingerprint = QByteArray(64, 'a');
        QVERIFY(canAcceptCertificate(failure));
        QVERIFY(failureWords(failure, {}).contains(QLatin1String("SHA-256 AA:AA:")));
        failure.kind = FailureKind::TlsFailed;
        QVERIFY(!canAcceptCertificate(failure));
    }
};

Q_DECLARE_METATYPE(Client::Failure)
QTEST_APPLESS_MAIN(TestFailureWords)
#include "tst_failurewords.moc"
