// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsview.h"

#include "protocol/query/writing.h"
#include "widgets/common/format.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/guessdialog.h"
#include "widgets/rooms/roomactions.h"
#include "widgets/rooms/roomlanes.h"
#include "widgets/rooms/roomorder.h"
#include "widgets/rooms/roomsdelegate.h"
#include "widgets/rooms/roomsmodel.h"
#include "widgets/rooms/toldcard.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>

using namespace Capture;
using Level = RoomsModel::Level;
using Rooms::MembershipLog;

namespace {

constexpr int GrowMs = 100; // between two updates while memberships arrive
constexpr qsizetype LongestName = 80;

} // namespace

RoomsView::RoomsView(const CaptureFeed &feed, Selection &selection, MessageFilter &filter,
                     TimeRange &range, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_filter(filter)
    , m_theme(theme)
    , m_job(feed)
    , m_guesses(feed)
    , m_model(new RoomsModel(m_job, feed, theme, this))
    , m_messageRooms(feed, selection, m_job, m_model->sessions())
    , m_lanes(new RoomLanes(m_job, feed, m_model->sessions(), range, theme))
    , m_card(new ToldCard(feed, theme))
    , m_tree(new QTreeView)
    , m_search(new QLineEdit)
    , m_twins(new QCheckBox(tr("Private rooms")))
    , m_heading(new QLabel)
    , m_moment(new QLabel)
    , m_momentSwitch(new SegmentedButton(theme, this))
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("roomsView"));
    m_momentSwitch->addSegment(tr("Now"), tr("Who is in now, or was in the end"));
    m_momentSwitch->addSegment(tr("At the message"),
                               tr("Who was in when the selected message crossed"));
    m_momentSwitch->setAccessibleName(tr("The moment that rooms are shown at"));
    connect(m_momentSwitch, &SegmentedButton::currentIndexChanged, this, &RoomsView::followMessage);
    m_pause.setSingleShot(true);
    m_pause.setInterval(GrowMs);
    connect(&m_pause, &QTimer::timeout, this, &RoomsView::refresh);
    connect(&m_job, &RoomsJob::restarted, this, [this] {
        m_model->clear();
        m_unfolded.clear();
        m_lanes->showNothing();
        refresh();
    });
    connect(&m_job, &RoomsJob::grown, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    connect(&m_job, &RoomsJob::finished, this, &RoomsView::refresh);
    connect(&m_messageRooms, &MessageRooms::changed, this, &RoomsView::followMessage);
    connect(&selection, &Selection::changed, this, &RoomsView::followSession);
    connect(&m_guesses, &Guesses::guessed, &m_job, &RoomsJob::setGuesses);
    connect(&m_guesses, &Guesses::forgotten, &m_job, [this] { m_job.setGuesses({}); });

    m_search->setObjectName(QStringLiteral("roomSearch"));
    m_search->setPlaceholderText(tr("Room or member"));
    m_search->setAccessibleName(tr("Search rooms and members"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setSearch(text);
        m_tree->expandToDepth(0); // what was searched for is in sight
        describe();
    });
    m_twins->setToolTip(tr("Show the room that each member has alone, of the member's own name"));
    connect(m_twins, &QCheckBox::toggled, this, [this](bool isOn) {
        m_model->setWithTwins(isOn);
        showCurrent();
    });
    makeTree();
    makeActions();

    auto *left = new QWidget;
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(12, 4, 8, 4);
    tools->setSpacing(8);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_twins);
    auto *guess = new QPushButton(tr("Guess…"));
    guess->setObjectName(QStringLiteral("guessRooms"));
    guess->setToolTip(tr("Guess rooms from events that are called like joining, and from what "
                         "several sessions are told at once"));
    connect(guess, &QPushButton::clicked, this, &RoomsView::editGuesses);
    tools->addWidget(guess);
    auto *leftLines = new QVBoxLayout(left);
    leftLines->setContentsMargins({});
    leftLines->setSpacing(0);
    leftLines->addLayout(tools);
    leftLines->addWidget(m_tree, 1);
    auto *right = new QWidget;
    auto *rightLines = new QVBoxLayout(right);
    rightLines->setContentsMargins({});
    rightLines->setSpacing(0);
    m_heading->setObjectName(QStringLiteral("roomHeading"));
    m_heading->setContentsMargins(12, 8, 12, 0);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_moment->setContentsMargins(12, 4, 12, 8);
    m_moment->setForegroundRole(QPalette::PlaceholderText);
    rightLines->addWidget(m_heading);
    rightLines->addWidget(m_moment);
    rightLines->addWidget(makeActionBar());
    rightLines->addWidget(m_card, 1);
    rightLines->addWidget(m_lanes, 1);
    arrange(left, right);
    followMessage();
    refresh();
}

RoomsView::~RoomsView()
{
    // What the tree says while it goes would be about a log that is gone.
    m_tree->selectionModel()->disconnect(this);
    m_tree->setModel(nullptr);
}

void RoomsView::makeTree()
{
    m_tree->setObjectName(QStringLiteral("rooms"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new RoomsDelegate(m_theme, m_tree));
    m_tree->setAccessibleName(tr("Rooms"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setIndentation(16);
    m_tree->setTabKeyNavigation(false);
    QHeaderView *const header = m_tree->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(RoomsModel::Name, QHeaderView::Stretch);
    constexpr std::array Widths {0, 68, 80, 108};
    for (int column = RoomsModel::Members; column < RoomsModel::ColumnCount; ++column) {
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        header->resizeSection(column, Widths.at(std::size_t(column)));
    }
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showCurrent();
        const QModelIndex index = m_tree->currentIndex();
        if (!index.isValid() || m_model->level(index) != Level::Member)
            return;
        const Id session = sessionAt(index);
        // A message that the tree is shown at stays selected.
        if (session != 0 && m_momentSwitch->currentIndex() == 0)
            m_selection.selectSession(session);
    });
    connect(m_tree, &QTreeView::activated, this, &RoomsView::showTraffic);
    setFocusProxy(m_tree);
}

void RoomsView::makeActions()
{
    auto *show = new QAction(tr("Show its traffic"), this);
    show->setObjectName(QStringLiteral("showRoomTraffic"));
    connect(show, &QAction::triggered, this, &RoomsView::showTraffic);
    auto *unfold = new QAction(tr("Unfold all namespaces"), this);
    connect(unfold, &QAction::triggered, m_tree, [this] { m_tree->expandToDepth(0); });
    auto *guess = new QAction(tr("Guess rooms…"), this);
    connect(guess, &QAction::triggered, this, &RoomsView::editGuesses);
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_actions = new RoomActions(*m_tree, *m_model, m_job);
    m_tree->addActions({show, unfold, guess, separator});
    m_tree->addActions(m_actions->actions());
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// Shown while a server takes commands about what is chosen.
QWidget *RoomsView::makeActionBar()
{
    auto *bar = new QWidget;
    auto *lines = new QHBoxLayout(bar);
    lines->setContentsMargins(8, 0, 8, 4);
    lines->setSpacing(4);
    for (QAction *action : m_actions->actions()) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        lines->addWidget(button);
    }
    lines->addStretch();
    bar->hide();
    connect(m_actions, &RoomActions::offered, bar, &QWidget::setVisible);
    return bar;
}

void RoomsView::arrange(QWidget *left, QWidget *right)
{
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({400, 430});
    auto *empty = new QLabel(
        tr("No room is known yet.\n\nRooms are told by a server's admin namespace, or by a "
           "protocol on top of WebSocket that has subscriptions. Sockscope shows here who was in "
           "which room, from when to when."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setMargin(24);
    empty->setForegroundRole(QPalette::PlaceholderText);
    auto *guess = new QPushButton(tr("Guess rooms…"));
    guess->setObjectName(QStringLiteral("guessFirstRooms"));
    connect(guess, &QPushButton::clicked, this, &RoomsView::editGuesses);
    auto *emptyPage = new QWidget;
    auto *emptyLines = new QVBoxLayout(emptyPage);
    emptyLines->addStretch();
    emptyLines->addWidget(empty);
    emptyLines->addWidget(guess, 0, Qt::AlignHCenter);
    emptyLines->addStretch();
    m_stack->addWidget(emptyPage);
    m_stack->addWidget(splitter);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->addWidget(m_stack);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void RoomsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_job.begin();
}

bool RoomsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        m_search->clear();
        m_tree->setFocus();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_tree->setFocus();
        return true;
    default:
        return false;
    }
}

void RoomsView::editSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RoomsView::editGuesses()
{
    auto *dialog = new GuessDialog(m_guesses, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GuessDialog::messageChosen, &m_selection,
            [this](Id message) { m_selection.selectMessage(message); });
    connect(dialog, &GuessDialog::keepRequested, this,
            [this] { emit keepGuessesRequested(m_job.guesses()); });
    dialog->show();
}

void RoomsView::refresh()
{
    m_pause.stop();
    m_model->update();
    m_stack->setCurrentIndex(m_job.log().isEmpty() ? 0 : 1);
    unfoldNew();
    m_lanes->refresh();
    describe();
}

/// Namespaces are unfolded as they come.
void RoomsView::unfoldNew()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        const quint32 scope = m_model->scopeAt(index);
        if (m_model->rowCount(index) == 0 || m_unfolded.contains(scope))
            continue;
        m_unfolded.insert(scope);
        m_tree->expand(index);
    }
}

/// What the tree is shown at, and whom it marks.
void RoomsView::followMessage()
{
    const Id message = m_messageRooms.message();
    const QString at = message == 0 ? tr("At the message") : tr("At #%1").arg(message);
    m_momentSwitch->setSegmentText(1, at);
    m_model->setMarks(m_messageRooms.sessions(), m_messageRooms.isSent());
    std::optional<Time> moment;
    QString words = tr("now");
    if (m_momentSwitch->currentIndex() == 1) {
        words = tr("now: no message is selected");
        moment = m_messageRooms.moment();
        if (moment)
            words = tr("at %1, message %2").arg(formatTime(*moment)).arg(message);
    }
    m_moment->setText(words);
    m_lanes->setMoment(moment, tr("message %1").arg(message));
    if (m_model->moment() != moment) {
        m_model->setMoment(moment);
        unfoldNew();
        describe();
    }
}

/// A session that was chosen elsewhere is chosen here: in the room that is looked at, or else in
/// the first it is in. Messages only mark.
void RoomsView::followSession()
{
    const Id session = m_selection.session();
    if (m_selection.level() != Selection::Level::Session || session == 0)
        return;
    const QModelIndex current = m_tree->currentIndex();
    const bool isInRoom = current.isValid() && m_model->level(current) != Level::Namespace;
    if (isInRoom && m_model->level(current) == Level::Member && sessionAt(current) == session)
        return;
    QModelIndex found;
    if (isInRoom)
        found = m_model->indexOfSession(session, m_model->roomAt(current));
    if (!found.isValid())
        found = m_model->indexOfSession(session, std::nullopt);
    if (!found.isValid())
        return;
    m_tree->expand(found.parent());
    m_tree->setCurrentIndex(found);
    m_tree->scrollTo(found);
}

Id RoomsView::sessionAt(const QModelIndex &member) const
{
    const MembershipLog::Member &it = m_job.log().members()[m_model->memberAt(member)];
    return m_model->sessions().sessionOf(it, m_job.log().scopes()[it.scope].nsp);
}

void RoomsView::showCurrent()
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid()) {
        m_lanes->showNothing();
        m_card->showNothing();
        describe();
        return;
    }
    const MembershipLog::Scope &scope = m_job.log().scopes()[m_model->scopeAt(index)];
    switch (m_model->level(index)) {
    case Level::Namespace:
        m_lanes->showNothing();
        m_card->showServers(scope.source);
        break;
    case Level::Room:
        m_lanes->showRoom(m_model->roomAt(index));
        m_card->showNothing();
        break;
    case Level::Member:
        m_lanes->showMember(m_model->memberAt(index), m_twins->isChecked());
        m_card->showSocket(scope.source, scope.nsp,
                           m_job.log().members()[m_model->memberAt(index)].name);
        break;
    }
    describe();
}

void RoomsView::describe()
{
    const MembershipLog &log = m_job.log();
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid() || m_model->level(index) == Level::Namespace) {
        m_heading->setText(tr("Choose a room to see who was in it, or a member to see where."));
        return;
    }
    if (m_model->level(index) == Level::Member) {
        const MembershipLog::Member &member = log.members()[m_model->memberAt(index)];
        const QByteArray &nsp = log.scopes()[member.scope].nsp;
        m_heading->setText(
            tr("%1 in %2 · %3")
                .arg(m_model->sessions().title(member, nsp), singleLine(nsp, LongestName),
                     m_lanes->seats().size() == 1 ? tr("one room")
                                                  : tr("%1 rooms").arg(m_lanes->seats().size())));
        return;
    }
    const quint32 number = m_model->roomAt(index);
    const MembershipLog::Room &room = log.rooms()[number];
    const qint64 present = m_model->presenceOf(number).members;
    const QString count = m_model->moment() ? tr("%1 in then").arg(formatNumber(present))
                                            : tr("%1 in now").arg(formatNumber(present));
    m_heading->setText(tr("%1 in %2 · %3 · %4 ever")
                           .arg(singleLine(room.name, LongestName),
                                singleLine(log.scopes()[room.scope].nsp, LongestName), count,
                                formatNumber(static_cast<qint64>(room.seats.size()))));
}

QStringList RoomsView::roomNames(quint32 source, const QByteArray &nsp) const
{
    QStringList names;
    for (const QByteArray &name : namesInOrder(m_job.log(), source, nsp))
        names.append(QString::fromUtf8(name));
    return names;
}

QString RoomsView::heading() const
{
    return m_heading->text();
}

/// A filter for the sessions that ever were in \a room, if it is guessed here alone.
QByteArray RoomsView::guessedSessions(quint32 room) const
{
    constexpr qsizetype MostSessions = 100;
    const MembershipLog &log = m_job.log();
    QByteArrayList terms;
    for (const quint32 number : log.rooms()[room].seats) {
        const MembershipLog::Seat &seat = log.seats()[number];
        for (const quint32 span : seat.spans) {
            if (log.spans()[span].id > 0) // it stands in the capture
                return {};
        }
        const Id session = log.members()[seat.member].session;
        if (session != 0 && terms.size() < MostSessions)
            terms.append("session:" + QByteArray::number(session));
    }
    return terms.isEmpty() ? QByteArray() : '(' + terms.join(" or ") + ')';
}

void RoomsView::showTraffic()
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return;
    const MembershipLog &log = m_job.log();
    const QByteArray &nsp = log.scopes()[m_model->scopeAt(index)].nsp;
    const bool isNamespace = m_model->sessions().isNamespace(nsp);
    const QByteArray place = (isNamespace ? "nsp:" : "path:") + Query::quoted(nsp);
    if (m_model->level(index) == Level::Member) {
        const Id session = sessionAt(index);
        if (session == 0)
            return;
        m_filter.setSession(session);
    } else if (m_model->level(index) == Level::Room) {
        const QByteArray &room = log.rooms()[m_model->roomAt(index)].name;
        // The filter language knows nothing of guesses: the sessions instead.
        const QByteArray guessed = guessedSessions(m_model->roomAt(index));
        m_filter.setText(QString::fromUtf8(
            (guessed.isEmpty() ? "room:" + Query::quoted(room) : guessed) + ' ' + place));
    } else {
        m_filter.setText(QString::fromUtf8(place));
    }
    emit trafficRequested();
}
