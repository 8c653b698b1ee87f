// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/tcpreassembler.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using Pcap::TcpReassembler;

/// RFC 9293: bytes in the order of their numbers, whatever order they come in.
class TestTcpReassembler : public QObject
{
    Q_OBJECT

private slots:
    void givesWhatComesInOrder();
    void waitsForWhatIsMissing();
    void dropsWhatCameAgain();
    void keepsWhatCameFirst();
    void numbersGoRound();
    void saysWhatIsMissingAtTheEnd();
    void doesNotWaitForWhatWasCut();
    void saysFromWhenToWhen();
    void whatTheOtherSideHasIsNotWaitedFor();
    void goesOnBehindWhatNeverComes_data();
    void goesOnBehindWhatNeverComes();
    void anyOrderIsThePlainStream_data();
    void anyOrderIsThePlainStream();
    void dropsAreCounted_data();
    void dropsAreCounted();

private:
    static Capture::Time at(qint64 ms) { return Capture::Time(std::chrono::milliseconds(ms)); }
    /// All there is, with "<n>" for n missing bytes.
    static QByteArray all(TcpReassembler &stream)
    {
        QByteArray bytes;
        while (const auto piece = stream.next()) {
            if (piece->missing > 0)
                bytes += '<' + QByteArray::number(piece->missing) + '>';
            bytes += piece->bytes;
        }
        return bytes;
    }
};

void TestTcpReassembler::givesWhatComesInOrder()
{
    TcpReassembler stream;
    stream.begin(1000);
    stream.take(1000, "abc", at(0));
    QCOMPARE(all(stream), QByteArray("abc"));
    stream.take(1003, "de", at(1));
    QCOMPARE(all(stream), QByteArray("de"));
    QVERIFY(!stream.isAtEnd());
    stream.takeEnd(1005, at(2));
    QVERIFY(stream.isAtEnd());
}

void TestTcpReassembler::waitsForWhatIsMissing()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(3, "def", at(0));
    stream.takeEnd(6, at(0));
    QCOMPARE(all(stream), QByteArray());
    QCOMPARE(stream.waitingBytes(), 3);
    stream.take(0, "abc", at(1));
    QCOMPARE(all(stream), QByteArray("abcdef"));
    QCOMPARE(stream.waitingBytes(), 0);
    QVERIFY(stream.isAtEnd());
}

void TestTcpReassembler::dropsWhatCameAgain()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(0, "abcd", at(0));
    QCOMPARE(all(stream), QByteArray("abcd"));
    stream.take(0, "abcd", at(1)); // again
    stream.take(2, "cdef", at(1)); // again, and more
    QCOMPARE(all(stream), QByteArray("ef"));
    stream.take(5, "f", at(2)); // a probe
    QCOMPARE(all(stream), QByteArray());
}

void TestTcpReassembler::keepsWhatCameFirst()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(2, "CD", at(0));
    stream.take(6, "GH", at(0));
    stream.take(1, "........", at(0));
    stream.take(0, "a", at(0));
    QCOMPARE(all(stream), QByteArray("a.CD..GH."));
}

void TestTcpReassembler::numbersGoRound()
{
    TcpReassembler stream;
    const quint32 first = 0xfffffffdU;
    stream.begin(first);
    stream.take(first + 4, "ef", at(0));
    stream.take(first, "abcd", at(0));
    QCOMPARE(all(stream), QByteArray("abcdef"));
    stream.take(first + 6, "gh", at(0));
    QCOMPARE(all(stream), QByteArray("gh"));
}

void TestTcpReassembler::saysWhatIsMissingAtTheEnd()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(0, "ab", at(0));
    stream.take(7, "cd", at(0));
    stream.takeEnd(20, at(0));
    QCOMPARE(all(stream), QByteArray("ab"));
    stream.finish();
    QCOMPARE(all(stream), QByteArray("<5>cd<11>"));
    QVERIFY(stream.isAtEnd());
}

void TestTcpReassembler::doesNotWaitForWhatWasCut()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(0, "ab", at(0), 5);
    stream.take(5, "fg", at(1));
    QCOMPARE(all(stream), QByteArray("ab<3>fg"));
    stream.take(7, {}, at(2), 2); // nothing of it was captured
    stream.take(0, "abcde", at(3)); // too late
    stream.take(9, "j", at(3));
    QCOMPARE(all(stream), QByteArray("<2>j"));
    // Out of order it is both: not there, and cut.
    stream.take(12, "m", at(4), 3);
    QCOMPARE(all(stream), QByteArray());
    stream.take(10, "kl", at(5));
    stream.take(14, "o", at(5)); // behind the beginning: what came first counts
    stream.take(15, "p", at(5));
    QCOMPARE(all(stream), QByteArray("klm<2>p"));
    QCOMPARE(stream.waitingBytes(), 0);
}

void TestTcpReassembler::whatTheOtherSideHasIsNotWaitedFor()
{
    TcpReassembler stream;
    stream.begin(0xfffffffe);
    stream.take(0xfffffffe, "ab", at(0));
    stream.take(2, "ef", at(1));
    stream.acknowledge(2); // of cd, which is not there
    QCOMPARE(all(stream), QByteArray("ab"));
    QVERIFY(stream.isHoled());
    stream.tick(at(40)); // it may still be out of order
    QCOMPARE(all(stream), QByteArray());
    stream.tick(at(60));
    QCOMPARE(all(stream), QByteArray("<2>ef"));
    // Nothing comes behind what the other side has as well; and perhaps a FIN.
    stream.acknowledge(8);
    stream.tick(at(9000));
    QCOMPARE(all(stream), QByteArray());
    stream.finish();
    QCOMPARE(all(stream), QByteArray("<3>"));
}

void TestTcpReassembler::saysFromWhenToWhen()
{
    TcpReassembler stream;
    stream.begin(0);
    stream.take(0, "a", at(100), 2);
    stream.take(2, "c", at(250));
    QVERIFY(stream.next());
    const auto cut = stream.next();
    QVERIFY(cut && cut->missing == 1 && cut->bytes.isEmpty());
    QCOMPARE(cut->since, at(100));
    QVERIFY(stream.next());
    stream.take(5, "f", at(300));
    QVERIFY(!stream.next());
    stream.take(6, "g", at(9000));
    const auto piece = stream.next();
    QVERIFY(piece);
    QCOMPARE(piece->missing, 2);
    QCOMPARE(piece->since, at(250));
    QCOMPARE(piece->time, at(300));
}

void TestTcpReassembler::goesOnBehindWhatNeverComes_data()
{
    QTest::addColumn<int>("pieces");
    QTest::addColumn<int>("pieceBytes");
    QTest::addColumn<int>("stepMs");
    QTest::newRow("too much time") << 10 << 10 << 1000;
    QTest::newRow("too many bytes") << 30 << 65'000 << 0;
    QTest::newRow("too many pieces") << 600 << 1 << 0;
}

void TestTcpReassembler::goesOnBehindWhatNeverComes()
{
    QFETCH(int, pieces);
    QFETCH(int, pieceBytes);
    QFETCH(int, stepMs);
    TcpReassembler stream;
    stream.begin(0);
    QByteArray said;
    for (int i = 0; i < pieces; ++i) {
        // Pieces do not touch, or they would be one stream behind one hole.
        stream.take(quint32(7 + i * (pieceBytes + 1)), QByteArray(pieceBytes, 'x'), at(i * stepMs));
        said += all(stream);
        QVERIFY(stream.waitingBytes() <= TcpReassembler::MostBytes + pieceBytes);
    }
    QVERIFY(said.startsWith("<7>x"));
}

void TestTcpReassembler::anyOrderIsThePlainStream_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 50; ++seed)
        QTest::newRow(QByteArray::number(seed).constData()) << seed;
}

/// Cut anyhow, some twice, some again in other cuts, in any order.
void TestTcpReassembler::anyOrderIsThePlainStream()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QByteArray plain;
    for (int i = 0; i < 2000; ++i)
        plain += static_cast<char>(random.bounded(256));
    const quint32 first = random.generate();
    struct Sent
    {
        quint32 number = 0;
        QByteArray bytes;
    };
    std::vector<Sent> segments;
    for (int round = 0; round < 2; ++round) {
        for (qsizetype place = 0; place < plain.size();) {
            const qsizetype size = random.bounded(1, 60);
            segments.push_back({first + static_cast<quint32>(place), plain.mid(place, size)});
            place += size;
        }
    }
    std::shuffle(segments.begin(), segments.end(), random);
    TcpReassembler stream;
    stream.begin(first);
    stream.takeEnd(first + static_cast<quint32>(plain.size()), at(0));
    QByteArray said;
    for (const Sent &segment : segments) {
        stream.take(segment.number, segment.bytes, at(1));
        said += all(stream);
        QVERIFY(plain.startsWith(said));
    }
    QCOMPARE(said, plain);
    QVERIFY(stream.isAtEnd());
}

void TestTcpReassembler::dropsAreCounted_data()
{
    anyOrderIsThePlainStream_data();
}

/// What comes out and what is said to be missing is the length of the stream, and in its place.
void TestTcpReassembler::dropsAreCounted()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QByteArray plain;
    for (int i = 0; i < 3000; ++i)
        plain += static_cast<char>(random.bounded(256));
    TcpReassembler stream;
    stream.begin(0);
    std::vector<std::pair<quint32, QByteArray>> segments;
    qint64 dropped = 0;
    for (qsizetype place = 0; place < plain.size();) {
        const QByteArray bytes = plain.mid(place, random.bounded(1, 60));
        if (random.bounded(4) == 0)
            dropped += bytes.size();
        else
            segments.emplace_back(static_cast<quint32>(place), bytes);
        place += bytes.size();
    }
    std::shuffle(segments.begin(), segments.end(), random);
    for (const auto &[number, bytes] : segments)
        stream.take(number, bytes, at(0));
    stream.takeEnd(static_cast<quint32>(plain.size()), at(0));
    stream.finish();
    qint64 place = 0;
    qint64 missing = 0;
    while (const auto piece = stream.next()) {
        place += piece->missing;
        missing += piece->missing;
        QCOMPARE(piece->bytes, plain.mid(place, piece->bytes.size()));
        place += piece->bytes.size();
    }
    QCOMPARE(place, plain.size());
    QCOMPARE(missing, dropped);
}

QTEST_APPLESS_MAIN(TestTcpReassembler)

#include "tst_tcpreassembler.moc"
