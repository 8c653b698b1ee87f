// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/line.h"

#include "protocol/client/ownfields.h"

#include <QNetworkProxy>

#include <algorithm>
#include <utility>

namespace Client {

namespace {

Tap::PrivateTap::Options tapOptions(const ClientOptions &options, const Tap::TargetUrl &target)
{
    Tap::PrivateTap::Options made;
    made.target = target;
    made.tls = options.tls;
    made.proxy = options.proxy;
    made.offersDeflate = options.offersDeflate;
    made.connectTimeout = options.openTimeout;
    made.host = Http::firstValue(options.fields, "Host").value_or(QByteArray());
    return made;
}

} // namespace

Line::Line(Tap::RelayContext &context, quint32 source, const ClientOptions &options)
    : m_url(ClientUrl::parse(options.url))
{
    const auto add = [this](const QByteArray &name, const QByteArray &value) {
        const auto same
            = std::find_if(m_fields.begin(), m_fields.end(), [&](const Http::Field &field) {
                  return Http::isSameName(field.name, name);
              });
        if (same == m_fields.end())
            m_fields.append({name, value});
        else
            same->value += ", " + value;
    };
    for (const Http::Field &field : options.fields) {
        if (Http::isSameName(field.name, "Cookie"))
            m_ownCookies += (m_ownCookies.isEmpty() ? "" : "; ") + field.value;
        else if (!isOwnField(field.name) && !Http::isSameName(field.name, "Host"))
            add(field.name, field.value);
    }
    if (!m_url.authorization.isEmpty() && !Http::firstValue(m_fields, "Authorization"))
        add("Authorization", m_url.authorization);
    if (!Http::firstValue(m_fields, "User-Agent"))
        add("User-Agent", "Sockscope");
    if (m_url.error.isEmpty()) {
        m_tap
            = std::make_unique<Tap::PrivateTap>(context, source, tapOptions(options, m_url.target),
                                                static_cast<Tap::PrivateTapObserver &>(*this));
    }
}

Line::~Line() = default;

Failure Line::start()
{
    Failure failure;
    if (!m_url.error.isEmpty()) {
        failure.kind = FailureKind::BadUrl;
        failure.text = m_url.error;
    } else if (!m_isListening) {
        failure.text = m_tap->start();
        m_isListening = failure.text.isEmpty();
        if (!m_isListening)
            failure.kind = FailureKind::Unreachable;
    }
    return failure;
}

QNetworkProxy Line::proxy() const
{
    return m_tap->proxy();
}

QNetworkRequest Line::request(quint32 ticket, bool isWebSocket,
                              const QByteArray &pathAndQuery) const
{
    QNetworkRequest request(QUrl::fromEncoded(m_url.disguised(isWebSocket, pathAndQuery)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    for (const Http::Field &field : m_fields)
        request.setRawHeader(field.name, field.value);
    const QByteArray cookies
        = m_cookies.header(QUrl::fromEncoded(m_url.real(pathAndQuery)), m_ownCookies);
    if (!cookies.isEmpty())
        request.setRawHeader("Cookie", cookies);
    request.setRawHeader(Tap::PrivateTap::TicketField, QByteArray::number(ticket));
    return request;
}

quint32 Line::newTicket()
{
    m_facts.insert(++m_lastTicket, {});
    return m_lastTicket;
}

Line::Facts Line::takeFacts(quint32 ticket)
{
    const auto found = m_facts.find(ticket);
    return found == m_facts.end() ? Facts() : std::exchange(*found, {});
}

void Line::forget(quint32 ticket)
{
    m_facts.remove(ticket);
    m_watchers.remove(ticket);
}

/// The facts of a request that somebody still waits for, or null.
Line::Facts *Line::factsOf(quint32 ticket)
{
    const auto found = m_facts.find(ticket);
    return found == m_facts.end() ? nullptr : &*found;
}

void Line::takeCookies(const QByteArray &pathAndQuery, const QList<QByteArray> &values)
{
    m_cookies.take(QUrl::fromEncoded(m_url.real(pathAndQuery)), values);
}

void Line::targetFailed(quint32 ticket, Problem problem, const QByteArray &text, const Tls &tls)
{
    if (Facts *facts = factsOf(ticket))
        facts->failure = targetFailure(problem, text, tls);
    setTls(tls);
}

void Line::tlsNegotiated(const Tls &tls)
{
    setTls(tls);
}

void Line::setTls(const Tls &tls)
{
    const bool isSame = tls.protocol == m_tls.protocol && tls.fingerprint == m_tls.fingerprint;
    m_tls = tls;
    if (!isSame && onTls)
        onTls();
}

void Line::handshakeAnswered(quint32 ticket, const Answer &answer)
{
    if (Facts *facts = factsOf(ticket))
        facts->answer = answer;
}

void Line::watch(quint32 ticket, const std::function<void(qint64 bytes)> &forwarded)
{
    m_watchers.insert(ticket, forwarded);
}

void Line::webSocketForwarded(quint32 ticket, qint64 bytes)
{
    if (const auto forwarded = m_watchers.value(ticket))
        forwarded(bytes);
}

void Line::webSocketClosed(quint32 ticket, const Close &close)
{
    if (Facts *facts = factsOf(ticket))
        facts->close = close;
}

} // namespace Client
