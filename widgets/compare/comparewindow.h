// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/comparison.h"

#include <QWidget>

#include <functional>

class ErrorLabel;
class PlanForm;
class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;
class ReportView;
class Theme;

/// The window of the side-by-side measurement: what is asked on the left, what was found on the
/// right.
///
/// It measures nothing: it asks for a run with startRequested() and cancelRequested(), and is told
/// how that goes with setProgress(), setReport() and finish(). Reports are saved and opened here.
class CompareWindow : public QWidget
{
    Q_OBJECT

public:
    /// Answers that a dialog would give; tests put their own in.
    struct Questions
    {
        std::function<QString(QWidget *)> fileToOpen;
        /// \a filter is of names, as for QFileDialog.
        std::function<QString(QWidget *, const QString &suggested, const QString &filter)>
            fileToSave;
    };

    explicit CompareWindow(const Theme &theme, QWidget *parent = nullptr);

    void setQuestions(Questions questions) { m_questions = std::move(questions); }

    void setPlan(const Compare::Plan &plan);
    Compare::Plan plan() const;
    /// As if Start was pressed.
    void start();

    void setProgress(const Compare::Progress &progress);
    /// What is known so far.
    void setReport(const Compare::Report &report);
    /// The run is over.
    void finish(const Compare::Report &report);
    bool isRunning() const { return m_isRunning; }

    /// Shows a report that was saved as JSON. Says in place what is wrong with it.
    bool openReport(const QString &path);

    ReportView *view() const { return m_view; }
    PlanForm *form() const { return m_form; }
    /// The line below the buttons: progress, what was saved, what is wrong.
    QString stateText() const;

signals:
    /// Is possible: Plan::fault() is empty.
    void startRequested(const Compare::Plan &plan);
    void cancelRequested();

protected:
    /// Stops a run.
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makePlanSide();
    QWidget *makeTools();
    void addTabKeys();
    QAction *addExport(QMenu &menu, const QString &name, const QString &text,
                       const QString &fileName, const QString &filter,
                       const std::function<QByteArray()> &content);
    void setRunning(bool is);
    void openWithDialog();
    void save(const QString &fileName, const QString &filter,
              const std::function<QByteArray()> &content);
    QByteArray picture();
    void refresh();

    Questions m_questions;
    PlanForm *m_form;
    ReportView *m_view;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QPushButton *m_open;
    QToolButton *m_export;
    QLabel *m_state;
    QProgressBar *m_progress;
    ErrorLabel *m_error;
    Compare::Plan m_running; // the plan of the run
    bool m_isRunning = false;
    bool m_hasReport = false;
};
