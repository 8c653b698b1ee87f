// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/shownhead.h"

#include "protocol/http/field.h"

#include <functional>

namespace Pcap {

namespace {

/// Calls \a line with each line of \a head, its end included, and what stands before and behind
/// the first colon; puts what that returns in the place of the line.
QByteArray eachLine(const QByteArray &head,
                    const std::function<QByteArray(const QByteArray &line, QByteArrayView name,
                                                   QByteArrayView value)> &change)
{
    QByteArray changed;
    for (qsizetype at = 0; at < head.size();) {
        const qsizetype end = head.indexOf('\n', at);
        const qsizetype next = end < 0 ? head.size() : end + 1;
        const QByteArray line = head.mid(at, next - at);
        const qsizetype colon = line.indexOf(':');
        const QByteArrayView view(line);
        changed += colon < 0 ? line
                             : change(line, view.first(colon),
                                      Http::withoutWhiteSpace(view.sliced(colon + 1).trimmed()));
        at = next;
    }
    return changed;
}

QByteArray field(QByteArrayView name, const QByteArray &value)
{
    return name.toByteArray() + ": " + value + "\r\n";
}

} // namespace

BodyFraming framingOf(const QByteArray &head)
{
    BodyFraming framing;
    eachLine(head, [&](const QByteArray &line, QByteArrayView name, QByteArrayView value) {
        if (Http::isSameName(name, "Transfer-Encoding"))
            framing.isChunked
                = framing.isChunked || value.toByteArray().toLower().endsWith("chunked");
        bool isNumber = false;
        const qint64 length = value.toByteArray().toLongLong(&isNumber);
        if (Http::isSameName(name, "Content-Length") && isNumber)
            framing.length = length;
        return line;
    });
    return framing;
}

bool isBodyless(const QByteArray &method, int status)
{
    return method == "HEAD" || (status >= 100 && status < 200) || status == 204 || status == 304
        || (method == "CONNECT" && status >= 200 && status < 300);
}

QByteArray withLength(const QByteArray &head, qint64 length)
{
    return eachLine(head, [&](const QByteArray &line, QByteArrayView name, QByteArrayView) {
        return Http::isSameName(name, "Content-Length") ? field(name, QByteArray::number(length))
                                                        : line;
    });
}

QByteArray withoutDeflate(const QByteArray &head)
{
    return eachLine(head, [](const QByteArray &line, QByteArrayView name, QByteArrayView value) {
        if (!Http::isSameName(name, "Sec-WebSocket-Extensions"))
            return line;
        QByteArrayList kept;
        const QList<QByteArray> elements = Http::listElements(value);
        for (const QByteArray &element : elements) {
            if (!element.startsWith("permessage-deflate"))
                kept.append(element);
        }
        if (kept.size() == elements.size())
            return line;
        return kept.isEmpty() ? QByteArray() : field(name, kept.join(", "));
    });
}

} // namespace Pcap
