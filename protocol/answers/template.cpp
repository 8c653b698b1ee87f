// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/template.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/query/values.h"
#include "protocol/rooms/datavalues.h"
#include "protocol/socketio/exporteddata.h"

#include <QDateTime>

namespace Answers {

namespace {

/// The value at \a path in valid JSON; empty for none.
QByteArrayView valueAt(QByteArrayView json, const QByteArrayList &path)
{
    QByteArrayView value = json.trimmed();
    for (const QByteArray &name : path) {
        QByteArrayView found;
        if (value.startsWith('[')) {
            const qint64 place = Rooms::arrayPlace(name);
            const QList<QByteArrayView> elements = SocketIo::arrayElements(value);
            if (place >= 0 && place < elements.size())
                found = elements.at(place);
        } else if (value.startsWith('{')) {
            for (const Admin::JsonMember &member : Admin::jsonMembers(value)) {
                if (JsonText::unescaped('"' + member.name.toByteArray() + '"') == name)
                    found = member.value;
            }
        }
        if (found.isEmpty())
            return {};
        value = found;
    }
    return value;
}

} // namespace

/// Looks for places in valid JSON.
class Template::Reader
{
public:
    explicit Reader(QByteArray json)
        : m_json(std::move(json))
    {
    }

    std::variant<Template, Fault> read()
    {
        readValue(QByteArrayView(m_json).trimmed());
        if (!m_fault.text.isEmpty())
            return m_fault;
        m_template.m_rest = m_json.sliced(m_end);
        return m_template;
    }

private:
    void fail(QByteArrayView where, const QByteArray &text)
    {
        if (m_fault.text.isEmpty())
            m_fault = {offsetOf(where), text};
    }

    qsizetype offsetOf(QByteArrayView part) const { return part.data() - m_json.constData(); }

    void readValue(QByteArrayView value)
    {
        if (!m_fault.text.isEmpty() || !value.contains("\"$"))
            return;
        if (value.startsWith('[')) {
            for (const QByteArrayView element : SocketIo::arrayElements(value))
                readValue(element);
        } else if (value.startsWith('{')) {
            readObject(value);
        }
    }

    void readObject(QByteArrayView object)
    {
        const auto members = Admin::jsonMembers(object);
        for (const Admin::JsonMember &member : members) {
            const bool isPlace = member.name.startsWith('$') && !member.name.startsWith("$$");
            if (!isPlace) {
                readValue(member.value);
            } else if (members.size() > 1) {
                fail(member.name,
                     '"' + member.name.toByteArray() + "\" stands in an object alone.");
            } else if (member.name != "$binary") {
                readPlace(object, member);
            } else if (!member.value.startsWith('"')) {
                fail(member.value, R"("$binary" is a text in base64.)");
            }
        }
    }

    void readPlace(QByteArrayView object, const Admin::JsonMember &member)
    {
        Place place;
        place.before = m_json.sliced(m_end, offsetOf(object) - m_end);
        const auto fault = read(member, place);
        if (!fault.isEmpty())
            return fail(member.value, fault);
        m_template.m_places.push_back(place);
        m_end = offsetOf(object) + object.size();
    }

    /// What is wrong with \a member, if something is.
    static QByteArray read(const Admin::JsonMember &member, Place &place)
    {
        using Kind = Place::Kind;
        if (member.name == "$arg") {
            const auto number = Query::parseId(member.value);
            if (!number || *number >= 1'000'000)
                return R"("$arg" is the number of an argument, from 0 on.)";
            place.path = {QByteArray::number(*number + 1)};
            return {};
        }
        if (member.name == "$data" || member.name == "$auth") {
            place.kind = member.name == "$data" ? Kind::Data : Kind::Auth;
            const auto path = member.value.startsWith('"')
                ? Rooms::parsePointer(Admin::textOf(member.value))
                : std::nullopt;
            if (!path)
                return '"' + member.name.toByteArray() + R"(" is a JSON pointer, like "/0/name".)";
            place.path = *path;
            return {};
        }
        if (member.name == "$time") {
            place.kind = member.value == R"("iso")" ? Kind::Iso : Kind::Milliseconds;
            return place.kind == Kind::Iso || member.value == R"("ms")"
                ? QByteArray()
                : R"("$time" is "ms" or "iso".)";
        }
        if (member.name == "$text")
            place.kind = Kind::Text;
        else if (member.name == "$id")
            place.kind = Kind::Id;
        else if (member.name == "$count")
            place.kind = Kind::Count;
        else
            return '"' + member.name.toByteArray()
                + R"(" is nothing that can be filled in: write "$$" for a "$" in a key.)";
        return member.value == "true" ? QByteArray()
                                      : '"' + member.name.toByteArray() + "\" is true.";
    }

    QByteArray m_json;
    Template m_template;
    qsizetype m_end = 0; // of what has been read
    Fault m_fault;
};

std::variant<Template, Template::Fault> Template::of(const QByteArray &json)
{
    return Reader(json).read();
}

Template Template::ofChecked(const QByteArray &json)
{
    const auto read = of(json);
    const auto *made = std::get_if<Template>(&read);
    return made == nullptr ? Template() : *made;
}

QByteArray Template::valueOf(const Place &place, const Asked &asked)
{
    switch (place.kind) {
    case Place::Kind::Data:
        return valueAt(asked.data, place.path).toByteArray();
    case Place::Kind::Auth:
        return valueAt(asked.auth, place.path).toByteArray();
    case Place::Kind::Text:
        return asked.text.isNull() ? QByteArray() : JsonText::quoted(asked.text);
    case Place::Kind::Id:
        return asked.id.isEmpty() ? QByteArray() : JsonText::quoted(asked.id);
    case Place::Kind::Count:
        return QByteArray::number(asked.count);
    case Place::Kind::Milliseconds:
        return QByteArray::number(asked.time);
    case Place::Kind::Iso:
        break;
    }
    return '"'
        + QDateTime::fromMSecsSinceEpoch(asked.time, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1()
        + '"';
}

QByteArray Template::fill(const Asked &asked) const
{
    QByteArray json;
    for (const Place &place : m_places) {
        const QByteArray value = valueOf(place, asked);
        json += place.before + (value.isEmpty() ? QByteArray("null") : value);
    }
    return json + m_rest;
}

QByteArray Template::fillText(const Asked &asked) const
{
    const QByteArray json = fill(asked).trimmed();
    return json.startsWith('"') ? JsonText::unescaped(json) : json;
}

} // namespace Answers
