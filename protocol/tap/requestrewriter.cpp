// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/requestrewriter.h"

#include "protocol/http/target.h"
#include "protocol/net/address.h"

namespace Tap {

namespace {

/// A head that is longer than this passes as it is.
constexpr qsizetype MaxHeldBytes = Http::MessageDecoder::DefaultMaxHeadBytes;

struct HostAndPort
{
    QByteArrayView host;
    QByteArrayView port;
};

HostAndPort split(QByteArrayView authority)
{
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon < 0 || authority.endsWith(']'))
        return {authority, {}};
    return {authority.first(colon), authority.sliced(colon + 1)};
}

/// True when \a authority is the one that the client reached the tap by, or another name of this
/// machine with the same port: pages of localhost talk to 127.0.0.1 and the reverse.
bool isSamePlace(QByteArrayView authority, QByteArrayView host)
{
    if (Http::isSameName(authority, host))
        return true;
    const HostAndPort one = split(authority);
    const HostAndPort other = split(host);
    return one.port == other.port && Net::isLoopbackHost(one.host)
        && Net::isLoopbackHost(other.host);
}

/// The length of "scheme://authority" in \a url when that authority is \a host, else 0.
qsizetype originLength(QByteArrayView url, QByteArrayView host)
{
    constexpr QByteArrayView Separator("://");
    const qsizetype scheme = url.indexOf(Separator);
    if (scheme < 0)
        return 0;
    const qsizetype begin = scheme + Separator.size();
    const qsizetype slash = url.indexOf('/', begin);
    const qsizetype end = slash < 0 ? url.size() : slash;
    return isSamePlace(url.sliced(begin, end - begin), host) ? end : 0;
}

} // namespace

RequestRewriter::RequestRewriter(const TapOptions &options)
    : m_target(options.target)
    , m_rewritesHost(options.rewritesHost())
    , m_change([this](const Http::Head &head, Http::HeadRewriter &rewriter) {
        nameTarget(head, rewriter);
    })
{
}

RequestRewriter::RequestRewriter(Change change)
    : m_change(std::move(change))
{
}

QByteArray RequestRewriter::feed(QByteArray bytes)
{
    if (m_state == State::Passing)
        return bytes;
    m_raw += bytes;
    m_requests.feed(std::move(bytes));
    return decode();
}

QByteArray RequestRewriter::finish()
{
    m_state = State::Passing;
    return std::exchange(m_raw, {});
}

void RequestRewriter::observeResponse(const QByteArray &bytes,
                                      const std::function<void(Http::Event &)> &see)
{
    if (m_state == State::Passing)
        return;
    m_responses.feed(bytes);
    bool isHttp = true;
    while (auto event = m_responses.next()) {
        isHttp &= !std::holds_alternative<Http::Foreign>(*event);
        m_inResponse = !std::holds_alternative<Http::End>(*event);
        if (see)
            see(*event);
    }
    if (!isHttp || m_responses.isSwitched())
        m_state = State::Passing;
    else if (m_state == State::Waiting && m_responses.expected() == 0)
        m_state = State::Http;
}

bool RequestRewriter::isBeingAnswered() const
{
    return m_inResponse || !m_responses.atMessageBoundary();
}

QByteArray RequestRewriter::takeHeld()
{
    return decode();
}

QByteArray RequestRewriter::decode()
{
    QByteArray out;
    while (m_state == State::Http) {
        const std::optional<Http::Event> event = m_requests.next();
        if (!event)
            break;
        if (const auto *head = std::get_if<Http::Head>(&*event)) {
            out += takeRaw(head->streamOffset - m_returned);
            out += rewritten(*head);
            m_responses.expect(head->method);
            m_asksForUpgrade = head->asksForUpgrade() || head->method == "CONNECT";
        } else if (std::holds_alternative<Http::End>(*event)) {
            if (std::exchange(m_asksForUpgrade, false) && m_responses.expected() > 0)
                m_state = State::Waiting;
        } else if (std::holds_alternative<Http::Foreign>(*event)) {
            m_state = State::Passing;
        }
    }
    if (m_state != State::Passing)
        out += takeRaw(m_requests.streamOffset() - m_returned);
    if (m_state == State::Http && m_raw.size() > MaxHeldBytes) {
        m_state = State::Passing;
        m_hasGivenUp = true;
    }
    if (m_state == State::Passing)
        out += std::exchange(m_raw, {});
    return out;
}

QByteArray RequestRewriter::rewritten(const Http::Head &head)
{
    QByteArray raw = takeRaw(head.wireBytes);
    if (head.problems.has(Problem::HttpHeadTooLong) || head.problems.has(Problem::HttpCutOff)) {
        m_hasGivenUp = true;
        return raw;
    }
    Http::HeadRewriter rewriter(std::move(raw));
    m_change(head, rewriter);
    return rewriter.bytes();
}

void RequestRewriter::nameTarget(const Http::Head &head, Http::HeadRewriter &rewriter)
{
    if (m_rewritesHost)
        rewriteHost(head, rewriter);
    const Http::Target target = Http::Target::parse(head.target);
    const bool namesTap = isSamePlace(target.authority, head.value("Host").value_or(QByteArray()));
    const bool isAbsolute = !target.scheme.isEmpty();
    if (head.target.startsWith('/') || (isAbsolute && namesTap)) {
        const QByteArray changed = m_target.basePath + target.originForm();
        if (changed != head.target && rewriter.replaceTarget(changed))
            note("path", head.target, changed);
    }
}

void RequestRewriter::rewriteHost(const Http::Head &head, Http::HeadRewriter &rewriter)
{
    const auto host = head.value("Host");
    if (!host)
        return;
    const QByteArray authority = m_target.authority();
    if (*host != authority && rewriter.replaceValue("Host", authority) > 0)
        note("Host", *host, authority);
    const QByteArray origin = (m_target.isTls() ? "https://" : "http://") + authority;
    if (const auto value = head.value("Origin")) {
        const qsizetype length = originLength(*value, *host);
        if (length > 0 && *value != origin && rewriter.replaceValue("Origin", origin) > 0)
            note("Origin", *value, origin);
    }
    if (const auto value = head.value("Referer")) {
        const qsizetype length = originLength(*value, *host);
        const QByteArray changed = origin + m_target.basePath + value->mid(length);
        if (length > 0 && *value != changed && rewriter.replaceValue("Referer", changed) > 0)
            note("Referer", *value, changed);
    }
}

QByteArray RequestRewriter::takeRaw(qint64 size)
{
    m_returned += size;
    if (size == m_raw.size())
        return std::exchange(m_raw, {});
    QByteArray taken = m_raw.first(size);
    m_raw.remove(0, size);
    return taken;
}

void RequestRewriter::note(const QByteArray &name, const QByteArray &from, const QByteArray &to)
{
    m_changes.append(name + ": " + from + " -> " + to);
}

} // namespace Tap
