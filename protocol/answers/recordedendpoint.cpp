// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recordedendpoint.h"

#include "protocol/server/echoendpoint.h"

#include <QTimer>
#include <QtEndian>

namespace Answers {

using Capture::Kind;

/// What one client is told. Lives as long as its channel listens.
class RecordedEndpoint::Player : public QObject
{
public:
    Player(const RecordedEndpoint &recorded,
           const std::shared_ptr<Server::WebSocketChannel> &channel)
        : m_recorded(recorded)
        , m_channel(channel)
        , m_playhead(recorded.m_recording.steps)
    {
    }

    void begin()
    {
        if (m_recorded.m_pace == Pace::ByEvent) {
            say(m_playhead.opening());
            return;
        }
        for (const std::size_t place : m_playhead.all()) {
            const auto after
                = std::chrono::duration_cast<std::chrono::milliseconds>(step(place).time);
            QTimer::singleShot(after, Qt::PreciseTimer, this,
                               [this, place] { say(Playhead::Places {place}); });
        }
    }

    void take(const QByteArray &content, Kind kind)
    {
        Step said;
        said.kind = kind;
        said.content = content;
        const auto place = m_playhead.take(said);
        if (!place) {
            constexpr qsizetype MostShown = 60;
            const QByteArray shown = kind == Kind::Binary
                ? QByteArray::number(content.size()) + " bytes"
                : '"' + content.first(std::min(content.size(), MostShown)) + '"';
            m_recorded.m_note("Nothing was recorded for one more message " + shown + " on "
                              + m_recorded.m_recording.path + '.');
        } else if (m_recorded.m_pace == Pace::ByEvent) {
            say(m_playhead.followingStep(*place));
        }
    }

private:
    const Step &step(std::size_t place) const { return m_recorded.m_recording.steps[place]; }

    void say(const Playhead::Places &places)
    {
        const auto channel = m_channel.lock();
        if (channel == nullptr)
            return;
        for (const std::size_t place : places) {
            const Step &said = step(place);
            if (said.kind == Kind::Text)
                channel->sendText(said.content);
            else if (said.kind == Kind::Binary)
                channel->sendBinary(said.content);
            else
                close(*channel, said.content);
        }
    }

    static void close(Server::WebSocketChannel &channel, const QByteArray &payload)
    {
        if (payload.size() < 2)
            channel.close();
        else
            channel.close(qFromBigEndian<quint16>(payload.constData()), payload.sliced(2));
    }

    const RecordedEndpoint &m_recorded;
    std::weak_ptr<Server::WebSocketChannel> m_channel;
    Playhead m_playhead;
};

RecordedEndpoint::RecordedEndpoint(Recording recording, Pace pace, Note note)
    : m_recording(std::move(recording))
    , m_pace(pace)
    , m_note(std::move(note))
{
    // A client that says goodbye is answered by the WebSocket itself.
    const auto isAnswer = [](const Step &step) { return step.kind == Kind::Close; };
    auto &steps = m_recording.steps;
    const auto first = std::find_if(steps.begin(), steps.end(), isAnswer);
    if (first != steps.end())
        steps.erase(first->isOfServer() ? first + 1 : first, steps.end());
}

RecordedEndpoint::~RecordedEndpoint()
{
    for (const auto &client : m_clients) {
        if (const auto channel = client.lock()) {
            channel->onText = nullptr;
            channel->onBinary = nullptr;
        }
    }
}

void RecordedEndpoint::serve(const std::shared_ptr<Server::Exchange> &exchange)
{
    const auto channel = Server::acceptPlain(
        *exchange, m_recording.subprotocol.isEmpty() ? "*" : m_recording.subprotocol);
    if (channel == nullptr)
        return;
    const auto player = std::make_shared<Player>(*this, channel);
    channel->onText = [player](const QByteArray &text) { player->take(text, Kind::Text); };
    channel->onBinary = [player](const QByteArray &bytes) { player->take(bytes, Kind::Binary); };
    std::erase_if(m_clients, [](const auto &client) { return client.expired(); });
    m_clients.push_back(channel);
    player->begin();
}

} // namespace Answers
