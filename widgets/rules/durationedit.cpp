// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/durationedit.h"

#include "protocol/query/values.h"
#include "protocol/rules/field.h"

using std::chrono::microseconds;

DurationEdit::DurationEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setToolTip(tr("A time, like 250ms, 1.5s or 20s"));
}

void DurationEdit::setTime(microseconds time)
{
    setText(time.count() == 0 ? QString() : QString::fromLatin1(Rules::durationText(time)));
}

std::optional<microseconds> DurationEdit::time() const
{
    const QByteArray written = text().simplified().remove(QLatin1Char(' ')).toUtf8();
    if (written.isEmpty())
        return microseconds(0);
    const auto us = Query::parseDuration(written);
    return us ? std::optional(microseconds(*us)) : std::nullopt;
}
