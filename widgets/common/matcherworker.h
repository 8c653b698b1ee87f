// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"
#include "widgets/common/matcher.h"

#include <QSet>

#include <span>

/// What Matcher does in its thread. One job at a time.
class MatcherWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        Matcher::Rows rows = Matcher::Rows::Messages;
        MessageFilter::Terms terms;
        Capture::Id after = 0;
        Capture::Id upTo = 0; ///< the last row to begin with; 0: the last there is
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void begin(const Job &job);
    /// Looks at rows up to \a last, or at all there are if that is 0.
    void goOn(quint64 job, Capture::Id last);
    /// The capture lies in another file now.
    void moveTo(quint64 job, const CaptureFeed::Opener &opener);
    /// Closes the file. No job goes on.
    void letGo();

signals:
    void portion(quint64 job, const std::vector<Capture::Id> &ids);
    void finished(quint64 job);

private:
    using Ids = std::vector<Capture::Id>;

    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }
    void open();
    void scan(Capture::Id last);
    void scanExchanges(Capture::Id last);
    void collectCarriers();
    Ids carriers(std::span<const Capture::Id> ids);
    Capture::Id lastRow(Matcher::Rows rows);
    void tell(const Ids &ids);

    Job m_job;
    Capture::StoreReader::Choice m_choice; ///< of m_job
    std::unique_ptr<Capture::StoreReader> m_reader;
    Capture::Id m_looked = 0; ///< rows up to here are done
    Query::Expression m_expression;
    // Exchanges are shown for the messages they carried.
    Capture::Id m_searched = 0; ///< messages up to here are done
    QSet<Capture::Id> m_carriers; ///< exchanges of messages that match
};
