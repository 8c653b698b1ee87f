// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/exporteddata.h"

#include "protocol/socketio/jsonreader.h"

#include <utility>

namespace SocketIo {

namespace {

bool isSpace(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/// Walks over tokens of valid JSON.
struct Cursor
{
    QByteArrayView json;
    qsizetype at = 0;

    void skipSpace()
    {
        while (at < json.size() && isSpace(json[at]))
            ++at;
    }

    bool take(char character)
    {
        skipSpace();
        if (at >= json.size() || json[at] != character)
            return false;
        ++at;
        return true;
    }

    /// A string without its quotes, as spelled.
    std::optional<QByteArrayView> takeString()
    {
        if (!take('"'))
            return std::nullopt;
        const qsizetype start = at;
        while (at < json.size() && json[at] != '"')
            at += json[at] == '\\' ? 2 : 1;
        if (at >= json.size())
            return std::nullopt;
        return json.sliced(start, at++ - start);
    }

    /// A number or a word.
    QByteArrayView takeWord()
    {
        skipSpace();
        const qsizetype start = at;
        while (at < json.size() && json[at] != ',' && json[at] != '}' && json[at] != ']'
               && !isSpace(json[at]))
            ++at;
        return json.sliced(start, at - start);
    }
};

/// An object with one member, of which the key begins with `$`.
struct Marker
{
    qsizetype begin = 0; ///< its brace
    qsizetype end = 0; ///< behind its brace
    QByteArrayView key;
    QByteArrayView text; ///< of a string without quotes
    bool isString = false;
    bool hasType = false; ///< a member more, `$type`
};

/// The marker of which the key is at \a key, behind its quote, if it is one.
std::optional<Marker> markerAt(QByteArrayView json, qsizetype key)
{
    qsizetype brace = key - 2;
    while (brace >= 0 && isSpace(json[brace]))
        --brace;
    if (brace < 0 || json[brace] != '{')
        return std::nullopt;
    Marker marker;
    marker.begin = brace;
    Cursor cursor {json, key - 1};
    marker.key = *cursor.takeString();
    if (!cursor.take(':'))
        return std::nullopt;
    if (const auto string = cursor.takeString()) {
        marker.isString = true;
        marker.text = *string;
    } else {
        marker.text = cursor.takeWord();
    }
    if (cursor.take(',')) {
        const auto second = cursor.takeString();
        marker.hasType = second == QByteArrayView("$type") && cursor.take(':');
        if (!marker.hasType)
            return std::nullopt;
        cursor.takeWord();
    }
    if (!cursor.take('}'))
        return std::nullopt;
    marker.end = cursor.at;
    return marker;
}

/// What the marker becomes; nothing if it is none of ours.
std::optional<QByteArray> replacement(const Marker &marker, ExportedData *data, int firstAttachment)
{
    if (marker.key == QByteArrayView("$binary") && marker.isString) {
        if (marker.hasType) {
            data->error = ExportedData::Error::ExtensionType;
            return std::nullopt;
        }
        const auto bytes = QByteArray::fromBase64Encoding(marker.text.toByteArray(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes) {
            data->error = ExportedData::Error::BadBase64;
            return std::nullopt;
        }
        const int number = firstAttachment + static_cast<int>(data->arguments.attachments.size());
        data->arguments.attachments.append(*bytes);
        return placeholder(number);
    }
    if (marker.hasType)
        return std::nullopt;
    if (marker.key == QByteArrayView("$date")) {
        return marker.isString ? '"' + marker.text.toByteArray() + '"'
                               : QByteArrayLiteral("null"); // out of JavaScript's range
    }
    const bool isUndefined = marker.key == QByteArrayView("$undefined") && !marker.isString
        && marker.text == QByteArrayView("true");
    if (isUndefined || (marker.key == QByteArrayView("$number") && marker.isString))
        return QByteArrayLiteral("null");
    return std::nullopt;
}

} // namespace

ExportedData parseExported(QByteArrayView json, int firstAttachment)
{
    ExportedData data;
    JsonReader reader;
    JsonPlaces places;
    if (!reader.read(json, &places).valid) {
        data.error = ExportedData::Error::BadJson;
        return data;
    }
    QByteArray &text = data.arguments.json;
    text.reserve(json.size());
    qsizetype done = 0;
    for (const qsizetype key : std::as_const(places.dollarKeys)) {
        if (key < done)
            continue; // the second key of a marker
        const QByteArrayView behind = json.sliced(key + 1);
        if (behind.startsWith('$') || behind.startsWith("\\u0024")) {
            text.append(json.sliced(done, key - done));
            done = key + 1;
            continue;
        }
        const auto marker = markerAt(json, key);
        if (!marker)
            continue;
        const auto replaced = replacement(*marker, &data, firstAttachment);
        if (data.error != ExportedData::Error::None) {
            data.offset = marker->begin;
            return data;
        }
        if (!replaced)
            continue;
        text.append(json.sliced(done, marker->begin - done)).append(*replaced);
        done = marker->end;
    }
    text.append(json.sliced(done));
    return data;
}

QList<QByteArrayView> arrayElements(QByteArrayView array)
{
    QList<QByteArrayView> elements;
    qsizetype start = -1; // of the element that is walked over
    qsizetype end = 0; // behind its last byte that is no white space
    int depth = 0;
    const auto put = [&] {
        if (start >= 0)
            elements.append(array.sliced(start, end - start));
        start = -1;
    };
    Cursor cursor {array};
    while (cursor.at < array.size()) {
        const char character = array[cursor.at];
        const qsizetype at = cursor.at;
        if (isSpace(character)) {
            ++cursor.at;
            continue;
        }
        if (character == '"') {
            if (!cursor.takeString())
                cursor.at = array.size();
        } else {
            ++cursor.at;
        }
        if (depth == 1 && (character == ',' || character == ']')) {
            put();
            depth -= character == ']' ? 1 : 0;
            continue;
        }
        if (depth >= 1) {
            start = start < 0 ? at : start;
            end = cursor.at;
        }
        if (character == '[' || character == '{')
            ++depth;
        else if (character == ']' || character == '}')
            --depth;
    }
    return elements;
}

} // namespace SocketIo
