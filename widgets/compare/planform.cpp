// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/planform.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/sizelist.h"
#include "widgets/compare/targetform.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Compare;

namespace {

enum Server { Embedded, Own, Both };

constexpr int MostMessages = 100'000;
constexpr int MostReceivers = 100;
constexpr int MostRounds = 100;

QString workHint(Work work)
{
    switch (work) {
    case Work::OneWay:
        return PlanForm::tr("Text to the server as fast as it goes");
    case Work::Echo:
        return PlanForm::tr("Text that comes back, as an ack with Socket.IO, one after the other: "
                            "round trips");
    case Work::BinaryEcho:
        return PlanForm::tr("The same with bytes");
    case Work::Broadcast:
        return PlanForm::tr("Text that the server sends on to all receivers");
    }
    return {};
}

QLabel *makeHeading(const QString &text)
{
    auto *const label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(0, 8, 0, 0);
    return label;
}

} // namespace

PlanForm::PlanForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_server(new SegmentedButton(theme))
    , m_target(new TargetForm)
    , m_sizes(new QLineEdit)
    , m_messages(makeNumber(1, MostMessages, tr("Messages"),
                            tr("Of each size, at most; fewer of the large ones")))
    , m_receivers(makeNumber(1, MostReceivers, tr("Receivers"), tr("Of each broadcast")))
    , m_rounds(makeNumber(1, MostRounds, tr("Rounds"),
                          tr("Each round measures every way once, in turn, so that noise hits all "
                             "alike; from two on the spread is known")))
    , m_error(new ErrorLabel(theme))
{
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 8, 16, 8);
    lines->setSpacing(4);
    addServers(*lines);
    addWays(*lines);
    addWork(*lines);
    addInterruptions(*lines);
    lines->addWidget(m_error);
    lines->addStretch(1);
    setPlan({});
}

QCheckBox *PlanForm::addCheck(QVBoxLayout &lines, const QString &text, const QString &hint) const
{
    auto *const check = new QCheckBox(text);
    check->setToolTip(hint);
    lines.addWidget(check);
    connect(check, &QCheckBox::toggled, this, &PlanForm::onChanged);
    return check;
}

QSpinBox *PlanForm::makeNumber(int least, int most, const QString &name, const QString &hint) const
{
    auto *const number = new QSpinBox;
    number->setRange(least, most);
    number->setAccessibleName(name);
    number->setToolTip(hint);
    connect(number, &QSpinBox::valueChanged, this, &PlanForm::onChanged);
    return number;
}

void PlanForm::addServers(QVBoxLayout &lines)
{
    lines.addWidget(makeHeading(tr("Server")));
    m_server->addSegment(tr("Embedded"), tr("A server of our own, started for the run"));
    m_server->addSegment(tr("Yours"), tr("One that is running already"));
    m_server->addSegment(tr("Both"), tr("One beside the other"));
    m_server->setAccessibleName(tr("Server"));
    m_server->setFixedHeight(36);
    lines.addWidget(m_server);
    lines.addWidget(m_target);
    connect(m_server, &SegmentedButton::currentIndexChanged, this, [this] {
        showServer();
        if (m_server->currentIndex() != Embedded)
            m_target->focusAddress();
        onChanged();
    });
    connect(m_target, &TargetForm::changed, this, &PlanForm::onChanged);
}

void PlanForm::addWays(QVBoxLayout &lines)
{
    lines.addWidget(makeHeading(tr("Ways")));
    for (const Way &way : allWays()) {
        QCheckBox *const check = addCheck(lines, wayTitle(way), {});
        if (way.deflate)
            check->setToolTip(tr("permessage-deflate is offered"));
        else if (way.msgpack)
            check->setToolTip(tr("Packets as socket.io-msgpack-parser writes them; the server has "
                                 "to use it too"));
        else if (way.stack == Stack::SocketIoUpgrade)
            check->setToolTip(tr("Begins with polling, then upgrades to a WebSocket: Socket.IO's "
                                 "own default"));
        m_ways.emplace_back(way, check);
    }
}

void PlanForm::addWork(QVBoxLayout &lines)
{
    lines.addWidget(makeHeading(tr("Work")));
    for (const Work work : allWorks())
        m_works.emplace_back(work, addCheck(lines, workTitle(work), workHint(work)));
    m_sizes->setAccessibleName(tr("Sizes"));
    m_sizes->setObjectName(QStringLiteral("compareSizes"));
    m_sizes->setToolTip(tr("Of payloads, with commas between: 16 B, 4 KB, 1 MB"));
    connect(m_sizes, &QLineEdit::textEdited, this, &PlanForm::onChanged);
    auto *const form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setContentsMargins(0, 4, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Sizes"), m_sizes);
    form->addRow(tr("&Messages"), m_messages);
    form->addRow(tr("Re&ceivers"), m_receivers);
    form->addRow(tr("&Rounds"), m_rounds);
    lines.addLayout(form);
}

void PlanForm::addInterruptions(QVBoxLayout &lines)
{
    lines.addWidget(makeHeading(tr("Interruptions")));
    m_cuts = addCheck(lines, tr("Cut the connection"),
                      tr("The tap resets a receiver's connection and keeps it out for a while: how "
                         "soon it is back, and what it lost"));
    m_blocks = addCheck(lines, tr("Block WebSocket"),
                        tr("The tap answers every request for a WebSocket 403, as some firewalls "
                           "do"));
}

void PlanForm::setPlan(const Plan &plan)
{
    const QSignalBlocker quiet(this);
    m_rest = plan;
    QList<Target> own;
    bool hasEmbedded = false;
    for (const Target &target : plan.targets) {
        hasEmbedded = hasEmbedded || target.isEmbedded();
        if (!target.isEmbedded())
            own += target;
    }
    if (!own.isEmpty())
        m_target->setTargets(own);
    {
        const QSignalBlocker silent(m_server);
        m_server->setCurrentIndex(own.isEmpty() ? Embedded : hasEmbedded ? Both : Own);
    }
    showServer();
    for (const auto &[way, check] : m_ways)
        check->setChecked(std::ranges::find(plan.ways, way) != plan.ways.end());
    for (const auto &[work, check] : m_works)
        check->setChecked(std::ranges::find(plan.works, work) != plan.works.end());
    m_sizes->setText(sizeListText(plan.sizes));
    m_messages->setValue(plan.messages);
    m_receivers->setValue(plan.receivers);
    m_rounds->setValue(plan.rounds);
    m_cuts->setChecked(plan.cuts);
    m_blocks->setChecked(plan.blocks);
    m_error->say({});
}

Plan PlanForm::plan() const
{
    Plan plan = m_rest;
    plan.targets.clear();
    if (m_server->currentIndex() != Own)
        plan.targets += Target();
    if (m_server->currentIndex() != Embedded)
        plan.targets += m_target->targets();
    plan.ways.clear();
    for (const auto &[way, check] : m_ways) {
        if (check->isChecked())
            plan.ways.push_back(way);
    }
    plan.works.clear();
    for (const auto &[work, check] : m_works) {
        if (check->isChecked())
            plan.works.push_back(work);
    }
    plan.sizes = sizeListFromText(m_sizes->text()).value_or(QList<qint64>());
    plan.messages = m_messages->value();
    plan.receivers = m_receivers->value();
    plan.rounds = m_rounds->value();
    plan.cuts = m_cuts->isChecked();
    plan.blocks = m_blocks->isChecked();
    return plan;
}

bool PlanForm::check()
{
    if (!sizeListFromText(m_sizes->text())) {
        m_error->say(tr("Sizes are numbers of bytes with commas between: 16 B, 4 KB, 1 MB."));
        m_sizes->setFocus();
        return false;
    }
    if (m_server->currentIndex() != Embedded && m_target->targets().isEmpty()) {
        m_error->say(tr("Where is your server? An address is missing, like "
                        "http://127.0.0.1:3000."));
        m_target->focusAddress();
        return false;
    }
    m_error->say(QString::fromUtf8(plan().fault()));
    return m_error->words().isEmpty();
}

QString PlanForm::errorText() const
{
    return m_error->words();
}

void PlanForm::showServer()
{
    m_target->setVisible(m_server->currentIndex() != Embedded);
}

void PlanForm::onChanged()
{
    m_error->say({});
    emit changed();
}
