// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/decisions.h"

#include <QWidget>

class QGridLayout;

/// "When to use what": a row a question with its verdict, the figures that it follows from, and a
/// button that goes to them.
class DecisionPage : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionPage(QWidget *parent = nullptr);

    void setDecisions(const std::vector<Decision> &decisions);

signals:
    void placeRequested(const ReportPlace &place);

private:
    void addRow(const Decision &decision);

    std::vector<Decision> m_decisions;
    QGridLayout *m_rows;
};
