// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/rowpages.h"

/// The HTTP exchanges.
class ExchangeModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Number,
        Time,
        Session,
        Method,
        Target,
        Status,
        Carries,
        Duration,
        Request,
        Response,
        Wire
    };

    ExchangeModel(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent = nullptr);

    Cell cell(int row, int column) const override;
    Selection::Item itemAt(int row) const override;
    int rowOf(const Selection::Item &item) const override;
    std::optional<Capture::Time> timeAt(int row) const override;
    QString toolTip(int row, int column) const override;

protected:
    void readIds(IdList &ids) const override;
    std::vector<Capture::Id> freshIds(const Capture::Advance &advance) const override;
    Capture::Id lastId(const Capture::Advance &advance) const override;
    const std::vector<Capture::Id> &changedIds(const Capture::Advance &advance) const override;
    Capture::Id markerId() const override;
    void forget(int row) override { m_pages.forget(row); }
    void forgetAll() override { m_pages.clear(); }

private:
    const Capture::ExchangeRow *exchange(int row) const { return m_pages.at(row, ids()); }

    mutable RowPages<Capture::ExchangeRow> m_pages;
};
