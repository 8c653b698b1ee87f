// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/jsonstream.h"

namespace Formats {

/// One element of a list of messages. Short data is in it, long data is read from the file.
struct HarElement
{
    QByteArray type; ///< "send"
    QByteArray time;
    QByteArray opCode; ///< "1", "text"
    QByteArray encoding; ///< "base64"
    QByteArray records; ///< our own fields, as JSON
    bool hasData = false;
    bool isLong = false;
    QByteArray data; ///< text, if it is not long
    qint64 dataOffset = 0; ///< if it is long

    /// Reads the element that comes next. False after an error, or if it is no object.
    bool read(JsonStream &json);

    using Take = std::function<bool(QByteArray &&part)>;
    /// The text of the data, in parts.
    bool forEachPart(BlockFile &file, const Take &take) const;
};

/// Takes base64 that comes in parts, and passes over what is none.
class Base64Parts
{
public:
    QByteArray feed(QByteArrayView part);
    QByteArray rest() { return QByteArray::fromBase64(m_open); }
    /// Whether all was base64, with its padding.
    bool isClean() const { return m_isClean; }

private:
    QByteArray m_open;
    bool m_isClean = true;
};

/// Where the text of a body stands in an entry.
struct HarText
{
    qint64 offset = -1;
    bool isBase64 = false;

    bool isThere() const { return offset >= 0; }
    /// Reads `text` and `encoding` of the object that comes next, and what else is asked for.
    bool read(JsonStream &json, const std::function<bool(const QByteArray &name)> &other = {});
    /// The bytes, in parts.
    bool forEachPart(BlockFile &file, const HarElement::Take &take) const;
};

} // namespace Formats
