// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/variablescope.h"

#include <QWidget>

class EditorFrame;
class ErrorLabel;
class MessageEditor;
class QPushButton;
class Theme;

/// A file of answers as text, with what is wrong with it said in place while it is written.
class AnswerEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerEditor(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QByteArray &json);
    QByteArray text() const;
    /// What is wrong, as it is said; empty if the answers can be used.
    QString fault() const;

signals:
    void changed();
    void openRequested();
    void saveRequested();

private:
    void check();

    VariableScope m_scope; // without values: braces are text
    MessageEditor *m_editor;
    EditorFrame *m_frame;
    ErrorLabel *m_fault;
    QPushButton *m_open;
    QPushButton *m_save;
};
