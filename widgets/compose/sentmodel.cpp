// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/sentmodel.h"

#include "protocol/socketio/data.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/compose/draftwords.h"
#include "widgets/compose/rowdelegate.h"

#include <QLocale>

namespace {

using State = SentModel::Row::State;

constexpr qsizetype MaxLine = 300;

bool isOver(State state)
{
    return state != State::Sending && state != State::Queued && state != State::Pending;
}

State stateOf(Client::Outcome::Kind kind, bool isAsking)
{
    switch (kind) {
    case Client::Outcome::Kind::Queued:
        return State::Queued;
    case Client::Outcome::Kind::Sent:
        return isAsking ? State::Pending : State::Sent;
    case Client::Outcome::Kind::Answered:
        return State::Answered;
    case Client::Outcome::Kind::TimedOut:
        return State::TimedOut;
    case Client::Outcome::Kind::Dropped:
        break;
    }
    return State::Dropped;
}

Tint tintOf(State state)
{
    switch (state) {
    case State::Answered:
        return Tint::Sent;
    case State::Pending:
    case State::Queued:
        return Tint::Warning;
    case State::TimedOut:
    case State::Dropped:
        return Tint::Error;
    case State::Sending:
    case State::Sent:
        break;
    }
    return Tint::Dim;
}

} // namespace

void SentModel::add(quint32 source, quint64 number, const ComposeDraft &draft, bool isAsking,
                    const QDateTime &time, const QByteArray &payload)
{
    if (m_rows.size() >= MaxRows) {
        beginRemoveRows({}, MaxRows - 1, MaxRows - 1);
        m_rows.removeLast();
        endRemoveRows();
    }
    Row row;
    row.number = number;
    row.source = source;
    row.draft = draft;
    row.time = time;
    row.isAsking = isAsking;
    row.payload = payload;
    beginInsertRows({}, 0, 0);
    m_rows.prepend(row);
    endInsertRows();
}

void SentModel::addRepetition(quint32 source, quint64 first, quint64 number)
{
    const int row = find(source, first);
    if (row < 0)
        return;
    m_repetitions.insert(number, first);
    ++m_rows[row].count;
    update(row);
}

void SentModel::setOutcome(quint32 source, const Client::Outcome &outcome)
{
    using Kind = Client::Outcome::Kind;
    const int at = find(source, outcome.number);
    if (at < 0)
        return;
    Row &row = m_rows[at];
    const State state = stateOf(outcome.kind, row.isAsking);
    const bool isLast = isOver(state) && state != State::TimedOut; // late answers come still
    if (isLast)
        m_repetitions.remove(outcome.number);
    row.answered += outcome.kind == Kind::Answered ? 1 : 0;
    row.timedOut += outcome.kind == Kind::TimedOut ? 1 : 0;
    row.dropped += outcome.kind == Kind::Dropped ? 1 : 0;
    // Of several the last word is shown; a question that goes out hides no answer to an earlier
    // one.
    if (row.count == 1 || isOver(state) || !isOver(row.state)) {
        row.state = state;
        row.outcome = outcome;
    }
    update(at);
}

void SentModel::setProgress(quint32 source, quint64 number, qint64 written, qint64 total)
{
    const int at = find(source, number);
    if (at < 0)
        return;
    m_rows[at].written = written;
    m_rows[at].total = total;
    update(at);
}

void SentModel::addPong(quint32 source, const QByteArray &payload,
                        std::chrono::microseconds latency)
{
    for (int i = rowCount() - 1; i >= 0; --i) {
        Row &row = m_rows[i];
        const bool isPing = row.draft.protocol == Client::Protocol::WebSocket
            && row.draft.kind == ComposeDraft::Kind::Ping;
        const bool waits = row.count > 1 ? row.answered < row.count : row.state != State::Answered;
        if (!isPing || row.source != source || !waits || row.payload != payload)
            continue;
        row.state = State::Answered;
        row.outcome.latency = latency;
        ++row.answered;
        update(i);
        return;
    }
}

void SentModel::forgetSource(quint32 source)
{
    for (int i = 0; i < rowCount(); ++i) {
        Row &row = m_rows[i];
        if (row.source != source || isOver(row.state))
            continue;
        row.state = State::Dropped;
        row.outcome.text = tr("The connection was removed.").toUtf8();
        update(i);
    }
}

QString SentModel::stateWords(int number) const
{
    const Row &row = m_rows.at(number);
    if (row.count > 1) {
        QStringList words {tr("%1 sent").arg(formatNumber(row.count))};
        if (row.answered > 0)
            words += tr("%1 answered").arg(formatNumber(row.answered));
        if (row.timedOut > 0)
            words += tr("%1 timed out").arg(formatNumber(row.timedOut));
        if (row.dropped > 0)
            words += tr("%1 dropped").arg(formatNumber(row.dropped));
        return words.join(QStringLiteral(", "));
    }
    switch (row.state) {
    case State::Sending:
        if (row.total > 0)
            return tr("%1 %").arg(100 * row.written / row.total);
        return tr("sending");
    case State::Queued:
        return tr("queued");
    case State::Pending:
        return tr("pending");
    case State::Answered:
        return formatDuration(row.outcome.latency);
    case State::TimedOut:
        return tr("timed out");
    case State::Dropped:
        return tr("dropped");
    case State::Sent:
        break;
    }
    return tr("sent");
}

QByteArray SentModel::replyText(int number) const
{
    const Row &row = m_rows.at(number);
    if (row.state == State::Answered && row.draft.protocol == Client::Protocol::SocketIo)
        return SocketIo::dataWithAttachments('[' + row.outcome.arguments.json + ']',
                                             row.outcome.arguments.attachments);
    return row.outcome.text;
}

int SentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SentModel::data(const QModelIndex &index, int role) const
{
    const Row &row = m_rows.at(index.row());
    const DraftWords words = draftWords(row.draft);
    const bool hasReply = row.state == State::Answered && !row.outcome.arguments.json.isEmpty();
    switch (role) {
    case RowDelegate::TitleRole:
        return words.title;
    case RowDelegate::DetailRole:
        return hasReply ? QStringLiteral("→ ") + argumentsLine(row.outcome.arguments, MaxLine)
                        : words.detail;
    case RowDelegate::NoteRole:
        return stateWords(index.row());
    case RowDelegate::NoteTintRole:
        return static_cast<int>(row.count > 1 ? Tint::Text : tintOf(row.state));
    case RowDelegate::IsChipRole:
        return row.count > 1 || (row.state != State::Sent && row.state != State::Sending);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        const QString reply = hasReply
            ? tr(", answered %1").arg(argumentsLine(row.outcome.arguments, MaxLine))
            : QString();
        return QStringLiteral("%1 %2: %3%4")
            .arg(words.title, words.detail, stateWords(index.row()), reply);
    }
    case Qt::ToolTipRole:
        return QStringLiteral("%1 %2\n%3 · %4")
            .arg(words.title, words.detail,
                 QLocale().toString(row.time.time(), QLocale::LongFormat), stateWords(index.row()));
    default:
        return {};
    }
}

int SentModel::find(quint32 source, quint64 number) const
{
    const quint64 first = m_repetitions.value(number, number);
    for (int i = 0; i < rowCount(); ++i) {
        if (m_rows.at(i).number == first && m_rows.at(i).source == source)
            return i;
    }
    return -1;
}

void SentModel::update(int row)
{
    emit dataChanged(index(row), index(row));
}
