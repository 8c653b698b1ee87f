// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomwords.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace Rooms {

namespace {

using Words = QByteArrayList;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
}

template<std::size_t Size>
bool holdsOneOf(const Words &words, const std::array<const char *, Size> &wanted)
{
    return std::any_of(wanted.begin(), wanted.end(),
                       [&words](const char *word) { return words.contains(word); });
}

constexpr std::array RoomWords {"room",   "rooms",        "channel", "channels", "topic",
                                "topics", "group",        "lobby",   "game",     "table",
                                "team",   "conversation", "thread",  "space",    "match",
                                "party",  "chat",         "roomid",  "roomname", "channelid"};
constexpr std::array JoinWords {"join", "joins", "joinroom", "subscribe",
                                "sub",  "enter", "entered"};
constexpr std::array LeaveWords {"leave", "leaves", "leaveroom", "unsubscribe",
                                 "unsub", "exit",   "part",      "unjoin"};

} // namespace

QByteArrayList wordsOf(QByteArrayView name)
{
    QByteArrayList words;
    QByteArray word;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isNext = i > 0 && isUpper(c)
            && (!isUpper(name[i - 1]) || (i + 1 < name.size() && isLower(name[i + 1])));
        if ((!isWordCharacter(c) || isNext) && !word.isEmpty())
            words.append(std::exchange(word, {}).toLower());
        if (isWordCharacter(c))
            word += c;
    }
    if (!word.isEmpty())
        words.append(word.toLower());
    return words;
}

bool isRoomKey(QByteArrayView key)
{
    return holdsOneOf(wordsOf(key), RoomWords);
}

Movement movementOf(QByteArrayView name)
{
    const Words words = wordsOf(name);
    if (holdsOneOf(words, LeaveWords))
        return words.contains("all") ? Movement::LeaveAll : Movement::Leave;
    if (holdsOneOf(words, JoinWords))
        return Movement::Join;
    // "room" alone is where one goes.
    return words.size() == 1 && (words.first() == "room" || words.first() == "channel")
        ? Movement::Join
        : Movement::None;
}

} // namespace Rooms
