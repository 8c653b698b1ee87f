// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"
#include "protocol/compare/way.h"
#include "widgets/common/theme.h"

#include <QPen>

class QCPLayerable;
class QCustomPlot;

/// What the plots of a comparison have in common.
namespace PlotLook {

/// Ground, axes and words in the theme's colours.
void apply(QCustomPlot &plot, const Theme &theme);
/// A colour a stack; dashes where it is compressed, dots with msgpack.
QPen penOf(const Compare::Way &way, const Theme &theme);
/// A shape a stack, so that colour is not the only sign: "●".
QString markOf(const Compare::Way &way);
/// In the order of allLayers().
QColor layerColor(std::size_t layer, const Theme &theme);
/// "● Plain WebSocket", … as rich text.
QString legendOf(const std::vector<Compare::Way> &ways, const Theme &theme);
QString html(const QString &text, const QColor &color);

} // namespace PlotLook
