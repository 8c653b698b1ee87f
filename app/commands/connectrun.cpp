// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/connectrun.h"

#include "app/commands/commandline.h"
#include "app/livecapture.h"
#include "protocol/client/clientset.h"
#include "widgets/common/failurewords.h"

#include <algorithm>
#include <utility>

namespace Commands {

using namespace std::chrono_literals;
using Client::ClientStatus;
using Client::NamespaceStatus;
using Client::State;

namespace {

/// How long a server may take to see a client off.
constexpr auto FarewellTime = 2s;

QByteArray words(const Client::ClientOptions &options, const ClientStatus &status)
{
    QByteArray text = "connected " + LiveCapture::sourceName(options);
    if (options.protocol == Client::Protocol::WebSocket) {
        if (!status.subprotocol.isEmpty())
            text += " (" + status.subprotocol + ')';
        return text;
    }
    for (const NamespaceStatus &nsp : status.namespaces) {
        if (nsp.state == NamespaceStatus::State::Connected)
            text += ' ' + nsp.name;
    }
    text += " (Socket.IO";
    if (status.mayBeVersion3)
        text += " 3 or 4";
    else if (status.version != Client::Version::Auto)
        text += ' ' + QByteArray::number(static_cast<int>(status.version));
    return text + ')';
}

/// True if trying again cannot help: somebody has to change something first.
bool isFinal(const Client::Failure &failure)
{
    using Client::FailureKind;
    switch (failure.kind) {
    case FailureKind::BadUrl:
    case FailureKind::TlsUntrusted:
    case FailureKind::TlsWrongName:
    case FailureKind::TlsExpired:
    case FailureKind::TlsSelfSigned:
    case FailureKind::Redirected:
    case FailureKind::WrongVersion:
    case FailureKind::TransportRefused:
    case FailureKind::NotSocketIo:
    case FailureKind::NotWebSocket:
        return true;
    default:
        return false;
    }
}

} // namespace

ConnectRun::ConnectRun(LiveCapture &capture, ConnectPlan plan, bool isAlone)
    : m_capture(capture)
    , m_plan(std::move(plan))
    , m_isAlone(isAlone)
{
    connect(&capture.clients(), &Client::ClientSet::statusChanged, this, &ConnectRun::onStatus);
    connect(&capture.clients(), &Client::ClientSet::outcome, this, &ConnectRun::onOutcome);
    connect(&capture, &LiveCapture::advanced, this, &ConnectRun::onAdvanced);
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(FarewellTime);
    connect(&m_leaving, &QTimer::timeout, this, &ConnectRun::finished);
}

void ConnectRun::start()
{
    for (const Client::ClientOptions &options : m_plan.clients) {
        const quint32 source = m_capture.addClient(options);
        m_runs.insert(source, {.options = options, .status = {}, .said = {}});
        m_capture.clients().open(source);
    }
}

int ConnectRun::conclude()
{
    for (Run &run : m_runs) {
        if (run.wasConnected)
            continue;
        m_status = Failed;
        if (!run.hasComplained) {
            complain(QStringLiteral("%1 was never connected.")
                         .arg(QString::fromUtf8(LiveCapture::sourceName(run.options))));
        }
    }
    return m_status;
}

bool ConnectRun::hasConnected() const
{
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [](const Run &run) { return run.wasConnected; });
}

void ConnectRun::onStatus(quint32 source, const ClientStatus &status)
{
    const auto found = m_runs.find(source);
    if (found == m_runs.end())
        return;
    Run &run = *found;
    const bool wasConnected = isConnected(run.options.protocol, run.status);
    run.status = status;
    if (m_isLeaving) {
        finishIfGone();
        return;
    }
    const bool connected = isConnected(run.options.protocol, status);
    if (connected && !wasConnected)
        onConnected(source, run);
    else if (!connected)
        onNotConnected(run);
}

void ConnectRun::onAdvanced(const Capture::Advance &advance)
{
    for (const Capture::ConnectionRecord &connection : advance.connections) {
        const auto run = m_runs.find(connection.source);
        if (run == m_runs.end())
            continue;
        run->wasRecorded = true;
        if (connection.closed)
            run->open.remove(connection.id);
        else
            run->open.insert(connection.id);
    }
    if (m_isLeaving)
        finishIfGone();
}

/// Gone: also what a server still said to a plain WebSocket that was closed is recorded.
void ConnectRun::finishIfGone()
{
    const bool allGone = std::all_of(m_runs.begin(), m_runs.end(), [](const Run &run) {
        const bool isOver = run.status.state == State::Idle || run.status.state == State::Failed;
        const bool isPlain = run.options.protocol == Client::Protocol::WebSocket;
        return isOver && (!isPlain || !run.wasConnected || (run.wasRecorded && run.open.isEmpty()));
    });
    if (allGone && !std::exchange(m_isFinished, true))
        emit finished();
}

void ConnectRun::onConnected(quint32 source, Run &run)
{
    run.wasConnected = true;
    run.said = {};
    say(words(run.options, run.status));
    if (!std::exchange(m_isSent, true))
        sendAll(source, run);
    leaveIfDone();
}

void ConnectRun::onNotConnected(Run &run)
{
    const ClientStatus &status = run.status;
    const bool hasEnded = status.state == State::Waiting || status.state == State::Failed;
    if (hasEnded && status.failure && status.failure != run.said) {
        run.said = status.failure;
        run.hasComplained = true;
        complain(failureWords(status.failure, run.options));
    }
    run.isHopeless = status.state == State::Failed
        || (hasEnded && !run.wasConnected && isFinal(status.failure));
    if (!run.isHopeless)
        return;
    if (!run.wasConnected || !m_open.isEmpty())
        m_status = Failed;
    // Other connections and taps go on.
    const bool noneIsLeft
        = std::all_of(m_runs.begin(), m_runs.end(), [](const Run &one) { return one.isHopeless; });
    if (m_isAlone && noneIsLeft)
        giveUp();
    else
        leaveIfDone();
}

void ConnectRun::sendAll(quint32 source, const Run &run)
{
    quint64 number = 0;
    const bool isPlain = run.options.protocol == Client::Protocol::WebSocket;
    for (std::size_t i = 0; i < m_plan.items.size(); ++i)
        m_open.insert(i + 1);
    for (const ConnectPlan::Item &item : m_plan.items) {
        ++number;
        if (isPlain)
            m_capture.clients().send(source, number, item.message);
        else
            m_capture.clients().emitEvent(source, number, item.emission);
    }
}

void ConnectRun::onOutcome(quint32 source, const Client::Outcome &outcome)
{
    using Kind = Client::Outcome::Kind;
    if (!m_runs.contains(source) || outcome.number == 0 || outcome.number > m_plan.items.size())
        return;
    const Client::Emission &emission
        = m_plan.items.at(static_cast<std::size_t>(outcome.number) - 1).emission;
    switch (outcome.kind) {
    case Kind::Queued:
        break;
    case Kind::Sent:
        if (!emission.asksForAck)
            itemDone(outcome.number);
        break;
    case Kind::TimedOut:
        if (m_open.contains(outcome.number))
            complain(QStringLiteral("No ack for \"%1\" within %2 ms.")
                         .arg(QString::fromUtf8(emission.event))
                         .arg(emission.ackTimeout.count()));
        itemDone(outcome.number);
        break;
    case Kind::Dropped:
        if (m_open.contains(outcome.number))
            complain(QStringLiteral("Number %1 of what was to be sent is lost: %2.")
                         .arg(QString::number(outcome.number), QString::fromUtf8(outcome.text)));
        m_status = Failed;
        itemDone(outcome.number);
        break;
    case Kind::Answered:
        itemDone(outcome.number);
        break;
    }
}

void ConnectRun::itemDone(quint64 number)
{
    m_open.remove(number);
    leaveIfDone();
}

/// Until done: all were connected, or cannot be, and what was to be sent is settled.
void ConnectRun::leaveIfDone()
{
    const bool allHadTheirTurn = std::all_of(m_runs.begin(), m_runs.end(), [](const Run &run) {
        return run.wasConnected || run.isHopeless;
    });
    if (m_plan.untilDone && m_open.isEmpty() && allHadTheirTurn && !m_isLeaving)
        leave();
}

void ConnectRun::leave()
{
    m_isLeaving = true;
    m_leaving.start();
    for (auto it = m_runs.cbegin(); it != m_runs.cend(); ++it)
        m_capture.clients().close(it.key());
}

void ConnectRun::giveUp()
{
    m_isLeaving = true;
    QMetaObject::invokeMethod(this, &ConnectRun::finished, Qt::QueuedConnection);
}

} // namespace Commands
