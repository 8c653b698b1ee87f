// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QWidget>

class PanelHeading;
class QPlainTextEdit;
class Theme;

/// The note on a message or a session, to read and to write. Hidden while there is none and none is
/// written.
///
/// What is written is kept when the user is done or goes elsewhere; Esc forgets it.
class NoteBlock : public QWidget
{
    Q_OBJECT

public:
    explicit NoteBlock(const Theme &theme, QWidget *parent = nullptr);

    /// Shows what was noted about a message or a session, which is written in \a remark too if it
    /// was nothing; message or session 0: nothing. What is being written about another is kept
    /// first.
    void setRemark(const Capture::Remark &remark);
    /// Puts the cursor into it.
    void edit();
    QString text() const;

signals:
    /// The note is another now.
    void written(const Capture::Remark &remark);
    /// The user is done with it, by key.
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void keep();
    void restore();

    PanelHeading *m_heading;
    QPlainTextEdit *m_edit;
    Capture::Remark m_remark; // as it was before it was written on
};
