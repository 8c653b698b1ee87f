// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "widgets/common/icons.h"

#include <QString>

#include <optional>

/// What one cell of a traffic table says, before anybody decides how it looks.
struct Cell
{
    enum class Shape : quint8 { Text, Strong, Fixed, Chip, Pill, Arrow, Session };

    QString text;
    Shape shape = Shape::Text;
    Tint tint = Tint::Text;
    Capture::Id session = 0; ///< whose square stands before the text, for Shape::Session
    Capture::Direction direction = Capture::Direction::Sent; ///< for Shape::Arrow
    bool isMarked = false; ///< something is wrong with it: a sign stands at its end
    bool isStruck = false; ///< it did not go on: a line goes through the text
    std::optional<Icon> sign; ///< what the user marked it with, or a tap did, stands before it
    QString note; ///< what the sign says, for those who hear it
};

/// One column of a traffic table.
struct ColumnInfo
{
    QString title;
    QString toolTip;
    QString sample; ///< the widest text it needs room for
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    int givesWay = 0; ///< columns with higher numbers are hidden first when room is short; 0: never
    bool stretches = false;
    QString wideSample; ///< what it makes room for where there is plenty
    bool isSearched = false; ///< what the find bar looks for is marked in it
    bool hasSign = false; ///< it needs room for Cell::sign
};
