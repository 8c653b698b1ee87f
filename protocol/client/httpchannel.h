// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/net/stream.h"

#include <functional>
#include <memory>

namespace Client {

/// Sends HTTP requests one after another, over one connection as long as the server keeps it. A
/// request is never repeated. Lives in the poller's thread.
class HttpChannel final : private Net::Stream::Owner
{
public:
    struct Result
    {
        int status = 0; ///< 0: there was no answer
        QByteArray body; ///< without transfer coding; no content coding is asked for
    };
    using Done = std::function<void(const Result &result)>;

    explicit HttpChannel(Net::Poller &poller);
    ~HttpChannel();
    Q_DISABLE_COPY_MOVE(HttpChannel)

    /// \a url is "http://127.0.0.1:3000/path?query". \a done is called once, later, unless cut().
    /// No other request may be open.
    void get(const QByteArray &url, Done done) { send("GET", url, {}, std::move(done)); }
    void post(const QByteArray &url, const QByteArray &body, Done done)
    {
        send("POST", url, body, std::move(done));
    }
    void send(const QByteArray &method, const QByteArray &url, const QByteArray &body, Done done);
    /// More fields for the heads of all requests from now on.
    void setFields(const QList<Http::Field> &fields) { m_fields = fields; }
    /// Closes the connection; an open request gets no answer any more.
    void close();
    /// The same by a reset.
    void cut();

    bool isBusy() const { return m_done != nullptr; }

private:
    void streamConnected() override;
    void streamReceived(QByteArray bytes) override;
    void streamFinished() override;
    void streamClosed(int error) override;
    void connectTo(const QByteArray &authority);
    static void close(Net::Stream *stream);
    void takeEvents();
    void finish(bool complete);

    Net::Poller &m_poller;
    std::unique_ptr<Net::Stream> m_stream;
    std::unique_ptr<Net::Stream> m_oldStream; // may still be running
    std::optional<Http::MessageDecoder> m_decoder;
    QList<Http::Field> m_fields;
    QByteArray m_authority; // of the connection
    QByteArray m_request; // waits for the connection
    Result m_result;
    Done m_done;
    bool m_keepsAlive = false;
    std::shared_ptr<bool> m_alive;
};

} // namespace Client
