// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/plotspage.h"

#include "widgets/common/theme.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/layerplot.h"
#include "widgets/compare/plotlook.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/sizeplot.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPainter>

using namespace Compare;

namespace {

constexpr double PictureScale = 2;

} // namespace

PlotsPage::PlotsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_works(new QComboBox)
    , m_sizes(new QComboBox)
    , m_legend(new QLabel)
    , m_plots(new QWidget)
    , m_layers(new LayerPlot(theme))
    , m_roundTrips(new SizePlot(theme))
    , m_rates(new SizePlot(theme))
{
    m_works->setAccessibleName(tr("Work"));
    m_sizes->setAccessibleName(tr("Size for the bytes by layer"));
    m_sizes->setToolTip(m_sizes->accessibleName());
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setWordWrap(true);
    m_legend->setContentsMargins(12, 0, 12, 0);
    m_plots->setBackgroundRole(QPalette::Base);
    m_plots->setAutoFillBackground(true);
    auto *const choice = new QHBoxLayout;
    choice->setSpacing(8);
    choice->setContentsMargins(16, 12, 16, 0);
    choice->addWidget(new QLabel(tr("Work")));
    choice->addWidget(m_works);
    choice->addSpacing(16);
    choice->addWidget(new QLabel(tr("Bytes at")));
    choice->addWidget(m_sizes);
    choice->addStretch(1);
    auto *const pair = new QHBoxLayout;
    pair->setSpacing(8);
    pair->addWidget(m_roundTrips, 1);
    pair->addWidget(m_rates, 1);
    auto *const plots = new QVBoxLayout(m_plots);
    plots->setContentsMargins(8, 8, 8, 8);
    plots->setSpacing(8);
    plots->addWidget(m_layers, 1);
    plots->addLayout(pair, 1);
    plots->addWidget(m_legend);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addLayout(choice);
    lines->addWidget(m_plots, 1);
    connect(m_works, &QComboBox::currentIndexChanged, this, [this] {
        fillSizes();
        draw();
    });
    connect(m_sizes, &QComboBox::currentIndexChanged, this, &PlotsPage::draw);
    connect(&theme, &Theme::changed, this, &PlotsPage::showLegend);
}

void PlotsPage::setReport(const Report &report, int target)
{
    m_report = report;
    m_target = target;
    fillWorks();
    fillSizes();
    draw();
}

Work PlotsPage::work() const
{
    return m_works->currentIndex() < 0 ? Work::Echo : m_works->currentData().value<Work>();
}

void PlotsPage::fillWorks()
{
    const QSignalBlocker quiet(m_works);
    const Work before = work();
    m_works->clear();
    for (const Work one : allWorks()) {
        if (!sizesOf(m_report, m_target, one).isEmpty())
            m_works->addItem(workTitle(one), QVariant::fromValue(one));
    }
    m_works->setCurrentIndex(std::max(0, m_works->findText(workTitle(before))));
}

void PlotsPage::fillSizes()
{
    const QSignalBlocker quiet(m_sizes);
    const QVariant before = m_sizes->currentData();
    m_sizes->clear();
    for (const qint64 size : sizesOf(m_report, m_target, work()))
        m_sizes->addItem(sizeText(size), size);
    m_sizes->setCurrentIndex(std::max(0, m_sizes->findData(before)));
}

void PlotsPage::draw()
{
    const bool hasTrips = work() == Work::Echo || work() == Work::BinaryEcho;
    m_layers->setReport(m_report, m_target, work(), m_sizes->currentData().toLongLong());
    m_roundTrips->setReport(m_report, m_target, work(), hasTrips ? Figure::P50 : Figure::Cpu);
    m_rates->setReport(m_report, m_target, work(), Figure::PerSecond);
    showLegend();
}

void PlotsPage::showLegend()
{
    QFont font = m_theme.smallFont();
    font.setWeight(QFont::Normal);
    m_legend->setFont(font);
    std::vector<Way> ways;
    for (const WayResult *result : resultsOf(m_report, m_target))
        ways.push_back(result->way);
    m_legend->setText(PlotLook::legendOf(ways, m_theme));
}

QPixmap PlotsPage::picture()
{
    m_plots->layout()->activate();
    QPixmap picture(m_plots->size() * PictureScale);
    picture.setDevicePixelRatio(PictureScale);
    picture.fill(m_theme.colors().pane);
    QPainter painter(&picture);
    m_plots->render(&painter, {}, {}, QWidget::DrawChildren);
    // Plots are painted from a picture of their own, which is no larger than on screen.
    const auto paint = [&](QWidget &owner, const QPixmap &plot) {
        const auto *const place = owner.findChild<QWidget *>(QStringLiteral("plot"));
        painter.drawPixmap(QRectF(QPointF(place->mapTo(m_plots, QPoint())), QSizeF(place->size())),
                           plot, QRectF(plot.rect()));
    };
    paint(*m_layers, m_layers->picture(PictureScale));
    paint(*m_roundTrips, m_roundTrips->picture(PictureScale));
    paint(*m_rates, m_rates->picture(PictureScale));
    return picture;
}
