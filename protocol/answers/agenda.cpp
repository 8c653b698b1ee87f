// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/agenda.h"

#include <QTimer>

namespace Answers {

void Agenda::run(const std::vector<Use> &uses, const std::function<void(const Use &use)> &act)
{
    for (const Use &use : uses) {
        if (use.time.count() == 0) {
            act(use);
        } else {
            const auto after = std::chrono::duration_cast<std::chrono::milliseconds>(use.time);
            QTimer::singleShot(after, Qt::PreciseTimer, &m_waiting, [use, act] { act(use); });
        }
    }
}

} // namespace Answers
