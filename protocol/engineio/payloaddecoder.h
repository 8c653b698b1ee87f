// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/jsonpreader.h"
#include "protocol/engineio/payload.h"

#include <optional>

namespace EngineIo {

/// Cuts the body of one polling request or response into packets.
///
/// Feed it the body without its transfer and content codings, in pieces of any size, and finish it:
///
///     decoder.feed(bytes);
///     while (auto packet = decoder.next())
///         show(*packet);
///     decoder.finish();
///     while (auto packet = decoder.next())
///         show(*packet);
///
/// The packets' wireBytes add up to the size of the body: separators, lengths and what JSONP wraps
/// around are part of the packet that they come with. From where a payload cannot be cut any more
/// its rest comes out as one packet of type Unknown with its problem. Peers drop that rest and
/// close the session. It holds no more than the packet that is incomplete.
class PayloadDecoder
{
public:
    explicit PayloadDecoder(Revision revision, PayloadForm form = PayloadForm::Text);

    void feed(QByteArrayView bytes);
    /// The body has ended.
    void finish();
    /// The next packet, or nothing until more is fed.
    std::optional<Packet> next();

private:
    std::optional<Packet> cut();
    std::optional<Packet> cutSeparated();
    std::optional<Packet> cutCounted();
    std::optional<Packet> cutFramed();
    std::optional<Packet> nextOfJsonp();
    std::optional<Packet> hold(Packet packet);
    std::optional<Packet> breakOff(Problem problem);
    std::optional<Packet> rest();
    Packet take(qsizetype header, qsizetype size, qsizetype trailer, bool binary);
    bool countUnits(quint64 wanted);
    QByteArrayView pending() const { return QByteArrayView(m_buffer).sliced(m_start); }

    Revision m_revision;
    PayloadForm m_form;
    QByteArray m_buffer; // the payload; from m_start on it is not yet cut
    qsizetype m_start = 0;
    qsizetype m_scanned = 0; // bytes of pending() already looked at
    quint64 m_units = 0; // UTF-16 units in those of them that follow the length
    bool m_finished = false;
    bool m_done = false; // the last packet was cut
    bool m_any = false; // a packet was cut
    std::optional<Problem> m_broken; // the rest is one packet, once it is whole

    std::optional<JsonpReader> m_jsonp;
    QByteArray m_input; // JSONP as fed; m_buffer is what it wraps
    qsizetype m_read = 0; // of m_input
    qsizetype m_shareStart = 0; // in m_input: where the share of the next packet begins
    std::optional<Packet> m_held; // waits for what closes the wrapping, which is its share too
};

} // namespace EngineIo
