// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class EditorFrame;
class ErrorLabel;
class MessageEditor;
class QLabel;
class Theme;
class VariableScope;

/// Writes the answer to a message that is held: JSON values with commas between.
class HeldAnswer : public QWidget
{
    Q_OBJECT
public:
    HeldAnswer(const Theme &theme, const VariableScope &scope, QWidget *parent = nullptr);

    /// Begins anew. \a title says what is answered, and in whose place.
    void begin(const QString &title);
    /// Tells answered() if nothing is wrong.
    void answer();

signals:
    void answered(const QByteArray &values);
    void cancelled();

private:
    bool check();

    QLabel *m_title;
    MessageEditor *m_editor;
    EditorFrame *m_frame;
    ErrorLabel *m_problem;
};
