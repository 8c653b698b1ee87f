// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QIcon>

/// Our own icons, in one line weight on a 16 px grid.
enum class Icon {
    Record,
    Pause,
    Tap,
    Connect,
    Open,
    Save,
    Search,
    Clear,
    ArrowUp,
    ArrowDown,
    WebSocket,
    Polling,
    Binary,
    Heartbeat,
    Problem,
    Copy,
    Jump,
    Close,
    Follow,
    Server,
    File,
    Play,
    Gear,
    Room,
    Timeline,
    Info,
    Bookmark,
    BookmarkNote,
    Note,
    Measure,
    Altered,
    Rules,
    Count
};

/// An icon drawn from its SVG at the size and pixel ratio asked for, in the theme's colour of the
/// moment: it follows a change of the theme by itself. \a theme must outlive it.
QIcon themedIcon(Icon icon, const Theme &theme, Tint tint = Tint::Text);

/// The pixels of one icon, for painting in delegates. Cached.
QPixmap iconPixmap(Icon icon, const QColor &color, QSize size, qreal pixelRatio);
