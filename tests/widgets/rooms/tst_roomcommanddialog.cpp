// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/errorlabel.h"
#include "widgets/common/theme.h"
#include "widgets/compose/argumentlist.h"
#include "widgets/rooms/roomcommanddialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using Admin::Command;
using Type = Command::Type;
using Subject = Command::Subject;

class TestRoomCommandDialog : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_commands.clear();
        m_dialog = std::make_unique<RoomCommandDialog>(m_theme);
        connect(m_dialog.get(), &RoomCommandDialog::commandRequested, this,
                [this](quint32 source, const Command &command) {
                    QCOMPARE(source, 7U);
                    m_commands.push_back(command);
                    if (m_isGone)
                        m_dialog->failed(QStringLiteral("It is gone."));
                });
        m_isGone = false;
    }

    void emitsAgain()
    {
        m_dialog->ask(Type::Emit, roomTargets(), {});
        QVERIFY(!button()->isEnabled());
        QTest::keyClicks(edit("commandEvent"), QStringLiteral("hi"));
        ComposeArgument argument;
        argument.text = R"({"b":1, "a":2.50})";
        arguments()->setArguments({argument});
        button()->click();
        button()->click();
        QVERIFY(m_dialog->isVisible());
        const Command wanted {.subject = Subject::Rooms,
                              .nsp = "/chat",
                              .targets = {"a", "b"},
                              .event = "hi",
                              .arguments = {R"({"b":1, "a":2.50})", {}}};
        QCOMPARE(m_commands, std::vector<Command>({wanted, wanted}));
        QVERIFY(error()->words().startsWith(QLatin1String("Told the server")));
    }

    void badJsonIsNotSent()
    {
        m_dialog->ask(Type::Emit, roomTargets(), {});
        QTest::keyClicks(edit("commandEvent"), QStringLiteral("hi"));
        ComposeArgument argument;
        argument.text = "{";
        arguments()->setArguments({argument});
        button()->click();
        QVERIFY(m_commands.empty());
    }

    void joins()
    {
        m_dialog->ask(Type::Join, socketTargets({"x", "y"}), {QStringLiteral("lobby")});
        QVERIFY(!button()->isEnabled());
        QTest::keyClicks(edit("commandRoom"), QStringLiteral("lobby"));
        button()->click();
        QVERIFY(!m_dialog->isVisible());
        const Command wanted {.type = Type::Join,
                              .subject = Subject::Sockets,
                              .nsp = "/chat",
                              .targets = {"s1", "s2"},
                              .room = "lobby"};
        QCOMPARE(m_commands, std::vector<Command>({wanted}));
    }

    void leavesWhereEachWasChosen()
    {
        m_dialog->ask(Type::Leave, socketTargets({"x", "y"}), {});
        QVERIFY(edit("commandRoom")->text().isEmpty());
        button()->click();
        QCOMPARE(m_commands.size(), std::size_t(2));
        QCOMPARE(m_commands[0].room, QByteArray("x"));
        QCOMPARE(m_commands[0].targets, QByteArrayList({"s1"}));
        QCOMPARE(m_commands[1].room, QByteArray("y"));
        QCOMPARE(m_commands[1].targets, QByteArrayList({"s2"}));
        m_commands.clear();
        m_dialog->ask(Type::Leave, socketTargets({"x", "x"}), {});
        QCOMPARE(edit("commandRoom")->text(), QStringLiteral("x"));
        button()->click();
        QCOMPARE(m_commands.size(), std::size_t(1));
        QCOMPARE(m_commands[0].targets, QByteArrayList({"s1", "s2"}));
    }

    void closesOnlyWhenAsked()
    {
        m_dialog->ask(Type::Disconnect, roomTargets(), {});
        m_dialog->findChild<QCheckBox *>()->click();
        button()->click();
        QVERIFY(m_commands.at(0).closesTransport);
        m_dialog->ask(Type::Disconnect, roomTargets(), {});
        button()->click();
        QVERIFY(!m_commands.at(1).closesTransport);
    }

    void saysWhatFailed()
    {
        m_isGone = true;
        m_dialog->ask(Type::Disconnect, roomTargets(), {});
        button()->click();
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(error()->words(), QStringLiteral("It is gone."));
    }

private:
    static RoomTargets roomTargets()
    {
        return {.source = 7,
                .subject = Subject::Rooms,
                .nsp = "/chat",
                .names = {"a", "b"},
                .titles = {QStringLiteral("a"), QStringLiteral("b")}};
    }
    static RoomTargets socketTargets(const QByteArrayList &rooms)
    {
        return {.source = 7,
                .subject = Subject::Sockets,
                .nsp = "/chat",
                .names = {"s1", "s2"},
                .titles = {QStringLiteral("ann"), QStringLiteral("ben")},
                .rooms = rooms};
    }
    QLineEdit *edit(const char *name)
    {
        return m_dialog->findChild<QLineEdit *>(QString::fromLatin1(name));
    }
    ArgumentList *arguments() { return m_dialog->findChild<ArgumentList *>(); }
    ErrorLabel *error() { return m_dialog->findChild<ErrorLabel *>(); }
    QPushButton *button()
    {
        const auto all = m_dialog->findChildren<QPushButton *>();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [](QPushButton *one) { return one->isDefault(); });
        return found == all.end() ? nullptr : *found;
    }

    Theme m_theme;
    std::unique_ptr<RoomCommandDialog> m_dialog;
    std::vector<Command> m_commands;
    bool m_isGone = false;
};

QTEST_MAIN(TestRoomCommandDialog)
#include "tst_roomcommanddialog.moc"
