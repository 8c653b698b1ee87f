// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/outgoing.h"

#include <QHash>
#include <QWidget>

class ArgumentList;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class Theme;
class VariableScope;

/// Writes a Socket.IO event. Its head (namespace, name, ack) and its foot stand in the panel's own
/// rows; itself it is the arguments.
class EventForm : public QWidget
{
    Q_OBJECT

public:
    EventForm(const Theme &theme, const VariableScope &scope, const ComposeQuestions &questions,
              QWidget *parent = nullptr);

    QWidget *head() const { return m_head; }
    QWidget *foot() const { return m_foot; }

    /// The event that is written; of plain messages nothing is taken.
    void setDraft(const ComposeDraft &draft);
    ComposeDraft draft() const;

    /// The namespaces that the connection has, to choose from. Others can be written.
    void setNamespaces(const QList<QByteArray> &names);
    void addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names);

    void showProblem(const DraftProblem &problem);

signals:
    void changed();

private:
    void completeNames();

    QWidget *m_head;
    QWidget *m_foot;
    QComboBox *m_namespace;
    QComboBox *m_event;
    QCheckBox *m_ack;
    QDoubleSpinBox *m_timeout;
    QCheckBox *m_volatile;
    ArgumentList *m_arguments;
    QHash<QByteArray, QStringList> m_seen; // names by namespace, sorted
};
