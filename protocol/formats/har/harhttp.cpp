// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harhttp.h"

#include "protocol/websocket/handshake.h"

#include <algorithm>
#include <cmath>

namespace Formats {

namespace {

constexpr qint64 LongestText = qint64(16) << 20;
constexpr qsizetype MostHeadBytes = qsizetype(16) << 20;
constexpr qsizetype MostFields = 10'000;
// What a client says that left no key behind.
constexpr char SomeKey[] = "AAAAAAAAAAAAAAAAAAAAAA==";

QByteArray textOf(JsonStream &json)
{
    return json.shortText(LongestText).value_or(QByteArray());
}

/// 0 for what is no number, or none that a time or a size can be.
double numberOf(JsonStream &json)
{
    bool isNumber = false;
    const double number = textOf(json).toDouble(&isNumber);
    constexpr double Most = 1e15;
    return isNumber && std::isfinite(number) && std::abs(number) < Most ? number : 0;
}

bool isCalled(const Http::Field &field, QByteArrayView name)
{
    return field.name.compare(name, Qt::CaseInsensitive) == 0;
}

QByteArray valueOf(const QList<Http::Field> &fields, QByteArrayView name)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [name](const Http::Field &field) {
        return isCalled(field, name);
    });
    return found == fields.end() ? QByteArray() : found->value;
}

/// What would be taken for the end of a line.
QByteArray inOneLine(QByteArray text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return text.trimmed();
}

/// Those that say how the body crossed, of which the file has another form.
bool isOfFraming(const Http::Field &field)
{
    return isCalled(field, "Content-Length") || isCalled(field, "Transfer-Encoding")
        || isCalled(field, "Content-Encoding");
}

void appendField(QByteArray &head, QByteArrayView name, QByteArrayView value)
{
    head += name.toByteArray() + ": " + value.toByteArray() + "\r\n";
}

void appendFields(QByteArray &head, const QList<Http::Field> &fields,
                  const std::function<bool(const Http::Field &)> &isWanted)
{
    for (const Http::Field &field : fields) {
        if (field.name.startsWith(':') || field.name.isEmpty() || isOfFraming(field)
            || !isWanted(field))
            continue;
        // Several of one name are joined by line ends in some files.
        for (const QByteArray &value : field.value.split('\n'))
            appendField(head, inOneLine(field.name), inOneLine(value));
    }
}

} // namespace

void HarHttp::read(BlockFile &file, const HarEntry &entry)
{
    JsonStream json(file, entry.offset);
    QByteArray name;
    QByteArray resource;
    json.enterObject();
    while (json.nextMember(name)) {
        const char next = json.peek();
        if (name == "request" && next == '{')
            readRequest(json);
        else if (name == "response" && next == '{')
            readResponse(json);
        else if (name == "timings" && next == '{')
            readTimings(json);
        else if (name == "time")
            totalMs = std::max(0.0, numberOf(json));
        else if (name == "serverIPAddress")
            server = textOf(json);
        else if (name == "_resourceType")
            resource = textOf(json);
        else if (name == "_webSocketClose")
            readClose(json);
        else if (name == "_webSocketMessages" && next == '[' && entry.messages.end > 0)
            json.seek(entry.messages.end);
        else
            json.skip();
    }
    const auto upgrade = valueOf(request.fields, "Upgrade").toLower();
    m_isWebSocket = m_isWebSocket || entry.messages.isThere() || resource == "websocket"
        || upgrade == "websocket";
    for (Message *const message :
         {static_cast<Message *>(&request), static_cast<Message *>(&response)}) {
        message->body.forEachPart(file, [message](QByteArray &&part) {
            message->bodyBytes += part.size();
            return true;
        });
    }
    // A file may say nothing of a response whose messages it has.
    if (entry.messages.isThere() && response.status < 300)
        response.status = 101;
}

void HarHttp::readUrl(const QByteArray &url)
{
    const qsizetype colon = url.indexOf("://");
    const QByteArray scheme = url.first(std::max<qsizetype>(0, colon)).toLower();
    if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss")
        return;
    m_isSecure = scheme.endsWith('s') && scheme != "ws";
    m_isWebSocket = scheme.startsWith("ws");
    QByteArray rest = url.sliced(colon + 3);
    if (const qsizetype fragment = rest.indexOf('#'); fragment >= 0)
        rest.truncate(fragment);
    const auto slash
        = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const qsizetype end = slash - rest.begin();
    m_authority = inOneLine(rest.first(end));
    m_authority = m_authority.sliced(m_authority.lastIndexOf('@') + 1);
    m_path = inOneLine(rest.sliced(end));
    m_path.replace(' ', "%20");
    if (!m_path.startsWith('/'))
        m_path.prepend('/');
}

QByteArray HarHttp::target() const
{
    const bool hasPort = m_authority.lastIndexOf(':') > m_authority.lastIndexOf(']');
    return hasPort ? m_authority : m_authority + (m_isSecure ? ":443" : ":80");
}

void HarHttp::readRequest(JsonStream &json)
{
    QByteArray name;
    json.enterObject();
    while (json.nextMember(name)) {
        if (name == "method")
            request.method = inOneLine(textOf(json)).replace(' ', "");
        else if (name == "url")
            readUrl(textOf(json));
        else if (name == "headers")
            readFields(json, request);
        else if (name == "postData")
            request.body.read(json);
        else if (name == "bodySize")
            request.announcedBytes = std::llround(numberOf(json));
        else
            json.skip();
    }
}

void HarHttp::readResponse(JsonStream &json)
{
    QByteArray name;
    json.enterObject();
    while (json.nextMember(name)) {
        if (name == "status") {
            const double number = numberOf(json);
            response.status = number >= 100 && number <= 999 ? static_cast<int>(number) : 0;
        } else if (name == "statusText") {
            response.statusText = inOneLine(textOf(json));
        } else if (name == "headers") {
            readFields(json, response);
        } else if (name == "content") {
            response.body.read(json, [&](const QByteArray &member) {
                if (member != "size")
                    return false;
                response.announcedBytes = std::llround(numberOf(json));
                return true;
            });
        } else {
            json.skip();
        }
    }
}

/// A list of names and values, or an object of them.
void HarHttp::readFields(JsonStream &json, Message &message)
{
    QByteArray name;
    qsizetype bytes = 0;
    const auto take = [&](const Http::Field &field) {
        bytes += field.name.size() + field.value.size();
        message.isCut
            = message.isCut || bytes > MostHeadBytes || message.fields.size() == MostFields;
        if (!message.isCut)
            message.fields.append(field);
    };
    if (json.peek() == '{') {
        json.enterObject();
        while (json.nextMember(name))
            take({name, textOf(json)});
        return;
    }
    if (json.peek() != '[') {
        json.skip();
        return;
    }
    json.enterArray();
    while (json.nextElement()) {
        if (json.peek() != '{') {
            json.skip();
            continue;
        }
        Http::Field field;
        json.enterObject();
        while (json.nextMember(name)) {
            if (name == "name")
                field.name = textOf(json);
            else if (name == "value")
                field.value = textOf(json);
            else
                json.skip();
        }
        take(field);
    }
}

void HarHttp::readTimings(JsonStream &json)
{
    QByteArray name;
    json.enterObject();
    while (json.nextMember(name)) {
        // ssl is a part of connect
        const bool isBefore = name == "blocked" || name == "dns" || name == "connect"
            || name == "send" || name == "wait";
        if (isBefore)
            waitMs += std::max(0.0, numberOf(json));
        else
            json.skip();
    }
}

void HarHttp::readClose(JsonStream &json)
{
    close = Close();
    if (json.peek() != '{') { // "aborted"
        close->reason = textOf(json);
        return;
    }
    QByteArray name;
    json.enterObject();
    while (json.nextMember(name)) {
        if (name == "code") {
            const double number = numberOf(json);
            close->code = number > 0 && number < 65'536 ? static_cast<int>(number) : 0;
        } else if (name == "reason") {
            close->reason = textOf(json);
        } else if (name == "timestamp" || name == "time") {
            close->time = harTime(textOf(json));
        } else {
            json.skip();
        }
    }
}

QByteArray HarHttp::key() const
{
    return inOneLine(valueOf(request.fields, "Sec-WebSocket-Key"));
}

QByteArray HarHttp::requestHead() const
{
    const QByteArray method = request.method.isEmpty() || m_isWebSocket ? "GET" : request.method;
    QByteArray head = method + ' ' + m_path + " HTTP/1.1\r\n";
    const auto lacks = [this](const char *name) { return valueOf(request.fields, name).isEmpty(); };
    if (lacks("Host"))
        appendField(head, "Host", m_authority);
    appendFields(head, request.fields, [](const Http::Field &field) {
        return !field.value.isEmpty() || !isCalled(field, "Host");
    });
    if (m_isWebSocket) {
        if (lacks("Upgrade"))
            appendField(head, "Upgrade", "websocket");
        if (lacks("Connection"))
            appendField(head, "Connection", "Upgrade");
        if (lacks("Sec-WebSocket-Key"))
            appendField(head, "Sec-WebSocket-Key", SomeKey);
        if (lacks("Sec-WebSocket-Version"))
            appendField(head, "Sec-WebSocket-Version", "13");
    } else if (request.bodyBytes > 0) {
        appendField(head, "Content-Length", QByteArray::number(request.bodyBytes));
    }
    return head + "\r\n";
}

bool HarHttp::hasResponseBody() const
{
    return response.status >= 200 && response.status != 204 && response.status != 304
        && request.method != "HEAD";
}

QByteArray HarHttp::responseHead() const
{
    if (response.status == 0)
        return {};
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + (response.statusText.isEmpty() && response.status == 101 ? "Switching Protocols"
                                                                   : response.statusText)
        + "\r\n";
    const bool isUpgrade = response.status == 101;
    const bool isMadeUp = isUpgrade && key().isEmpty();
    const auto lacks
        = [this](const char *name) { return valueOf(response.fields, name).isEmpty(); };
    appendFields(head, response.fields, [isMadeUp](const Http::Field &field) {
        return !isMadeUp || !isCalled(field, "Sec-WebSocket-Accept");
    });
    if (isUpgrade) {
        if (lacks("Upgrade"))
            appendField(head, "Upgrade", "websocket");
        if (lacks("Connection"))
            appendField(head, "Connection", "Upgrade");
        if (isMadeUp || lacks("Sec-WebSocket-Accept"))
            appendField(head, "Sec-WebSocket-Accept",
                        WebSocket::acceptFor(key().isEmpty() ? QByteArray(SomeKey) : key()));
    } else if (hasResponseBody()) {
        appendField(head, "Content-Length", QByteArray::number(response.bodyBytes));
    }
    return head + "\r\n";
}

} // namespace Formats
