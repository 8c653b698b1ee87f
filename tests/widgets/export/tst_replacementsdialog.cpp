// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/replacementsdialog.h"

#include "tests/support/samplecapture.h"
#include "widgets/common/theme.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/rulelist.h"

#include <QPushButton>
#include <QTest>

/// What will be replaced is listed, and what is unchecked stays.
class TestReplacementsDialog : public QObject
{
    Q_OBJECT

private slots:
    void listsAndKeeps();
    void looksForWhatTheUserSays();
    void saysWhatCannotBeRead();

private:
    static QPushButton *button(const QDialog &dialog, const QString &text)
    {
        for (QPushButton *const button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }

    Theme m_theme;
    SampleCapture m_capture;
};

void TestReplacementsDialog::listsAndKeeps()
{
    Replacements before;
    before.kept = {SampleCapture::pid()};
    ReplacementsDialog dialog(m_capture.path(), before, m_theme);
    dialog.show();
    QPushButton *const accept = button(dialog, QStringLiteral("OK"));
    QVERIFY(!accept->isEnabled());
    QCOMPARE(dialog.replacements().kept, before.kept);
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60'000);
    FoundModel &found = dialog.found();
    QVERIFY(found.rowCount() >= 3);
    QCOMPARE(found.checked(), found.rowCount() - 1);
    const QString all = QString::number(found.rowCount());
    QVERIFY2(dialog.status().startsWith(
                 QStringLiteral("%1 of %2 secrets ").arg(found.rowCount() - 1).arg(all)),
             qPrintable(dialog.status()));
    for (int row = 0; row < found.rowCount(); ++row) {
        const QModelIndex cell = found.index(row, FoundModel::What);
        const bool isPid = cell.data().toString() == QLatin1String("Recovery id");
        QCOMPARE(cell.data(Qt::CheckStateRole).toInt() == Qt::Unchecked, isPid);
        QVERIFY(found.setData(cell, isPid ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole));
    }
    QVERIFY(dialog.status().startsWith(QStringLiteral("1 of ")));
    QVERIFY(!dialog.replacements().kept.contains(SampleCapture::pid()));
    QVERIFY(dialog.replacements().kept.contains(SampleCapture::sid()));
    accept->click();
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestReplacementsDialog::looksForWhatTheUserSays()
{
    Replacements before;
    before.kept = {SampleCapture::pid()};
    before.lines = {{RuleLine::Path, QStringLiteral("/name")},
                    {RuleLine::Pattern, QStringLiteral("going (home)")}};
    ReplacementsDialog dialog(m_capture.path(), before, m_theme);
    dialog.show();
    QPushButton *const accept = button(dialog, QStringLiteral("OK"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60'000);
    QCOMPARE(dialog.rules().lines().size(), 2);
    const auto has = [&dialog](const char *kind) {
        for (int row = 0; row < dialog.found().rowCount(); ++row) {
            if (dialog.found().index(row, FoundModel::What).data().toString()
                == QLatin1String(kind))
                return true;
        }
        return false;
    };
    QVERIFY(has("At your path"));
    QVERIFY(has("Your pattern"));
    QCOMPARE(dialog.replacements().lines, before.lines);
    QCOMPARE(dialog.replacements().rules.paths.size(), 1);
    QCOMPARE(dialog.replacements().rules.patterns.size(), 1);
    // What is wrong cannot be accepted; what is changed is looked for.
    dialog.rules().lines().constLast()->setText(QStringLiteral("a(b"));
    QVERIFY(!accept->isEnabled());
    dialog.rules().lines().constLast()->setText({});
    QVERIFY(!accept->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60'000);
    QVERIFY(has("At your path"));
    QVERIFY(!has("Your pattern"));
    QVERIFY(dialog.replacements().kept.contains(SampleCapture::pid())); // still
    QCOMPARE(dialog.replacements().lines.size(), 1);
}

void TestReplacementsDialog::saysWhatCannotBeRead()
{
    const ReplacementsDialog dialog(QStringLiteral("/nowhere"), {}, m_theme);
    QTRY_COMPARE_WITH_TIMEOUT(dialog.status(), QStringLiteral("/nowhere does not exist."), 60'000);
    QVERIFY(!button(dialog, QStringLiteral("OK"))->isEnabled());
}

QTEST_MAIN(TestReplacementsDialog)
#include "tst_replacementsdialog.moc"
