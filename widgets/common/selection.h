// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QObject>

/// What is selected, one for all views: selecting in one selects in the others.
///
/// Beside the thing itself it names what that belongs to, as far as the selecting view knew: a
/// message comes with its session and connection. UI thread only.
class Selection : public QObject
{
    Q_OBJECT
public:
    enum class Level { None, Message, Frame, Exchange, Session, Connection };
    Q_ENUM(Level)

    struct Item
    {
        Level level = Level::None;
        Capture::Id message = 0;
        Capture::Id frame = 0;
        Capture::Id exchange = 0;
        Capture::Id session = 0;
        Capture::Id connection = 0;
        bool operator==(const Item &other) const = default;
    };

    explicit Selection(QObject *parent = nullptr);

    void selectMessage(Capture::Id message, Capture::Id session = 0, Capture::Id connection = 0);
    void selectFrame(Capture::Id frame, Capture::Id message = 0, Capture::Id session = 0,
                     Capture::Id connection = 0);
    void selectExchange(Capture::Id exchange, Capture::Id session = 0, Capture::Id connection = 0);
    void selectSession(Capture::Id session);
    void selectConnection(Capture::Id connection, Capture::Id session = 0);
    void clear();

    const Item &item() const { return m_item; }
    Level level() const { return m_item.level; }
    Capture::Id message() const { return m_item.message; }
    Capture::Id frame() const { return m_item.frame; }
    Capture::Id exchange() const { return m_item.exchange; }
    Capture::Id session() const { return m_item.session; }
    Capture::Id connection() const { return m_item.connection; }

signals:
    void changed();

private:
    void set(const Item &item);

    Item m_item;
};
