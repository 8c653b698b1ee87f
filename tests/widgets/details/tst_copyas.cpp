// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/samplecapture.h"
#include "widgets/details/copyas.h"

#include <QTest>

using CopyAs::Format;

class TestCopyAs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_reader = m_capture.open();
        QVERIFY(m_reader);
    }

    void copiesMessages_data()
    {
        QTest::addColumn<Capture::Id>("message");
        QTest::addColumn<Format>("format");
        QTest::addColumn<QString>("text");
        const auto row
            = [](const char *name, Capture::Id message, Format format, const QString &text) {
                  QTest::newRow(name) << message << format << text;
              };
        const QString pdf64 = QString::fromLatin1(SampleCapture::pdf().toBase64());
        row("event as text", SampleCapture::Asking, Format::Text,
            QStringLiteral(
                "426[\"chat message\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}]"));
        row("event as JSON", SampleCapture::Asking, Format::Json,
            QStringLiteral("[\"chat message\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}]"));
        row("attachment in its place", SampleCapture::Upload, Format::Json,
            QStringLiteral("[\"upload\",{\"name\":\"plan.pdf\"},{\"$binary\":\"%1\"}]").arg(pdf64));
        row("attachment beside in base64", SampleCapture::Upload, Format::Base64,
            QString::fromLatin1(QByteArray("451-[\"upload\",{\"name\":\"plan.pdf\"},"
                                           "{\"_placeholder\":true,\"num\":0}]")
                                    .toBase64())
                + QLatin1Char('\n') + pdf64);
        row("hex", SampleCapture::Close, Format::Hex, QStringLiteral("03e9676f696e6720686f6d65"));
        row("bad text", SampleCapture::BadText, Format::Text,
            QStringLiteral("caf\\xe9 {\"a\":1}\nsecond"));
        row("no JSON", SampleCapture::BadText, Format::Json, QString());
        row("MessagePack as JSON", SampleCapture::Msgpack, Format::Json,
            QStringLiteral("[\"hello\",{\"$binary\":\"AQI=\"}]"));
        row("handshake as JSON", SampleCapture::Open, Format::Json,
            QStringLiteral("{\"sid\":\"GVE42ACVDI27M4s9AAAi\",\"upgrades\":[],"
                           "\"pingInterval\":25000}"));
    }

    void copiesMessages()
    {
        QFETCH(Capture::Id, message);
        QFETCH(Format, format);
        QFETCH(QString, text);
        const auto row = m_reader->message(message);
        QVERIFY(row);
        QCOMPARE(CopyAs::message(*m_reader, *row, format, target()), text);
    }

    void saysAnEventAgain()
    {
        const auto row = m_reader->message(SampleCapture::Asking);
        const QString code = CopyAs::message(*m_reader, *row, Format::Code, target());
        QVERIFY(code.contains(QStringLiteral("io(\"http://127.0.0.1:3000\")")));
        QVERIFY(code.contains(QStringLiteral(
            "socket.emit(\"chat message\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}, (")));
    }

    void knowsWhatCanBeCopied()
    {
        const auto row = m_reader->message(SampleCapture::Asking);
        QVERIFY(CopyAs::canCopy(row->record, Format::Code));
        QVERIFY(!CopyAs::canCopy(row->record, Format::Curl));
        const auto handshake = m_reader->message(SampleCapture::Handshake);
        QVERIFY(CopyAs::canCopy(handshake->record, Format::Curl));
        QVERIFY(CopyAs::message(*m_reader, *handshake, Format::Curl, target())
                    .contains(QStringLiteral("curl ")));
    }

    void copiesExchanges()
    {
        const auto exchange = m_reader->exchange(SampleCapture::Coded);
        QVERIFY(exchange);
        QCOMPARE(CopyAs::exchange(*m_reader, *exchange, Format::Json, target()),
                 QString::fromUtf8(SampleCapture::codedJson()));
        const QString text = CopyAs::exchange(*m_reader, *exchange, Format::Text, target());
        QVERIFY(text.startsWith(QStringLiteral("POST /api?q=[1] HTTP/1.1\r\n")));
        QVERIFY(text.contains(QStringLiteral("it's @hereHTTP/1.1 200 OK\r\n")));
        QVERIFY(CopyAs::exchange(*m_reader, *exchange, Format::Curl, target())
                    .contains(QStringLiteral("'http://127.0.0.1:3000/api?q=[1]'")));
    }

    void dumpsHex()
    {
        QCOMPARE(CopyAs::hexDump("0123456789abcdefXY\n"),
                 QStringLiteral("00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  "
                                "0123456789abcdef\n"
                                "00000010  58 59 0a                                          "
                                "XY.\n"));
        QCOMPARE(CopyAs::hexDump({}), QString());
    }

private:
    static CopyAs::Target target()
    {
        return {QStringLiteral("http://127.0.0.1:3000"), QStringLiteral("/socket.io/")};
    }

    SampleCapture m_capture;
    std::unique_ptr<Capture::StoreReader> m_reader;
};

QTEST_GUILESS_MAIN(TestCopyAs)
#include "tst_copyas.moc"
