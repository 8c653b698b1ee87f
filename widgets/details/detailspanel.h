// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QWidget>

#include <memory>

class CaptureFeed;
class Selection;
class Theme;

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

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
