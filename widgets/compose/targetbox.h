// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composetarget.h"

#include <QComboBox>

class Theme;

/// Chooses the connection to send on; says how each of them stands.
class TargetBox : public QComboBox
{
    Q_OBJECT

public:
    explicit TargetBox(const Theme &theme, QWidget *parent = nullptr);

    /// Keeps the choice if it is among \a targets, else takes the first.
    void setTargets(const QList<ComposeTarget> &targets);
    void setStatus(quint32 source, const Client::ClientStatus &status);
    /// False if there is no such target.
    bool choose(quint32 source);

    /// Null: there is none.
    const ComposeTarget *current() const;
    const ComposeTarget *target(quint32 source) const;
    const QList<ComposeTarget> &targets() const { return m_targets; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Another target was chosen, or there is none any more.
    void chosen();

private:
    void showState(int row);
    void showStates();

    const Theme &m_theme;
    QList<ComposeTarget> m_targets; // in the order of the items
};

/// "connected", "connecting…", "waits before it connects again".
QString targetStateWords(const Client::ClientStatus &status);
