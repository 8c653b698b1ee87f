// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/detailspage.h"

class CaptureFeed;
class FrameHeaderView;
class FrameListModel;
class QLabel;
class QTableView;
class Theme;

/// The frames that carried a message, and the header of the current one bit by bit.
class FramesPage : public DetailsPage
{
    Q_OBJECT

public:
    FramesPage(CaptureFeed &feed, const Theme &theme, QWidget *parent = nullptr);

    void showSubject(const Subject &subject) override;
    FrameListModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }

private:
    void showFrame();

    CaptureFeed &m_feed;
    FrameListModel *m_model;
    QLabel *m_summary;
    QTableView *m_table;
    FrameHeaderView *m_header;
    QLabel *m_facts;
};
