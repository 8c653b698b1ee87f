// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <memory>
#include <optional>

namespace SocketIo {

enum class JsonType : quint8 { None, Null, Boolean, Number, String, Array, Object };

/// A part of a text: its first byte and its size.
struct Span
{
    qsizetype offset = 0;
    qsizetype size = 0;
};

/// What a packet's reader has to know about its JSON.
struct JsonFacts
{
    bool valid = false; ///< RFC 8259, in UTF-8.
    bool walked = false; ///< The same but for the UTF-8.
    JsonType type = JsonType::None;
    qsizetype count = 0; ///< Elements or members of the outermost value.
    JsonType firstType = JsonType::None; ///< Of an array's first element.
    Span first; ///< That element as spelled; only of scalars.
    JsonType lastType = JsonType::None; ///< Of an array's last element.
    Span last;
};

/// An object with `"_placeholder":true` in it.
struct Placeholder
{
    Span span; ///< From brace to brace.
    std::optional<qint64> number; ///< Nothing if it is no whole number.

    bool fits(qint64 attachments) const { return number && *number >= 0 && *number < attachments; }
};

/// Places in a JSON text.
struct JsonPlaces
{
    QList<Placeholder> placeholders; ///< The outermost ones, in order.
    QList<qsizetype> dollarKeys; ///< Where the name of a key begins with `$`, after its quote.
};

/// Walks JSON text with simdjson, keeping its spelling: numbers of any size, duplicate keys, lone
/// surrogates. Bytes that are not UTF-8 make it invalid, but are walked over. Nesting is limited to
/// MaxDepth. An object of the class keeps the buffers that simdjson needs.
class JsonReader
{
public:
    static constexpr int MaxDepth = 1000;

    JsonReader();
    ~JsonReader();
    JsonReader(JsonReader &&other) noexcept;
    JsonReader &operator=(JsonReader &&other) noexcept;

    /// Checks the whole text. \a places is filled if given.
    JsonFacts read(QByteArrayView json, JsonPlaces *places = nullptr);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace SocketIo
