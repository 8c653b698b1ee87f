// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recordednamespace.h"

#include "protocol/socketio/data.h"
#include "protocol/socketio/exporteddata.h"

#include <QPointer>
#include <QTimer>

#include <unordered_map>

namespace Answers {

using Capture::Kind;
using std::chrono::milliseconds;

/// What one client is told. Lives as long as its socket listens.
class RecordedNamespace::Player : public QObject
{
public:
    Player(const RecordedNamespace &recorded, const std::shared_ptr<Server::Socket> &socket)
        : m_recorded(recorded)
        , m_socket(socket)
        , m_playhead(recorded.m_steps)
    {
    }

    void begin()
    {
        const auto places
            = m_recorded.m_pace == Pace::ByEvent ? m_playhead.opening() : m_playhead.all();
        for (const std::size_t place : places) {
            const auto after = step(place).time - m_recorded.m_begin;
            if (m_recorded.m_pace == Pace::ByEvent)
                say(place);
            else
                QTimer::singleShot(std::chrono::duration_cast<milliseconds>(after),
                                   Qt::PreciseTimer, this, [this, place] { say(place); });
        }
    }

    void take(const Server::Event &event)
    {
        Step said;
        said.event = event.name;
        const auto place = m_playhead.take(said);
        if (!place) {
            m_recorded.m_note("Nothing was recorded for one more event \"" + event.name + "\" in "
                              + m_recorded.m_namespace.name() + '.');
            return;
        }
        if (step(*place).ackId >= 0 && event.acknowledge)
            m_questions.emplace(step(*place).ackId, event.acknowledge);
        if (m_recorded.m_pace == Pace::ByTime)
            answerLate(step(*place).ackId);
        follow(*place);
    }

private:
    const Step &step(std::size_t place) const { return m_recorded.m_steps[place]; }

    void follow(std::size_t place)
    {
        if (m_recorded.m_pace == Pace::ByTime)
            return;
        for (const std::size_t next : m_playhead.followingStep(place))
            say(next);
    }

    /// The time of the answer has passed before the question came.
    void answerLate(qint64 ackId)
    {
        const auto found = m_missed.find(ackId);
        if (found == m_missed.end())
            return;
        const std::size_t place = found->second;
        m_missed.erase(found);
        say(place);
    }

    /// Of an event behind its name, and before its offset; of an ack all.
    SocketIo::Arguments argumentsOf(const Step &said) const
    {
        const QList<QByteArrayView> elements = SocketIo::arrayElements(said.data);
        const bool isEvent = said.kind == Kind::Event;
        const bool hasOffset = isEvent && said.ackId < 0 && m_recorded.m_hasOffsets
            && elements.size() > 1 && elements.last().startsWith('"');
        const qsizetype first = isEvent ? 1 : 0;
        QByteArray json;
        for (qsizetype at = first; at < elements.size() - (hasOffset ? 1 : 0); ++at)
            json += (at > first ? "," : "") + elements.at(at).toByteArray();
        if (m_recorded.m_namespace.parser() == Server::Parser::Msgpack)
            return {json, {}};
        SocketIo::Arguments arguments = SocketIo::parseExported('[' + json + ']').arguments;
        arguments.json = arguments.json.sliced(1, arguments.json.size() - 2);
        return arguments;
    }

    void say(std::size_t place)
    {
        const auto socket = m_socket.lock();
        if (socket == nullptr)
            return;
        const Step &said = step(place);
        if (said.kind == Kind::Disconnect) {
            socket->disconnect();
        } else if (said.kind == Kind::Event) {
            Server::Socket::AckHandler acknowledged;
            if (said.ackId >= 0) {
                acknowledged = [self = QPointer(this), id = said.ackId](const auto & /*answer*/) {
                    if (self)
                        self->takeAnswer(id);
                };
            }
            socket->send(said.event, argumentsOf(said), acknowledged);
        } else if (said.kind == Kind::Ack) {
            const auto found = m_questions.find(said.ackId);
            if (found == m_questions.end())
                m_missed.emplace(said.ackId, place);
            else
                found->second(argumentsOf(said));
        }
    }

    void takeAnswer(qint64 ackId)
    {
        Step said;
        said.kind = Kind::Ack;
        said.ackId = ackId;
        if (const auto place = m_playhead.take(said))
            follow(*place);
    }

    const RecordedNamespace &m_recorded;
    std::weak_ptr<Server::Socket> m_socket;
    Playhead m_playhead;
    // By the recorded id.
    std::unordered_map<qint64, std::function<void(const SocketIo::Arguments &)>> m_questions;
    std::unordered_map<qint64, std::size_t> m_missed; // acks whose question has not come
};

RecordedNamespace::RecordedNamespace(Server::Namespace &nsp, std::vector<Step> steps, Pace pace,
                                     Note note)
    : m_namespace(nsp)
    , m_pace(pace)
    , m_note(std::move(note))
{
    for (Step &step : steps) {
        if (step.kind == Kind::ConnectError && step.isOfServer()) {
            m_refusals.push_back(std::move(step));
        } else if (step.kind == Kind::Connect && step.isOfServer()) {
            m_wasLetIn = true;
            m_begin = step.time;
            m_hasOffsets = SocketIo::connectPid(step.data).has_value();
        } else if (step.kind != Kind::Connect && step.kind != Kind::ConnectError) {
            m_steps.push_back(std::move(step));
        }
    }
    m_namespace.admit = [this](const QByteArray & /*auth*/) { return admit(); };
    m_namespace.onConnected = [this](const std::shared_ptr<Server::Socket> &socket) {
        const auto player = std::make_shared<Player>(*this, socket);
        socket->onEvent = [player](const Server::Event &event) { player->take(event); };
        player->begin();
    };
}

RecordedNamespace::~RecordedNamespace()
{
    m_namespace.admit = nullptr;
    m_namespace.onConnected = nullptr;
    for (const auto &socket : m_namespace.sockets())
        socket->onEvent = nullptr;
}

/// As it was recorded: so often refused, then let in, if ever.
std::optional<QByteArray> RecordedNamespace::admit()
{
    if (m_refused < m_refusals.size())
        return m_refusals[m_refused++].data;
    return m_wasLetIn || m_refusals.empty() ? std::nullopt : std::optional(m_refusals.back().data);
}

} // namespace Answers
