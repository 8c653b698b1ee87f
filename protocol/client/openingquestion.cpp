// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/openingquestion.h"

namespace Client {

OpeningQuestion::OpeningQuestion(Line &line, QObject *parent)
    : QObject(parent)
    , m_polling(line)
{
}

void OpeningQuestion::ask(const QByteArray &pathAndQuery, EngineIo::Revision revision,
                          std::function<void(const Failure &failure)> answered)
{
    connect(&m_polling, &PollingTransport::got, this,
            [revision, answered = std::move(answered)](const PollingTransport::Result &result) {
                Failure failure;
                if (!result.failure && result.answer.status != 200)
                    failure = engineFailure(result.answer, revision);
                answered(failure.kind == FailureKind::WrongVersion ? failure : Failure());
            });
    m_polling.get(pathAndQuery);
}

} // namespace Client
