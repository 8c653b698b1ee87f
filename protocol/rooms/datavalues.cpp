// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/datavalues.h"

#include "protocol/formats/packetdata.h"
#include "protocol/msgpack/jsondocument.h"

#include <span>

namespace Rooms {

using Capture::Kind;
using Capture::MessageRecord;
using MsgPack::JsonDocument;
namespace ondemand = simdjson::ondemand;

namespace {

using Path = std::span<const QByteArray>;
using Visit = std::function<bool(const DataValues::Found &)>;

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray escaped(QByteArrayView name)
{
    return name.toByteArray().replace('~', "~0").replace('/', "~1");
}

/// What \a value says if it is a scalar, but null.
std::optional<QByteArrayView> scalarOf(ondemand::value value, ondemand::json_type type)
{
    if (type == ondemand::json_type::string) {
        std::string_view text;
        if (value.get_string().get(text) == simdjson::SUCCESS)
            return viewOf(text);
        return std::nullopt;
    }
    if (type == ondemand::json_type::number || type == ondemand::json_type::boolean)
        return JsonDocument::trimmed(value.raw_json_token());
    return std::nullopt;
}

} // namespace

std::optional<QByteArrayList> parsePointer(const QByteArray &text)
{
    if (text.isEmpty())
        return QByteArrayList();
    if (!text.startsWith('/'))
        return std::nullopt;
    QByteArrayList names = text.mid(1).split('/');
    for (QByteArray &name : names) {
        for (qsizetype i = 0; i < name.size(); ++i) {
            if (name.at(i) == '~'
                && !(i + 1 < name.size() && (name[i + 1] == '0' || name[i + 1] == '1')))
                return std::nullopt;
        }
        name.replace("~1", "/").replace("~0", "~");
    }
    return names;
}

qint64 arrayPlace(const QByteArray &name)
{
    bool isNumber = false;
    const qint64 place = name.toLongLong(&isNumber);
    return isNumber && place >= 0 && QByteArray::number(place) == name ? place : -1;
}

class DataValues::Private
{
public:
    QByteArrayList at(QByteArrayView json, int firstPlace, Path path, qsizetype most)
    {
        m_texts.clear();
        m_most = most;
        ondemand::value root;
        if (!m_document.open(json) || m_document.root().get_value().get(root) != simdjson::SUCCESS)
            return {};
        take(root, path, firstPlace);
        return m_texts;
    }

    void forEach(QByteArrayView json, int firstPlace, int depth, const Visit &visit)
    {
        ondemand::value root;
        if (m_document.open(json) && m_document.root().get_value().get(root) == simdjson::SUCCESS)
            walk(root, {{}, {}, depth, firstPlace}, visit);
    }

    Formats::PacketData packets;

private:
    struct Spot
    {
        QByteArray pointer;
        QByteArrayView key;
        int depth = 0;
        int firstPlace = 0;
    };

    void take(ondemand::value value, Path path, int firstPlace)
    {
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return;
        if (path.empty()) {
            takeHere(value, type);
        } else if (type == ondemand::json_type::object) {
            takeMember(value, path);
        } else if (type == ondemand::json_type::array) {
            const qint64 wanted = arrayPlace(path.front());
            ondemand::array array;
            if (wanted < 0 || value.get_array().get(array) != simdjson::SUCCESS)
                return;
            qint64 place = -firstPlace;
            for (auto element : array) {
                ondemand::value here;
                if (element.get(here) != simdjson::SUCCESS)
                    return;
                if (place++ == wanted)
                    return take(here, path.subspan(1), 0);
            }
        }
    }

    void takeMember(ondemand::value value, Path path)
    {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return;
        for (auto field : object) {
            std::string_view key;
            ondemand::value here;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return;
            if (viewOf(key) != path.front())
                continue;
            if (field.value().get(here) == simdjson::SUCCESS)
                take(here, path.subspan(1), 0);
            return;
        }
    }

    /// The scalar, or those of the array.
    void takeHere(ondemand::value value, ondemand::json_type type)
    {
        if (type != ondemand::json_type::array) {
            if (const auto text = scalarOf(value, type); text && m_texts.size() < m_most)
                m_texts.append(text->toByteArray());
            return;
        }
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return;
        for (auto element : array) {
            ondemand::value here;
            if (element.get(here) != simdjson::SUCCESS
                || here.type().get(type) != simdjson::SUCCESS)
                return;
            if (type != ondemand::json_type::array)
                takeHere(here, type);
        }
    }

    bool walk(ondemand::value value, const Spot &spot, const Visit &visit)
    {
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return false;
        if (type == ondemand::json_type::object)
            return spot.depth <= 0 || walkObject(value, spot, visit);
        if (type == ondemand::json_type::array)
            return spot.pointer.isEmpty() ? walkArray(value, spot, visit)
                                          : walkList(value, spot, visit);
        if (type == ondemand::json_type::boolean || type == ondemand::json_type::null)
            return true;
        const auto text = scalarOf(value, type);
        return text
            && visit({.pointer = spot.pointer,
                      .key = spot.key,
                      .text = *text,
                      .isString = type == ondemand::json_type::string});
    }

    bool walkObject(ondemand::value value, const Spot &spot, const Visit &visit)
    {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return false;
        for (auto field : object) {
            std::string_view key;
            ondemand::value here;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS
                || field.value().get(here) != simdjson::SUCCESS
                || !walk(
                    here,
                    {spot.pointer + '/' + escaped(viewOf(key)), viewOf(key), spot.depth - 1, 0},
                    visit))
                return false;
        }
        return true;
    }

    /// An array further in: whether it is one of texts or numbers.
    bool walkList(ondemand::value value, const Spot &spot, const Visit &visit)
    {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return false;
        ondemand::json_type first {};
        bool isList = false;
        for (auto element : array) {
            if (element.type().get(first) != simdjson::SUCCESS)
                return false;
            isList = first == ondemand::json_type::string || first == ondemand::json_type::number;
            break;
        }
        return !isList
            || visit({.pointer = spot.pointer, .key = spot.key, .text = {}, .isList = true});
    }

    bool walkArray(ondemand::value value, const Spot &spot, const Visit &visit)
    {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return false;
        int place = -spot.firstPlace;
        for (auto element : array) {
            ondemand::value here;
            if (element.get(here) != simdjson::SUCCESS)
                return false;
            if (place >= 0
                && !walk(here,
                         {spot.pointer + '/' + QByteArray::number(place), {}, spot.depth - 1, 0},
                         visit))
                return false;
            ++place;
        }
        return true;
    }

    JsonDocument m_document;
    QByteArrayList m_texts;
    qsizetype m_most = 0;
};

DataValues::DataValues()
    : m_d(std::make_unique<Private>())
{
}

DataValues::~DataValues() = default;

QByteArray DataValues::dataOf(const MessageRecord &message, int protocol)
{
    const QByteArray &content = message.content.bytes;
    if (message.content.size > MostBytes || message.content.size != content.size())
        return {};
    if (message.kind == Kind::Text)
        return content;
    if (message.socketIo < 0)
        return {};
    if (message.isMsgpack || !message.attachments.empty())
        return m_d->packets.of(message, protocol);
    return message.dataOffset >= 0 && message.dataOffset <= content.size()
        ? content.sliced(message.dataOffset)
        : QByteArray();
}

QByteArrayList DataValues::at(QByteArrayView json, int firstPlace, const QByteArrayList &pointer,
                              qsizetype most)
{
    return m_d->at(json, firstPlace, Path(pointer.begin(), pointer.end()), most);
}

void DataValues::forEach(QByteArrayView json, int firstPlace, int depth,
                         const std::function<bool(const Found &)> &visit)
{
    m_d->forEach(json, firstPlace, depth, visit);
}

} // namespace Rooms
