// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Redaction {

/// A value of MessagePack that holds no others and is no string, as text, and written anew with
/// another text in the same room.
class MsgPackScalar
{
public:
    enum class Type : quint8 { Other, Boolean, Integer, Float, Bytes, Extension };

    /// \a token is the whole value, from its first byte on; it lives as long as this does.
    explicit MsgPackScalar(QByteArrayView token);

    Type type() const { return m_type; }
    bool isNumber() const { return m_type == Type::Integer || m_type == Type::Float; }
    /// "-12", "0.5", "true"; of bytes and extensions what they hold. Empty: there is nothing to
    /// hide.
    QByteArray text() const;
    /// The value with \a standIn in its place, as long as it was. A boolean becomes nil, what is in
    /// an extension (a date, for one) zeros, and a number in which \a standIn has no room 0.
    QByteArray written(const QByteArray &standIn) const;

private:
    QByteArrayView data() const { return m_token.sliced(m_headBytes); }
    QByteArray integerText() const;
    QByteArray integerOf(const QByteArray &text) const;
    QByteArray floatOf(const QByteArray &text) const;

    QByteArrayView m_token;
    qsizetype m_headBytes = 0;
    Type m_type = Type::Other;
};

} // namespace Redaction
