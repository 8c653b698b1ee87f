// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/presets.h"
#include "widgets/common/theme.h"
#include "widgets/rules/ruleeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Rules;
using namespace std::chrono_literals;

class TestRuleEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void changesNothingUnasked();
    void takesWhatIsWritten();
    void saysWhatIsWrongInPlace_data();
    void saysWhatIsWrongInPlace();
    void showsTheRowsOfAnAction_data();
    void showsTheRowsOfAnAction();
    void offersWhatGoesWithTheSubject();
    void givesBackWhatAnActionHad();
    void givesBackWhatASubjectHad();

private:
    template<typename Widget>
    Widget &find(const char *name)
    {
        return *m_editor->findChild<Widget *>(QLatin1String(name));
    }
    void write(const char *name, const QString &text)
    {
        auto &edit = find<QLineEdit>(name);
        edit.selectAll();
        QTest::keyClick(&edit, Qt::Key_Delete);
        QTest::keyClicks(&edit, text);
    }
    void choose(const char *name, const QString &text)
    {
        auto &box = find<QComboBox>(name);
        QVERIFY(box.findText(text) >= 0);
        box.setCurrentIndex(box.findText(text));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RuleEditor> m_editor;
};

void TestRuleEditor::init()
{
    m_theme = std::make_unique<Theme>();
    m_editor = std::make_unique<RuleEditor>(*m_theme);
    m_editor->show();
}

void TestRuleEditor::cleanup()
{
    m_editor.reset();
    m_theme.reset();
}

void TestRuleEditor::changesNothingUnasked()
{
    const QSignalSpy edited(m_editor.get(), &RuleEditor::edited);
    std::vector<Rule> rules;
    for (const Preset &preset : presets())
        rules.insert(rules.end(), preset.rules.begin(), preset.rules.end());
    rules.push_back({.name = "odd",
                     .action = Replace {Replace::Find::Text, "a\nb",
                                        "\tc\xc2\xa0"
                                        "d"},
                     .percent = 100.0 / 3});
    rules.push_back({.name = "us", .action = Delay {Delay::Spread::Even, 1us, 1500us}});
    for (const Rule &rule : rules) {
        m_editor->setRule(rule);
        QCOMPARE(m_editor->rule(), rule);
        QVERIFY(!m_editor->fault());
    }
    QCOMPARE(edited.count(), 0);
    // Another member is changed, and only that.
    Rule odd = rules[rules.size() - 2];
    m_editor->setRule(odd);
    write("ruleName", QStringLiteral("even"));
    odd.name = "even";
    QCOMPARE(m_editor->rule(), odd);
}

void TestRuleEditor::takesWhatIsWritten()
{
    QSignalSpy edited(m_editor.get(), &RuleEditor::edited);
    m_editor->setRule({.name = "x"});
    write("ruleName", QStringLiteral("late"));
    write("ruleFilter", QStringLiteral("kind:ack"));
    choose("ruleDirection", QStringLiteral("to the app"));
    choose("ruleAction", QStringLiteral("Delay"));
    choose("ruleSpread", QStringLiteral("anything between"));
    write("ruleTime", QStringLiteral("1.5s"));
    write("ruleMost", QStringLiteral("2 s"));
    find<QDoubleSpinBox>("rulePercent").setValue(30);
    find<QSpinBox>("ruleTimes").setValue(3);
    write("ruleAfter", QStringLiteral("250ms"));
    write("ruleLength", QStringLiteral("10s"));
    QCOMPARE(m_editor->rule(),
             (Rule {.name = "late",
                    .filter = "kind:ack",
                    .direction = Capture::Direction::Received,
                    .action = Delay {Delay::Spread::Even, 1500ms, 2s},
                    .percent = 30,
                    .times = 3,
                    .after = 250ms,
                    .length = 10s}));
    QVERIFY(edited.count() > 10);
    QVERIFY(!m_editor->fault());
}

void TestRuleEditor::saysWhatIsWrongInPlace_data()
{
    QTest::addColumn<QByteArray>("edit");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *edit, const char *text, const char *words) {
        QTest::addRow("%s %s", edit, text)
            << QByteArray(edit) << QString::fromUtf8(text) << QString::fromUtf8(words);
    };
    row("ruleName", "", "A rule needs a name.");
    row("ruleFilter", "dir:up", "dir is one of: sent, received.");
    row("ruleFilter", "room:lobby", "room cannot be told of a message that is still on its way.");
    row("ruleTime", "soon", "This is no time: 250ms, 1.5s or 20s would be one.");
    row("ruleTime", "2000s", "");
    row("ruleTime", "4000s", "This is longer than 3600s.");
    row("ruleAfter", "x", "This is no time: 250ms, 1.5s or 20s would be one.");
    row("ruleLength", "-1s", "This is no time: 250ms, 1.5s or 20s would be one.");
}

void TestRuleEditor::saysWhatIsWrongInPlace()
{
    QFETCH(QByteArray, edit);
    QFETCH(QString, text);
    QFETCH(QString, words);
    m_editor->setRule({.name = "x", .action = Delay {.time = 1s}});
    QCOMPARE(m_editor->faultWords(), QString());
    write(edit.constData(), text);
    QCOMPARE(m_editor->faultWords(), words);
    QCOMPARE(m_editor->fault().has_value(), !words.isEmpty());
    if (words.isEmpty())
        return;
    // Right below what it is about.
    const QWidget *const label = m_editor->findChild<QWidget *>(QStringLiteral("ruleFault"));
    const QWidget &field = find<QLineEdit>(edit.constData());
    const int below = label->mapTo(m_editor.get(), QPoint()).y()
        - field.mapTo(m_editor.get(), QPoint(0, field.height())).y();
    QTRY_VERIFY(label->isVisible());
    QVERIFY(below > -field.height() && below < 3 * field.height());
    QVERIFY(label->parentWidget()->isAncestorOf(&field));
}

void TestRuleEditor::showsTheRowsOfAnAction_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QByteArrayList>("shown");
    QTest::newRow("drop") << QStringLiteral("Drop") << QByteArrayList();
    QTest::newRow("delay") << QStringLiteral("Delay") << QByteArrayList {"ruleSpread", "ruleTime"};
    QTest::newRow("duplicate") << QStringLiteral("Duplicate") << QByteArrayList {"ruleCopies"};
    QTest::newRow("reorder") << QStringLiteral("Reorder") << QByteArrayList {"ruleBy"};
    QTest::newRow("replace") << QStringLiteral("Replace")
                             << QByteArrayList {"ruleFindKind", "ruleFind", "ruleWith"};
    QTest::newRow("close") << QStringLiteral("Close the WebSocket")
                           << QByteArrayList {"ruleCode", "ruleReason"};
    QTest::newRow("cut") << QStringLiteral("Cut the connection")
                         << QByteArrayList {"ruleResets", "ruleInMessage"};
    QTest::newRow("stall") << QStringLiteral("Stall") << QByteArrayList {"ruleTime"};
}

void TestRuleEditor::showsTheRowsOfAnAction()
{
    QFETCH(QString, action);
    QFETCH(QByteArrayList, shown);
    m_editor->setRule({.name = "x", .action = Hold {}});
    choose("ruleAction", action);
    for (const char *name :
         {"ruleSpread", "ruleTime", "ruleMost", "ruleCopies", "ruleBy", "ruleFindKind", "ruleFind",
          "ruleWith", "ruleCode", "ruleReason", "ruleResets", "ruleInMessage", "ruleBytesPerSecond",
          "ruleStatus", "ruleContentType", "ruleBody"}) {
        const auto *const field = m_editor->findChild<QWidget *>(QLatin1String(name));
        QVERIFY2(field->isVisible() == shown.contains(name), name);
    }
    for (const QByteArray &name : shown) {
        const auto &field = find<QWidget>(name.constData());
        const auto *const box = qobject_cast<const QCheckBox *>(&field);
        QVERIFY2(!field.accessibleName().isEmpty() || (box != nullptr && !box->text().isEmpty()),
                 name.constData());
    }
}

void TestRuleEditor::offersWhatGoesWithTheSubject()
{
    m_editor->setRule({.name = "x"});
    auto &actions = find<QComboBox>("ruleAction");
    QCOMPARE(actions.count(), 9);
    QVERIFY(find<QLineEdit>("ruleFilter").isVisible());
    choose("ruleSubject", QStringLiteral("HTTP requests"));
    QCOMPARE(actions.count(), 2);
    QVERIFY(!find<QLineEdit>("ruleFilter").isVisible());
    QVERIFY(find<QLineEdit>("rulePath").isVisible());
    QVERIFY(std::holds_alternative<Answer>(m_editor->rule().action));
    find<QSpinBox>("ruleStatus").setValue(404);
    find<QPlainTextEdit>("ruleBody").setPlainText(QStringLiteral("gone\n"));
    choose("ruleAsked", QStringLiteral("polling"));
    write("rulePath", QStringLiteral("/a/*"));
    QCOMPARE(m_editor->rule(),
             (Rule {.name = "x",
                    .subject = Subject::Request,
                    .asked = Asked::Polling,
                    .path = "/a/*",
                    .action = Answer {.status = 404, .body = "gone\n"}}));
    choose("ruleSubject", QStringLiteral("connections"));
    QCOMPARE(actions.count(), 4);
    QCOMPARE(m_editor->rule().path, QByteArray());
    choose("ruleAction", QStringLiteral("Throttle"));
    find<QSpinBox>("ruleBytesPerSecond").setValue(9);
    QCOMPARE(m_editor->rule(),
             (Rule {.name = "x", .subject = Subject::Connection, .action = Throttle {9}}));
}

void TestRuleEditor::givesBackWhatAnActionHad()
{
    m_editor->setRule({.name = "x", .action = Close {4001, "bye"}});
    choose("ruleAction", QStringLiteral("Drop"));
    QCOMPARE(m_editor->rule().action, Action(Drop {}));
    choose("ruleAction", QStringLiteral("Close the WebSocket"));
    QCOMPARE(m_editor->rule().action, Action(Close {4001, "bye"}));
    QCOMPARE(find<QLineEdit>("ruleReason").text(), QStringLiteral("bye"));
}

void TestRuleEditor::givesBackWhatASubjectHad()
{
    const Rule rule {.name = "x",
                     .filter = "event:a",
                     .direction = Capture::Direction::Sent,
                     .action = Cut {true, true}};
    m_editor->setRule(rule);
    choose("ruleSubject", QStringLiteral("connections"));
    QCOMPARE(m_editor->rule(),
             (Rule {.name = "x", .subject = Subject::Connection, .action = Cut {true, false}}));
    QVERIFY(!m_editor->fault());
    choose("ruleSubject", QStringLiteral("messages"));
    QCOMPARE(m_editor->rule().filter, rule.filter);
    QCOMPARE(m_editor->rule().direction, rule.direction);
}

QTEST_MAIN(TestRuleEditor)
#include "tst_ruleeditor.moc"
