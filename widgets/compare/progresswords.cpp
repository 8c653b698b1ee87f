// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/progresswords.h"

#include "widgets/compare/comparewords.h"

#include <QCoreApplication>

using Compare::Progress;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("CompareWords", text);
}

QString doingWords(const Progress &progress)
{
    switch (progress.doing) {
    case Progress::Doing::Connecting:
        return words("connecting");
    case Progress::Doing::Transferring:
        return words("%1 of %2").arg(workTitle(progress.work).toLower(), sizeText(progress.size));
    case Progress::Doing::Cutting:
        return words("the connection is cut");
    case Progress::Doing::Blocking:
        return words("WebSocket is blocked");
    }
    return {};
}

} // namespace

QString progressWords(const Progress &progress, const Compare::Plan &plan)
{
    QString text = words("Round %1 of %2: %3, %4")
                       .arg(progress.round)
                       .arg(progress.rounds)
                       .arg(wayWords(progress.way), doingWords(progress));
    if (plan.targets.size() > 1 && progress.target < plan.targets.size())
        text += words(" on %1").arg(serverWords(plan.targets.at(progress.target)));
    return text;
}
