// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcastfinder.h"
#include "protocol/rooms/membershiplog.h"
#include "protocol/rooms/roomcandidates.h"
#include "protocol/rooms/ruleproposals.h"
#include "protocol/rooms/rulerunner.h"
#include "tests/interop/peer.h"

#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Capture;
using Rooms::RoomCandidate;
using Rooms::RoomRule;
using Members = QSet<QByteArray>;

namespace {

/// Who was in which room at one moment.
using RoomSets = QHash<QByteArray, Members>;

struct Truth
{
    std::vector<MembershipRecord> memberships;
    std::vector<Time> moments;
    int broadcasts = 0;
};

Time timeOf(const QJsonValue &milliseconds)
{
    return Time(std::chrono::microseconds(qint64(milliseconds.toDouble() * 1000)));
}

Truth truthOf(const QJsonObject &told)
{
    Truth truth;
    for (const auto &value : told[u"memberships"].toArray()) {
        const QJsonObject one = value.toObject();
        MembershipRecord record;
        record.room = one[u"room"].toString().toUtf8();
        record.member = one[u"member"].toString().toUtf8();
        record.began = timeOf(one[u"from"]);
        if (one[u"to"].isDouble())
            record.ended = timeOf(one[u"to"]);
        truth.memberships.push_back(record);
    }
    for (const auto &value : told[u"moments"].toArray())
        truth.moments.push_back(timeOf(value));
    truth.broadcasts = told[u"broadcasts"].toInt();
    return truth;
}

bool isDuring(const MembershipRecord &record, Time moment)
{
    return record.began <= moment && (!record.ended || *record.ended > moment);
}

RoomSets roomsAt(const std::vector<MembershipRecord> &memberships, Time moment)
{
    RoomSets rooms;
    for (const MembershipRecord &record : memberships) {
        if (isDuring(record, moment))
            rooms[record.room].insert(record.member);
    }
    return rooms;
}

double likeness(const Members &one, const Members &other)
{
    const auto both = (one & other).size();
    const auto any = (one | other).size();
    return any == 0 ? 1 : double(both) / double(any);
}

/// Hits among so many that there are, and so many that were said.
struct Score
{
    qint64 hits = 0; // of those said
    qint64 found = 0; // of those there are
    qint64 said = 0;
    qint64 there = 0;

    double precision() const { return said == 0 ? 0 : double(hits) / double(said); }
    double recall() const { return there == 0 ? 0 : double(found) / double(there); }
};

/// How good \a guessed is at one moment, if sets that are as alike as \a least are the same.
void count(Score *score, const RoomSets &there, const RoomSets &guessed, double least)
{
    const auto hasMatch = [least](const Members &members, const RoomSets &among) {
        return std::any_of(among.begin(), among.end(),
                           [&](const Members &some) { return likeness(members, some) >= least; });
    };
    for (const Members &members : guessed) {
        ++score->said;
        score->hits += hasMatch(members, there) ? 1 : 0;
    }
    for (const Members &members : there) {
        ++score->there;
        score->found += hasMatch(members, guessed) ? 1 : 0;
    }
}

/// Pairs of room and member, each true room against the guess that is most like it; what is left of
/// the guesses is wrong altogether.
void countPairs(Score *score, const RoomSets &there, const RoomSets &guessed)
{
    RoomSets left = guessed;
    for (const Members &members : guessed)
        score->said += members.size();
    for (const Members &members : there) {
        score->there += members.size();
        const auto best = std::max_element(
            left.cbegin(), left.cend(), [&members](const Members &one, const Members &other) {
                return likeness(members, one) < likeness(members, other);
            });
        if (best == left.cend())
            continue;
        const auto hits = (members & *best).size();
        score->hits += hits;
        score->found += hits;
        left.erase(best);
    }
}

void print(const char *what, const Score &score)
{
    qInfo("%s %-16s precision %.3f, recall %.3f (%lld of %lld said, %lld of %lld there)",
          QTest::currentDataTag(), what, score.precision(), score.recall(), score.hits, score.said,
          score.found, score.there);
}

} // namespace

/// What is guessed of a real chat, against what its server knows.
class TestGuesses : public QObject
{
    Q_OBJECT
private slots:
    void guesses_data();
    void guesses();

private:
    bool record(const QJsonObject &options, const QString &file);
    bool findCandidates(StoreReader &reader);
    void checkRules(StoreReader &reader);

    QTemporaryDir m_folder;
    Truth m_truth;
};

void TestGuesses::guesses_data()
{
    QTest::addColumn<bool>("named");
    QTest::newRow("named") << true;
    QTest::newRow("nameless") << false;
}

/// A server and its clients, `record --tap` between them.
bool TestGuesses::record(const QJsonObject &options, const QString &file)
{
    Peer chat(QStringLiteral(SOCKSCOPE_NODE),
              {QStringLiteral(SOCKSCOPE_INTEROP "rooms-server.js"),
               QStringLiteral(SOCKSCOPE_INTEROP "v4"),
               QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))});
    const int port = chat.nextObject()[u"port"].toInt();
    Peer recorder(QStringLiteral(SOCKSCOPE_PROGRAM),
                  {QStringLiteral("record"), QStringLiteral("--tap"),
                   QStringLiteral("127.0.0.1:0=http://127.0.0.1:%1").arg(port),
                   QStringLiteral("-o"), file});
    const QByteArray said = recorder.nextErrorLine(); // tap 127.0.0.1:41233 -> …
    const QByteArray address = said.split(' ').value(1);
    chat.write(address.mid(address.lastIndexOf(':') + 1) + '\n');
    m_truth = truthOf(chat.nextObject());
    const bool isGood = chat.finish() == 0;
    recorder.signal(SIGTERM);
    return recorder.finish() == 0 && isGood && m_truth.moments.size() > 10;
}

void TestGuesses::guesses()
{
    QFETCH(bool, named);
    // A busy machine sends parts of a broadcast late, and those look like another one: what can be
    // guessed is seen on a quiet one.
    constexpr int Attempts = 4;
    for (int attempt = 1; attempt <= Attempts; ++attempt) {
        const QString file = m_folder.filePath(QStringLiteral("%1-%2.sockscope")
                                                   .arg(QLatin1String(QTest::currentDataTag()))
                                                   .arg(attempt));
        QVERIFY(record({{QStringLiteral("named"), named}, {QStringLiteral("seed"), 7}}, file));
        QString error;
        const auto reader = StoreReader::open(file, &error);
        QVERIFY2(reader, qPrintable(error));
        checkRules(*reader);
        if (QTest::currentTestFailed() || findCandidates(*reader))
            return;
    }
    QFAIL("The rooms were guessed wrong each time");
}

/// Whether they are as good as they have to be.
bool TestGuesses::findCandidates(StoreReader &reader)
{
    QFETCH(bool, named);
    Rooms::BroadcastFinder finder;
    Rooms::findBroadcasts(reader, finder, 0, false);
    finder.finish();
    const auto candidates = Rooms::roomCandidates(finder.list(), finder.places(), false);
    std::vector<MembershipRecord> guessed;
    qsizetype rooms = 0;
    for (const RoomCandidate &candidate : candidates) {
        qInfo("%s%s: %s", candidate.isEveryone ? "(" : "", candidate.name.constData(),
              candidate.evidence.constData());
        if (candidate.isEveryone)
            continue;
        ++rooms;
        guessed.insert(guessed.end(), candidate.memberships.begin(), candidate.memberships.end());
    }
    Score exact;
    Score alike;
    Score pairs;
    for (const Time moment : m_truth.moments) {
        const RoomSets there = roomsAt(m_truth.memberships, moment);
        const RoomSets then = roomsAt(guessed, moment);
        count(&exact, there, then, 1);
        count(&alike, there, then, 0.8);
        countPairs(&pairs, there, then);
    }
    qInfo("%s: %d broadcasts sent, %zu found, %lld rooms guessed of 6", QTest::currentDataTag(),
          m_truth.broadcasts, finder.list().entries().size(), static_cast<long long>(rooms));
    print("sets, exact", exact);
    print("sets, alike", alike);
    print("pairs", pairs);
    // Where nothing names it, two who talked alone stay a room by themselves when they part, and
    // what a busy machine sends late looks like a smaller room: 0.90 when it is quiet, and 0.67
    // beside a build, were measured.
    const double least = named ? 0.95 : 0.5;
    const auto isGood = [least](const Score &score) {
        return score.precision() >= least && score.recall() >= 0.95;
    };
    return isGood(exact) && isGood(alike) && isGood(pairs) && (!named || rooms == 6);
}

void TestGuesses::checkRules(StoreReader &reader)
{
    // The rules are those that are proposed.
    Rooms::RuleProposals proposals;
    reader.forEachMessage(0, 1 << 16, [&proposals](MessageRow &&row) {
        proposals.take(row.record, 5);
        return true;
    });
    std::vector<RoomRule> rules;
    for (const Rooms::RuleProposal &proposal : proposals.all())
        rules.push_back(proposal.rule);
    QCOMPARE(rules.size(), std::size_t(2));
    for (RoomRule &rule : rules) {
        QCOMPARE(rule.filter, "event:" + rule.name + " dir:sent");
        rule.answer = RoomRule::Answer::Agreed;
    }
    Rooms::RuleRunner runner(reader, rules);
    runner.advance(false);
    const std::vector<MembershipRecord> guessed = runner.take();
    const auto lines = [this](const std::vector<MembershipRecord> &records) {
        QByteArrayList all;
        for (const MembershipRecord &record : records) {
            // In the end all clients disconnect, which the server's own account leaves out.
            const bool isOver = record.ended && *record.ended < m_truth.moments.back();
            all.append(record.room + ' ' + record.member + (isOver ? " left" : ""));
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    QCOMPARE(lines(guessed), lines(m_truth.memberships));
    for (const Time moment : m_truth.moments)
        QCOMPARE(roomsAt(guessed, moment), roomsAt(m_truth.memberships, moment));
}

QTEST_GUILESS_MAIN(TestGuesses)
#include "tst_guesses.moc"
