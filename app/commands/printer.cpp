// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/printer.h"

#include "protocol/formats/jsonlines.h"

#include <cstdio>
#include <limits>
#include <utility>

Printer::Printer(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
}

Printer::~Printer() = default;

void Printer::print(const Capture::Advance &advance)
{
    for (const Capture::SessionRecord &session : advance.sessions)
        m_protocols.insert(session.id, session.socketIo);
    Capture::Id last = m_printed;
    if (!advance.messages.empty())
        last = std::max(last, advance.messages.back());
    if (!advance.heartbeats.empty())
        last = std::max(last, advance.heartbeats.back());
    printUpTo(last);
    write(m_memberships.take(advance.memberships));
}

void Printer::printRest()
{
    m_reader.reset(); // the file has been finished, and may have moved
    printUpTo(std::numeric_limits<Capture::Id>::max());
    if (m_reader)
        write(m_memberships.takeAll(*m_reader));
}

void Printer::write(const QByteArray &lines)
{
    if (lines.isEmpty() || m_isClosed)
        return;
    const auto size = static_cast<std::size_t>(lines.size());
    m_isClosed
        = std::fwrite(lines.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0;
    if (m_isClosed)
        emit closed();
}

void Printer::printUpTo(Capture::Id last)
{
    if (last <= m_printed || m_isClosed)
        return;
    if (!m_reader) {
        m_reader = Capture::StoreReader::open(m_path, nullptr);
        if (!m_reader)
            return;
        for (const Capture::SessionRecord &session : m_reader->sessions())
            m_protocols.insert(session.id, session.socketIo);
    }
    Formats::JsonLinesWriter writer([](QByteArrayView bytes) {
        const auto size = static_cast<std::size_t>(bytes.size());
        return std::fwrite(bytes.constData(), 1, size, stdout) == size;
    });
    m_reader->forEachMessage(
        m_printed, Capture::StoreReader::PreviewBytes, [&](Capture::MessageRow &&row) {
            if (row.record.id > last)
                return false;
            m_printed = row.record.id;
            m_isClosed = !writer.write(*m_reader, row, m_protocols.value(row.record.session));
            return !m_isClosed;
        });
    if (std::fflush(stdout) != 0)
        m_isClosed = true;
    if (m_isClosed)
        emit closed();
}
