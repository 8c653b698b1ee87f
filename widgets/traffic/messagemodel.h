// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/rowpages.h"

/// The messages, heartbeats only when the filter asks for them.
class MessageModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Number,
        Time,
        Delta,
        Session,
        Direction,
        Kind,
        Namespace,
        Event,
        Data,
        Ack,
        Payload,
        Wire
    };

    /// Answers that took longer are marked.
    static constexpr std::chrono::milliseconds SlowAnswer {500};

    MessageModel(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent = nullptr);

    Cell cell(int row, int column) const override;
    Selection::Item itemAt(int row) const override;
    int rowOf(const Selection::Item &item) const override;
    std::optional<Capture::Time> timeAt(int row) const override;
    QString toolTip(int row, int column) const override;

    /// One row's record with the preview of its content; null if it cannot be read. Valid until
    /// the next call of anything here.
    const Capture::MessageRow *message(int row) const;

protected:
    void readIds(IdList &ids) const override;
    std::vector<Capture::Id> freshIds(const Capture::Advance &advance) const override;
    Capture::Id lastId(const Capture::Advance &advance) const override;
    const std::vector<Capture::Id> &changedIds(const Capture::Advance &advance) const override;
    Capture::Id markerId() const override;
    void forget(int row) override { m_pages.forget(row); }
    void forgetAll() override { m_pages.clear(); }

private:
    /// A message, and what its exchange was where that is all it says.
    struct Line
    {
        Capture::MessageRow row;
        QString exchange;
    };

    std::vector<Line> fetch(std::span<const Capture::Id> ids) const;
    const Line *line(int row) const { return m_pages.at(row, ids()); }
    Cell eventCell(const Capture::MessageRow &row) const;
    Cell ackCell(const Capture::MessageRow &row) const;
    QString kindToolTip(const Capture::MessageRecord &message) const;
    QString eventToolTip(const Capture::MessageRow &row) const;
    QString sizeToolTip(const Capture::MessageRecord &message) const;

    mutable RowPages<Line> m_pages;
};
