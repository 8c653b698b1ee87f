// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"

#include <QJsonArray>
#include <QTest>

namespace {

QStringList textsOf(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &value : array.toArray())
        texts.append(value.toString());
    return texts;
}

} // namespace

/// Real clients of protocols on WebSocket, through a tap: what they know of their rooms and answers
/// is what the capture holds.
class TestDialects : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatTheClientKnows_data();
    void holdsWhatTheClientKnows();
};

void TestDialects::holdsWhatTheClientKnows_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QString>("verbs"); // some of those that were said
    const auto add = [](const char *peer, const char *dialect, const char *verbs) {
        QTest::newRow(peer) << QString::fromLatin1(dialect) << QString::fromLatin1(verbs);
    };
    add("stomp", "stomp", "CONNECT CONNECTED SUBSCRIBE RECEIPT MESSAGE SEND");
    add("phoenix", "phoenix", "phx_join phx_reply phx_leave push");
    add("phoenix1", "phoenix", "phx_join phx_reply phx_leave phx_close push");
    add("graphql", "graphql", "connection_init connection_ack subscribe next");
    add("graphql1", "graphql", "connection_init connection_ack start data complete stop ka");
    add("signalr", "signalr", "HandshakeRequest Invocation StreamInvocation StreamItem");
    add("pusher", "pusher", "subscribe subscription_succeeded event ping pong");
    add("actioncable", "actioncable", "welcome subscribe confirm_subscription ping");
    add("mqtt", "mqtt", "CONNECT SUBACK PUBLISH PUBREC PUBCOMP UNSUBACK");
    add("mqtt5", "mqtt", "CONNECT SUBACK PUBLISH PUBACK PUBREC PUBCOMP UNSUBACK");
    add("wamp", "wamp", "HELLO SUBSCRIBED EVENT CALL RESULT ERROR");
    add("sockjs", "sockjs", "open send message");
    add("jsonrpc", "jsonrpc", "request response");
}

void TestDialects::holdsWhatTheClientKnows()
{
    QFETCH(const QString, dialect);
    QFETCH(const QString, verbs);
    const QString peer = QString::fromLatin1(QTest::currentDataTag());
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    QJsonObject options {{QStringLiteral("peer"), peer}};
    const auto arguments = [&](const QString &script) {
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return QStringList {here + script, here + QStringLiteral("dialects"),
                            QString::fromUtf8(json)};
    };
    Peer server(node, arguments(QStringLiteral("dialect-server.js")));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    options.insert(QStringLiteral("port"), capture.port());
    Peer client(node, arguments(QStringLiteral("dialect-client.js")));
    QVERIFY2(client.finish() == 0, client.errors().constData());
    const QJsonObject known = QJsonDocument::fromJson(client.output()).object();
    QVERIFY(known.contains(QLatin1String("ever")));
    capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    server.signal(SIGTERM);
    server.finish();

    const auto reader = Capture::StoreReader::open(capture.path(), &capture.error);
    QVERIFY2(reader, qPrintable(capture.error));
    QStringList said;
    QStringList topics;
    int replies = 0;
    for (const Capture::Id id : reader->messageIds(true)) {
        const auto row = reader->message(id);
        QVERIFY(row);
        const Capture::MessageRecord &message = row->record;
        if (message.kind != Capture::Kind::Text && message.kind != Capture::Kind::Binary)
            continue;
        if (dialect == QLatin1String("mqtt") && message.verb.isEmpty())
            continue; // part of a packet that spans messages
        QCOMPARE(QString::fromLatin1(Dialects::dialectName(message.dialect)), dialect);
        said.append(QString::fromUtf8(message.verb));
        if (message.verb == "PUBLISH")
            topics.append(QString::fromUtf8(message.nsp));
        const bool isHeartbeat = message.effectiveAside() == Capture::Aside::Heartbeat;
        const bool isForClient = message.direction == Capture::Direction::Received;
        replies += message.ackOf != 0 && isForClient && !isHeartbeat ? 1 : 0;
        if (message.ackOf != 0)
            QCOMPARE(reader->message(message.ackOf)->answer, id);
    }
    for (const QString &verb : verbs.split(QLatin1Char(' ')))
        QVERIFY2(said.contains(verb),
                 qPrintable(verb + QStringLiteral(" is not among ") + said.join(QLatin1Char(' '))));
    QCOMPARE(replies, known.value(QLatin1String("replies")).toInt());

    if (const QJsonValue published = known.value(QLatin1String("topics")); published.isArray()) {
        topics.sort();
        QCOMPARE(topics, textsOf(published));
    }

    QStringList ever;
    QStringList now;
    for (const Capture::MembershipRecord &membership : reader->memberships(0, 1000)) {
        const QString room = QString::fromUtf8(membership.room);
        QCOMPARE(membership.how, Capture::MembershipRecord::How::Observed);
        QVERIFY(membership.ended);
        ever.append(room);
        if (membership.leftBy == 0)
            now.append(room);
    }
    ever.sort();
    now.sort();
    QCOMPARE(ever, textsOf(known.value(QLatin1String("ever"))));
    QCOMPARE(now, textsOf(known.value(QLatin1String("now"))));
}

QTEST_GUILESS_MAIN(TestDialects)

#include "tst_dialects.moc"
