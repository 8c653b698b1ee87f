// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportwords.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ReportWords", text);
}

} // namespace

QString ReportWords::title() const
{
    return m_facts.about.title.isEmpty() ? words("Traffic of %1").arg(m_facts.file)
                                         : QString::fromUtf8(m_facts.about.title);
}

QStringList ReportWords::description() const
{
    return QString::fromUtf8(m_facts.about.description).split(u'\n', Qt::SkipEmptyParts);
}

QList<std::pair<QString, QString>> ReportWords::summary() const
{
    QList<std::pair<QString, QString>> lines;
    if (!m_facts.about.title.isEmpty())
        lines.append({words("Capture"), m_facts.file});
    lines.append({words("Shown"),
                  m_facts.filter.isEmpty()
                      ? words("all messages")
                      : words("messages that match %1").arg(QString::fromUtf8(m_facts.filter))});
    lines.append({words("Messages"),
                  words("%1 of %2").arg(formatCount(m_facts.chosen), formatCount(m_facts.all))});
    if (m_facts.first) {
        lines.append({words("From"), formatFullTime(*m_facts.first)});
        lines.append({words("To"),
                      words("%1 (%2)").arg(formatFullTime(*m_facts.last),
                                           formatDuration(*m_facts.last - *m_facts.first))});
    }
    lines.append({words("Sessions"), formatCount(m_facts.sessionCount)});
    lines.append({words("Payload"), formatBytes(m_facts.payloadBytes)});
    lines.append({words("On the wire"), formatBytes(m_facts.wireBytes)});
    lines.append({words("Problems"), formatCount(m_facts.problemCount)});
    lines.append({words("Secrets"),
                  m_facts.isRedacted ? words("replaced by stand-ins") : words("as they crossed")});
    return lines;
}

QStringList ReportWords::sessionHeads() const
{
    return {words("Session"), words("Protocol"), words("Id"),       words("Opened"),
            words("Lasted"),  words("Messages"), words("Problems"), words("End")};
}

QStringList ReportWords::session(const Capture::SessionRecord &session) const
{
    return {QStringLiteral("%1 %2").arg(session.id).arg(sessionTitle(session)),
            sessionProtocol(session),
            m_facts.isRedacted ? QString::fromUtf8(session.sid) : QString(),
            formatFullTime(session.opened),
            session.closed ? formatDuration(*session.closed - session.opened) : words("open"),
            formatCount(session.sentMessages + session.receivedMessages),
            formatCount(session.problems),
            QString::fromUtf8(session.closeReason)};
}

QStringList ReportWords::sessionNotes() const
{
    QStringList lines;
    for (const Capture::SessionNote &note : m_facts.sessionNotes) {
        const auto session
            = std::ranges::find(m_facts.sessions, note.session, &Capture::SessionRecord::id);
        if (session != m_facts.sessions.end())
            lines.append(words("%1 %2: %3")
                             .arg(note.session)
                             .arg(sessionTitle(*session), QString::fromUtf8(note.note)));
    }
    return lines;
}

QString ReportWords::message(const Report::Facts::Message &message) const
{
    const Capture::MessageRecord &record = message.row.record;
    QStringList parts {QString::number(record.id), formatTime(record.time),
                       directionWord(record.direction), words("session %1").arg(record.session),
                       kindLabel(record)};
    if (!record.nsp.isEmpty() && record.nsp != "/")
        parts.append(QString::fromUtf8(record.nsp));
    if (!record.event.isEmpty())
        parts.append(QString::fromUtf8(record.event));
    parts.append(formatBytes(record.payloadBytes));
    if (message.row.answerLatencyUs >= 0)
        parts.append(
            words("answered after %1")
                .arg(formatDuration(std::chrono::microseconds(message.row.answerLatencyUs))));
    return parts.join(QStringLiteral(" · "));
}

QStringList ReportWords::remarks(const Report::Facts::Message &message) const
{
    QStringList remarks;
    if (message.annotation.isBookmarked)
        remarks.append(words("Bookmarked"));
    if (!message.annotation.note.isEmpty())
        remarks.append(words("Note: %1").arg(QString::fromUtf8(message.annotation.note)));
    if (!message.row.record.changed.isEmpty())
        remarks.append(words("Changed by: %1").arg(QString::fromUtf8(message.row.record.changed)));
    QStringList codes;
    message.row.record.problems.forEach(
        [&codes](Problem problem) { codes.append(QString::fromLatin1(problemCode(problem))); });
    if (!codes.isEmpty())
        remarks.append(words("Problems: %1").arg(codes.join(QStringLiteral(", "))));
    return remarks;
}

QString ReportWords::left(const Report::Facts::Message &message) const
{
    if (message.isHex)
        return words("%1 of binary data").arg(formatBytes(message.dataBytes));
    return message.data.size() < message.dataBytes
        ? words("the first %1 of %2")
              .arg(formatBytes(message.data.size()), formatBytes(message.dataBytes))
        : QString();
}

QString ReportWords::leftMessages() const
{
    const qint64 left = m_facts.chosen - std::ssize(m_facts.messages);
    return left > 0 ? words("%1 more messages are not shown here; those with a note all are.")
                          .arg(formatCount(left))
                    : QString();
}

QString ReportWords::problem(const Capture::ProblemRecord &problem) const
{
    QString text = formatTime(problem.time) + QStringLiteral(" · ")
        + QString::fromLatin1(problemCode(problem.problem));
    if (problem.message != 0)
        text += QStringLiteral(" · ") + words("message %1").arg(problem.message);
    if (!problem.detail.isEmpty())
        text += QStringLiteral(" · ") + QString::fromUtf8(problem.detail);
    return text;
}

QString ReportWords::leftProblems() const
{
    const qint64 left = m_facts.problemCount - std::ssize(m_facts.problems);
    return left > 0 ? words("%1 more are not shown here.").arg(formatCount(left)) : QString();
}

QString ReportWords::gap(const Capture::GapRecord &gap) const
{
    const bool isCounted = gap.cause != Capture::GapRecord::Cause::Missing;
    return words("%1 to %2: %3 were not recorded (%4)")
        .arg(formatTime(gap.started), formatTime(gap.ended),
             isCounted ? words("%1 messages").arg(formatCount(gap.messages))
                       : formatBytes(gap.bytes),
             gapCauseWords(gap.cause));
}

QString ReportWords::timeline() const
{
    qint64 most = 0;
    for (const Report::Facts::Bucket &bucket : m_facts.buckets)
        most = std::max({most, bucket.sent, bucket.received});
    if (!m_facts.first)
        return words("No messages.");
    const auto part = (*m_facts.last - *m_facts.first) / qint64(Report::Facts::Buckets);
    return words("Messages in each %1, sent above and received below; at most %2 at once.")
        .arg(formatDuration(part), formatCount(most));
}
