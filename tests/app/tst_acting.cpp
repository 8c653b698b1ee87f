// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/actingcontroller.h"
#include "app/tapcontroller.h"
#include "protocol/capture/storereader.h"
#include "tests/support/windowhome.h"
#include "widgets/common/words.h"
#include "widgets/compose/composepanel.h"
#include "widgets/rules/heldpanel.h"
#include "widgets/rules/rulespanel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QComboBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>

/// Acting on live traffic as a user of the window does it: on the demo, which is a server, a tap
/// and clients that talk.
class ActingTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void sendsIntoTappedSessions_data();
    void sendsIntoTappedSessions();
    void repeatsIntoTheSessionItself();
    void offersOpenSessionsBothWays();
    void holdsAndLetsGo();
    void countsWhatRulesDo();
    void keepsRulesOverRestarts();

private:
    static constexpr int Patience = 20'000; // milliseconds

    QStringList targets() const
    {
        QStringList labels;
        const auto boxes = m_window->compose().findChildren<QComboBox *>();
        for (const QComboBox *const box : boxes) {
            if (box->accessibleName() != QLatin1String("Connection to send on"))
                continue;
            for (int i = 0; i < box->count(); ++i)
                labels.append(box->itemText(i));
        }
        return labels;
    }
    ActingController *controller() const { return m_window->findChild<ActingController *>(); }
    /// Those of the capture with that event.
    std::vector<Capture::MessageRecord> messages(const QByteArray &event) const;
    /// An open Socket.IO session of the demo's tap, 0 if there is none yet.
    Capture::Id session() const;

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void ActingTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    m_window->startDemo();
}

void ActingTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

std::vector<Capture::MessageRecord> ActingTest::messages(const QByteArray &event) const
{
    QString error;
    std::vector<Capture::MessageRecord> found;
    const auto reader = Capture::StoreReader::open(m_window->document().path(), &error);
    if (!reader)
        return found;
    for (Capture::Id id = 1; const auto row = reader->message(id); ++id) {
        if (row->record.event == event)
            found.push_back(row->record);
    }
    return found;
}

Capture::Id ActingTest::session() const
{
    QString error;
    const auto reader = m_window->document().isEmpty()
        ? nullptr
        : Capture::StoreReader::open(m_window->document().path(), &error);
    if (!reader)
        return 0;
    for (const Capture::SessionRecord &session : reader->sessions()) {
        const bool isOpen = session.state == Capture::SessionRecord::State::Open
            && session.type == Capture::SessionRecord::Type::SocketIo;
        if (isOpen && controller()->targetOf(session.id, Capture::Direction::Sent) != 0)
            return session.id;
    }
    return 0;
}

void ActingTest::sendsIntoTappedSessions_data()
{
    QTest::addColumn<Capture::Direction>("direction");
    QTest::newRow("to the server") << Capture::Direction::Sent;
    QTest::newRow("to the app") << Capture::Direction::Received;
}

void ActingTest::sendsIntoTappedSessions()
{
    QFETCH(const Capture::Direction, direction);
    QTRY_VERIFY_WITH_TIMEOUT(session() != 0, Patience);
    const quint32 target = controller()->targetOf(session(), direction);
    ComposePanel &compose = m_window->compose();
    QTRY_VERIFY_WITH_TIMEOUT((compose.setCurrentTarget(target), compose.currentTarget() == target),
                             Patience);
    const auto draft = ComposeDraft::fromExported("/", R"(["from outside",{"a":1.50}])", false);
    compose.repeat(*draft);
    QCOMPARE(compose.currentTarget(), target);
    compose.send();
    QTRY_COMPARE_WITH_TIMEOUT(messages("from outside").size(), std::size_t(1), Patience);
    const Capture::MessageRecord message = messages("from outside").front();
    QCOMPARE(message.direction, direction);
    QCOMPARE(message.changed, QByteArray("you"));
    QCOMPARE(message.wireBytes() == 0, direction == Capture::Direction::Received);
}

void ActingTest::repeatsIntoTheSessionItself()
{
    QTRY_VERIFY_WITH_TIMEOUT(!messages("chat message").empty(), Patience);
    const Capture::MessageRecord message = messages("chat message").front();
    TrafficTable *const table = m_window->traffic().table();
    const auto rowOf = [table](Capture::Id id) {
        const QString number = QLocale().toString(id);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == number)
                return row;
        }
        return -1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(message.id) >= 0, Patience);
    table->setCurrentIndex(table->model()->index(rowOf(message.id), 0));
    m_window->findChild<QAction *>(QStringLiteral("repeat"))->trigger();
    QCOMPARE(m_window->compose().currentTarget(),
             controller()->targetOf(message.session, message.direction));
    QVERIFY(m_window->compose().currentTarget() != 0);
}

void ActingTest::offersOpenSessionsBothWays()
{
    QTRY_VERIFY_WITH_TIMEOUT(targets().size() >= 6, Patience);
    const QStringList labels = targets();
    QCOMPARE(labels.size() % 2, 0);
    QString error;
    const auto reader = Capture::StoreReader::open(m_window->document().path(), &error);
    QVERIFY2(reader, qPrintable(error));
    QStringList called; // in the list of connections
    for (const Capture::SessionRecord &session : reader->sessions()) {
        const QString number = QStringLiteral(" #%1").arg(session.id);
        called.append(sessionTitle(session) + (session.sid.isEmpty() ? number : QString()));
    }
    for (qsizetype i = 0; i < labels.size(); i += 2) {
        const QString session = labels[i].chopped(QStringLiteral(" to the server").size());
        QVERIFY2(called.contains(session), qPrintable(labels[i]));
        QCOMPARE(labels[i], session + QStringLiteral(" to the server"));
        QCOMPARE(labels[i + 1], session + QStringLiteral(" to the app"));
    }
}

void ActingTest::holdsAndLetsGo()
{
    m_window->rules().addRules({{.name = "stop here",
                                 .filter = "event:\"chat message\"",
                                 .direction = Capture::Direction::Sent,
                                 .action = Rules::Hold {}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->held().count() > 0, Patience);
    QTRY_VERIFY(m_window->held().isVisible());
    // No more of them, and those that are held go on.
    m_window->rules().setRules({});
    emit m_window->rules().rulesChanged({});
    QPushButton *release = nullptr;
    for (QPushButton *const button : m_window->held().findChildren<QPushButton *>()) {
        if (button->text() == QLatin1String("Release all"))
            release = button;
    }
    QVERIFY(release);
    QTRY_VERIFY_WITH_TIMEOUT((release->click(), m_window->held().count() == 0), Patience);
    const auto changed = [this] {
        int count = 0;
        for (const Capture::MessageRecord &message : messages("chat message"))
            count += message.changed == "stop here" ? 1 : 0;
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(changed() > 0, Patience);
}

void ActingTest::countsWhatRulesDo()
{
    m_window->rules().addRules(
        {{.name = "slow", .action = Rules::Delay {.time = std::chrono::milliseconds(1)}}});
    const auto *const action = m_window->findChild<QAction *>(QStringLiteral("rules"));
    QVERIFY(action);
    QTRY_COMPARE(action->text(), QStringLiteral("Rules  1"));
    QTRY_VERIFY_WITH_TIMEOUT(!messages("chat message").empty(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(messages("chat message").back().changed, QByteArray("slow"),
                              Patience);
}

void ActingTest::keepsRulesOverRestarts()
{
    const Rules::Rule rule {.name = "kept", .action = Rules::Drop {}, .percent = 1};
    m_window->rules().addRules({rule});
    QTRY_COMPARE(m_window->rules().rules().rules.size(), std::size_t(1));
    m_window->closeQuietly();
    QTRY_VERIFY(!m_window);
    m_window = m_home->showWindow();
    QCOMPARE(m_window->rules().rules().rules, std::vector<Rules::Rule> {rule});
}

QTEST_MAIN(ActingTest)
#include "tst_acting.moc"
