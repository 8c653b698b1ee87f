// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/actingcontroller.h"

#include "app/capturedocument.h"
#include "app/livecapture.h"
#include "app/settings.h"
#include "protocol/rules/compiledrules.h"
#include "protocol/socketio/exporteddata.h"
#include "widgets/common/selection.h"
#include "widgets/compose/composepanel.h"
#include "widgets/rules/heldpanel.h"
#include "widgets/rules/rulespanel.h"

#include <algorithm>

using Acting::InjectionNews;
using Client::Outcome;

namespace {

constexpr std::chrono::milliseconds RefreshEvery {300};

Outcome outcomeOf(const InjectionNews &news)
{
    Outcome outcome {.number = news.number};
    switch (news.state) {
    case InjectionNews::State::Waiting:
        outcome.kind = Outcome::Kind::Queued;
        break;
    case InjectionNews::State::Sent:
        outcome.kind = Outcome::Kind::Sent;
        break;
    case InjectionNews::State::Answered: {
        outcome.kind = Outcome::Kind::Answered;
        outcome.latency = news.latency;
        outcome.arguments = SocketIo::parseExported(news.answer).arguments;
        QByteArray &json = outcome.arguments.json;
        if (json.startsWith('[') && json.endsWith(']'))
            json = json.sliced(1, json.size() - 2);
        break;
    }
    case InjectionNews::State::Failed:
        outcome.kind = Outcome::Kind::Dropped;
        outcome.text = news.error;
        break;
    }
    return outcome;
}

Acting::InjectedMessage injected(const Client::PlainMessage &message)
{
    using Kind = Client::PlainMessage::Kind;
    const auto opCode = message.kind == Kind::Ping
        ? WebSocket::OpCode::Ping
        : (message.kind == Kind::Binary ? WebSocket::OpCode::Binary : WebSocket::OpCode::Text);
    return {opCode, message.bytes};
}

} // namespace

ActingController::ActingController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connectCompose();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshEvery);
    m_refresh.callOnTimeout(this, &ActingController::refreshTargets);
    connect(&parts.document, &CaptureDocument::changed, this, &ActingController::follow);
    connect(&parts.document, &CaptureDocument::stopping, this, &ActingController::forget);
    connect(&parts.selection, &Selection::changed, this, [this] {
        if (m_sessions.choose(m_parts.selection.session()))
            refreshTargets();
    });
    connect(&parts.held, &HeldPanel::decided, this,
            [this](quint32 source, quint64 id, const Acting::HeldVerdict &verdict) {
                if (m_followed)
                    m_followed->taps().decide(source, id, verdict);
            });
    const QString error = m_store.load(Settings::pathOf(QStringLiteral("rules.json")));
    parts.rules.setRules(m_store.kept().list, m_store.kept().areOff);
    if (!error.isEmpty())
        parts.rules.sayError(error);
    connect(&parts.rules, &RulesPanel::rulesChanged, this, [this] {
        const QString failed
            = m_store.save({.list = m_parts.rules.rules(), .areOff = m_parts.rules.areOff()});
        if (!failed.isEmpty())
            m_parts.rules.sayError(failed);
        applyRules();
    });
}

ActingController::~ActingController() = default;

void ActingController::follow()
{
    LiveCapture *const live = m_parts.document.live();
    if (!live || m_followed == live)
        return;
    m_followed = live;
    connect(live, &LiveCapture::advanced, this, [this](const Capture::Advance &advance) {
        if (m_sessions.take(advance) && !m_refresh.isActive())
            m_refresh.start();
    });
    const Tap::TapSet *const taps = &live->taps();
    connect(taps, &Tap::TapSet::messageHeld, this, [this](const Acting::HeldMessage &message) {
        Acting::HeldMessage known = message;
        known.patience = m_sessions.patience(message.place);
        m_parts.held.add(known);
        emit held();
    });
    connect(taps, &Tap::TapSet::messageLetGo, &m_parts.held, &HeldPanel::remove);
    connect(taps, &Tap::TapSet::decisionFailed, &m_parts.held, &HeldPanel::showError);
    connect(taps, &Tap::TapSet::usesChanged, &m_parts.rules, &RulesPanel::setUses);
    connect(taps, &Tap::TapSet::injectionNews, this,
            [this](quint32 /*source*/, const InjectionNews &news) { onNews(news); });
    applyRules();
}

void ActingController::forget()
{
    m_followed = nullptr;
    m_sessions.clear();
    m_asked.clear();
    m_pings.clear();
    m_parts.held.clear();
    m_parts.compose.setTappedTargets({});
}

int ActingController::rulesInForce() const
{
    const Rules::RuleList list = m_parts.rules.rulesInForce();
    const auto count = std::count_if(list.rules.begin(), list.rules.end(),
                                     [](const Rules::Rule &rule) { return rule.isOn; });
    return static_cast<int>(count);
}

void ActingController::applyRules()
{
    const int count = rulesInForce();
    emit rulesInForceChanged(count);
    if (!m_followed)
        return;
    auto compiled = Rules::CompiledRules::of(m_parts.rules.rulesInForce());
    const auto *rules = std::get_if<std::shared_ptr<const Rules::CompiledRules>>(&compiled);
    m_followed->taps().setRules(rules && count > 0 ? *rules : nullptr);
}

void ActingController::connectCompose()
{
    const ComposePanel *const compose = &m_parts.compose;
    connect(compose, &ComposePanel::emitRequested, this,
            [this](quint32 target, quint64 number, const Client::Emission &emission) {
                const auto place = m_sessions.place(target);
                inject(target, number,
                       Acting::InjectedPacket {.packet = SocketIo::eventMessage(emission.nsp,
                                                                                emission.event,
                                                                                emission.arguments),
                                               .asks = emission.asksForAck,
                                               .isMsgpack = place && place->isMsgpack});
            });
    connect(compose, &ComposePanel::messageRequested, this,
            [this](quint32 target, quint64 number, const Client::PlainMessage &message) {
                if (message.kind == Client::PlainMessage::Kind::Ping)
                    m_pings.insert(number);
                inject(target, number, injected(message));
            });
    connect(compose, &ComposePanel::closeRequested, this,
            [this](quint32 target, quint16 code, const QByteArray &reason) {
                inject(target, 0, Acting::InjectedClose {code, reason});
            });
}

/// Targets that are none of ours are somebody else's.
void ActingController::inject(quint32 target, quint64 number,
                              decltype(Acting::Injection::what) what)
{
    if (!TappedSessions::isNumber(target))
        return;
    m_asked[number] = target;
    const auto place = m_sessions.place(target);
    if (!place || !m_followed) {
        onNews({.number = number,
                .state = InjectionNews::State::Failed,
                .error = tr("That session has ended.").toUtf8()});
        return;
    }
    m_followed->taps().inject(place->source,
                              {.number = number,
                               .place = place->session,
                               .direction = place->direction,
                               .what = std::move(what)});
}

void ActingController::onNews(const InjectionNews &news)
{
    const auto target = m_asked.constFind(news.number);
    if (target == m_asked.cend())
        return;
    const quint32 source = *target;
    if (news.state == InjectionNews::State::Answered && m_pings.remove(news.number))
        m_parts.compose.addPong(source, news.answer, news.latency);
    else
        m_parts.compose.setOutcome(source, outcomeOf(news));
    if (news.state == InjectionNews::State::Answered || news.state == InjectionNews::State::Failed)
        m_asked.remove(news.number);
}

void ActingController::refreshTargets()
{
    m_parts.compose.setTappedTargets(m_sessions.targets());
}
