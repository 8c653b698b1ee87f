// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/answerblock.h"

#include "widgets/common/chip.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/details/panelheading.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

/// Rounded down, so that it is 100 only where all are: "95", and with a digit from 99 on.
QString percent(qint64 part, qint64 whole)
{
    const qint64 tenths = part * 1000 / whole;
    return tenths >= 990 && tenths < 1000 ? QLocale::c().toString(double(tenths) / 10, 'f', 1)
                                          : QString::number(tenths / 10);
}

} // namespace

AnswerBlock::AnswerBlock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_heading(new PanelHeading({}, theme))
    , m_chip(new Chip(theme))
    , m_text(new QLabel)
    , m_rank(makeDimLabel())
    , m_jump(new QPushButton(themedIcon(Icon::Jump, theme), tr("Go to it")))
{
    auto *const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_chip);
    row->addWidget(m_text, 1);
    row->addWidget(m_jump);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_heading);
    layout->addLayout(row);
    layout->addWidget(m_rank);
    m_text->setTextFormat(Qt::PlainText);
    m_rank->setToolTip(tr("Others: all answered messages of the same namespace, event and "
                          "direction in this capture"));
    m_jump->setAccessibleName(tr("Go to the other message of this pair"));
    connect(m_jump, &QPushButton::clicked, this, [this] { emit jumpRequested(m_other); });
    hide();
}

void AnswerBlock::setMessage(const Capture::MessageRow &message, bool isOver)
{
    const Capture::MessageRecord &record = message.record;
    const bool isAnswer = record.isAnswer();
    const bool asks = record.asksAnswer() || message.answer != 0;
    const bool isDialect = record.dialect != Dialects::Dialect::None;
    m_other = isAnswer ? record.ackOf : message.answer;
    const qint64 latency = isAnswer ? record.ackLatencyUs : message.answerLatencyUs;
    const bool isPaired = m_other != 0 && latency >= 0;
    const Capture::Id question = !isPaired ? 0 : isAnswer ? record.ackOf : record.id;
    if (question != m_question) {
        m_question = question;
        m_rank->clear();
        m_rank->hide();
    }
    m_jump->setVisible(m_other != 0);
    if (!isAnswer && !asks) {
        m_text->clear();
        hide();
        return;
    }
    const Colors &colors = m_theme.colors();
    m_heading->setHeading(isAnswer ? tr("Answers") : tr("Answer"));
    if (m_other != 0) {
        const QString asked = isDialect ? tr("QUESTION") : tr("EVENT");
        const QString answer = isDialect ? tr("REPLY") : tr("ACK");
        m_chip->setText(isAnswer ? asked : answer, isAnswer ? colors.accent : colors.sent);
        const QString number = QStringLiteral("#%1").arg(m_other);
        m_text->setText(
            latency >= 0
                ? tr("%1 after %2").arg(number, formatDuration(std::chrono::microseconds(latency)))
                : number);
    } else if (isAnswer) {
        m_chip->setText(tr("EVENT"), colors.dim);
        m_text->setText(tr("nothing that was recorded"));
    } else if (isOver) {
        m_chip->setText(tr("no answer"), colors.error);
        m_text->setText(tr("never answered"));
    } else {
        m_chip->setText(tr("pending"), colors.warning);
        m_text->setText(tr("not answered yet"));
    }
    m_chip->setAccessibleName(m_chip->text());
    show();
}

void AnswerBlock::setRank(const Query::LatencyRank &rank)
{
    constexpr qint64 FewOthers = 20; // a percentage of less says too much
    const QString others = formatCount(rank.others);
    if (rank.others == 0)
        m_rank->setText(tr("the only answer of its kind"));
    else if (rank.faster == 0)
        m_rank->setText(tr("none of %1 others of its kind was faster").arg(others));
    else if (rank.others < FewOthers)
        m_rank->setText(
            tr("slower than %1 of %2 others of its kind").arg(formatCount(rank.faster), others));
    else
        m_rank->setText(tr("slower than %1 % of %2 others of its kind")
                            .arg(percent(rank.faster, rank.others), others));
    m_rank->show();
}

QString AnswerBlock::rankText() const
{
    return m_rank->isHidden() ? QString() : m_rank->text();
}

QString AnswerBlock::text() const
{
    return m_text->text();
}
