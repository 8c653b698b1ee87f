// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harelement.h"

#include "protocol/admin/jsonmembers.h"

namespace Formats {

namespace {

constexpr qint64 ShortBytes = qint64(16) << 10; // as many WebSockets may have one waiting
constexpr qint64 LongestText = qint64(64) << 10;
constexpr qint64 LongestRecord = qint64(256) << 20;

bool isBase64(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+'
        || c == '/';
}

/// The text of a string, the spelling of anything else.
QByteArray plain(QByteArrayView json)
{
    return json.startsWith('"') ? Admin::textOf(json)
        : json == "null"        ? QByteArray()
                                : json.toByteArray();
}

} // namespace

bool HarElement::read(JsonStream &json)
{
    *this = {};
    if (json.peek() != '{') {
        json.skip();
        return false;
    }
    const qint64 begin = json.offset();
    if (const auto whole = json.raw(ShortBytes)) {
        const auto members = Admin::jsonMembers(*whole);
        type = plain(Admin::valueOf(members, "type"));
        time = plain(Admin::valueOf(members, "time"));
        opCode = plain(Admin::valueOf(members, "opcode"));
        encoding = plain(Admin::valueOf(members, "encoding"));
        records = Admin::valueOf(members, "_sockscope").toByteArray();
        const QByteArrayView text = Admin::valueOf(members, "data");
        hasData = !text.isEmpty() && text != "null";
        data = plain(text);
        return true;
    }
    if (json.error() != JsonStream::Error::TooLong)
        return false;
    json.seek(begin);
    json.enterObject();
    QByteArray name;
    while (json.nextMember(name)) {
        if (name == "data" && json.peek() == '"') {
            hasData = true;
            isLong = true;
            dataOffset = json.offset();
            json.skip();
        } else if (name == "_sockscope" && json.peek() == '{') {
            records = json.raw(LongestRecord).value_or(QByteArray());
        } else if (name == "type" || name == "time" || name == "opcode" || name == "encoding") {
            QByteArray &target = name == "type" ? type
                : name == "time"                ? time
                : name == "opcode"              ? opCode
                                                : encoding;
            target = json.shortText(LongestText).value_or("?");
        } else {
            json.skip();
        }
    }
    return json.error() == JsonStream::Error::None;
}

bool HarElement::forEachPart(BlockFile &file, const Take &take) const
{
    if (!isLong)
        return take(QByteArray(data));
    JsonStream json(file, dataOffset);
    return json.string(take);
}

QByteArray Base64Parts::feed(QByteArrayView part)
{
    for (const char c : part) {
        if (isBase64(c))
            m_open += c;
        else if (c == '-' || c == '_') // the other alphabet
            m_open += c == '-' ? '+' : '/';
        else if (c != '=' && c != '\n' && c != '\r')
            m_isClean = false;
    }
    const qsizetype whole = m_open.size() - m_open.size() % 4;
    QByteArray bytes = QByteArray::fromBase64(m_open.first(whole));
    m_open = m_open.sliced(whole);
    return bytes;
}

bool HarText::read(JsonStream &json, const std::function<bool(const QByteArray &)> &other)
{
    if (json.peek() != '{')
        return json.skip();
    json.enterObject();
    QByteArray name;
    while (json.nextMember(name)) {
        if (name == "text" && json.peek() == '"') {
            offset = json.offset();
            json.skip();
        } else if (name == "encoding") {
            isBase64 = json.shortText(LongestText).value_or(QByteArray()).toLower() == "base64";
        } else if (!other || !other(name)) {
            json.skip();
        }
    }
    return json.error() == JsonStream::Error::None;
}

bool HarText::forEachPart(BlockFile &file, const HarElement::Take &take) const
{
    if (!isThere())
        return true;
    JsonStream json(file, offset);
    if (!isBase64)
        return json.string(take);
    Base64Parts decoder;
    return json.string([&](QByteArray &&part) { return take(decoder.feed(part)); })
        && take(decoder.rest());
}

} // namespace Formats
