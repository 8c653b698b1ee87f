// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <functional>
#include <span>
#include <unordered_map>

namespace Pcap {

/// Gives the payloads of frames back, as they crossed but for compression: the pieces of a message
/// (its content, then each attachment as the packet it was) cut as its frames were.
///
/// Frames are given in the order of their numbers, in portions: load() reads the messages of one.
/// Where the sizes of frames do not fit the contents, the contents count.
class FramePayloads
{
public:
    explicit FramePayloads(Capture::StoreReader &reader);

    /// Reads the messages that \a frames belong to, as far as they are short.
    void load(std::span<const Capture::FrameRecord> frames);

    struct Payload
    {
        const Capture::MessageRow *message = nullptr; ///< null: nothing is known of the contents
        int piece = 0; ///< 0: the content; n: attachment n - 1
        qint64 offset = 0; ///< of this frame's part within the piece
        qint64 size = 0;
        bool isWhole = false; ///< the piece has no other frame

        bool isStart() const { return offset == 0; }
    };
    /// What \a frame carries. Each frame is asked for once.
    Payload next(const Capture::FrameRecord &frame);
    /// Bytes of it, from \a at on, \a length at most.
    QByteArray bytes(const Payload &payload, qint64 at, qint64 length);

private:
    struct Progress
    {
        int piece = -1;
        bool isText = false;
        qint64 offset = 0;
    };
    struct Piece
    {
        QByteArray prefix;
        qint64 size = 0;
        bool isBase64 = false;
    };
    Piece pieceOf(const Capture::MessageRow &message, int number, bool isText);
    int revisionOf(Capture::Id session) const;

    Capture::StoreReader &m_reader;
    std::unordered_map<Capture::Id, int> m_revisions; // by session
    std::unordered_map<Capture::Id, Capture::MessageRow> m_messages; // of the portion
    std::unordered_map<Capture::Id, Progress> m_progress; // of messages with frames to come
    Piece m_piece; // of the last frame
};

} // namespace Pcap
