// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/answers/answereditor.h"
#include "widgets/common/theme.h"
#include "widgets/compose/messageeditor.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestAnswerEditor : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatIsWrongInPlace();
    void keepsBytes();
    void asksForFiles();

private:
    Theme m_theme;
};

void TestAnswerEditor::saysWhatIsWrongInPlace()
{
    AnswerEditor editor(m_theme);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QVERIFY(editor.fault().startsWith(QStringLiteral("Line 1: This is no JSON")));
    const QByteArray wrong = "{\"sockscope-answers\": 1, \"answers\": [\n"
                             "{\"name\": \"a\", \"do\": \"nothing\"}]}";
    editor.setText(wrong);
    QVERIFY2(editor.fault().startsWith(QStringLiteral("Line 2: Answer 1 (a): \"do\" is ")),
             qPrintable(editor.fault()));
    auto *const text = editor.findChild<MessageEditor *>();
    QCOMPARE(text->problemOffset(), wrong.indexOf("\"nothing\""));
    QSignalSpy changed(&editor, &AnswerEditor::changed);
    editor.setText(QByteArray(wrong).replace("nothing", "drop"));
    QCOMPARE(editor.fault(), QString());
    QCOMPARE(text->problemOffset(), -1);
    QVERIFY(changed.count() > 0);
    QVERIFY(!editor.grab().isNull());
}

void TestAnswerEditor::keepsBytes()
{
    AnswerEditor editor(m_theme);
    const QByteArray json = "{ \"sockscope-answers\" : 1 ,\"x\": \"{{no}} \xc3\xa9\" }\n";
    editor.setText(json);
    QCOMPARE(editor.text(), json);
}

void TestAnswerEditor::asksForFiles()
{
    AnswerEditor editor(m_theme);
    QSignalSpy opens(&editor, &AnswerEditor::openRequested);
    QSignalSpy saves(&editor, &AnswerEditor::saveRequested);
    const auto buttons = editor.findChildren<QPushButton *>();
    for (QPushButton *const button : buttons)
        button->click();
    QCOMPARE(opens.count(), 1);
    QCOMPARE(saves.count(), 1);
}

QTEST_MAIN(TestAnswerEditor)
#include "tst_answereditor.moc"
