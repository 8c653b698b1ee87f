// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class CaptureFeed;
class MessageFilter;
class QLabel;
class QLineEdit;
class Theme;
class TrafficView;

/// The line in which the filter is written, with how many rows it lets through beside it.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    FilterBar(const CaptureFeed &feed, MessageFilter &filter, const TrafficView &view,
              const Theme &theme, QWidget *parent = nullptr);

    /// Puts the cursor there, the text selected.
    void edit();

private:
    void updateCount();

    const CaptureFeed &m_feed;
    MessageFilter &m_filter;
    const TrafficView &m_view;
    QLineEdit *m_edit;
    QLabel *m_count;
    QTimer m_typing; // the filter follows when the user pauses
};
