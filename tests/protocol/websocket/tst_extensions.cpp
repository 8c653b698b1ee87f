// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/extensions.h"

#include <QTest>

using namespace WebSocket;

class ExtensionsTest : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void agrees_data();
    void agrees();
    void accepts_data();
    void accepts();
};

namespace {

QByteArray toText(const ExtensionList &list)
{
    QByteArray text;
    for (const Extension &extension : list.extensions) {
        text += '[' + extension.name;
        for (const ExtensionParameter &parameter : extension.parameters) {
            text += '|' + parameter.name;
            if (parameter.value)
                text += '=' + *parameter.value;
        }
        text += ']';
    }
    return text + list.problems.toCodes();
}

} // namespace

void ExtensionsTest::parses_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("none") << QByteArray("") << QByteArray("");
    QTest::newRow("RFC 6455 9.1") << QByteArray("foo, bar; baz=2")
                                  << QByteArray("[foo][bar|baz=2]");
    QTest::newRow("quoted") << QByteArray(R"(foo; a="1\0" ;b = 2)") << QByteArray("[foo|a=10|b=2]");
    QTest::newRow("empty elements") << QByteArray(" , foo,, bar ,") << QByteArray("[foo][bar]");
    QTest::newRow("nothing after ;")
        << QByteArray("foo;, bar") << QByteArray("[bar]ws-bad-extension");
    QTest::newRow("nothing after =")
        << QByteArray("foo; a=, bar") << QByteArray("[bar]ws-bad-extension");
    QTest::newRow("quote left open")
        << QByteArray("foo; a=\"1, bar") << QByteArray("ws-bad-extension");
    QTest::newRow("two words") << QByteArray("foo bar, baz")
                               << QByteArray("[foo][baz]ws-bad-extension");
    QTest::newRow("no token") << QByteArray("(), baz") << QByteArray("[baz]ws-bad-extension");
}

void ExtensionsTest::parses()
{
    QFETCH(QByteArray, field);
    QTEST(toText(parseExtensions(field)), "text");
}

void ExtensionsTest::agrees_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<QByteArray>("deflate"); // "-": none
    QTest::addColumn<QByteArray>("codes");

    const QByteArray browser = "permessage-deflate; client_max_window_bits";
    const QByteArray plain = "permessage-deflate";
    const QByteArray none = "-";
    QTest::newRow("nothing") << QByteArray() << QByteArray() << none << QByteArray();
    QTest::newRow("refused") << browser << QByteArray() << none << QByteArray();
    QTest::newRow("ws") << browser << plain << plain << QByteArray();
    QTest::newRow("case") << browser << QByteArray("Permessage-Deflate") << plain << QByteArray();
    QTest::newRow("RFC 7692 7.1: all four")
        << browser
        << QByteArray("permessage-deflate; server_no_context_takeover; "
                      "client_no_context_takeover; server_max_window_bits=8; "
                      "client_max_window_bits=\"9\"")
        << QByteArray("permessage-deflate; server_no_context_takeover; "
                      "client_no_context_takeover; server_max_window_bits=8; "
                      "client_max_window_bits=9")
        << QByteArray();
    QTest::newRow("7.1.2.1: second offer taken")
        << QByteArray("permessage-deflate; server_max_window_bits=10, permessage-deflate") << plain
        << plain << QByteArray();
    QTest::newRow("7.1.2.1: window that was asked for is not given")
        << QByteArray("permessage-deflate; server_max_window_bits=10") << plain << plain
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1.1.1: takeover that was not wanted")
        << QByteArray("permessage-deflate; server_no_context_takeover") << plain << plain
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1.2.2: client window that was not offered")
        << plain << QByteArray("permessage-deflate; client_max_window_bits=10")
        << QByteArray("permessage-deflate; client_max_window_bits=10")
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1.2.2: answer without value")
        << browser << browser << plain << QByteArray("ws-bad-extension");
    QTest::newRow("7.1.2.1: 16 bits")
        << browser << QByteArray("permessage-deflate; server_max_window_bits=16") << plain
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1.2.1: leading zero")
        << browser << QByteArray("permessage-deflate; server_max_window_bits=09") << plain
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1: twice the same")
        << browser
        << QByteArray("permessage-deflate; server_no_context_takeover; server_no_context_takeover")
        << QByteArray("permessage-deflate; server_no_context_takeover")
        << QByteArray("ws-bad-extension");
    QTest::newRow("7.1: unknown parameter") << browser << QByteArray("permessage-deflate; foo")
                                            << plain << QByteArray("ws-bad-extension");
    QTest::newRow("not offered") << QByteArray() << plain << plain
                                 << QByteArray("ws-unoffered-extension");
    QTest::newRow("not known") << QByteArray("foo") << QByteArray("foo; a") << none
                               << QByteArray("ws-unknown-extension");
    QTest::newRow("neither") << browser << QByteArray("x-webkit-deflate-frame") << none
                             << QByteArray("ws-unoffered-extension,ws-unknown-extension");
}

void ExtensionsTest::agrees()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, accepted);
    const AgreedExtensions agreed = agreedExtensions(offered, accepted);
    QTEST(agreed.deflate ? toField(*agreed.deflate) : QByteArray("-"), "deflate");
    QTEST(agreed.problems.toCodes(), "codes");
}

void ExtensionsTest::accepts_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<int>("clientBits");
    QTest::addColumn<QByteArray>("accepted");

    QTest::newRow("nothing") << QByteArray() << 15 << QByteArray("-");
    QTest::newRow("other") << QByteArray("foo") << 15 << QByteArray("-");
    QTest::newRow("plain") << QByteArray("permessage-deflate") << 15
                           << QByteArray("permessage-deflate");
    QTest::newRow("client cannot be narrowed")
        << QByteArray("permessage-deflate") << 9 << QByteArray("-");
    QTest::newRow("client narrowed")
        << QByteArray("permessage-deflate; client_max_window_bits") << 9
        << QByteArray("permessage-deflate; client_max_window_bits=9");
    QTest::newRow("client narrows itself")
        << QByteArray("permessage-deflate; client_max_window_bits=10; server_max_window_bits=11")
        << 15
        << QByteArray("permessage-deflate; server_max_window_bits=11; client_max_window_bits=10");
    QTest::newRow("second offer") << QByteArray(
        "permessage-deflate; foo, permessage-deflate; server_no_context_takeover")
                                  << 15
                                  << QByteArray("permessage-deflate; server_no_context_takeover");
}

void ExtensionsTest::accepts()
{
    QFETCH(QByteArray, offered);
    QFETCH(int, clientBits);
    DeflateParameters wanted;
    wanted.clientMaxWindowBits = static_cast<quint8>(clientBits);
    const auto accepted = acceptDeflate(offered, wanted);
    QTEST(accepted ? toField(*accepted) : QByteArray("-"), "accepted");
    if (accepted) {
        const AgreedExtensions agreed = agreedExtensions(offered, toField(*accepted));
        QVERIFY(agreed.problems.isEmpty());
        QVERIFY(agreed.deflate == accepted);
    }
}

QTEST_GUILESS_MAIN(ExtensionsTest)
#include "tst_extensions.moc"
