// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/pollingtransport.h"

#include <QNetworkProxy>
#include <QNetworkReply>

#include <utility>

namespace Client {

PollingTransport::PollingTransport(Line &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
{
    m_manager.setProxy(line.proxy());
    m_manager.setAutoDeleteReplies(false);
}

PollingTransport::~PollingTransport()
{
    abort();
}

void PollingTransport::get(const QByteArray &pathAndQuery)
{
    Q_ASSERT(!isGetting());
    m_getRequest = {m_line.newTicket(), pathAndQuery};
    QNetworkRequest request = m_line.request(m_getRequest.ticket, false, pathAndQuery);
    request.setRawHeader("Accept", "*/*");
    m_get = m_manager.get(request);
    connect(m_get, &QNetworkReply::finished, this, [this] {
        QNetworkReply *const reply = std::exchange(m_get, nullptr);
        reply->deleteLater();
        emit got(resultOf(*reply, m_getRequest));
    });
}

void PollingTransport::post(const QByteArray &pathAndQuery, const QByteArray &body,
                            const QByteArray &contentType)
{
    Q_ASSERT(!isPosting());
    m_postRequest = {m_line.newTicket(), pathAndQuery};
    QNetworkRequest request = m_line.request(m_postRequest.ticket, false, pathAndQuery);
    request.setRawHeader("Accept", "*/*");
    request.setRawHeader("Content-Type", contentType);
    m_post = m_manager.post(request, body);
    connect(m_post, &QNetworkReply::finished, this, [this] {
        QNetworkReply *const reply = std::exchange(m_post, nullptr);
        reply->deleteLater();
        emit posted(resultOf(*reply, m_postRequest));
    });
}

PollingTransport::Result PollingTransport::resultOf(QNetworkReply &reply, const Request &request)
{
    Result result;
    result.failure = m_line.takeFacts(request.ticket).failure;
    m_line.forget(request.ticket);
    if (result.failure)
        return result;
    HttpAnswer &answer = result.answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.contentType = reply.rawHeader("Content-Type");
    answer.location = reply.rawHeader("Location");
    answer.body = reply.readAll();
    const bool isCutOff = reply.error() != QNetworkReply::NoError
        && reply.error() < QNetworkReply::ContentAccessDenied;
    if (answer.status == 0 || isCutOff) {
        result.failure.kind = FailureKind::Lost;
        result.failure.text = reply.errorString().toUtf8();
        return result;
    }
    // Qt joins the fields of one name by line ends.
    const QByteArray cookies = reply.rawHeader("Set-Cookie");
    if (!cookies.isEmpty())
        m_line.takeCookies(request.pathAndQuery, cookies.split('\n'));
    return result;
}

void PollingTransport::abort()
{
    abort(m_get, m_getRequest);
    abort(m_post, m_postRequest);
}

void PollingTransport::abort(QNetworkReply *&reply, const Request &request)
{
    if (reply == nullptr)
        return;
    m_line.forget(request.ticket);
    // Its abort() would warn when the connection fails in the same moment. It is never in a signal
    // of its own here: what is told belongs to none any more.
    delete std::exchange(reply, nullptr);
}

} // namespace Client
