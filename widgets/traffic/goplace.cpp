// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/goplace.h"

#include "protocol/query/values.h"

#include <QDateTime>

using namespace std::chrono;

std::optional<GoPlace> readGoPlace(const QString &text)
{
    QByteArray written = text.trimmed().toUtf8();
    written.replace("\u2212", "-");
    if (written.startsWith('+') || written.startsWith('-')) {
        const auto duration = Query::parseDuration(written.sliced(1).trimmed());
        if (!duration)
            return std::nullopt;
        return microseconds(written.startsWith('-') ? -*duration : *duration);
    }
    if (const auto moment = Query::parseMoment(written))
        return *moment;
    // Numbers are shown with their groups apart: 98,210.
    QByteArray digits;
    const QString number = text.trimmed();
    for (const QChar character : number) {
        if (character.isDigit())
            digits += QByteArray::number(character.digitValue());
        else if (!character.isSpace() && !QStringLiteral("#,.'\u2019").contains(character))
            return std::nullopt;
    }
    const auto id = Query::parseId(digits);
    return id ? std::optional<GoPlace>(*id) : std::nullopt;
}

Capture::Time timeOf(const Query::Moment &moment, Capture::Time near)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(
                            duration_cast<milliseconds>(near.time_since_epoch()).count())
                            .date();
    const QDate day = moment.day ? QDate(1970, 1, 1).addDays(*moment.day) : today;
    const qint64 ms = moment.time / 1000;
    const QDateTime local(day, QTime::fromMSecsSinceStartOfDay(static_cast<int>(ms)));
    return Capture::Time(milliseconds(local.toMSecsSinceEpoch())
                         + microseconds(moment.time % 1000));
}
