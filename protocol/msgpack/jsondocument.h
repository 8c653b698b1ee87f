// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <simdjson.h>

namespace MsgPack {

/// A JSON text given to simdjson's On-Demand parser, which wants room behind it: the text is
/// copied. The buffers are used again for the next text. Include it in source files only: simdjson
/// is large.
class JsonDocument
{
public:
    /// Opens \a json, false if it is none. Bytes that are not UTF-8 are hidden from simdjson, see
    /// isUtf8(): places in it stay right.
    bool open(QByteArrayView json);

    simdjson::ondemand::document &root() { return m_root; }
    /// The token of a text that is one scalar; empty if more follows.
    QByteArrayView rootScalar();
    /// True when the walk has taken the last token.
    bool atEnd();
    bool isUtf8() const { return m_utf8; }
    /// The text as simdjson sees it.
    QByteArrayView text() const { return QByteArrayView(m_padded).first(m_size); }
    /// Where \a place, a pointer that simdjson gave, is in the text.
    qsizetype offset(const char *place) const { return place - m_padded.constData(); }

    /// A token as simdjson gives it, without the white space that may follow.
    static QByteArrayView trimmed(std::string_view token);

private:
    simdjson::error_code parse();

    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::document m_root;
    QByteArray m_padded;
    qsizetype m_size = 0;
    bool m_utf8 = true;
};

} // namespace MsgPack
