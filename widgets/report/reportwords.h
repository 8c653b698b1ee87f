// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/report/facts.h"

#include <QString>

/// The words of a report, whatever it is written in.
class ReportWords
{
public:
    explicit ReportWords(const Report::Facts &facts)
        : m_facts(facts)
    {
    }

    QString title() const;
    /// What the user says about the capture, a paragraph each.
    QStringList description() const;
    /// What is in it, a line each: a name and a value.
    QList<std::pair<QString, QString>> summary() const;
    QStringList sessionHeads() const;
    QStringList session(const Capture::SessionRecord &session) const;
    /// What was noted about sessions, one each.
    QStringList sessionNotes() const;
    /// "12 · 10:02:31.120 · sent · chat · event": what stands above a message's data.
    QString message(const Report::Facts::Message &message) const;
    /// What was noted, done or wrong about it; empty for nothing.
    QStringList remarks(const Report::Facts::Message &message) const;
    /// What is left out of its data; empty for nothing.
    QString left(const Report::Facts::Message &message) const;
    /// How many of the messages are not there; empty for none.
    QString leftMessages() const;
    QString problem(const Capture::ProblemRecord &problem) const;
    QString leftProblems() const;
    QString gap(const Capture::GapRecord &gap) const;
    QString timeline() const;

private:
    const Report::Facts &m_facts;
};

/// One page of HTML with everything in it: its looks, light and dark, and the timeline as a
/// picture. No script, nothing from elsewhere; text of others is only text. UTF-8.
QByteArray reportHtml(const Report::Facts &facts);

/// The same in Markdown, without the picture. UTF-8.
QByteArray reportMarkdown(const Report::Facts &facts);
