// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/plan.h"

#include <QWidget>

#include <map>

class ErrorLabel;
class QCheckBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;
class SegmentedButton;
class TargetForm;
class Theme;

/// What a comparison is asked: which servers, ways, work, sizes, how often.
class PlanForm : public QWidget
{
    Q_OBJECT

public:
    explicit PlanForm(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it. What the form has no field for is kept.
    void setPlan(const Compare::Plan &plan);
    Compare::Plan plan() const;

    /// Shows in place what makes the plan impossible; true if nothing does.
    bool check();
    QString errorText() const;

signals:
    void changed();

private:
    template<typename Key>
    using Checks = std::vector<std::pair<Key, QCheckBox *>>;

    void addServers(QVBoxLayout &lines);
    void addWays(QVBoxLayout &lines);
    void addWork(QVBoxLayout &lines);
    void addInterruptions(QVBoxLayout &lines);
    QCheckBox *addCheck(QVBoxLayout &lines, const QString &text, const QString &hint) const;
    QSpinBox *makeNumber(int least, int most, const QString &name, const QString &hint) const;
    void showServer();
    void onChanged();

    Compare::Plan m_rest; // what there is no field for
    SegmentedButton *m_server;
    TargetForm *m_target;
    Checks<Compare::Way> m_ways;
    Checks<Compare::Work> m_works;
    QLineEdit *m_sizes;
    QSpinBox *m_messages;
    QSpinBox *m_receivers;
    QSpinBox *m_rounds;
    QCheckBox *m_cuts = nullptr;
    QCheckBox *m_blocks = nullptr;
    ErrorLabel *m_error;
};
