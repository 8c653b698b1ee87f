// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/compose/variablescope.h"

#include <QSignalSpy>
#include <QTest>

class TestMessageEditor : public QObject
{
    Q_OBJECT

private slots:
    void givesBackEveryByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("line ends") << QByteArray("a\r\nb\rc\n\n");
        QTest::newRow("zero") << QByteArray("a\0b", 3);
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe\xc3");
        QTest::newRow("BOM") << QByteArray("\xef\xbb\xbf{}");
        QTest::newRow("separators") << QByteArray("\xe2\x80\xa8\xe2\x80\xa9\x7f\x01\t");
        QTest::newRow("large") << QByteArray(300'000, 'x');
    }

    void givesBackEveryByte()
    {
        QFETCH(QByteArray, bytes);
        MessageEditor editor(m_theme, m_scope);
        QSignalSpy changed(&editor, &QsciScintilla::textChanged);
        editor.setLanguage(MessageEditor::Language::Json);
        editor.setContent("before");
        editor.setContent(bytes);
        QCOMPARE(editor.content(), bytes);
        QVERIFY(changed.count() >= 2);
        editor.setLanguage(MessageEditor::Language::Text);
        QCOMPARE(editor.content(), bytes);
    }

    void takesKeys()
    {
        MessageEditor editor(m_theme, m_scope);
        editor.setLanguage(MessageEditor::Language::Json);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        QTest::keyClicks(&editor, QStringLiteral("{\"a\":1}"));
        QCOMPARE(editor.content(), QByteArray("{\"a\":1}"));
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(editor.content(), QByteArray("{\"a\":1}\n"));
        QTest::keyClick(&editor, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.content().trimmed().size(), editor.content().size());
        // Ctrl+L and Ctrl+D are the window's.
        const QByteArray before = editor.content();
        QTest::keyClick(&editor, Qt::Key_L, Qt::ControlModifier);
        QTest::keyClick(&editor, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(editor.content(), before);
    }

    void underlinesWhatIsWrong()
    {
        MessageEditor editor(m_theme, m_scope);
        editor.setContent("{\"\xc3\xa9\":,}");
        DraftProblem problem;
        problem.offset = 6;
        problem.size = 1;
        editor.showProblem(problem);
        QCOMPARE(editor.problemOffset(), 6);
        QVERIFY(isUnderlined(editor, 6));
        QVERIFY(!isUnderlined(editor, 5));
        problem.offset = 8; // the end
        problem.size = 0;
        editor.showProblem(problem);
        QVERIFY(isUnderlined(editor, 7));
        QVERIFY(!isUnderlined(editor, 6));
        editor.showProblem(std::nullopt);
        QVERIFY(!isUnderlined(editor, 7));
        QCOMPARE(editor.problemOffset(), -1);
    }

    void marksVariables()
    {
        MessageEditor editor(m_theme, m_scope);
        m_scope.setValues(Variables::Values {{QStringLiteral("a"), QStringLiteral("1")}});
        editor.setContent("x {{a}} {{b}}");
        QVERIFY(isMarked(editor, 2));
        QVERIFY(!isMarked(editor, 8)); // has no value
        m_scope.setValues(std::nullopt);
        QVERIFY(!isMarked(editor, 2));
    }

    void measuresAsItDraws()
    {
        MessageEditor editor(m_theme, m_scope);
        editor.resize(600, 100);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        editor.setContent(R"({ "room": "lobby", "n": 12345678901234567890, "m": [true] })");
        editor.setLanguage(MessageEditor::Language::Json);
        QVERIFY(!editor.grab().isNull());
        const auto place = [&editor](long position) {
            return editor.SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, position);
        };
        const double pitch = double(place(40) - place(0)) / 40;
        for (long position = 0; position < 58; ++position) {
            const double offset = double(place(position) - place(0));
            QVERIFY2(qAbs(offset - pitch * double(position)) <= 1.5,
                     qPrintable(QStringLiteral("%1: %2 %3").arg(position).arg(offset).arg(pitch)));
        }
    }

    void followsTheTheme()
    {
        Theme theme;
        MessageEditor editor(theme, m_scope);
        for (const auto language : {MessageEditor::Language::Json, MessageEditor::Language::Text}) {
            editor.setLanguage(language);
            for (const auto mode : {Theme::Mode::Dark, Theme::Mode::Light}) {
                theme.setMode(mode);
                const long paper = editor.SendScintilla(QsciScintilla::SCI_STYLEGETBACK,
                                                        long(QsciScintilla::STYLE_DEFAULT));
                const QColor wanted = theme.colors().alternate;
                QCOMPARE(paper, long(wanted.red() | wanted.green() << 8 | wanted.blue() << 16));
            }
        }
    }

private:
    static bool hasIndicator(const MessageEditor &editor, int number, long place)
    {
        return editor.SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT,
                                    static_cast<unsigned long>(number), place)
            != 0;
    }
    static bool isUnderlined(const MessageEditor &editor, long place)
    {
        return hasIndicator(editor, 8, place);
    }
    static bool isMarked(const MessageEditor &editor, long place)
    {
        return hasIndicator(editor, 9, place);
    }

    const Theme m_theme;
    VariableScope m_scope;
};

QTEST_MAIN(TestMessageEditor)
#include "tst_messageeditor.moc"
