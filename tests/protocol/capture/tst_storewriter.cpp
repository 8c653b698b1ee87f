// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;
using namespace Samples;

/// What StoreWriter writes, StoreReader reads.
class TestStoreWriter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsEveryFieldOfAMessage();
    void keepsConversations();
    void rewritesWhatGrew();
    void keepsFrames();
    void keepsAttachments();
    void recordsOn();
    void copiesWhileWriting();
    void refusesToOverwrite();

private:
    void reopen();

    QTemporaryDir m_dir;
    QString m_path;
    std::unique_ptr<StoreWriter> m_writer;
    std::unique_ptr<StoreReader> m_reader;
};

void TestStoreWriter::init()
{
    static int count = 0;
    m_reader.reset();
    m_writer.reset();
    m_path = m_dir.filePath(QString::number(++count) + QStringLiteral(".sockscope"));
    QString error;
    m_writer = StoreWriter::create(m_path, &error);
    QVERIFY2(m_writer, qPrintable(error));
}

/// Finishes the file and opens it.
void TestStoreWriter::reopen()
{
    QVERIFY2(m_writer->finish(), qPrintable(m_writer->errorText()));
    m_writer.reset();
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
}

void TestStoreWriter::keepsEveryFieldOfAMessage()
{
    MessageRecord message
        = eventMessage(7, "chat \"x\"", "{\"a\":12345678901234567890.10,\"a\":2}");
    message.exchange = 3;
    message.direction = Direction::Received;
    message.transport = Transport::Polling;
    message.isMsgpack = true;
    message.isBinary = true;
    message.nsp = "/chat";
    message.ackId = 0;
    message.ackOf = 5;
    message.ackLatencyUs = 0;
    message.savedBytes = 99;
    message.changed = "rule 1";
    message.problems.add(Problem::SioBadJson);
    message.problems.add(Problem::TapReset);
    MessageRecord bytes;
    bytes.id = 9;
    bytes.time = at(9);
    bytes.kind = Kind::Raw;
    bytes.content = QByteArray("\xff\x00z", 3);
    RecordBatch batch;
    batch.messages = {message, bytes};
    batch.answers.push_back({7, 9, 1234});
    QVERIFY(m_writer->write(batch));
    reopen();

    const auto found = m_reader->message(7);
    QVERIFY(found);
    const MessageRecord &read = found->record;
    QCOMPARE(read.id, message.id);
    QVERIFY(read.time == message.time);
    QCOMPARE(read.session, message.session);
    QCOMPARE(read.connection, message.connection);
    QCOMPARE(read.exchange, message.exchange);
    QCOMPARE(read.direction, message.direction);
    QCOMPARE(read.transport, message.transport);
    QCOMPARE(read.kind, message.kind);
    QCOMPARE(read.engineIo, message.engineIo);
    QCOMPARE(read.socketIo, message.socketIo);
    QCOMPARE(read.isBinary, message.isBinary);
    QCOMPARE(read.isMsgpack, message.isMsgpack);
    QCOMPARE(read.nsp, message.nsp);
    QCOMPARE(read.event, message.event);
    QCOMPARE(read.ackId, message.ackId);
    QCOMPARE(read.ackOf, message.ackOf);
    QCOMPARE(read.ackLatencyUs, message.ackLatencyUs);
    QCOMPARE(read.dataOffset, message.dataOffset);
    QCOMPARE(read.payloadBytes, message.payloadBytes);
    QCOMPARE(read.socketIoBytes, message.socketIoBytes);
    QCOMPARE(read.engineIoBytes, message.engineIoBytes);
    QCOMPARE(read.transportBytes, message.transportBytes);
    QCOMPARE(read.savedBytes, message.savedBytes);
    QCOMPARE(read.wireBytes(), message.wireBytes());
    QCOMPARE(read.changed, message.changed);
    QVERIFY(read.problems == message.problems);
    QCOMPARE(read.content.bytes, message.content.bytes);
    QVERIFY(read.content.isWhole());
    QCOMPARE(found->answer, 9);
    QCOMPARE(found->answerLatencyUs, 1234);

    const auto other = m_reader->message(9);
    QVERIFY(other);
    QCOMPARE(other->record.content.bytes, bytes.content.bytes);
    QCOMPARE(other->record.engineIo, qint8(-1));
    QCOMPARE(other->record.ackId, -1);
    QCOMPARE(other->record.ackLatencyUs, -1);
    QCOMPARE(other->record.transport, Transport::None);
    QCOMPARE(other->record.kind, Kind::Raw);
    QCOMPARE(other->answer, 0);
    QCOMPARE(other->answerLatencyUs, -1);
    QVERIFY(!m_reader->message(8));
}

void TestStoreWriter::keepsConversations()
{
    SourceRecord source;
    source.id = 1;
    source.name = "127.0.0.1:9000 -> http://127.0.0.1:3000";
    source.listen = "127.0.0.1:9000";
    source.target = "http://127.0.0.1:3000";
    source.time = at(1);
    ConnectionRecord connection = Samples::connection(1);
    connection.closed = at(99);
    connection.tls = "TLSv1.3 TLS_AES_128_GCM_SHA256";
    connection.ends = {ConnectionRecord::End::Fin, ConnectionRecord::End::Reset};
    connection.bytes = {10, 20};
    connection.changes = "Host: a -> b";
    connection.problems = Problem::TapReset;
    connection.error = "Connection reset by peer";
    SessionRecord session = Samples::session(1);
    session.closed = at(100);
    session.state = SessionRecord::State::Closed;
    session.closeReason = "1001 Going Away";
    session.subprotocol = "p";
    session.follows = 4;
    session.pingIntervalMs = 25000;
    session.pingTimeoutMs = 20000;
    session.maxPayload = 1000000;
    session.sentMessages = 3;
    session.receivedMessages = 4;
    session.payloadBytes = {5, 6};
    session.wireBytes = {7, 8};
    session.problems = 2;
    ProblemRecord problem;
    problem.id = 1;
    problem.time = at(5);
    problem.problem = Problem::WsRsv2;
    problem.message = 77;
    problem.frame = 12;
    problem.detail = "at 3";
    const GapRecord gap {1, at(1), at(2), GapRecord::Cause::DiskFull, 3, 4, 5};
    Totals totals;
    totals.connections = 1;
    totals.wire = {10, 20};
    totals.saved = {1, 2};
    totals.gapBytes = 5;
    RecordBatch batch;
    batch.sources = {source};
    batch.connections = {connection};
    batch.sessions = {session};
    batch.problems = {problem};
    batch.gaps = {gap};
    batch.totals = totals;
    QVERIFY(m_writer->write(batch));
    reopen();

    QCOMPARE(m_reader->sources().size(), std::size_t(1));
    QCOMPARE(m_reader->sources()[0].name, source.name);
    const auto readConnection = m_reader->connection(1);
    QVERIFY(readConnection);
    QVERIFY(readConnection->closed == connection.closed);
    QCOMPARE(readConnection->tls, connection.tls);
    QVERIFY(readConnection->ends == connection.ends);
    QVERIFY(readConnection->bytes == connection.bytes);
    QCOMPARE(readConnection->changes, connection.changes);
    QVERIFY(readConnection->problems == connection.problems);
    QCOMPARE(readConnection->error, connection.error);
    QCOMPARE(m_reader->connections().size(), std::size_t(1));
    const auto sessions = m_reader->sessions();
    QCOMPARE(sessions.size(), std::size_t(1));
    const SessionRecord &read = sessions[0];
    QCOMPARE(read.type, session.type);
    QCOMPARE(read.state, session.state);
    QCOMPARE(read.engineIo, session.engineIo);
    QCOMPARE(read.socketIo, session.socketIo);
    QCOMPARE(read.sid, session.sid);
    QCOMPARE(read.path, session.path);
    QCOMPARE(read.subprotocol, session.subprotocol);
    QVERIFY(read.closed == session.closed);
    QCOMPARE(read.closeReason, session.closeReason);
    QCOMPARE(read.follows, session.follows);
    QCOMPARE(read.pingIntervalMs, session.pingIntervalMs);
    QCOMPARE(read.pingTimeoutMs, session.pingTimeoutMs);
    QCOMPARE(read.maxPayload, session.maxPayload);
    QCOMPARE(read.sentMessages, session.sentMessages);
    QCOMPARE(read.receivedMessages, session.receivedMessages);
    QVERIFY(read.payloadBytes == session.payloadBytes && read.wireBytes == session.wireBytes);
    QCOMPARE(read.problems, session.problems);
    QVERIFY(read.namespaces == session.namespaces && read.transports == session.transports);
    QCOMPARE(m_reader->problems(0, 10).size(), std::size_t(1));
    QCOMPARE(m_reader->problems(1, 10).size(), std::size_t(0));
    const auto problems = m_reader->problemsOfMessage(77);
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].problem, problem.problem);
    QCOMPARE(problems[0].frame, problem.frame);
    QCOMPARE(problems[0].detail, problem.detail);
    QCOMPARE(m_reader->gaps().size(), std::size_t(1));
    QCOMPARE(m_reader->gaps()[0].cause, gap.cause);
    QCOMPARE(m_reader->gaps()[0].bytes, gap.bytes);
    const Totals sums = m_reader->totals();
    QVERIFY(sums.wire == totals.wire && sums.saved == totals.saved);
    QCOMPARE(sums.gapBytes, totals.gapBytes);
}

void TestStoreWriter::rewritesWhatGrew()
{
    RecordBatch batch;
    batch.connections = {connection(1)};
    batch.sessions = {session(1)};
    ExchangeRecord exchange;
    exchange.id = 1;
    exchange.connection = 1;
    exchange.isHandshake = true;
    exchange.requestStarted = at(1);
    exchange.method = "GET";
    exchange.target = "/socket.io/?EIO=4";
    exchange.requestHead = QByteArray("GET / HTTP/1.1\r\n\r\n");
    batch.exchanges = {exchange};
    QVERIFY(m_writer->write(batch) && m_writer->commit());

    exchange.status = 101;
    exchange.responseEnded = at(9);
    exchange.responseHead = QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    exchange.wireBytes = {20, 40};
    exchange.problems = Problem::WsBadAccept;
    exchange.interimHeads = "HTTP/1.1 103\r\n\r\n";
    batch.exchanges = {exchange};
    batch.connections[0].bytes = {5, 6};
    batch.sessions[0].namespaces.append({"/chat", "def", false});
    batch.sessions[0].transports.append({at(3), TransportStep::Stage::Closed, 0});
    QVERIFY(m_writer->write(batch));
    reopen();

    QVERIFY(m_reader->connection(1)->bytes == batch.connections[0].bytes);
    QCOMPARE(m_reader->handshakeOf(1), 1);
    QVERIFY(m_reader->sessions()[0].namespaces == batch.sessions[0].namespaces);
    QVERIFY(m_reader->sessions()[0].transports == batch.sessions[0].transports);
    QCOMPARE(m_reader->exchangeIds(), std::vector<Id> {1});
    const auto read = m_reader->exchange(1);
    QVERIFY(read);
    QCOMPARE(read->status, 101);
    QVERIFY(!read->requestEnded && read->responseEnded == exchange.responseEnded);
    QCOMPARE(read->requestHead.bytes, exchange.requestHead.bytes);
    QCOMPARE(read->responseHead.bytes, exchange.responseHead.bytes);
    QCOMPARE(read->interimHeads, exchange.interimHeads);
    QVERIFY(read->isHandshake && !read->isPolling && !read->isOurs);
    QVERIFY(read->problems == exchange.problems && read->wireBytes == exchange.wireBytes);
    QCOMPARE(m_reader->exchangeBytes(1, StoreReader::Body::RequestHead, 4, 3), QByteArray("/ H"));
    QCOMPARE(m_reader->exchangeBytes(1, StoreReader::Body::ResponseBody, 0, 3), QByteArray());
}

void TestStoreWriter::keepsFrames()
{
    FrameRecord early = frame(1, 0, 10); // of a message that ends in another batch
    early.problems = Problem::WsRsv3;
    FrameRecord other = frame(2, 0, 5);
    other.isMasked = false;
    other.payloadBytes = std::numeric_limits<qint64>::min();
    other.storedBytes = 3;
    RecordBatch batch;
    batch.frames = {early, other};
    QVERIFY(m_writer->write(batch));
    MessageRecord message = eventMessage(1, "x", "1");
    message.frames = {1};
    RecordBatch second;
    second.frames = {frame(3, 1, 7), frame(4, 2, 8)};
    second.messages = {message, eventMessage(2, "y", "2")};
    QVERIFY(m_writer->write(second));
    reopen();

    const auto ofFirst = m_reader->framesOfMessage(1);
    QCOMPARE(ofFirst.size(), std::size_t(2));
    QCOMPARE(ofFirst[0].id, 1);
    QVERIFY(ofFirst[0].problems == early.problems);
    QVERIFY(ofFirst[0].isMasked && ofFirst[0].key == early.key);
    QCOMPARE(ofFirst[1].id, 3);
    QCOMPARE(m_reader->framesOfMessage(2).size(), std::size_t(1));
    const std::vector<Id> ids {4, 2, 99};
    const auto frames = m_reader->frames(ids);
    QCOMPARE(frames.size(), std::size_t(2));
    QCOMPARE(frames[0].id, 4);
    QVERIFY(!frames[1].isMasked);
    QCOMPARE(frames[1].payloadBytes, other.payloadBytes);
    QCOMPARE(frames[1].storedBytes, 3);
    QCOMPARE(frames[1].firstByte, other.firstByte);
    QCOMPARE(m_reader->lastFrame(), 4);
}

void TestStoreWriter::keepsAttachments()
{
    MessageRecord message = eventMessage(5, "file", "{\"_placeholder\":true,\"num\":0}");
    message.attachments = {Content(QByteArray("\0\1\2", 3)), Content(QByteArray()),
                           Content(QByteArray(9'000, 'x'))};
    RecordBatch batch;
    batch.messages = {eventMessage(4, "a", "1"), message};
    QVERIFY(m_writer->write(batch));
    reopen();
    QCOMPARE(m_reader->attachmentCount(4), 0);
    QCOMPARE(m_reader->attachmentCount(5), 3);
    QCOMPARE(m_reader->attachmentSize(5, 2), 9'000);
    QCOMPARE(m_reader->attachmentBytes(5, 0, 0, 100), message.attachments[0].bytes);
    QCOMPARE(m_reader->attachmentBytes(5, 1, 0, 100), QByteArray());
    QCOMPARE(m_reader->attachmentBytes(5, 2, 8'999, 100), QByteArray("x"));
    QCOMPARE(m_reader->attachmentBytes(5, 3, 0, 100), QByteArray());
    QCOMPARE(m_reader->attachmentBytes(4, 0, 0, 100), QByteArray());
    QCOMPARE(m_reader->message(5)->record.attachments.size(), std::size_t(3));
    QCOMPARE(m_reader->message(5)->record.attachments[2].size, 9'000);
}

void TestStoreWriter::recordsOn()
{
    RecordBatch batch = traffic(1, 10);
    batch.messages[3].attachments = {Content(QByteArray("one"))};
    batch.exchanges.resize(1);
    batch.exchanges[0].id = 1;
    QVERIFY(m_writer->write(batch));
    QVERIFY(m_writer->finish());
    QVERIFY(!m_writer->write(batch));
    QString error;
    m_writer = StoreWriter::append(m_path, &error);
    QVERIFY2(m_writer, qPrintable(error));
    const StoreWriter::LastIds last = m_writer->lastIds();
    QCOMPARE(last.message, 10);
    QCOMPARE(last.frame, 10);
    QCOMPARE(last.exchange, 1);
    QCOMPARE(last.spill, 0);
    RecordBatch second = traffic(11, 5);
    second.messages[0].attachments = {Content(QByteArray("two"))};
    second.exchanges.resize(2);
    second.exchanges[0].id = 1;
    second.exchanges[1].id = 2;
    QVERIFY(m_writer->write(second));
    reopen();
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(15));
    QCOMPARE(m_reader->exchangeIds(), (std::vector<Id> {1, 2}));
    QCOMPARE(m_reader->attachmentBytes(4, 0, 0, 9), QByteArray("one"));
    QCOMPARE(m_reader->attachmentBytes(11, 0, 0, 9), QByteArray("two"));
}

void TestStoreWriter::copiesWhileWriting()
{
    using namespace std::chrono_literals;
    const QString target = m_dir.filePath(QStringLiteral("copy.sockscope"));
    const QByteArray data(1'000, 'x');
    // So much that it is moved from the -wal into the file meanwhile.
    QVERIFY(m_writer->write(traffic(1, 40'000, data)) && m_writer->commit());
    QVERIFY(QFileInfo(m_path + QStringLiteral("-wal")).size() > qint64(32) << 20);
    QVERIFY(m_writer->beginCopy(target, RecordStore::OldFile::Remove));
    Id next = 40'001;
    RecordStore::CopyState state = RecordStore::CopyState::Running;
    int steps = 0;
    while (state == RecordStore::CopyState::Running) {
        RecordBatch batch = traffic(next, 100, data);
        batch.sessions = {session(1)}; // on an early page, already copied
        batch.sessions[0].sentMessages = next;
        next += 100;
        QVERIFY(m_writer->write(batch) && m_writer->commit());
        state = m_writer->stepCopy(0ms);
        ++steps;
    }
    QVERIFY2(state == RecordStore::CopyState::Done, qPrintable(m_writer->errorText()));
    QVERIFY(steps > 1);
    QCOMPARE(m_writer->path(), target);
    QVERIFY(!QFile::exists(m_path));
    QVERIFY(!QFile::exists(target + QStringLiteral(".part")));
    QVERIFY(m_writer->write(traffic(next, 100, data)));
    m_path = target;
    reopen();
    QCOMPARE(m_reader->messageIds(false).size(), static_cast<std::size_t>(next + 99));
    QCOMPARE(m_reader->message(next + 99)->record.id, next + 99);
    QCOMPARE(m_reader->sessions()[0].sentMessages, next - 100);
}

void TestStoreWriter::refusesToOverwrite()
{
    QString error;
    QVERIFY(!StoreWriter::create(m_path, &error));
    QVERIFY(error.contains(QStringLiteral("exists already")));
    QVERIFY(!StoreWriter::create(m_dir.filePath(QStringLiteral("no/such/x")), &error));
    QVERIFY(!StoreWriter::append(m_dir.filePath(QStringLiteral("none")), &error));
}

QTEST_GUILESS_MAIN(TestStoreWriter)
#include "tst_storewriter.moc"
