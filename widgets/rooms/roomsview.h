// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rooms/guesses.h"
#include "widgets/rooms/messagerooms.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class MessageFilter;
class QCheckBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;
class RoomActions;
class RoomLanes;
class RoomsModel;
class SegmentedButton;
class Selection;
class Theme;
class ToldCard;
class TimeRange;

/// Who was in which room, when: a tree of namespaces, rooms and members beside lanes of time.
///
/// Takes part in the selection and the time range, and sets the filter when it is asked to. Reads
/// nothing until it is looked at for the first time.
class RoomsView : public QWidget
{
    Q_OBJECT
public:
    RoomsView(const CaptureFeed &feed, Selection &selection, MessageFilter &filter,
              TimeRange &range, const Theme &theme, QWidget *parent = nullptr);
    ~RoomsView() override;

    /// Now | At the selected message, to stand beside the view's tab.
    SegmentedButton *momentSwitch() const { return m_momentSwitch; }
    QTreeView *tree() const { return m_tree; }
    RoomLanes *lanes() const { return m_lanes; }
    QLineEdit *search() const { return m_search; }
    QString heading() const;
    const RoomsJob &job() const { return m_job; }
    const MessageRooms &messageRooms() const { return m_messageRooms; }
    void editSearch();
    /// Shows what has arrived at once, and not a moment later.
    void refresh();
    /// The rooms of a namespace, but for private ones; for completion.
    QStringList roomNames(quint32 source, const QByteArray &nsp) const;
    /// What can be done with what is chosen, for whoever carries it out.
    RoomActions &actions() const { return *m_actions; }
    /// What is guessed of rooms; whoever keeps rules from one start to the next listens to it.
    Guesses &guesses() { return m_guesses; }
    /// The capture keeps what is guessed now.
    void noteKept() { m_job.noteKept(); }
    /// Opens the dialog in which that is said.
    void editGuesses();

signals:
    /// The filter is set to what was asked for: the traffic is to be seen.
    void trafficRequested();
    /// Guessed memberships shall stand in the capture, in the place of those that do.
    void keepGuessesRequested(const std::vector<Capture::MembershipRecord> &guesses);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeTree();
    void makeActions();
    QWidget *makeActionBar();
    void arrange(QWidget *left, QWidget *right);
    void followMessage();
    void followSession();
    Capture::Id sessionAt(const QModelIndex &member) const;
    void showCurrent();
    void showTraffic();
    QByteArray guessedSessions(quint32 room) const;
    void unfoldNew();
    void describe();

    const CaptureFeed &m_feed;
    Selection &m_selection;
    MessageFilter &m_filter;
    const Theme &m_theme;
    RoomsJob m_job;
    Guesses m_guesses;
    RoomsModel *m_model;
    MessageRooms m_messageRooms;
    RoomLanes *m_lanes;
    ToldCard *m_card;
    RoomActions *m_actions = nullptr;
    QTreeView *m_tree;
    QLineEdit *m_search;
    QCheckBox *m_twins;
    QLabel *m_heading;
    QLabel *m_moment;
    SegmentedButton *m_momentSwitch;
    QStackedWidget *m_stack;
    QSet<quint32> m_unfolded; // namespaces that were unfolded when they came
    QTimer m_pause; // until what has arrived is shown
};
