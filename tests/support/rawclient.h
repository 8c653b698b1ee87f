// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/net/stream.h"

#include <QList>

#include <memory>

/// A plain TCP client that keeps what it gets: for requests written out by hand.
class RawClient final : private Net::Stream::Owner
{
public:
    RawClient(Net::Poller &poller, const Net::Address &address)
        : m_stream(poller, static_cast<Net::Stream::Owner &>(*this))
    {
        m_stream.connectTo(address);
    }

    void send(const QByteArray &bytes)
    {
        if (m_connected)
            m_stream.write(bytes);
        else
            m_early += bytes;
    }
    /// A request with the fields that are needed; answers come into responses().
    void request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                 const QByteArray &moreFields = {})
    {
        m_decoder.expect(method);
        send(method + ' ' + target + " HTTP/1.1\r\nHost: demo\r\n" + moreFields
             + (body.isEmpty() ? QByteArray()
                               : "Content-Length: " + QByteArray::number(body.size()) + "\r\n")
             + "\r\n" + body);
    }
    void finish() { m_stream.finish(); }
    void reset() { m_stream.reset(); }

    struct Response
    {
        Http::Head head;
        QByteArray body;
    };

    const QList<Response> &responses() const { return m_responses; }
    /// "200 body" of the last response, "" if there is none.
    QByteArray last() const
    {
        return m_responses.isEmpty()
            ? QByteArray()
            : QByteArray::number(m_responses.last().head.status) + ' ' + m_responses.last().body;
    }

    QByteArray received; ///< every byte
    bool ended = false; ///< by FIN
    bool wasReset = false;

private:
    void streamConnected() override
    {
        m_connected = true;
        m_stream.write(m_early);
    }
    void streamReceived(QByteArray bytes) override
    {
        received += bytes;
        m_decoder.feed(std::move(bytes));
        takeEvents();
    }
    void streamFinished() override
    {
        ended = true;
        m_decoder.finish();
        takeEvents();
    }
    void streamClosed(int error) override { wasReset = error != 0; }

    void takeEvents()
    {
        while (auto event = m_decoder.next()) {
            if (auto *head = std::get_if<Http::Head>(&*event))
                m_open.head = std::move(*head);
            else if (auto *part = std::get_if<Http::BodyPart>(&*event))
                m_open.body += part->bytes;
            else if (std::holds_alternative<Http::End>(*event) && !m_open.head.isInterim())
                m_responses.append(std::exchange(m_open, {}));
        }
    }

    Net::Stream m_stream;
    Http::MessageDecoder m_decoder {Http::MessageDecoder::Role::Response};
    QByteArray m_early;
    bool m_connected = false;
    Response m_open;
    QList<Response> m_responses;
};
