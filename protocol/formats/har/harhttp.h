// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/harelement.h"
#include "protocol/formats/har/harscan.h"
#include "protocol/http/field.h"

namespace Formats {

/// What any program's HAR says of a request and its response, and the heads that they must have
/// had.
///
/// Bodies stand in a HAR without their codings, so the heads lose Content-Encoding and
/// Transfer-Encoding, and Content-Length is that of what is there. What HTTP/2 has for fields
/// (`:path`) becomes a head of HTTP/1.1.
class HarHttp
{
public:
    struct Message
    {
        QList<Http::Field> fields;
        HarText body;
        qint64 bodyBytes = 0; ///< of body
        qint64 announcedBytes = 0; ///< as the file says
        bool isCut = false; ///< there were more fields than any head has
    };
    struct Close ///< of a WebSocket, as HTTP Toolkit has it
    {
        int code = 0; ///< 0: it does not say
        QByteArray reason;
        std::optional<Capture::Time> time;
    };

    /// Reads the entry as far as it can be read.
    void read(BlockFile &file, const HarEntry &entry);

    /// False if it is of something that is neither HTTP nor WebSocket.
    bool isHttp() const
    {
        return !m_authority.isEmpty() && (request.method != "CONNECT" || m_isWebSocket);
    }
    bool isSecure() const { return m_isSecure; }
    /// Whether a WebSocket was asked for.
    bool isWebSocket() const { return m_isWebSocket; }
    /// "example.org:443"
    QByteArray target() const;
    QByteArray requestHead() const;
    /// Empty if there was no response.
    QByteArray responseHead() const;
    bool hasResponseBody() const;

    struct Request : Message
    {
        QByteArray method;
    } request;
    struct Response : Message
    {
        int status = 0;
        QByteArray statusText;
    } response;
    QByteArray server; ///< address
    double waitMs = 0; ///< from the begin to the response
    double totalMs = 0;
    std::optional<Close> close;

private:
    void readUrl(const QByteArray &url);
    void readRequest(JsonStream &json);
    void readResponse(JsonStream &json);
    static void readFields(JsonStream &json, Message &message);
    void readTimings(JsonStream &json);
    void readClose(JsonStream &json);
    QByteArray key() const;

    QByteArray m_authority;
    QByteArray m_path;
    bool m_isSecure = false;
    bool m_isWebSocket = false;
};

} // namespace Formats
