// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/acktable.h"

#include <algorithm>
#include <vector>

namespace Capture {

template<typename AckId>
void BasicAckTable<AckId>::ask(const QByteArray &nsp, Direction asker, const AckId &ackId,
                               Id message, Time time)
{
    Questions &questions = m_questions[static_cast<std::size_t>(asker)][nsp];
    if (questions.size() >= MaxOpen)
        dropOldest(questions);
    questions.insert(ackId, {.message = message, .time = time});
}

template<typename AckId>
typename BasicAckTable<AckId>::Answer BasicAckTable<AckId>::answer(const QByteArray &nsp,
                                                                   Direction answerer,
                                                                   const AckId &ackId, bool forThem)
{
    auto &byNamespace = m_questions[static_cast<std::size_t>(opposite(answerer))];
    const auto questions = byNamespace.find(nsp);
    if (questions == byNamespace.end())
        return {};
    const auto found = questions->find(ackId);
    if (found == questions->end())
        return {};
    const Answer answer {found->isAnswered ? Result::Repeated : Result::Answered, *found};
    found->isAnswered = true;
    found->isAnsweredForThem = forThem;
    return answer;
}

template<typename AckId>
void BasicAckTable<AckId>::dropOldest(Questions &questions)
{
    std::vector<Time> times;
    times.reserve(static_cast<std::size_t>(questions.size()));
    for (const Question &question : std::as_const(questions))
        times.push_back(question.time);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    questions.removeIf([limit = *middle](const auto &it) { return it.value().time < limit; });
    if (questions.size() >= MaxOpen)
        questions.clear(); // all asked in the same microsecond
}

template class BasicAckTable<qint64>;
template class BasicAckTable<QByteArray>;

} // namespace Capture
