// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/emissions.h"

#include <QTest>

using namespace std::chrono_literals;
using Client::Emission;
using Client::Emissions;
using Client::NamespaceBook;
using Client::Outcome;
using Client::PacketWriter;
using Kind = Outcome::Kind;

class TestEmissions : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sendsAtOnce();
    void waitsForTheNamespace();
    void dropsWhatNobodyAskedFor();
    void dropsVolatileOnes();
    void dropsWhatIsNoJson();
    void answers();
    void answersLate();
    void expiresInTheQueue();
    void sendsAgainWhatWasNotSent();
    void saysWhatACutTookAway();
    void givesUpALeftNamespace();

private:
    void add(quint64 number, const Emission &emission, bool isConnected = true,
             bool isWritable = true)
    {
        m_emissions->add(m_book->find(emission.nsp), number, emission,
                         isConnected ? &m_writer : nullptr, isConnected && isWritable);
    }
    QByteArray told() const
    {
        static constexpr std::array<const char *, 5> Names {"queued", "sent", "answered", "late",
                                                            "dropped"};
        QByteArray text;
        for (const Outcome &outcome : m_outcomes) {
            text += QByteArray::number(outcome.number) + ' '
                + Names[static_cast<std::size_t>(outcome.kind)] + ", ";
        }
        return text;
    }

    std::unique_ptr<NamespaceBook> m_book;
    std::unique_ptr<Emissions> m_emissions;
    PacketWriter m_writer {5, false};
    bool m_leaves = true; // what is sent is handed over at once
    QList<Outcome> m_outcomes;
    QByteArrayList m_sent;
    QList<quint64> m_tags;
};

void TestEmissions::init()
{
    m_outcomes.clear();
    m_sent.clear();
    m_tags.clear();
    m_leaves = true;
    m_book = std::make_unique<NamespaceBook>(QList<Client::NamespaceOptions> {{}});
    m_emissions = std::make_unique<Emissions>(
        *m_book,
        Emissions::Calls {.send =
                              [this](const QList<EngineIo::Packet> &packets, quint64 tag) {
                                  m_sent.append(packets.first().data().toByteArray());
                                  m_tags.append(tag);
                                  if (m_leaves) {
                                      m_emissions->handedOver(tag);
                                      m_emissions->settled(tag);
                                  }
                              },
                          .tell = [this](const Outcome &outcome) { m_outcomes.append(outcome); }});
}

void TestEmissions::sendsAtOnce()
{
    add(1, {.event = "a"});
    add(2, {.event = "b", .asksForAck = true});
    QCOMPARE(m_sent, (QByteArrayList {R"(2["a"])", R"(20["b"])"}));
    QCOMPARE(told(), QByteArray("1 sent, 2 sent, "));
}

void TestEmissions::waitsForTheNamespace()
{
    add(1, {.event = "a"}, false);
    add(2, {.event = "b", .asksForAck = true}, false);
    QVERIFY(m_sent.isEmpty());
    m_emissions->sendWaiting(*m_book->find("/"), m_writer);
    QCOMPARE(m_sent, (QByteArrayList {R"(2["a"])", R"(20["b"])"}));
    QCOMPARE(told(), QByteArray("1 queued, 2 queued, 1 sent, 2 sent, "));
}

void TestEmissions::dropsWhatNobodyAskedFor()
{
    add(1, {.nsp = "/other", .event = "a"});
    QCOMPARE(told(), QByteArray("1 dropped, "));
    QVERIFY(m_outcomes.first().text.contains("/other"));
}

void TestEmissions::dropsVolatileOnes()
{
    add(1, {.event = "a", .isVolatile = true});
    add(2, {.event = "b", .isVolatile = true}, true, false);
    add(3, {.event = "c", .isVolatile = true}, false);
    QCOMPARE(told(), QByteArray("1 sent, 2 dropped, 3 dropped, "));
    QCOMPARE(m_sent.size(), 1);
}

void TestEmissions::dropsWhatIsNoJson()
{
    add(1, {.event = "a", .arguments = {"{", {}}, .asksForAck = true, .ackTimeout = 1ms});
    QCOMPARE(told(), QByteArray("1 dropped, "));
    // Its ack is not awaited either.
    add(2, {.event = "b", .asksForAck = true, .ackTimeout = 20ms});
    QTRY_COMPARE(told(), QByteArray("1 dropped, 2 sent, 2 late, "));
}

void TestEmissions::answers()
{
    add(1, {.event = "a", .asksForAck = true, .ackTimeout = 10s});
    m_emissions->answered("/", 1, {});
    m_emissions->answered("/chat", 0, {});
    QCOMPARE(told(), QByteArray("1 sent, "));
    m_emissions->answered("/", 0, {"1,2", {"x"}});
    m_emissions->answered("/", 0, {});
    QCOMPARE(told(), QByteArray("1 sent, 1 answered, "));
    QCOMPARE(m_outcomes.last().arguments.json, QByteArray("1,2"));
    QCOMPARE(m_outcomes.last().arguments.attachments, QList<QByteArray> {"x"});
    QVERIFY(m_outcomes.last().latency >= 0us && m_outcomes.last().latency < 5s);
}

void TestEmissions::answersLate()
{
    add(1, {.event = "a", .asksForAck = true, .ackTimeout = 1ms});
    QTRY_COMPARE(told(), QByteArray("1 sent, 1 late, "));
    m_emissions->answered("/", 0, {});
    QCOMPARE(told(), QByteArray("1 sent, 1 late, 1 answered, "));
}

void TestEmissions::expiresInTheQueue()
{
    add(1, {.event = "a", .asksForAck = true, .ackTimeout = 1ms}, false);
    add(2, {.event = "b"}, false);
    QTRY_COMPARE(told(), QByteArray("1 queued, 2 queued, 1 late, "));
    m_emissions->sendWaiting(*m_book->find("/"), m_writer);
    QCOMPARE(m_sent, (QByteArrayList {R"(2["b"])"}));
}

void TestEmissions::sendsAgainWhatWasNotSent()
{
    m_leaves = false;
    add(1, {.event = "a"});
    add(2, {.event = "b", .asksForAck = true});
    add(3, {.event = "c", .isVolatile = true});
    add(4, {.event = "d"}, false);
    m_emissions->sessionEnded({.unsent = m_tags});
    QCOMPARE(told(), QByteArray("4 queued, 3 dropped, 2 queued, 1 queued, "));
    m_leaves = true;
    m_sent.clear();
    m_emissions->sendWaiting(*m_book->find("/"), m_writer);
    QCOMPARE(m_sent, (QByteArrayList {R"(2["a"])", R"(21["b"])", R"(2["d"])"}));
    m_outcomes.clear();
    m_emissions->answered("/", 1, {});
    QCOMPARE(told(), QByteArray("2 answered, "));
}

void TestEmissions::saysWhatACutTookAway()
{
    add(1, {.event = "a", .asksForAck = true});
    add(2, {.event = "b"});
    m_leaves = false;
    add(3, {.event = "c", .asksForAck = true});
    m_emissions->handedOver(m_tags.last());
    m_emissions->sessionEnded({.interrupted = {m_tags.last()}});
    // 2 was written, and nobody will ever know more.
    QCOMPARE(told(), QByteArray("1 sent, 2 sent, 3 sent, 3 dropped, 1 dropped, "));
    m_emissions->answered("/", 0, {});
    m_emissions->answered("/", 1, {});
    QCOMPARE(m_outcomes.size(), 5);
}

void TestEmissions::givesUpALeftNamespace()
{
    m_book->want({.name = "/chat"});
    add(1, {.nsp = "/chat", .event = "a", .asksForAck = true});
    add(2, {.event = "b", .asksForAck = true});
    m_emissions->namespaceLeft("/chat");
    QCOMPARE(told(), QByteArray("1 sent, 2 sent, 1 dropped, "));
}

QTEST_GUILESS_MAIN(TestEmissions)

#include "tst_emissions.moc"
