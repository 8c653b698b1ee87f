// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/comparison.h"

#include <QObject>

#include <memory>

class CompareWindow;
class Theme;

/// The comparison of one window: its own window, and the measurement that it asks for. Closing the
/// window stops the run.
class CompareController : public QObject
{
    Q_OBJECT
public:
    explicit CompareController(const Theme &theme, QObject *parent = nullptr);
    ~CompareController() override;

    void showWindow();
    /// Null until it was shown.
    CompareWindow *window() const { return m_window.get(); }

private:
    void makeWindow();

    const Theme &m_theme;
    std::unique_ptr<CompareWindow> m_window;
    Compare::Comparison m_comparison; // ends before its window
};
