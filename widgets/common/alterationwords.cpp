// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/alterationwords.h"

#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using Capture::Alteration;
using Capture::AlterationRecord;

namespace {

constexpr qsizetype NameCharacters = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("AlterationWords", text);
}

QString pattern(Alteration::What what)
{
    switch (what) {
    case Alteration::What::Injected:
        return tr("injected by %1");
    case Alteration::What::Replaced:
        return tr("replaced by %1");
    case Alteration::What::Dropped:
        return tr("dropped by %1");
    case Alteration::What::Withheld:
        return tr("withheld by %1: who it answers never asked");
    case Alteration::What::Delayed:
        return tr("delayed by %1");
    case Alteration::What::Duplicated:
        return tr("duplicated by %1");
    case Alteration::What::Reordered:
        return tr("overtaken by later ones because of %1");
    case Alteration::What::Answered:
        return tr("answered by %1 in the place of who was asked");
    }
    return {};
}

} // namespace

QString alterationWords(const Alteration &alteration)
{
    const QString by = singleLine(alteration.by, NameCharacters);
    if (alteration.heldUs <= 0)
        return pattern(alteration.what).arg(by);
    const QString held = formatDuration(std::chrono::microseconds(alteration.heldUs));
    if (alteration.what == Alteration::What::Delayed)
        return tr("held %1 by %2").arg(held, by);
    return tr("%1, held %2").arg(pattern(alteration.what).arg(by), held);
}

QString alterationLines(const Capture::MessageRow &row)
{
    QStringList lines;
    for (const AlterationRecord &record : row.alterations)
        lines << alterationWords(record.alteration);
    const QByteArray &changed = row.record.changed;
    if (lines.isEmpty() && !changed.isEmpty() && changed != "host")
        lines << tr("changed by %1").arg(singleLine(changed, NameCharacters));
    return lines.join(QLatin1Char('\n'));
}

bool isStopped(const Capture::MessageRow &row)
{
    return std::any_of(row.alterations.begin(), row.alterations.end(),
                       [](const AlterationRecord &record) {
                           return record.alteration.what == Alteration::What::Dropped
                               || record.alteration.what == Alteration::What::Withheld;
                       });
}
