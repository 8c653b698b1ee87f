// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/repeatbutton.h"

#include "widgets/common/format.h"
#include "widgets/compose/repeater.h"

#include <QFormLayout>
#include <QLabel>
#include <QScreen>
#include <QShortcut>
#include <QSpinBox>

namespace {

constexpr int MaxPauseMs = 3'600'000;

} // namespace

RepeatButton::RepeatButton(QWidget *parent)
    : QPushButton(parent)
    , m_form(new QFrame(this, Qt::Popup))
    , m_count(new QSpinBox)
    , m_pause(new QSpinBox)
{
    setAutoDefault(false);
    m_count->setRange(1, Repeater::MaxCount);
    m_count->setValue(100);
    m_count->setGroupSeparatorShown(true);
    m_count->setAccessibleName(tr("How often"));
    m_count->setToolTip(tr("100,000 times at most"));
    m_pause->setRange(0, MaxPauseMs);
    m_pause->setValue(100);
    m_pause->setSuffix(tr(" ms"));
    m_pause->setGroupSeparatorShown(true);
    m_pause->setSpecialValueText(tr("without a pause"));
    m_pause->setAccessibleName(tr("Milliseconds from one to the next"));
    auto *const startButton = new QPushButton(tr("Start"));
    startButton->setDefault(true);
    startButton->setToolTip(tr("Send the message so often (Enter)"));
    static_cast<QFrame *>(m_form)->setFrameShape(QFrame::StyledPanel);
    m_form->setAccessibleName(tr("Repeat"));
    auto *const layout = new QFormLayout(m_form);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(8);
    layout->addRow(tr("Times"), m_count);
    layout->addRow(tr("Every"), m_pause);
    layout->addRow(QString(), startButton);
    connect(startButton, &QPushButton::clicked, this, &RepeatButton::start);
    connect(this, &QPushButton::clicked, this, &RepeatButton::onClicked);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *const shortcut = new QShortcut(key, m_form);
        connect(shortcut, &QShortcut::activated, this, &RepeatButton::start);
    }
    showIdle();
}

void RepeatButton::showRun(int done, int count)
{
    m_isRunning = true;
    setText(tr("Stop %1 of %2").arg(formatNumber(done), formatNumber(count)));
    setToolTip(tr("Stop repeating"));
    setAccessibleName(text());
}

void RepeatButton::showIdle()
{
    m_isRunning = false;
    setText(tr("Repeat…"));
    setToolTip(tr("Send the message several times"));
    setAccessibleName(tr("Repeat"));
}

void RepeatButton::onClicked()
{
    if (m_isRunning) {
        emit stopRequested();
        return;
    }
    m_form->adjustSize();
    QPoint place = mapToGlobal(QPoint(width() - m_form->width(), height() + 4));
    const QRect room = screen()->availableGeometry();
    if (place.y() + m_form->height() > room.bottom())
        place.setY(mapToGlobal(QPoint()).y() - m_form->height() - 4);
    m_form->move(place);
    m_form->show();
    m_count->setFocus(Qt::PopupFocusReason);
    m_count->selectAll();
}

void RepeatButton::start()
{
    m_form->hide();
    emit startRequested(m_count->value(), std::chrono::milliseconds(m_pause->value()));
}
