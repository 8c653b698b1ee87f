// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QWidget>

#include <memory>

class CaptureFeed;
class Selection;
class Theme;
struct FindText;

/// Everything about the one thing that is selected, in tabs: Message, Text, Hex, Frames, Handshake.
///
/// Follows the shared selection: a message, a frame (its message with that frame marked), an
/// exchange, or a session or connection alone (its handshake). Long payloads are read a part at a
/// time; the first MiB is shown before anything is asked for.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Message, Text, Hex, Frames, Handshake };

    /// \a feed, \a selection and \a theme outlive the panel.
    DetailsPanel(CaptureFeed &feed, Selection &selection, const Theme &theme,
                 QWidget *parent = nullptr);
    ~DetailsPanel() override;

    void showTab(Tab tab);
    Tab currentTab() const;

    /// Marks where \a wanted stands.
    void setFind(const FindText &wanted);
    /// What is known of \a message beside itself, as names and values.
    void setMoreFacts(Capture::Id message, const QList<std::pair<QString, QString>> &facts);
    /// Puts the cursor into the note on the selected message or session.
    void editNote();

signals:
    /// Something is to be noted about a message or a session, or no more.
    void annotated(const Capture::Remark &remark);
    /// The user is done with writing a note, by key.
    void noteFinished();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
