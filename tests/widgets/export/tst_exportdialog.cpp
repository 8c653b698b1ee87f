// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/exportdialog.h"

#include "protocol/formats/csv.h"
#include "protocol/formats/jsonlines.h"
#include "tests/support/exporting.h"
#include "tests/support/samplecapture.h"
#include "widgets/common/theme.h"
#include "widgets/export/replacementsdialog.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/rulelist.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using What = ExportScope::What;

namespace {

/// A format that has written something and goes on until it is stopped.
bool writeForEver(Formats::Export &work)
{
    if (!work.sink("a beginning"))
        return false;
    while (work.goesOn(0.5)) { }
    return false;
}

} // namespace

/// Asks, writes, and says what was written.
class TestExportDialog : public QObject
{
    Q_OBJECT

public slots:
    void open(const QUrl &url) { m_opened = url; }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void countsEachPart();
    void theNameFollowsTheFormat();
    void writesWhatIsChosen();
    void redactsUnlessItIsUnchecked();
    void whatIsKeptStays();
    void asksBeforeItWritesOver();
    void stoppedLeavesNothing();
    void closedLeavesNothing();
    void letsGoOfTheCapture();
    void saysWhatFailed();
    void aFilterThatCannotBeReadChoosesNothing();
    void worksByKeyboard();

private:
    ExportDialog::Setup setup() const
    {
        MessageFilter::Terms connects;
        connects.text = QStringLiteral("kind:connect");
        return {.capture = m_capture.path(),
                .isLive = false,
                .formats
                = {{QStringLiteral("jsonl"), QStringLiteral("lines"), Formats::writeJsonLines},
                   {QStringLiteral("csv"), QStringLiteral("cells"), Formats::writeCsv},
                   {QStringLiteral("long"), QStringLiteral("no end"), writeForEver}},
                .scopes = {{What::Shown, QStringLiteral("Shown"), connects.text, connects},
                           {What::Everything, QStringLiteral("All"), QStringLiteral("all"), {}}},
                .what = What::Everything,
                .format = {},
                .isRedacted = true,
                .target = pathOf("sample")};
    }
    QString pathOf(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QPushButton *button(const QDialog &dialog, const char *text)
    {
        for (QPushButton *const button : dialog.findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == QString::fromUtf8(text))
                return button;
        }
        return nullptr;
    }
    static void choose(const ExportDialog &dialog, const char *part)
    {
        for (QRadioButton *const button : dialog.findChildren<QRadioButton *>())
            button->setChecked(button->text() == QLatin1String(part));
    }
    static void chooseFormat(const ExportDialog &dialog, int index)
    {
        dialog.findChild<QComboBox *>()->setCurrentIndex(index);
    }
    /// Clicks Export and waits for the end.
    static void exportBy(ExportDialog &dialog)
    {
        const QSignalSpy exported(&dialog, &ExportDialog::exported);
        button(dialog, "Export")->click();
        [&] {
            QTRY_VERIFY2_WITH_TIMEOUT(exported.size() == 1, qPrintable(dialog.words()), 60'000);
        }();
    }

    /// writeForEver() has begun: it says that it has done half.
    static void waitForWriting(const ExportDialog &dialog)
    {
        const auto *const progress = dialog.findChild<QProgressBar *>();
        QTRY_COMPARE_WITH_TIMEOUT(progress->value(), 750, 60'000);
    }

    Theme m_theme;
    SampleCapture m_capture;
    std::unique_ptr<QTemporaryDir> m_folder;
    QUrl m_opened;
};

void TestExportDialog::countsEachPart()
{
    const ExportDialog dialog(setup(), m_theme);
    const auto says = [&dialog](const QString &words) {
        for (const QLabel *const label : dialog.findChildren<QLabel *>()) {
            if (label->text() == words)
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("1 message")), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("%1 messages").arg(int(SampleCapture::Msgpack))),
                             60'000);
    QVERIFY(says(QStringLiteral("kind:connect")));
}

void TestExportDialog::theNameFollowsTheFormat()
{
    ExportDialog dialog(setup(), m_theme);
    QCOMPARE(dialog.target(), pathOf("sample.jsonl"));
    chooseFormat(dialog, 1);
    QCOMPARE(dialog.target(), pathOf("sample.csv"));
    dialog.setTarget(pathOf("other.log.csv"));
    chooseFormat(dialog, 0);
    QCOMPARE(dialog.target(), pathOf("other.log.jsonl"));
    dialog.setTarget(pathOf("bare"));
    QCOMPARE(dialog.target(), pathOf("bare.jsonl"));
    // A name that ends as another format wants that.
    dialog.setTarget(pathOf("sample.csv"));
    QCOMPARE(dialog.format(), QStringLiteral("csv"));
    dialog.setTarget(pathOf("sample.JSONL"));
    QCOMPARE(dialog.format(), QStringLiteral("jsonl"));
    QCOMPARE(dialog.target(), pathOf("sample.JSONL"));
    // A name without a folder is in the folder that was suggested.
    dialog.setTarget(QStringLiteral(" here.txt "));
    QCOMPARE(dialog.target(), pathOf("here.txt"));
    dialog.setTarget({});
    QVERIFY(!button(dialog, "Export")->isEnabled());
    QSignalSpy browses(&dialog, &ExportDialog::browseRequested);
    dialog.setTarget(pathOf("a"));
    button(dialog, "Browse…")->click();
    QCOMPARE(browses.takeFirst().constFirst().toString(), pathOf("a.jsonl"));
}

void TestExportDialog::writesWhatIsChosen()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    dialog.findChild<QCheckBox *>()->setChecked(false);
    exportBy(dialog);
    const QByteArray all = Exporting::text(*m_capture.open(), Formats::writeJsonLines);
    QCOMPARE(contentOf(pathOf("sample.jsonl")), all);
    QCOMPARE(dialog.words(),
             QStringLiteral("Written: %1 messages, %2 B, in %3.")
                 .arg(int(SampleCapture::Msgpack))
                 .arg(QLocale().toString(all.size()), pathOf("sample.jsonl")));

    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open");
    button(dialog, "Open folder")->click();
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(m_opened, QUrl::fromLocalFile(m_folder->path()));
    button(dialog, "Copy path")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), pathOf("sample.jsonl"));

    choose(dialog, "Shown");
    chooseFormat(dialog, 1);
    QCOMPARE(dialog.words(), QString()); // that was another export
    exportBy(dialog);
    const QByteArray csv = contentOf(pathOf("sample.csv"));
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.contains(SampleCapture::pid()));
    QVERIFY2(dialog.words().startsWith(QStringLiteral("Written: 1 message, ")),
             qPrintable(dialog.words()));
    QCOMPARE(files(), (QStringList {QStringLiteral("sample.csv"), QStringLiteral("sample.jsonl")}));
}

void TestExportDialog::redactsUnlessItIsUnchecked()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    QVERIFY(dialog.isRedacted());
    QVERIFY(button(dialog, "What is replaced…")->isEnabled());
    exportBy(dialog);
    const QByteArray lines = contentOf(dialog.target());
    QVERIFY(lines.contains("chat message"));
    QVERIFY(!lines.contains(SampleCapture::sid()));
    QVERIFY(!lines.contains(SampleCapture::pid()));
    dialog.setTarget(pathOf("open"));
    dialog.findChild<QCheckBox *>()->click();
    QVERIFY(!button(dialog, "What is replaced…")->isEnabled());
    exportBy(dialog);
    QVERIFY(contentOf(dialog.target()).contains(SampleCapture::sid()));
}

void TestExportDialog::whatIsKeptStays()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    button(dialog, "What is replaced…")->click();
    auto *const replacements = dialog.findChild<ReplacementsDialog *>();
    QVERIFY(replacements != nullptr && replacements->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(button(*replacements, "OK")->isEnabled(), 60'000);
    FoundModel &found = replacements->found();
    for (int row = 0; row < found.rowCount(); ++row) {
        const QModelIndex cell = found.index(row, FoundModel::What);
        if (cell.data().toString() == QLatin1String("Recovery id"))
            found.setData(cell, Qt::Unchecked, Qt::CheckStateRole);
    }
    replacements->rules().lines().constFirst()->setText(QStringLiteral("/name"));
    QTRY_VERIFY_WITH_TIMEOUT(button(*replacements, "OK")->isEnabled(), 60'000);
    button(*replacements, "OK")->click();
    exportBy(dialog);
    const QByteArray lines = contentOf(dialog.target());
    QVERIFY(lines.contains(SampleCapture::pid()));
    QVERIFY(!lines.contains(SampleCapture::sid()));
    QVERIFY(!lines.contains("plan.pdf"));
    // And is there again when one looks again.
    button(dialog, "What is replaced…")->click();
    const Replacements again
        = dialog.findChildren<ReplacementsDialog *>().constLast()->replacements();
    QCOMPARE(again.kept, QSet<QByteArray> {SampleCapture::pid()});
    QCOMPARE(again.lines.size(), 1);
}

void TestExportDialog::asksBeforeItWritesOver()
{
    QFile file(pathOf("sample.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("before") == 6);
    file.close();
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    button(dialog, "Export")->click();
    QCOMPARE(dialog.words(),
             QStringLiteral("%1 is there already. Replace it, or choose another name.")
                 .arg(file.fileName()));
    QVERIFY(button(dialog, "Export") == nullptr);
    QVERIFY(!button(dialog, "Replace")->isDefault());
    // Nobody replaces a file by pressing Enter twice.
    QTest::keyClick(dialog.findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(contentOf(file.fileName()), QByteArray("before"));
    // Another name is another question.
    dialog.setTarget(pathOf("sample2.jsonl"));
    QVERIFY(button(dialog, "Export")->isDefault());
    QCOMPARE(dialog.words(), QString());
    dialog.setTarget(file.fileName());
    button(dialog, "Export")->click();
    QCOMPARE(contentOf(file.fileName()), QByteArray("before"));
    const QSignalSpy exported(&dialog, &ExportDialog::exported);
    button(dialog, "Replace")->click();
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 60'000);
    QVERIFY(contentOf(file.fileName()).startsWith("{\"id\":1,"));
}

void TestExportDialog::stoppedLeavesNothing()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    chooseFormat(dialog, 2);
    QPushButton *const stop = button(dialog, "Stop");
    QVERIFY(!stop->isVisible());
    button(dialog, "Export")->click();
    QVERIFY(stop->isVisible());
    QVERIFY(!button(dialog, "Export")->isEnabled());
    waitForWriting(dialog);
    stop->click();
    QTRY_COMPARE_WITH_TIMEOUT(dialog.words(), QStringLiteral("Stopped; nothing was written."),
                              60'000);
    QCOMPARE(files(), QStringList());
    QVERIFY(!stop->isVisible());
    // And goes on as before.
    chooseFormat(dialog, 0);
    exportBy(dialog);
    QCOMPARE(files(), QStringList {QStringLiteral("sample.jsonl")});
}

void TestExportDialog::closedLeavesNothing()
{
    auto dialog = std::make_unique<ExportDialog>(setup(), m_theme);
    dialog->show();
    chooseFormat(*dialog, 2);
    button(*dialog, "Export")->click();
    waitForWriting(*dialog);
    button(*dialog, "Cancel")->click();
    dialog.reset();
    QCOMPARE(files(), QStringList());
}

void TestExportDialog::letsGoOfTheCapture()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    chooseFormat(dialog, 2);
    button(dialog, "Export")->click();
    waitForWriting(dialog);
    dialog.letGo();
    QCOMPARE(files(), QStringList());
}

void TestExportDialog::saysWhatFailed()
{
    QFile file(pathOf("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString &path :
         {pathOf("file/a.jsonl"), pathOf("none/a.jsonl"), m_folder->path(), m_capture.path()}) {
        ExportDialog dialog(setup(), m_theme);
        dialog.show();
        dialog.setTarget(path);
        button(dialog, "Export")->click();
        QTRY_VERIFY2_WITH_TIMEOUT(dialog.words().startsWith(path) && dialog.words().endsWith(u'.'),
                                  qPrintable(dialog.words()), 60'000);
        QVERIFY(button(dialog, "Export")->isEnabled());
        QVERIFY(dialog.isVisible());
    }
    QCOMPARE(files(), QStringList {QStringLiteral("file")});
}

void TestExportDialog::aFilterThatCannotBeReadChoosesNothing()
{
    ExportDialog::Setup bad = setup();
    bad.scopes.front().terms->text = QStringLiteral("(event:");
    bad.what = What::Shown;
    ExportDialog dialog(bad, m_theme);
    dialog.show();
    button(dialog, "Export")->click();
    QTRY_COMPARE_WITH_TIMEOUT(dialog.words(), QStringLiteral("The filter cannot be read."), 60'000);
    QCOMPARE(files(), QStringList());
}

void TestExportDialog::worksByKeyboard()
{
    ExportDialog dialog(setup(), m_theme);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const auto isIn = [&dialog](const QWidget *widget) { return dialog.focusWidget() == widget; };
    QList<QRadioButton *> parts = dialog.findChildren<QRadioButton *>();
    auto *const format = dialog.findChild<QComboBox *>();
    format->setFocus();
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(parts.at(1))); // the one that is chosen
    QTest::keyClick(parts.at(1), Qt::Key_Up);
    QVERIFY(parts.at(0)->isChecked());
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(dialog.findChild<QCheckBox *>()));
    QTest::keyClick(&dialog, Qt::Key_Tab); // "What?"
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(button(dialog, "What is replaced…")));
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(dialog.findChild<QLineEdit *>()));
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(button(dialog, "Browse…")));
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(button(dialog, "Cancel")));
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(button(dialog, "Export")));
    QTest::keyClick(&dialog, Qt::Key_Tab);
    QVERIFY(isIn(format));
    for (const QWidget *const widget : dialog.findChildren<QWidget *>()) {
        if (widget->focusPolicy() != Qt::NoFocus && qobject_cast<const QLineEdit *>(widget))
            QVERIFY(!widget->accessibleName().isEmpty());
    }
    const QSignalSpy exported(&dialog, &ExportDialog::exported);
    QTest::keyClick(dialog.findChild<QLineEdit *>(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 60'000);
    QCOMPARE(contentOf(pathOf("sample.jsonl")).count('\n'), 1);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
