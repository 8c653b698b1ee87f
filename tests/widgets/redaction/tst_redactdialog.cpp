// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactdialog.h"

#include "tests/support/samplecapture.h"
#include "widgets/common/theme.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/redactcheckbox.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

/// What was found is shown, can be unchecked, and is gone from the copy.
class TestRedactDialog : public QObject
{
    Q_OBJECT

private slots:
    void looksAtOnce();
    void savesACopy();
    void looksForWhatTheUserSays();
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

void TestRedactDialog::looksForWhatTheUserSays()
{
    RedactDialog dialog(m_capture.path(), m_theme);
    dialog.show();
    QPushButton *const look = button(dialog, QStringLiteral("&Look again"));
    QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), 60'000);
    const auto edits = dialog.findChildren<QLineEdit *>();
    QCOMPARE(edits.size(), 2);
    edits[0]->setText(QStringLiteral("/name"));
    edits[1]->setText(QStringLiteral("going (home)"));
    look->click();
    QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), 60'000);
    QVERIFY(rowOf(dialog.found(), QStringLiteral("At your path")) >= 0);
    QVERIFY(rowOf(dialog.found(), QStringLiteral("Your pattern")) >= 0);
    edits[1]->setText(QStringLiteral("a(b"));
    look->click();
    QCOMPARE(dialog.status(),
             QStringLiteral("The pattern, at character 4: missing closing parenthesis."));
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
