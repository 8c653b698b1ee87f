// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/versionprobe.h"

namespace Client {

bool isBareConnect(QByteArrayView message)
{
    // The second is that of the MessagePack parser.
    return message == QByteArrayView("0") || message == QByteArrayView(R"({"type":0,"nsp":"/"})");
}

VersionProbe::Verdict VersionProbe::opened(const EngineIo::Handshake &handshake)
{
    // Only engine.io 6.2 and above say it, which speak 4 to who asks for 4.
    if (handshake.maxPayload)
        m_verdict = Verdict::Revision4;
    return m_verdict;
}

VersionProbe::Verdict VersionProbe::took(QByteArrayView message)
{
    const bool isUnaskedError = message.startsWith("4\"") || message.startsWith(R"({"type":4)");
    if (m_verdict == Verdict::Undecided && (isBareConnect(message) || isUnaskedError))
        m_verdict = Verdict::Revision3;
    return m_verdict;
}

VersionProbe::Verdict VersionProbe::waited()
{
    if (m_verdict == Verdict::Undecided)
        m_verdict = Verdict::Revision4;
    return m_verdict;
}

} // namespace Client
