// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/proxygreeting.h"

#include "protocol/http/target.h"
#include "protocol/net/address.h"
#include "protocol/tap/tapanswer.h"

namespace Tap {

namespace {

constexpr quint16 HttpPort = 80;

} // namespace

ProxyGreeting::ProxyGreeting(TargetUrl target, QByteArray credentials)
    : m_target(std::move(target))
    , m_credentials(std::move(credentials))
{
}

bool ProxyGreeting::isTarget(QByteArrayView authority, quint16 usualPort, const TargetUrl &target)
{
    const qsizetype colon = authority.lastIndexOf(':');
    const bool hasPort = colon >= 0 && !authority.endsWith(']');
    QByteArrayView host = hasPort ? authority.first(colon) : authority;
    const QByteArrayView port = hasPort ? authority.sliced(colon + 1) : QByteArrayView();
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    const quint16 number = port.isEmpty() ? usualPort : port.toByteArray().toUShort();
    if (number != target.port)
        return false;
    if (Http::isSameName(host, target.host))
        return true;
    const auto literal = Net::Address::fromLiteral(host, number);
    return literal && literal == Net::Address::fromLiteral(target.host, number);
}

QByteArray ProxyGreeting::refusal(QByteArrayView wanted, const TargetUrl &target)
{
    return tapAnswer(403,
                     "Sockscope passes on what is for " + target.toText() + ", and not what is for "
                         + wanted.toByteArray() + '.');
}

QByteArray ProxyGreeting::feed(QByteArray bytes)
{
    QByteArray answer;
    m_raw += bytes;
    m_requests.feed(std::move(bytes));
    while (m_state == State::Open) {
        const auto event = m_requests.next();
        if (!event)
            break;
        if (const auto *head = std::get_if<Http::Head>(&*event)) {
            answer += hear(*head);
        } else if (std::holds_alternative<Http::Foreign>(*event)) {
            m_state = State::Ended;
        } else {
            drop(m_requests.streamOffset());
            if (std::holds_alternative<Http::End>(*event) && m_challenges)
                answer += tapChallenge();
        }
    }
    return answer;
}

QByteArray ProxyGreeting::hear(const Http::Head &head)
{
    if (head.problems.has(Problem::HttpHeadTooLong)) {
        m_state = State::Ended;
        return tapAnswer(431, "The head of this request is too long to be passed on.");
    }
    m_challenges = head.value("Proxy-Authorization") != m_credentials;
    if (m_challenges)
        return {};
    if (head.method == "CONNECT") {
        if (!isTarget(head.target, 0, m_target)) {
            m_state = State::Ended;
            return refusal(head.target, m_target);
        }
        drop(head.streamOffset + head.wireBytes);
        m_state = State::Accepted;
        return "HTTP/1.1 200 Connection established\r\n\r\n";
    }
    const Http::Target target = Http::Target::parse(head.target);
    if (target.scheme.isEmpty() || !isTarget(target.authority, HttpPort, m_target)) {
        m_state = State::Ended;
        return refusal(head.target, m_target);
    }
    drop(head.streamOffset);
    m_state = State::Accepted;
    return {};
}

void ProxyGreeting::drop(qint64 streamOffset)
{
    m_raw.remove(0, streamOffset - m_dropped);
    m_dropped = streamOffset;
}

} // namespace Tap
