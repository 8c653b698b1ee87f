// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ReportHtml", text);
}

/// Text of anybody, as text and nothing else.
QString plain(const QString &text)
{
    QString safe;
    for (const QChar c : text) {
        // Control characters are no text in HTML.
        const bool isControl
            = c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t');
        safe += isControl || c.unicode() == 0x7f ? QChar(0xfffd) : c;
    }
    return safe.toHtmlEscaped();
}

QString plain(const QByteArray &text)
{
    return plain(QString::fromUtf8(text));
}

const char *const Look = R"(
:root { color-scheme: light dark; --ground: #ffffff; --text: #1b1f24; --dim: #5c6570; --line: #d5dae0;
  --panel: #f5f7f9; --sent: #1f6feb; --received: #1a7f4b; --problem: #c62828; }
@media (prefers-color-scheme: dark) { :root { --ground: #16191d; --text: #e3e7eb; --dim: #98a2ad;
  --line: #343b43; --panel: #1e2328; --sent: #6cb0ff; --received: #57c98b; --problem: #ff7b72; } }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1.5rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--dim); font-weight: 600; white-space: nowrap; }
section { border-left: 4px solid var(--sent); background: var(--panel); margin: .6rem 0; padding: .5rem .8rem; }
section.received { border-color: var(--received); }
section.problem { outline: 1px solid var(--problem); }
section p { margin: 0; font-size: .9rem; } section p.head { color: var(--dim); }
pre { margin: .3rem 0 0; white-space: pre-wrap; font: .85rem/1.45 ui-monospace, monospace; }
svg { width: 100%; height: auto; background: var(--panel); }
.sent { fill: var(--sent); } .got { fill: var(--received); } .bad { fill: var(--problem); }
.axis { stroke: var(--line); }
.dim { color: var(--dim); }
)";

class Page
{
public:
    explicit Page(const Report::Facts &facts)
        : m_facts(facts)
        , m_words(facts)
    {
    }

    QByteArray take()
    {
        writeHead();
        writeTimeline();
        writeSessions();
        writeProblems();
        writeMessages();
        m_text += QStringLiteral("</body>\n</html>\n");
        return m_text.toUtf8();
    }

private:
    void writeHead()
    {
        m_text += QStringLiteral(
                      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                      "'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\">\n<title>%1</title>\n"
                      "<style>%2</style>\n</head>\n<body>\n<h1>%1</h1>\n")
                      .arg(plain(m_words.title()), QLatin1String(Look));
        for (const QString &paragraph : m_words.description())
            m_text += QStringLiteral("<p>%1</p>\n").arg(plain(paragraph));
        m_text += QStringLiteral("<dl>\n");
        for (const auto &[name, value] : m_words.summary())
            m_text += QStringLiteral("<dt>%1</dt><dd>%2</dd>\n").arg(plain(name), plain(value));
        m_text += QStringLiteral("</dl>\n");
    }

    void heading(const QString &words)
    {
        m_text += QStringLiteral("<h2>%1</h2>\n").arg(plain(words));
    }
    void dim(const QString &words)
    {
        if (!words.isEmpty())
            m_text += QStringLiteral("<p class=\"dim\">%1</p>\n").arg(plain(words));
    }

    /// Columns of what was sent above a line, of what was received below it.
    void writeTimeline()
    {
        constexpr int Width = 8;
        constexpr int Half = 60;
        heading(words("Timeline"));
        dim(m_words.timeline());
        qint64 most = 1;
        for (const Report::Facts::Bucket &bucket : m_facts.buckets)
            most = std::max({most, bucket.sent, bucket.received});
        const auto heightOf = [most](qint64 count) {
            return count == 0 ? 0.0 : std::max(1.0, double(count) * (Half - 4) / double(most));
        };
        const int all = Width * int(Report::Facts::Buckets);
        m_text += QStringLiteral("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\">\n")
                      .arg(all)
                      .arg(2 * Half)
                      .arg(plain(m_words.timeline()));
        int x = 0;
        const auto bar = [&](const char *look, double y, double height) {
            if (height > 0) {
                m_text += QStringLiteral("<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"%4\" "
                                         "height=\"%5\"/>\n")
                              .arg(QLatin1String(look))
                              .arg(x)
                              .arg(y)
                              .arg(Width - 1)
                              .arg(height);
            }
        };
        for (const Report::Facts::Bucket &bucket : m_facts.buckets) {
            bar("sent", Half - heightOf(bucket.sent), heightOf(bucket.sent));
            bar("got", Half, heightOf(bucket.received));
            bar("bad", 2 * Half - 4, bucket.problems > 0 ? 4 : 0);
            x += Width;
        }
        m_text += QStringLiteral("<line class=\"axis\" x1=\"0\" y1=\"%1\" x2=\"%2\" y2=\"%1\"/>\n"
                                 "</svg>\n")
                      .arg(Half)
                      .arg(all);
    }

    void writeSessions()
    {
        if (m_facts.sessions.empty())
            return;
        heading(words("Sessions"));
        m_text += QStringLiteral("<table>\n<tr>");
        for (const QString &head : m_words.sessionHeads())
            m_text += QStringLiteral("<th>%1</th>").arg(plain(head));
        m_text += QStringLiteral("</tr>\n");
        for (const Capture::SessionRecord &session : m_facts.sessions) {
            m_text += QStringLiteral("<tr>");
            for (const QString &cell : m_words.session(session))
                m_text += QStringLiteral("<td>%1</td>").arg(plain(cell));
            m_text += QStringLiteral("</tr>\n");
        }
        m_text += QStringLiteral("</table>\n");
        for (const QString &note : m_words.sessionNotes())
            m_text += QStringLiteral("<p>%1</p>\n").arg(plain(note));
    }

    void writeProblems()
    {
        if (m_facts.problems.empty() && m_facts.gaps.empty())
            return;
        heading(words("Problems"));
        m_text += QStringLiteral("<ul>\n");
        for (const Capture::GapRecord &gap : m_facts.gaps)
            m_text += QStringLiteral("<li>%1</li>\n").arg(plain(m_words.gap(gap)));
        for (const Capture::ProblemRecord &problem : m_facts.problems)
            m_text += QStringLiteral("<li>%1</li>\n").arg(plain(m_words.problem(problem)));
        m_text += QStringLiteral("</ul>\n");
        dim(m_words.leftProblems());
    }

    void writeMessages()
    {
        heading(words("Messages"));
        for (const Report::Facts::Message &message : m_facts.messages) {
            const Capture::MessageRecord &record = message.row.record;
            const bool isSent = record.direction == Capture::Direction::Sent;
            m_text
                += QStringLiteral("<section id=\"message-%1\" class=\"%2%3\">\n<p class=\"head\">%4"
                                  "</p>\n")
                       .arg(record.id)
                       .arg(isSent ? QStringLiteral("sent-by") : QStringLiteral("received"),
                            record.problems.isEmpty() ? QString() : QStringLiteral(" problem"),
                            plain(m_words.message(message)));
            for (const QString &remark : m_words.remarks(message))
                m_text += QStringLiteral("<p>%1</p>\n").arg(plain(remark));
            if (!message.data.isEmpty())
                m_text += QStringLiteral("<pre>%1</pre>\n").arg(plain(message.data));
            if (const QString left = m_words.left(message); !left.isEmpty())
                m_text += QStringLiteral("<p class=\"dim\">%1</p>\n").arg(plain(left));
            m_text += QStringLiteral("</section>\n");
        }
        dim(m_words.leftMessages());
    }

    const Report::Facts &m_facts;
    const ReportWords m_words;
    QString m_text;
};

} // namespace

QByteArray reportHtml(const Report::Facts &facts)
{
    return Page(facts).take();
}
