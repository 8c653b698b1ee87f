// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/harelement.h"
#include "protocol/formats/har/harscan.h"
#include "protocol/formats/import.h"
#include "protocol/formats/importwriter.h"

#include <memory>
#include <queue>
#include <unordered_map>

namespace Formats {

class HarHttp;

/// Says again what a HAR of any program tells of, in the order of its times, so that it is decoded
/// as if it had crossed a tap.
///
/// Each entry is a connection of its own. What a HAR does not have is made up: heads in HTTP/1.1,
/// one frame a message, not compressed, and masked with zeros where a client sends.
class HarReplay
{
public:
    HarReplay(Import &work, BlockFile &file, HarScan &scan);
    ~HarReplay();
    Q_DISABLE_COPY_MOVE(HarReplay)

    bool replay();

private:
    enum class Stage { Request, Response, Messages };
    struct Turn
    {
        Capture::Time time;
        std::size_t entry = 0;
        Stage stage = Stage::Request;
        bool operator>(const Turn &other) const
        {
            return std::tie(time, entry) > std::tie(other.time, other.entry);
        }
    };
    struct Socket; // a WebSocket that has messages to come

    bool take(const Turn &turn);
    bool begin(const Turn &turn);
    bool answer(const Turn &turn);
    bool goOn(const Turn &turn);
    bool send(Capture::Id connection, Capture::Direction direction, Capture::Time time,
              QByteArray bytes);
    bool sendBody(Capture::Id connection, Capture::Direction direction, Capture::Time time,
                  const HarText &body);
    bool sendElement(const Turn &turn, Socket &socket);
    bool sendFrame(Capture::Id connection, Capture::Direction direction, Capture::Time time,
                   int opCode, const QByteArray &payload);
    bool closeSocket(const Turn &turn, const Socket &socket);
    bool close(const Turn &turn, const QByteArray &text = {});
    void next(const Turn &turn, Stage stage, Capture::Time time);
    void placeInTime();
    void say();

    Import &m_work;
    BlockFile &m_file;
    HarScan &m_scan;
    ImportWriter m_writer;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_turns;
    std::unordered_map<std::size_t, std::unique_ptr<Socket>> m_sockets; // by entry
    std::size_t m_unended = 0; // WebSockets without a message to come, of whose end nothing is said
    Capture::Time m_last;
    qint64 m_bytes = 0; // said
    // What could not be read.
    qint64 m_otherEntries = 0;
    qint64 m_oddMessages = 0;
    qint64 m_missingBodies = 0;
    qint64 m_cutHeads = 0;
    qint64 m_silentSockets = 0; // whose messages the file does not have
    qint64 m_crowdedOut = 0;
    qint64 m_untimed = 0;
};

} // namespace Formats
