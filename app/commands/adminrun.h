// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/adminlink.h"
#include "app/commands/reach.h"

#include <QCommandLineParser>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Commands {

/// The options of `record` that are about `--admin`.
void addAdminOptions(QCommandLineParser &parser);
/// Reads them into \a admins. Returns the status to exit with after a complaint.
std::optional<int> readAdmins(const QCommandLineParser &parser, const Reach &reach,
                              QList<AdminOptions> *admins);

/// The admin connections of `record`: attaches, and says on standard error how it goes.
class AdminRun : public QObject
{
    Q_OBJECT

public:
    /// \a capture outlives it. \a isAlone: nothing else is recorded.
    AdminRun(LiveCapture &capture, QList<AdminOptions> admins, bool isAlone);

    void start();
    /// At the end: Failed if one of them was never attached, after a complaint about it.
    int conclude();
    bool wasAttached() const;

signals:
    /// Nothing more can come of it.
    void finished();

private:
    void onChanged(const AdminLink &link);

    LiveCapture &m_capture;
    const QList<AdminOptions> m_admins;
    const bool m_isAlone;
    std::vector<std::unique_ptr<AdminLink>> m_links;
    bool m_hasComplained = false;
};

} // namespace Commands
