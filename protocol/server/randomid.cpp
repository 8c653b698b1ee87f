// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/randomid.h"

#include <QRandomGenerator>

#include <array>

namespace Server {

QByteArray randomId()
{
    constexpr qsizetype IdBytes = 15;
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), IdBytes)
        .toBase64(QByteArray::Base64UrlEncoding);
}

} // namespace Server
