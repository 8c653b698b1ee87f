// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answerbook.h"

#include <QObject>

#include <functional>

namespace Answers {

/// Does what answers say, now or when it is time. What still waits when it goes is dropped.
class Agenda
{
public:
    void run(const std::vector<Use> &uses, const std::function<void(const Use &use)> &act);

private:
    QObject m_waiting;
};

} // namespace Answers
