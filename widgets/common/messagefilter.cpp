// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/messagefilter.h"

#include "protocol/query/writing.h"

MessageFilter::MessageFilter(QObject *parent)
    : QObject(parent)
{
}

void MessageFilter::setText(const QString &text)
{
    Terms terms = m_terms;
    terms.text = text;
    set(terms);
}

void MessageFilter::narrow(const QByteArray &term)
{
    setText(QString::fromUtf8(Query::both(m_terms.text.toUtf8(), term)));
}

void MessageFilter::setSession(Capture::Id session)
{
    Terms terms = m_terms;
    terms.session = session;
    terms.source = 0;
    set(terms);
}

void MessageFilter::setSource(quint32 source)
{
    Terms terms = m_terms;
    terms.source = source;
    terms.session = 0;
    set(terms);
}

void MessageFilter::setWithHeartbeats(bool shown)
{
    Terms terms = m_terms;
    terms.withHeartbeats = shown;
    set(terms);
}

void MessageFilter::setRange(const std::optional<TimeRange::Range> &range)
{
    Terms terms = m_terms;
    terms.range = range;
    set(terms);
}

void MessageFilter::reset()
{
    Terms all;
    all.range = m_terms.range;
    set(all);
}

void MessageFilter::set(const Terms &terms)
{
    if (m_terms == terms)
        return;
    m_terms = terms;
    emit changed();
}
