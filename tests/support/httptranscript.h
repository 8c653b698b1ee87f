// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"

#include <variant>

/// Writes down what an Http::MessageDecoder gives, one line an event, so that two runs can be
/// compared. Neighbouring pieces of a body, or of foreign bytes, become one line, as where they are
/// cut depends on how the bytes arrived.
class HttpTranscript
{
public:
    void take(Http::MessageDecoder &decoder)
    {
        while (auto event = decoder.next())
            std::visit([this](const auto &thing) { add(thing); }, *event);
    }

    QByteArray text()
    {
        endRun();
        return m_text;
    }

private:
    void add(const Http::Head &head)
    {
        endRun();
        if (head.isRequest)
            m_text += "request " + head.method + ' ' + head.target;
        else
            m_text += "response " + QByteArray::number(head.status) + ' ' + head.reason;
        m_text += ' ' + QByteArray::number(head.majorVersion) + '.'
            + QByteArray::number(head.minorVersion);
        addFields(head.fields);
        m_text += " @" + QByteArray::number(head.streamOffset) + '+'
            + QByteArray::number(head.wireBytes);
        if (head.raw.size() != head.wireBytes)
            m_text += " kept " + QByteArray::number(head.raw.size());
        addProblems(head.problems);
    }
    void add(const Http::BodyPart &part)
    {
        if (part.bytes.isEmpty())
            m_text += "EMPTY ";
        m_body += part.bytes;
    }
    void add(const Http::End &end)
    {
        endRun();
        m_text += end.complete ? "end " : "cut ";
        m_text += QByteArray::number(end.bodyBytes) + '/' + QByteArray::number(end.wireBytes);
        addFields(end.trailers);
        addProblems(end.problems);
    }
    void add(const Http::Foreign &foreign)
    {
        if (foreign.bytes.isEmpty())
            m_text += "EMPTY ";
        m_foreign += foreign.bytes;
    }

    void addFields(const QList<Http::Field> &fields)
    {
        for (const Http::Field &field : fields)
            m_text += " {" + field.name + '=' + field.value + '}';
    }
    void addProblems(const Problems &problems)
    {
        if (!problems.isEmpty())
            m_text += " !" + problems.toCodes();
        m_text += '\n';
    }
    void endRun()
    {
        if (!m_body.isEmpty())
            m_text += "body " + m_body + '\n';
        if (!m_foreign.isEmpty())
            m_text += "foreign " + m_foreign + '\n';
        m_body.clear();
        m_foreign.clear();
    }

    QByteArray m_text;
    QByteArray m_body;
    QByteArray m_foreign;
};
