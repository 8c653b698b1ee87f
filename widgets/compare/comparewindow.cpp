// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/comparewindow.h"

#include "protocol/compare/reportjson.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/icons.h"
#include "widgets/compare/comparecsv.h"
#include "widgets/compare/comparemarkdown.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/planform.h"
#include "widgets/compare/progresswords.h"
#include "widgets/compare/reportview.h"

#include <QAction>
#include <QBoxLayout>
#include <QBuffer>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>

using namespace Compare;

namespace {

constexpr int PlanWidth = 312;
constexpr qint64 LargestReport = qint64(64) << 20;

CompareWindow::Questions dialogs()
{
    return {[](QWidget *over) {
                return QFileDialog::getOpenFileName(over, CompareWindow::tr("Open a comparison"),
                                                    {}, CompareWindow::tr("Comparisons (*.json)"));
            },
            [](QWidget *over, const QString &suggested, const QString &filter) {
                return QFileDialog::getSaveFileName(over, CompareWindow::tr("Save the comparison"),
                                                    suggested, filter);
            }};
}

} // namespace

CompareWindow::CompareWindow(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_questions(dialogs())
    , m_form(new PlanForm(theme))
    , m_view(new ReportView(theme))
    , m_start(new QPushButton(tr("&Start")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_open(new QPushButton(tr("&Open…")))
    , m_export(new QToolButton)
    , m_state(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
{
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(tr("Compare – Sockscope"));
    m_open->setIcon(themedIcon(Icon::Open, theme));
    m_export->setIcon(themedIcon(Icon::Save, theme));
    auto *const parts = new QHBoxLayout(this);
    parts->setContentsMargins({});
    parts->setSpacing(0);
    parts->addWidget(makePlanSide());
    auto *const line = new QFrame;
    line->setFrameShape(QFrame::VLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedWidth(1);
    parts->addWidget(line);
    parts->addWidget(m_view, 1);
    addTabKeys();
    connect(m_start, &QPushButton::clicked, this, &CompareWindow::start);
    connect(m_cancel, &QPushButton::clicked, this, &CompareWindow::cancelRequested);
    connect(m_open, &QPushButton::clicked, this, &CompareWindow::openWithDialog);
    setRunning(false);
    // With room for what the window manager draws around it.
    resize(QSize(1280, 840).boundedTo(screen()->availableSize() - QSize(8, 40)));
}

QWidget *CompareWindow::makePlanSide()
{
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_form);
    auto *const side = new QWidget;
    side->setFixedWidth(PlanWidth);
    auto *const lines = new QVBoxLayout(side);
    lines->setContentsMargins({});
    lines->setSpacing(0);
    lines->addWidget(area, 1);
    lines->addWidget(makeTools());
    return side;
}

QWidget *CompareWindow::makeTools()
{
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_start->setDefault(true);
    m_start->setToolTip(tr("Measure what is chosen above (Ctrl+Return)"));
    m_start->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_cancel->setToolTip(tr("Stop; what was measured until then is kept"));
    m_open->setToolTip(tr("Show a comparison that was saved as JSON"));
    m_export->setText(tr("E&xport"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setToolTip(tr("Save what was measured"));
    m_export->setFocusPolicy(Qt::StrongFocus);
    auto *const menu = new QMenu(m_export);
    const auto report = [this]() -> const Report & { return m_view->report(); };
    addExport(*menu, QStringLiteral("exportMarkdown"), tr("As &Markdown…"),
              QStringLiteral("comparison.md"), tr("Markdown (*.md)"),
              [report] { return compareMarkdown(report()); });
    addExport(*menu, QStringLiteral("exportCompareCsv"), tr("As &CSV…"),
              QStringLiteral("comparison.csv"), tr("Comma-separated values (*.csv)"),
              [report] { return compareCsv(report()); });
    addExport(*menu, QStringLiteral("exportPng"), tr("Plots as &PNG…"),
              QStringLiteral("comparison.png"), tr("Pictures (*.png)"),
              [this] { return picture(); });
    addExport(*menu, QStringLiteral("exportJson"), tr("As &JSON, to open it again…"),
              QStringLiteral("comparison.json"), tr("Comparisons (*.json)"),
              [report] { return toJson(report()); });
    m_export->setMenu(menu);
    m_state->setObjectName(QStringLiteral("compareState"));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setAccessibleName(tr("How far it is"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Progress"));

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_start, 1);
    buttons->addWidget(m_cancel, 1);
    buttons->addWidget(m_open);
    buttons->addWidget(m_export);
    auto *const tools = new QWidget;
    auto *const lines = new QVBoxLayout(tools);
    lines->setContentsMargins(16, 8, 16, 16);
    lines->setSpacing(8);
    lines->addWidget(m_progress);
    lines->addWidget(m_state);
    lines->addWidget(m_error);
    lines->addLayout(buttons);
    return tools;
}

void CompareWindow::addTabKeys()
{
    for (int tab = 0; tab < m_view->tabs()->count(); ++tab) {
        auto *const key = new QShortcut(QKeySequence(Qt::CTRL | (Qt::Key_1 + tab)), this);
        connect(key, &QShortcut::activated, this,
                [this, tab] { m_view->tabs()->setCurrentIndex(tab); });
    }
    auto *const closing = new QShortcut(QKeySequence::Close, this);
    connect(closing, &QShortcut::activated, this, &QWidget::close);
}

QAction *CompareWindow::addExport(QMenu &menu, const QString &name, const QString &text,
                                  const QString &fileName, const QString &filter,
                                  const std::function<QByteArray()> &content)
{
    QAction *const action = menu.addAction(text);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this,
            [this, fileName, filter, content] { save(fileName, filter, content); });
    return action;
}

void CompareWindow::setPlan(const Plan &plan)
{
    m_form->setPlan(plan);
}

Plan CompareWindow::plan() const
{
    return m_form->plan();
}

void CompareWindow::start()
{
    m_error->say({});
    if (m_isRunning || !m_form->check())
        return;
    m_running = m_form->plan();
    m_progress->setValue(0);
    m_state->setText(tr("Starting…"));
    setRunning(true);
    emit startRequested(m_running);
}

void CompareWindow::setRunning(bool is)
{
    m_isRunning = is;
    m_form->setEnabled(!is);
    m_start->setVisible(!is);
    m_cancel->setVisible(is);
    m_progress->setVisible(is);
    m_open->setEnabled(!is);
    refresh();
}

void CompareWindow::setProgress(const Progress &progress)
{
    m_progress->setRange(0, std::max(1, progress.total));
    m_progress->setValue(progress.done);
    m_state->setText(progressWords(progress, m_running));
    refresh();
}

void CompareWindow::setReport(const Report &report)
{
    m_hasReport = true;
    m_view->setReport(report);
    refresh();
}

void CompareWindow::finish(const Report &report)
{
    if (report.failure.isEmpty())
        setReport(report);
    else
        m_error->say(QString::fromUtf8(report.failure));
    m_state->setText(!report.failure.isEmpty() ? QString()
                         : report.wasCancelled
                         ? tr("Stopped after %1 of %2.")
                               .arg(report.roundsDone)
                               .arg(roundsText(report.plan.rounds))
                         : tr("Done: %1.").arg(roundsText(report.roundsDone)));
    setRunning(false);
}

bool CompareWindow::openReport(const QString &path)
{
    m_error->say({});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_error->say(QStringLiteral("%1: %2").arg(path, file.errorString()));
        return false;
    }
    if (file.size() > LargestReport) {
        m_error->say(tr("%1 is too large for a comparison.").arg(path));
        return false;
    }
    const auto read = reportFromJson(file.readAll());
    if (const auto *const words = std::get_if<QByteArray>(&read)) {
        m_error->say(QStringLiteral("%1: %2").arg(path, QString::fromUtf8(*words)));
        return false;
    }
    const auto &report = std::get<Report>(read);
    setReport(report);
    m_form->setPlan(report.plan);
    m_state->setText(tr("Opened %1").arg(path));
    refresh();
    return true;
}

void CompareWindow::closeEvent(QCloseEvent *event)
{
    if (m_isRunning)
        emit cancelRequested();
    QWidget::closeEvent(event);
}

void CompareWindow::openWithDialog()
{
    if (const QString path = m_questions.fileToOpen(this); !path.isEmpty())
        openReport(path);
}

void CompareWindow::save(const QString &fileName, const QString &filter,
                         const std::function<QByteArray()> &content)
{
    QString path = m_questions.fileToSave(this, fileName, filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + QFileInfo(fileName).suffix();
    m_error->say({});
    QSaveFile file(path);
    const QByteArray bytes = content();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        m_error->say(QStringLiteral("%1: %2").arg(path, file.errorString()));
    else
        m_state->setText(tr("Saved as %1").arg(path));
    refresh();
}

QByteArray CompareWindow::picture()
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    m_view->plots().save(&buffer, "PNG");
    return png;
}

QString CompareWindow::stateText() const
{
    return m_error->words().isEmpty() ? m_state->text() : m_error->words();
}

void CompareWindow::refresh()
{
    m_export->setEnabled(m_hasReport);
    m_state->setVisible(!m_state->text().isEmpty());
}
