// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/exportformats.h"
#include "protocol/redaction/capturecopy.h"
#include "protocol/redaction/finder.h"
#include "tests/support/exporting.h"
#include "tests/support/pcaptrip.h"
#include "tests/support/saltedcapture.h"
#include "widgets/report/reportwords.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtEndian>

#include <bitset>

using namespace Capture;

/// A capture salted with a thousand secrets leaves the house without any of them.
class TestRedaction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everySecretIsThereBefore();
    void everySecretIsFound();
    void exportsHoldNone_data();
    void exportsHoldNone();
    void reportsHoldNone_data();
    void reportsHoldNone();
    void packetsDecodeToNone();
    void numbersAreGone();
    void wordsOfTheUserAreRedacted();
    void linesDecodeToNone();
    void copyHoldsNone();
    void copyIsTheSameOtherwise();
    void sessionsStayJoined();
    void sameSecretSameStandIn();

private:
    /// The redacted export in that format; each is made once.
    QByteArray exported(const QString &format)
    {
        QByteArray &bytes = m_exports[format];
        if (bytes.isEmpty()) {
            Redaction::RedactedReader reader(StoreReader::open(m_capture->path(), nullptr), m_plan);
            bytes = Exporting::text(reader, exportFormat(format)->write);
        }
        return bytes;
    }

    QHash<QString, QByteArray> m_exports;
    std::unique_ptr<SaltedCapture> m_capture;
    std::shared_ptr<Redaction::Plan> m_plan;
    QString m_copy;
};

namespace {

/// Which of \a secrets are in \a bytes, in any of the spellings that a plain search would try. Own
/// code, that shares nothing with what is tested: the windows of the length of the shortest text.
QByteArrayList foundIn(const QByteArray &bytes, const QByteArrayList &secrets)
{
    QMultiHash<QByteArray, std::pair<QByteArray, QByteArray>> texts; // by their beginnings
    constexpr qsizetype Window = 8;
    for (const QByteArray &secret : secrets) {
        QByteArrayList spellings {secret, secret.toHex(), secret.toHex().toUpper(),
                                  secret.toPercentEncoding()};
        QByteArray json
            = QJsonDocument(QJsonArray {QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
        spellings.append(json.mid(2, json.size() - 4));
        for (int before = 0; before < 3; ++before) {
            // Whole characters of the secret alone: the ends may belong to others too.
            const QByteArray coded = (QByteArray(before, 'a') + secret).toBase64();
            const qsizetype begin = before == 0 ? 0 : before + 1;
            spellings.append(coded.mid(begin, (before + secret.size()) * 8 / 6 - begin));
        }
        for (const QByteArray &spelling : spellings)
            texts.insert(spelling.first(Window), {spelling, secret});
    }
    const auto pairAt = [](const char *at) {
        return std::size_t(uchar(at[0])) << 8U | std::size_t(uchar(at[1]));
    };
    std::bitset<65536> beginnings;
    for (const QByteArray &beginning : texts.keys())
        beginnings.set(pairAt(beginning.constData()));
    QByteArrayList found;
    const char *const data = bytes.constData();
    for (qsizetype i = 0; i + Window <= bytes.size(); ++i) {
        if (!beginnings.test(pairAt(data + i)))
            continue;
        const QByteArray window = QByteArray::fromRawData(data + i, Window);
        for (const auto &[spelling, secret] : texts.values(window)) {
            if (QByteArrayView(bytes).sliced(i).startsWith(spelling) && !found.contains(secret))
                found.append(secret);
        }
    }
    return found;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestRedaction::initTestCase()
{
    constexpr int Sessions = 100;
    m_capture = std::make_unique<SaltedCapture>(Sessions);
    QCOMPARE(m_capture->secrets().size(), Sessions * SaltedCapture::SecretsASession);
    const auto reader = StoreReader::open(m_capture->path(), nullptr);
    QVERIFY(reader);
    m_plan = std::make_shared<Redaction::Plan>();
    QVERIFY(Redaction::Finder({}).find(*reader, false, &m_plan->table));
    m_copy = m_capture->pathOf(QStringLiteral("copy.sockscope"));
    QString error;
    Redaction::CaptureCopy copy(m_capture->path(), m_plan);
    QVERIFY2(copy.write(m_copy, false, &error), qPrintable(error));
}

void TestRedaction::everySecretIsThereBefore()
{
    const auto reader = StoreReader::open(m_capture->path(), nullptr);
    QVERIFY(reader);
    const QByteArray lines = Exporting::text(*reader, exportFormat(u"jsonl")->write);
    QCOMPARE(foundIn(lines, m_capture->secrets()).size(), m_capture->secrets().size());
    QCOMPARE(foundIn(contentOf(m_capture->path()), m_capture->secrets()).size(),
             m_capture->secrets().size());
}

void TestRedaction::everySecretIsFound()
{
    for (const QByteArray &secret : m_capture->secrets()) {
        const Redaction::Secret *const found = m_plan->table.find(secret);
        QVERIFY2(found != nullptr, secret.constData());
        QCOMPARE(found->standIn.size(), secret.size());
        QVERIFY(found->isEverywhere);
    }
}

void TestRedaction::exportsHoldNone_data()
{
    QTest::addColumn<QString>("format");
    for (const ExportFormat &format : exportFormats())
        QTest::newRow(format.name) << QString::fromLatin1(format.name);
}

void TestRedaction::exportsHoldNone()
{
    QFETCH(QString, format);
    const QByteArray bytes = exported(format);
    QVERIFY(!bytes.isEmpty());
    QVERIFY(bytes.contains(SaltedCapture::harmless()));
    QCOMPARE(foundIn(bytes, m_capture->secrets()), QByteArrayList());
}

void TestRedaction::reportsHoldNone_data()
{
    QTest::addColumn<bool>("isHtml");
    QTest::newRow("html") << true;
    QTest::newRow("md") << false;
}

/// As long as a report is, and with all that the user wrote.
void TestRedaction::reportsHoldNone()
{
    QFETCH(bool, isHtml);
    const auto page = [&](StoreReader &reader) {
        Report::Facts facts;
        return Report::readFacts(reader, {}, false, &facts)
            ? (isHtml ? reportHtml(facts) : reportMarkdown(facts))
            : QByteArray();
    };
    const auto before = StoreReader::open(m_capture->path(), nullptr);
    QVERIFY(foundIn(page(*before), m_capture->secrets()).size() > 10);
    Redaction::RedactedReader reader(StoreReader::open(m_capture->path(), nullptr), m_plan);
    const QByteArray bytes = page(reader);
    QVERIFY(bytes.contains("About "));
    QVERIFY(bytes.contains(SaltedCapture::harmless()));
    QCOMPARE(foundIn(bytes, m_capture->secrets()), QByteArrayList());
}

/// Read again, without masks and frames.
void TestRedaction::packetsDecodeToNone()
{
    const QString packets = m_capture->pathOf(QStringLiteral("redacted.pcapng"));
    const QString again = m_capture->pathOf(QStringLiteral("again.sockscope"));
    QVERIFY(Exporting::intoFile(m_copy, packets, exportFormat(u"pcapng")->write));
    const QString wrong = PcapTrip::importPackets(packets, again);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const auto reader = StoreReader::open(again, nullptr);
    const QByteArray lines = Exporting::text(*reader, exportFormat(u"jsonl")->write);
    QVERIFY(lines.contains(SaltedCapture::harmless()));
    QCOMPARE(foundIn(lines, m_capture->secrets()), QByteArrayList());
}

/// In digits, and as MessagePack writes them.
void TestRedaction::numbersAreGone()
{
    const auto count = [this](const QByteArray &bytes) {
        int found = 0;
        for (const quint64 number : m_capture->numbers()) {
            const quint64 big = qToBigEndian(number);
            const QByteArray raw(reinterpret_cast<const char *>(&big), sizeof big);
            found += bytes.contains(QByteArray::number(number)) ? 1 : 0;
            found += bytes.contains(raw) ? 1 : 0;
        }
        return found;
    };
    QCOMPARE(count(contentOf(m_capture->path())), 2 * m_capture->numbers().size());
    QCOMPARE(count(contentOf(m_copy)), 0);
    for (const ExportFormat &format : exportFormats())
        QCOMPARE(count(exported(QString::fromLatin1(format.name))), 0);
    // The same one in both.
    const QByteArray first = QByteArray::number(m_capture->numbers().front());
    const QByteArray standIn = m_plan->table.find(first)->standIn;
    const quint64 big = qToBigEndian(standIn.toULongLong());
    QVERIFY(contentOf(m_copy).contains("{\"password\":" + standIn));
    QVERIFY(contentOf(m_copy).contains(
        QByteArray("password\xcf").append(reinterpret_cast<const char *>(&big), sizeof big)));
}

/// Notes on messages and sessions, title and description: in what is read, and in the copy.
void TestRedaction::wordsOfTheUserAreRedacted()
{
    const auto before = StoreReader::open(m_capture->path(), nullptr);
    QCOMPARE(foundIn(before->about().title, m_capture->secrets()).size(), 1);
    QCOMPARE(foundIn(before->about().description, m_capture->secrets()).size(), 1);
    QCOMPARE(foundIn(before->sessionNotes().front().note, m_capture->secrets()).size(), 1);
    const auto standIn = [this](int number) {
        return m_plan->table.find(m_capture->secrets().at(number))->standIn;
    };
    Redaction::RedactedReader reader(StoreReader::open(m_capture->path(), nullptr), m_plan);
    const auto copy = StoreReader::open(m_copy, nullptr);
    for (StoreReader *const one : {static_cast<StoreReader *>(&reader), copy.get()}) {
        QCOMPARE(one->about().title, "About " + standIn(2));
        QCOMPARE(one->about().description, "Seen with\n" + standIn(4) + "\nin it");
        QCOMPARE(one->sessionNotes().size(), std::size_t(1));
        QCOMPARE(one->sessionNotes().front().note, "who has " + standIn(7) + " here");
        QCOMPARE(one->annotations().front().note, "is it " + standIn(4) + "?");
    }
}

void TestRedaction::linesDecodeToNone()
{
    const QByteArray lines = exported(QStringLiteral("jsonl"));
    QByteArray decoded;
    const std::function<void(const QJsonValue &)> take = [&](const QJsonValue &value) {
        if (value.isString()) {
            const QByteArray text = value.toString().toUtf8();
            decoded += text + '\n' + QByteArray::fromBase64(text) + '\n'
                + QByteArray::fromPercentEncoding(text) + '\n';
        }
        for (const QJsonValue &element : value.toArray())
            take(element);
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            decoded += member.key().toUtf8() + '\n';
            take(member.value());
        }
    };
    for (const QByteArray &line : lines.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        QVERIFY2(document.isObject(), line.constData());
        take(document.object());
    }
    QCOMPARE(foundIn(decoded, m_capture->secrets()), QByteArrayList());
}

void TestRedaction::copyHoldsNone()
{
    QCOMPARE(foundIn(contentOf(m_copy), m_capture->secrets()), QByteArrayList());
    QVERIFY(!QFile::exists(m_copy + QStringLiteral(".part")));
    // And what is compressed in it.
    const auto reader = StoreReader::open(m_copy, nullptr);
    QVERIFY(reader);
    int coded = 0;
    for (const Id id : reader->exchangeIds()) {
        const auto exchange = reader->exchange(id);
        QVERIFY(exchange);
        if (exchange->responseCoding.isEmpty())
            continue;
        const auto body
            = Http::decodeContent({exchange->responseCoding}, exchange->responseBody.bytes);
        QVERIFY(body.problems.isEmpty());
        QVERIFY(body.bytes.contains("451-[\"file\""));
        QCOMPARE(foundIn(body.bytes, m_capture->secrets()), QByteArrayList());
        QVERIFY(exchange->responseHead.bytes.contains(
            "Content-Length: " + QByteArray::number(exchange->responseBody.size)));
        ++coded;
    }
    QCOMPARE(coded, 100);
}

void TestRedaction::copyIsTheSameOtherwise()
{
    const auto before = StoreReader::open(m_capture->path(), nullptr);
    const auto after = StoreReader::open(m_copy, nullptr);
    QVERIFY(before && after);
    QCOMPARE(after->messageIds(true), before->messageIds(true));
    QCOMPARE(after->exchangeIds(), before->exchangeIds());
    QCOMPARE(after->lastFrame(), before->lastFrame());
    QCOMPARE(after->totals().payload, before->totals().payload);
    QCOMPARE(after->totals().wire, before->totals().wire);
    QCOMPARE(after->sessions().size(), before->sessions().size());
    QCOMPARE(after->annotations().size(), std::size_t(1));
    QCOMPARE(after->memberships(0, 10).size(), std::size_t(1));
    for (const Id id : before->messageIds(true)) {
        const auto was = before->message(id);
        const auto is = after->message(id);
        QVERIFY(was && is);
        QCOMPARE(is->record.time, was->record.time);
        QCOMPARE(is->record.content.size, was->record.content.size);
        QCOMPARE(is->record.payloadBytes, was->record.payloadBytes);
        QCOMPARE(is->record.session, was->record.session);
        QCOMPARE(is->record.dataOffset, was->record.dataOffset);
        QCOMPARE(is->record.attachments.size(), was->record.attachments.size());
        QCOMPARE(is->record.content.bytes.isValidUtf8(), was->record.content.bytes.isValidUtf8());
    }
}

void TestRedaction::sessionsStayJoined()
{
    const auto before = StoreReader::open(m_capture->path(), nullptr)->sessions();
    const auto reader = StoreReader::open(m_copy, nullptr);
    const auto after = reader->sessions();
    QSet<QByteArray> sids;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i].sid.isEmpty())
            continue;
        const Redaction::Secret *const secret = m_plan->table.find(before[i].sid);
        QVERIFY(secret);
        QCOMPARE(after[i].sid, secret->standIn);
        sids.insert(after[i].sid);
    }
    QCOMPARE(sids.size(), 200);
    // The addresses of polling and WebSocket have the sid that the session has.
    int joined = 0;
    for (const Id id : reader->exchangeIds()) {
        const auto exchange = reader->exchange(id);
        const qsizetype at = exchange->target.indexOf("&sid=");
        if (at < 0)
            continue;
        const auto session = std::find_if(after.begin(), after.end(), [&](const auto &one) {
            return one.id == exchange->session;
        });
        QVERIFY(session != after.end());
        QCOMPARE(exchange->target.mid(at + 5), session->sid);
        ++joined;
    }
    QCOMPARE(joined, 300);
}

void TestRedaction::sameSecretSameStandIn()
{
    const auto copy = StoreReader::open(m_copy, nullptr);
    QCOMPARE(Exporting::text(*copy, exportFormat(u"jsonl")->write),
             exported(QStringLiteral("jsonl")));
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
