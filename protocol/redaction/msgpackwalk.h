// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/jsonwalk.h"

#include <functional>
#include <optional>

namespace Redaction {

/// Walks a value of MessagePack as JsonWalk walks JSON, and hands out its strings. It stops at what
/// is broken or cut off.
class MsgPackWalk
{
public:
    std::function<void(const JsonWalk::Scalar &scalar, const JsonWalk::Way &way)> onScalar;

    void walk(QByteArrayView bytes);

private:
    bool value(bool isKey);
    bool text(quint64 size, bool isKey);
    bool skip(quint64 size);
    bool elements(quint64 count, bool isMap);
    std::optional<quint64> number(int bytes);

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    JsonWalk::Way m_way;
};

} // namespace Redaction
