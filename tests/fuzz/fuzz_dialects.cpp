// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/chooser.h"
#include "protocol/dialects/dialecttable.h"
#include "tests/support/chunks.h"

#include <QSet>

#include <array>
#include <cstdlib>
#include <memory>

using namespace Dialects;

namespace {

constexpr qsizetype MaxKey = Note::MaxName + 16; // a name, and what keeps its kind apart
constexpr std::array<const char *, 6> Paths {"/",      "/socket/websocket",     "/graphql",
                                             "/cable", "/echo/1/abc/websocket", "/app/key"};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Decodes as a connection does: in a dialect that is known, or once it was found.
class Reader
{
public:
    explicit Reader(quint8 choice)
        : m_chooser({}, Paths[choice % Paths.size()])
        , m_decoder(newDecoder(static_cast<Dialect>(choice % DialectCount)))
    {
    }

    void read(const Unit &unit)
    {
        if (!m_decoder)
            m_decoder = newDecoder(m_chooser.look(unit));
        const std::optional<Note> note = m_decoder ? m_decoder->read(unit) : std::nullopt;
        if (note)
            check(*note);
    }

private:
    static constexpr int DialectCount = static_cast<int>(Dialect::JsonRpc) + 1;

    void check(const Note &note)
    {
        require(!note.verb.isEmpty() && note.verb.size() <= Note::MaxName);
        require(note.event.size() <= Note::MaxName && note.topic.size() <= Note::MaxName);
        require(note.asks.size() <= Note::MaxKeys && note.answers.size() <= Note::MaxKeys);
        for (const QByteArrayList &keys : {note.asks, note.answers}) {
            for (const QByteArray &key : keys)
                require(key.size() <= MaxKey);
        }
        require(!note.mayStayUnanswered || !note.asks.isEmpty());
        require(!note.isHeartbeat || note.moves.isEmpty());
        // Nobody joins where he is, or leaves where he is not.
        for (const Move &move : note.moves) {
            require(!move.room.isEmpty() && move.room.size() <= Note::MaxName);
            require(m_rooms.contains(move.room) != move.joins);
            if (move.joins)
                m_rooms.insert(move.room);
            else
                m_rooms.remove(move.room);
        }
    }

    Chooser m_chooser;
    std::unique_ptr<Decoder> m_decoder;
    QSet<QByteArray> m_rooms;
};

} // namespace

/// The first byte chooses the dialect, or that it is to be found. The rest is cut by chunks.h into
/// messages; the first byte of each says whether it is sent, binary, and the head of a longer one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    Reader reader(data[0]);
    inChunks(QByteArrayView(data, static_cast<qsizetype>(size)).sliced(1),
             [&](QByteArrayView chunk) {
                 if (chunk.isEmpty())
                     return;
                 const auto flags = static_cast<unsigned>(chunk[0]);
                 // A copy of its own: what is kept of it beyond the call is found.
                 const auto length = static_cast<std::size_t>(chunk.size() - 1);
                 const auto bytes = std::make_unique<char[]>(length);
                 std::copy(chunk.begin() + 1, chunk.end(), bytes.get());
                 const QByteArrayView text(bytes.get(), chunk.size() - 1);
                 const qint64 missing = (flags & 4U) != 0 ? qint64(flags >> 3 & 31U) * 7 : 0;
                 reader.read({.bytes = text,
                              .size = text.size() + missing,
                              .isSent = (flags & 1U) != 0,
                              .isBinary = (flags & 2U) != 0});
             });
    return 0;
}
