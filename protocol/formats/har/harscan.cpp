// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harscan.h"

#include "protocol/formats/har/fieldreader.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>

namespace Formats {

namespace {

constexpr qint64 LongestRecord = qint64(256) << 20;
constexpr qint64 LongestComment = qint64(1) << 20;
constexpr qint64 LongestText = qint64(64) << 10;

QString sentence(JsonStream::Error error, qint64 offset)
{
    switch (error) {
    case JsonStream::Error::None:
        break;
    case JsonStream::Error::EndsEarly:
        return QStringLiteral("the file ends in the middle of something, at byte %1: what stands "
                              "before that was read.")
            .arg(offset);
    case JsonStream::Error::Malformed:
        return QStringLiteral("from byte %1 on it is no JSON: what stands before that was read.")
            .arg(offset);
    case JsonStream::Error::TooLong:
        return QStringLiteral("at byte %1 is a value that is longer than any should be: what "
                              "stands before that was read.")
            .arg(offset);
    }
    return {};
}

} // namespace

std::optional<Capture::Time> harTime(const QByteArray &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber) {
        // Seconds go as far as the year 5138, milliseconds begin in 1973.
        const double micros = number < 1e11 ? number * 1e6
            : number < 1e14                 ? number * 1e3
            : number < 1e17                 ? number
                                            : number / 1e3;
        if (!std::isfinite(micros) || micros <= 0 || micros > 1e18)
            return std::nullopt;
        return Capture::Time(std::chrono::microseconds(std::llround(micros)));
    }
    // Microseconds, which QDateTime has not.
    static const QRegularExpression fraction(QStringLiteral(R"([.,](\d+))"));
    QString iso = QString::fromUtf8(text);
    const auto match = fraction.match(iso);
    const QString digits = match.captured(1).left(6).leftJustified(6, QLatin1Char('0'));
    iso.remove(fraction);
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODate);
    if (!time.isValid())
        return std::nullopt;
    return Capture::Time(std::chrono::microseconds(time.toSecsSinceEpoch() * 1'000'000
                                                   + (match.hasMatch() ? digits.toLongLong() : 0)));
}

void HarScan::scan(BlockFile &file, std::size_t mostEntries)
{
    m_mostEntries = mostEntries;
    JsonStream json(file);
    m_json = &json;
    if (file.at(0).startsWith("\xef\xbb\xbf"))
        json.seek(3);
    if (json.peek() == '[') {
        scanEntries();
    } else {
        scanLog();
    }
    m_json = nullptr;
    if (json.error() != JsonStream::Error::None)
        m_remark = sentence(json.error(), json.offset());
}

void HarScan::scanLog()
{
    QByteArray name;
    if (!m_json->enterObject())
        return;
    while (m_json->nextMember(name)) {
        const char next = m_json->peek();
        if (name == "log" && next == '{')
            scanLog();
        else if (name == "entries" && next == '[')
            scanEntries();
        else if (name == "creator" && next == '{')
            scanCreator();
        else if (name == "comment" && next == '"')
            m_comment = m_json->shortText(LongestComment).value_or(QByteArray());
        else if (name == "_sockscopeMessages" && next == '[')
            place(m_others);
        else {
            if (name == "_sockscope" && next == '{')
                m_records = m_json->offset();
            else if (name == "_sockscopeFrames" && next == '[')
                m_frames = m_json->offset();
            m_json->skip();
        }
    }
}

void HarScan::scanCreator()
{
    QByteArray name;
    m_json->enterObject();
    while (m_json->nextMember(name)) {
        const auto text = m_json->shortText(LongestText);
        if (name == "name" && text)
            m_creator = *text;
    }
}

void HarScan::scanEntries()
{
    m_isHar = true;
    m_json->enterArray();
    while (m_json->nextElement()) {
        if (m_json->peek() == '{' && m_entries.size() < m_mostEntries) {
            scanEntry();
        } else {
            ++m_leftOut;
            m_json->skip();
        }
    }
}

void HarScan::scanEntry()
{
    HarEntry entry;
    bool hasRequest = false;
    entry.offset = m_json->offset();
    QByteArray name;
    m_json->enterObject();
    while (m_json->nextMember(name)) {
        const char next = m_json->peek();
        if (name == "startedDateTime") {
            entry.started = harTime(m_json->shortText(LongestText).value_or(QByteArray()));
        } else if (name == "_webSocketMessages" && next == '[') {
            place(entry.messages);
        } else if (name == "_sockscopeMessages" && next == '[') {
            place(entry.packets);
        } else if (name == "_sockscope" && next == '{') {
            const QByteArray fields = m_json->raw(LongestRecord).value_or(QByteArray());
            const FieldReader read(fields);
            read("id", entry.exchange);
            read("first_packet", entry.packets.first);
            read("first_message", entry.messages.first);
        } else {
            hasRequest = hasRequest || name == "request";
            m_json->skip();
        }
    }
    if (hasRequest)
        m_entries.push_back(entry);
    else
        ++m_leftOut;
}

/// Its number of the first message may be known already.
void HarScan::place(HarList &list)
{
    list.begin = m_json->offset();
    list.end = m_json->skip() ? m_json->offset() : -1;
}

} // namespace Formats
