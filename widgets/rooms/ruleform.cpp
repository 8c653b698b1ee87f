// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/ruleform.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>

using namespace Capture;
using Rooms::RoomRule;
using Rooms::RuleMatch;

namespace {

constexpr int RowHeight = 24;
constexpr int TypingMs = 200;
constexpr qsizetype LongestName = 80;
constexpr qsizetype MostRooms = 8; // of one message, in a cell

enum Column { Number, Moment, Session, Room, Change, ColumnCount };

/// Text that is no pointer is the name of one room.
bool isPointer(const QString &text)
{
    return text.startsWith(QLatin1Char('/'));
}

} // namespace

RuleForm::RuleForm(const CaptureFeed &feed, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_job(feed)
    , m_name(new QLineEdit)
    , m_filter(new QLineEdit)
    , m_change(new QComboBox)
    , m_room(new QLineEdit)
    , m_member(new QLineEdit)
    , m_answer(new QComboBox)
    , m_error(new ErrorLabel(theme))
    , m_count(new QLabel)
    , m_preview(new QTableWidget(0, ColumnCount))
{
    m_name->setObjectName(QStringLiteral("ruleName"));
    m_filter->setObjectName(QStringLiteral("ruleFilter"));
    m_room->setObjectName(QStringLiteral("ruleRoom"));
    m_member->setObjectName(QStringLiteral("ruleMember"));
    m_filter->setPlaceholderText(tr("event:join dir:sent, or data./type=join"));
    m_filter->setToolTip(tr("Which messages tell of rooms, in the language of the filter bar"));
    m_room->setPlaceholderText(tr("/0 for the first argument, /room, or the name of a room"));
    m_room->setToolTip(tr("Where the room's name stands in the message, as a JSON pointer: /0 is "
                          "an event's first argument, /0/room a key in it, /room a key of a plain "
                          "message. An array there is several rooms. Anything else is the name "
                          "of one room."));
    m_member->setPlaceholderText(tr("the session"));
    m_member->setToolTip(tr("Where the member's name stands, if it is not the session itself"));
    m_change->addItems({tr("joins the room"), tr("leaves the room"), tr("leaves all rooms")});
    m_answer->addItems({tr("always"), tr("once it was answered"), tr("once the answer says true")});
    auto *const form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Messages"), m_filter);
    form->addRow(tr("&Who sends one"), m_change);
    form->addRow(tr("&Room"), m_room);
    form->addRow(tr("Mem&ber"), m_member);
    form->addRow(tr("C&ounts"), m_answer);
    makePreview();
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setObjectName(QStringLiteral("ruleCount"));
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addLayout(form);
    lines->addWidget(m_error);
    lines->addWidget(m_count);
    lines->addWidget(m_preview, 1);
    for (QLineEdit *const edit : {m_name, m_filter, m_room, m_member})
        connect(edit, &QLineEdit::textEdited, this, &RuleForm::take);
    for (QComboBox *const box : {m_change, m_answer})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleForm::take);
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingMs);
    connect(&m_pause, &QTimer::timeout, this, &RuleForm::check);
    connect(&m_job, &RulePreviewJob::previewed, this, &RuleForm::show);
    setRule({});
}

void RuleForm::makePreview()
{
    m_preview->setObjectName(QStringLiteral("rulePreview"));
    m_preview->setAccessibleName(tr("What the rule makes of the capture"));
    m_preview->setHorizontalHeaderLabels(
        {tr("#"), tr("Time"), tr("Session"), tr("Room"), tr("Change")});
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_preview->setSelectionMode(QAbstractItemView::SingleSelection);
    m_preview->setShowGrid(false);
    m_preview->setTabKeyNavigation(false);
    m_preview->verticalHeader()->hide();
    m_preview->verticalHeader()->setDefaultSectionSize(RowHeight);
    QHeaderView *const header = m_preview->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(Room, QHeaderView::Stretch);
    header->resizeSection(Number, 64);
    header->resizeSection(Moment, 108);
    header->resizeSection(Session, 112);
    connect(m_preview, &QTableWidget::cellClicked, this, [this](int row) {
        emit messageChosen(m_preview->item(row, Number)->data(Qt::UserRole).toLongLong());
    });
}

void RuleForm::setRule(const RoomRule &rule)
{
    m_isFilling = true;
    m_rule = rule;
    m_name->setText(QString::fromUtf8(rule.name));
    m_filter->setText(QString::fromUtf8(rule.filter));
    m_change->setCurrentIndex(static_cast<int>(rule.change));
    m_room->setText(QString::fromUtf8(rule.room.isEmpty() ? rule.fixedRoom : rule.room));
    m_member->setText(QString::fromUtf8(rule.member));
    m_answer->setCurrentIndex(static_cast<int>(rule.answer));
    m_isFilling = false;
    check();
}

void RuleForm::take()
{
    if (m_isFilling)
        return;
    m_rule.name = m_name->text().toUtf8();
    m_rule.filter = m_filter->text().toUtf8();
    m_rule.change = static_cast<RoomRule::Change>(m_change->currentIndex());
    const QByteArray room = m_room->text().toUtf8();
    m_rule.room = isPointer(m_room->text()) ? room : QByteArray();
    m_rule.fixedRoom = isPointer(m_room->text()) ? QByteArray() : room;
    m_rule.member = m_member->text().toUtf8();
    m_rule.answer = static_cast<RoomRule::Answer>(m_answer->currentIndex());
    emit edited();
    m_pause.start();
}

/// Says what is wrong, or has the rule tried.
void RuleForm::check()
{
    m_pause.stop();
    m_room->setEnabled(m_rule.change != RoomRule::Change::LeaveAll);
    const auto fault = Rooms::faultOf(m_rule);
    const bool isBlank = m_rule.filter.isEmpty() && m_rule.room.isEmpty();
    m_error->say(fault && !isBlank ? QString::fromUtf8(*fault) : QString());
    if (fault) {
        m_job.stop();
        m_count->setText(isBlank ? tr("What the rule makes of the capture is shown here.")
                                 : QString());
        m_preview->setRowCount(0);
        return;
    }
    m_job.ask(m_rule);
}

void RuleForm::show(const RulePreview &preview)
{
    QString words = tr("%1 messages match").arg(formatNumber(preview.messages));
    if (preview.silent > 0)
        words += tr(", %1 of them say no room").arg(formatNumber(preview.silent));
    if (preview.messages > std::ssize(preview.matches))
        words += tr("; the first %1 are shown").arg(formatNumber(std::ssize(preview.matches)));
    m_count->setText(words);
    m_preview->setRowCount(static_cast<int>(preview.matches.size()));
    int row = 0;
    for (const RuleMatch &match : preview.matches)
        showRow(row++, match);
}

void RuleForm::showRow(int row, const RuleMatch &match)
{
    const auto set = [this, row](Column column, const QString &text) {
        auto *const item = new QTableWidgetItem(text);
        m_preview->setItem(row, column, item);
        return item;
    };
    set(Number, QString::number(match.message))->setData(Qt::UserRole, match.message);
    set(Moment, formatTime(match.time));
    set(Session, singleLine(match.place.member, LongestName));
    QByteArrayList rooms = match.rooms.mid(0, MostRooms);
    if (match.rooms.size() > MostRooms)
        rooms.append("…");
    const bool isTold = match.state != RuleMatch::State::Nothing;
    const bool isAll = m_rule.change == RoomRule::Change::LeaveAll;
    set(Room, isAll ? tr("all") : isTold ? singleLine(rooms.join(", "), LongestName) : tr("none"));
    const QString change = m_rule.change == RoomRule::Change::Join ? tr("joins") : tr("leaves");
    set(Change,
        match.state == RuleMatch::State::Told          ? change
            : match.state == RuleMatch::State::Waiting ? tr("not answered")
                                                       : tr("nothing"));
}
