// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"

#include <QAbstractListModel>

/// The server's questions that wait for an answer, and below them the rules that answer without
/// being asked.
class QuestionsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// More than that wait unseen: the oldest are forgotten.
    static constexpr int MaxQuestions = 500;

    struct Question
    {
        quint32 source = 0;
        Client::ReceivedEvent event; ///< with an ack id
    };

    struct Rule
    {
        quint32 source = 0;
        Client::AutoAnswer answer;

        bool operator==(const Rule &other) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Adds a question that nobody has answered.
    void addQuestion(const Question &question);
    /// The rule for that namespace and event of that source, in the place of an earlier one. The
    /// questions that it answers are not taken away.
    void addRule(const Rule &rule);
    void removeRow(int row);
    /// No answer reaches the server any more: its questions go, and its rules if it is gone for
    /// good.
    void forgetQuestions(quint32 source);
    void forgetRules(quint32 source);

    int questionCount() const { return static_cast<int>(m_questions.size()); }
    bool isQuestion(int row) const { return row < questionCount(); }
    const Question &question(int row) const { return m_questions.at(row); }
    const Rule &rule(int row) const { return m_rules.at(row - questionCount()); }
    QList<Client::AutoAnswer> rules(quint32 source) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void questionCountChanged(int count);
    void rulesChanged(quint32 source);

private:
    QList<Question> m_questions; // oldest first
    QList<Rule> m_rules;
};
