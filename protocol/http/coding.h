// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <span>

namespace Http {

/// One content coding being taken off a stream. A part of ContentDecoder.
class Coding
{
public:
    struct Step
    {
        qsizetype consumed = 0;
        qsizetype produced = 0;
        bool bad = false; // what is behind `consumed` cannot be decoded
    };

    /// The coding with that name (RFC 9110 8.4.1; lower case), or null.
    static std::unique_ptr<Coding> create(QByteArrayView name);

    Coding() = default;
    virtual ~Coding() = default;
    Q_DISABLE_COPY_MOVE(Coding)

    /// Decodes as much of \a in as fits \a out. There may be more to come without further input
    /// when it fills \a out.
    virtual Step decode(QByteArrayView in, std::span<char> out) = 0;

    /// True where coded data may end.
    virtual bool isAtEnd() const = 0;
};

} // namespace Http
