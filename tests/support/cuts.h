// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QList>
#include <QRandomGenerator>

#include <algorithm>

/// Ways of cutting \a bytes into pieces: whole, byte by byte, and \a random ways, the same each
/// time.
inline QList<QList<QByteArrayView>> cuts(QByteArrayView bytes, int random = 20)
{
    QList<QList<QByteArrayView>> ways;
    const auto cutBy = [&](auto size) {
        QList<QByteArrayView> pieces;
        for (QByteArrayView rest = bytes; !rest.isEmpty();) {
            const qsizetype piece = std::min<qsizetype>(size(), rest.size());
            pieces.append(rest.first(piece));
            rest = rest.sliced(piece);
        }
        ways.append(pieces);
    };
    cutBy([&] { return std::max<qsizetype>(bytes.size(), 1); });
    cutBy([] { return qsizetype(1); });
    QRandomGenerator generator(1);
    for (int i = 0; i < random; ++i)
        cutBy([&] { return qsizetype(generator.bounded(1, 12)); });
    return ways;
}
