// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/icons.h"

#include <QPushButton>

class Theme;

/// A wide button with an icon, a title, and below it a line that says how.
class OfferButton : public QPushButton
{
    Q_OBJECT

public:
    OfferButton(Icon icon, const QString &title, const QString &how, const Theme &theme,
                QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    QString m_title;
    QString m_how;
    const Theme &m_theme;
};
