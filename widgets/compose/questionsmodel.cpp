// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/questionsmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/compose/draftwords.h"
#include "widgets/compose/rowdelegate.h"

#include <algorithm>

namespace {

constexpr qsizetype MaxLine = 300;

QString inNamespace(const QByteArray &nsp, const QString &text)
{
    return nsp.isEmpty() || nsp == "/"
        ? text
        : QStringLiteral("%1  %2").arg(singleLine(nsp, MaxLine), text);
}

} // namespace

void QuestionsModel::addQuestion(const Question &question)
{
    if (questionCount() >= MaxQuestions) {
        beginRemoveRows({}, 0, 0);
        m_questions.removeFirst();
        endRemoveRows();
    }
    beginInsertRows({}, questionCount(), questionCount());
    m_questions.append(question);
    endInsertRows();
    emit questionCountChanged(questionCount());
}

void QuestionsModel::addRule(const Rule &rule)
{
    const auto old = std::find_if(m_rules.begin(), m_rules.end(), [&rule](const Rule &other) {
        return other.source == rule.source && other.answer.nsp == rule.answer.nsp
            && other.answer.event == rule.answer.event;
    });
    if (old != m_rules.end()) {
        *old = rule;
        const int row = questionCount() + static_cast<int>(old - m_rules.begin());
        emit dataChanged(index(row), index(row));
    } else {
        beginInsertRows({}, rowCount(), rowCount());
        m_rules.append(rule);
        endInsertRows();
    }
    emit rulesChanged(rule.source);
}

void QuestionsModel::removeRow(int row)
{
    const bool isRule = !isQuestion(row);
    const quint32 source = isRule ? rule(row).source : question(row).source;
    beginRemoveRows({}, row, row);
    if (isRule)
        m_rules.removeAt(row - questionCount());
    else
        m_questions.removeAt(row);
    endRemoveRows();
    if (isRule)
        emit rulesChanged(source);
    else
        emit questionCountChanged(questionCount());
}

void QuestionsModel::forgetQuestions(quint32 source)
{
    for (int row = questionCount() - 1; row >= 0; --row) {
        if (question(row).source == source)
            removeRow(row);
    }
}

void QuestionsModel::forgetRules(quint32 source)
{
    for (int row = rowCount() - 1; row >= questionCount(); --row) {
        if (rule(row).source == source)
            removeRow(row);
    }
}

QList<Client::AutoAnswer> QuestionsModel::rules(quint32 source) const
{
    QList<Client::AutoAnswer> list;
    for (const Rule &rule : m_rules) {
        if (rule.source == source)
            list.append(rule.answer);
    }
    return list;
}

int QuestionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_questions.size() + m_rules.size());
}

QVariant QuestionsModel::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    const bool waits = isQuestion(row);
    QString title;
    QString detail;
    if (waits) {
        const Client::ReceivedEvent &event = question(row).event;
        title = singleLine(event.name, MaxLine);
        detail = inNamespace(event.nsp, argumentsLine(event.arguments, MaxLine));
    } else {
        const Client::AutoAnswer &answer = rule(row).answer;
        title = answer.event.isEmpty() ? tr("any event") : singleLine(answer.event, MaxLine);
        detail = inNamespace(answer.nsp,
                             QStringLiteral("→ ") + argumentsLine(answer.arguments, MaxLine));
    }
    const QString note = waits ? tr("waiting") : tr("always");
    switch (role) {
    case RowDelegate::TitleRole:
        return title;
    case RowDelegate::DetailRole:
        return detail;
    case RowDelegate::NoteRole:
        return note;
    case RowDelegate::NoteTintRole:
        return static_cast<int>(waits ? Tint::Warning : Tint::Dim);
    case RowDelegate::IsChipRole:
        return true;
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return QStringLiteral("%1 %2: %3").arg(title, detail, note);
    default:
        return {};
    }
}
