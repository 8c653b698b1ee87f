// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace Redaction {

/// How text is written where it stands.
enum class Spelling : quint8 {
    Plain,
    Percent, ///< %41
    Form, ///< the same, and + for a space
    Json, ///< \u0041, \n
    JsonLiteral, ///< true, false: no text
    MsgPack ///< a value of MessagePack that is no string: no text either
};

/// What is written in a spelling, read, such that what is changed in it can be written back in its
/// place: each character takes as much room as it did.
class SpelledText
{
public:
    /// What is no escape stands for itself.
    SpelledText(QByteArrayView written, Spelling spelling);

    QByteArray &text() { return m_text; }
    /// True if something is written otherwise than it reads.
    bool hasEscapes() const { return m_hasEscapes; }
    /// How it is written now. A character that has no escape of that length stays as it was; none
    /// of those that are put in the place of secrets is one.
    QByteArray written() const;

private:
    struct Unit
    {
        qsizetype place = 0; ///< in the text
        qsizetype start = 0; ///< where it is written
        qint8 size = 1; ///< bytes of the text
        qint8 room = 1; ///< bytes where it is written
    };

    void readPercent(bool plusIsSpace);
    void readJson();
    qsizetype readJsonEscape(qsizetype at);
    void add(QByteArrayView bytes, qsizetype start, qsizetype room);

    QByteArray m_written;
    QByteArray m_text;
    QByteArray m_before; // the text as it was read
    std::vector<Unit> m_escapes; // only what is longer as it is written, ascending
    Spelling m_spelling;
    bool m_hasEscapes = false;
};

} // namespace Redaction
