// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// A JSON text read a level at a time: values in the order in which they crossed, duplicate keys
/// and the spelling of each number and string kept.
///
/// Takes any bytes. What is no JSON comes out as a Broken node that reaches to the end; bytes that
/// are no UTF-8 do no harm. A text of which only the beginning is there can be read that far: the
/// place where it was cut is a Cut node. Nothing below a level is looked at before that level is
/// asked for, so a large text costs one fast walk and no memory a value.
class JsonOutline
{
public:
    enum class Type : quint8 { Null, Boolean, Number, String, Array, Object, Broken, Cut };

    /// One value: where it stands in the text, and its key if it is a member of an object.
    struct Node
    {
        qint64 offset = 0;
        qint64 size = 0;
        qint64 keyOffset = -1; ///< behind the key's quote; -1 for elements of arrays
        qint64 keySize = 0;
        qint64 count = 0; ///< elements or members, of arrays and objects
        Type type = Type::Broken;

        bool isContainer() const { return type == Type::Array || type == Type::Object; }
        bool hasKey() const { return keyOffset >= 0; }
    };

    struct Children
    {
        std::vector<Node> nodes;
        bool hasMore = false; ///< more come after these
    };

    JsonOutline() = default;
    /// \a isCut: \a text is the beginning of a longer one.
    explicit JsonOutline(QByteArray text, bool isCut = false);

    /// True if the text begins like an array or object, so that it is worth a tree.
    static bool looksLikeContainer(QByteArrayView text);

    /// The outermost value, and what stands behind it if anything does.
    std::vector<Node> roots() const;
    /// What is in \a container, from number \a first on and at most \a limit.
    Children children(const Node &container, qint64 first, qint64 limit) const;

    /// The value as it is spelled, strings with their quotes.
    QByteArrayView spelling(const Node &node) const;
    /// The key as it is spelled, without its quotes.
    QByteArrayView key(const Node &node) const;

    const QByteArray &text() const { return m_text; }

private:
    QByteArrayView cutEnd(const Node &container) const;

    QByteArray m_text; // as it crossed
    QByteArray m_parsed; // the same size or longer: bad bytes replaced, closed where it was cut,
                         // and padded
    qint64 m_parsedSize = 0;
    qint64 m_cutAt = -1; // where m_parsed leaves m_text
};
