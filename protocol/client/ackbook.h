// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace Client {

/// Who waits for which ack, by namespace and ack id. \a Asked is what the asker has to know when
/// the answer is there. Ids count from 0 in each namespace, and go on over reconnections.
template<typename Asked>
class AckBook
{
public:
    /// The id to send with the question.
    quint64 add(const QByteArray &nsp, Asked asked)
    {
        const quint64 id = m_nextIds[nsp]++;
        m_open.emplace(std::pair(nsp, id), std::move(asked));
        return id;
    }

    /// Nobody asked for an id that the book doesn't know.
    Asked *find(const QByteArray &nsp, quint64 id)
    {
        const auto found = m_open.find({nsp, id});
        return found == m_open.end() ? nullptr : &found->second;
    }

    /// The question is answered; once.
    std::optional<Asked> take(const QByteArray &nsp, quint64 id)
    {
        auto node = m_open.extract({nsp, id});
        return node.empty() ? std::nullopt : std::optional(std::move(node.mapped()));
    }

    /// All questions of a namespace, or of all with the empty name, in the order of their ids:
    /// nobody will answer them.
    std::vector<Asked> takeAll(const QByteArray &nsp = {})
    {
        std::vector<Asked> taken;
        auto begin = m_open.begin();
        auto end = m_open.end();
        if (!nsp.isEmpty()) {
            begin = m_open.lower_bound({nsp, 0});
            end = m_open.upper_bound({nsp, ~quint64(0)});
        }
        for (auto open = begin; open != end; ++open)
            taken.push_back(std::move(open->second));
        m_open.erase(begin, end);
        return taken;
    }

private:
    std::map<std::pair<QByteArray, quint64>, Asked> m_open;
    QHash<QByteArray, quint64> m_nextIds;
};

} // namespace Client
