// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/line.h"

#include <QNetworkAccessManager>
#include <QObject>

class QNetworkReply;

namespace Client {

/// The HTTP requests of one Engine.IO session: one GET and one POST at a time, on a manager of
/// their own, so that no other session's poll takes the place of one.
class PollingTransport : public QObject
{
    Q_OBJECT

public:
    /// What became of a request: an answer, or a failure if there was none.
    struct Result
    {
        HttpAnswer answer;
        Failure failure;
    };

    /// \a line outlives it.
    explicit PollingTransport(Line &line, QObject *parent = nullptr);
    /// Cuts what is open.
    ~PollingTransport() override;

    void get(const QByteArray &pathAndQuery);
    void post(const QByteArray &pathAndQuery, const QByteArray &body,
              const QByteArray &contentType);
    /// Cuts what is open; nothing more is told.
    void abort();

    bool isGetting() const { return m_get != nullptr; }
    bool isPosting() const { return m_post != nullptr; }
    bool isIdle() const { return !isGetting() && !isPosting(); }

signals:
    void got(const Client::PollingTransport::Result &result);
    void posted(const Client::PollingTransport::Result &result);

private:
    struct Request
    {
        quint32 ticket = 0;
        QByteArray pathAndQuery;
    };

    Result resultOf(QNetworkReply &reply, const Request &request);
    void abort(QNetworkReply *&reply, const Request &request);

    Line &m_line;
    QNetworkAccessManager m_manager;
    QNetworkReply *m_get = nullptr;
    QNetworkReply *m_post = nullptr;
    Request m_getRequest;
    Request m_postRequest;
};

} // namespace Client
