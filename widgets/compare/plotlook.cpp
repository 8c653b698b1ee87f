// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/plotlook.h"

#include "widgets/compare/comparewords.h"

#include <qcustomplot.h>

#include <array>

using Compare::Way;

namespace {

constexpr double LineWidth = 1.75;

} // namespace

namespace PlotLook {

void apply(QCustomPlot &plot, const Theme &theme)
{
    const Colors &colors = theme.colors();
    plot.setBackground(QBrush(colors.pane));
    QFont font = theme.smallFont();
    font.setWeight(QFont::Normal);
    for (QCPAxis *const axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2}) {
        axis->setBasePen(QPen(colors.line));
        axis->setTickPen(QPen(colors.line));
        axis->setSubTickPen(QPen(colors.line));
        axis->setTickLabelColor(colors.dim);
        axis->setTickLabelFont(font);
        axis->grid()->setPen(QPen(colors.line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(colors.line));
    }
}

QPen penOf(const Way &way, const Theme &theme)
{
    const auto &colors = theme.colors().connections;
    return {colors.at(static_cast<std::size_t>(way.stack) % colors.size()), LineWidth,
            way.msgpack       ? Qt::DotLine
                : way.deflate ? Qt::DashLine
                              : Qt::SolidLine};
}

QString markOf(const Way &way)
{
    static const std::array<QString, 4> marks {QStringLiteral("●"), QStringLiteral("■"),
                                               QStringLiteral("▲"), QStringLiteral("◆")};
    return marks.at(static_cast<std::size_t>(way.stack));
}

QColor layerColor(std::size_t layer, const Theme &theme)
{
    const Colors &colors = theme.colors();
    const std::array<QColor, 5> all {colors.connections[0], colors.connections[1],
                                     colors.connections[2], colors.connections[3],
                                     colors.heartbeat};
    return all.at(layer);
}

QString html(const QString &text, const QColor &color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>")
        .arg(color.name(), text.toHtmlEscaped());
}

QString legendOf(const std::vector<Way> &ways, const Theme &theme)
{
    QStringList parts;
    for (const Way &way : ways) {
        const QColor color = Theme::readableOn(penOf(way, theme).color(), theme.colors().pane);
        const QString dash = way.msgpack ? QStringLiteral(" ···")
            : way.deflate                ? QStringLiteral(" – –")
                                         : QString();
        QString part = markOf(way) + dash + QLatin1Char(' ') + wayTitle(way);
        part.replace(QLatin1Char(' '), QChar(QChar::Nbsp));
        parts += html(part, color);
    }
    return parts.join(QStringLiteral("&nbsp;&nbsp; "));
}

} // namespace PlotLook
