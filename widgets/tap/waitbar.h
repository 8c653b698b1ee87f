// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBasicTimer>
#include <QWidget>

class Theme;

/// A thin bar on which something moves for as long as it is seen: waiting, with no end to foresee.
class WaitBar : public QWidget
{
    Q_OBJECT

public:
    explicit WaitBar(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    const Theme &m_theme;
    QBasicTimer m_timer;
    int m_step = 0;
};
