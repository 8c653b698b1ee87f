// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/summary.h"

#include "widgets/common/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Capture;

namespace {

constexpr qsizetype KeyCharacters = 4;
constexpr qsizetype HexBytes = 32;

QString sizeMark(qint64 bytes)
{
    return QStringLiteral("▣ ") + formatBytes(bytes);
}

// The position after the string that begins at \a from, -1 if it does not end.
qsizetype endOfString(const QByteArray &json, qsizetype from)
{
    for (qsizetype i = from + 1; i < json.size(); ++i) {
        if (json.at(i) == '\\')
            ++i;
        else if (json.at(i) == '"')
            return i + 1;
    }
    return -1;
}

qsizetype skipSpace(const QByteArray &json, qsizetype from)
{
    constexpr QByteArrayView Space = " \t\r\n";
    while (from < json.size() && Space.contains(json.at(from)))
        ++from;
    return from;
}

// Moves \a at past \a word and the space around it.
bool take(const QByteArray &json, qsizetype &at, QByteArrayView word)
{
    const qsizetype from = skipSpace(json, at);
    if (!QByteArrayView(json).sliced(from).startsWith(word))
        return false;
    at = skipSpace(json, from + word.size());
    return true;
}

bool takeMark(const QByteArray &json, qsizetype &at)
{
    return take(json, at, "\"_placeholder\"") && take(json, at, ":") && take(json, at, "true");
}

bool takeNumber(const QByteArray &json, qsizetype &at, qint64 &number)
{
    if (!take(json, at, "\"num\"") || !take(json, at, ":"))
        return false;
    const qsizetype from = at;
    while (at < json.size() && json.at(at) >= '0' && json.at(at) <= '9')
        ++at;
    bool isNumber = false;
    number = json.mid(from, at - from).toLongLong(&isNumber);
    return isNumber;
}

// The end of the placeholder that begins at \a open, -1 if none does.
qsizetype endOfPlaceholder(const QByteArray &json, qsizetype open, qint64 &number)
{
    qsizetype at = open;
    if (take(json, at, "{") && takeMark(json, at) && take(json, at, ",")
        && takeNumber(json, at, number) && take(json, at, "}"))
        return at;
    at = open;
    if (take(json, at, "{") && takeNumber(json, at, number) && take(json, at, ",")
        && takeMark(json, at) && take(json, at, "}"))
        return at;
    return -1;
}

QByteArray withSizes(const QByteArray &json, const std::vector<Content> &attachments)
{
    return withAttachments(json, [&attachments](qint64 number) {
        const bool isKnown = number < std::ssize(attachments);
        return isKnown ? sizeMark(attachments[static_cast<std::size_t>(number)].size).toUtf8()
                       : QByteArrayLiteral("▣");
    });
}

QString closeSummary(const QByteArray &bytes)
{
    if (bytes.size() < 2)
        return {};
    const int code = (static_cast<uchar>(bytes.at(0)) << 8) | static_cast<uchar>(bytes.at(1));
    return QString::number(code);
}

QByteArray firstLine(const QByteArray &bytes)
{
    return bytes.left(bytes.indexOf('\r') < 0 ? bytes.size() : bytes.indexOf('\r'));
}

} // namespace

QByteArray eventArguments(const QByteArray &json, bool isWhole)
{
    qsizetype at = skipSpace(json, 0);
    if (at >= json.size() || json.at(at) != '[')
        return json;
    at = skipSpace(json, at + 1);
    if (at < json.size() && json.at(at) == '"') {
        at = endOfString(json, at);
        if (at < 0)
            return {};
    } else {
        // Very old protocols allow a number as the name.
        while (at < json.size() && json.at(at) != ',' && json.at(at) != ']')
            ++at;
    }
    at = skipSpace(json, at);
    if (at >= json.size() || json.at(at) != ',')
        return {};
    QByteArray arguments = json.mid(skipSpace(json, at + 1));
    if (isWhole) {
        arguments = arguments.trimmed();
        if (arguments.endsWith(']'))
            arguments.chop(1);
    }
    return arguments;
}

QByteArray withoutKeys(const QByteArray &json)
{
    QByteArray shown = json;
    for (const QByteArrayView key : {QByteArrayView("\"sid\""), QByteArrayView("\"pid\"")}) {
        const qsizetype name = shown.indexOf(key);
        if (name < 0)
            continue;
        qsizetype at = skipSpace(shown, name + key.size());
        if (at >= shown.size() || shown.at(at) != ':')
            continue;
        at = skipSpace(shown, at + 1);
        if (at >= shown.size() || shown.at(at) != '"')
            continue;
        qsizetype end = endOfString(shown, at);
        end = end < 0 ? shown.size() : end - 1;
        const qsizetype kept = at + 1 + KeyCharacters;
        if (kept < end)
            shown.replace(kept, end - kept, "…");
    }
    return shown;
}

QByteArray withAttachments(const QByteArray &json,
                           const std::function<QByteArray(qint64)> &attachment)
{
    QByteArray replaced;
    qsizetype done = 0;
    for (qsizetype open = json.indexOf('{'); open >= 0; open = json.indexOf('{', open + 1)) {
        qint64 number = 0;
        const qsizetype end = endOfPlaceholder(json, open, number);
        if (end < 0)
            continue;
        replaced += json.mid(done, open - done);
        replaced += attachment(number);
        done = end;
        open = end - 1;
    }
    return done == 0 ? json : replaced + json.mid(done);
}

QString eventSummary(const MessageRow &row)
{
    const MessageRecord &message = row.record;
    switch (message.kind) {
    case Kind::Ack:
        return message.ackOf != 0 ? QStringLiteral("→ %1").arg(message.ackOf)
                                  : QStringLiteral("→ ?");
    case Kind::ConnectError:
        return QCoreApplication::translate("Words", "connect error");
    case Kind::Close:
        return closeSummary(message.content.bytes);
    default:
        return singleLine(message.event, 256);
    }
}

QString dataSummary(const MessageRow &row, qsizetype maxLength)
{
    const MessageRecord &message = row.record;
    const QByteArray &bytes = message.content.bytes;
    const QByteArray data = bytes.mid(message.dataOffset);
    if (message.isMsgpack || (message.isBinary && message.kind != Kind::Close)) {
        return sizeMark(message.content.size) + QStringLiteral("  ")
            + hexLine(data, std::min(HexBytes, maxLength / 3));
    }
    switch (message.kind) {
    case Kind::Event:
        return singleLine(
            withSizes(eventArguments(data, message.content.isWhole()), message.attachments),
            maxLength);
    case Kind::Ack:
        return singleLine(withSizes(data, message.attachments), maxLength);
    case Kind::Connect:
    case Kind::EioOpen:
        return singleLine(withoutKeys(data), maxLength);
    case Kind::Close:
        return singleLine(QByteArrayView(bytes).sliced(std::min<qsizetype>(2, bytes.size())),
                          maxLength);
    case Kind::Handshake:
    case Kind::Http:
        return singleLine(firstLine(data), maxLength);
    default:
        return singleLine(data, maxLength);
    }
}
