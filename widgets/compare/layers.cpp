// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/layers.h"

#include <QCoreApplication>

using Compare::LayerSpreads;

const std::vector<Layer> &allLayers()
{
    static const std::vector<Layer> layers {
        {"payload", QCoreApplication::translate("CompareWords", "Payload"), &LayerSpreads::payload},
        {"socketio", QStringLiteral("Socket.IO"), &LayerSpreads::socketIo},
        {"engineio", QStringLiteral("Engine.IO"), &LayerSpreads::engineIo},
        {"websocket", QCoreApplication::translate("CompareWords", "WebSocket frames"),
         &LayerSpreads::webSocket},
        {"http", QStringLiteral("HTTP"), &LayerSpreads::http}};
    return layers;
}
