// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/reportplace.h"

#include <QPixmap>
#include <QWidget>

class DecisionPage;
class FiguresPage;
class PlotsPage;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;
class SummaryPage;
class TablesPage;
class Theme;

/// All that a report says, in tabs. Without one it says what will be here. Of several servers one
/// is shown at a time.
class ReportView : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Summary, Figures, Plots, Interruptions, Decisions, Server };

    explicit ReportView(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Compare::Report &report);
    const Compare::Report &report() const { return m_report; }
    /// Back to nothing.
    void clear();
    /// Goes to what stands there.
    void showPlace(const ReportPlace &place);
    void showTab(Tab tab);
    /// The plots, at twice their size.
    QPixmap plots();

    QTabWidget *tabs() const { return m_tabs; }
    QComboBox *servers() const { return m_servers; }

private:
    void makeTabs();
    QWidget *makeEmpty();
    void fillServers();
    void refresh();
    int target() const;

    Compare::Report m_report;
    QStackedWidget *m_pages;
    QComboBox *m_servers;
    QLabel *m_about;
    QTabWidget *m_tabs;
    SummaryPage *m_summary;
    FiguresPage *m_figures;
    PlotsPage *m_plots;
    TablesPage *m_interruptions;
    DecisionPage *m_decisions;
    TablesPage *m_needs;
};
