// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/compiledrules.h"
#include "protocol/socketio/compose.h"
#include "protocol/tap/actingtranslator.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/handshake.h"
#include "protocol/websocket/messagereader.h"

#include <vector>

/// A connection through an acting tap, without sockets: what comes in and goes out on both sides,
/// on a clock of its own.
class ActingBench
{
public:
    using Direction = Capture::Direction;

    explicit ActingBench(std::unique_ptr<Tap::Translator> before = {})
        : desk(1, [this] { return now; },
               {.held = [this](const Acting::HeldMessage &message) { held.push_back(message); },
                .letGo = [this](quint64 id) { letGo.push_back(id); },
                .news = [this](const Acting::InjectionNews &some) { news.push_back(some); },
                .acted = [this] { ++acted; },
                .later = [](const std::function<void()> &call) { call(); }})
        , translator(std::make_unique<Tap::ActingTranslator>(desk, std::move(before)))
    {
        translator->hearStarted(1, [this] { drain(); });
    }

    static std::shared_ptr<const Rules::CompiledRules> compiled(const Rules::RuleList &list)
    {
        auto result = Rules::CompiledRules::of(list);
        auto *rules = std::get_if<std::shared_ptr<const Rules::CompiledRules>>(&result);
        return rules ? *rules : nullptr;
    }
    void setRules(std::vector<Rules::Rule> rules)
    {
        desk.setRules(compiled({.seed = 7, .rules = std::move(rules)}));
        nextAsk = desk.applyRules();
        drain();
    }
    void clearRules()
    {
        desk.setRules(nullptr);
        desk.applyRules();
        drain();
    }

    /// As the relay does it.
    void put(Direction direction, const QByteArray &bytes)
    {
        if (translator->passes(direction)) {
            ++passed;
            out(direction) += bytes;
            translator->observe(direction, bytes);
        } else {
            auto counting
                = direction == Direction::Received ? translator->countsFrom(bytes) : std::nullopt;
            translator->feed(direction, bytes);
            if (counting) {
                ++counted;
                tellWindow(counting->counted);
            }
        }
        drain();
    }
    void drain()
    {
        for (const Direction direction : {Direction::Sent, Direction::Received}) {
            for (;;) {
                const QByteArray bytes = translator->take(direction);
                for (Capture::WireEvent &note : translator->takeNotes()) {
                    notes.push_back(note);
                    if (const auto *begin = std::get_if<Capture::WireCounted>(&note))
                        tellWindow(*begin);
                }
                if (bytes.isEmpty())
                    break;
                out(direction) += bytes;
            }
        }
        if (auto some = translator->takeEnding())
            ending = some;
    }
    void pass(std::chrono::microseconds time)
    {
        now += time;
        drain();
    }

    /// An accepted handshake for \a target; \a extensions as the server grants them.
    void upgrade(const QByteArray &target, const QByteArray &extensions = {})
    {
        const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
        put(Direction::Sent,
            "GET " + target
                + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\n"
                + (extensions.isEmpty() ? QByteArray()
                                        : "Sec-WebSocket-Extensions: permessage-deflate\r\n")
                + "\r\n");
        put(Direction::Received, WebSocket::responseHead(key, {}, extensions));
        clearOut();
    }
    void clearOut() { m_out = {}; }
    QByteArray &out(Direction direction) { return m_out[static_cast<std::size_t>(direction)]; }

    /// The messages in what went out in \a direction since the last clearOut().
    QByteArrayList messages(Direction direction,
                            const std::optional<WebSocket::DeflateParameters> &deflate = {})
    {
        WebSocket::MessageReader reader(direction == Direction::Sent ? WebSocket::Sender::Client
                                                                     : WebSocket::Sender::Server,
                                        deflate, 1 << 30);
        reader.feed(out(direction));
        QByteArrayList all;
        while (auto message = reader.next()) {
            if (message->opCode == WebSocket::OpCode::Close)
                all.append("close " + QByteArray::number(message->close.code) + ' '
                           + message->close.reason);
            else
                all.append(message->payload);
        }
        if (reader.failure())
            all.append("failed " + QByteArray::number(*reader.failure()));
        return all;
    }
    template<typename Event>
    std::vector<Event> notesOf() const
    {
        std::vector<Event> some;
        for (const Capture::WireEvent &note : notes) {
            if (const auto *event = std::get_if<Event>(&note))
                some.push_back(*event);
        }
        return some;
    }

    Capture::Time now {std::chrono::seconds(1'000'000)};
    std::array<std::optional<QByteArray>, 2> windows {QByteArray(), QByteArray()}; // to be told
    bool tellsWindows = true;
    std::vector<Acting::HeldMessage> held;
    std::vector<quint64> letGo;
    std::vector<Acting::InjectionNews> news;
    int acted = 0;
    int passed = 0; // pieces that went on unread
    int counted = 0; // times that counting began in what was received
    std::vector<Capture::WireEvent> notes;
    std::optional<Tap::Translator::Ending> ending;
    std::optional<Capture::Time> nextAsk;
    Acting::Desk desk;
    std::unique_ptr<Tap::ActingTranslator> translator;

private:
    void tellWindow(const Capture::WireCounted &begin)
    {
        if (begin.tellWindow && tellsWindows)
            begin.tellWindow(windows[static_cast<std::size_t>(begin.direction)]);
    }

    std::array<QByteArray, 2> m_out;
};

/// An event with the argument 1 for the session "abc".
inline Acting::Injection injectedEvent(Capture::Direction direction, const QByteArray &name,
                                       bool asks = false, quint64 number = 1)
{
    return {.number = number,
            .place = {.connection = 0, .sid = "abc"},
            .direction = direction,
            .what = Acting::InjectedPacket {
                .packet = SocketIo::eventMessage("/", name, {.json = "1", .attachments = {}}),
                .asks = asks}};
}
