// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <array>
#include <optional>

/// Everything that can be wrong with what crossed the wire. Decoders return broken things with the
/// problems they have and go on; nobody but our own client acts on one.
///
/// The code of a problem (problemCode()) is what files, exports and filters show. The table of all
/// codes with their meaning is docs/problems.md.
enum class Problem : quint8 {
    // HTTP/1.1, RFC 9112
    HttpBadStartLine,
    HttpBadHeader,
    HttpHeadTooLong,
    HttpBadLength,
    HttpBadChunk,
    HttpCutOff,
    HttpUnexpectedResponse,
    HttpUnknownCoding,
    HttpBadCoding,
    HttpBomb,
    NotHttp,
    // WebSocket, RFC 6455
    WsReservedOpCode,
    WsFragmentedControl,
    WsOversizedControl,
    WsNonMinimalLength,
    WsLengthTopBit,
    WsUnexpectedRsv1,
    WsRsv2,
    WsRsv3,
    WsMissingMask,
    WsUnexpectedMask,
    WsUnexpectedContinuation,
    WsInterruptedMessage,
    WsInvalidUtf8,
    WsBadClosePayload,
    WsBadCloseCode,
    WsBadCloseReason,
    WsDataAfterClose,
    WsCutOff,
    WsNoCloseFrame,
    WsNotFrames,
    WsBadKey,
    WsBadVersion,
    WsBadAccept,
    WsUnofferedExtension,
    WsUnknownExtension,
    WsBadExtension,
    WsUnofferedProtocol,
    // permessage-deflate, RFC 7692
    WsBadDeflate,
    WsDeflateBomb,
    // Engine.IO, revisions 3 and 4
    EioUnknownType,
    EioEmptyPacket,
    EioBadBase64,
    EioBadLength,
    EioBadPayload,
    EioBadHandshake,
    EioBadJsonp,
    EioErrorAnswer,
    EioWrongDirection,
    EioDuplicateRequest,
    EioUnknownSession,
    EioUpgradeWithoutProbe,
    EioPingTimeout,
    // Socket.IO, protocols 4 and 5
    SioUnknownType,
    SioBadAttachmentCount,
    SioTooManyAttachments,
    SioBadAckId,
    SioBadJson,
    SioBadData,
    SioReservedEvent,
    SioBadPlaceholder,
    SioMissingAttachments,
    SioUnexpectedBinary,
    SioInterrupted,
    SioBadMsgpack,
    SioNotConnected,
    SioUnknownAck,
    SioRepeatedAck,
    SioConnectWithoutSid,
    SioConnectError,
    AdminBadEvent,
    // The connection as the tap saw it
    TapRefused,
    TapHostNotFound,
    TapUnreachable,
    TapTimedOut,
    TapTlsFailed,
    TapProxyFailed,
    TapReset,
    TapCutOff,
    TapAnsweredItself,
    TapRule,
    TapBytesMissing,
    Count
};

inline constexpr std::size_t ProblemCount = static_cast<std::size_t>(Problem::Count);

/// The stable name of \a problem in files and exports: "ws-reserved-opcode".
QByteArrayView problemCode(Problem problem);

/// The problem with that code, or nothing.
std::optional<Problem> problemFromCode(QByteArrayView code);

/// A set of problems: 16 bytes, no allocation, in the order of the enumeration.
class Problems
{
public:
    constexpr Problems() = default;
    constexpr Problems(Problem problem) { add(problem); } // a problem is a set of one

    constexpr void add(Problem problem) { word(problem) |= bit(problem); }
    constexpr void add(const Problems &other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
    }
    constexpr void addIf(bool wrong, Problem problem)
    {
        if (wrong)
            add(problem);
    }

    constexpr bool has(Problem problem) const
    {
        return (m_words[index(problem)] & bit(problem)) != 0;
    }
    constexpr bool isEmpty() const { return (m_words[0] | m_words[1]) == 0; }
    constexpr bool operator==(const Problems &other) const = default;

    /// Calls \a visit with each problem in turn.
    template<typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < ProblemCount; ++i) {
            if (has(static_cast<Problem>(i)))
                visit(static_cast<Problem>(i));
        }
    }

    /// The codes joined by commas, "" for none.
    QByteArray toCodes() const;
    /// The reverse; unknown codes are skipped.
    static Problems fromCodes(QByteArrayView codes);

private:
    static constexpr std::size_t index(Problem problem)
    {
        return static_cast<std::size_t>(problem) / 64;
    }
    static constexpr quint64 bit(Problem problem)
    {
        return quint64(1) << (static_cast<unsigned>(problem) % 64U);
    }
    constexpr quint64 &word(Problem problem) { return m_words[index(problem)]; }

    std::array<quint64, 2> m_words {};
};

static_assert(ProblemCount <= 128);
