// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <memory>

namespace Rules {

/// Carries out a Replace. What is not found stays as it is, byte for byte: spelling of numbers,
/// white space, the order of keys. An object of the class keeps its buffers.
///
/// With a pointer (RFC 6901, from the outermost value on) the whole body has to be valid JSON. Of
/// keys that are there twice the first counts. With a regular expression it has to be UTF-8.
class Replacement
{
public:
    /// No body becomes longer than this, and no longer one is looked at by expression or pointer.
    static constexpr qsizetype MostBytes = qsizetype(64) << 20;

    /// compiled() found no fault in \a replace.
    explicit Replacement(Replace replace);
    ~Replacement();
    Q_DISABLE_COPY_MOVE(Replacement)

    /// What becomes of \a body; nothing if it stays as it is. In bytes that are no text only bytes
    /// are looked for.
    std::optional<QByteArray> in(const QByteArray &body, bool isText);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Rules
