// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

/// What Compose asks the user in dialogs. An empty answer: the user thought better of it.
struct ComposeQuestions
{
    struct Name
    {
        QString name;
        QString folder; ///< "login/admin"; empty: none
    };

    std::function<QString(QWidget *)> fileToSend;
    std::function<QString(QWidget *)> fileToImport;
    std::function<QString(QWidget *)> fileToExport;
    std::function<std::optional<Name>(QWidget *, const Name &suggested, const QStringList &folders)>
        nameToSave;

    /// Asks with real dialogs.
    static ComposeQuestions dialogs();
};
