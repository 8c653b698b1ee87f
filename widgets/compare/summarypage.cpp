// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/summarypage.h"

#include "widgets/compare/figuretable.h"
#include "widgets/compare/findings.h"
#include "widgets/compare/reporttables.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace {

QString htmlOf(std::vector<Finding> findings, int target)
{
    std::ranges::stable_sort(findings, {}, &Finding::topic);
    QString html;
    std::optional<Finding::Topic> topic;
    for (const Finding &finding : findings) {
        if (finding.target != -1 && finding.target != target)
            continue;
        if (topic != finding.topic) {
            if (topic)
                html += QStringLiteral("</ul>");
            html += QStringLiteral("<p style=\"margin-bottom:4px\"><b>%1</b></p>"
                                   "<ul style=\"margin-top:0px; -qt-list-indent:0; "
                                   "margin-left:16px\">")
                        .arg(topicTitle(finding.topic).toHtmlEscaped());
            topic = finding.topic;
        }
        html += QStringLiteral("<li style=\"margin-bottom:4px\">%1</li>")
                    .arg(finding.text.toHtmlEscaped());
    }
    return topic ? html + QStringLiteral("</ul>") : html;
}

} // namespace

SummaryPage::SummaryPage(QWidget *parent)
    : QWidget(parent)
    , m_glance(new TextTable(this))
    , m_table(new FigureTable(m_glance, tr("At a glance")))
    , m_text(new QTextBrowser)
{
    m_table->verticalHeader()->hide();
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("What the figures say"));
    m_text->document()->setDocumentMargin(0);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 12, 16, 12);
    lines->setSpacing(12);
    lines->addWidget(m_table);
    lines->addWidget(m_text, 1);
}

void SummaryPage::setReport(const Compare::Report &report, int target)
{
    m_glance->setContent(ReportTables::glance(report, target));
    m_table->fitHeight();
    const QString html = htmlOf(findingsOf(report), target);
    const int place = m_text->verticalScrollBar()->value();
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(place);
}
