// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportdialog.h"

#include "tests/support/samplecapture.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QFile>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

/// A report of what is shown, or of all, redacted unless that is unchecked.
class TestReportDialog : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatIsShown();
    void writesEverything();
    void saysWhatFailed();

private:
    QByteArray written(ReportDialog *dialog, const QString &name)
    {
        const QString target = m_folder.filePath(name);
        connect(dialog, &ReportDialog::saveRequested, dialog,
                [dialog, target] { dialog->saveTo(target); });
        const QSignalSpy saved(dialog, &ReportDialog::saved);
        for (QPushButton *const button : dialog->findChildren<QPushButton *>()) {
            if (button->isDefault())
                button->click();
        }
        [&] { QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 60'000); }();
        QFile file(target);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Theme m_theme;
    SampleCapture m_capture;
    QTemporaryDir m_folder;
};

void TestReportDialog::writesWhatIsShown()
{
    MessageFilter::Terms shown;
    shown.text = QStringLiteral("kind:connect");
    ReportDialog dialog(m_capture.path(), QStringLiteral("sample"), shown, m_theme);
    dialog.show();
    const QByteArray page = written(&dialog, QStringLiteral("a.html"));
    QVERIFY(page.contains("messages that match kind:connect"));
    QCOMPARE(page.count("<section"), 1);
    QVERIFY(page.contains("pid-1-redacted"));
    QVERIFY(!page.contains(SampleCapture::pid()));
    QVERIFY(!page.contains(SampleCapture::sid()));
    QVERIFY(!dialog.isVisible());
}

void TestReportDialog::writesEverything()
{
    MessageFilter::Terms shown;
    shown.text = QStringLiteral("kind:connect");
    ReportDialog dialog(m_capture.path(), QStringLiteral("sample"), shown, m_theme);
    dialog.show();
    for (QRadioButton *const button : dialog.findChildren<QRadioButton *>()) {
        if (!button->isChecked()) {
            button->click();
            break;
        }
    }
    dialog.findChild<QCheckBox *>()->click();
    const QByteArray page = written(&dialog, QStringLiteral("a.md"));
    QVERIFY(page.startsWith("# Traffic of sample\n"));
    QVERIFY(page.contains("* Shown: all messages\n"));
    QVERIFY(page.contains(SampleCapture::pid()));
}

void TestReportDialog::saysWhatFailed()
{
    ReportDialog dialog(m_capture.path(), QStringLiteral("sample"), {}, m_theme);
    dialog.show();
    dialog.saveTo(m_folder.filePath(QStringLiteral("none/a.html")));
    QTRY_VERIFY2_WITH_TIMEOUT(
        dialog.status().contains(QStringLiteral("none/a.html could not be written: ")),
        qPrintable(dialog.status()), 60'000);
    QVERIFY(dialog.isVisible());
    // Nor is the capture written over.
    dialog.saveTo(m_capture.path());
    QTRY_VERIFY2_WITH_TIMEOUT(dialog.status().contains(QStringLiteral("is the capture itself")),
                              qPrintable(dialog.status()), 60'000);
    QVERIFY(m_capture.open());
}

QTEST_MAIN(TestReportDialog)
#include "tst_reportdialog.moc"
