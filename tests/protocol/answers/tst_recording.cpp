// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recording.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Answers;
using Capture::Direction;
using Capture::Kind;

namespace {

/// A capture with a chat, session 1, and a plain WebSocket, session 2.
class Chat
{
public:
    Chat()
        : m_path(m_folder.filePath(QStringLiteral("chat.sockscope")))
        , m_writer(Capture::StoreWriter::create(m_path, nullptr))
    {
    }

    std::unique_ptr<Capture::StoreReader> reader() const
    {
        return Capture::StoreReader::open(m_path, nullptr);
    }

    void write()
    {
        m_batch.sessions = {Samples::session(1), Samples::session(2)};
        m_batch.sessions[1].type = Capture::SessionRecord::Type::WebSocket;
        m_batch.sessions[1].engineIo = 0;
        m_batch.sessions[1].socketIo = 0;
        m_batch.sessions[1].path = "/feed";
        m_batch.sessions[1].subprotocol = "v2.feed";
        packet(Direction::Received, Kind::Connect, 0, "0/chat,", R"({"sid":"x"})");
        packet(Direction::Sent, Kind::Event, 2, "2/chat,0", R"(["say",{"text":"hi"}])", 0);
        packet(Direction::Received, Kind::Ack, 3, "3/chat,0", R"(["stored", 9182])", 0);
        add(1, Direction::Received, Kind::EioPing, "2");
        packet(Direction::Sent, Kind::Event, 5, "51-/chat,",
               R"(["file",{"_placeholder":true,"num":0}])");
        m_batch.messages.back().attachments = {QByteArray(3'000'000, 'p')};
        // Said by the tap alone.
        packet(Direction::Received, Kind::Event, 2, "2/chat,", R"(["say","made up"])");
        m_batch.messages.back().changed = "you";
        m_batch.messages.back().payloadBytes = 0;
        m_batch.messages.back().socketIoBytes = 0;
        m_batch.messages.back().engineIoBytes = 0;
        m_batch.messages.back().transportBytes = 0;
        add(2, Direction::Received, Kind::Text, R"({"price":1.50})");
        add(2, Direction::Sent, Kind::Close, "\x03\xe9Going Away");
        m_batch.weight = 1;
        m_writer->write(m_batch);
        m_writer->commit();
    }

private:
    Capture::MessageRecord &add(Capture::Id session, Direction direction, Kind kind,
                                const QByteArray &content)
    {
        Capture::MessageRecord message;
        message.id = Capture::Id(m_batch.messages.size()) + 1;
        message.time = Samples::at(message.id * 1000);
        message.session = session;
        message.connection = session;
        message.direction = direction;
        message.transport = Capture::Transport::WebSocket;
        message.kind = kind;
        message.content = content;
        message.payloadBytes = content.size();
        message.transportBytes = 6;
        m_batch.messages.push_back(message);
        return m_batch.messages.back();
    }

    void packet(Direction direction, Kind kind, qint8 type, const QByteArray &head,
                const QByteArray &data, qint64 ackId = -1)
    {
        Capture::MessageRecord &message = add(1, direction, kind, '4' + head + data);
        message.engineIo = 4;
        message.socketIo = type;
        message.nsp = "/chat";
        message.event = kind == Kind::Event ? data.mid(2, data.indexOf('"', 2) - 2) : QByteArray();
        message.ackId = ackId;
        message.dataOffset = 1 + head.size();
        message.payloadBytes = data.size();
        message.socketIoBytes = head.size();
        message.engineIoBytes = 1;
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Capture::StoreWriter> m_writer;
    Capture::RecordBatch m_batch;
};

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT
private slots:
    void readsSocketIo();
    void readsPlainWebSocket();
    void refuses();
};

void TestRecording::readsSocketIo()
{
    Chat chat;
    chat.write();
    const auto read = recordingOf(*chat.reader(), 0);
    const auto *recording = std::get_if<Recording>(&read);
    QVERIFY(recording);
    QCOMPARE(recording->session, Capture::Id(1));
    QVERIFY(recording->isSocketIo);
    QCOMPARE(recording->path, "/socket.io/");
    QCOMPARE(recording->engineIo, 4);
    QByteArrayList lines;
    for (const Step &step : recording->steps)
        lines.append((step.isOfServer() ? "< " : "> ") + step.nsp + ' ' + step.event + ' '
                     + QByteArray::number(step.ackId) + ' ' + step.data.left(40));
    // Without the heartbeat, and what the tap made up.
    const QByteArrayList expected {
        R"(< /chat  -1 {"sid":"x"})",
        R"(> /chat say 0 ["say",{"text":"hi"}])",
        R"(< /chat  0 ["stored", 9182])",
        R"(> /chat file -1 ["file",{"$binary":"cHBwcHBwcHBwcHBwcHBw)",
    };
    QCOMPARE(lines, expected);
    QCOMPARE(recording->steps[3].data.size(), qsizetype(4'000'000 + 23)); // it is there whole
    QVERIFY(recording->steps[1].time > recording->steps[0].time);
}

void TestRecording::readsPlainWebSocket()
{
    Chat chat;
    chat.write();
    const auto read = recordingOf(*chat.reader(), 2);
    const auto *recording = std::get_if<Recording>(&read);
    QVERIFY(recording);
    QVERIFY(!recording->isSocketIo);
    QCOMPARE(recording->path, "/feed");
    QCOMPARE(recording->subprotocol, "v2.feed");
    QCOMPARE(recording->steps.size(), std::size_t(2));
    QCOMPARE(recording->steps[0].content, R"({"price":1.50})");
    QVERIFY(recording->steps[0].isOfServer());
    QCOMPARE(recording->steps[1].kind, Kind::Close);
    QCOMPARE(recording->steps[1].content, "\x03\xe9Going Away");
}

void TestRecording::refuses()
{
    Chat chat;
    const auto said = [&](Capture::Id session) {
        const auto read = recordingOf(*chat.reader(), session);
        const auto *sentence = std::get_if<QByteArray>(&read);
        return sentence ? *sentence : QByteArray();
    };
    QCOMPARE(said(0), "There is no session of Socket.IO or WebSocket in it.");
    chat.write();
    QCOMPARE(said(99), "There is no session 99 in it.");
    QCOMPARE(said(1), "");
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
