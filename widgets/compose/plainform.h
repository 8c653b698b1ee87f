// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/outgoing.h"

#include <QWidget>

class EditorFrame;
class ErrorLabel;
class FileField;
class MessageEditor;
class QComboBox;
class QLabel;
class QStackedWidget;
class SegmentedButton;
class Theme;
class VariableScope;

/// Writes a plain WebSocket message, a ping or a close. Its head (the kind) and its foot stand in
/// the panel's own rows.
class PlainForm : public QWidget
{
    Q_OBJECT

public:
    PlainForm(const Theme &theme, const VariableScope &scope, const ComposeQuestions &questions,
              QWidget *parent = nullptr);

    QWidget *head() const { return m_head; }
    QWidget *foot() const { return m_foot; }

    void setDraft(const ComposeDraft &draft);
    ComposeDraft draft() const;

    void showProblem(const DraftProblem &problem);
    void focusFirst();

signals:
    void changed();

private:
    void onKindChosen();
    void check();
    void display(const std::optional<DraftProblem> &problem);
    ComposeDraft::Kind kind() const;
    ComposeDraft::Spelling spelling() const;
    quint16 closeCode() const;

    const VariableScope &m_scope;
    QWidget *m_head;
    QWidget *m_foot;
    SegmentedButton *m_kind;
    SegmentedButton *m_binaryAs; // hex, base64, file
    SegmentedButton *m_pingAs; // text, hex, base64
    QLabel *m_codeLabel;
    QComboBox *m_code;
    QLabel *m_size;
    QStackedWidget *m_values;
    MessageEditor *m_editor;
    EditorFrame *m_frame;
    FileField *m_file;
    ErrorLabel *m_problem;
};
