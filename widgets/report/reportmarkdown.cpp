// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportwords.h"

#include <QCoreApplication>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ReportMarkdown", text);
}

/// Text that stands as it is: nothing in it is taken for a mark.
QString plain(QString text)
{
    text.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' '));
    for (const char mark : {'\\', '|', '*', '_', '`', '<', '[', ']', '#', '~', '!'})
        text.replace(QLatin1Char(mark), QLatin1String("\\") + QLatin1Char(mark));
    return text;
}

/// A fence that nothing in \a data closes.
QString fenceFor(const QString &data)
{
    QString fence = QStringLiteral("```");
    while (data.contains(fence))
        fence += QLatin1Char('`');
    return fence;
}

QString row(const QStringList &cells)
{
    QStringList safe;
    for (const QString &cell : cells)
        safe.append(plain(cell));
    return QStringLiteral("| %1 |\n").arg(safe.join(QStringLiteral(" | ")));
}

} // namespace

QByteArray reportMarkdown(const Report::Facts &facts)
{
    const ReportWords texts(facts);
    QString page = QStringLiteral("# %1\n\n").arg(plain(texts.title()));
    for (const QString &paragraph : texts.description())
        page += QStringLiteral("%1\n\n").arg(plain(paragraph));
    for (const auto &[name, value] : texts.summary())
        page += QStringLiteral("* %1: %2\n").arg(plain(name), plain(value));
    if (!facts.sessions.empty()) {
        const QStringList heads = texts.sessionHeads();
        page += QStringLiteral("\n## %1\n\n").arg(words("Sessions")) + row(heads)
            + QStringLiteral("|%1\n").arg(QStringLiteral("---|").repeated(heads.size()));
        for (const Capture::SessionRecord &session : facts.sessions)
            page += row(texts.session(session));
        for (const QString &note : texts.sessionNotes())
            page += QStringLiteral("\n%1\n").arg(plain(note));
    }
    if (!facts.problems.empty() || !facts.gaps.empty()) {
        page += QStringLiteral("\n## %1\n\n").arg(words("Problems"));
        for (const Capture::GapRecord &gap : facts.gaps)
            page += QStringLiteral("* %1\n").arg(plain(texts.gap(gap)));
        for (const Capture::ProblemRecord &problem : facts.problems)
            page += QStringLiteral("* %1\n").arg(plain(texts.problem(problem)));
        if (const QString left = texts.leftProblems(); !left.isEmpty())
            page += QStringLiteral("\n%1\n").arg(plain(left));
    }
    page += QStringLiteral("\n## %1\n").arg(words("Messages"));
    for (const Report::Facts::Message &message : facts.messages) {
        page += QStringLiteral("\n### %1\n\n").arg(plain(texts.message(message)));
        for (const QString &remark : texts.remarks(message))
            page += QStringLiteral("* %1\n").arg(plain(remark));
        if (!message.data.isEmpty()) {
            const QString data = QString::fromUtf8(message.data);
            const QString fence = fenceFor(data);
            page += QStringLiteral("\n%1\n%2\n%1\n").arg(fence, data);
        }
        if (const QString left = texts.left(message); !left.isEmpty())
            page += QStringLiteral("\n%1\n").arg(plain(left));
    }
    if (const QString left = texts.leftMessages(); !left.isEmpty())
        page += QStringLiteral("\n%1\n").arg(plain(left));
    return page.toUtf8();
}
