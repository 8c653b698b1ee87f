// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/layerplot.h"

#include "widgets/common/theme.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/layers.h"
#include "widgets/compare/plotlook.h"
#include "widgets/compare/reportlook.h"

#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>

using namespace Compare;

namespace {

constexpr int BarHeight = 28; // of a way
constexpr double BarPart = 0.62; // of that, is bar
constexpr double Room = 1.22; // behind the longest bar, for its words

/// Bytes at the axis.
class ByteTicker : public QCPAxisTicker
{
public:
    ByteTicker() { setTickCount(6); }

protected:
    QString getTickLabel(double tick, const QLocale & /*locale*/, QChar /*format*/,
                         int /*precision*/) override
    {
        return QCoreApplication::translate("CompareWords", "%1 B").arg(numberText(tick));
    }
};

double layerOf(const Transfer &transfer, const Layer &layer)
{
    return (transfer.sent.*layer.spread).median + (transfer.received.*layer.spread).median;
}

} // namespace

LayerPlot::LayerPlot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_plot(new QCustomPlot)
{
    m_title->setTextFormat(Qt::RichText);
    m_title->setWordWrap(true);
    m_title->setContentsMargins(12, 4, 12, 0);
    m_plot->setObjectName(QStringLiteral("plot"));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->axisRect()->setMinimumMargins(QMargins(64, 8, 16, 24));
    for (QCPAxis *const axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLengthIn(0);
        axis->setSubTicks(false);
    }
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ByteTicker));
    m_plot->yAxis->setRangeReversed(true);
    m_plot->yAxis->grid()->setVisible(false);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(0);
    lines->addWidget(m_title);
    lines->addWidget(m_plot, 1);
    connect(&theme, &Theme::changed, this, &LayerPlot::applyTheme);
    applyTheme();
}

void LayerPlot::setReport(const Report &report, int target, Work work, qint64 size)
{
    m_report = report;
    m_target = target;
    m_work = work;
    m_size = size;
    applyTheme();
}

void LayerPlot::applyTheme()
{
    PlotLook::apply(*m_plot, m_theme);
    m_title->setFont(m_theme.smallFont());
    const QString title = m_size > 0 ? tr("Bytes a message by layer, %1 of %2")
                                           .arg(workTitle(m_work).toLower(), sizeText(m_size))
                                     : tr("Bytes a message by layer");
    QStringList legend;
    const std::vector<Layer> &layers = allLayers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        legend += QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;%2")
                      .arg(PlotLook::layerColor(i, m_theme).name(),
                           PlotLook::html(layers[i].title, m_theme.colors().dim));
    }
    m_title->setText(QStringLiteral("%1&nbsp;&nbsp; %2")
                         .arg(title.toHtmlEscaped(), legend.join(QStringLiteral("&nbsp;&nbsp; "))));
    setAccessibleName(title);
    draw();
}

void LayerPlot::draw()
{
    m_plot->clearPlottables();
    m_plot->clearItems();
    const Colors &colors = m_theme.colors();
    const QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    std::vector<const Transfer *> transfers;
    QStringList said;
    double greatest = 0;
    for (const WayResult *result : resultsOf(m_report, m_target)) {
        const Transfer *const transfer = measured(*result, m_work, m_size);
        if (!transfer)
            continue;
        const auto place = static_cast<double>(transfers.size());
        names->addTick(place, wayTitle(result->way));
        double sum = 0;
        QStringList parts;
        for (const Layer &layer : allLayers()) {
            sum += layerOf(*transfer, layer);
            parts += tr("%1 %2").arg(layer.title, numberText(layerOf(*transfer, layer)));
        }
        const double wire = figureOf(*transfer, Figure::Bytes).median;
        QString words = figureText(Figure::Bytes, figureOf(*transfer, Figure::Bytes));
        if (wire < sum)
            words += tr(", %1 of the bar saved").arg(percentText(sum - wire, sum));
        auto *const total = new QCPItemText(m_plot); // the plot owns it
        total->setText(QStringLiteral(" ") + words);
        total->setColor(colors.text);
        QFont font = m_theme.smallFont();
        font.setWeight(QFont::Normal);
        total->setFont(font);
        total->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        total->position->setCoords(sum, place);
        greatest = std::max(greatest, sum);
        said += tr("%1: %2 (%3)")
                    .arg(wayTitle(result->way), words, parts.join(QStringLiteral(", ")));
        transfers.push_back(transfer);
    }
    QCPBars *before = nullptr;
    const std::vector<Layer> &layers = allLayers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        auto *const bars = new QCPBars(m_plot->yAxis, m_plot->xAxis); // the plot owns it
        bars->setWidth(BarPart);
        bars->setPen(Qt::NoPen);
        bars->setBrush(PlotLook::layerColor(i, m_theme));
        QVector<double> keys;
        QVector<double> values;
        for (const Transfer *transfer : transfers) {
            keys += static_cast<double>(keys.size());
            values += layerOf(*transfer, layers[i]);
        }
        bars->setData(keys, values, true);
        if (before)
            bars->moveAbove(before);
        before = bars;
    }
    m_plot->yAxis->setTicker(names);
    m_plot->yAxis->setRange(-0.6, std::max(0.6, double(transfers.size()) - 0.4));
    m_plot->xAxis->setRange(0, std::max(1.0, greatest * Room));
    m_plot->setMinimumHeight(BarHeight * std::max(2, int(transfers.size())) + 32);
    setAccessibleDescription(said.isEmpty() ? tr("Nothing measured")
                                            : said.join(QStringLiteral("; ")));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QPixmap LayerPlot::picture(double scale)
{
    return m_plot->toPixmap(m_plot->width(), m_plot->height(), scale);
}
