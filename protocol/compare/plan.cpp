// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/plan.h"

#include "protocol/tap/tapspec.h"

#include <algorithm>

namespace Compare {

namespace {

constexpr qint64 SmallestSize = 8; // a message says its number
constexpr qint64 LargestSize = qint64(16) << 20;
constexpr int MostMessages = 100'000;
constexpr int MostReceivers = 100;
constexpr int MostRounds = 100;
constexpr qint64 MostBytes = qint64(256) << 20; // all that crosses is kept until it was counted

QByteArray range(const QByteArray &what, qint64 from, qint64 to)
{
    return what + " is from " + QByteArray::number(from) + " to " + QByteArray::number(to) + '.';
}

QByteArray targetFault(const Target &target)
{
    if (target.isEmbedded())
        return {};
    const auto parsed = Tap::TapSpec::parseTarget(target.url);
    if (!parsed.value)
        return '"' + target.url + "\": " + parsed.error;
    if (!target.nsp.startsWith('/'))
        return QByteArrayLiteral("A namespace begins with /.");
    for (const QByteArray &path : {target.path, target.webSocketPath, target.chatPath}) {
        if (!path.isEmpty() && !path.startsWith('/'))
            return "The path \"" + path + "\" does not begin with /.";
    }
    return {};
}

} // namespace

std::vector<Work> allWorks()
{
    return {Work::OneWay, Work::Echo, Work::BinaryEcho, Work::Broadcast};
}

QByteArray workName(Work work)
{
    switch (work) {
    case Work::OneWay:
        return QByteArrayLiteral("one-way");
    case Work::Echo:
        return QByteArrayLiteral("echo");
    case Work::BinaryEcho:
        return QByteArrayLiteral("binary-echo");
    case Work::Broadcast:
        return QByteArrayLiteral("broadcast");
    }
    return {};
}

std::optional<Work> workFromName(QByteArrayView name)
{
    const std::vector<Work> works = allWorks();
    const auto found = std::find_if(works.begin(), works.end(),
                                    [name](Work work) { return workName(work) == name; });
    return found == works.end() ? std::nullopt : std::optional(*found);
}

Target Target::at(const QByteArray &url)
{
    Target target;
    target.url = url;
    target.echoEvent.clear();
    target.broadcastEvent.clear();
    target.webSocketPath.clear();
    target.chatPath.clear();
    return target;
}

int Plan::messagesOf(qint64 size) const
{
    const qint64 fitting = std::max<qint64>(bytes / std::max<qint64>(size, 1), FewestMessages);
    return int(std::min<qint64>(messages, fitting));
}

QByteArray Plan::fault() const
{
    if (targets.isEmpty())
        return QByteArrayLiteral("There is no server to measure.");
    if (ways.empty())
        return QByteArrayLiteral("There is no way to measure.");
    if (works.empty() && !cuts && !blocks)
        return QByteArrayLiteral("There is nothing to measure.");
    if (!works.empty() && sizes.isEmpty())
        return QByteArrayLiteral("There is no size to measure.");
    for (const qint64 size : sizes) {
        if (size < SmallestSize || size > LargestSize)
            return range("A size", SmallestSize, LargestSize);
    }
    if (messages < 1 || messages > MostMessages)
        return range("The number of messages", 1, MostMessages);
    if (receivers < 1 || receivers > MostReceivers)
        return range("The number of receivers", 1, MostReceivers);
    if (rounds < 1 || rounds > MostRounds)
        return range("The number of rounds", 1, MostRounds);
    for (const qint64 size : sizes) {
        const qint64 copies = std::max(2, receivers + 1);
        if (size * messagesOf(size) * copies > MostBytes)
            return "Messages of " + QByteArray::number(size)
                + " bytes are too many: take fewer, or fewer receivers.";
    }
    for (const Target &target : targets) {
        if (QByteArray fault = targetFault(target); !fault.isEmpty())
            return fault;
    }
    return {};
}

} // namespace Compare
