// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/frameskipper.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace Acting {

namespace {

constexpr unsigned FinBit = 0x80;
constexpr unsigned MaskBit = 0x80;
constexpr unsigned OpCodeBits = 0x0f;
constexpr unsigned FirstControl = 8;

} // namespace

void FrameSkipper::skip(QByteArrayView bytes)
{
    const char *const end = bytes.data() + bytes.size();
    for (const char *at = bytes.data(); at < end;) {
        if (m_remaining == 0 && m_headerBytes == 0 && end - at >= MaxHeaderBytes) {
            const auto *header = reinterpret_cast<const uchar *>(at);
            readHeader(header);
            at += headerSize(header);
            const auto taken = std::min(m_remaining, static_cast<quint64>(end - at));
            m_remaining -= taken;
            at += taken;
        } else {
            at += step(QByteArrayView(at, end));
        }
    }
}

qsizetype FrameSkipper::toBoundary(QByteArrayView bytes) const
{
    FrameSkipper ahead = *this;
    qsizetype passed = 0;
    while (!ahead.atBoundary()) {
        if (passed == bytes.size())
            return -1;
        passed += ahead.step(bytes.sliced(passed));
    }
    return passed;
}

qsizetype FrameSkipper::step(QByteArrayView bytes)
{
    if (m_remaining > 0) {
        const auto taken
            = static_cast<qsizetype>(std::min(m_remaining, static_cast<quint64>(bytes.size())));
        m_remaining -= static_cast<quint64>(taken);
        return taken;
    }
    qsizetype taken = 0;
    while (taken < bytes.size()) {
        m_header[static_cast<std::size_t>(m_headerBytes++)] = static_cast<uchar>(bytes[taken++]);
        if (m_headerBytes >= 2 && m_headerBytes == headerSize(m_header.data())) {
            readHeader(m_header.data());
            m_headerBytes = 0;
            break;
        }
    }
    return taken;
}

qsizetype FrameSkipper::headerSize(const uchar *header)
{
    const unsigned length = header[1] & ~MaskBit;
    const qsizetype extended = length == 127 ? 8 : (length == 126 ? 2 : 0);
    return 2 + extended + ((header[1] & MaskBit) != 0 ? 4 : 0);
}

void FrameSkipper::readHeader(const uchar *header)
{
    const unsigned length = header[1] & ~MaskBit;
    if (length == 126)
        m_remaining = qFromBigEndian<quint16>(header + 2);
    else if (length == 127)
        m_remaining = qFromBigEndian<quint64>(header + 2);
    else
        m_remaining = length;
    if ((header[0] & OpCodeBits) < FirstControl)
        m_inMessage = (header[0] & FinBit) == 0;
}

} // namespace Acting
