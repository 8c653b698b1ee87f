// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/comparecontroller.h"

#include "widgets/compare/comparewindow.h"

using Compare::Comparison;

CompareController::CompareController(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
}

CompareController::~CompareController() = default;

void CompareController::makeWindow()
{
    m_window = std::make_unique<CompareWindow>(m_theme);
    CompareWindow *const window = m_window.get();
    connect(window, &CompareWindow::startRequested, &m_comparison, &Comparison::start);
    connect(window, &CompareWindow::cancelRequested, &m_comparison, &Comparison::cancel);
    connect(&m_comparison, &Comparison::progressed, window, &CompareWindow::setProgress);
    connect(&m_comparison, &Comparison::advanced, window, &CompareWindow::setReport);
    connect(&m_comparison, &Comparison::finished, window, &CompareWindow::finish);
}

void CompareController::showWindow()
{
    if (!m_window)
        makeWindow();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}
