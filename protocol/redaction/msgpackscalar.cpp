// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/msgpackscalar.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>

namespace Redaction {

namespace {

enum Lead : uchar {
    False = 0xc2,
    True = 0xc3,
    Nil = 0xc0,
    Bytes8 = 0xc4,
    Bytes32 = 0xc6,
    Extension8 = 0xc7,
    Extension32 = 0xc9,
    Float32 = 0xca,
    Float64 = 0xcb,
    Unsigned8 = 0xcc,
    Unsigned64 = 0xcf,
    Signed8 = 0xd0,
    Signed64 = 0xd3,
    FixExtension1 = 0xd4,
    FixExtension16 = 0xd8,
    NegativeFix = 0xe0
};

template<typename Number>
QByteArray shortest(Number number)
{
    std::array<char, 40> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end - text.data()};
}

/// \a bytes of \a number, big end first.
QByteArray bigEnd(quint64 number, qsizetype bytes)
{
    QByteArray all(8, Qt::Uninitialized);
    qToBigEndian(number, all.data());
    return all.last(bytes);
}

} // namespace

MsgPackScalar::MsgPackScalar(QByteArrayView token)
    : m_token(token)
{
    const uchar lead = token.isEmpty() ? uchar(Nil) : static_cast<uchar>(token.front());
    m_headBytes = token.isEmpty() ? 0 : 1;
    const bool isFix = lead <= 0x7f || lead >= NegativeFix;
    if (lead == False || lead == True) {
        m_type = Type::Boolean;
    } else if (isFix || (lead >= Unsigned8 && lead <= Signed64)) {
        m_type = Type::Integer;
    } else if (lead == Float32 || lead == Float64) {
        m_type = Type::Float;
    } else if (lead >= Bytes8 && lead <= Bytes32) {
        m_type = Type::Bytes;
        m_headBytes += qsizetype(1) << (lead - Bytes8);
    } else if (lead >= Extension8 && lead <= Extension32) {
        m_type = Type::Extension;
        m_headBytes += (qsizetype(1) << (lead - Extension8)) + 1;
    } else if (lead >= FixExtension1 && lead <= FixExtension16) {
        m_type = Type::Extension;
        m_headBytes += 1;
    }
}

QByteArray MsgPackScalar::integerText() const
{
    const auto lead = static_cast<uchar>(m_token.front());
    if (m_token.size() == 1)
        return QByteArray::number(static_cast<qint8>(lead));
    quint64 number = 0;
    for (const char byte : data())
        number = number << 8U | static_cast<uchar>(byte);
    if (lead < Signed8)
        return QByteArray::number(number);
    const auto unused = static_cast<unsigned>(64 - 8 * data().size());
    return QByteArray::number(static_cast<qint64>(number << unused) >> unused);
}

QByteArray MsgPackScalar::text() const
{
    switch (m_type) {
    case Type::Boolean:
        return static_cast<uchar>(m_token.front()) == True ? "true" : "false";
    case Type::Integer:
        return integerText();
    case Type::Float:
        if (data().size() == 4)
            return shortest(std::bit_cast<float>(qFromBigEndian<quint32>(data().data())));
        return shortest(std::bit_cast<double>(qFromBigEndian<quint64>(data().data())));
    case Type::Extension: // zeros are what it becomes
        if (std::all_of(data().begin(), data().end(), [](char c) { return c == '\0'; }))
            return {};
        return data().toByteArray();
    case Type::Bytes:
        return data().toByteArray();
    case Type::Other:
        break;
    }
    return {};
}

/// Empty if it has no room.
QByteArray MsgPackScalar::integerOf(const QByteArray &text) const
{
    const auto lead = static_cast<uchar>(m_token.front());
    bool isGood = false;
    if (lead >= Unsigned8 && lead <= Unsigned64) {
        const quint64 number = text.toULongLong(&isGood);
        const auto bits = static_cast<unsigned>(8 * data().size());
        isGood = isGood && (bits == 64 || number >> bits == 0);
        return isGood ? bigEnd(number, data().size()) : QByteArray();
    }
    const qint64 number = text.toLongLong(&isGood);
    if (m_token.size() == 1) {
        isGood = isGood && number >= -32 && number <= 127;
        return isGood ? QByteArray(1, static_cast<char>(number)) : QByteArray();
    }
    const auto unused = static_cast<unsigned>(64 - 8 * data().size());
    isGood = isGood && number >= std::numeric_limits<qint64>::min() >> unused
        && number <= std::numeric_limits<qint64>::max() >> unused;
    return isGood ? bigEnd(static_cast<quint64>(number), data().size()) : QByteArray();
}

QByteArray MsgPackScalar::floatOf(const QByteArray &text) const
{
    bool isGood = false;
    const double number = text.toDouble(&isGood);
    if (!isGood)
        return {};
    return data().size() == 4 ? bigEnd(std::bit_cast<quint32>(static_cast<float>(number)), 4)
                              : bigEnd(std::bit_cast<quint64>(number), 8);
}

QByteArray MsgPackScalar::written(const QByteArray &standIn) const
{
    QByteArray head = m_token.first(m_headBytes).toByteArray();
    const auto zeros = [this] { return QByteArray(data().size(), '\0'); };
    switch (m_type) {
    case Type::Boolean:
        return {1, static_cast<char>(Nil)};
    case Type::Integer: {
        const QByteArray number = integerOf(standIn);
        if (m_token.size() == 1)
            return number.isEmpty() ? QByteArray(1, '\0') : number;
        return head + (number.isEmpty() ? zeros() : number);
    }
    case Type::Float: {
        const QByteArray number = floatOf(standIn);
        return head + (number.isEmpty() ? zeros() : number);
    }
    case Type::Bytes:
        return head + (standIn.size() == data().size() ? standIn : zeros());
    case Type::Extension:
        return head + zeros();
    case Type::Other:
        break;
    }
    return m_token.toByteArray();
}

} // namespace Redaction
