// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/playhead.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/socketio/jsonreader.h"

#include <array>

namespace Answers {

using Capture::Kind;

namespace {

/// The members by which apps tell their messages apart.
constexpr std::array SortKeys {"type", "event", "action", "op", "cmd", "method", "name"};

/// What sort of message \a content is: the first of such members with its value; empty for none.
QByteArray sortOf(const QByteArray &content)
{
    if (!content.trimmed().startsWith('{') || !SocketIo::JsonReader().read(content).valid)
        return {};
    const auto members = Admin::jsonMembers(content);
    for (const char *const key : SortKeys) {
        const QByteArrayView value = Admin::valueOf(members, key);
        const bool isScalar = !value.isEmpty() && !value.startsWith('{') && !value.startsWith('[');
        if (isScalar)
            return key + (':' + value.toByteArray());
    }
    return {};
}

} // namespace

Playhead::Playhead(const std::vector<Step> &steps)
    : m_steps(steps)
    , m_taken(steps.size())
{
}

Playhead::Places Playhead::all() const
{
    Places places;
    for (std::size_t place = 0; place < m_steps.size(); ++place) {
        if (m_steps[place].isOfServer())
            places.push_back(place);
    }
    return places;
}

Playhead::Places Playhead::following(std::size_t from) const
{
    Places places;
    for (std::size_t place = from; place < m_steps.size() && m_steps[place].isOfServer(); ++place)
        places.push_back(place);
    return places;
}

std::optional<std::size_t> Playhead::take(const Step &said)
{
    auto found = find([&](const Step &step) {
        if (step.kind != said.kind)
            return false;
        if (step.kind == Kind::Event)
            return step.event == said.event;
        if (step.kind == Kind::Ack)
            return step.ackId == said.ackId;
        return step.content == said.content;
    });
    if (!found && said.kind == Kind::Text) {
        const QByteArray sort = sortOf(said.content);
        found = sort.isEmpty() ? std::nullopt : find([&](const Step &step) {
            return step.kind == Kind::Text && sortOf(step.content) == sort;
        });
    }
    if (found)
        m_taken[*found] = true;
    return found;
}

std::optional<std::size_t> Playhead::find(const std::function<bool(const Step &step)> &fits) const
{
    for (std::size_t place = 0; place < m_steps.size(); ++place) {
        if (!m_taken[place] && !m_steps[place].isOfServer() && fits(m_steps[place]))
            return place;
    }
    return std::nullopt;
}

} // namespace Answers
