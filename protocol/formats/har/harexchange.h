// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/bytesource.h"

#include <optional>

namespace Formats {

/// Writes what HAR 1.2 itself has of an exchange: times, request, response, timings.
class HarExchange
{
public:
    /// \a connection is that of the exchange, if it is known.
    HarExchange(Capture::StoreReader &reader, const Capture::ExchangeRecord &exchange,
                std::optional<Capture::ConnectionRecord> connection);

    /// The members of an entry, without its braces.
    bool write(const Sink &sink) const;

    // Heads as they crossed.
    const QByteArray &requestHead() const { return m_requestHead; }
    const QByteArray &responseHead() const { return m_responseHead; }
    /// A body as it crossed.
    ByteSource body(Capture::StoreReader::Body body) const;
    /// Whether the response's body stands there without its content coding.
    bool isDecoded() const;

private:
    bool writeRequest(const Sink &sink) const;
    bool writeResponse(const Sink &sink) const;
    QByteArray url(const QByteArray &host) const;

    Capture::StoreReader &m_reader;
    const Capture::ExchangeRecord &m_exchange;
    std::optional<Capture::ConnectionRecord> m_connection;
    QByteArray m_requestHead;
    QByteArray m_responseHead;
};

} // namespace Formats
