// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

#include <chrono>

class QSpinBox;

/// Asks how often and how fast to repeat, in a small form below itself. While a repetition runs it
/// counts, and stops it.
class RepeatButton : public QPushButton
{
    Q_OBJECT

public:
    explicit RepeatButton(QWidget *parent = nullptr);

    /// A repetition runs: \a done of \a count.
    void showRun(int done, int count);
    void showIdle();
    bool isRunning() const { return m_isRunning; }

    QWidget *form() const { return m_form; }

signals:
    void startRequested(int count, std::chrono::milliseconds pause);
    void stopRequested();

private:
    void onClicked();
    void start();

    QWidget *m_form;
    QSpinBox *m_count;
    QSpinBox *m_pause;
    bool m_isRunning = false;
};
