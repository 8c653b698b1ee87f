// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compose/argumentlist.h"
#include "widgets/compose/argumentrow.h"
#include "widgets/compose/composeeditor.h"
#include "widgets/compose/composepanel.h"
#include "widgets/compose/environments.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/compose/repeatbutton.h"
#include "widgets/compose/sentmodel.h"
#include "widgets/compose/sentview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace std::chrono_literals;
using Kind = Client::Outcome::Kind;

class TestComposePanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        makePanel();
    }

    void cleanup()
    {
        m_panel.reset();
        m_home.reset();
    }

    void teachesWithoutAConnection()
    {
        QSignalSpy asked(m_panel.get(), &ComposePanel::connectRequested);
        QTest::mouseClick(button("Connect to a server…"), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(m_panel->currentTarget(), 0U);
        m_panel->send(); // nothing to send on
        setTargets();
        QVERIFY(!button("Connect to a server…"));
        QCOMPARE(m_panel->currentTarget(), 1U);
    }

    void sendsAnEventByKeys()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        edit("Namespace")->selectAll();
        QTest::keyClicks(edit("Namespace"), QStringLiteral("/chat"));
        edit("Event")->setFocus();
        QTest::keyClicks(edit("Event"), QStringLiteral("chat message"));
        MessageEditor *const first = editor("Argument 0");
        first->setFocus();
        QTest::keyClicks(first, QStringLiteral("{\"n\":12345678901234567890.10}"));
        QTest::mouseClick(toolButton("Add a string as argument"), Qt::LeftButton);
        QTRY_VERIFY(editor("Argument 1")->hasFocus());
        QTest::keyClicks(editor("Argument 1"), QStringLiteral("it's \"me\""));
        click(checkBox("ack within"));
        QTest::keyClick(editor("Argument 1"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(emitted.count(), 1);
        QCOMPARE(emitted.front().at(0).toUInt(), 1U);
        const auto emission = emitted.front().at(2).value<Client::Emission>();
        QCOMPARE(emission.nsp, QByteArray("/chat"));
        QCOMPARE(emission.event, QByteArray("chat message"));
        QCOMPARE(emission.arguments.json,
                 QByteArray("{\"n\":12345678901234567890.10},\"it's \\\"me\\\"\""));
        QVERIFY(emission.asksForAck);
        QCOMPARE(emission.ackTimeout, 5000ms);

        // What became of it is beside it, with the answer.
        const quint64 number = emitted.front().at(1).toULongLong();
        m_panel->setOutcome(1, {.number = number, .kind = Kind::Sent});
        QVERIFY(rowText("Sent messages", 0).contains(QStringLiteral("pending")));
        m_panel->setOutcome(1,
                            {.number = number,
                             .kind = Kind::Answered,
                             .arguments = {R"("stored",9184)", {}},
                             .latency = 8200us});
        QVERIFY(rowText("Sent messages", 0).contains(QStringLiteral("8.2")));
        QCOMPARE(m_panel->findChild<SentView *>()->replyText(),
                 QStringLiteral("[\"stored\",9184]"));
    }

    void refusesBadJsonInPlace()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::keyClicks(edit("Event"), QStringLiteral("e"));
        MessageEditor *const first = editor("Argument 0");
        first->setFocus();
        QTest::keyClicks(first, QStringLiteral("{\"a\":,}"));
        QVERIFY(row(0)->problemText().contains(QStringLiteral("Line 1, column 6")));
        QCOMPARE(first->problemOffset(), 5);
        edit("Event")->setFocus();
        QTest::keyClick(edit("Event"), Qt::Key_Enter, Qt::ControlModifier);
        QCOMPARE(emitted.count(), 0);
        QVERIFY(first->hasFocus()); // goes where it is wrong
        QTest::keyClick(first, Qt::Key_Home);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(first, Qt::Key_Right);
        QTest::keyClicks(first, QStringLiteral("1"));
        QTest::keyClick(first, Qt::Key_Delete);
        QCOMPARE(first->content(), QByteArray("{\"a\":1}"));
        QCOMPARE(row(0)->problemText(), QString());
        QTest::keyClick(first, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(emitted.count(), 1);
    }

    void refusesWithoutAName()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::mouseClick(button("Send"), Qt::LeftButton);
        QCOMPARE(emitted.count(), 0);
        QCOMPARE(message(), QStringLiteral("Name the event."));
        QTest::keyClicks(edit("Event"), QStringLiteral("e"));
        QCOMPARE(message(), QString());
        QTest::mouseClick(button("Send"), Qt::LeftButton);
        QCOMPARE(emitted.count(), 1);
        QVERIFY(emitted.front().at(2).value<Client::Emission>().arguments.json.isEmpty());
    }

    void saysThatItIsNotConnected()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::keyClicks(edit("Event"), QStringLiteral("e"));
        setState(1, Client::State::Idle);
        m_panel->send();
        QCOMPARE(emitted.count(), 0);
        QVERIFY(message().contains(QStringLiteral("not connected")));
        setState(1, Client::State::Waiting); // then it is queued
        m_panel->send();
        QCOMPARE(emitted.count(), 1);
    }

    void movesAndRemovesArguments()
    {
        setTargets();
        ComposeDraft draft;
        draft.event = "e";
        for (const char *json : {"1", "2", "3"})
            draft.arguments.append({ComposeArgument::Kind::Json, json, {}, {}});
        m_panel->repeat(draft);
        QTest::mouseClick(toolButton("Move argument 0 down"), Qt::LeftButton);
        QCOMPARE(contents(), (QByteArrayList {"2", "1", "3"}));
        QTest::mouseClick(toolButton("Move argument 2 up"), Qt::LeftButton);
        QCOMPARE(contents(), (QByteArrayList {"2", "3", "1"}));
        QVERIFY(!toolButton("Move argument 0 up")->isEnabled());
        QTest::mouseClick(toolButton("Remove argument 1"), Qt::LeftButton);
        QCOMPARE(contents(), (QByteArrayList {"2", "1"}));
        QTest::mouseClick(toolButton("Remove argument 0"), Qt::LeftButton);
        QTest::mouseClick(toolButton("Remove argument 0"), Qt::LeftButton);
        QCOMPARE(contents(), QByteArrayList {""}); // one to begin with stays
    }

    void completesNamesThatWereSeen()
    {
        setTargets();
        m_panel->addSeenEvents("/", {"typing", "chat message", "typing"});
        m_panel->addReceivedEvent(1, {"/other", "elsewhere", {}, {}});
        auto *const box = qobject_cast<QComboBox *>(edit("Event")->parentWidget());
        QTest::keyClicks(edit("Event"), QStringLiteral("ty"));
        QCOMPARE(box->count(), 2);
        QCOMPARE(box->itemText(0), QStringLiteral("chat message"));
        edit("Namespace")->selectAll();
        QTest::keyClicks(edit("Namespace"), QStringLiteral("/other"));
        QCOMPARE(box->count(), 1);
        QCOMPARE(edit("Event")->text(), QStringLiteral("ty"));
    }

    void sendsPlainMessages()
    {
        setTargets();
        QSignalSpy sent(m_panel.get(), &ComposePanel::messageRequested);
        QSignalSpy closed(m_panel.get(), &ComposePanel::closeRequested);
        m_panel->setCurrentTarget(2);
        MessageEditor *const text = editor("Message");
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("hello"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        auto plain = sent.back().at(2).value<Client::PlainMessage>();
        QCOMPARE(sent.back().at(0).toUInt(), 2U);
        QCOMPARE(plain.kind, Client::PlainMessage::Kind::Text);
        QCOMPARE(plain.bytes, QByteArray("hello"));

        choose("Binary");
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("01 0g"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(text->problemOffset(), 4);
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("01 ff"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        plain = sent.back().at(2).value<Client::PlainMessage>();
        QCOMPARE(plain.kind, Client::PlainMessage::Kind::Binary);
        QCOMPARE(plain.bytes, QByteArray("\x01\xff"));

        choose("Ping");
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("beat"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.back().at(2).value<Client::PlainMessage>().bytes, QByteArray("beat"));
        m_panel->addPong(2, "beat", 1500us);
        QVERIFY(rowText("Sent messages", 0).contains(QStringLiteral("1.5")));

        choose("Close");
        edit("Close code")->selectAll();
        QTest::keyClicks(edit("Close code"), QStringLiteral("1005"));
        QTest::keyClick(edit("Close code"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(closed.count(), 0);
        edit("Close code")->selectAll();
        QTest::keyClicks(edit("Close code"), QStringLiteral("4001"));
        QTest::keyClick(edit("Close code"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(closed.front().at(1).value<quint16>(), quint16(4001));
        QCOMPARE(closed.front().at(2).toByteArray(), QByteArray("beat"));
    }

    void answersTheServersQuestions()
    {
        setTargets();
        QSignalSpy answered(m_panel.get(), &ComposePanel::acknowledgeRequested);
        QSignalSpy rules(m_panel.get(), &ComposePanel::autoAnswersChanged);
        m_panel->addReceivedEvent(1, {"/", "news", {"1", {}}, {}}); // asks for nothing
        m_panel->addReceivedEvent(1, {"/chat", "confirm", {"{}", {}}, 12});
        choose("Asked 1");
        QTest::mouseClick(button("Answer…"), Qt::LeftButton);
        MessageEditor *const reply = editor("Argument 0");
        QTRY_VERIFY(reply->hasFocus());
        QTest::keyClicks(reply, QStringLiteral("true"));
        click(checkBox("Always answer this way"));
        QTest::keyClick(reply, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(answered.count(), 1);
        QCOMPARE(answered.front().at(1).toByteArray(), QByteArray("/chat"));
        QCOMPARE(answered.front().at(2).toULongLong(), 12U);
        QCOMPARE(answered.front().at(3).value<SocketIo::Arguments>().json, QByteArray("true"));
        QCOMPARE(rules.count(), 1);
        const auto list = rules.front().at(1).value<QList<Client::AutoAnswer>>();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.front().event, QByteArray("confirm"));

        // From now on the rule answers, until it is removed. One that came before the rule reached
        // the client waits still.
        m_panel->addReceivedEvent(1, {"/chat", "confirm", {"{}", {}}, 13, true});
        QListView *const asked = list_("Questions of the server");
        QCOMPARE(asked->model()->rowCount(), 1);
        m_panel->addReceivedEvent(1, {"/chat", "confirm", {"{}", {}}, 14, false});
        QCOMPARE(asked->model()->rowCount(), 2);
        asked->setCurrentIndex(asked->model()->index(0, 0));
        asked->setFocus();
        QTest::keyClick(asked, Qt::Key_Delete);
        asked->setCurrentIndex(asked->model()->index(0, 0));
        asked->setFocus();
        QTest::keyClick(asked, Qt::Key_Delete);
        QCOMPARE(rules.count(), 2);
        QVERIFY(rules.back().at(1).value<QList<Client::AutoAnswer>>().isEmpty());
    }

    void forgetsQuestionsOfALostConnection()
    {
        setTargets();
        m_panel->addReceivedEvent(1, {"/", "confirm", {}, 12});
        choose("Asked 1");
        QTest::mouseClick(button("Answer…"), Qt::LeftButton);
        setState(1, Client::State::Waiting);
        QVERIFY(!m_panel->findChild<ComposeEditor *>()->isAnswering());
        QCOMPARE(list_("Questions of the server")->model()->rowCount(), 0);
    }

    void repeatsACapturedMessage()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        m_panel->setCurrentTarget(2);
        const QByteArray data
            = R"(["up","{{x}}",{"$set":1,"at":{"_placeholder":true,"num":0}},1e5])";
        m_panel->repeat(*ComposeDraft::fromEvent("/files", data, {"abc"}, true));
        QCOMPARE(m_panel->currentTarget(), 1U); // the one that speaks Socket.IO
        QTest::mouseClick(button("Send"), Qt::LeftButton);
        const auto emission = emitted.front().at(2).value<Client::Emission>();
        QCOMPARE(
            SocketIo::eventMessage(emission.nsp, emission.event, emission.arguments).packet.data,
            data);
        QCOMPARE(emission.arguments.attachments, QList<QByteArray> {"abc"});
    }

    void repeatsManyTimesAndStops()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::keyClicks(edit("Event"), QStringLiteral("tick"));
        auto *const repeat = m_panel->findChild<RepeatButton *>();
        QTest::mouseClick(repeat, Qt::LeftButton);
        QVERIFY(repeat->form()->isVisible());
        setRepetition(repeat, 3, 1);
        QTest::keyClick(repeat->form(), Qt::Key_Return);
        QTRY_COMPARE(emitted.count(), 3);
        QTRY_VERIFY(!repeat->isRunning());
        QList<quint64> numbers;
        for (const auto &call : emitted)
            numbers.append(call.at(1).toULongLong());
        QCOMPARE(numbers, (QList<quint64> {1, 2, 3}));
        QCOMPARE(list_("Sent messages")->model()->rowCount(), 1);
        QVERIFY(rowText("Sent messages", 0).contains(QStringLiteral("3 sent")));

        QTest::mouseClick(repeat, Qt::LeftButton);
        setRepetition(repeat, 100'000, 3'600'000);
        QTest::keyClick(repeat->form(), Qt::Key_Return);
        QVERIFY(repeat->isRunning());
        QVERIFY2(repeat->text().contains(QStringLiteral("1 of 100")), qPrintable(repeat->text()));
        QTest::mouseClick(repeat, Qt::LeftButton);
        QVERIFY(!repeat->isRunning());
        QCOMPARE(emitted.count(), 4);

        // It ends with its connection.
        QTest::mouseClick(repeat, Qt::LeftButton);
        QTest::keyClick(repeat->form(), Qt::Key_Return);
        QVERIFY(repeat->isRunning());
        setState(1, Client::State::Failed);
        QVERIFY(!repeat->isRunning());
    }

    void savesAndLoadsMessages()
    {
        setTargets();
        ComposeQuestions questions;
        questions.nameToSave = [](QWidget *, const ComposeQuestions::Name &suggested,
                                  const QStringList &) -> std::optional<ComposeQuestions::Name> {
            return ComposeQuestions::Name {suggested.name + QStringLiteral("!"),
                                           QStringLiteral("a/b")};
        };
        m_panel->setQuestions(questions);
        QTest::keyClicks(edit("Event"), QStringLiteral("first"));
        choose("Saved");
        QTest::mouseClick(button("Save…"), Qt::LeftButton);
        edit("Event")->clear();

        makePanel(); // another day
        setTargets();
        choose("Saved");
        QTreeView *const tree = treeView();
        const QModelIndex inner = tree->model()->index(0, 0, tree->model()->index(0, 0));
        const QModelIndex saved = tree->model()->index(0, 0, inner);
        QVERIFY(saved.data().toString().startsWith(QStringLiteral("first!")));
        tree->setCurrentIndex(saved);
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(m_panel->draft().event, QByteArray("first"));
        QTest::keyClick(tree, Qt::Key_Delete);
        QCOMPARE(tree->model()->rowCount(), 0);
    }

    void remembersWhatWasSent()
    {
        setTargets();
        QTest::keyClicks(edit("Event"), QStringLiteral("once"));
        m_panel->send();
        makePanel();
        setTargets();
        choose("History");
        QListView *const history = list_("History");
        QCOMPARE(history->model()->rowCount(), 1);
        history->setFocus();
        history->setCurrentIndex(history->model()->index(0, 0));
        QTest::keyClick(history, Qt::Key_Return);
        QCOMPARE(m_panel->draft().event, QByteArray("once"));
    }

    void refusesUnknownVariables()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::keyClicks(edit("Event"), QStringLiteral("join {{room}}"));
        m_panel->send();
        QCOMPARE(emitted.count(), 0);
        QVERIFY(message().contains(QStringLiteral("{{room}} has no value")));
        ComposeDraft draft = m_panel->draft();
        draft.usesVariables = false;
        m_panel->repeat(draft);
        m_panel->send();
        QCOMPARE(emitted.front().at(2).value<Client::Emission>().event,
                 QByteArray("join {{room}}"));
    }

    void sendsAFile()
    {
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        const QString path = m_home->filePath(QStringLiteral("plan.bin"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x00\x01\xff", 3);
        file.close();
        ComposeQuestions questions;
        questions.fileToSend = [path](QWidget *) { return path; };
        m_panel->setQuestions(questions);
        QTest::keyClicks(edit("Event"), QStringLiteral("upload"));
        QTest::mouseClick(toolButton("Add a file as binary argument"), Qt::LeftButton);
        m_panel->send();
        const auto emission = emitted.front().at(2).value<Client::Emission>();
        QCOMPARE(emission.arguments.json, SocketIo::placeholder(0));
        QCOMPARE(emission.arguments.attachments, QList<QByteArray> {QByteArray("\x00\x01\xff", 3)});
        QVERIFY(QFile::remove(path));
        m_panel->send();
        QCOMPARE(emitted.count(), 1);
        QVERIFY(row(0)->problemText().contains(QStringLiteral("plan.bin cannot be read")));
    }

    void fillsInVariables()
    {
        Environments environments;
        environments.load(m_home->filePath(QStringLiteral("environments.json")));
        environments.setAll(
            {{QStringLiteral("local"), {{QStringLiteral("room"), QStringLiteral("lobby")}}}});
        QCOMPARE(environments.save(), QString());
        makePanel();
        setTargets();
        QSignalSpy emitted(m_panel.get(), &ComposePanel::emitRequested);
        QTest::keyClicks(edit("Event"), QStringLiteral("join"));
        MessageEditor *const first = editor("Argument 0");
        first->setFocus();
        QTest::keyClicks(first, QStringLiteral("[\"{{room}}\",]"));
        QVERIFY(row(0)->problemText().contains(QStringLiteral("{{room}} has no value")));
        auto *const box = named<QComboBox>("Environment");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentText(), QStringLiteral("local"));
        // Now the JSON itself is looked at, with the place in what was written.
        QVERIFY2(row(0)->problemText().contains(QStringLiteral("column 12")),
                 qPrintable(row(0)->problemText()));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_End);
        QTest::keyClick(first, Qt::Key_Left);
        QTest::keyClick(first, Qt::Key_Backspace);
        m_panel->send();
        QCOMPARE(emitted.count(), 1);
        QCOMPARE(emitted.front().at(2).value<Client::Emission>().arguments.json,
                 QByteArray(R"(["lobby"])"));
    }

    void sharesSavedMessages()
    {
        setTargets();
        const QString path = m_home->filePath(QStringLiteral("shared.json"));
        ComposeQuestions questions;
        questions.fileToExport = [path](QWidget *) { return path; };
        questions.fileToImport = questions.fileToExport;
        questions.nameToSave = [](QWidget *, const ComposeQuestions::Name &suggested,
                                  const QStringList &) { return std::optional(suggested); };
        m_panel->setQuestions(questions);
        QTest::keyClicks(edit("Event"), QStringLiteral("first"));
        choose("Saved");
        QTest::mouseClick(button("Save…"), Qt::LeftButton);
        QTest::mouseClick(button("Export…"), Qt::LeftButton);
        QTreeView *const tree = treeView();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QTest::mouseClick(button("Remove"), Qt::LeftButton);
        QCOMPARE(tree->model()->rowCount(), 0);
        QTest::mouseClick(button("Import…"), Qt::LeftButton);
        QCOMPARE(tree->model()->rowCount(), 1);
        QVERIFY(tree->model()->index(0, 0).data().toString().startsWith(QStringLiteral("first")));
    }

    void givesTheFocusToWhatIsWritten()
    {
        setTargets();
        m_panel->setFocus();
        QVERIFY(edit("Event")->hasFocus());
        m_panel->setCurrentTarget(2);
        m_panel->setFocus();
        QVERIFY(editor("Message")->hasFocus());
    }

    void namesEveryControl()
    {
        setTargets();
        m_panel->addReceivedEvent(1, {"/", "confirm", {}, 12});
        const auto widgets = m_panel->findChildren<QWidget *>();
        for (const QWidget *const widget : widgets) {
            const auto *const box = qobject_cast<const QAbstractButton *>(widget);
            const bool isControl = widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
                && !qobject_cast<const QComboBox *>(widget->parentWidget())
                && !qobject_cast<const QAbstractSpinBox *>(widget->parentWidget());
            const QString text = box ? box->text() : QString();
            if (isControl && widget->accessibleName().isEmpty() && text.isEmpty())
                QFAIL(qPrintable(QStringLiteral("%1 %2 has no name")
                                     .arg(QString::fromLatin1(widget->metaObject()->className()),
                                          widget->objectName())));
        }
    }

    void fitsIntoLittleRoom()
    {
        setTargets();
        QVERIFY2(m_panel->minimumSizeHint().width() <= 700,
                 qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        QVERIFY2(m_panel->minimumSizeHint().height() <= 220,
                 qPrintable(QString::number(m_panel->minimumSizeHint().height())));
    }

private:
    void makePanel()
    {
        m_panel.reset();
        m_panel = std::make_unique<ComposePanel>(m_theme, m_home->path());
        m_panel->resize(1280, 320);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void setTargets()
    {
        ComposeTarget io {1, QStringLiteral("localhost:3000"), Client::Protocol::SocketIo, {}};
        io.status.state = Client::State::Open;
        io.status.namespaces = {{.name = "/"}, {.name = "/chat"}};
        ComposeTarget ws {2, QStringLiteral("localhost:8080"), Client::Protocol::WebSocket, {}};
        ws.status.state = Client::State::Open;
        m_panel->setTargets({io, ws});
    }

    void setState(quint32 source, Client::State state)
    {
        Client::ClientStatus status;
        status.state = state;
        m_panel->setStatus(source, status);
    }

    template<typename Widget>
    Widget *named(const char *name) const
    {
        const auto all = m_panel->findChildren<Widget *>();
        for (Widget *const widget : all) {
            if (widget->isVisible() && widget->accessibleName() == QString::fromUtf8(name))
                return widget;
        }
        return nullptr;
    }
    QLineEdit *edit(const char *name) const { return named<QLineEdit>(name); }
    MessageEditor *editor(const char *name) const { return named<MessageEditor>(name); }
    QToolButton *toolButton(const char *name) const { return named<QToolButton>(name); }
    QListView *list_(const char *name) const
    {
        const auto all = m_panel->findChildren<QListView *>();
        for (QListView *const list : all) {
            if (list->accessibleName() == QString::fromUtf8(name))
                return list;
        }
        return nullptr;
    }
    QTreeView *treeView() const { return named<QTreeView>("Saved messages"); }

    template<typename Button>
    Button *withText(const char *text) const
    {
        const auto all = m_panel->findChildren<Button *>();
        for (Button *const candidate : all) {
            if (candidate->isVisible() && candidate->text() == QString::fromUtf8(text))
                return candidate;
        }
        return nullptr;
    }
    QAbstractButton *button(const char *text) const { return withText<QAbstractButton>(text); }
    QCheckBox *checkBox(const char *text) const { return withText<QCheckBox>(text); }
    static void click(QCheckBox *box)
    {
        QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
    }
    /// A segment of a SegmentedButton.
    void choose(const char *text) { QTest::mouseClick(button(text), Qt::LeftButton); }

    ArgumentRow *row(int number) const { return named<ArgumentList>("Arguments")->row(number); }
    QByteArrayList contents() const
    {
        QByteArrayList list;
        for (const ComposeArgument &argument : m_panel->draft().arguments)
            list.append(argument.text);
        return list;
    }
    QString rowText(const char *list, int row) const
    {
        return list_(list)->model()->index(row, 0).data().toString();
    }
    QString message() const { return m_panel->findChild<ComposeEditor *>()->message(); }
    static void setRepetition(RepeatButton *repeat, int count, int pause)
    {
        const auto boxes = repeat->form()->findChildren<QSpinBox *>();
        boxes.at(0)->setValue(count);
        boxes.at(1)->setValue(pause);
    }

    const Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ComposePanel> m_panel;
};

QTEST_MAIN(TestComposePanel)
#include "tst_composepanel.moc"
