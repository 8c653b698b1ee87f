// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomorder.h"

#include <algorithm>
#include <cstring>

bool standsBefore(const QByteArray &one, const QByteArray &other)
{
    const int order = strverscmp(one.constData(), other.constData());
    return order != 0 ? order < 0 : one < other; // it reads up to a zero byte
}

QByteArrayList namesInOrder(const Rooms::MembershipLog &log, quint32 source, const QByteArray &nsp)
{
    QByteArrayList names;
    if (const auto scope = log.findScope(source, nsp)) {
        for (const quint32 room : log.scopes()[*scope].rooms) {
            if (!log.rooms()[room].isTwin)
                names.append(log.rooms()[room].name);
        }
    }
    std::sort(names.begin(), names.end(), &standsBefore);
    return names;
}
