// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"

#include "protocol/websocket/masking.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace WebSocket {

namespace {

constexpr qsizetype MaxControlBytes = 125;

/// How many bytes the length takes after the second byte: 0, 2 or 8.
qsizetype lengthBytes(const FrameHeader &header, quint64 length)
{
    const qsizetype asked = header.headerBytes - 2 - (header.masked ? 4 : 0);
    const qsizetype needed = length < 126 ? 0 : length <= 0xffff ? 2 : 8;
    return std::max<qsizetype>(needed, asked == 2 || asked == 8 ? asked : 0);
}

} // namespace

MaskingKey randomMaskingKey()
{
    MaskingKey key {};
    qToBigEndian(QRandomGenerator::global()->generate(), key.data());
    return key;
}

QByteArray encodeFrame(const FrameHeader &header, QByteArrayView payload)
{
    const auto length = static_cast<quint64>(payload.size());
    const qsizetype ofLength = lengthBytes(header, length);
    const qsizetype headerSize = 2 + ofLength + (header.masked ? 4 : 0);
    QByteArray frame(headerSize + payload.size(), Qt::Uninitialized);
    auto *const out = reinterpret_cast<uchar *>(frame.data());
    out[0] = static_cast<uchar>((header.fin ? 0x80U : 0U) | (header.rsv1 ? 0x40U : 0U)
                                | (header.rsv2 ? 0x20U : 0U) | (header.rsv3 ? 0x10U : 0U)
                                | static_cast<unsigned>(header.opCode));
    const unsigned shortLength = ofLength == 2 ? 126U
        : ofLength == 8                        ? 127U
                                               : static_cast<unsigned>(length);
    out[1] = static_cast<uchar>((header.masked ? 0x80U : 0U) | shortLength);
    if (ofLength == 2)
        qToBigEndian(static_cast<quint16>(length), out + 2);
    else if (ofLength == 8)
        qToBigEndian(length, out + 2);
    if (header.masked) {
        std::copy(header.key.begin(), header.key.end(), out + 2 + ofLength);
        applyMask(frame.data() + headerSize, payload.data(), payload.size(), header.key);
    } else {
        std::copy(payload.begin(), payload.end(), frame.data() + headerSize);
    }
    return frame;
}

FrameEncoder::FrameEncoder(Sender sender, const std::optional<DeflateParameters> &deflate,
                           std::function<MaskingKey()> keys)
    : m_sender(sender)
    , m_keys(keys ? std::move(keys) : randomMaskingKey)
{
    if (deflate)
        m_deflater.emplace(sender, *deflate);
}

QByteArray FrameEncoder::message(OpCode opCode, QByteArrayView payload,
                                 const MessageOptions &options)
{
    std::optional<QByteArray> deflated;
    if (options.compress && m_deflater)
        deflated = m_deflater->deflate(payload);
    QByteArrayView rest = deflated ? QByteArrayView(*deflated) : payload;
    if (options.fragmentBytes <= 0 || rest.size() <= options.fragmentBytes)
        return frame(opCode, rest, true, deflated.has_value());

    QByteArray frames;
    bool isFirst = true;
    while (isFirst || !rest.isEmpty()) {
        const qsizetype size = std::min(options.fragmentBytes, rest.size());
        frames += frame(isFirst ? opCode : OpCode::Continuation, rest.first(size),
                        size == rest.size(), isFirst && deflated);
        rest = rest.sliced(size);
        isFirst = false;
    }
    return frames;
}

QByteArray FrameEncoder::control(OpCode opCode, QByteArrayView payload)
{
    return frame(opCode, payload.first(std::min(payload.size(), MaxControlBytes)), true, false);
}

QByteArray closePayload(quint16 code, QByteArrayView reason)
{
    constexpr qsizetype MaxReasonBytes = MaxControlBytes - 2;
    if (reason.size() > MaxReasonBytes) {
        qsizetype size = MaxReasonBytes;
        while (size > 0 && (static_cast<uchar>(reason[size]) & 0xc0U) == 0x80U)
            --size;
        reason = reason.first(size);
    }
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    return payload.append(reason);
}

QByteArray FrameEncoder::close(quint16 code, QByteArrayView reason)
{
    return control(OpCode::Close, closePayload(code, reason));
}

QByteArray FrameEncoder::frame(OpCode opCode, QByteArrayView payload, bool fin, bool rsv1)
{
    FrameHeader header;
    header.opCode = opCode;
    header.fin = fin;
    header.rsv1 = rsv1;
    header.masked = m_sender == Sender::Client;
    if (header.masked)
        header.key = m_keys();
    return encodeFrame(header, payload);
}

} // namespace WebSocket
