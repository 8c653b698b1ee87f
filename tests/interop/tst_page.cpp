// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"
#include "protocol/server/demoserver.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

namespace {

/// The demo's server, a tap in front of it, and pages in a browser that are opened through it.
class Visit
{
public:
    explicit Visit(const QString &play, std::shared_ptr<const Rules::CompiledRules> rules = nullptr)
    {
        const QByteArray address = m_server.start().address;
        m_capture
            = std::make_unique<TappedCapture>(address.mid(address.lastIndexOf(':') + 1).toUShort());
        m_capture->live().taps().setRules(std::move(rules));
        const QJsonObject options {
            {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1/").arg(m_capture->port())},
            {QStringLiteral("chromium"), QStringLiteral(SOCKSCOPE_CHROMIUM)},
            {QStringLiteral("folder"), m_folder.path()},
            {QStringLiteral("play"), play}};
        const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
        m_browser = std::make_unique<Peer>(
            QStringLiteral(SOCKSCOPE_NODE),
            QStringList {here + QStringLiteral("page-chat.js"), here + QStringLiteral("v4"),
                         QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))});
    }

    ~Visit()
    {
        m_browser->write("end\n");
        m_browser->finish();
    }
    Q_DISABLE_COPY_MOVE(Visit)

    /// What the pages see next.
    QJsonObject next() { return m_browser->nextObject(); }
    /// Stops while the pages are open, and reads what was recorded.
    QList<QJsonObject> finish() { return m_capture->finish(); }
    QString path() const { return m_capture->path(); }

private:
    Net::NetThread m_net;
    Server::DemoServer m_server {m_net};
    QTemporaryDir m_folder;
    std::unique_ptr<TappedCapture> m_capture;
    std::unique_ptr<Peer> m_browser;
};

QJsonObject seen(const char *what, const QJsonObject &more = {})
{
    QJsonObject object = more;
    object.insert(QStringLiteral("what"), QLatin1String(what));
    return object;
}

/// The codes of those that are more than that connections were cut, which the end of the tap does.
QByteArrayList problemsIn(const QString &path)
{
    const QSet<Problem> cuts {Problem::TapCutOff, Problem::TapReset, Problem::WsNoCloseFrame};
    QByteArrayList problems;
    const auto reader = Capture::StoreReader::open(path, nullptr);
    if (reader == nullptr)
        return {"no capture"};
    for (const Capture::ProblemRecord &problem : reader->problems(0, 1000)) {
        const bool isOfPacket = problem.message != 0 || problem.frame != 0 || problem.exchange != 0;
        if (isOfPacket || !cuts.contains(problem.problem))
            problems.append(problemCode(problem.problem).toByteArray() + ' ' + problem.detail);
    }
    return problems;
}

} // namespace

/// The page of the demo, with the client written for it, in a real browser.
class TestPage : public QObject
{
    Q_OBJECT
private slots:
    void pagesChat();
    void goesOnAfterACut();
};

void TestPage::pagesChat()
{
    Visit visit(QStringLiteral("chat"));
    QCOMPARE(visit.next(), seen("presence", {{QStringLiteral("count"), QStringLiteral("3")}}));
    QCOMPARE(visit.next(), seen("text", {{QStringLiteral("tags"), 0}}));
    QCOMPARE(visit.next(), seen("file", {{QStringLiteral("leaked"), false}}));
    QCOMPARE(visit.next(), seen("late", {{QStringLiteral("text"), true}}));
    QCOMPARE(visit.next(), seen("done"));
    const QList<QJsonObject> lines = visit.finish();
    QVERIFY(!lines.isEmpty());
    QCOMPARE(problemsIn(visit.path()).join('\n'), QByteArray());
    QByteArray bytes;
    for (int i = 0; i < 300; ++i)
        bytes.append(static_cast<char>(i % 256));
    const QString base64 = QString::fromLatin1(bytes.toBase64());
    int files = 0;
    QSet<QString> transports;
    for (const QJsonObject &line : lines) {
        if (line[u"event"].toString() != u"upload" && line[u"event"].toString() != u"file")
            continue;
        transports.insert(line[u"transport"].toString());
        const QJsonValue content = line[u"data"].toArray().at(1).toObject()[u"content"];
        QCOMPARE(content.toObject()[u"$binary"].toString(), base64);
        ++files;
    }
    // One to the two in the room, one to all: each is sent once, and told to who is meant.
    QCOMPARE(files, 1 + 1 + 1 + 2);
    QCOMPARE(transports, (QSet<QString> {QStringLiteral("websocket"), QStringLiteral("polling")}));
}

void TestPage::goesOnAfterACut()
{
    auto compiled = Rules::CompiledRules::of({.rules = {{.name = "cut",
                                                         .filter = "event:typing",
                                                         .direction = Capture::Direction::Sent,
                                                         .action = Rules::Cut {.resets = true},
                                                         .times = 1}}});
    Visit visit(QStringLiteral("recover"),
                std::get<std::shared_ptr<const Rules::CompiledRules>>(compiled));
    QCOMPARE(visit.next(), seen("recovered"));
    QCOMPARE(visit.next(), seen("done"));
    QVERIFY(!visit.finish().isEmpty());
    const auto reader = Capture::StoreReader::open(visit.path(), nullptr);
    QVERIFY(reader);
    const auto sessions = reader->sessions();
    const auto later = std::find_if(sessions.begin(), sessions.end(),
                                    [](const auto &session) { return session.follows != 0; });
    QVERIFY(later != sessions.end());
}

QTEST_GUILESS_MAIN(TestPage)
#include "tst_page.moc"
