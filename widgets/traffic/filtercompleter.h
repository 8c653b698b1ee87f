// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/suggestions.h"

#include <QCompleter>

class CaptureFeed;
class QLineEdit;
class QStringListModel;

/// Offers keys, and values that were seen, for the term that is being written in a filter.
class FilterCompleter : public QCompleter
{
    Q_OBJECT
public:
    /// \a edit is its parent.
    FilterCompleter(QLineEdit *edit, const CaptureFeed &feed);

private:
    void offer();
    void insert(const QString &text);
    Query::Seen seen() const;

    QLineEdit *m_edit;
    const CaptureFeed &m_feed;
    QStringListModel *m_texts;
    qsizetype m_offset = 0; // of what is replaced, in UTF-8
};
