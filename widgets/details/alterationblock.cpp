// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/alterationblock.h"

#include "widgets/common/alterationwords.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/details/otherversion.h"
#include "widgets/details/panelheading.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

AlterationBlock::AlterationBlock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_heading(new PanelHeading(tr("Done by the tap"), theme))
    , m_text(new QLabel)
    , m_versions(new SegmentedButton(theme))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("What the tap did to this message"));
    m_versions->setAccessibleName(tr("Version of the message that is shown"));
    for (int i = 0; i < 3; ++i)
        m_versions->addSegment({});
    m_versions->setSegmentText(2, tr("Compared"));
    auto *const row = new QHBoxLayout;
    row->addWidget(m_versions);
    row->addStretch();
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_heading);
    layout->addWidget(m_text);
    layout->addLayout(row);
    connect(m_versions, &SegmentedButton::currentIndexChanged, this, [this] {
        if (!m_isSetting)
            emit versionChosen(version());
    });
    hide();
}

void AlterationBlock::setMessage(const Capture::MessageRow &message)
{
    const QScopedValueRollback setting(m_isSetting, true);
    m_text->setText(alterationLines(message));
    const bool isReplaced = replacementOf(message) != nullptr;
    if (message.record.id != m_message || !isReplaced)
        m_versions->setCurrentIndex(0);
    m_message = message.record.id;
    const bool isSent = message.record.direction == Capture::Direction::Sent;
    m_versions->setSegmentText(0, isSent ? tr("To the server") : tr("From the server"));
    m_versions->setSegmentText(1, isSent ? tr("From the app") : tr("To the app"));
    m_versions->setVisible(isReplaced);
    setVisible(!m_text->text().isEmpty());
}

void AlterationBlock::clear()
{
    setMessage({});
}

AlterationBlock::Version AlterationBlock::version() const
{
    return static_cast<Version>(m_versions->currentIndex());
}

void AlterationBlock::setVersion(Version version)
{
    m_versions->setCurrentIndex(static_cast<int>(version));
}

QString AlterationBlock::text() const
{
    return isHidden() ? QString() : m_text->text();
}
