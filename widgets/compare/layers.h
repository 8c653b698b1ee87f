// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QString>

/// One of those that add up to what crossed, before compression.
struct Layer
{
    QByteArray name; ///< stable, for files: "payload", "socketio"
    QString title; ///< "Payload", "Socket.IO"
    Compare::Spread Compare::LayerSpreads::*spread;
};

/// From the innermost to the outermost.
const std::vector<Layer> &allLayers();
