// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/targetbox.h"

#include "widgets/common/theme.h"

#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>

namespace {

constexpr int IconSize = 16;
constexpr qreal Dot = 8;
constexpr int MinWidth = 96;
constexpr int MaxWidth = 240; // longer names are elided

/// A filled dot for open, a ring for everything else.
QIcon stateIcon(const Client::ClientStatus &status, const Colors &colors)
{
    QColor color = colors.dim;
    if (status.state == Client::State::Open)
        color = colors.sent;
    else if (status.state == Client::State::Failed)
        color = colors.error;
    else if (status.state != Client::State::Idle)
        color = colors.warning;
    QIcon icon;
    for (const int ratio : {1, 2, 3}) {
        QPixmap pixels(IconSize * ratio, IconSize * ratio);
        pixels.setDevicePixelRatio(ratio);
        pixels.fill(Qt::transparent);
        QPainter painter(&pixels);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isOpen = status.state == Client::State::Open;
        painter.setPen(isOpen ? QPen(Qt::NoPen) : QPen(color, 1.5));
        painter.setBrush(isOpen ? QBrush(color) : QBrush(Qt::NoBrush));
        const qreal size = isOpen ? Dot : Dot - 1;
        painter.drawEllipse(QPointF(IconSize / 2.0, IconSize / 2.0), size / 2, size / 2);
        painter.end();
        icon.addPixmap(pixels);
    }
    return icon;
}

} // namespace

TargetBox::TargetBox(const Theme &theme, QWidget *parent)
    : QComboBox(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Connection to send on"));
    setSizeAdjustPolicy(AdjustToContents);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QComboBox::currentIndexChanged, this, &TargetBox::chosen);
    connect(&theme, &Theme::changed, this, &TargetBox::showStates);
}

void TargetBox::setTargets(const QList<ComposeTarget> &targets)
{
    const quint32 before = current() ? current()->source : 0;
    {
        const QSignalBlocker blocker(this);
        clear();
        m_targets = targets;
        for (const ComposeTarget &target : targets)
            addItem(target.label);
        showStates();
        const auto same
            = std::find_if(targets.begin(), targets.end(),
                           [before](const ComposeTarget &t) { return t.source == before; });
        setCurrentIndex(same == targets.end() ? 0 : static_cast<int>(same - targets.begin()));
    }
    if (!current() || current()->source != before)
        emit chosen();
}

void TargetBox::setStatus(quint32 source, const Client::ClientStatus &status)
{
    for (qsizetype i = 0; i < m_targets.size(); ++i) {
        if (m_targets.at(i).source == source) {
            m_targets[i].status = status;
            showState(static_cast<int>(i));
        }
    }
}

bool TargetBox::choose(quint32 source)
{
    for (qsizetype i = 0; i < m_targets.size(); ++i) {
        if (m_targets.at(i).source == source) {
            setCurrentIndex(static_cast<int>(i));
            return true;
        }
    }
    return false;
}

const ComposeTarget *TargetBox::current() const
{
    const int row = currentIndex();
    return row >= 0 && row < m_targets.size() ? &m_targets.at(row) : nullptr;
}

const ComposeTarget *TargetBox::target(quint32 source) const
{
    const auto found
        = std::find_if(m_targets.begin(), m_targets.end(),
                       [source](const ComposeTarget &t) { return t.source == source; });
    return found == m_targets.end() ? nullptr : &*found;
}

QSize TargetBox::sizeHint() const
{
    return QComboBox::sizeHint().boundedTo({MaxWidth, QWIDGETSIZE_MAX});
}

QSize TargetBox::minimumSizeHint() const
{
    return QComboBox::minimumSizeHint().boundedTo({MinWidth, QWIDGETSIZE_MAX});
}

void TargetBox::showState(int row)
{
    const ComposeTarget &target = m_targets.at(row);
    setItemIcon(row, stateIcon(target.status, m_theme.colors()));
    const QString words
        = QStringLiteral("%1: %2").arg(target.label, targetStateWords(target.status));
    setItemData(row, words, Qt::ToolTipRole);
    setItemData(row, words, Qt::AccessibleTextRole);
    if (row == currentIndex())
        setToolTip(words);
}

void TargetBox::showStates()
{
    for (int row = 0; row < count(); ++row)
        showState(row);
}

QString targetStateWords(const Client::ClientStatus &status)
{
    switch (status.state) {
    case Client::State::Connecting:
        return TargetBox::tr("connecting…");
    case Client::State::Open:
        return TargetBox::tr("connected");
    case Client::State::Waiting:
        return TargetBox::tr("connects again soon");
    case Client::State::Failed:
        return TargetBox::tr("failed");
    case Client::State::Idle:
        break;
    }
    return TargetBox::tr("not connected");
}
