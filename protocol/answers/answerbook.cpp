// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerbook.h"

#include "protocol/query/parser.h"

namespace Answers {

AnswerBook::AnswerBook(AnswerList list)
    : m_list(std::move(list))
{
    for (const Answer &answer : m_list.answers) {
        Entry entry;
        if (!answer.filter.isEmpty()) {
            entry.matcher = std::make_unique<Rules::LiveMatcher>(
                std::get<Query::Expression>(Query::parse(answer.filter)));
        }
        m_entries.push_back(std::move(entry));
    }
}

bool AnswerBook::mayBeUsed(std::size_t place) const
{
    const Answer &answer = m_list.answers[place];
    return answer.isOn && (answer.times == 0 || m_entries[place].used < answer.times);
}

bool AnswerBook::fits(std::size_t place, When when, const QByteArray &path,
                      const Rules::LiveMessage &message)
{
    const Answer &answer = m_list.answers[place];
    const auto &matcher = m_entries[place].matcher;
    return answer.when == when && answer.path == path && mayBeUsed(place)
        && (matcher == nullptr || matcher->matches(message));
}

std::vector<Use> AnswerBook::uses(When when, const QByteArray &path,
                                  const Rules::LiveMessage &message)
{
    std::vector<Use> uses;
    std::chrono::microseconds delay {0};
    for (std::size_t place = 0; place < m_entries.size(); ++place) {
        const Answer &answer = m_list.answers[place];
        if (std::holds_alternative<Reject>(answer.action) || !fits(place, when, path, message))
            continue;
        ++m_entries[place].used;
        if (std::holds_alternative<Drop>(answer.action))
            break;
        if (std::holds_alternative<Delay>(answer.action))
            delay += answer.time;
        else
            uses.push_back({&answer, m_entries[place].used, delay + answer.time});
    }
    return uses;
}

const Reject *AnswerBook::rejection(const QByteArray &path, const Rules::LiveMessage &message)
{
    for (std::size_t place = 0; place < m_entries.size(); ++place) {
        const auto *reject = std::get_if<Reject>(&m_list.answers[place].action);
        if (reject != nullptr && fits(place, When::Connect, path, message)) {
            ++m_entries[place].used;
            return reject;
        }
    }
    return nullptr;
}

std::optional<Use> AnswerBook::use(std::size_t place)
{
    if (!mayBeUsed(place))
        return std::nullopt;
    return Use {&m_list.answers[place], ++m_entries[place].used, m_list.answers[place].time};
}

} // namespace Answers
