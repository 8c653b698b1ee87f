// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harexchange.h"

#include "protocol/formats/jsontext.h"
#include "protocol/http/contentdecoder.h"
#include "protocol/http/headdecoder.h"
#include "protocol/http/target.h"

#include <QHostAddress>

#include <algorithm>

namespace Formats {

using Capture::Time;
using Body = Capture::StoreReader::Body;

namespace {

constexpr qint64 MaxDecoded = qint64(64) << 20;
constexpr qsizetype MaxHead = qsizetype(64) << 20;

Http::Head headOf(Http::HeadDecoder::Role role, const QByteArray &raw)
{
    Http::HeadDecoder decoder(role, MaxHead);
    decoder.feed(raw);
    decoder.finish();
    return decoder.state() == Http::HeadDecoder::State::Done ? decoder.takeHead() : Http::Head();
}

QByteArray milliseconds(std::chrono::microseconds duration)
{
    const auto count = std::max<qint64>(0, duration.count());
    return QByteArray::number(static_cast<double>(count) / 1000.0, 'f', 3);
}

/// 0 where one is not known.
std::chrono::microseconds between(const std::optional<Time> &from, const std::optional<Time> &to)
{
    return from && to && *to > *from ? *to - *from : std::chrono::microseconds(0);
}

QByteArray pair(QByteArrayView name, QByteArrayView value)
{
    QByteArray json = R"({"name":)";
    appendJsonString(json, name);
    json += R"(,"value":)";
    appendJsonString(json, value);
    return json + '}';
}

template<typename Fields>
QByteArray pairs(const Fields &fields)
{
    QByteArray json;
    for (const Http::Field &field : fields)
        json += (json.isEmpty() ? "" : ",") + pair(field.name, field.value);
    return '[' + json + ']';
}

/// Of Cookie or Set-Cookie.
QByteArray cookies(const Http::Head &head, QByteArrayView fieldName)
{
    const bool isOneEach = head.isRequest;
    QByteArray json;
    for (const QByteArray &value : head.values(fieldName)) {
        QList<QByteArray> all = value.split(';');
        if (!isOneEach)
            all.resize(1); // attributes follow
        for (const QByteArray &cookie : all) {
            const qsizetype equals = cookie.indexOf('=');
            if (equals > 0)
                json += (json.isEmpty() ? "" : ",")
                    + pair(cookie.first(equals).trimmed(), cookie.sliced(equals + 1).trimmed());
        }
    }
    return '[' + json + ']';
}

QByteArray version(const Http::Head &head)
{
    return head.majorVersion == 0 ? QByteArray()
                                  : "HTTP/" + QByteArray::number(head.majorVersion) + '.'
            + QByteArray::number(head.minorVersion);
}

/// "text":…, and "encoding" where it is no text. Nothing of an empty body.
bool writeText(const Sink &sink, const ByteSource &body)
{
    if (body.size == 0)
        return true;
    if (body.isUtf8())
        return sink(R"(,"text":)") && writeJsonText(sink, body);
    return sink(R"(,"encoding":"base64","text":)") && writeJsonBase64(sink, body);
}

QByteArray wholeHead(Capture::StoreReader &reader, const Capture::ExchangeRecord &exchange,
                     Body part, const Capture::Content &content)
{
    return content.isWhole() || content.bytes.size() >= content.size
        ? content.bytes
        : reader.exchangeBytes(exchange.id, part, 0, content.size);
}

} // namespace

HarExchange::HarExchange(Capture::StoreReader &reader, const Capture::ExchangeRecord &exchange,
                         std::optional<Capture::ConnectionRecord> connection)
    : m_reader(reader)
    , m_exchange(exchange)
    , m_connection(std::move(connection))
    , m_requestHead(wholeHead(reader, exchange, Body::RequestHead, exchange.requestHead))
    , m_responseHead(wholeHead(reader, exchange, Body::ResponseHead, exchange.responseHead))
{
}

ByteSource HarExchange::body(Body part) const
{
    const Capture::Content &content
        = part == Body::RequestBody ? m_exchange.requestBody : m_exchange.responseBody;
    if (content.bytes.size() >= content.size)
        return ByteSource::of(content.bytes);
    return {content.size, [this, part](qint64 offset, qint64 length) {
                return m_reader.exchangeBytes(m_exchange.id, part, offset, length);
            }};
}

bool HarExchange::isDecoded() const
{
    return !m_exchange.responseCoding.isEmpty() && m_exchange.responseBody.size > 0
        && m_exchange.responseBody.size <= MaxDecoded;
}

bool HarExchange::write(const Sink &sink) const
{
    const auto send = between(m_exchange.requestStarted, m_exchange.requestEnded);
    const auto wait = between(m_exchange.requestEnded, m_exchange.responseStarted);
    const auto receive = between(m_exchange.responseStarted, m_exchange.responseEnded);
    QByteArray json = R"("startedDateTime":")" + isoTime(m_exchange.requestStarted) + '"';
    json += R"(,"time":)" + milliseconds(send + wait + receive);
    if (m_exchange.isHandshake)
        json += R"(,"_resourceType":"websocket")";
    json += R"(,"cache":{},"timings":{"send":)" + milliseconds(send) + R"(,"wait":)"
        + milliseconds(wait) + R"(,"receive":)" + milliseconds(receive) + '}';
    if (m_connection) {
        QByteArray peer = m_connection->peer;
        if (!QHostAddress().setAddress(QString::fromUtf8(peer)))
            peer.truncate(std::max<qsizetype>(0, peer.lastIndexOf(':')));
        if (peer.startsWith('[') && peer.endsWith(']'))
            peer = peer.sliced(1, peer.size() - 2);
        if (QHostAddress().setAddress(QString::fromUtf8(peer)))
            json += R"(,"serverIPAddress":")" + peer + '"';
        json += R"(,"connection":")" + QByteArray::number(m_connection->id) + '"';
    }
    return sink(json) && writeRequest(sink) && writeResponse(sink);
}

QByteArray HarExchange::url(const QByteArray &host) const
{
    if (m_exchange.target.contains("://"))
        return m_exchange.target;
    const bool isSecure = m_connection && !m_connection->tls.isEmpty();
    QByteArray scheme = m_exchange.isHandshake ? "ws" : "http";
    if (isSecure)
        scheme += 's';
    QByteArray authority = host;
    if (authority.isEmpty() && m_connection)
        authority = m_connection->target;
    return scheme + "://" + (authority.isEmpty() ? QByteArray("unknown") : authority)
        + (m_exchange.target.startsWith('/') ? "" : "/") + m_exchange.target;
}

bool HarExchange::writeRequest(const Sink &sink) const
{
    const Http::Head head = headOf(Http::HeadDecoder::Role::Request, m_requestHead);
    QByteArray json = R"(,"request":{"method":)";
    appendJsonString(json, m_exchange.method);
    json += R"(,"url":)";
    appendJsonString(json, url(head.value("Host").value_or(QByteArray())));
    json += R"(,"httpVersion":)";
    appendJsonString(json, version(head));
    json += R"(,"cookies":)" + cookies(head, "Cookie") + R"(,"headers":)" + pairs(head.fields)
        + R"(,"queryString":)" + pairs(Http::Target::parse(m_exchange.target).query)
        + R"(,"headersSize":)" + QByteArray::number(m_requestHead.size()) + R"(,"bodySize":)"
        + QByteArray::number(m_exchange.requestBody.size);
    if (m_exchange.requestBody.size == 0)
        return sink(json + '}');
    json += R"(,"postData":{"mimeType":)";
    appendJsonString(json, head.value("Content-Type").value_or(QByteArray()));
    return sink(json) && writeText(sink, body(Body::RequestBody)) && sink("}}");
}

bool HarExchange::writeResponse(const Sink &sink) const
{
    Http::Head head = headOf(Http::HeadDecoder::Role::Response, m_responseHead);
    head.isRequest = false;
    ByteSource text = body(Body::ResponseBody);
    if (isDecoded()) {
        const QByteArray raw = text.read(0, text.size);
        text = ByteSource::of(
            Http::decodeContent(m_exchange.responseCoding.split(','), raw, MaxDecoded).bytes);
    }
    const bool isThere = !m_responseHead.isEmpty();
    QByteArray json
        = R"(,"response":{"status":)" + QByteArray::number(m_exchange.status) + R"(,"statusText":)";
    appendJsonString(json, head.reason);
    json += R"(,"httpVersion":)";
    appendJsonString(json, version(head));
    json += R"(,"cookies":)" + cookies(head, "Set-Cookie") + R"(,"headers":)" + pairs(head.fields)
        + R"(,"redirectURL":)";
    appendJsonString(json, head.value("Location").value_or(QByteArray()));
    json += R"(,"headersSize":)" + QByteArray::number(isThere ? m_responseHead.size() : -1)
        + R"(,"bodySize":)" + QByteArray::number(isThere ? m_exchange.responseBody.size : -1)
        + R"(,"content":{"size":)" + QByteArray::number(text.size);
    if (isDecoded())
        json += R"(,"compression":)" + QByteArray::number(text.size - m_exchange.responseBody.size);
    json += R"(,"mimeType":)";
    appendJsonString(json, head.value("Content-Type").value_or("x-unknown"));
    return sink(json) && writeText(sink, text) && sink("}}");
}

} // namespace Formats
