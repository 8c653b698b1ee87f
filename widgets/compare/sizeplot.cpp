// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/sizeplot.h"

#include "widgets/common/theme.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/plotlook.h"
#include "widgets/compare/reportlook.h"

#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <array>

using namespace Compare;

namespace {

constexpr double Apart = 1.06; // so that whiskers of one size stand beside each other
constexpr double MarkSize = 7;

/// Powers of ten of a figure, as words.
class FigureTicker : public QCPAxisTickerLog
{
public:
    explicit FigureTicker(Figure figure)
        : m_figure(figure)
    {
        setSubTickCount(0);
    }

protected:
    QString getTickLabel(double tick, const QLocale & /*locale*/, QChar /*format*/,
                         int /*precision*/) override
    {
        return figureText(m_figure, tick);
    }

private:
    Figure m_figure;
};

QCPScatterStyle::ScatterShape shapeOf(Stack stack)
{
    constexpr std::array<QCPScatterStyle::ScatterShape, 4> Shapes {
        QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
        QCPScatterStyle::ssDiamond};
    return Shapes.at(static_cast<std::size_t>(stack));
}

} // namespace

SizePlot::SizePlot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_plot(new QCustomPlot)
{
    m_title->setContentsMargins(12, 4, 12, 0);
    m_plot->setObjectName(QStringLiteral("plot"));
    m_plot->setMinimumHeight(160);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->axisRect()->setupFullAxesBox();
    m_plot->axisRect()->setMinimumMargins(QMargins(64, 8, 16, 24));
    m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
    for (QCPAxis *const axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTickLengthIn(0);
        axis->setSubTicks(false);
    }
    m_plot->xAxis2->setTicks(false);
    m_plot->yAxis2->setTicks(false);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(0);
    lines->addWidget(m_title);
    lines->addWidget(m_plot, 1);
    connect(&theme, &Theme::changed, this, &SizePlot::applyTheme);
    applyTheme();
}

void SizePlot::setReport(const Report &report, int target, Work work, Figure figure)
{
    m_report = report;
    m_target = target;
    m_work = work;
    m_figure = figure;
    applyTheme();
}

void SizePlot::applyTheme()
{
    PlotLook::apply(*m_plot, m_theme);
    QFont font = m_theme.smallFont();
    m_title->setFont(font);
    const QString title
        = tr("%1 by size, %2").arg(figureTitle(m_figure), workTitle(m_work).toLower());
    m_title->setText(title);
    setAccessibleName(title);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new FigureTicker(m_figure)));
    draw();
}

void SizePlot::draw()
{
    m_plot->clearPlottables();
    const QList<qint64> sizes = sizesOf(m_report, m_target, m_work);
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (const qint64 size : sizes)
        ticker->addTick(static_cast<double>(size), sizeText(size));
    m_plot->xAxis->setTicker(ticker);
    QStringList said;
    double least = 0;
    double greatest = 0;
    for (const WayResult *result : resultsOf(m_report, m_target)) {
        for (const qint64 size : sizes) {
            const Transfer *const transfer = measured(*result, m_work, size);
            const Spread spread = transfer ? figureOf(*transfer, m_figure) : Spread();
            if (!spread.isKnown() || spread.low <= 0)
                continue;
            least = least > 0 ? std::min(least, spread.low) : spread.low;
            greatest = std::max(greatest, spread.high);
            said += tr("%1 at %2: %3")
                        .arg(wayTitle(result->way), sizeText(size), figureText(m_figure, spread));
        }
        drawWay(*result);
    }
    m_hasData = greatest > 0;
    if (m_hasData)
        setRanges(double(sizes.constFirst()), double(sizes.constLast()), least, greatest);
    setAccessibleDescription(m_hasData ? said.join(QStringLiteral("; ")) : tr("Nothing measured"));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SizePlot::drawWay(const WayResult &result)
{
    // The ways stand beside each other, in order, around where the size is.
    const auto results = resultsOf(m_report, m_target);
    const auto place = std::ranges::find(results, &result) - results.begin();
    const double beside
        = std::pow(Apart, static_cast<double>(place) - static_cast<double>(results.size() - 1) / 2);
    QVector<double> keys;
    QVector<double> values;
    QVector<double> below;
    QVector<double> above;
    for (const qint64 size : sizesOf(m_report, m_target, m_work)) {
        const Transfer *const transfer = measured(result, m_work, size);
        const Spread spread = transfer ? figureOf(*transfer, m_figure) : Spread();
        if (!spread.isKnown() || spread.low <= 0)
            continue;
        keys += static_cast<double>(size) * beside;
        values += spread.median;
        below += spread.median - spread.low;
        above += spread.high - spread.median;
    }
    if (keys.isEmpty())
        return;
    const QPen pen = PlotLook::penOf(result.way, m_theme);
    QCPGraph *const line = m_plot->addGraph();
    line->setPen(pen);
    line->setScatterStyle(
        QCPScatterStyle(shapeOf(result.way.stack), pen.color(), pen.color(), MarkSize));
    line->setData(keys, values, true);
    auto *const whiskers = new QCPErrorBars(m_plot->xAxis, m_plot->yAxis); // the plot owns it
    whiskers->setDataPlottable(line);
    whiskers->setErrorType(QCPErrorBars::etValueError);
    whiskers->setPen(QPen(pen.color(), 1));
    whiskers->setWhiskerWidth(6);
    whiskers->setData(below, above);
}

void SizePlot::setRanges(double leastSize, double greatestSize, double least, double greatest)
{
    constexpr double Beside = 1.9;
    constexpr double Decade = 10;
    m_plot->xAxis->setRange(leastSize / Beside, greatestSize * Beside);
    // A decade at least, so that there are words at the axis.
    const double room = std::max(1.4, std::sqrt(Decade * 1.2 / (greatest / least)));
    m_plot->yAxis->setRange(least / room, greatest * room);
}

QPixmap SizePlot::picture(double scale)
{
    return m_plot->toPixmap(m_plot->width(), m_plot->height(), scale);
}
