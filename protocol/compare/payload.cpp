// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/payload.h"

#include <algorithm>
#include <array>

namespace Compare {

namespace {

constexpr int Digits = 6;
constexpr int MarkBytes = Digits + 2;

constexpr std::array Words {"when",  "the",     "server", "answers", "a",      "client", "that",
                            "asks",  "about",   "rooms",  "and",     "people", "in",     "them",
                            "it",    "says",    "who",    "is",      "there",  "what",   "they",
                            "wrote", "to",      "each",   "other",   "today",  "from",   "morning",
                            "until", "evening", "with",   "pictures"};

/// A small generator: fast, and the same everywhere.
class Dice
{
public:
    explicit Dice(quint64 seed)
        : m_state(seed * 0x9e3779b97f4a7c15U + 0x2545f4914f6cdd1dU)
    {
    }
    quint64 next()
    {
        m_state ^= m_state << 13U;
        m_state ^= m_state >> 7U;
        m_state ^= m_state << 17U;
        return m_state;
    }

private:
    quint64 m_state;
};

} // namespace

QByteArray textPayload(int number, qint64 size)
{
    QByteArray text;
    text.reserve(size + 16);
    text += '#' + QByteArray::number(number).rightJustified(Digits, '0') + ';';
    Dice dice(quint64(number) + 1);
    while (text.size() < size) {
        text += Words[std::size_t(dice.next() % Words.size())];
        text += ' ';
    }
    text.truncate(size);
    return text;
}

QByteArray binaryPayload(int number, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    Dice dice(quint64(number) + 1);
    std::generate(bytes.begin(), bytes.end(), [&dice] { return char(dice.next() >> 32U); });
    return bytes;
}

QList<QByteArray> payloads(int count, qint64 size, bool binary)
{
    QList<QByteArray> all;
    all.reserve(count);
    for (int number = 0; number < count; ++number)
        all.append(binary ? binaryPayload(number, size) : textPayload(number, size));
    return all;
}

std::optional<int> payloadNumber(QByteArrayView content)
{
    for (qsizetype at = content.indexOf('#'); at >= 0 && at + MarkBytes <= content.size();
         at = content.indexOf('#', at + 1)) {
        bool isNumber = false;
        const int number = content.sliced(at + 1, Digits).toInt(&isNumber);
        if (isNumber && content[at + 1 + Digits] == ';')
            return number;
    }
    return std::nullopt;
}

} // namespace Compare
