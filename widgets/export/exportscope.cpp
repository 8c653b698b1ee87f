// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/exportscope.h"

#include "protocol/query/writing.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/selection.h"
#include "widgets/common/words.h"

#include <QCoreApplication>

namespace {

using Terms = MessageFilter::Terms;

QString tr(const char *text)
{
    return QCoreApplication::translate("ExportScope", text);
}

void narrow(Terms &terms, const QByteArray &term)
{
    terms.text = QString::fromUtf8(Query::both(terms.text.toUtf8(), term));
}

QByteArray between(const SelectedMessages &selected)
{
    return "after:#" + QByteArray::number(selected.first - 1) + " before:#"
        + QByteArray::number(selected.last + 1);
}

/// For a button: of a path no more than there is room for, and no mark for a key.
QString buttonTitle(const Capture::SessionRecord &session)
{
    return singleLine(sessionTitle(session).toUtf8(), 40).replace(u'&', QStringLiteral("&&"));
}

/// What the views show: not what was cleared.
Terms shownTerms(const CaptureFeed &feed, const MessageFilter &filter)
{
    Terms terms = filter.terms();
    if (feed.marker().message != 0)
        narrow(terms, "after:#" + QByteArray::number(feed.marker().message));
    return terms;
}

QString shownWords(const CaptureFeed &feed, const MessageFilter &filter)
{
    QStringList words;
    const Terms &terms = filter.terms();
    if (!terms.text.isEmpty())
        words.append(terms.text);
    if (const Capture::SessionRecord *const session = feed.session(terms.session))
        words.append(tr("session %1").arg(sessionTitle(*session)));
    else if (const Capture::SourceRecord *const source = feed.source(terms.source))
        words.append(singleLine(source->name, 80));
    if (terms.range)
        words.append(
            tr("%1 to %2").arg(formatTime(terms.range->from), formatTime(terms.range->to)));
    if (feed.marker().message != 0)
        words.append(tr("without what was cleared"));
    if (!terms.withHeartbeats)
        words.append(tr("without heartbeats"));
    if (words.isEmpty())
        words.append(tr("no filter"));
    return words.join(QStringLiteral(" · "));
}

ExportScope selectedScope(const CaptureFeed &feed, const MessageFilter &filter,
                          const Selection &selection, const SelectedMessages &selected)
{
    const QString first = formatNumber(selected.first);
    ExportScope scope {.what = ExportScope::What::Selected, .title = {}, .detail = {}, .terms = {}};
    if (selected.first == selected.last) {
        scope.title = tr("The se&lected message");
        scope.detail = tr("#%1").arg(first);
        // Shown or not: that one, of whatever session.
        scope.terms = Terms();
        scope.terms->session = selection.session();
        scope.terms->withHeartbeats = true;
    } else {
        scope.title = tr("The se&lected messages");
        scope.detail
            = tr("#%1 to #%2, as far as they are shown").arg(first, formatNumber(selected.last));
        scope.terms = shownTerms(feed, filter);
    }
    narrow(*scope.terms, between(selected));
    return scope;
}

} // namespace

std::vector<ExportScope> exportScopes(const CaptureFeed &feed, const MessageFilter &filter,
                                      const Selection &selection, const SelectedMessages &selected)
{
    using What = ExportScope::What;
    std::vector<ExportScope> scopes;
    if (selected.first != 0)
        scopes.push_back(selectedScope(feed, filter, selection, selected));
    if (const Capture::SessionRecord *const session = feed.session(selection.session())) {
        Terms terms;
        terms.session = session->id;
        terms.withHeartbeats = true;
        scopes.push_back({.what = What::Session,
                          .title = tr("The s&ession %1").arg(buttonTitle(*session)),
                          .detail = tr("all of it, heartbeats too"),
                          .terms = terms});
    }
    scopes.push_back({.what = What::Shown,
                      .title = tr("What is s&hown now"),
                      .detail = shownWords(feed, filter),
                      .terms = shownTerms(feed, filter)});
    scopes.push_back({.what = What::Everything,
                      .title = tr("The &whole capture"),
                      .detail = tr("heartbeats, and what stands beside messages, too"),
                      .terms = {}});
    return scopes;
}
