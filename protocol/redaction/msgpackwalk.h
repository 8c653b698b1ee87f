// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/jsonwalk.h"

#include <functional>
#include <optional>
#include <vector>

namespace Redaction {

/// Walks a value of MessagePack as JsonWalk walks JSON, and hands out its strings, and all else
/// that holds no others. It stops at what is broken or cut off.
class MsgPackWalk
{
public:
    /// Called with each string.
    std::function<void(const JsonWalk::Scalar &scalar, const JsonWalk::Way &way)> onScalar;
    /// Called with each number, boolean, bytes, extension: the whole of it, and where it begins.
    /// May be null.
    std::function<void(QByteArrayView token, qsizetype offset, const JsonWalk::Way &way)> onOther;

    /// True if \a bytes are one whole value.
    bool walk(QByteArrayView bytes);

private:
    bool value(bool isKey);
    bool other(bool isKey, qsizetype begin, bool isWhole);
    bool text(quint64 size, bool isKey);
    bool skip(quint64 size);
    bool elements(quint64 count, bool isMap);
    std::optional<quint64> number(int bytes);

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    JsonWalk::Way m_way;
    std::vector<QByteArray> m_otherKeys; // by depth: what keys that are no strings are views of
};

/// Where MessagePack begins in what crossed: behind the type of its packet in version 3. -1: it is
/// no map and no array.
qsizetype startOfMsgPack(QByteArrayView bytes);

} // namespace Redaction
