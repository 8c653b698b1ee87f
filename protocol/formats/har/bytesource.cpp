// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/bytesource.h"

#include "protocol/formats/jsontext.h"
#include "protocol/websocket/utf8validator.h"

#include <algorithm>

namespace Formats {

namespace {

constexpr qint64 PartBytes = qint64(768) << 10; // a multiple of 3, for base64

/// How many bytes at the end of \a text may be the begin of a character.
qsizetype openEnd(QByteArrayView text)
{
    const qsizetype most = std::min<qsizetype>(3, text.size());
    for (qsizetype back = 1; back <= most; ++back) {
        const auto byte = static_cast<uchar>(text[text.size() - back]);
        if (byte >= 0xc0)
            return back;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

} // namespace

ByteSource ByteSource::of(const QByteArray &bytes)
{
    return {bytes.size(),
            [bytes](qint64 offset, qint64 length) { return bytes.mid(offset, length); }};
}

bool ByteSource::forEach(const std::function<bool(const QByteArray &part)> &visit) const
{
    for (qint64 offset = 0; offset < size;) {
        const QByteArray part = read(offset, std::min(PartBytes, size - offset));
        if (part.isEmpty() || !visit(part))
            return false;
        offset += part.size();
    }
    return true;
}

bool ByteSource::isUtf8() const
{
    WebSocket::Utf8Validator validator;
    forEach([&validator](const QByteArray &part) { return validator.feed(part); });
    return validator.isComplete();
}

bool writeJsonText(const Sink &sink, const ByteSource &source)
{
    if (!sink("\""))
        return false;
    QByteArray open; // of a character that goes on in the next part
    bool isSunk = true;
    const auto write = [&](const QByteArray &text) {
        QByteArray json;
        appendJsonString(json, text);
        isSunk = sink(QByteArrayView(json).sliced(1, json.size() - 2));
        return isSunk;
    };
    source.forEach([&](const QByteArray &part) {
        QByteArray text = open + part;
        const qsizetype end = openEnd(text);
        open = text.last(end);
        text.chop(end);
        return write(text);
    });
    if (isSunk && !open.isEmpty())
        write(open);
    return isSunk && sink("\"");
}

bool writeJsonBase64(const Sink &sink, const ByteSource &source)
{
    if (!sink("\""))
        return false;
    bool isSunk = true;
    QByteArray open;
    source.forEach([&](const QByteArray &part) {
        open += part;
        const qsizetype whole = open.size() - open.size() % 3;
        isSunk = sink(open.first(whole).toBase64());
        open = open.sliced(whole);
        return isSunk;
    });
    return isSunk && sink(open.toBase64()) && sink("\"");
}

} // namespace Formats
