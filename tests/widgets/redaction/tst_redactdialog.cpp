// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactdialog.h"

#include "tests/support/samplecapture.h"
#include "widgets/common/theme.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/redactcheckbox.h"
#include "widgets/redaction/rulelist.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

/// What was found is shown, can be unchecked, and is gone from the copy.
class TestRedactDialog : public QObject
{
    Q_OBJECT

private slots:
    void looksAtOnce();
    void savesACopy();
    void looksForWhatTheUserSays();
    void saysWhichLineIsWrong();
    void whatWasUncheckedStaysSo();
    void returnLooksAtOnce();
    void saysWhatFailed();
    void closingCancels();
    void checkBoxIsOn();

private:
    QString copyPath() const { return m_capture.path() + QStringLiteral(".copy"); }
    static QPushButton *button(const QDialog &dialog, const QString &text)
    {
        for (QPushButton *const button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    static int rowOf(const FoundModel &model, const QString &kind)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, FoundModel::What).data().toString() == kind)
                return row;
        }
        return -1;
    }

    Theme m_theme;
    SampleCapture m_capture;
};

void TestRedactDialog::looksAtOnce()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QVERIFY(!button(dialog, QStringLiteral("Save copy…"))->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog, QStringLiteral("Save copy…"))->isEnabled(), 60'000);
    QVERIFY(dialog.found().rowCount() >= 3);
    QVERIFY(rowOf(dialog.found(), QStringLiteral("Recovery id")) >= 0);
    QVERIFY2(dialog.status().contains(QStringLiteral("are replaced by stand-ins")),
             qPrintable(dialog.status()));
}

void TestRedactDialog::savesACopy()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog, QStringLiteral("Save copy…"))->isEnabled(), 60'000);
    const int pid = rowOf(dialog.found(), QStringLiteral("Recovery id"));
    dialog.found().setData(dialog.found().index(pid, 0), Qt::Unchecked, Qt::CheckStateRole);
    connect(&dialog, &RedactDialog::saveRequested, &dialog, [&] { dialog.saveTo(copyPath()); });
    const QSignalSpy saved(&dialog, &RedactDialog::saved);
    button(dialog, QStringLiteral("Save copy…"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 60'000);
    QVERIFY(!dialog.isVisible());
    QFile copy(copyPath());
    QVERIFY(copy.open(QIODevice::ReadOnly));
    const QByteArray bytes = copy.readAll();
    QVERIFY(!bytes.contains(SampleCapture::sid()));
    QVERIFY(bytes.contains(SampleCapture::pid()));
    const auto reader = Capture::StoreReader::open(copyPath(), nullptr);
    QVERIFY(reader);
    QCOMPARE(reader->lastMessage(), Capture::Id(SampleCapture::Msgpack));
    QCOMPARE(reader->message(SampleCapture::Long)->record.content.size,
             m_capture.open()->message(SampleCapture::Long)->record.content.size);
    QVERIFY(QFile::remove(copyPath()));
}

/// Several paths and patterns; what is listed follows as they change.
void TestRedactDialog::looksForWhatTheUserSays()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QPushButton *const save = button(dialog, QStringLiteral("Save copy…"));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    RuleList &rules = dialog.rules();
    QCOMPARE(rules.lines().size(), 1);
    const int before = dialog.found().rowCount();
    QTest::keyClicks(rules.lines().at(0)->focusProxy(), QStringLiteral("/name"));
    QVERIFY(!save->isEnabled()); // what is listed is out of date
    button(dialog, QStringLiteral("Add p&attern"))->click();
    QCOMPARE(rules.lines().size(), 2);
    QVERIFY(rules.lines().at(1)->focusProxy()->hasFocus());
    QTest::keyClicks(rules.lines().at(1)->focusProxy(), QStringLiteral("going (home)"));
    button(dialog, QStringLiteral("Add &path"))->click();
    rules.lines().at(2)->setText(QStringLiteral(" /nothing/there "));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    QVERIFY(rowOf(dialog.found(), QStringLiteral("At your path")) >= 0);
    const int pattern = rowOf(dialog.found(), QStringLiteral("Your pattern"));
    QVERIFY(pattern >= 0);
    QCOMPARE(dialog.found().index(pattern, FoundModel::Where).data().toString(),
             QStringLiteral("payloads"));
    // Without them it is as before.
    while (rules.lines().size() > 1)
        rules.lines()
            .at(1)
            ->findChild<QToolButton *>(QString(), Qt::FindDirectChildrenOnly)
            ->click();
    rules.lines().at(0)->setText({});
    QVERIFY(!save->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    QCOMPARE(dialog.found().rowCount(), before);
}

void TestRedactDialog::saysWhichLineIsWrong()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QPushButton *const save = button(dialog, QStringLiteral("Save copy…"));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    RuleList &rules = dialog.rules();
    RuleLine *const path = rules.lines().at(0);
    RuleLine *const pattern = rules.addLine(RuleLine::Pattern);
    path->setText(QStringLiteral("name"));
    pattern->setText(QStringLiteral("a(b"));
    QCOMPARE(path->problem(),
             QStringLiteral("A path begins with / and goes on with a name, like /user/password."));
    QCOMPARE(pattern->problem(),
             QStringLiteral("The pattern, at character 4: missing closing parenthesis."));
    QCOMPARE(rules.problems(), 2);
    QVERIFY(!rules.rules());
    QVERIFY(!save->isEnabled());
    QVERIFY2(dialog.status().startsWith(QLatin1String("2 lines below")),
             qPrintable(dialog.status()));
    path->setText(QStringLiteral("/na~me"));
    QCOMPARE(path->problem(), QStringLiteral("In a path ~ is followed by 0 (for ~) or 1 (for /)."));
    pattern->setText(QStringLiteral("x*"));
    QCOMPARE(pattern->problem(), QStringLiteral("A pattern has to match at least a character."));
    path->setKind(RuleLine::Pattern); // as a pattern it is one
    QCOMPARE(path->problem(), QString());
    pattern->setText({});
    QVERIFY(rules.rules());
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
}

void TestRedactDialog::whatWasUncheckedStaysSo()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QPushButton *const save = button(dialog, QStringLiteral("Save copy…"));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    int pid = rowOf(dialog.found(), QStringLiteral("Recovery id"));
    dialog.found().setData(dialog.found().index(pid, 0), Qt::Unchecked, Qt::CheckStateRole);
    dialog.rules().lines().at(0)->setText(QStringLiteral("/name"));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    pid = rowOf(dialog.found(), QStringLiteral("Recovery id"));
    QCOMPARE(dialog.found().index(pid, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QCOMPARE(dialog.found().checked(), dialog.found().rowCount() - 1);
}

void TestRedactDialog::returnLooksAtOnce()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QPushButton *const save = button(dialog, QStringLiteral("Save copy…"));
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    const QSignalSpy asks(&dialog, &RedactDialog::saveRequested);
    RuleLine *const line = dialog.rules().lines().at(0);
    QTest::keyClicks(line->focusProxy(), QStringLiteral("/name"));
    QTest::keyClick(line->focusProxy(), Qt::Key_Return);
    QCOMPARE(dialog.status(), QStringLiteral("Looking for secrets…"));
    QCOMPARE(asks.size(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 60'000);
    QVERIFY(rowOf(dialog.found(), QStringLiteral("At your path")) >= 0);
}

void TestRedactDialog::saysWhatFailed()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog, QStringLiteral("Save copy…"))->isEnabled(), 60'000);
    dialog.saveTo(m_capture.path());
    QTRY_VERIFY2_WITH_TIMEOUT(dialog.status().contains(QStringLiteral("is the capture itself")),
                              qPrintable(dialog.status()), 60'000);
    QVERIFY(dialog.isVisible());
    QVERIFY(button(dialog, QStringLiteral("Save copy…"))->isEnabled());
}

void TestRedactDialog::closingCancels()
{
    auto dialog = std::make_unique<RedactDialog>(m_capture.path(), m_theme);
    dialog->show();
    QTRY_VERIFY_WITH_TIMEOUT(button(*dialog, QStringLiteral("Save copy…"))->isEnabled(), 60'000);
    dialog->saveTo(copyPath());
    button(*dialog, QStringLiteral("Cancel"))->click();
    dialog.reset();
    QVERIFY(!QFile::exists(copyPath()));
    QVERIFY(!QFile::exists(copyPath() + QStringLiteral(".part")));
}

void TestRedactDialog::checkBoxIsOn()
{
    RedactCheckBox box;
    QVERIFY(box.isChecked());
    const QSignalSpy toggles(&box, &RedactCheckBox::toggled);
    box.findChild<QCheckBox *>()->click();
    QCOMPARE(toggles.size(), 1);
    QVERIFY(!box.isChecked());
}

QTEST_MAIN(TestRedactDialog)
#include "tst_redactdialog.moc"
