// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/framespage.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/common/words.h"
#include "widgets/details/frameheaderview.h"
#include "widgets/details/framelistmodel.h"
#include "widgets/details/panelheading.h"
#include "widgets/problems/problemwords.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace {

constexpr int RowHeight = 24;

QString summary(const Subject &subject, const std::vector<Capture::FrameRecord> &frames)
{
    if (!frames.empty()) {
        qint64 header = 0;
        qint64 payload = 0;
        for (const Capture::FrameRecord &frame : frames) {
            header += frame.headerBytes;
            payload += frame.storedBytes;
        }
        const QString bytes = FramesPage::tr("%1 B of headers, %2 B of payload")
                                  .arg(formatNumber(header), formatNumber(payload));
        return frames.size() == 1
            ? FramesPage::tr("One frame: %1").arg(bytes)
            : FramesPage::tr("%1 frames: %2").arg(formatNumber(std::ssize(frames)), bytes);
    }
    if (subject.message && subject.message->record.transport == Capture::Transport::Polling) {
        return FramesPage::tr("No frames: it came by HTTP polling, in exchange #%1. Its share of "
                              "the body is %2.")
            .arg(subject.message->record.exchange)
            .arg(formatExactBytes(subject.message->record.wireBytes()));
    }
    return FramesPage::tr("No frames belong to it.");
}

} // namespace

FramesPage::FramesPage(CaptureFeed &feed, const Theme &theme, QWidget *parent)
    : DetailsPage(parent)
    , m_feed(feed)
    , m_model(new FrameListModel(this))
    , m_summary(makeDimLabel())
    , m_table(new QTableView)
    , m_header(new FrameHeaderView(theme))
    , m_facts(makeDimLabel())
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeLine());
    layout->addSpacing(12);
    layout->addWidget(m_header);
    layout->addWidget(m_facts);
    m_summary->setContentsMargins(12, 12, 12, 8);
    m_facts->setContentsMargins(12, 8, 12, 12);

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Frames of this message"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(24);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FramesPage::showFrame);
}

void FramesPage::showSubject(const Subject &subject)
{
    Capture::StoreReader *const reader = m_feed.reader();
    std::vector<Capture::FrameRecord> frames;
    if (reader && subject.message)
        frames = reader->framesOfMessage(subject.message->record.id);
    // A frame of a message that never became whole, or one of which that is not known.
    if (reader && frames.empty() && subject.item.frame != 0) {
        const std::array<Capture::Id, 1> ids {subject.item.frame};
        frames = reader->frames(ids);
    }
    m_summary->setText(summary(subject, frames));
    m_table->setVisible(!frames.empty());
    const bool isCompressed = std::any_of(frames.begin(), frames.end(), [](const auto &frame) {
        return frame.plainBytes != frame.payloadBytes;
    });
    m_table->setColumnHidden(FrameListModel::Plain, !isCompressed);
    m_model->setFrames(std::move(frames));
    m_table->resizeColumnsToContents();
    if (m_model->rowCount() > 0) {
        const int row = qMax(0, m_model->rowOf(subject.item.frame));
        m_table->setCurrentIndex(m_model->index(row, 0));
    }
    showFrame();
}

void FramesPage::showFrame()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount()) {
        m_header->clear();
        m_facts->clear();
        return;
    }
    const Capture::FrameRecord &frame = m_model->frames()[static_cast<std::size_t>(row)];
    m_header->setFrame(frame);
    QStringList lines;
    lines += tr("Header %1 B + payload %2 B = %3 B on the wire")
                 .arg(formatNumber(frame.headerBytes), formatNumber(frame.storedBytes),
                      formatNumber(frame.headerBytes + frame.storedBytes));
    if (frame.plainBytes != frame.payloadBytes)
        lines += tr("Inflated: %1").arg(formatExactBytes(frame.plainBytes));
    if (frame.storedBytes != frame.payloadBytes)
        lines += tr("Announced: %1").arg(formatExactBytes(frame.payloadBytes));
    lines += formatFullTime(frame.time);
    frame.problems.forEach([&lines](Problem problem) {
        const ProblemWords words = problemWords(problem);
        lines += QStringLiteral("⚠ %1: %2").arg(words.title, words.meaning);
    });
    m_facts->setText(lines.join(QLatin1Char('\n')));
}
