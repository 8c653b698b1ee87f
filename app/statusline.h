// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"

#include <QElapsedTimer>
#include <QStatusBar>

class CaptureDocument;
class CaptureFeed;
class QLabel;
class QToolButton;
class Theme;

/// The status bar: whether it records, how much there is, how fast it comes, what was lost, what
/// was changed, where it is stored. Passing words (what was copied, what failed) show at the left
/// for a while.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    StatusLine(const CaptureFeed &feed, const CaptureDocument &document, const Theme &theme,
               QWidget *parent = nullptr);

    void refresh();

signals:
    /// The user wants to see what was changed.
    void changedRequested();

private:
    QLabel *addLabel(const QString &name);
    void measureRate();

    const CaptureFeed &m_feed;
    const CaptureDocument &m_document;
    const Theme &m_theme;
    QWidget *m_facts;
    QLabel *m_state;
    QLabel *m_messages;
    QLabel *m_rate;
    QLabel *m_sent;
    QLabel *m_received;
    QLabel *m_lost;
    QToolButton *m_changed;
    QLabel *m_file;
    QElapsedTimer m_sinceMeasured;
    qint64 m_messagesThen = 0;
    qint64 m_perSecond = 0;
};
