// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What dialects cost: 1 M messages of a plain WebSocket from bytes to records, with a dialect
// looked for and with none said. The sides take turns in rounds, so that both meet the same
// disturbance.

#include "protocol/capture/trafficdecoder.h"
#include "protocol/websocket/frameencoder.h"
#include "tests/benchmarks/size.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace Capture;
using Dialects::Dialect;

namespace {

constexpr int Rounds = 20;
constexpr int PieceMessages = 200; // that come in one read

/// The processor time of this thread, in microseconds.
double processorTime()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

QByteArray framesOf(const QByteArrayList &texts, qsizetype count)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < count; ++i) {
        WebSocket::FrameHeader header;
        header.fin = true;
        header.opCode = WebSocket::OpCode::Text;
        bytes += WebSocket::encodeFrame(header, texts.at(i % texts.size()));
    }
    return bytes;
}

/// 130 bytes of an app's own, with keys that some dialects have too.
const QByteArrayList Chat {
    R"({"type":"message","room":"general","id":12345,"user":{"name":"alice","color":"#aabbcc"},"text":"hello, how is everyone doing?"})",
    R"({"event":"typing","channel":"general","id":12346,"user":{"name":"bob","color":"#ccbbaa"},"since":1700000000123,"more":[1,2,3]})"};
const QByteArrayList Phoenix {
    R"(["1",null,"room:general","new_msg",{"id":12345,"user":{"name":"alice","color":"#aabbcc"},"text":"hello, how is everyone?"}])",
    R"(["1","17","room:general","phx_reply",{"status":"ok","response":{"id":12346,"user":"bob","since":1700000000123}}])"};

class Wire
{
public:
    explicit Wire(std::optional<Dialect> said)
    {
        m_decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .dialect = said});
    }

    void open(const QByteArray &first)
    {
        ++m_connection;
        m_decoder.take(WireOpened {.connection = m_connection, .source = 1, .time = m_now});
        feed(Direction::Sent,
             "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        feed(Direction::Received,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        feed(Direction::Received, first);
    }
    void feed(Direction direction, const QByteArray &bytes)
    {
        m_now += std::chrono::microseconds(100);
        m_decoder.take(WireBytes {
            .connection = m_connection, .direction = direction, .time = m_now, .bytes = bytes});
    }
    void close() { m_decoder.take(WireClosed {.connection = m_connection, .time = m_now}); }
    std::size_t take() { return m_decoder.takeBatch().messages.size(); }

private:
    TrafficDecoder m_decoder;
    Id m_connection = 0;
    Time m_now {std::chrono::seconds(1000)};
};

/// One long connection that has found out what it speaks.
std::function<void()> steady(Wire &wire, const QByteArray &piece, int messages)
{
    return [&wire, &piece, messages] {
        for (int i = 0; i < messages; i += PieceMessages) {
            wire.feed(Direction::Received, piece);
            wire.take();
        }
    };
}

/// Connections that end after the messages that are looked at.
std::function<void()> brief(Wire &wire, const QByteArray &piece, int messages)
{
    return [&wire, &piece, messages] {
        for (int i = 0; i < messages; i += Dialects::Chooser::MaxMessages) {
            wire.open(piece);
            wire.close();
            wire.take();
        }
    };
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ssize(values) / 2, values.end());
    return values[values.size() / 2];
}

/// Prints microseconds a message of both, and the median of the rounds' ratios.
void compare(const char *what, int messages, const std::function<void()> &with,
             const std::function<void()> &without)
{
    std::vector<double> withTimes;
    std::vector<double> withoutTimes;
    std::vector<double> ratios;
    const auto timed = [messages](const std::function<void()> &run) {
        const double start = processorTime();
        run();
        return (processorTime() - start) / messages;
    };
    with();
    without();
    for (int i = 0; i < Rounds; ++i) {
        const bool isFirst = i % 2 == 0; // who begins has the colder caches
        const double one = timed(isFirst ? with : without);
        const double other = timed(isFirst ? without : with);
        withTimes.push_back(isFirst ? one : other);
        withoutTimes.push_back(isFirst ? other : one);
        ratios.push_back(withTimes.back() / withoutTimes.back());
    }
    std::printf("%-42s %7.3f us  none %7.3f us  ratio %.3f (best rounds %.3f)\n", what,
                median(withTimes), median(withoutTimes), median(ratios),
                *std::min_element(withTimes.begin(), withTimes.end())
                    / *std::min_element(withoutTimes.begin(), withoutTimes.end()));
}

} // namespace

int main()
{
    const int messages = 10'000 * benchmarkPercent() / Rounds;
    std::printf("%d messages a side, in %d rounds; processor time a message\n", messages * Rounds,
                Rounds);
    const auto compareSteady = [messages](const char *what, const QByteArrayList &texts,
                                          std::optional<Dialect> said) {
        const QByteArray piece = framesOf(texts, PieceMessages);
        Wire with(said);
        Wire without(Dialect::None);
        for (Wire *wire : {&with, &without})
            wire->open(piece);
        compare(what, messages, steady(with, piece, messages), steady(without, piece, messages));
    };
    compareSteady("chat, none said either (the noise)", Chat, Dialect::None);
    compareSteady("chat, a dialect looked for", Chat, {});
    compareSteady("Phoenix, found", Phoenix, {});
    compareSteady("Phoenix, said", Phoenix, Dialect::Phoenix);

    const QByteArray piece = framesOf(Chat, Dialects::Chooser::MaxMessages);
    Wire with({});
    Wire without(Dialect::None);
    compare("chat, connections of 8 messages, looked for", messages, brief(with, piece, messages),
            brief(without, piece, messages));
    return 0;
}
