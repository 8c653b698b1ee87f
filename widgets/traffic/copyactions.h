// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/copyas.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

class CaptureFeed;
class QAction;
class Selection;

/// Copies what is selected, in one of several forms.
class CopyActions : public QObject
{
    Q_OBJECT
public:
    /// The actions work while the focus is in \a area.
    CopyActions(const CaptureFeed &feed, const Selection &selection, QWidget *area,
                QObject *parent = nullptr);

    /// By CopyAs::Format.
    const QList<QAction *> &actions() const { return m_actions; }
    /// Another thing is selected: \a row, if it is a message.
    void update(const std::optional<Capture::MessageRow> &row);

signals:
    /// In words for the status bar: what was copied, or why nothing was.
    void said(const QString &words);

private:
    void add(CopyAs::Format format, const QString &name, const QString &text,
             const QKeySequence &key = {});
    void copy(CopyAs::Format format);
    CopyAs::Target targetOf(Capture::Id session) const;

    const CaptureFeed &m_feed;
    const Selection &m_selection;
    QWidget *m_area;
    QList<QAction *> m_actions;
};
