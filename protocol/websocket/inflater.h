// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <array>
#include <memory>
#include <optional>

struct z_stream_s;

namespace WebSocket {

/// When a compressed message is a bomb. It is then cut, and inflated on to nowhere so that the
/// messages after it can be read, up to maxInflatedBytes.
struct InflateLimits
{
    qint64 maxPlainBytes = qint64(1) << 30; ///< of one message that are kept
    qint64 maxRatio = 100; ///< plain to compressed bytes, looked at above ratioFreeBytes
    qint64 ratioFreeBytes = qint64(80) << 20;
    qint64 maxInflatedBytes = qint64(2) << 30; ///< of one message; then the context is given up
};

/// Inflates the messages of one direction, RFC 7692. Memory is that of zlib (40 kB from the first
/// message on) and one piece of output.
///
/// The window is always 32 KiB: that reads what any smaller window wrote, also one of 256 bytes.
/// After a message that broke, the window starts empty: later messages that refer to what was lost
/// break too, and what comes out of any message is right as far as it goes.
///
///     inflater.feed(bytes, isEnd); // isEnd: the last bytes of the message
///     do {
///         more = inflater.read(piece);
///         show(piece);
///     } while (more);
class Inflater
{
public:
    static constexpr qsizetype MaxPieceBytes = qsizetype(64) << 10;

    Inflater(bool noContextTakeover, const InflateLimits &limits);
    ~Inflater();
    Inflater(Inflater &&other) noexcept;
    Inflater &operator=(Inflater &&other) noexcept;
    Q_DISABLE_COPY(Inflater)

    /// Takes the next compressed bytes of a message; read() must have returned false before.
    void feed(const QByteArray &bytes, bool isEnd);

    /// Replaces \a piece by the next plain bytes, which may be none. True if there are more; after
    /// false it is time for feed(), of the next message if that was the last one's end.
    bool read(QByteArray &piece);

    /// Gives the open message up: the context is lost with it.
    void abandonMessage();

    /// Between messages: the last plain bytes, which the next message may refer to, 32 KiB at most.
    /// Nothing if they are not known.
    std::optional<QByteArray> window() const;
    /// Begins behind messages that ended in these bytes.
    void setWindow(const QByteArray &bytes);

    bool isBroken() const { return m_broken; } ///< the open or last message: WsBadDeflate
    bool isBomb() const { return m_bomb; } ///< likewise: WsDeflateBomb
    qint64 inflatedBytes() const { return m_inflatedBytes; } ///< of it, kept or not

private:
    struct StreamDeleter
    {
        void operator()(z_stream_s *stream) const;
    };

    bool prepare();
    void beginMessage();
    qsizetype inflateInto(char *out, qsizetype size);
    bool nextInput();
    void restartAfterFinalBlock();
    void finishMessage();
    void lookAtLimits();

    std::unique_ptr<z_stream_s, StreamDeleter> m_stream;
    InflateLimits m_limits;
    QByteArray m_input;
    qsizetype m_offset = 0;
    qint64 m_compressedBytes = 0;
    qint64 m_inflatedBytes = 0;
    bool m_noContextTakeover;
    bool m_inMessage = false;
    bool m_endAnnounced = false; // m_input holds the last bytes of the message
    bool m_tailGiven = false; // and 00 00 ff ff after them
    bool m_outputPending = false; // zlib filled its output, and may have more without input
    bool m_finalBlockSeen = false; // the stream ended by BFINAL, more may follow
    bool m_broken = false;
    bool m_bomb = false;
    bool m_givenUp = false; // the rest of the message is not inflated, the context is lost
};

} // namespace WebSocket
