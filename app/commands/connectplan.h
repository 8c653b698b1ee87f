// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/reach.h"
#include "protocol/client/clientstatus.h"

#include <QCommandLineParser>

#include <optional>
#include <vector>

namespace Commands {

/// What `record` is told about connections of its own.
struct ConnectPlan
{
    /// One thing to send, in the order of the command line.
    struct Item
    {
        Client::Emission emission; ///< of a Socket.IO client
        Client::PlainMessage message; ///< of a plain one
    };

    QList<Client::ClientOptions> clients;
    std::vector<Item> items; ///< for the only client
    bool untilDone = false; ///< end when all was sent and answered
};

/// The options of `record` that are about `--connect`.
void addConnectOptions(QCommandLineParser &parser);
/// `--socketio` takes a value or none, which QCommandLineParser has no way for: gives it one.
QStringList withSocketIoValue(QStringList arguments);
/// Reads them into \a plan. Returns the status to exit with after a complaint.
std::optional<int> readConnectPlan(const QCommandLineParser &parser, const Reach &reach,
                                   ConnectPlan *plan);

} // namespace Commands
