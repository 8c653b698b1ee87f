// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"
#include "widgets/compose/composedraft.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>

/// What was sent from Compose since it was opened, newest first, and what became of it. A message
/// that is repeated is one row.
class SentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// Older rows are forgotten.
    static constexpr int MaxRows = 500;

    struct Row
    {
        enum class State : quint8 {
            Sending, ///< nothing is known yet
            Queued, ///< waits for the connection
            Sent,
            Pending, ///< sent, and an answer is awaited
            Answered,
            TimedOut,
            Dropped,
        };

        quint64 number = 0; ///< of the first message
        quint32 source = 0;
        ComposeDraft draft;
        QDateTime time;
        bool isAsking = false;
        QByteArray payload; ///< of a ping
        State state = State::Sending;
        Client::Outcome outcome; ///< the last one: the reply and its latency
        qint64 written = 0; ///< of total bytes, of a large one
        qint64 total = 0;

        // Of a repeated one
        int count = 1; ///< sent so far
        int answered = 0;
        int timedOut = 0;
        int dropped = 0;
    };

    using QAbstractListModel::QAbstractListModel;

    /// A message is on its way with \a number. \a isAsking: an answer will come.
    /// \a payload is a ping's.
    void add(quint32 source, quint64 number, const ComposeDraft &draft, bool isAsking,
             const QDateTime &time, const QByteArray &payload = {});
    /// The message \a first goes out again as \a number.
    void addRepetition(quint32 source, quint64 first, quint64 number);

    void setOutcome(quint32 source, const Client::Outcome &outcome);
    void setProgress(quint32 source, quint64 number, qint64 written, qint64 total);
    /// Answers the oldest ping with \a payload that waits.
    void addPong(quint32 source, const QByteArray &payload, std::chrono::microseconds latency);
    /// Nothing will be heard of what waits on \a source.
    void forgetSource(quint32 source);

    const Row &row(int number) const { return m_rows.at(number); }
    /// "8.2 ms", "pending", "timed out", "412 sent, 2 timed out".
    QString stateWords(int row) const;
    /// The answer as JSON as in exports, or why there is none.
    QByteArray replyText(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    int find(quint32 source, quint64 number) const;
    void update(int row);

    QList<Row> m_rows;
    QHash<quint64, quint64> m_repetitions; // the number of the first, by that of each after it
};
