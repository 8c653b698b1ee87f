// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/blockingsocket.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

/// Passes bytes on between clients and a port of 127.0.0.1, and counts what it reads from either
/// side: an account of the traffic that has nothing to do with any tap.
class CountingRelay
{
public:
    explicit CountingRelay(quint16 target)
        : m_target(target)
        , m_thread([this] { run(); })
    {
    }
    ~CountingRelay()
    {
        m_stops = true;
        m_thread.join();
    }
    CountingRelay(const CountingRelay &) = delete;
    CountingRelay &operator=(const CountingRelay &) = delete;

    quint16 port() const { return m_server.port(); }
    qint64 sent() const { return m_counts[0]; } ///< by clients
    qint64 received() const { return m_counts[1]; } ///< by clients
    /// Resets all connections, and those that come.
    void die() { m_dies = true; }
    /// The same once clients were sent so many bytes.
    void dieAfter(qint64 received) { m_diesAfter = received; }

private:
    struct Pair
    {
        std::array<BlockingSocket, 2> sides; // the client's, the server's
        std::array<bool, 2> ended {};
    };

    void run()
    {
        while (!m_stops) {
            std::vector<pollfd> all {{m_server.descriptor(), POLLIN, 0}};
            for (const auto &pair : m_pairs) {
                for (std::size_t side : {0U, 1U})
                    all.push_back(
                        {pair->ended[side] ? -1 : pair->sides[side].descriptor(), POLLIN, 0});
            }
            constexpr int LookMs = 20;
            if (poll(all.data(), all.size(), LookMs) < 0)
                return;
            if (m_dies) {
                for (const auto &pair : m_pairs) {
                    for (BlockingSocket &socket : pair->sides)
                        socket.reset();
                }
                m_pairs.clear();
                if (all[0].revents != 0)
                    m_server.accept().reset();
                continue;
            }
            for (std::size_t i = 1; i < all.size(); ++i) {
                if (all[i].revents != 0)
                    pass(*m_pairs[(i - 1) / 2], (i - 1) % 2);
            }
            std::erase_if(m_pairs,
                          [](const auto &pair) { return pair->ended[0] && pair->ended[1]; });
            if (all[0].revents != 0)
                accept();
        }
    }

    void accept()
    {
        auto pair = std::make_unique<Pair>();
        pair->sides[0] = m_server.accept();
        pair->sides[1] = BlockingSocket::connectTo(m_target);
        if (pair->sides[0].isOpen() && pair->sides[1].isOpen())
            m_pairs.push_back(std::move(pair));
    }

    void pass(Pair &pair, std::size_t from)
    {
        std::array<char, 1 << 16> buffer {};
        const ssize_t got
            = recv(pair.sides[from].descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got < 0) { // a reset goes on as one
            pair.sides[1 - from].reset();
            pair.sides[from].close();
            pair.ended = {true, true};
            return;
        }
        if (got == 0) {
            pair.ended[from] = true;
            pair.sides[1 - from].finish();
            return;
        }
        m_counts[from] += got;
        if (received() >= m_diesAfter)
            m_dies = true;
        pair.sides[1 - from].send(QByteArray(buffer.data(), got));
    }

    BlockingServer m_server;
    quint16 m_target;
    std::vector<std::unique_ptr<Pair>> m_pairs; // m_thread
    std::array<std::atomic<qint64>, 2> m_counts {};
    std::atomic<qint64> m_diesAfter {std::numeric_limits<qint64>::max()};
    std::atomic<bool> m_stops {false};
    std::atomic<bool> m_dies {false};
    std::thread m_thread;
};
