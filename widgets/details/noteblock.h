// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QWidget>

class QPlainTextEdit;
class Theme;

/// The note on a message, to read and to write. Hidden while there is none and none is written.
///
/// What is written is kept when the user is done or goes elsewhere; Esc forgets it.
class NoteBlock : public QWidget
{
    Q_OBJECT

public:
    explicit NoteBlock(const Theme &theme, QWidget *parent = nullptr);

    /// Shows what was noted about a message, which is written in \a annotation too if it was
    /// nothing; no message: nothing. What is being written about another is kept first.
    void setAnnotation(const Capture::Annotation &annotation);
    /// Puts the cursor into it.
    void edit();
    QString text() const;

signals:
    /// The note is another now.
    void written(const Capture::Annotation &annotation);
    /// The user is done with it, by key.
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void keep();
    void restore();

    QPlainTextEdit *m_edit;
    Capture::Annotation m_annotation; // as it was before it was written on
};
