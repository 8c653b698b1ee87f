// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/replacement.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/rooms/datavalues.h"
#include "protocol/socketio/jsonreader.h"

#include <QRegularExpression>

#include <span>
#include <utility>

namespace Rules {

namespace {

namespace ondemand = simdjson::ondemand;
using MsgPack::JsonDocument;
using SocketIo::Span;
using Path = std::span<const QByteArray>;

/// \a text with what \a match captured where it says so: \0 to \9; \\ is a backslash.
void appendCaptured(QString &out, QStringView text, const QRegularExpressionMatch &match)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype slash = text.indexOf(u'\\', at);
        const qsizetype end = slash < 0 ? text.size() : slash;
        out += text.sliced(at, end - at);
        at = end;
        if (slash < 0)
            break;
        const QChar next = slash + 1 < text.size() ? text[slash + 1] : QChar();
        const bool isDigit = next >= u'0' && next <= u'9';
        if (isDigit)
            out += match.capturedView(next.unicode() - u'0');
        else
            out += u'\\';
        at += isDigit || next == u'\\' ? 2 : 1;
    }
}

/// QString::fromUtf8() but for a byte order mark at the front, which is kept.
QString textOf(const QByteArray &utf8)
{
    constexpr QByteArrayView Mark = "\xef\xbb\xbf";
    const bool hasMark = utf8.startsWith(Mark);
    const QString rest = QString::fromUtf8(QByteArrayView(utf8).sliced(hasMark ? Mark.size() : 0));
    return hasMark ? QChar(QChar::ByteOrderMark) + rest : rest;
}

} // namespace

class Replacement::Private
{
public:
    explicit Private(Replace replace)
        : m_replace(std::move(replace))
    {
        if (m_replace.kind == Replace::Find::Regex) {
            m_regex = QRegularExpression(QString::fromUtf8(m_replace.find));
            m_with = QString::fromUtf8(m_replace.with);
        } else if (m_replace.kind == Replace::Find::Pointer) {
            m_path = Rooms::parsePointer(m_replace.find).value_or(QByteArrayList());
        }
    }

    std::optional<QByteArray> in(const QByteArray &body, bool isText)
    {
        if (m_replace.kind == Replace::Find::Text)
            return changed(body, withText(body));
        if (!isText || body.size() > MostBytes)
            return std::nullopt;
        return changed(body,
                       m_replace.kind == Replace::Find::Regex ? withRegex(body) : withValue(body));
    }

private:
    static std::optional<QByteArray> changed(const QByteArray &body, std::optional<QByteArray> made)
    {
        return made && *made != body && made->size() <= MostBytes ? std::move(made) : std::nullopt;
    }

    std::optional<QByteArray> withText(const QByteArray &body) const
    {
        const QByteArray &find = m_replace.find;
        if (find.isEmpty() || !body.contains(find))
            return std::nullopt;
        const qsizetype growth = m_replace.with.size() - find.size();
        if (growth > 0 && body.count(find) > MostBytes / growth)
            return std::nullopt;
        return QByteArray(body).replace(find, m_replace.with);
    }

    std::optional<QByteArray> withRegex(const QByteArray &body) const
    {
        if (!body.isValidUtf8())
            return std::nullopt;
        const QString text = textOf(body);
        QString made;
        qsizetype end = 0;
        QRegularExpressionMatchIterator matches = m_regex.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            made += QStringView(text).sliced(end, match.capturedStart() - end);
            appendCaptured(made, m_with, match);
            end = match.capturedEnd();
            if (made.size() > MostBytes)
                return std::nullopt;
        }
        made += QStringView(text).sliced(end);
        return made.toUtf8();
    }

    std::optional<QByteArray> withValue(const QByteArray &body)
    {
        if (!m_reader.read(body).valid)
            return std::nullopt;
        const auto span = spanIn(body);
        if (!span)
            return std::nullopt;
        return QByteArray(body).replace(span->offset, span->size, m_replace.with);
    }

    std::optional<Span> spanIn(const QByteArray &body)
    {
        if (m_path.isEmpty()) { // of what is valid only white space is around it
            const QByteArray all = body.trimmed();
            return Span {body.indexOf(all), all.size()};
        }
        ondemand::value root;
        if (!m_document.open(body)
            || m_document.root().get_value().get(root) != simdjson::SUCCESS) // a scalar
            return std::nullopt;
        return spanAt(root, Path(m_path.begin(), m_path.end()));
    }

    std::optional<Span> spanAt(ondemand::value value, Path path)
    {
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return std::nullopt;
        if (path.empty())
            return spanOf(value, type);
        if (type == ondemand::json_type::object)
            return spanInObject(value, path);
        return type == ondemand::json_type::array ? spanInArray(value, path) : std::nullopt;
    }

    std::optional<Span> spanInObject(ondemand::value value, Path path)
    {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return std::nullopt;
        for (auto field : object) {
            std::string_view key;
            ondemand::value member;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return std::nullopt;
            if (path.front() == QByteArrayView(key.data(), qsizetype(key.size()))) {
                return field.value().get(member) == simdjson::SUCCESS
                    ? spanAt(member, path.subspan(1))
                    : std::nullopt;
            }
        }
        return std::nullopt;
    }

    std::optional<Span> spanInArray(ondemand::value value, Path path)
    {
        const qint64 wanted = Rooms::arrayPlace(path.front());
        ondemand::array array;
        if (wanted < 0 || value.get_array().get(array) != simdjson::SUCCESS)
            return std::nullopt;
        qint64 place = 0;
        for (auto element : array) {
            ondemand::value member;
            if (element.get(member) != simdjson::SUCCESS)
                return std::nullopt;
            if (place++ == wanted)
                return spanAt(member, path.subspan(1));
        }
        return std::nullopt;
    }

    /// From the first byte to the last: simdjson's views go on to what follows.
    std::optional<Span> spanOf(ondemand::value value, ondemand::json_type type)
    {
        std::string_view text;
        if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
            ondemand::object object;
            ondemand::array array;
            const bool isRead = type == ondemand::json_type::object
                ? value.get_object().get(object) == simdjson::SUCCESS
                    && object.raw_json().get(text) == simdjson::SUCCESS
                : value.get_array().get(array) == simdjson::SUCCESS
                    && array.raw_json().get(text) == simdjson::SUCCESS;
            if (!isRead)
                return std::nullopt;
        } else {
            text = value.raw_json_token();
        }
        const QByteArrayView trimmed = JsonDocument::trimmed(text);
        return Span {m_document.offset(trimmed.data()), trimmed.size()};
    }

    Replace m_replace;
    QRegularExpression m_regex;
    QString m_with;
    QByteArrayList m_path;
    SocketIo::JsonReader m_reader;
    JsonDocument m_document;
};

Replacement::Replacement(Replace replace)
    : m_d(std::make_unique<Private>(std::move(replace)))
{
}

Replacement::~Replacement() = default;

std::optional<QByteArray> Replacement::in(const QByteArray &body, bool isText)
{
    return m_d->in(body, isText);
}

} // namespace Rules
