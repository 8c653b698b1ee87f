// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/extensions.h"
#include "protocol/websocket/frame.h"
#include "protocol/websocket/inflater.h"
#include "protocol/websocket/utf8validator.h"

#include <optional>

namespace WebSocket {

/// The payload of a close frame, RFC 6455 section 5.5.1.
struct CloseInfo
{
    bool hasCode = false; ///< an empty close frame has none
    quint16 code = 0;
    QByteArray reason; ///< as it came, also when it is not UTF-8
    bool operator==(const CloseInfo &) const = default;
};

/// What is known of a message when it has ended.
struct MessageSummary
{
    qint64 payloadBytes = 0; ///< plain; of a bomb all that was inflated, kept or not
    qint64 compressedBytes = 0; ///< payload bytes of its frames on the wire, compressed or not
    qint64 headerBytes = 0; ///< of all its frames
    int frameCount = 0;
    bool isValidUtf8 = true; ///< of a text message
    Problems problems; ///< of the message and of all its frames
    std::optional<CloseInfo> close; ///< of a close frame
};

/// What came of (a piece of) a frame. One frame that is a whole small message is one event that
/// starts and ends both and carries everything.
struct MessageEvent
{
    bool startsMessage = false;
    bool endsMessage = false; ///< then message is set
    bool startsFrame = false;
    bool endsFrame = false; ///< then framePayloadBytes, framePlainBytes and all problems are set
    bool hasFrame = true; ///< false: only ends a message that another one or the end interrupted
    OpCode opCode = OpCode::Continuation; ///< of the message
    bool compressed = false; ///< the message is, and bytes are inflated
    QByteArray bytes; ///< plain payload, at most FrameDecoder::MaxPartBytes
    FrameHeader header; ///< of the frame
    qint64 framePayloadBytes = 0; ///< came on the wire; less than announced if cut off
    qint64 framePlainBytes = 0; ///< what these bytes inflated to
    MessageSummary message;
};

/// Makes messages from the frames of one direction: joins fragments, inflates, checks UTF-8, reads
/// close frames. Control frames are messages of their own and come between those of a fragmented
/// one; so a user keeps one open data message and one open control message (isControl()).
///
///     messages.feed(std::move(part));
///     while (auto event = messages.next())
///         ...
///
/// Violations are named in the frame where they show and in its message; decoding goes on:
/// a continuation of nothing is a message with that opcode, a new message ends an open one, a
/// compressed message that cannot be inflated is cut where it breaks, and so is each one after it
/// that refers to what was lost. A message of which bytes are missing has zeros there; a compressed
/// one ends before them.
class MessageDecoder
{
public:
    MessageDecoder(Sender sender, const std::optional<DeflateParameters> &deflate,
                   const InflateLimits &limits = {});

    /// What a decoder has to know that begins here, between two messages; empty for nothing, and no
    /// value if that is not known.
    std::optional<QByteArray> window() const
    {
        return m_inflater ? m_inflater->window() : QByteArray();
    }
    /// Begins there.
    void setWindow(const QByteArray &bytes)
    {
        if (m_inflater)
            m_inflater->setWindow(bytes);
    }

    /// Takes the next part. next() must have returned nothing before.
    void feed(FramePart &&part);
    std::optional<MessageEvent> next();

    /// The connection has ended, after FrameDecoder::finish() and its last part. next() then ends
    /// an open message with WsCutOff. Says WsNoCloseFrame if this direction sent no close frame.
    Problems finish();

    /// True once a close frame was seen.
    bool isClosed() const { return m_closed; }

private:
    struct OpenMessage
    {
        OpCode opCode = OpCode::Continuation;
        bool isOpen = false;
        bool compressed = false;
        bool started = false; // an event of it went out
        bool isHoled = false; // bytes of it are missing
        bool isAbandoned = false; // and it is compressed: nothing more can be read
        MessageSummary summary;
        Utf8Validator utf8;
    };

    void beginFrame();
    void beginMessage(OpenMessage &message);
    MessageEvent endInterrupted(Problem problem);
    bool takePayload(MessageEvent &event, OpenMessage &message);
    void takeHole(OpenMessage &message);
    bool takeInflated(MessageEvent &event, OpenMessage &message);
    void check(OpenMessage &message, QByteArrayView plain);
    void endFrame(MessageEvent &event, OpenMessage &message);
    void endMessage(MessageEvent &event, OpenMessage &message);
    void readClose(OpenMessage &message);
    OpenMessage &current() { return isControl(m_part.header.opCode) ? m_control : m_data; }

    std::optional<Inflater> m_inflater; // if permessage-deflate was agreed
    FramePart m_part;
    OpenMessage m_data;
    OpenMessage m_control;
    QByteArray m_closePayload; // the first part of the open close frame's
    Problems m_frameProblems; // of the open frame, as far as known
    qint64 m_framePayloadBytes = 0;
    qint64 m_framePlainBytes = 0;
    qint64 m_inflatedBefore = 0; // of the message, by the frames before this one
    bool m_hasPart = false; // m_part is not done with
    bool m_partBegun = false; // next() has seen it
    bool m_inFrame = false; // an event of the frame went out
    bool m_closed = false;
    bool m_finished = false;
};

} // namespace WebSocket
