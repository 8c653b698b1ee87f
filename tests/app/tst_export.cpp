// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/exportcontroller.h"
#include "app/exportformats.h"
#include "tests/support/saltedcapture.h"
#include "tests/support/windowhome.h"
#include "widgets/export/exportdialog.h"
#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

using What = ExportScope::What;

/// What the window exports is what the command does.
class ExportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_capture = std::make_unique<SaltedCapture>(2); }
    void init();
    void cleanup();

    void writesWhatTheCommandWrites_data();
    void writesWhatTheCommandWrites();
    void theListOffersWhatIsSelected();
    void secretsStayHomeUnlessAskedFor();
    void asksForAFileAndRemembersHow();
    void namesAnImportLikeItsFile();
    void exportsWhileItRecords();
    void closingTheWindowStopsIt();
    void saysThatThereIsNothing();

private:
    void openCapture();
    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QString::fromLatin1(name));
    }
    ExportDialog *dialog() const { return m_window->exports().dialog(); }
    QPushButton *button(const char *text) const
    {
        for (QPushButton *const button : dialog()->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == QString::fromUtf8(text))
                return button;
        }
        return nullptr;
    }
    /// The part whose title, without its mark, begins so.
    void choose(const char *part) const
    {
        for (QRadioButton *const button : dialog()->findChildren<QRadioButton *>()) {
            if (button->text().remove(u'&').startsWith(QLatin1String(part))) {
                button->setChecked(true);
                return;
            }
        }
        QFAIL(part);
    }
    void filterBy(const char *query) const
    {
        auto *const line = m_window->findChild<QLineEdit *>(QStringLiteral("filter"));
        line->setText(QLatin1String(query));
        emit line->editingFinished();
        QTRY_VERIFY(!m_window->traffic().isSearching());
    }
    /// Selects rows as by mouse and Shift.
    void select(int first, int last) const
    {
        TrafficTable &table = *m_window->traffic().table();
        table.setCurrentIndex(table.model()->index(first, 0));
        table.selectionModel()->select(
            QItemSelection(table.model()->index(first, 0), table.model()->index(last, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Exports and returns what was written.
    QByteArray exported() const
    {
        const QSignalSpy exported(dialog(), &ExportDialog::exported);
        button("Export")->click();
        [&] {
            QTRY_VERIFY2_WITH_TIMEOUT(exported.size() == 1, qPrintable(dialog()->words()), 60'000);
        }();
        return contentOf(dialog()->target());
    }
    QByteArray byCommand(const QString &format, const QString &filter, bool isRedacted) const
    {
        const QString path = m_home->filePath(QStringLiteral("by-command"));
        QStringList arguments {QStringLiteral("export"),   m_capture->path(),
                               QStringLiteral("--format"), format,
                               QStringLiteral("-o"),       path};
        if (!filter.isEmpty())
            arguments += {QStringLiteral("--filter"), filter};
        if (isRedacted)
            arguments += QStringLiteral("--redact");
        return Commands::exportCapture(arguments) == Commands::Done ? contentOf(path)
                                                                    : QByteArray();
    }

    std::unique_ptr<SaltedCapture> m_capture;
    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void ExportTest::init()
{
    m_home = std::make_unique<WindowHome>();
    QVERIFY(QDir(m_home->filePath(QString())).mkdir(QStringLiteral("out")));
    m_home->settings().setExport(QString(), true, m_home->filePath(QStringLiteral("out")));
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void ExportTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

void ExportTest::openCapture()
{
    QVERIFY(m_window->openFile(m_capture->path()));
    QVERIFY(m_window->traffic().rowCount() > 20);
}

void ExportTest::writesWhatTheCommandWrites_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("isRedacted");
    for (const ExportFormat &format : exportFormats()) {
        for (const bool isRedacted : {true, false})
            QTest::addRow("%s%s", format.name, isRedacted ? ", redacted" : "")
                << QString::fromLatin1(format.name) << isRedacted;
    }
}

void ExportTest::writesWhatTheCommandWrites()
{
    QFETCH(QString, format);
    QFETCH(bool, isRedacted);
    openCapture();
    filterBy("dir:sent or kind:connect");
    const RowModel &rows = *m_window->traffic().table()->rows();
    int row = 0;
    while (rows.itemAt(row).session == 0)
        ++row;
    const Capture::Id session = rows.itemAt(row).session;
    constexpr int More = 3;
    select(row, row + More);
    const Capture::Id first = rows.idAt(row);
    const Capture::Id last = rows.idAt(row + More);
    QVERIFY(last > first + More); // some between them are not shown
    action("export")->trigger();
    auto *const formats = dialog()->findChild<QComboBox *>();
    for (int i = 0; i < formats->count(); ++i) {
        if (formats->itemText(i).startsWith(format + u':'))
            formats->setCurrentIndex(i);
    }
    QCOMPARE(dialog()->format(), format);
    dialog()->findChild<QCheckBox *>()->setChecked(isRedacted);

    const QString shown = QStringLiteral("(dir:sent or kind:connect) -is:heartbeat");
    const std::pair<const char *, QString> parts[] {
        {"The whole", QString()},
        {"What is shown", shown},
        {"The session", QStringLiteral("session:%1").arg(session)},
        {"The selected",
         shown + QStringLiteral(" after:#%1 before:#%2").arg(first - 1).arg(last + 1)}};
    QSet<QByteArray> all;
    for (const auto &[part, filter] : parts) {
        choose(part);
        dialog()->setTarget(m_home->filePath(QStringLiteral("out/%1").arg(all.size())));
        const QByteArray written = exported();
        QVERIFY2(!written.isEmpty(), part);
        QVERIFY2(written == byCommand(format, filter, isRedacted), part);
        all.insert(written);
    }
    // Packets are those of whole connections.
    QVERIFY(all.size() == 4 || (format == QLatin1String("pcapng") && all.size() >= 2));
}

void ExportTest::theListOffersWhatIsSelected()
{
    openCapture();
    QVERIFY(!action("export-selected")->isEnabled());
    select(3, 3);
    QVERIFY(action("export-selected")->isEnabled());
    const Capture::Id id = m_window->traffic().table()->rows()->idAt(3);
    action("export-selected")->trigger();
    QVERIFY(dialog()->isVisible());
    QByteArray lines = exported();
    QCOMPARE(lines.count('\n'), 1);
    QVERIFY(lines.startsWith("{\"id\":" + QByteArray::number(id) + ','));
    dialog()->close();
    select(3, 7);
    action("export-selected")->trigger();
    dialog()->setTarget(m_home->filePath(QStringLiteral("out/five")));
    lines = exported();
    QCOMPARE(lines.count('\n'), 5);
    QVERIFY2(dialog()->words().startsWith(QStringLiteral("Written: 5 messages, ")),
             qPrintable(dialog()->words()));
    dialog()->close();
    // The message of the selected frame.
    m_window->traffic().setLevel(TrafficView::Frames);
    select(4, 6);
    const Capture::Id message = m_window->traffic().table()->rows()->itemAt(4).message;
    action("export-selected")->trigger();
    dialog()->setTarget(m_home->filePath(QStringLiteral("out/frame")));
    QVERIFY(exported().startsWith("{\"id\":" + QByteArray::number(message) + ','));
}

void ExportTest::secretsStayHomeUnlessAskedFor()
{
    openCapture();
    action("export")->trigger();
    QVERIFY(dialog()->isRedacted());
    const QByteArray redacted = exported();
    QVERIFY(redacted.contains(SaltedCapture::harmless()));
    for (const QByteArray &secret : m_capture->secrets())
        QVERIFY2(!redacted.contains(secret), secret.constData());
    dialog()->findChild<QCheckBox *>()->setChecked(false);
    dialog()->setTarget(m_home->filePath(QStringLiteral("out/open")));
    const QByteArray open = exported();
    QVERIFY(open.contains(m_capture->secrets().front()));
}

void ExportTest::asksForAFileAndRemembersHow()
{
    QString suggested;
    const QString folder = m_home->filePath(QStringLiteral("other"));
    QVERIFY(QDir().mkdir(folder));
    MainWindow::Questions questions;
    questions.exportToSave = [&](QWidget * /*parent*/, const QString &path) {
        suggested = path;
        return folder + QStringLiteral("/chosen.csv");
    };
    m_window->setQuestions(questions);
    openCapture();
    action("export")->trigger();
    QCOMPARE(dialog()->target(), m_home->filePath(QStringLiteral("out/salted.jsonl")));
    dialog()->findChild<QComboBox *>()->setCurrentIndex(3);
    dialog()->findChild<QCheckBox *>()->setChecked(false);
    button("Browse…")->click();
    QCOMPARE(suggested, m_home->filePath(QStringLiteral("out/salted.csv")));
    QCOMPARE(dialog()->target(), folder + QStringLiteral("/chosen.csv"));
    QVERIFY(exported().startsWith("id,time,"));
    QCOMPARE(m_window->statusBar()->currentMessage(),
             QStringLiteral("Exported to %1/chosen.csv").arg(folder));
    dialog()->close();
    action("export")->trigger();
    QCOMPARE(dialog()->format(), QStringLiteral("csv"));
    QVERIFY(!dialog()->isRedacted());
    QCOMPARE(dialog()->target(), folder + QStringLiteral("/salted.csv"));
}

void ExportTest::namesAnImportLikeItsFile()
{
    QVERIFY(m_window->openFile(QStringLiteral(SOCKSCOPE_TEST_DATA "/har/chrome.har")));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
    action("export")->trigger();
    QCOMPARE(dialog()->target(), m_home->filePath(QStringLiteral("out/chrome.jsonl")));
}

void ExportTest::exportsWhileItRecords()
{
    action("demo")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 20, 20'000);
    action("export")->trigger();
    const QByteArray lines = exported();
    // As many as it says, and none that came while it wrote.
    const qint64 messages = lines.count("{\"id\":");
    QVERIFY2(dialog()->words().startsWith(QStringLiteral("Written: %1 messages, ").arg(messages)),
             qPrintable(dialog()->words()));
    QVERIFY(messages >= 20);
    QVERIFY(m_window->document().live());
    action("stop")->trigger(); // and nothing holds the capture
    QVERIFY(!dialog());
    QVERIFY(!QFile::exists(m_window->document().path() + QStringLiteral("-wal")));
}

void ExportTest::closingTheWindowStopsIt()
{
    openCapture();
    action("export")->trigger();
    button("Export")->click();
    m_window->closeQuietly();
    QTRY_VERIFY(!m_window);
    // Whole, or not there at all.
    const QDir out(m_home->filePath(QStringLiteral("out")));
    const QStringList left = out.entryList(QDir::Files | QDir::Hidden);
    QVERIFY(left.isEmpty() || left == QStringList {QStringLiteral("salted.jsonl")});
    if (!left.isEmpty())
        QCOMPARE(contentOf(out.filePath(left.constFirst())),
                 byCommand(QStringLiteral("jsonl"), QString(), true));
}

void ExportTest::saysThatThereIsNothing()
{
    QVERIFY(!action("export")->isEnabled());
    m_window->exports().showDialog(false);
    QVERIFY(!dialog());
    QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("There is no capture yet."));
}

QTEST_MAIN(ExportTest)
#include "tst_export.moc"
