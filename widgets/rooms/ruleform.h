// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rooms/rulepreviewjob.h"

#include <QTimer>
#include <QWidget>

class ErrorLabel;
class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;
class Theme;

/// One rule as it is written, and below it what the rule makes of the capture, while one types.
class RuleForm : public QWidget
{
    Q_OBJECT
public:
    RuleForm(const CaptureFeed &feed, const Theme &theme, QWidget *parent = nullptr);

    void setRule(const Rooms::RoomRule &rule);
    const Rooms::RoomRule &rule() const { return m_rule; }
    QTableWidget *preview() const { return m_preview; }

signals:
    /// The user changed it.
    void edited();
    void messageChosen(Capture::Id message);

private:
    void makePreview();
    void take();
    void check();
    void show(const RulePreview &preview);
    void showRow(int row, const Rooms::RuleMatch &match);

    const CaptureFeed &m_feed;
    RulePreviewJob m_job;
    Rooms::RoomRule m_rule;
    QLineEdit *m_name;
    QLineEdit *m_filter;
    QComboBox *m_change;
    QLineEdit *m_room;
    QLineEdit *m_member;
    QComboBox *m_answer;
    ErrorLabel *m_error;
    QLabel *m_count;
    QTableWidget *m_preview;
    QTimer m_pause; // while the user types
    bool m_isFilling = false;
};
