// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

class Theme;

/// The heading of a part of a panel: small, bold, dim, upper case.
class PanelHeading : public QLabel
{
    Q_OBJECT

public:
    PanelHeading(const QString &text, const Theme &theme, QWidget *parent = nullptr);

    void setHeading(const QString &text);
};

/// A label in the dim colour, that wraps, and whose text can be selected.
QLabel *makeDimLabel(QWidget *parent = nullptr);

/// A one-pixel line across.
QWidget *makeLine(QWidget *parent = nullptr);
