// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// MessagePack values and their rendering as JSON text, through msgpack-cxx.
///
/// What JSON cannot say is an object with one key that begins with `$`, and an app's own key that
/// begins with `$` gets a second one:
///
/// | MessagePack | JSON |
/// |---|---|
/// | bin | `{"$binary":"<base64>"}` |
/// | ext 0 of 1 byte | `{"$undefined":true}` |
/// | ext 0 of 8 bytes | `{"$date":"<ISO 8601>"}`, milliseconds as a number outside JavaScript's
/// range | | NaN, the infinities | `{"$number":"NaN"}`, `"Infinity"`, `"-Infinity"` | | any other
/// ext | `{"$binary":"<base64>","$type":<its type>}` |
///
/// A float that is a whole number keeps a fraction (`1.0`), so that it is one again when encoded.
namespace MsgPack {

enum class Type : quint8 {
    Nil,
    Boolean,
    Integer,
    Float,
    String,
    Binary,
    Array,
    Map,
    Undefined,
    Date,
    Extension
};

/// Deeper nesting is refused, as in our JSON.
inline constexpr int MaxDepth = 1000;

/// One value, all within it included.
struct Value
{
    Type type = Type::Nil;
    qsizetype size = 0; ///< Bytes of its encoding.
    qsizetype count = 0; ///< Elements of an array, entries of a map.
    QByteArray json;
    QByteArray text; ///< A string's own bytes; of an array, its first element's if that is one.
    Type firstType = Type::Nil; ///< Of an array's first element.
    qint64 integer = 0; ///< An integer's value, clamped to 64 bits with sign.
    bool validUtf8
        = true; ///< False if a string within is not UTF-8: its bytes are in json as they are.
};

/// The value that \a bytes begin with. Nothing if they are cut off, broken or nested too deeply.
std::optional<Value> decodeValue(QByteArrayView bytes);

/// What a map begins with: its number of entries, and where the first key is.
struct MapHeader
{
    quint32 count = 0;
    qsizetype size = 0;
};
std::optional<MapHeader> decodeMapHeader(QByteArrayView bytes);

/// The encoding of JSON text rendered as above, as JavaScript's notepack.io writes it: each number
/// in its shortest form, floats in 64 bits. Nothing if \a json is not JSON or nested too deeply.
std::optional<QByteArray> encodeJson(QByteArrayView json);

/// The header of a map of \a count entries.
QByteArray encodeMapHeader(quint32 count);
/// A string.
QByteArray encodeString(QByteArrayView utf8);
/// An integer in its shortest form.
QByteArray encodeInteger(quint64 value);

} // namespace MsgPack
