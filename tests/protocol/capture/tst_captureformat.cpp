// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/schema.h"
#include "protocol/capture/schemaobjects.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Capture;
using namespace Samples;

/// docs/capture-format.md says what is true: its queries run and find something, and every table
/// and view is in it.
class TestCaptureFormat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void runsEveryQuery_data();
    void runsEveryQuery();
    void describesEveryObject();
    void usesWordsInViews();

private:
    QList<QList<QByteArray>> rows(const QByteArray &sql);

    QTemporaryDir m_dir;
    QString m_document;
    sqlite3 *m_database = nullptr;
};

void TestCaptureFormat::initTestCase()
{
    QFile document(QStringLiteral(SOCKSCOPE_TEST_DATA "/../../docs/capture-format.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    m_document = QString::fromUtf8(document.readAll());

    const QString path = m_dir.filePath(QStringLiteral("x"));
    QString error;
    auto writer = StoreWriter::create(path, &error);
    QVERIFY2(writer, qPrintable(error));
    RecordBatch batch = traffic(1, 20);
    batch.sources.resize(1);
    batch.sources[0].id = 1;
    batch.connections = {connection(1)};
    batch.sessions = {session(1)};
    ExchangeRecord exchange;
    exchange.id = 1;
    exchange.connection = 1;
    exchange.method = "GET";
    exchange.target = "/";
    exchange.requestStarted = at(0);
    exchange.responseEnded = at(5'000);
    batch.exchanges = {exchange};
    batch.messages[0].ackId = 1;
    batch.messages[3].ackId = 2;
    batch.messages[0].content.spill = 1;
    batch.pieces = {{1, 0, "more"}};
    batch.answers = {{1, 2, 1'500}};
    ProblemRecord problem;
    problem.id = 1;
    problem.problem = Problem::WsRsv2;
    batch.problems = {problem};
    batch.annotations = {{.message = 2, .isBookmarked = true, .note = "odd"}};
    batch.gaps = {GapRecord {1, at(1), at(2), GapRecord::Cause::DiskFull, 3, 4, 5}};
    batch.messages[4].dialect = Dialects::Dialect::Stomp;
    batch.messages[4].verb = "SEND";
    batch.messages[4].aside = Aside::Admin;
    batch.memberships = {{.id = 1,
                          .source = 1,
                          .how = MembershipRecord::How::Observed,
                          .nsp = "/",
                          .room = "lobby",
                          .member = "s1",
                          .session = 1,
                          .began = at(0),
                          .ended = {},
                          .evidence = {}}};
    batch.servers = {{.id = 1, .source = 1, .name = "srv", .host = "box", .time = at(1)}};
    batch.alterations = {
        {.message = 3,
         .time = at(7),
         .alteration
         = {.what = Alteration::What::Dropped, .by = "lose acks", .heldUs = 250'000, .other = {}}}};
    batch.sockets = {{.id = 1, .source = 1, .nsp = "/", .socketId = "abc", .reason = {}}};
    QVERIFY(writer->write(batch) && writer->finish());
    writer.reset();
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &m_database), SQLITE_OK);
}

void TestCaptureFormat::cleanupTestCase()
{
    sqlite3_close(m_database);
}

QList<QList<QByteArray>> TestCaptureFormat::rows(const QByteArray &sql)
{
    QList<QList<QByteArray>> all;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
        qWarning("%s", sqlite3_errmsg(m_database));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        QList<QByteArray> row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            row.append(QByteArray(static_cast<const char *>(sqlite3_column_blob(statement, i)),
                                  sqlite3_column_bytes(statement, i)));
        }
        all.append(row);
    }
    sqlite3_finalize(statement);
    return all;
}

void TestCaptureFormat::runsEveryQuery_data()
{
    QTest::addColumn<QByteArray>("sql");
    static const QRegularExpression block(QStringLiteral("```sql\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption);
    auto blocks = block.globalMatch(m_document);
    QVERIFY(blocks.hasNext());
    while (blocks.hasNext()) {
        const QByteArray sql = blocks.next().captured(1).toUtf8();
        QTest::newRow(sql.left(60).replace('\n', ' ').constData()) << sql;
    }
}

void TestCaptureFormat::runsEveryQuery()
{
    QFETCH(QByteArray, sql);
    QVERIFY(!rows(sql).isEmpty());
}

void TestCaptureFormat::describesEveryObject()
{
    for (const SchemaObject &object : schemaObjects()) {
        const QString name = QString::fromUtf8(object.name);
        QVERIFY2(m_document.contains(QStringLiteral("`%1`").arg(name))
                     || m_document.contains(QStringLiteral("**%1**").arg(name)),
                 qPrintable(name));
    }
    for (const SchemaObject &index : finishedIndexes())
        QVERIFY(m_document.contains(QString::fromUtf8(index.name)));
    QVERIFY(m_document.contains(QString::number(ApplicationId)));
}

void TestCaptureFormat::usesWordsInViews()
{
    QCOMPARE(rows("SELECT time, direction, transport, kind, engineio, socketio, wire_bytes "
                  "FROM message WHERE id = 2"),
             (QList<QList<QByteArray>> {{"2026-03-01T12:00:00.000002Z", "sent", "websocket",
                                         "event", "message", "EVENT", "33"}}));
    QCOMPARE(rows("SELECT fin, rsv1, opcode, is_masked, plain_bytes FROM frame WHERE id = 2"),
             (QList<QList<QByteArray>> {{"1", "0", "1", "1", "27"}}));
    QCOMPARE(rows("SELECT type, state FROM session"),
             (QList<QList<QByteArray>> {{"socket.io", "open"}}));
    QCOMPARE(rows("SELECT cause, started FROM gap"),
             (QList<QList<QByteArray>> {{"disk-full", "2026-03-01T12:00:00.000001Z"}}));
    QCOMPARE(rows("SELECT dialect, verb, aside FROM message WHERE id = 5"),
             (QList<QList<QByteArray>> {{"stomp", "SEND", "admin"}}));
    QCOMPARE(rows("SELECT how, namespace, room, member, ended FROM membership"),
             (QList<QList<QByteArray>> {{"observed", "/", "lobby", "s1", ""}}));
    QCOMPARE(rows("SELECT message, what, done_by, time, held_us, other FROM alteration"),
             (QList<QList<QByteArray>> {
                 {"3", "dropped", "lose acks", "2026-03-01T12:00:00.000007Z", "250000", ""}}));
    QCOMPARE(rows("SELECT id FROM message WHERE changed = 'lose acks'"),
             (QList<QList<QByteArray>> {{"3"}}));
    QCOMPARE(rows("SELECT type FROM source"), (QList<QList<QByteArray>> {{"tap"}}));
    QCOMPARE(rows("SELECT problem FROM problem"), (QList<QList<QByteArray>> {{"ws-rsv2"}}));
    QCOMPARE(rows("SELECT content FROM message_content WHERE id = 2"),
             (QList<QList<QByteArray>> {{"42[\"chat\",{\"text\":\"hello\"}]"}}));
}

QTEST_GUILESS_MAIN(TestCaptureFormat)
#include "tst_captureformat.moc"
