// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/httpchannel.h"

#include "protocol/client/authority.h"
#include "protocol/http/headencoder.h"
#include "protocol/http/target.h"

namespace Client {

HttpChannel::HttpChannel(Net::Poller &poller)
    : m_poller(poller)
    , m_alive(std::make_shared<bool>(true))
{
}

HttpChannel::~HttpChannel()
{
    *m_alive = false;
}

void HttpChannel::send(const QByteArray &method, const QByteArray &url, const QByteArray &body,
                       Done done)
{
    Q_ASSERT(!isBusy());
    const Http::Target target = Http::Target::parse(url);
    QList<Http::Field> fields {{QByteArrayLiteral("Host"), target.authority},
                               {QByteArrayLiteral("Accept"), QByteArrayLiteral("*/*")}};
    if (method == "POST") {
        fields.append(
            {QByteArrayLiteral("Content-Type"), QByteArrayLiteral("text/plain;charset=UTF-8")});
        fields.append({QByteArrayLiteral("Content-Length"), QByteArray::number(body.size())});
    }
    fields += m_fields;
    const QByteArray request = Http::encodeRequestHead(method, target.originForm(), fields) + body;
    m_done = std::move(done);
    m_result = {};
    if (m_stream != nullptr && m_stream->isOpen() && m_authority == target.authority) {
        m_decoder->expect(method);
        m_stream->write(request);
        return;
    }
    connectTo(target.authority);
    m_decoder->expect(method);
    m_request = request;
}

void HttpChannel::connectTo(const QByteArray &authority)
{
    close(m_stream.get());
    m_oldStream = std::move(m_stream);
    m_stream = std::make_unique<Net::Stream>(m_poller, static_cast<Net::Stream::Owner &>(*this));
    m_decoder.emplace(Http::MessageDecoder::Role::Response);
    m_authority = authority;
    const auto address = addressOf(authority);
    if (!address || m_stream->connectTo(*address) != 0) {
        m_poller.post([this, alive = std::weak_ptr(m_alive), stream = m_stream.get()] {
            const auto token = alive.lock();
            if (token != nullptr && *token && stream == m_stream.get() && isBusy())
                finish(false);
        });
    }
}

void HttpChannel::close(Net::Stream *stream)
{
    if (stream != nullptr)
        stream->close();
}

void HttpChannel::close()
{
    m_done = nullptr;
    close(m_stream.get());
}

void HttpChannel::cut()
{
    m_done = nullptr;
    if (m_stream != nullptr)
        m_stream->reset();
}

void HttpChannel::streamConnected()
{
    m_stream->write(std::exchange(m_request, {}));
}

void HttpChannel::streamReceived(QByteArray bytes)
{
    m_decoder->feed(std::move(bytes));
    takeEvents();
}

void HttpChannel::takeEvents()
{
    while (isBusy()) {
        auto event = m_decoder->next();
        if (!event)
            return;
        if (auto *head = std::get_if<Http::Head>(&*event)) {
            m_result.status = head->status;
            m_keepsAlive = head->keepsAlive();
        } else if (auto *part = std::get_if<Http::BodyPart>(&*event)) {
            m_result.body += part->bytes;
        } else if (auto *end = std::get_if<Http::End>(&*event)) {
            const bool isInterim = m_result.status >= 100 && m_result.status < 200;
            if (!isInterim) {
                finish(end->complete);
                return; // the next one may have begun
            }
        } else {
            finish(false);
            return;
        }
    }
}

void HttpChannel::streamFinished()
{
    m_decoder->finish();
    takeEvents();
    // A server may end an idle connection: the next request opens another.
    if (!isBusy() || !m_request.isEmpty())
        close(m_stream.get());
    else
        finish(false);
}

void HttpChannel::streamClosed(int /*error*/)
{
    if (isBusy())
        finish(false);
}

void HttpChannel::finish(bool complete)
{
    if (!complete)
        m_result = {};
    if (!complete || !m_keepsAlive)
        close(m_stream.get());
    const Done done = std::exchange(m_done, nullptr);
    done(std::exchange(m_result, {}));
}

} // namespace Client
