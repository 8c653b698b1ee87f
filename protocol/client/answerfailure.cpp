// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/answerfailure.h"

#include "protocol/engineio/handshake.h"

#include <algorithm>
#include <array>

namespace Client {

namespace {

using EngineIo::Revision;

/// Of a body, as much as a user wants to read.
constexpr qsizetype MostText = 2000;

enum EngineCode {
    TransportUnknown,
    SessionIdUnknown,
    BadMethod,
    BadRequest,
    Forbidden,
    BadVersion
};

/// engine.io's own words, by code: all that the answer to a WebSocket's handshake has.
constexpr std::array<const char *, 6> EngineMessages {
    "Transport unknown", "Session ID unknown", "Bad handshake method",
    "Bad request",       "Forbidden",          "Unsupported protocol version",
};

bool isRedirect(int status)
{
    return status >= 300 && status < 400 && status != 304;
}

/// Statuses with a meaning of their own, whatever protocol was asked for.
bool isPlainRefusal(int status)
{
    return status == 401 || status == 403 || status == 407 || status == 429 || status >= 500;
}

Failure failureOf(FailureKind kind, const HttpAnswer &answer)
{
    return failureOf(kind, answer.status, answer.body.left(MostText));
}

Failure redirected(const HttpAnswer &answer)
{
    Failure failure;
    failure.kind = FailureKind::Redirected;
    failure.status = answer.status;
    failure.location = answer.location;
    return failure;
}

std::optional<EngineIo::ErrorBody> errorOf(const HttpAnswer &answer)
{
    if (auto error = EngineIo::ErrorBody::fromJson(answer.body))
        return error;
    const auto known
        = std::find_if(EngineMessages.begin(), EngineMessages.end(), [&](const char *message) {
              return answer.body.trimmed() == QByteArrayView(message);
          });
    if (answer.status != 400 || known == EngineMessages.end())
        return std::nullopt;
    return EngineIo::ErrorBody {.code = int(known - EngineMessages.begin()),
                                .message = answer.body.trimmed()};
}

FailureKind kindOf(int code)
{
    switch (code) {
    case TransportUnknown:
        return FailureKind::TransportRefused;
    case SessionIdUnknown:
        return FailureKind::SessionUnknown;
    case Forbidden:
        return FailureKind::Forbidden;
    case BadVersion:
        return FailureKind::WrongVersion;
    default:
        return FailureKind::EngineError;
    }
}

FailureKind kindOf(Tap::TlsFacts::Fault fault)
{
    using enum Tap::TlsFacts::Fault;
    switch (fault) {
    case SelfSigned:
        return FailureKind::TlsSelfSigned;
    case Expired:
        return FailureKind::TlsExpired;
    case WrongName:
        return FailureKind::TlsWrongName;
    case UnknownAuthority:
    case Other:
        return FailureKind::TlsUntrusted;
    case None:
        break;
    }
    return FailureKind::TlsFailed;
}

} // namespace

Failure failureOf(FailureKind kind, int status, const QByteArray &text)
{
    Failure failure;
    failure.kind = kind;
    failure.status = status;
    failure.text = text;
    return failure;
}

Failure wrongVersion(Revision spoken)
{
    Failure failure = failureOf(FailureKind::WrongVersion);
    failure.revision = static_cast<int>(spoken);
    return failure;
}

bool isOfTransport(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Refused:
    case FailureKind::HostNotFound:
    case FailureKind::Unreachable:
    case FailureKind::TlsUntrusted:
    case FailureKind::TlsWrongName:
    case FailureKind::TlsExpired:
    case FailureKind::TlsSelfSigned:
    case FailureKind::TlsFailed:
    case FailureKind::ProxyFailed:
    case FailureKind::WrongVersion:
        return false;
    default:
        return true;
    }
}

std::optional<Revision> revisionOfOpening(QByteArrayView body)
{
    if (body.startsWith("0{"))
        return Revision::V4;
    const auto digits = std::find_if_not(body.begin(), body.end(),
                                         [](char some) { return some >= '0' && some <= '9'; });
    const QByteArrayView rest = body.sliced(digits - body.begin());
    if (rest.size() < body.size() && rest.startsWith(":0{"))
        return Revision::V3;
    return std::nullopt;
}

Failure engineFailure(const HttpAnswer &answer, Revision asked)
{
    if (isRedirect(answer.status))
        return redirected(answer);
    if (const auto error = errorOf(answer)) {
        Failure failure;
        failure.kind = kindOf(error->code);
        failure.status = answer.status;
        failure.engineCode = error->code;
        failure.text = error->message;
        if (failure.kind == FailureKind::WrongVersion)
            failure.revision = asked == Revision::V3 ? 4 : 3;
        return failure;
    }
    return failureOf(
        isPlainRefusal(answer.status) ? FailureKind::HttpStatus : FailureKind::NotSocketIo, answer);
}

Failure handshakeFailure(const HttpAnswer &answer)
{
    if (isRedirect(answer.status))
        return redirected(answer);
    return failureOf(isPlainRefusal(answer.status) ? FailureKind::HttpStatus
                                                   : FailureKind::NotWebSocket,
                     answer);
}

Failure targetFailure(Problem problem, const QByteArray &text, const Tap::TlsFacts &tls)
{
    Failure failure;
    failure.text = text;
    failure.fingerprint = tls.fingerprint;
    switch (problem) {
    case Problem::TapRefused:
        failure.kind = FailureKind::Refused;
        break;
    case Problem::TapTimedOut:
        failure.kind = FailureKind::TimedOut;
        break;
    case Problem::TapTlsFailed:
        failure.kind = kindOf(tls.fault);
        break;
    case Problem::TapProxyFailed:
        failure.kind = FailureKind::ProxyFailed;
        break;
    case Problem::TapReset:
    case Problem::TapCutOff:
        failure.kind = FailureKind::Lost;
        break;
    case Problem::TapHostNotFound:
        failure.kind = FailureKind::HostNotFound;
        break;
    default:
        failure.kind = FailureKind::Unreachable;
        break;
    }
    return failure;
}

} // namespace Client
