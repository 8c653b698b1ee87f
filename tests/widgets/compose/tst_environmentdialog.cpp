// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/compose/environmentdialog.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

class TestEnvironmentDialog : public QObject
{
    Q_OBJECT

private slots:
    void editsVariables()
    {
        EnvironmentDialog dialog(
            {{QStringLiteral("local"), {{QStringLiteral("host"), QStringLiteral("a")}}},
             {QStringLiteral("staging"), {}}},
            QStringLiteral("staging"), m_theme);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCOMPARE(dialog.current(), QStringLiteral("staging"));
        auto *const table = dialog.findChild<QTableWidget *>();
        QCOMPARE(table->rowCount(), 1); // one to write into
        type(table, 0, 0, QStringLiteral("room"));
        type(table, 0, 1, QStringLiteral("lobby"));
        QCOMPARE(table->rowCount(), 2);
        auto *const names = dialog.findChild<QListWidget *>();
        names->setFocus();
        QTest::keyClick(names, Qt::Key_Up);
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("host"));
        const auto edited = dialog.environments();
        QCOMPARE(edited.size(), 2);
        QCOMPARE(edited.at(1).values,
                 (Variables::Values {{QStringLiteral("room"), QStringLiteral("lobby")}}));
        QCOMPARE(edited.at(0).values.value(QStringLiteral("host")), QStringLiteral("a"));
    }

    void addsAndRemoves()
    {
        EnvironmentDialog dialog({}, {}, m_theme);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto *const names = dialog.findChild<QListWidget *>();
        QCOMPARE(names->count(), 1);
        QTest::mouseClick(button(dialog, "Add"), Qt::LeftButton);
        QCOMPARE(dialog.environments().size(), 2);
        QVERIFY(dialog.environments().at(0).name != dialog.environments().at(1).name);
        QTest::mouseClick(button(dialog, "Remove"), Qt::LeftButton);
        QTest::mouseClick(button(dialog, "Remove"), Qt::LeftButton);
        QVERIFY(dialog.environments().isEmpty());
    }

    void refusesNamesThatAreNone()
    {
        EnvironmentDialog dialog({{QStringLiteral("local"), {}}}, {}, m_theme);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QPushButton *const ok
            = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        auto *const table = dialog.findChild<QTableWidget *>();
        QVERIFY(ok->isEnabled());
        type(table, 0, 0, QStringLiteral("a b"));
        QVERIFY(!ok->isEnabled());
        type(table, 0, 0, QStringLiteral("a-b"));
        QVERIFY(ok->isEnabled());
        dialog.findChild<QListWidget *>()->item(0)->setText(QStringLiteral(" "));
        QVERIFY(!ok->isEnabled());
    }

private:
    static void type(QTableWidget *table, int row, int column, const QString &text)
    {
        table->setCurrentCell(row, column);
        table->edit(table->model()->index(row, column));
        const QPointer<QLineEdit> edit = table->findChild<QLineEdit *>();
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!edit); // taken
    }

    static QPushButton *button(const QDialog &dialog, const char *text)
    {
        const auto buttons = dialog.findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->text() == QLatin1String(text))
                return candidate;
        }
        return nullptr;
    }

    const Theme m_theme;
};

QTEST_MAIN(TestEnvironmentDialog)
#include "tst_environmentdialog.moc"
