// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QAbstractButton>

/// "↓ 12 new", over the end of a list that does not follow its tail.
class NewRowsPill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit NewRowsPill(const Theme &theme, QWidget *parent = nullptr);

    /// Hides itself at 0.
    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};
