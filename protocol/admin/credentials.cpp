// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/credentials.h"

#include "protocol/msgpack/value.h"

#include <algorithm>

namespace Admin {

namespace {

constexpr char Mask = '*';

void maskRange(QByteArray *bytes, qsizetype from, qsizetype to)
{
    std::fill(bytes->begin() + from, bytes->begin() + to, Mask);
}

/// Hides the strings and binaries within one value after the other. See the MessagePack
/// specification, "Formats".
class MsgpackMasker
{
public:
    MsgpackMasker(QByteArray *bytes, qsizetype from, int kept)
        : m_bytes(bytes)
        , m_at(from)
        , m_kept(kept)
    {
    }

    qsizetype at() const { return m_at; }
    /// False if the value is cut off or broken. \a isKey: it stays as it is.
    bool mask(bool isKey, int depth);

private:
    /// A number of \a bytes bytes, big-endian; negative if they are not there.
    qint64 number(int bytes)
    {
        if (m_bytes->size() - m_at < bytes)
            return -1;
        qint64 value = 0;
        for (int i = 0; i < bytes; ++i)
            value = value * 256 + static_cast<uchar>(m_bytes->at(m_at++));
        return value;
    }
    bool skip(qint64 bytes)
    {
        if (bytes < 0 || m_bytes->size() - m_at < bytes)
            return false;
        m_at += static_cast<qsizetype>(bytes);
        return true;
    }
    bool hide(qint64 bytes, bool isKey)
    {
        const qsizetype begin = m_at;
        if (!skip(bytes))
            return false;
        if (!isKey && m_kept-- <= 0)
            maskRange(m_bytes, begin, m_at);
        return true;
    }
    bool maskElements(qint64 count, bool isMap, int depth)
    {
        for (qint64 i = 0; i < count; ++i) {
            if ((isMap && !mask(true, depth + 1)) || !mask(false, depth + 1))
                return false;
        }
        return count >= 0;
    }

    QByteArray *m_bytes;
    qsizetype m_at;
    int m_kept;
};

bool MsgpackMasker::mask(bool isKey, int depth)
{
    const qint64 first = number(1);
    if (first < 0 || depth > MsgPack::MaxDepth)
        return false;
    if (first <= 0x7f || first >= 0xe0 || (first >= 0xc0 && first <= 0xc3)) // itself
        return true;
    if (first <= 0x8f)
        return maskElements(first - 0x80, true, depth);
    if (first <= 0x9f)
        return maskElements(first - 0x90, false, depth);
    if (first <= 0xbf)
        return hide(first - 0xa0, isKey);
    if (first >= 0xc4 && first <= 0xc6) // bin
        return hide(number(1 << (first - 0xc4)), isKey);
    if (first >= 0xc7 && first <= 0xc9) { // ext
        const qint64 size = number(1 << (first - 0xc7));
        return size >= 0 && skip(size + 1);
    }
    if (first <= 0xcb) // float
        return skip(first == 0xca ? 4 : 8);
    if (first <= 0xd3) // integers
        return skip(qint64(1) << ((first - 0xcc) % 4));
    if (first <= 0xd8) // fixext
        return skip((qint64(1) << (first - 0xd4)) + 1);
    if (first <= 0xdb) // str
        return hide(number(1 << (first - 0xd9)), isKey);
    const bool isMap = first >= 0xde;
    return maskElements(number(first % 2 == 0 ? 2 : 4), isMap, depth);
}

} // namespace

void maskAll(QByteArray *bytes, qsizetype from)
{
    if (from < bytes->size())
        maskRange(bytes, std::max<qsizetype>(0, from), bytes->size());
}

void maskText(QByteArray *text, qsizetype from, int kept)
{
    qsizetype at = std::max<qsizetype>(0, from);
    while ((at = text->indexOf('"', at)) >= 0) {
        const qsizetype begin = at + 1;
        qsizetype end = begin;
        while (end < text->size() && text->at(end) != '"')
            end += text->at(end) == '\\' ? 2 : 1;
        end = std::min(end, text->size());
        qsizetype next = end + 1;
        while (next < text->size() && QByteArrayView(" \t\r\n").contains(text->at(next)))
            ++next;
        const bool isKey = next < text->size() && text->at(next) == ':';
        if (!isKey && kept-- <= 0)
            maskRange(text, begin, end);
        at = end + 1;
    }
}

void maskMsgpack(QByteArray *bytes, qsizetype from, int kept)
{
    const auto header
        = MsgPack::decodeMapHeader(QByteArrayView(*bytes).sliced(std::min(from, bytes->size())));
    if (!header) {
        maskAll(bytes, from);
        return;
    }
    qsizetype at = from + header->size;
    for (quint32 i = 0; i < header->count; ++i) {
        const auto key
            = MsgPack::decodeValue(QByteArrayView(*bytes).sliced(std::min(at, bytes->size())));
        if (!key) {
            maskAll(bytes, at);
            return;
        }
        at += key->size;
        constexpr int KeepsAll = 1 << 30;
        MsgpackMasker masker(bytes, at, key->text == "data" ? kept : KeepsAll);
        if (!masker.mask(false, 0)) {
            maskAll(bytes, at);
            return;
        }
        at = masker.at();
    }
    maskAll(bytes, at);
}

} // namespace Admin
