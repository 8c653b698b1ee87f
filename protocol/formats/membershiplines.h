// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QByteArray>
#include <QHash>

#include <span>

namespace Formats {

/// Makes the lines of JSON Lines that tell who came into a room and who left it, in order of time
/// within each call. docs/json-lines.md describes them. A membership that is given again adds what
/// has not been told of it yet.
class MembershipLines
{
public:
    QByteArray take(std::span<const Capture::MembershipRecord> memberships);
    /// All of a capture.
    QByteArray takeAll(Capture::StoreReader &reader);

private:
    enum class Known : quint8 { Nothing, Began, Ended };

    QHash<Capture::Id, Known> m_known;
};

} // namespace Formats
