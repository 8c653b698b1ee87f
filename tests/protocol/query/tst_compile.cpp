// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storewriter.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "tests/protocol/query/naiveevaluator.h"
#include "tests/protocol/query/randomcapture.h"
#include "tests/protocol/query/randomquery.h"
#include "tests/support/records.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Capture;
using Rows = StoreReader::Rows;

class TestCompile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void agreesOnEachTerm_data();
    void agreesOnEachTerm();
    void agreesOnRandomQueries();
    void choosesFrames_data();
    void choosesFrames();
    void looksIntoLongContents();
    void stopsWhenCancelled();

private:
    std::vector<Id> chosen(const QByteArray &query, Rows rows = Rows::Messages)
    {
        const auto read = Query::parse(query);
        const auto *expression = std::get_if<Query::Expression>(&read);
        if (expression == nullptr)
            return {-1};
        StoreReader::Choice choice;
        choice.condition = Query::compile(*expression, rows, *m_capture->reader);
        std::vector<Id> found;
        const std::atomic_bool cancelled = false;
        m_capture->reader->choose(rows, choice, 0, 10'000, cancelled, [&](std::span<const Id> ids) {
            found.insert(found.end(), ids.begin(), ids.end());
        });
        return found;
    }

    std::vector<Id> expected(const QByteArray &query) const
    {
        const auto read = Query::parse(query);
        const auto &expression = std::get<Query::Expression>(read);
        const NaiveEvaluator evaluator(m_capture->world);
        std::vector<Id> found;
        for (const MessageRecord &message : m_capture->world.batch.messages) {
            if (evaluator.holds(expression, expression.root, message))
                found.push_back(message.id);
        }
        return found;
    }

    std::unique_ptr<RandomCapture> m_capture;
};

void TestCompile::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    m_capture = std::make_unique<RandomCapture>();
    QVERIFY(m_capture->isGood);
}

void TestCompile::agreesOnEachTerm_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const QByteArray &term : RandomQuery::terms()) {
        QTest::newRow(term.constData()) << term;
        QTest::addRow("-%s", term.constData()) << '-' + term;
    }
}

void TestCompile::agreesOnEachTerm()
{
    QFETCH(QByteArray, query);
    QCOMPARE(chosen(query), expected(query));
    QCOMPARE(m_capture->reader->errorText(), QString());
}

void TestCompile::agreesOnRandomQueries()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        const QByteArray query = RandomQuery(seed).next();
        QVERIFY2(chosen(query) == expected(query), query.constData());
        QVERIFY2(m_capture->reader->errorText().isEmpty(), query.constData());
    }
}

void TestCompile::choosesFrames_data()
{
    QTest::addColumn<QByteArray>("query");
    // Those that ask for a frame's own bits, and those that ask for its message.
    for (const char *query : {"opcode:0", "fin:1", "rsv1:1 fin:0", "kind:close", "needle",
                              "data.user.id=7", "event:typing opcode:text", "-(event:typing)"})
        QTest::newRow(query) << QByteArray(query);
}

void TestCompile::choosesFrames()
{
    QFETCH(QByteArray, query);
    const auto read = Query::parse(query);
    const auto &expression = std::get<Query::Expression>(read);
    std::vector<Id> wanted;
    for (const FrameRecord &frame : m_capture->world.batch.frames) {
        // A world in which this is the only frame.
        World alone = m_capture->world;
        alone.batch.frames = {frame};
        const NaiveEvaluator evaluator(alone);
        const auto &messages = m_capture->world.batch.messages;
        if (evaluator.holds(expression, expression.root,
                            messages.at(static_cast<std::size_t>(frame.message - 1))))
            wanted.push_back(frame.id);
    }
    QVERIFY(!wanted.empty());
    QCOMPARE(chosen(query, Rows::Frames), wanted);
}

void TestCompile::looksIntoLongContents()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("long"));
    QString error;
    auto writer = StoreWriter::create(path, &error);
    const QByteArray whole = R"(42["long",{"x":")" + QByteArray(200'000, 'x') + R"(","id":7}])";
    MessageRecord message = Samples::eventMessage(1, "long", "1");
    message.content.bytes = whole.first(1'000);
    message.content.size = whole.size();
    message.content.spill = 1;
    RecordBatch batch;
    batch.sessions = {Samples::session(1)};
    batch.messages = {message};
    batch.pieces = {{1, 0, whole.sliced(1'000)}};
    batch.weight = 1;
    QVERIFY(writer->write(batch));
    writer.reset();
    auto reader = StoreReader::open(path, &error);
    const auto finds = [&](const QByteArray &query) {
        const auto read = Query::parse(query);
        StoreReader::Choice choice;
        choice.condition
            = Query::compile(std::get<Query::Expression>(read), Rows::Messages, *reader);
        const std::atomic_bool cancelled = false;
        bool isFound = false;
        reader->choose(Rows::Messages, choice, 0, 1, cancelled,
                       [&](std::span<const Id>) { isFound = true; });
        return isFound;
    };
    QVERIFY(finds("data.id=7"));
    QVERIFY(!finds("data.id=8"));
    QVERIFY(finds("\"xx\\\",\\\"id\\\":7}]\""));
    QVERIFY(finds("event:long data.id>6"));
}

void TestCompile::stopsWhenCancelled()
{
    const auto read = Query::parse("nowhere");
    StoreReader::Choice choice;
    choice.condition
        = Query::compile(std::get<Query::Expression>(read), Rows::Messages, *m_capture->reader);
    const std::atomic_bool cancelled = true;
    QCOMPARE(m_capture->reader->choose(Rows::Messages, choice, 5, 600, cancelled,
                                       [](std::span<const Id>) {}),
             5);
}

QTEST_GUILESS_MAIN(TestCompile)
#include "tst_compile.moc"
