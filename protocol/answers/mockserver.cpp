// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/mockserver.h"

namespace Answers {

/// What makes up the server; lives in the net thread.
class MockServer::Parts
{
public:
    Parts(Net::Poller &poller, Plan plan)
        : m_server(poller)
    {
        if (auto *file = std::get_if<FromFile>(&plan)) {
            m_answers.emplace(m_server, std::move(file->answers), file->options);
        } else {
            auto &recorded = std::get<FromRecording>(plan);
            m_recorded.emplace(
                m_server, std::move(recorded.recording), recorded.pace,
                recorded.note ? std::move(recorded.note) : [](const QByteArray & /*sentence*/) {});
        }
    }

    Started listen(const Net::Address &address)
    {
        if (const int error = m_server.listen(address); error != 0) {
            return {{},
                    "The mock server could not listen on " + address.toText() + ": "
                        + Net::errorText(error) + '.'};
        }
        return {m_server.address().toText(), {}};
    }

private:
    Server::Server m_server; // the last to go
    std::optional<AnswerSite> m_answers;
    std::optional<RecordedSite> m_recorded;
};

MockServer::MockServer(Net::NetThread &thread)
    : m_thread(thread)
{
}

MockServer::~MockServer()
{
    stop();
}

MockServer::Started MockServer::start(Plan plan, const QByteArray &host, quint16 port)
{
    stop();
    const auto address = Net::Address::fromLiteral(host, port);
    if (!address || !address->isLoopback())
        return {{}, "The mock server listens on loopback addresses only, not on \"" + host + "\"."};
    Started started;
    m_thread.run([&] {
        m_parts = std::make_unique<Parts>(m_thread.poller(), std::move(plan));
        started = m_parts->listen(*address);
        if (!started.error.isEmpty())
            m_parts.reset();
    });
    return started;
}

void MockServer::stop()
{
    if (m_parts != nullptr)
        m_thread.run([this] { m_parts.reset(); });
}

} // namespace Answers
